"""Data diagnosis before any number: missing days, faulty time-stamps, an incomplete log, a changed definition.

Each finding is a sentence and takes the evidence one class lower; what can still be said is said with the lower class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jangbu.engines.value.effect import Warned
from jangbu.engines.value.series import MIN_BASELINE, Daily, Day
from jangbu.kernel.text import percent

MISSING = 0.10  # share of expected days without a value beyond which the missing ones may not be like the others
FAULTY = 0.05  # share of time-stamps that are swapped, equal or rounded
COMPLETE = 0.90  # share of cases that the log holds
NEAR = timedelta(days=3)  # a change of definition this close to the start cannot be told apart from it
LOWERS = frozenset(
    ("missing_days", "time_faults", "log_incomplete", "definition_changed", "definition_at_start", "negative_values")
)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of how the values were written down. complete: share of cases that the log holds; time_faults:
    share of faulty time-stamps; changed: days on which the KPI's definition or query changed."""

    complete: float | None = None
    time_faults: float | None = None
    changed: tuple[date, ...] = ()


def since_last_change(values: Daily, start: date, record: Record | None) -> Daily:
    """Without the baseline from before the last change of definition, where at least 14 days of it remain."""
    earlier = [day for day in (record.changed if record else ()) if day <= start - NEAR]
    if not earlier:
        return values
    kept = tuple(day for day in values.days if day[0] >= max(earlier))
    if sum(day[0] < start for day in kept) < MIN_BASELINE:
        return values
    return Daily(kept, values.missing)


def diagnosed(days: Sequence[Day], start: date, record: Record | None, closed: Mapping[date, str]) -> list[Warned]:
    """Findings of the days themselves and of what is known about them."""
    found = [*_missing(days, closed), *_negative(days)]
    if record is None:
        return found
    if record.time_faults is not None and record.time_faults > FAULTY:
        share = percent(record.time_faults)
        ko = f"시각 기록의 {share}가 뒤바뀌었거나 같거나 반올림돼 있어서 근거 등급을 한 단계 낮췄어요."
        en = f"{share} of the time-stamps are swapped, equal or rounded, so the evidence is one class lower."
        found.append(Warned("time_faults", ko, en))
    if record.complete is not None and record.complete < COMPLETE:
        share = percent(record.complete)
        ko = f"기록에 남은 건이 {share}뿐이라 빠진 건이 다를 수 있어요. 근거 등급을 한 단계 낮췄어요."
        en = f"The log holds {share} of the cases and those missing may differ, so the evidence is one class lower."
        found.append(Warned("log_incomplete", ko, en))
    return [*found, *_changed(days, start, record.changed)]


def _missing(days: Sequence[Day], closed: Mapping[date, str]) -> list[Warned]:
    """Days on weekdays that usually have a value; a weekday with values on under half its dates is a day off."""
    first, last = days[0].date, days[-1].date
    present = {day.date for day in days}
    had = Counter(day.weekday() for day in present)
    span = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    there = Counter(day.weekday() for day in span)
    expected = [day for day in span if had[day.weekday()] * 2 > there[day.weekday()] and day not in closed]
    missing = [day for day in expected if day not in present]
    if not missing:
        return []
    if len(missing) <= MISSING * len(expected):
        ko = f"값이 없는 날이 {len(missing)}일 있어요. 나머지 날로 계산했어요."
        return [Warned("some_days_missing", ko, f"{len(missing)} days have no value; the others were used.")]
    ko = f"값이 있어야 할 {len(expected)}일 가운데 {len(missing)}일이 비어 있어서 근거 등급을 한 단계 낮췄어요."
    en = f"{len(missing)} of {len(expected)} expected days have no value, so the evidence is one class lower."
    return [Warned("missing_days", ko, en)]


def _negative(days: Sequence[Day]) -> list[Warned]:
    """A few values below zero among many above are faults; a measure that is often negative is of another kind."""
    negative = sum(day.value < 0 for day in days)
    if not 0 < negative < len(days) / 4:
        return []
    ko = f"0보다 작은 값이 {negative}일 있어요. 시작과 끝 시각이 뒤바뀌었는지 확인해 주세요. 근거 등급을 낮췄어요."
    en = f"{negative} days are below zero. See whether start and end are swapped; the evidence is one class lower."
    return [Warned("negative_values", ko, en)]


def _changed(days: Sequence[Day], start: date, changed: Sequence[date]) -> list[Warned]:
    found = []
    within = [day for day in changed if days[0].date <= day <= days[-1].date]
    near = [day for day in within if abs(day - start) < NEAR]
    if near:
        ko = f"{near[0]}에 지표를 세는 방법이 바뀌어서, 달라진 것이 시작 때문인지 세는 방법 때문인지 나눌 수 없어요."
        en = f"The way of counting changed on {near[0]}; its effect cannot be told apart from that of the start."
        found.append(Warned("definition_at_start", ko, en))
    other = [day for day in within if day not in near]
    if other:
        ko = f"{other[-1]}에 지표를 세는 방법이 바뀌어서 앞뒤가 꼭 같은 것은 아니에요. 근거 등급을 한 단계 낮췄어요."
        en = f"The way of counting changed on {other[-1]}, so before and after are not quite alike: one class lower."
        found.append(Warned("definition_changed", ko, en))
    return found
