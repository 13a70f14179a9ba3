"""Every figure of the dashboard. Each is worked out from rows that keep their times, in one or two queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jangbu.apps.aimodels import queries as aimodels
from jangbu.apps.backups import queries as backups
from jangbu.apps.base.problems import language
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.incidents import queries as incidents
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.policies import queries as policies
from jangbu.apps.reports.dashboard.figure import DAYS, Days, Figure, Seen
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries as vendors
from jangbu.apps.work import queries as work
from jangbu.kernel import text
from jangbu.kernel.entry import Actor

MICRO = 1_000_000
FEWEST = 10  # decided questions below which a share says nothing
WINDOW = timedelta(days=28)
ANSWERS = timedelta(days=7)


def quality(actor: Actor, at: datetime) -> Seen:
    """The dataset with the fewest points, each day by the newest measurement of each dataset up to then."""
    days, points = Days.until(at), sources.score_points(actor, at)
    series: list[tuple[date, float | None]] = []
    worst: sources.ScorePoint | None = None
    for day, end in days.ends:
        newest = {point.dataset: point for point in points if point.at <= end}
        worst = min(newest.values(), key=lambda point: (point.score, point.name), default=None)
        series.append((day, None if worst is None else float(worst.score)))
    if worst is None:
        return Seen(series, reverse("dataset-list"))
    card = getattr(sources.find(actor, worst.dataset), "card", None)  # absent until its questions are answered
    owner = card.owner if card else ""
    note = _("데이터 %(n)s개 가운데 점수가 가장 낮은 것") % {"n": len({point.dataset for point in points})}
    url = reverse("dataset", args=[worst.dataset])
    return Seen(series, url, worst.name, note, owner, float(worst.threshold))


def unchanged(_actor: Actor, at: datetime) -> Seen:
    """Of what automations proposed and people approved in four weeks: the share that nobody had to change."""
    days = Days.until(at)
    decided = [each for each in work.asked(days.first - WINDOW, at) if each.state == "approved" and each.decided]
    series: list[tuple[date, float | None]] = []
    count = 0
    for day, end in days.ends:
        inside = [each for each in decided if each.decided and end - WINDOW < each.decided <= end]
        count = len(inside)
        share = 100 * sum(not each.edited for each in inside) / count if count >= FEWEST else None
        series.append((day, share))
    note = _("4주 동안 승인한 %(n)s건") % {"n": text.number(count)}
    if count < FEWEST:
        note += ", " + _("%(n)s건부터 말할 수 있어요") % {"n": FEWEST}
    return Seen(series, reverse("run-list"), note=note)


def cost(actor: Actor, at: datetime) -> Seen:
    """What models cost since the first of the month, in won. Other currencies are named, never added up."""
    days = Days.until(at)
    spent = gateway.spent_by_day(actor, days.first.replace(day=1), at)
    won = {day: micros for (day, currency), micros in spent.items() if currency == "KRW"}
    series: list[tuple[date, float | None]] = [
        (
            day,
            sum(micros for each, micros in won.items() if each.replace(day=1) == day.replace(day=1) and each <= day)
            / MICRO,
        )
        for day, _end in days.ends
    ]
    month = at.astimezone(days.first.tzinfo).month
    note = _("%(month)s월 1일부터") % {"month": month} if language() == "ko" else _("이달 1일부터")
    this = days.ends[-1][0].replace(day=1)
    others = sorted(
        {currency for (day, currency), micros in spent.items() if currency != "KRW" and micros and day >= this}
    )
    for currency in others:
        micros = sum(each for (day, other), each in spent.items() if other == currency and day >= this)
        note += f", {text.spent(micros, currency, language())}"
    limit = gateway.monthly_limits().get("KRW")
    empty: list[tuple[date, float | None]] = [(day, None) for day, _end in days.ends]
    shown = series if spent or gateway.visible(actor).filter(on=True).exists() else empty
    return Seen(shown, reverse("endpoint-list"), note=note, floor=None if limit is None else float(limit))


def waiting(actor: Actor, at: datetime) -> Seen:
    """Questions that lie open at the end of each day."""
    days = Days.until(at)
    held = work.asked(days.first, at)
    series: list[tuple[date, float | None]] = [
        (day, float(sum(1 for each in held if each.at <= end and (each.decided is None or each.decided > end))))
        for day, end in days.ends
    ]
    if not work.automations(actor).exists():
        series = [(day, None) for day, _end in days.ends]
    open_now = [each for each in held if each.decided is None]
    oldest = max(((at - each.at).days for each in open_now), default=0)
    note = _("가장 오래된 것은 %(days)s일째예요.") % {"days": oldest} if oldest else ""
    return Seen(series, reverse("inbox"), note=note)


def answering(_actor: Actor, at: datetime) -> Seen:
    """Median hours from question to answer, of those answered in the seven days before."""
    days = Days.until(at)
    held = [each for each in work.asked(days.first - ANSWERS, at) if each.decided and each.state != "void"]
    series: list[tuple[date, float | None]] = []
    count = 0
    for day, end in days.ends:
        hours = [
            (each.decided - each.at).total_seconds() / 3600
            for each in held
            if each.decided and end - ANSWERS < each.decided <= end
        ]
        count = len(hours)
        series.append((day, median(hours) if hours else None))
    note = _("7일 동안 답한 %(n)s건의 가운데 값") % {"n": text.number(count)} if count else ""
    return Seen(series, reverse("run-list"), note=note)


def gates(actor: Actor, at: datetime) -> Seen:
    """Gates missed by the newest examination of each pilot that is running."""
    days = Days.until(at)
    running = [each for each in pilots.visible(actor).filter(state="running") if each.created_at <= at]
    found = {each.pk: list(each.examinations.filter(created_at__lte=at).order_by("created_at")) for each in running}
    series: list[tuple[date, float | None]] = []
    for day, end in days.ends:
        newest = [[one for one in each if one.created_at <= end][-1:] for each in found.values()]
        looked = [pilots.tally(one[0])["fail"] for one in newest if one]
        series.append((day, float(sum(looked)) if looked else None))
    url = reverse("pilot", args=[running[0].pk]) if len(running) == 1 else reverse("pilot-list")
    note = _("진행 중인 파일럿 %(n)s개") % {"n": len(running)} if running else ""
    return Seen(series, url, running[0].name if len(running) == 1 else "", note)


def backup_age(_actor: Actor, at: datetime) -> Seen:
    """Days since the newest backup that is still there."""
    days, made = Days.until(at), backups.made_times(at)
    series: list[tuple[date, float | None]] = []
    for day, end in days.ends:
        there = [when for when, removed in made if when <= end and (removed is None or removed > end)]
        series.append((day, (end - max(there)).total_seconds() / 86400 if there else None))
    plan = backups.plan()
    return Seen(series, reverse("backup-list"), floor=plan.every_days + 0.5 if plan else None)


def reviews(_actor: Actor, at: datetime) -> Seen:
    """Policies, vendors and contracts whose day of review had passed, each day by the rows as they stood then."""
    days = Days.until(at).ends
    seen = [vendors.overdue_by_day(days), policies.overdue_by_day(days)]
    series: list[tuple[date, float | None]] = [
        (day, None if one is None and other is None else float((one or 0) + (other or 0)))
        for (day, _end), one, other in zip(days, *seen, strict=True)
    ]
    url = reverse("policies") if seen[1][-1] and not seen[0][-1] else reverse("vendors")
    return Seen(series, url, note=_("정책, 업체, 계약"))


def failing_models(actor: Actor, at: datetime) -> Seen:
    """Models of which the newest evaluation of some suite was not passed."""
    days = Days.until(at)
    columns = ("pk", "name", "evaluations__suite", "evaluations__verdict", "evaluations__at")
    shown = aimodels.visible(actor).exclude(state="retired").filter(evaluations__at__lte=at)
    rows = list(shown.order_by("evaluations__at").values_list(*columns))
    series: list[tuple[date, float | None]] = []
    bad: set[str] = set()
    newest: dict[tuple[str, int], str] = {}
    for day, end in days.ends:
        newest = {(pk, suite): verdict for pk, _name, suite, verdict, when in rows if when <= end}
        bad = {pk for (pk, _suite), verdict in newest.items() if verdict in {"fail", "failed"}}
        series.append((day, float(len(bad)) if newest else None))
    names = {pk: name for pk, name, *_rest in rows}
    note = _("평가한 모델은 %(n)s개예요") % {"n": len({pk for pk, _suite in newest})} if newest else ""
    about = names[min(bad)] if len(bad) == 1 else ""
    return Seen(series, reverse("aimodels"), about, note)


def open_incidents(actor: Actor, at: datetime) -> Seen:
    """Incidents open at the end of each day. Where none was ever written down nobody knows whether there was none."""
    days = Days.until(at)
    rows = list(incidents.visible(actor).values_list("created_at", "closed_at"))
    series: list[tuple[date, float | None]] = [
        (
            day,
            float(sum(1 for made, closed in rows if made <= end and (closed is None or closed > end)))
            if rows
            else None,
        )
        for day, end in days.ends
    ]
    last = max((made for made, _closed in rows if made <= at), default=None)
    note = ""
    if last:
        ago = (at - last).days
        note = _("마지막 사고는 %(days)s일 전이에요") % {"days": ago} if ago else _("마지막 사고는 하루가 안 됐어요")
    return Seen(series, reverse("incidents"), note=note)


CASES = pgettext_lazy("unit", "건")
HOURS = pgettext_lazy("unit", "시간")
FIGURES: tuple[Figure, ...] = (
    Figure(
        "quality",
        gettext_lazy("데이터 품질"),
        gettext_lazy("점"),
        quality,
        "sources.read",
        True,
        Decimal(80),
        gettext_lazy("아직 잰 데이터가 없어요"),
        "dataset-list",
    ),
    Figure(
        "unchanged",
        gettext_lazy("고치지 않고 승인한 비율"),
        "%",
        unchanged,
        "work.read",
        True,
        Decimal(90),
        gettext_lazy("승인한 것이 아직 적어요"),
        "run-list",
        1,
    ),
    Figure(
        "evaluations",
        gettext_lazy("평가를 못 넘은 모델"),
        gettext_lazy("개"),
        failing_models,
        "aimodels.read",
        False,
        Decimal(0),
        gettext_lazy("평가한 모델이 아직 없어요"),
        "aimodels",
        counted=True,
    ),
    Figure(
        "incidents",
        gettext_lazy("열린 사고"),
        CASES,
        open_incidents,
        "incidents.read",
        False,
        Decimal(0),
        gettext_lazy("적힌 사고가 없어요. 없었는지 적지 않았는지는 알 수 없어요"),
        "incidents",
        counted=True,
    ),
    Figure(
        "cost",
        gettext_lazy("이달 AI 사용료"),
        gettext_lazy("원"),
        cost,
        "gateway.read",
        False,
        None,
        gettext_lazy("켜 둔 모델이 없고 쓴 돈도 없어요"),
        "endpoint-list",
        money=True,
    ),
    Figure(
        "waiting",
        gettext_lazy("기다리는 승인"),
        CASES,
        waiting,
        "work.read",
        False,
        Decimal(20),
        gettext_lazy("승인할 일이 아직 없어요"),
        "run-list",
        counted=True,
    ),
    Figure(
        "answering",
        gettext_lazy("답하는 데 걸린 시간"),
        HOURS,
        answering,
        "work.read",
        False,
        Decimal(24),
        gettext_lazy("7일 동안 답한 것이 없어요"),
        "run-list",
        1,
        finer=(60, pgettext_lazy("unit", "분")),
    ),
    Figure(
        "gates",
        gettext_lazy("파일럿이 못 넘은 기준"),
        gettext_lazy("개"),
        gates,
        "pilots.read",
        False,
        Decimal(0),
        gettext_lazy("살펴본 파일럿이 없어요"),
        "pilot-list",
        counted=True,
    ),
    Figure(
        "backup",
        gettext_lazy("마지막 백업부터"),
        pgettext_lazy("unit", "일"),
        backup_age,
        "backups.read",
        False,
        Decimal("1.5"),
        gettext_lazy("백업이 아직 없어요"),
        "backup-list",
        1,
        finer=(24, HOURS),
    ),
    Figure(
        "reviews",
        gettext_lazy("다시 볼 날이 지난 것"),
        CASES,
        reviews,
        "vendors.read",
        False,
        Decimal(0),
        gettext_lazy("정책도 업체도 아직 없어요"),
        "policies",
        counted=True,
    ),
)


def figure(figure_id: str) -> Figure | None:
    return next((each for each in FIGURES if each.id == figure_id), None)


__all__ = ["DAYS", "FIGURES", "figure"]
