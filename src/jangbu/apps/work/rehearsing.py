"""One real use of each kind for a drill: nothing of it is kept but what the calls of a model cost."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jangbu.apps.aimodels.services import Seen, fingerprint_of
from jangbu.apps.gateway import services as gateway
from jangbu.apps.gateway.services import Behalf
from jangbu.apps.work import registering
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.kinds.asking import budget_of
from jangbu.apps.work.kinds.kind import worker_of
from jangbu.apps.work.reading.papers import Way, read_paper, way_now
from jangbu.apps.work.reading.releases import OCR, RULES
from jangbu.apps.work.replaying import papers_of
from jangbu.apps.work.runs.models import Run
from jangbu.engines import documents, llm
from jangbu.kernel.entry import Actor
from jangbu.kernel.money import Money

PREPARES_ONLY = (Automation.Kind.INVOICE, Automation.Kind.DRAFT, Automation.Kind.DECISION)  # write nothing by preparing
SAMPLE = "되돌리기 연습이에요. 이 글에는 고객의 것이 없어요."


def automation(ref: str, _content: Mapping[str, Any], now: datetime) -> Seen | None:
    """The newest case once more, in memory, by the version that the door gives out."""
    held = Automation.objects.filter(pk=ref).select_related("current").first()
    if held is None or held.current is None:
        return None
    past = held.runs.order_by("-created_at").first() if held.kind in PREPARES_ONLY else None
    run = Run(
        automation=held,
        version=held.current,
        title=past.title if past else held.name,
        input={name: told for name, told in past.input.items() if name not in KEPT} if past else {},
        created_at=now,
    )
    run.version = registering.version_for(run, now)
    began, label = time.perf_counter(), f"v{run.version.number}"
    if past is None:
        return Seen(run.version.fingerprint, f"다음 일은 {label}에 맡겨져요", f"the next case goes to {label}")
    with papers_of(past) as papers:
        prepared = worker_of(held.kind).prepare(run, papers, now)
    took = round((time.perf_counter() - began) * 1000)
    return Seen(
        run.version.fingerprint,
        f"지난 일 하나를 {label}, 앞의 판으로 다시 해 봤어요",
        f"one past case was done again by {label}",
        took,
        prepared.cost_micros,
        prepared.cost_currency,
    )


def prompt(ref: str, _content: Mapping[str, Any], now: datetime) -> Seen | None:
    """The prompt that the door gives out, asked of its model with a text that holds nothing of the firm's."""
    held = Automation.objects.filter(pk=ref).select_related("current").first()
    served = registering.prompt_for(held, held.current, now) if held and held.current else None
    if held is None or held.current is None or served is None or not served.text:
        return None
    limit = budget_of(held.current.settings) or Money(0, "KRW")
    port = gateway.port(served.endpoint, Behalf("probe", held.pk, "", limit), actor=Actor.system())
    began = time.perf_counter()
    told = dict.fromkeys(llm.names_in(served.text), SAMPLE)
    written = llm.draft(served.text, told, ask=port.text, blank=port.blank)
    took, spent = round((time.perf_counter() - began) * 1000), port.spent
    content = {"prompt": served.text, "endpoint": served.endpoint, "kind": held.kind}
    chars = len(written.text)
    return Seen(
        fingerprint_of(content),
        f"{served.label}, 앞의 프롬프트로 실제로 물었어요 (답 {chars}자)",
        f"the model was really asked with the prompt of {served.label} ({chars} characters came back)",
        took,
        spent.cost_micros,
        spent.currency,
    )


def reader(part: str) -> Callable[[str, Mapping[str, Any], datetime], Seen | None]:
    """The newest paper of its kind, or one made up, really read by what the door gives out."""

    def read(_ref: str, content: Mapping[str, Any], now: datetime) -> Seen | None:
        with _a_paper(scan=part == OCR) as path:
            way = way_now(now)
            began = time.perf_counter()
            found = read_paper(path, way)
        took = round((time.perf_counter() - began) * 1000)
        if found.document.error is not None and not found.document.fields:
            raise found.document.error
        n = len(found.document.fields)
        return Seen(
            fingerprint_of(_used(part, content, way, found.used)),
            f"앞의 판으로 문서 하나를 실제로 읽었어요 (칸 {n}개)",
            f"a paper was really read by the earlier version ({n} fields)",
            took,
        )

    return read


def _used(part: str, content: Mapping[str, Any], way: Way, used: Mapping[str, str]) -> dict[str, Any]:
    """The content of the version that was used, from the files that really lay behind the reading."""
    if part == RULES:
        return {"rules": used[RULES]}
    return {"engines": (way.ocr or registering.ocr_running().content)["engines"], "code": used[OCR]}


KEPT = frozenset({"read", "reader", "prompt"})  # what preparing adds to a run's input


@contextmanager
def _a_paper(*, scan: bool) -> Iterator[Path]:
    read = Run.objects.filter(automation__kind=Automation.Kind.INVOICE, automation__drill=False)
    for run in read.filter(proposal__source="scan" if scan else "text").order_by("-created_at")[:1]:
        with papers_of(run) as papers:
            if papers and papers[0].exists():
                yield papers[0]
                return
    with tempfile.TemporaryDirectory(prefix="jangbu-drill-") as folder:
        yield _made_up(Path(folder), scan=scan)


def _made_up(folder: Path, *, scan: bool) -> Path:
    day, net = date(2026, 1, 2), Money(1_000_000)
    seller = documents.Party("1208147521", "연습상사(주)", "홍길동", "서울", "도매", "자재")
    buyer = documents.Party("2208162517", "연습정밀(주)", "홍길순", "인천", "제조", "부품")
    line = documents.Line("연습 품목", 10, Money(100_000), net, Money(100_000), day)
    invoice = documents.TaxInvoice("202601024100004200000001", day, seller, buyer, (line,))
    path = folder / "practice.pdf"
    documents.render("tax_invoice", invoice.as_json(), out=path)
    if scan:
        drawn = folder / "practice.png"
        drawn.write_bytes(documents.page_png(path, 1, scale=2.0))
        return drawn
    return path
