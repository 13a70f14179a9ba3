"""Reading outside tools: their runs and events, how they do, what is missing, what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.work.events.models import (
    EventSource,
    Outgoing,
    OutsideEvent,
    OutsideRun,
    RefusedDelivery,
    Subscription,
)
from jangbu.apps.work.processes.models import Process
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.engines.events import Gap, by_number, by_rate
from jangbu.kernel.entry import Actor
from jangbu.kernel.holidays import holidays_kr

WEEKS = timedelta(weeks=12)  # of starts that say what is usual
MOST_STARTS = 200_000
SKEWED = timedelta(seconds=5)  # a tool's clock this far ahead of ours is worth a word
ENDED = (OutsideRun.State.DONE, OutsideRun.State.FAILED)


def visible(actor: Actor) -> QuerySet[EventSource]:
    shown = EventSource.objects.select_related("process").order_by("name")
    return shown if allowed(actor, "work.read") else shown.none()


def find(actor: Actor, source_id: str) -> EventSource | None:
    return visible(actor).filter(pk=source_id).first()


def runs_of(source: EventSource) -> QuerySet[OutsideRun]:
    return source.runs.order_by("-first_at", "-pk")


def find_run(actor: Actor, run_pk: int) -> OutsideRun | None:
    if not allowed(actor, "work.read"):
        return None
    return OutsideRun.objects.select_related("source").filter(pk=run_pk).first()


def events_of(run: OutsideRun) -> QuerySet[OutsideEvent]:
    return OutsideEvent.objects.filter(source=run.source_id, run_key=run.key, known=True).order_by("at", "pk")


def unknown_events(source: EventSource) -> QuerySet[OutsideEvent]:
    return source.events.filter(known=False).order_by("-received_at", "-pk")


def refusals(source: EventSource | None = None) -> QuerySet[RefusedDelivery]:
    found = RefusedDelivery.objects.select_related("source")
    return found.filter(source=source) if source is not None else found


def subscriptions(actor: Actor) -> QuerySet[Subscription]:
    shown = Subscription.objects.annotate(
        sent=Count("messages", filter=Q(messages__state=Outgoing.State.SENT)),
        dead=Count("messages", filter=Q(messages__state=Outgoing.State.DEAD)),
        waiting=Count("messages", filter=Q(messages__state=Outgoing.State.WAITING)),
    ).order_by("name")
    return shown if allowed(actor, "work.read") else shown.none()


@dataclass(frozen=True, slots=True)
class Measures:
    """How a process does, over a stretch of time, by our own runs and those of outside tools alike.

    `seconds` is the median from start to end of the runs that ended; shares are None where nothing ended.
    """

    runs: int
    done: int
    failed: int
    again: int  # ended runs that needed another attempt, a correction or were taken back
    seconds: int | None

    @property
    def ended(self) -> int:
        return self.done + self.failed

    @property
    def error_rate(self) -> float | None:
        return self.failed / self.ended if self.ended else None

    @property
    def rework_rate(self) -> float | None:
        return self.again / self.ended if self.ended else None


def measures(source: EventSource, now: datetime, days: int = 30) -> Measures:
    """Of one outside tool."""
    return _outside(OutsideRun.objects.filter(source=source), now, days)[0]


def process_measures(process: Process, now: datetime, days: int = 30) -> Measures:
    """Of a process, whoever runs it."""
    theirs, their_seconds = _outside(OutsideRun.objects.filter(source__process=process), now, days)
    ours, our_seconds = _own(process, now, days)
    return Measures(
        runs=theirs.runs + ours.runs,
        done=theirs.done + ours.done,
        failed=theirs.failed + ours.failed,
        again=theirs.again + ours.again,
        seconds=_median([*their_seconds, *our_seconds]),
    )


def _outside(runs: QuerySet[OutsideRun], now: datetime, days: int) -> tuple[Measures, list[float]]:
    since = now - timedelta(days=days)
    found = runs.filter(first_at__gte=since, first_at__lte=now)
    told = found.aggregate(
        runs=Count("pk"),
        done=Count("pk", filter=Q(state=OutsideRun.State.DONE)),
        failed=Count("pk", filter=Q(state=OutsideRun.State.FAILED)),
        again=Count("pk", filter=Q(state__in=ENDED, retries__gt=0)),
    )
    spans = found.filter(complete=True, ended_at__gte=F("started_at")).values_list("started_at", "ended_at")
    seconds = [(end - start).total_seconds() for start, end in spans.order_by("-first_at")[:20_000] if start and end]
    return Measures(**told, seconds=_median(seconds)), seconds


def _own(process: Process, now: datetime, days: int) -> tuple[Measures, list[float]]:
    since = now - timedelta(days=days)
    found = Run.objects.filter(
        automation__process=process, automation__drill=False, created_at__gte=since, created_at__lte=now
    )
    corrected = Approval.objects.filter(run__in=found, state=Approval.State.APPROVED).exclude(edits={})
    told = found.aggregate(
        runs=Count("pk"),
        done=Count("pk", filter=Q(state__in=(Run.State.DONE, Run.State.TAKEN_BACK))),
        failed=Count("pk", filter=Q(state=Run.State.FAILED)),
    )
    again = found.filter(Q(state=Run.State.TAKEN_BACK) | Q(pk__in=corrected.values("run"))).count()
    spans = found.filter(ended_at__isnull=False).values_list("created_at", "ended_at")
    seconds = [(end - start).total_seconds() for start, end in spans.order_by("-created_at")[:20_000] if end]
    return Measures(**told, again=again, seconds=_median(seconds)), seconds


def _median(values: Sequence[float]) -> int | None:
    return round(sorted(values)[len(values) // 2]) if values else None


def gaps(source: EventSource, now: datetime, days: int = 30) -> list[Gap]:
    """Runs of the last days that must have been there and were not seen, newest first."""
    since = now - timedelta(days=days)
    runs = source.runs.filter(first_at__gte=now - WEEKS, first_at__lte=now).annotate(
        began=Coalesce("started_at", "first_at")
    )
    if source.numbered is not False:
        rows = runs.filter(number__isnull=False, began__gte=since).values_list("number", "began")[:MOST_STARTS]
        numbered = [(number, began) for number, began in rows if number is not None]
        found = by_number(numbered, gapless=source.numbered)
        if found or source.numbered:
            return found[::-1]
    starts = list(runs.order_by("-began").values_list("began", flat=True)[:MOST_STARTS])
    return (
        by_rate(starts, since=since, now=now, free=frozenset(holidays_kr()))[::-1] if source.revoked_at is None else []
    )


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Runs of the last week that are missing, and messages nobody took: what somebody should look at."""
    if not allowed(actor, "work.write"):
        return []
    found = []
    for source in EventSource.objects.filter(revoked_at=None).exclude(last_seen_at=None)[:20]:
        missing = gaps(source, now, days=7)
        if missing:
            count = sum(gap.missing for gap in missing)
            title = ngettext(
                "'%(source)s'에서 실행 %(n)s건이 빠진 것 같아요",
                "'%(source)s'에서 실행 %(n)s건이 빠진 것 같아요",
                count,
            ) % {"source": source.name, "n": f"{count:,}"}
            url = reverse("event-source", args=[source.pk])
            found.append(Need(title, missing[0].says(language()), None, url, _("보기"), urgent=False))
    dead = Outgoing.objects.filter(state=Outgoing.State.DEAD).count()
    if dead and allowed(actor, "firm.manage"):
        title = ngettext("보내지 못한 알림이 %(n)s건 있어요", "보내지 못한 알림이 %(n)s건 있어요", dead) % {
            "n": f"{dead:,}"
        }
        detail = _("받는 쪽을 고친 다음 다시 보낼 수 있어요.")
        found.append(Need(title, detail, None, reverse("webhook-list"), _("보기"), urgent=False))
    return found


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What the times of a source are worth: how far ahead its clock ran at most, and how late events came."""

    ahead: timedelta | None  # None: never more than a few seconds
    latest: timedelta | None  # the longest that an event was under way
    untimed: int  # events without a time of their own


def clockwork(source: EventSource) -> Clockwork:
    told = source.events.filter(known=True).aggregate(
        ahead=Max(F("at") - F("received_at")),
        latest=Max(F("received_at") - F("at")),
        untimed=Count("pk", filter=Q(content__untimed=True)),
    )
    ahead, latest = told["ahead"], told["latest"]
    return Clockwork(
        ahead=ahead if ahead is not None and ahead > SKEWED else None,
        latest=latest if latest is not None and latest > timedelta() else None,
        untimed=told["untimed"],
    )


@dataclass(frozen=True, slots=True)
class ErrorExample:
    """Where an error can be looked at."""

    title: str
    at: datetime
    route: str
    key: str


@dataclass(frozen=True, slots=True)
class OutsideError:
    """One class of error that outside runs or deliveries met."""

    error_class: str
    count: int
    last: datetime
    ko: str
    en: str
    sources: int
    examples: tuple[ErrorExample, ...]


def errors(since: datetime | None = None, examples: int = 3) -> list[OutsideError]:
    """Failed outside runs by the class their tool gave, and refused deliveries by ours."""
    failed = OutsideRun.objects.exclude(error_class="").filter(state=OutsideRun.State.FAILED)
    refused = RefusedDelivery.objects.all()
    if since is not None:
        failed, refused = failed.filter(last_at__gte=since), refused.filter(last_at__gte=since)
    return [*_failed_classes(failed, examples), *_refused_classes(refused, examples)]


def known_outside(error_class: str) -> bool:
    """Whether an outside run or a delivery ever met this class."""
    met = OutsideRun.objects.filter(error_class=error_class).exclude(error_class="").exists()
    return met or RefusedDelivery.objects.filter(code=error_class).exists()


def _failed_classes(failed: QuerySet[OutsideRun], examples: int) -> list[OutsideError]:
    found = []
    counted = failed.values("error_class").annotate(
        count=Count("pk"), last=Max("last_at"), sources=Count("source", distinct=True)
    )
    for each in counted.order_by("-count", "error_class"):
        runs = list(failed.filter(error_class=each["error_class"]).order_by("-last_at")[:examples])
        said = runs[0].error or runs[0].error_class
        shown = tuple(ErrorExample(str(run), run.last_at or each["last"], "outside-run", str(run.pk)) for run in runs)
        found.append(OutsideError(each["error_class"], each["count"], each["last"], said, said, each["sources"], shown))
    return found


def _refused_classes(refused: QuerySet[RefusedDelivery], examples: int) -> list[OutsideError]:
    """Counted row by row of an hour; the newest sentence speaks for all."""
    found: dict[str, list[RefusedDelivery]] = {}
    for each in refused.select_related("source").order_by("-last_at")[:5_000]:
        found.setdefault(each.code, []).append(each)
    return [
        OutsideError(
            error_class=code,
            count=sum(each.count for each in rows),
            last=rows[0].last_at,
            ko=rows[0].ko,
            en=rows[0].en,
            sources=len({each.source_id for each in rows}),
            examples=tuple(
                ErrorExample(each.source.name, each.last_at, "event-source", each.source.pk)
                for each in rows[:examples]
                if each.source is not None
            ),
        )
        for code, rows in found.items()
    ]
