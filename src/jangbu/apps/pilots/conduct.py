"""How pilots are set up and run, as records show it: the facts behind the twelve pilot items and the six of returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, day_of, own, predicate, remember
from jangbu.apps.pilots import queries
from jangbu.apps.pilots.models import (
    Benchmark,
    ClaimsAudit,
    Expansion,
    Interview,
    MapLine,
    Observation,
    Pilot,
    Retrospective,
    Review,
    Sprint,
    Survey,
    Worth,
)
from jangbu.apps.pilots.worth.case import REALISED, class_of
from jangbu.kernel.entry import Actor

remember(Worth, "changed_at")
remember(MapLine, "first_day", "last_day", "completeness", "times", "archived_at", "changed_at")
remember(Benchmark, "archived_at")
remember(ClaimsAudit, "archived_at")
remember(Review)
remember(Interview, "withdrawn_at")
remember(Sprint, "outcome", "closed_at")
remember(Survey, "closed_at")
remember(Observation, "pilot", "kpi", "origin", "period", "day", "created_at")
NO_PILOTS = Words("시작한 파일럿이 없어요.", "No pilot has begun.")
Judge = Callable[[Pilot], tuple[bool, datetime | None]]  # whether it is good, and since when
TOO_EARLY = Words("판단하기에 아직 일러요.", "It is too early to tell.")


def _pilots(at: datetime) -> list[Pilot]:
    """Those that had begun, newest first."""
    held = queries.visible(Actor.system()).exclude(state=Pilot.State.DRAFT).order_by("-starts_on", "pk")
    return list(held.filter(created_at__lte=at, starts_on__lte=day_of(at)))


def _each(
    at: datetime,
    judge: Judge,
    said: Words,
    todo: Words,
    page: str = "pilot",
    *,
    after: Callable[[Pilot], date] | None = None,
) -> Answer:
    """Every pilot that began, judged; the next step leads to the first that is not good.

    With `after`, one that is not good is left out up to that day: nobody can have it yet.
    """
    lines, first, early = [], "", False
    for pilot in _pilots(at):
        good, when = judge(pilot)
        if not good and after is not None and day_of(at) <= after(pilot):
            early = True
            continue
        lines.append(Evidence(pilot.pk, own(pilot.name), reverse("pilot", args=[pilot.pk]), at=when, good=good))
        first = first or ("" if good else pilot.pk)
    url = reverse(page, args=[first]) if first else reverse("pilot-new")
    return counted(lines, said, TOO_EARLY if early else NO_PILOTS, Next(todo if lines else START, url))


def _days_in(days: int) -> Callable[[Pilot], date]:
    """So many days after its start, or its last day where that comes first."""
    return lambda pilot: min(pilot.starts_on + timedelta(days=days), pilot.ends_on)


def _decision_day(pilot: Pilot) -> date:
    return pilot.decide_on


START = Words("네 가지 질문으로 파일럿을 시작해요", "Begin a pilot with four questions")


def _newest(rows: Iterable[Any], name: str) -> datetime | None:
    """The latest moment among rows."""
    return max((getattr(row, name) for row in rows), default=None)


@predicate("pilots_have_goals")
def have_goals(at: datetime, least: int = 2, most: int = 4) -> Answer:
    """A goal in words, and two or three measures with a threshold (the four of a success gate at most)."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        return bool(pilot.goal.strip()) and least <= len(pilot.gates) <= most, pilot.started_at or pilot.created_at

    said = Words(
        f"파일럿 {{total}}개 가운데 {{bad}}개는 목표가 없거나 기준이 {least}~{most}개가 아니에요.",
        f"{{bad}} of {{total}} pilots lack a goal, or {least} to {most} thresholds.",
    )
    return _each(at, judge, said, Words("목표와 통과 기준을 정해요", "Set the goal and the gates"))


@predicate("success_gates_set")
def gates_set(at: datetime) -> Answer:
    """Time, rework, running cost and satisfaction each have a threshold."""
    wanted = {"time", "rework", "cost", "satisfaction"}

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        return wanted <= {str(gate["id"]) for gate in pilot.gates}, pilot.started_at

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 시간, 다시 하기, 비용, 만족 가운데 기준이 없는 것이 있어요.",
        "{bad} of {total} pilots lack a threshold for time, rework, cost or satisfaction.",
    )
    return _each(at, judge, said, Words("네 가지 기준을 정해요", "Set the four thresholds"))


@predicate("pilots_have_length")
def have_length(at: datetime, low: int = 10, high: int = 62) -> Answer:
    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        return low <= (pilot.ends_on - pilot.starts_on).days + 1 <= high, pilot.started_at

    said = Words(
        f"파일럿 {{total}}개 가운데 {{bad}}개의 기간이 {low}~{high}일을 벗어나요.",
        f"{{bad}} of {{total}} pilots do not last {low} to {high} days.",
    )
    return _each(at, judge, said, Words("기간을 다시 정해요", "Set the dates again"))


