"""Past cases worked on once more, in memory, by a version or a release that never ran; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from jangbu.apps.aimodels.services import Asked, Judged
from jangbu.apps.base.content import place_of, under_its_name
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.judged import judged_values
from jangbu.apps.work.kinds.kind import worker_of
from jangbu.apps.work.reading.papers import Way, ocr_content, read_paper, rules_content
from jangbu.apps.work.reading.releases import RULES
from jangbu.apps.work.runs.models import Approval, Paper, Run
from jangbu.kernel.errors import Problem

MOST = 60  # past cases of one look, the newest
INVOICE = Automation.Kind.INVOICE  # the kind whose values can be compared one by one


def replay(asked: Asked) -> list[Judged]:
    """The newest checked cases of this automation, by that version; it may ask its model, within its budget."""
    automation = Automation.objects.filter(pk=asked.ref, kind=INVOICE).first()
    made = AutomationVersion.objects.filter(pk=asked.version_ref).first()
    if automation is None or made is None:
        return []
    checked = Approval.objects.filter(run__automation=automation)
    return [case for each in _newest(checked, asked) if (case := _again(each, automation, made)) is not None]


def reread(source: str, part: str) -> Callable[[Asked], list[Judged]]:
    """The newest checked invoices of one kind of paper, read once more by that release of the rules or of OCR."""

    def read(asked: Asked) -> list[Judged]:
        checked = Approval.objects.filter(run__automation__kind=INVOICE, run__automation__drill=False)
        checked = checked.filter(run__proposal__source=source)
        way = _way(part, asked.content)
        return [case for each in _newest(checked, asked) if (case := _read(each, way)) is not None]

    return read


def _newest(checked, asked: Asked) -> Sequence[Approval]:  # type: ignore[no-untyped-def]  # a QuerySet of approvals
    held = checked.filter(state=Approval.State.APPROVED, decided_at__lte=asked.until).exclude(decided_by="")
    return list(held.select_related("run__version").order_by("-decided_at")[:MOST])


@contextmanager
def papers_of(run: Run) -> Iterator[list[Path]]:
    """The papers that came with a run, under the names people know."""
    store = Path(settings.CONTENT_STORE)
    with ExitStack() as opened:
        held = run.papers.filter(role=Paper.Role.IN)
        yield [opened.enter_context(under_its_name(place_of(store, p.fingerprint), p.file_name)) for p in held]


def _again(approval: Approval, automation: Automation, made: AutomationVersion) -> Judged | None:
    """None where its papers are gone or cannot be read."""
    past = approval.run
    run = Run(
        pk=past.pk,
        automation=automation,
        version=made,
        title=past.title,
        input=past.input,
        created_at=past.created_at,
    )
    with papers_of(past) as papers:
        try:
            with transaction.atomic():
                prepared = worker_of(automation.kind).prepare(run, papers, past.created_at)
        except (Problem, OSError):
            return None
    return judged_values(approval, prepared.proposal, prepared.kept.get("read", {}), passed=not prepared.doubts)


def _way(part: str, content: Mapping[str, Any]) -> Way:
    """By that release of the part, the other as it is today."""
    if part == RULES:
        return Way() if content == rules_content() else Way(rules=content)
    return Way() if content == ocr_content() else Way(ocr=content)


def _read(approval: Approval, way: Way) -> Judged | None:
    with papers_of(approval.run) as papers:
        if not papers:
            return None
        try:
            found = read_paper(papers[0], way).document
        except (Problem, OSError):
            return None
    confidences = {name: round(field.confidence, 3) for name, field in found.fields.items()}
    passed = all(field.accepted for field in found.fields.values())
    return judged_values(approval, found.as_json(), confidences, passed=passed) if found.fields else None
