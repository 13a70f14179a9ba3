"""How a tool is told to send its runs: steps to follow and texts to paste. The secret itself never stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jangbu.apps.work.events.models import EventSource

SECRET = "whsec_…"  # noqa: S105  # stands for the one that was shown once


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One sentence, and what to paste where there is something."""

    text: str
    code: str = ""


def steps_of(source: EventSource, address: str) -> list[SetupStep]:
    """In the reader's language. `address` is where events are sent, without a query."""
    made = {
        EventSource.Tool.CLOUDEVENTS: _script,
        EventSource.Tool.OTLP: _otlp,
        EventSource.Tool.POWER_AUTOMATE: _power_automate,
        EventSource.Tool.N8N: _n8n,
        EventSource.Tool.ZAPIER: _zapier,
        EventSource.Tool.UIPATH: _uipath,
    }
    return made[EventSource.Tool(source.tool)](source, address)


def _headers(source: EventSource) -> str:
    return f"X-Jangbu-Source: {source.pk}\nX-Jangbu-Secret: {SECRET}\nContent-Type: application/json"


SCRIPT = """import base64, hashlib, hmac, json, time, urllib.request, uuid

URL, SOURCE, SECRET = "{address}", "{source}", "{secret}"

def tell(run, phase, **data):
    body = json.dumps({{
        "specversion": "1.0", "id": f"{{run}}:{{phase}}", "source": "/my-script",
        "type": f"jangbu.run.{{phase}}", "subject": run,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "data": data,
    }}).encode()
    msg, now = f"msg_{{uuid.uuid4().hex}}", str(int(time.time()))
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    mac = hmac.new(key, f"{{msg}}.{{now}}.".encode() + body, hashlib.sha256).digest()
    headers = {{
        "content-type": "application/cloudevents+json", "x-jangbu-source": SOURCE, "webhook-id": msg,
        "webhook-timestamp": now, "webhook-signature": "v1," + base64.b64encode(mac).decode(),
    }}
    urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=10)

tell("run-1", "started", workflow="invoices")
tell("run-1", "failed", workflow="invoices", error={{"class": "field_missing", "message": "no total"}})"""


def _script(source: EventSource, address: str) -> list[SetupStep]:
    return [
        SetupStep(
            _("스크립트에 아래를 넣고 SECRET 자리에 비밀값을 적어요."),
            SCRIPT.format(address=address, source=source.pk, secret=SECRET),
        ),
        SetupStep(
            _("일이 시작될 때와 끝날 때 tell을 불러요. 단계는 started, step, waiting, approved, failed, finished예요.")
        ),
        SetupStep(_("같은 것을 여러 번 보내도 한 번만 적혀요. 보내지 못했으면 나중에 다시 보내도 돼요.")),
    ]


def _otlp(source: EventSource, address: str) -> list[SetupStep]:
    code = (
        f"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT={address}\nOTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/json\n"
        f"OTEL_EXPORTER_OTLP_TRACES_HEADERS=x-jangbu-source={source.pk},x-jangbu-secret={SECRET}"
    )
    return [
        SetupStep(_("프로그램의 환경 변수로 넣어요. 추적 하나가 실행 한 건이 되고, 그 안의 구간이 단계가 돼요."), code),
        SetupStep(_("계산서 번호를 함께 보려면 구간에 jangbu.document 속성을 넣어요.")),
    ]


def _power_automate(source: EventSource, address: str) -> list[SetupStep]:
    body = (
        '{\n  "workflow": @{workflow()},\n  "status": "Succeeded",\n  "time": "@{utcNow()}",\n'
        '  "startTime": "@{trigger()?[\'startTime\']}"\n}'
    )
    first = "result('Scope')?[0]"
    wrong = f'"code": "@{{{first}?[\'code\']}}", "message": "@{{{first}?[\'error\']?[\'message\']}}"'
    failed = (
        '{\n  "workflow": @{workflow()},\n  "status": "Failed",\n  "time": "@{utcNow()}",\n'
        f'  "error": {{{wrong}}}\n}}'
    )
    return [
        SetupStep(
            _("흐름의 끝에 HTTP 동작을 더하고 방법은 POST, 주소와 머리말은 이렇게 적어요."),
            f"{address}\n\n{_headers(source)}",
        ),
        SetupStep(_("본문에 붙여 넣어요."), body),
        SetupStep(
            _("실패했을 때 가는 갈래에도 HTTP 동작을 하나 더하고 이렇게 적어요. Scope는 감싼 범위의 이름이에요."),
            failed,
        ),
        SetupStep(
            _("Power Automate에는 실행 기록이 28일만 남아요. 아래에서 Dataverse 주소를 정하면 매시간 빠진 것을 채워요.")
        ),
    ]


def _n8n(source: EventSource, address: str) -> list[SetupStep]:
    return [
        SetupStep(_("아래 파일을 내려받아 n8n의 Import from file로 들여와요.")),
        SetupStep(
            _("HTTP 노드의 자격 증명에서 Header Auth를 만들어 이렇게 넣어요."),
            f"Name: X-Jangbu-Secret\nValue: {SECRET}",
        ),
        SetupStep(
            _("들여온 워크플로를 켜고, 알릴 워크플로의 설정에서 Error workflow로 골라요. 실패는 이제 저절로 와요.")
        ),
        SetupStep(_("시작과 끝을 알리는 두 노드를 복사해 알릴 워크플로의 처음과 끝에 붙여요.")),
        SetupStep(_("아래에서 n8n 주소와 API 열쇠를 정하면 매시간 빠진 것을 채워요.")),
    ]


def _zapier(source: EventSource, address: str) -> list[SetupStep]:
    data = "run: {{ Zap run ID }}\nzap: {{ Zap name }}\nevent: finished\ntime: {{ zap_meta_utc_iso }}"
    return [
        SetupStep(
            _("Zap의 끝에 Webhooks by Zapier의 POST를 더하고, 주소와 머리말(Headers)을 이렇게 적어요."),
            f"{address}\n\n{_headers(source)}",
        ),
        SetupStep(
            _("Payload Type은 json, Data에는 이렇게 적어요. event는 started, step, finished, failed 가운데 하나예요."),
            data,
        ),
        SetupStep(_("Zapier에는 실행 목록을 물을 곳이 없어서, 빠진 것은 평소 건수로 짐작해요.")),
    ]


def _uipath(source: EventSource, address: str) -> list[SetupStep]:
    return [
        SetupStep(_("Orchestrator의 Webhooks에서 하나를 더하고 URL에 이렇게 적어요."), f"{address}?source={source.pk}"),
        SetupStep(_("Secret 칸에 비밀값을 넣고, 사건은 job과 queueItem을 모두 골라요."), SECRET),
        SetupStep(
            _(
                "UiPath는 한 번 보내지 못하면 한 시간 동안 아무것도 보내지 않고 나중에도 보내지 않아요. "
                "아래에서 목록 주소를 정해 빠진 것을 채워요."
            )
        ),
    ]
