"""Reading runs: what waits, one run with its papers, the error catalogue, figures of an automation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.content import place_of
from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.events import queries as outside
from jangbu.apps.work.runs.models import OPEN, Approval, ErrorNote, Paper, Payable, Run
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor

EXAMPLES = 3


def inbox(actor: Actor) -> QuerySet[Approval]:
    """Open questions this actor may answer, oldest first: those asked of everybody or of them."""
    waiting = Approval.objects.filter(state=Approval.State.OPEN, run__automation__drill=False)
    mine = waiting.filter(Q(asked_of="") | Q(asked_of=actor.id)) if allowed(actor, "work.approve") else waiting.none()
    return mine.select_related("run__automation__process", "run__version").order_by("asked_at", "pk")


def find_run(actor: Actor, run_id: str) -> Run | None:
    """One run, or None when it is not there or not theirs to see."""
    if not allowed(actor, "work.read"):
        return None
    held = Run.objects.select_related("automation__process", "version", "replay_of")
    return held.filter(pk=run_id, automation__drill=False).first()


def runs_of(automation: Automation) -> QuerySet[Run]:
    return automation.runs.select_related("version").order_by("-created_at")


def all_runs() -> QuerySet[Run]:
    return Run.objects.filter(automation__drill=False).select_related("automation").order_by("-created_at")


def deciders(since: datetime, at: datetime) -> dict[str, dict[str, int]]:
    """By automation: how many of its questions each person (by id) answered in that span. One query."""
    decided = Approval.objects.filter(decided_at__gt=since, decided_at__lte=at, run__automation__drill=False)
    counted = decided.exclude(decided_by="").values_list("run__automation", "decided_by").order_by()
    found: dict[str, dict[str, int]] = {}
    for automation, person, count in counted.annotate(Count("pk")):
        found.setdefault(automation, {})[person] = count
    return found


def open_runs(automation_id: str) -> list[tuple[str, str]]:
    """(id, a word that is new each time) of the runs that are not at their end: whom a resumption must wake."""
    moment = system_clock().isoformat()
    ids = Run.objects.filter(automation=automation_id, state__in=OPEN).values_list("pk", flat=True)
    return [(run_id, moment) for run_id in ids]


def paper_path(paper: Paper) -> Path:
    return place_of(Path(settings.CONTENT_STORE), paper.fingerprint)


def past_of_vendor(run: Run, limit: int = 5) -> Sequence[Payable]:
    """Earlier payables of the vendor that a run's document names, newest first."""
    fields = (run.proposal or {}).get("fields", {})
    tax_id = fields.get("seller_tax_id", {}).get("value", "")
    seller = fields.get("seller", {}).get("value", "")
    same = Q(seller_tax_id=tax_id) if tax_id else Q(seller=seller)
    past = Payable.objects.filter(same, state=Payable.State.PLANNED).exclude(run=run)
    return list(past.select_related("run").order_by("-date", "-pk")[:limit]) if tax_id or seller else []