@predicate("pilots_are_small")
def are_small(at: datetime, most: int = 3) -> Answer:
    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        scope = pilot.plan.get("scope", [])
        return 0 < len(scope) <= most, pilot.started_at

    said = Words(
        f"파일럿 {{total}}개 가운데 {{bad}}개는 업무 범위가 없거나 {most}개를 넘어요.",
        f"{{bad}} of {{total}} pilots name no process, or more than {most}.",
    )
    return _each(at, judge, said, Words("범위를 정해요", "Set the scope"))


@predicate("pilot_roles_named")
def roles_named(at: datetime, least: int = 2) -> Answer:
    """Whoever leads and whoever approves are people with names, and not the same one."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        named = {role["id"]: role.get("person") for role in pilot.plan.get("roles", []) if role.get("person")}
        return len(set(named.values())) >= least, pilot.started_at

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 이끄는 사람과 승인하는 사람이 정해지지 않았어요.",
        "{bad} of {total} pilots do not name who leads and who approves.",
    )
    return _each(at, judge, said, Words("맡을 사람을 정해요", "Name who does what"))


@predicate("stop_rules_written")
def stop_rules(at: datetime) -> Answer:
    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        return bool(pilot.plan.get("stops")), pilot.started_at

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 언제 멈추는지 적지 않았어요.",
        "{bad} of {total} pilots do not say when they are stopped.",
    )
    return _each(at, judge, said, Words("멈추는 규칙을 적어요", "Write down when to stop"))


@predicate("kpis_measured")
def kpis_measured(at: datetime) -> Answer:
    """Values after the start came in, by hand, from a log or from runs."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        after = pilot.observations.filter(period="after", created_at__lte=at)
        looked = pilot.examinations.filter(created_at__lte=at)
        last = after.order_by("-created_at").values_list("created_at", flat=True).first()
        seen = looked.values_list("created_at", flat=True).first()
        return last is not None or seen is not None, max(filter(None, (last, seen)), default=None)

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 시작한 뒤에 잰 값이 없어요.",
        "{bad} of {total} pilots have no value measured after the start.",
    )
    todo = Words("값을 들이거나 적어요", "Bring in or note values")
    return _each(at, judge, said, todo, "pilot-kpis", after=_days_in(7))


@predicate("satisfaction_asked")
def satisfaction_asked(at: datetime) -> Answer:
    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        noted = pilot.observations.filter(kpi="satisfaction", created_at__lte=at)
        asked = [*pilot.surveys.filter(created_at__lte=at), *noted.order_by("-created_at")[:1]]
        return bool(asked), _newest(asked, "created_at")

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 만족을 묻지 않았어요.",
        "{bad} of {total} pilots have not asked how people feel.",
    )
    todo = Words("한 가지 질문을 보내요", "Send the one question")
    return _each(at, judge, said, todo, "pilot-surveys", after=_days_in(14))


@predicate("reviews_held")
def reviews_held(at: datetime, days: int = 14) -> Answer:
    """A pilot that runs was looked at within the days, counted no further than its end; one long over, at all."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        last = _newest(pilot.reviews.filter(written_at__lte=at), "written_at")
        since = min(day_of(at), pilot.ends_on) - timedelta(days=days)
        over = pilot.ends_on < day_of(at) - timedelta(days=days)
        young = pilot.starts_on > day_of(at) - timedelta(days=days)
        return young or (last is not None and (over or day_of(last) >= since)), last

    said = Words(
        f"파일럿 {{total}}개 가운데 {{bad}}개는 {days}일 안에 돌아보지 않았어요.",
        f"{{bad}} of {{total}} pilots were not reviewed within {days} days.",
    )
    return _each(at, judge, said, Words("이번 주를 돌아봐요", "Review the week"), "pilot-reviews")


@predicate("interviews_held")
def interviews_held(at: datetime, least: int = 1) -> Answer:
    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        held = [
            each
            for each in pilot.interviews.filter(written_at__lte=at)
            if each.withdrawn_at is None or each.withdrawn_at > at
        ]
        return len(held) >= least, _newest(held, "written_at")

    said = Words(
        f"파일럿 {{total}}개 가운데 {{bad}}개는 이야기를 {least}번 듣지 않았어요.",
        f"{{bad}} of {{total}} pilots have held fewer than {least} interviews.",
    )
    todo = Words("일하는 사람 이야기를 들어요", "Talk with those who work with it")
    return _each(at, judge, said, todo, "pilot-interviews", after=_days_in(14))


@predicate("sprints_widen")
def sprints_widen(at: datetime) -> Answer:
    """A simple scenario first. A pilot of less than two weeks needs no second one."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        kinds = [each.scenario for each in pilot.sprints.all() if each.starts_on <= day_of(at)]
        return bool(kinds) and kinds[0] == Sprint.Scenario.SIMPLE, pilot.started_at

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 간단한 경우부터 하는 구간이 없어요.",
        "{bad} of {total} pilots have no stretch that begins with the simple cases.",
    )
    return _each(
        at, judge, said, Words("간단한 경우부터 구간을 나눠요", "Begin with the simple cases"), "pilot-reviews"
    )


