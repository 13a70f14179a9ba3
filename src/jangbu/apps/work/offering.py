"""What the register of AI models may ask of work: what runs, what people made of it, another version, one real use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from jangbu.apps.aimodels import queries as registered
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.services import Ask, Asked, Judged, Price, Purse, Running, Source, Spent
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.gateway import services as models
from jangbu.apps.work import rehearsing
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.judged import judged_runs
from jangbu.apps.work.reading.papers import READER
from jangbu.apps.work.reading.releases import OCR, RULES, keep_today
from jangbu.apps.work.registering import (
    AUTOMATION,
    PROMPT,
    ocr_running,
    prompt_of,
    rules_running,
    running_of,
    serve,
    serve_ocr,
    serve_prompt,
    serve_rules,
)
from jangbu.apps.work.replaying import replay, reread
from jangbu.apps.work.runs.models import Run
from jangbu.engines.llm.assist import PLACE
from jangbu.kernel.clock import system_clock

MONTHS = timedelta(days=190)


def sources() -> tuple[Source, ...]:
    """What the register may ask of work; bound in web/wiring."""
    automation_url, both = _url("automation"), ("accuracy", "calibration")
    automations = Source(
        AUTOMATION,
        _automations,
        automation_url,
        judged=lambda asked: judged_runs(Run.objects.filter(version=asked.version_ref), asked),
        replay=replay,
        serve=serve,
        spent=_spent,
        rehearse=rehearsing.automation,
        suites=(*both, "fairness"),
    )
    prompts = Source(
        PROMPT,
        _prompts,
        automation_url,
        judged=_of_prompt,
        serve=serve_prompt,
        spent=_spent,
        ask=_ask_by_prompt,
        price=_price_by_prompt,
        rehearse=rehearsing.prompt,
        suites=("accuracy",),
    )
    return automations, prompts, *_readers(both)


def _readers(suites: tuple[str, ...]) -> tuple[Source, Source]:
    rules, ocr = _of_reader("text", RULES, "rules"), _of_reader("scan", OCR, "code")
    return (
        Source(
            RULES,
            _rules,
            _reader_url,
            judged=rules,
            replay=reread("text", RULES),
            serve=serve_rules,
            rehearse=rehearsing.reader(RULES),
            suites=suites,
        ),
        Source(
            OCR,
            _ocr,
            _reader_url,
            judged=ocr,
            replay=reread("scan", OCR),
            serve=serve_ocr,
            rehearse=rehearsing.reader(OCR),
            suites=suites,
        ),
    )


def _url(name: str) -> Any:
    return lambda ref: reverse(name, args=[ref])


def _reader_url(_ref: str) -> str:
    return reverse("process-list")


def _live() -> QuerySet[Automation]:
    return Automation.objects.filter(drill=False).order_by("created_at")


def _automations() -> Iterable[Running]:
    for automation in _live():
        for made in automation.versions.order_by("number"):
            yield running_of(made, automation)


def _rules() -> Iterable[Running]:
    """None in a firm that has no documents read: what nobody uses serves nobody, and nothing can be measured of it."""
    keep_today()
    reads = _live().filter(kind=Automation.Kind.INVOICE).exists()
    return [rules_running()] if reads or _is_known(RULES) else []


def _ocr() -> Iterable[Running]:
    """None before the first scan."""
    scans = Run.objects.filter(automation__kind=Automation.Kind.INVOICE, automation__drill=False)
    reads = scans.filter(proposal__source="scan").exists()
    return [ocr_running()] if reads or _is_known(OCR) else []


def _is_known(kind: str) -> bool:
    """Followed from its registration on; at once where nothing may serve before it was evaluated."""
    return registered.is_strict() or registered.entry_of(kind, READER) is not None


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
    told = Q(input__prompt__fingerprint=aimodels.fingerprint_of(asked.content))
    before = Q(version__in=same, input__prompt__isnull=True)  # runs that did not say yet what they asked with
    return judged_runs(Run.objects.filter(told | before, automation=held), asked)


def _ask_by_prompt(_ref: str, content: Mapping[str, Any], purse: Purse) -> Ask:
    """The model of its connection with that prompt above the question, its places named instead of filled."""
    task = PLACE.sub(lambda match: f"[{match[1]}]", str(content["prompt"]))
    return models.asker(str(content["endpoint"]), purse, task)


def _price_by_prompt(_ref: str, content: Mapping[str, Any], calls: int, sent: int) -> Price | None:
    return models.price_of(str(content["endpoint"]), calls, sent + calls * len(str(content["prompt"]).encode()))


def _of_reader(source: str, part: str, name: str) -> Any:
    """Invoices of one kind of paper that were read by that very release, as each run says."""

    def judged(asked: Asked) -> list[Judged]:
        read = Run.objects.filter(automation__kind=Automation.Kind.INVOICE, automation__drill=False)
        read = read.filter(proposal__source=source)
        told = judged_runs(read.filter(**{f"input__reader__{part}": asked.content.get(name)}), asked)
        return told or judged_runs(read.filter(input__reader__isnull=True), asked)

    return judged


def _spent(ref: str) -> list[Spent]:
    since = (system_clock() - MONTHS).date()
    return [Spent(each.month, each.currency, each.calls, each.cost_micros) for each in gateway.metered([ref], since)]