def plan(actor: Actor) -> QuerySet[Payable]:
    """The payment plan."""
    planned = Payable.objects.filter(state=Payable.State.PLANNED, run__automation__drill=False)
    return planned.select_related("run") if allowed(actor, "work.read") else planned.none()


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One class of error: how often, how lately, in how many automations, what it cost, and what people know of it.

    `examples` are our own runs; `outside` where runs and deliveries of other tools can be looked at."""

    error_class: str
    count: int
    last: datetime
    sentence_ko: str
    sentence_en: str
    automations: int
    cost_micros: int
    cause: str
    fix: str
    examples: tuple[Run, ...]
    outside: tuple[outside.ErrorExample, ...] = ()


def error_catalogue(since: datetime | None = None) -> list[ErrorLine]:
    """Every class of error that runs met, ours and those of outside tools, the most frequent first."""
    notes = {note.error_class: note for note in ErrorNote.objects.all()}
    lines = _own_errors(since, notes)
    for each in outside.errors(since, EXAMPLES):
        note = notes.get(each.error_class)
        lines.append(
            ErrorLine(
                error_class=each.error_class,
                count=each.count,
                last=each.last,
                sentence_ko=each.ko,
                sentence_en=each.en,
                automations=each.sources,
                cost_micros=0,
                cause=note.cause if note else "",
                fix=note.fix if note else "",
                examples=(),
                outside=each.examples,
            )
        )
    return sorted(lines, key=lambda line: (-line.count, line.error_class))


def _own_errors(since: datetime | None, notes: dict[str, ErrorNote]) -> list[ErrorLine]:
    failed = Run.objects.exclude(error_class="").filter(automation__drill=False)
    if since is not None:
        failed = failed.filter(created_at__gte=since)
    counted = failed.values("error_class").annotate(
        count=Count("pk"), last=Max("ended_at"), automations=Count("automation", distinct=True), cost=Sum("cost_micros")
    )
    lines = []
    for each in counted.order_by("-count", "error_class"):
        examples = tuple(
            failed.filter(error_class=each["error_class"])
            .select_related("automation")
            .order_by("-created_at")[:EXAMPLES]
        )
        note = notes.get(each["error_class"])
        lines.append(
            ErrorLine(
                error_class=each["error_class"],
                count=each["count"],
                last=each["last"],
                sentence_ko=examples[0].error_ko,
                sentence_en=examples[0].error_en,
                automations=each["automations"],
                cost_micros=each["cost"] or 0,
                cause=note.cause if note else "",
                fix=note.fix if note else "",
                examples=examples,
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class Figures:
    """How an automation does, over a stretch of time. Shares are None where nothing was decided."""

    runs: int
    waiting: int
    done: int
    failed: int
    without_person: int
    corrected: int  # approved with at least one value changed by the person
    approved: int
    person_seconds: int | None  # median of the time a question lay open before the person who decided
    cost_micros: int
    cost_currency: str


def figures(automation: Automation, now: datetime, days: int = 30) -> Figures:
    since = now - timedelta(days=days)
    runs = automation.runs.filter(created_at__gte=since)
    states = dict(runs.values_list("state").annotate(Count("pk")).order_by())
    approved = list(
        Approval.objects.filter(run__in=runs, state=Approval.State.APPROVED).only("edits", "opened_at", "decided_at")
    )
    seconds = sorted(
        (each.decided_at - each.opened_at).total_seconds() for each in approved if each.opened_at and each.decided_at
    )
    done = states.get(Run.State.DONE, 0)
    asked = runs.filter(approvals__isnull=False).distinct()
    spent = runs.aggregate(cost=Sum("cost_micros"))
    currency = runs.exclude(cost_currency="").values_list("cost_currency", flat=True).first()
    return Figures(
        runs=sum(states.values()),
        waiting=states.get(Run.State.WAITING, 0),
        done=done,
        failed=states.get(Run.State.FAILED, 0),
        without_person=runs.filter(state=Run.State.DONE).exclude(pk__in=asked.values("pk")).count(),
        corrected=sum(1 for each in approved if each.edits),
        approved=len(approved),
        person_seconds=round(seconds[len(seconds) // 2]) if seconds else None,
        cost_micros=spent["cost"] or 0,
        cost_currency=currency or "",
    )


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """If fields were accepted from this confidence on: how many need no person, and how many of those were wrong."""

    confidence: float
    accepted: int
    wrong: int
    total: int


def acceptance_curve(automation: Automation) -> list[CurvePoint]:
    """The accept/wrong curve of this firm's own documents, from what people corrected. Empty before 30 fields."""
    decided = Approval.objects.filter(run__automation=automation, state=Approval.State.APPROVED).select_related("run")
    seen: list[tuple[float, bool]] = []
    for approval in decided.order_by("-decided_at")[:500]:
        first = approval.run.input.get("read", {})
        for name, confidence in first.items():
            seen.append((confidence, name in approval.edits))
    if len(seen) < FEWEST:
        return []
    points = []
    for threshold in (0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0):
        taken = [wrong for confidence, wrong in seen if confidence >= threshold]
        points.append(CurvePoint(threshold, len(taken), sum(taken), len(seen)))
    return points


FEWEST = 30  # decided fields below which the curve says nothing


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Approvals that wait for this person, and automations that stand still."""
    found: list[Need] = []
    waiting = list(inbox(actor)[:200])
    if waiting:
        count = len(waiting)
        title = ngettext("승인할 것이 %(n)d건 있어요", "승인할 것이 %(n)d건 있어요", count) % {"n": count}
        days = (now - waiting[0].asked_at).days
        detail = _("가장 오래된 것은 %(days)d일째예요.") % {"days": days} if days else _("모두 오늘 들어왔어요.")
        found.append(
            Need(
                title,
                detail,
                waiting[0].asked_at.astimezone(SEOUL).date(),
                reverse("inbox"),
                _("보기"),
                urgent=days >= 2,
            )
        )
    if allowed(actor, "work.write"):
        found += [_stopped(each) for each in Automation.objects.filter(drill=False, stopped_by_rule=True)[:5]]
    return found + outside.needs(actor, now)


def _stopped(automation: Automation) -> Need:
    title = _("%(automation)s 자동화가 멈췄어요") % {"automation": automation.name}
    url = reverse("automation", args=[automation.pk])
    return Need(title, automation.stopped_why, None, url, _("보기"), urgent=True)