@predicate("worth_estimated")
def worth_estimated(at: datetime) -> Answer:
    """What it is worth, as a range, from its own measurements."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        held = Worth.objects.filter(pilot=pilot, changed_at__lte=at).first()
        return held is not None and _can_be_valued(pilot, at), held.changed_at if held else None

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 값을 범위로 계산하지 않았어요.",
        "{bad} of {total} pilots have no range for what they are worth.",
    )
    return _each(at, judge, said, Words("값을 계산해요", "Compute its worth"), "pilot-value", after=_decision_day)


def _can_be_valued(pilot: Pilot, at: datetime) -> bool:
    """Whether something was measured whose evidence counts as realised value, as the page of its worth asks."""
    examined = pilot.examinations.filter(created_at__lte=at).first()
    changes = pilot.measure_changes.filter(changed_at__lte=at).count()
    return examined is not None and class_of(examined.result, changes) in REALISED


@predicate("tools_compared")
def tools_compared(at: datetime, least: int = 2) -> Answer:
    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        plan = Expansion.objects.filter(pilot=pilot, changed_at__lte=at).first()
        return plan is not None and len(plan.plan.get("tools", [])) >= least, plan.changed_at if plan else None

    said = Words(
        f"파일럿 {{total}}개 가운데 {{bad}}개는 도구 {least}가지를 값으로 견주지 않았어요.",
        f"{{bad}} of {{total}} pilots do not compare the price of {least} tools.",
    )
    return _each(at, judge, said, Words("도구 값을 견줘요", "Compare tools"), "pilot-expansion", after=_decision_day)


@predicate("lessons_feed_growth")
def lessons_feed_growth(at: datetime) -> Answer:
    """The last retrospective is not older than a month while the pilot runs, and it holds lessons. A pilot of less than
    a month is looked back on by the day of its decision."""

    def judge(pilot: Pilot) -> tuple[bool, datetime | None]:
        last = Retrospective.objects.filter(pilot=pilot, written_at__lte=at).first()
        fresh = last is not None and (pilot.ends_on < day_of(at) or last.written_at >= at - timedelta(days=31))
        young = pilot.starts_on > day_of(at) - timedelta(days=31) and pilot.decide_on >= day_of(at)
        return young or bool(last and last.lessons and fresh), last.written_at if last else None

    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 한 달 안에 돌아본 기록이 없어요.",
        "{bad} of {total} pilots have not looked back within a month.",
    )
    return _each(at, judge, said, Words("한 달을 돌아봐요", "Look back on the month"), "pilot-reviews")


@predicate("source_map_drawn")
def source_map_drawn(at: datetime) -> Answer:
    """Lines of the map that say from when to when there are data, and how far their times can be trusted."""
    url, held = reverse("source-map"), MapLine.objects.filter(changed_at__lte=at).order_by("name", "pk")
    lines = [
        Evidence(each.pk, own(each.name), url, at=each.changed_at, good=bool(each.times or each.first_day))
        for each in held
        if each.archived_at is None or each.archived_at > at
    ]
    said = Words(
        "데이터 지도의 {total}줄 가운데 {bad}줄은 기간이나 시각을 적지 않았어요.",
        "{bad} of {total} lines of the source map say neither a period nor how good their times are.",
    )
    none = Words("데이터 지도가 비어 있어요.", "The source map is empty.")
    return counted(lines, said, none, Next(Words("데이터 지도를 채워요", "Fill in the source map"), url))


@predicate("baselines_listed")
def baselines_listed(at: datetime) -> Answer:
    """Figures from before anything changed, with period and context."""
    url, held = reverse("source-map"), Benchmark.objects.filter(written_at__lte=at).order_by("measure", "pk")
    lines = [
        Evidence(each.pk, own(each.measure), url, at=each.written_at, good=bool(each.unit))
        for each in held
        if each.archived_at is None or each.archived_at > at
    ]
    said = Words("기준값 {total}개 가운데 {bad}개에 단위가 없어요.", "{bad} of {total} baselines have no unit.")
    none = Words("바꾸기 전 기준값이 없어요.", "There is no baseline from before.")
    return counted(lines, said, none, Next(Words("기준값을 적어요", "Note a baseline"), url))


@predicate("claims_checked")
def claims_checked(at: datetime) -> Answer:
    """Returns that somebody stated were recomputed from their inputs."""
    url = reverse("claims-list")
    lines = [
        Evidence(each.pk, own(each.name), url, at=each.made_at)
        for each in ClaimsAudit.objects.filter(made_at__lte=at).order_by("-made_at", "pk")
        if each.archived_at is None or each.archived_at > at
    ]
    said = Words("남이 말한 성과 {total}건을 다시 계산했어요.", "{total} stated returns were recomputed.")
    none = Words("다시 계산해 본 성과 주장이 없어요.", "No stated return was recomputed yet.")
    return counted(lines, said, none, Next(Words("들은 성과를 다시 계산해요", "Recompute a stated return"), url))
