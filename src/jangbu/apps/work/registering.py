"""Work in the register of AI models: automations, their prompts, the rules that read documents and the OCR set-up.

The versions stay where they are; the register mirrors them by id and fingerprint. What people corrected in approved
runs is the truth that each is measured against, and a version that never ran works on past papers once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.urls import reverse

from jangbu.apps.aimodels import queries as allowed_models
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.services import Asked, Judged, Running, Source, Spent
from jangbu.apps.base.permission import require
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.work import actions
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.automations.telling import tell
from jangbu.apps.work.judged import judged_runs
from jangbu.apps.work.replaying import replay, reread
from jangbu.apps.work.runs.models import Run
from jangbu.engines import documents
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor

AUTOMATION, PROMPT, RULES, OCR = "automation", "prompt", "rules", "ocr"
READER = "reader"  # the one reader of documents that every automation shares
TEXTS = (Automation.Kind.DRAFT, Automation.Kind.DECISION)
RELEASE = "프로그램의 판이 바뀌어서"
MONTHS = timedelta(days=190)


def running_of(made: AutomationVersion, automation: Automation) -> Running:
    """One version of an automation as the register sees it; its own fingerprint is kept."""
    content = {
        "settings": made.settings,
        "kind": automation.kind,
        **{name: getattr(made, name) for name in ("who", "what", "when", "where", "why")},
    }
    return Running(
        kind=AUTOMATION,
        ref=automation.pk,
        name=automation.name,
        content=content,
        label=f"v{made.number}",
        fingerprint=made.fingerprint,
        version_ref=made.pk,
        note=made.note,
        made_by=made.created_by,
        made_at=made.created_at,
        purpose=made.what,
        owner=made.who,
        datasets=tuple(made.datasets),
        serving=automation.current_id == made.pk,
        suites=None if automation.kind == Automation.Kind.INVOICE else ("accuracy",),
    )


def prompt_of(made: AutomationVersion, automation: Automation) -> Running | None:
    """The prompt of a version that asks a model, None where it has none."""
    endpoint, prompt = str(made.settings.get("endpoint") or ""), str(made.settings.get("prompt") or "").strip()
    if not endpoint or not prompt:
        return None
    return Running(
        kind=PROMPT,
        ref=automation.pk,
        name=f"{automation.name} · 프롬프트",
        content={"prompt": prompt, "endpoint": endpoint, "kind": automation.kind},
        label=f"v{made.number}",
        note=made.note,
        made_by=made.created_by,
        made_at=made.created_at,
        purpose=made.what,
        owner=made.who,
        serving=automation.current_id == made.pk,
    )


@cache
def _printed(folder: str, *without: str) -> str:
    """SHA-256 over the files of a package: rules that changed are another version."""
    root, digest = Path(documents.__file__).parent / folder, hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in {".py", ".yaml", ".json", ".txt"} and inside.parts[0] not in without:
            digest.update(f"{inside}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def rules_running() -> Running:
    """The rules that read documents, as this release holds them."""
    printed = _printed("", "ocr", "render", "__pycache__")
    return Running(
        RULES, READER, "문서 읽기 규칙", {"rules": printed}, f"{_release()} {printed[:7]}".strip(), note=RELEASE
    )


def ocr_running() -> Running:
    """The readers of pictures on this machine and the code that drives them."""
    engines = {each.name: each.present for each in documents.engines()}
    present = " + ".join(sorted({name.split()[0] for name, there in engines.items() if there})) or "–"
    content: dict[str, Any] = {"engines": engines, "code": _printed("ocr", "__pycache__")}
    label = f"{present} {content['code'][:7]}"
    return Running(OCR, READER, "글자 인식", content, label, note=RELEASE, serving=any(engines.values()))


def _release() -> str:
    try:
        return version("jangbu")
    except PackageNotFoundError:
        return ""


def require_reader(document_source: str) -> None:
    """Whether the rules, and for a scan the OCR set-up, may be used now. Raises Problem aimodels.not_allowed."""
    used = [rules_running(), *([ocr_running()] if document_source == "scan" else [])]
    for each in used:
        allowed_models.require_serving(each.kind, each.ref, each.print, each.name)


def require_version(automation: Automation, made: AutomationVersion) -> None:
    """Raises Problem aimodels.not_allowed. A drill's copy is no automation of the register."""
    if not automation.drill:
        allowed_models.require_serving(AUTOMATION, automation.pk, made.fingerprint, automation.name)


