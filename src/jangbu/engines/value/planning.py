"""`plan_design`: what each design could tell, before anything starts.

The baseline's own noise is learnt with the model that will measure the effect; each design's columns over the days of
the pilot then give the error its step would have. Detectable is the change called in four of five such pilots.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from jangbu.engines.value import cautions, gls, plans, problems, student
from jangbu.engines.value.design import common_columns, residual_variance
from jangbu.engines.value.effect import Warned
from jangbu.engines.value.gates import PASS, Gate
from jangbu.engines.value.gls import Ints
from jangbu.engines.value.plans import DESIGNS, Option, Plan
from jangbu.engines.value.prior import NUGGET, RHO, SLOPE_SD
from jangbu.engines.value.series import MIN_BASELINE, Daily, Day, Pairs, arrange, as_date, chosen, daily
from jangbu.engines.value.student import Floats
from jangbu.engines.value.switching import switch_days
from jangbu.kernel.errors import Problem
from jangbu.kernel.holidays import holidays_kr

LONGEST = 120  # working days of pilot beyond which a longer one is no advice
WASHOUT = 7
MODELS = 8  # likeliest error models kept
Error = Callable[[int], float]  # of the log ratio, by working days of pilot


def plan_design(
    series: Pairs | None = None,
    *,
    days: int = 20,
    start: date | str | None = None,
    control: Pairs | None = None,
    gate: Gate | None = None,
    expected: float | None = None,
    assignable: bool | None = None,
    switchable: bool = True,
    per_day: float | None = None,
    spread: float | None = None,
    level: float = 0.9,
    power: float = 0.8,
    calendar: Mapping[date, str] | Iterable[date] | None = None,
    holidays: Mapping[date, str] | None = None,
    today: date | None = None,
) -> Plan:
    """Say for each design the smallest effect that `days` working days of pilot can detect, and whether it decides.

    series: (date, value) pairs of the baseline so far, several a day where they are cases; control: the same for a
    process that stays as it is. start: of the pilot, else the day after the last value. gate: what must be decided;
    expected: the ratio hoped for (.60 is 40 % less). assignable: whether single cases can be assigned at random (None:
    if the series has cases), switchable: whether the change can be on one day and off the next. per_day, spread: cases
    a day and their standard deviation over their mean, where no case list is given.

    A baseline under 14 usable days, or none, gives a plan without figures that says what is missing.
    Raises Problem value.date_unreadable, .value_unreadable, .bad_argument.
    """
    if not 0.5 <= level < 1 or not 0.5 <= power < 1 or days < 1:
        raise Problem(problems.BAD_ARGUMENT, name="days, level, power", value=f"{days}, {level}, {power}", allowed="20")
    read = _Read.of(series, control, start, calendar, holidays, today)
    errors = _errors(read, per_day, spread, assignable=assignable, switchable=switchable)
    reach = _reach(read, level, power)
    options = tuple(_option(design, errors, days, gate, expected, reach) for design in DESIGNS)
    return Plan(days, level, power, plans.ordered(options), gate, expected, _warnings(read), read.usable)


@dataclass(frozen=True)
class _Read:
    """The baseline as days, those with a control, the cases behind it, and the working days that may follow."""

    own: tuple[Day, ...]
    compared: tuple[Day, ...]
    per_day: float | None
    spread: float | None
    further: tuple[date, ...]
    start: date

    @property
    def usable(self) -> int:
        return len(self.own)

    @classmethod
    def of(
        cls,
        series: Pairs | None,
        control: Pairs | None,
        start: date | str | None,
        calendar: Mapping[date, str] | Iterable[date] | None,
        holidays: Mapping[date, str] | None,
        today: date | None,
    ) -> _Read:
        told = list(series or ())
        values = daily(told, today) if told else Daily((), 0)
        closed = holidays_kr() if holidays is None else holidays
        left_out = {} if calendar is None else dict.fromkeys(calendar, "")
        first = today or date(2000, 1, 3)
        begun = as_date(start, problems.START_UNREADABLE) if start else None
        if begun is None:
            begun = values.days[-1][0] + timedelta(days=1) if values.days else first
        beside = {day: value for day, value, _ in daily(list(control), today).days} if control is not None else None
        own = tuple(
            chosen(arrange(values, begun, washout=0, holidays=closed, calendar=left_out, control=None), "before")
        )
        both = arrange(values, begun, washout=0, holidays=closed, calendar=left_out, control=beside)
        compared = tuple(chosen(both, "before")) if beside is not None else ()
        per_day, spread = _cases(told, begun)
        weekdays = {day.date.weekday() for day in own} or set(range(5))
        return cls(own, compared, per_day, spread, _further(begun, weekdays, {*closed, *left_out}), begun)


def _cases(told: Sequence[tuple[object, object]], start: date) -> tuple[float | None, float | None]:
    """Cases a day, and the spread of one case within its day over the mean; None where there is one value a day."""
    by_day: dict[date, list[float]] = {}
    for row, (when, what) in enumerate(told, start=1):
        day = as_date(when, row=row)
        if day < start and isinstance(what, (int, float)) and math.isfinite(what):
            by_day.setdefault(day, []).append(float(what))
    several = [np.array(values) for values in by_day.values() if len(values) > 1]
    if not several or len(several) < len(by_day) / 2:
        return None, None
    within = sum(float(((values - values.mean()) ** 2).sum()) for values in several) / sum(len(v) - 1 for v in several)
    mean = float(np.concatenate(several).mean())
    per_day = sum(map(len, by_day.values())) / len(by_day)
    return per_day, math.sqrt(within) / mean if mean > 0 else None


def _further(start: date, weekdays: set[int], closed: set[date]) -> tuple[date, ...]:
    found: list[date] = []
    day = start
    while len(found) < LONGEST:
        if day.weekday() in weekdays and day not in closed:
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def _errors(
    read: _Read, per_day: float | None, spread: float | None, *, assignable: bool | None, switchable: bool
) -> dict[str, Error]:
    """The error of each design that these data can plan; a design without one is not at hand."""
    errors: dict[str, Error] = {}
    per_day, spread = per_day or read.per_day, spread or read.spread
    if per_day and spread and assignable is not False:
        # two arms of half the cases each, compared within the same days: the days' own ups and downs cancel
        errors["randomised"] = lambda days: 2 * spread / math.sqrt(per_day * days)
    own = _Baseline.of(read.own, read, control=False)
    if own is not None:
        errors["before_after"] = own.before_after
        if switchable:
            errors["switchback"] = own.switchback
    beside = _Baseline.of(read.compared, read, control=True)
    if beside is not None:
        errors["did"] = beside.before_after
    return errors


@dataclass(frozen=True)
class _Baseline:
    """The noise of a baseline, ready to be carried over pilots of any length."""

    ordinals: Ints
    further: tuple[date, ...]
    start: date
    rho: Floats
    nugget: Floats
    weight: Floats  # times the variance of its model
    precision: float

    @classmethod
    def of(cls, days: Sequence[Day], read: _Read, *, control: bool) -> _Baseline | None:
        values = np.array([day.value for day in days])
        if len(values) < MIN_BASELINE or values.mean() <= 0:
            return None
        beside = np.array([day.control or 0.0 for day in days]) if control else np.ones(len(days))
        if beside.min() <= 0 or (control and values.min() <= 0):
            return None
        y = np.log(values / beside) if values.min() > 0 else values / values.mean()
        ordinals = np.array([day.date.toordinal() for day in days], dtype=np.int64)
        common = common_columns(ordinals, ordinals)
        variance = residual_variance(common, y - y.mean())
        if variance <= 0:
            return None
        width, precision = common.shape[1], variance / SLOPE_SD**2
        crossed = gls.gram(ordinals, np.column_stack([common, y - y.mean()]))
        found = gls.noise(crossed, list(range(width)), width, shrunk=(width - 1, precision))
        likely = np.argsort(found.weight)[-MODELS:]
        weight = found.weight[likely] * found.variance[likely] / found.weight[likely].sum()
        return cls(ordinals, read.further, read.start, RHO[likely], NUGGET[likely], weight, precision)

    def before_after(self, days: int) -> float:
        """With the days of learning left out where ten remain, as the measurement itself will do."""
        pilot = self.further[:days]
        later = tuple(day for day in pilot if day >= self.start + timedelta(days=WASHOUT))
        pilot = later if len(later) >= cautions.PILOT_DAYS else pilot
        return self._error(pilot, [])

    def switchback(self, days: int) -> float:
        pilot = self.further[: max(2, days)]
        on = switch_days(pilot, seed=len(pilot))
        return self._error(pilot, [float(on[day]) for day in pilot])

    def _error(self, pilot: Sequence[date], on: Sequence[float]) -> float:
        ordinals = np.concatenate([self.ordinals, [day.toordinal() for day in pilot]]).astype(np.int64)
        period = (np.arange(len(ordinals)) >= len(self.ordinals)).astype(np.float64)
        common = common_columns(ordinals, ordinals)
        width = common.shape[1]
        columns = [common, period]
        if on:
            columns.append(np.concatenate([np.zeros(len(self.ordinals)), on]))
        crossed = gls.gram(ordinals, np.column_stack(columns), self.rho, self.nugget).products.copy()
        crossed[:, width - 1, width - 1] += self.precision
        variance = np.linalg.inv(crossed)[:, -1, -1]
        return float(np.sqrt(self.weight @ variance))


def _reach(read: _Read, level: float, power: float) -> float:
    df = max(5.0, float(read.usable - 8)) if read.usable else 200.0
    return student.quantile((1 + level) / 2, df) + student.quantile(power, df)


def _option(
    design: str,
    errors: Mapping[str, Error],
    days: int,
    gate: Gate | None,
    expected: float | None,
    reach: float,
) -> Option:
    error = errors.get(design)
    if error is None:
        return Option(design, None, None, None, None)
    now = error(min(days, LONGEST))
    if gate is None or gate.kind != "ratio":
        return Option(design, math.exp(-reach * now), None, None, None)
    sure = 2 * student.quantile(PASS, 200.0)
    distance = abs(math.log(gate.threshold))
    if expected is not None and expected > 0:
        distance = min(distance, abs(math.log(expected) - math.log(gate.threshold)))
    sign = -1 if gate.direction == "down" else 1
    passes = gate.threshold * math.exp(sign * sure * now)
    decides = sure * now <= distance
    return Option(
        design, math.exp(-reach * now), passes, decides, None if decides else _fewest(error, sure, distance, days)
    )


def _fewest(error: Error, sure: float, distance: float, days: int) -> int | None:
    """Working days of pilot after which the gate could be decided; None where 120 would not do."""
    if sure * error(LONGEST) > distance:
        return None
    low, high = min(days, LONGEST - 1), LONGEST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sure * error(middle) <= distance else (middle, high)
    return high


def _warnings(read: _Read) -> tuple[Warned, ...]:
    if read.usable >= MIN_BASELINE:
        return tuple(cautions.about_baseline(read.own, read.start))
    missing = MIN_BASELINE - read.usable
    ko = f"시작 전 기록이 {read.usable}일이라 얼마나 알 수 있을지 아직 계산하지 못해요. {missing}일 더 모아 주세요."
    en = f"{read.usable} days of baseline are too few to say what can be detected; {missing} more are needed."
    return (Warned("baseline_missing", ko, en),)