def require_prompt(automation: Automation, made: AutomationVersion) -> None:
    """Raises Problem aimodels.not_allowed."""
    found = prompt_of(made, automation)
    if found is not None:
        allowed_models.require_serving(PROMPT, automation.pk, found.print, found.name)


def waits_for_promotion(automation: Automation) -> bool:
    """Whether a new version becomes a candidate instead of serving at once."""
    return automation.current_id is not None and allowed_models.regime_on(AUTOMATION, automation.pk)


def noted(automation: Automation, made: AutomationVersion, *, actor: Actor, why: str) -> None:
    """Tell the register of a version, in the caller's transaction. Copies made for a drill are not told of."""
    if automation.drill:
        return
    aimodels.note_running(running_of(made, automation), actor=actor, why=why)
    prompt = prompt_of(made, automation)
    if prompt is not None:
        aimodels.note_running(prompt, actor=actor, why=why)


def noted_back(automation: Automation, made: AutomationVersion, *, actor: Actor, why: str) -> None:
    """Work went back to that version by itself: the register's alias goes along."""
    if not automation.drill:
        aimodels.note_went_back(running_of(made, automation), actor=actor, why=why)


def serve(ref: str, version_ref: str, _content: Mapping[str, Any], actor: Actor, why: str) -> None:
    """Make that version the one that runs, in the caller's transaction; the one before becomes the way back."""
    require(actor, "work.write")
    held = Automation.objects.select_for_update().get(pk=ref)
    if held.current_id == version_ref:
        return
    before = held.current
    held.rollback, held.current = before, held.versions.get(pk=version_ref)
    held.save(update_fields=["rollback", "current"])
    after = {"number": held.current.number, "note": held.current.note, "fingerprint": held.current.fingerprint}
    tell(actions.VERSION_SERVES, held, actor, why, after, before={"number": before.number if before else 0})


def sources() -> tuple[Source, ...]:
    """What the register may ask of work; bound in web/wiring."""
    automation_url, both = _url("automation"), ("accuracy", "calibration")
    return (
        Source(
            AUTOMATION,
            _automations,
            automation_url,
            judged=lambda asked: judged_runs(Run.objects.filter(version=asked.version_ref), asked),
            replay=replay,
            serve=serve,
            spent=_spent,
            suites=(*both, "fairness"),
        ),
        Source(PROMPT, _prompts, automation_url, judged=_of_prompt, spent=_spent, suites=("accuracy",)),
        Source(RULES, _rules, _reader_url, judged=_of_reader("text"), replay=reread("text"), suites=both),
        Source(OCR, _ocr, _reader_url, judged=_of_reader("scan"), replay=reread("scan"), suites=both),
    )


def _url(name: str) -> Any:
    return lambda ref: reverse(name, args=[ref])


def _reader_url(_ref: str) -> str:
    return reverse("process-list")


def _live() -> Iterable[Automation]:
    return Automation.objects.filter(drill=False).order_by("created_at")


def _automations() -> Iterable[Running]:
    for automation in _live():
        for made in automation.versions.order_by("number"):
            yield running_of(made, automation)


def _rules() -> Iterable[Running]:
    return [rules_running()]


def _ocr() -> Iterable[Running]:
    return [ocr_running()]


def _prompts() -> Iterable[Running]:
    for automation in _live():
        for made in automation.versions.order_by("number"):
            found = prompt_of(made, automation)
            if found is not None:
                yield found


def _of_prompt(asked: Asked) -> list[Judged]:
    held = Automation.objects.filter(pk=asked.ref).first()
    if held is None:
        return []
    same = [
        made.pk
        for made in held.versions.all()
        if str(made.settings.get("prompt") or "").strip() == asked.content.get("prompt")
        and made.settings.get("endpoint") == asked.content.get("endpoint")
    ]
    return judged_runs(Run.objects.filter(version__in=same), asked)


def _of_reader(source: str) -> Any:
    """Invoices of one kind of paper that were read while this release was in use."""

    def judged(asked: Asked) -> list[Judged]:
        read = Run.objects.filter(automation__kind=Automation.Kind.INVOICE, automation__drill=False)
        return judged_runs(read.filter(proposal__source=source), asked)

    return judged


def _spent(ref: str) -> list[Spent]:
    since = (system_clock() - MONTHS).date()
    return [Spent(each.month, each.currency, each.calls, each.cost_micros) for each in gateway.metered([ref], since)]
