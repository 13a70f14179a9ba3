"""`effect`: measure one series around a start. Every step is small; the order is the method.

The model is a Bayesian regression on the log scale with AR(1)-plus-nugget errors integrated over a grid (`gls`). Values
at or below zero put it on the linear scale, with a warning. If the week before the start was the worst of the baseline,
the estimate without that week is the one shown: a start picked at the worst moment fakes a gain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np

from jangbu.engines.value import cautions, problems, student
from jangbu.engines.value.belief import Belief
from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.design import LONGEST, Design, Estimate, Outlook, after_a_peak, estimate, fake_starts
from jangbu.engines.value.effect import Effect, Falsification, Point, Warned
from jangbu.engines.value.gls import Ints, Mixture
from jangbu.engines.value.posterior import Interval, interval
from jangbu.engines.value.series import Daily, Day, Pairs, arrange, as_date, chosen, daily, require_enough
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem
from jangbu.kernel.holidays import holidays_kr

WASHOUT = 7
POWER = 0.8
FALSE_ALARMS = 0.2  # above this share of fake starts, a control no longer lifts the evidence above C


def effect(
    series: Pairs,
    *,
    start: date | str,
    design: Literal["before_after", "did"] = "before_after",
    control: Pairs | None = None,
    calendar: Mapping[date, str] | Iterable[date] | None = None,
    washout: int | None = None,
    level: float = 0.9,
    today: date | None = None,
    better: Literal["down", "up"] = "down",
    holidays: Mapping[date, str] | None = None,
) -> Effect:
    """Compare a daily measure before and after `start` within the same weekday context.

    series: (date, value) pairs in any order; several values a day are averaged, None and NaN are missing days.
    control: the same for a process that did not change; given one, the design is "did" (log ratio to the control).
    calendar: days to leave out, with or without a name. holidays: those to leave out instead of Korea's.
    washout: calendar days from the start that are shown but do not count; None is 7 where at least ten usable days
    remain, else 0. level: of the intervals. better: the direction that is good, which tells a peak from a trough.

    Raises Problem: value.empty, .date_unreadable, .value_unreadable, .future, .start_unreadable, .start_outside,
    .baseline_short (under 14 usable days), .pilot_short (under 5), .no_variation, .not_positive, .control_missing,
    .control_not_positive, .bad_argument.
    """
    _check_wishes(design, better, level, has_control=control is not None)
    begun = as_date(start, problems.START_UNREADABLE)
    values = daily(series, today)
    beside = daily(control, today) if control is not None else None
    closed = holidays_kr() if holidays is None else holidays
    days, skipped = _days(values, beside, begun, washout, _named(calendar), closed)
    require_enough(days, begun)
    measured = _measure(days, begun, level, better)
    warnings = [
        *cautions.about_days(days, begun, washout_skipped=skipped, missing=values.missing, korean=holidays is None),
        *cautions.about_estimate(measured.scale.logarithmic, measured.basis, measured.disagreement, measured.fake),
    ]
    if beside is not None and _control_moved(days, begun, level):
        warnings.append(cautions.CONTROL_MOVED)
    return _effect(days, begun, level, measured, tuple(warnings), closed)


def _check_wishes(design: str, better: str, level: float, *, has_control: bool) -> None:
    _check("design", design, ("before_after", "did"))
    _check("better", better, ("down", "up"))
    if not 0.5 <= level < 1:
        raise Problem(problems.BAD_ARGUMENT, name="level", value=level, allowed="0.5 ~ 0.99")
    if design == "did" and not has_control:
        raise Problem(problems.CONTROL_MISSING)


def _check(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise Problem(problems.BAD_ARGUMENT, name=name, value=value, allowed=", ".join(allowed))


def _named(calendar: Mapping[date, str] | Iterable[date] | None) -> Mapping[date, str]:
    if calendar is None:
        return {}
    return calendar if isinstance(calendar, Mapping) else dict.fromkeys(calendar, "")


def _days(
    values: Daily,
    beside: Daily | None,
    start: date,
    washout: int | None,
    calendar: Mapping[date, str],
    closed: Mapping[date, str],
) -> tuple[tuple[Day, ...], bool]:
    """The days with their uses, and whether the default washout was given up for want of days."""
    control = {day: value for day, value, _ in beside.days} if beside is not None else None

    def arranged(waited: int) -> tuple[Day, ...]:
        return arrange(values, start, washout=waited, holidays=closed, calendar=calendar, control=control)

    if washout is not None:
        return arranged(washout), False
    days = arranged(WASHOUT)
    if len(chosen(days, "after")) >= cautions.PILOT_DAYS:
        return days, False
    return arranged(0), True


@dataclass(frozen=True)
class Scale:
    """How values become the y of the model: logs (less the control's), or shares of the baseline's mean."""

    logarithmic: bool
    base: float
    offset: Floats  # what to add back to y before leaving the scale: the control's log, and the centre of y

    @classmethod
    def of(cls, days: Sequence[Day]) -> tuple[Scale, Floats]:
        values = np.array([day.value for day in days])
        base = float(np.mean([day.value for day in days if day.use == "before"]))
        if days[0].control is not None:
            for day in days:
                if day.value <= 0 or day.control is None or day.control <= 0:
                    raise Problem(problems.CONTROL_NOT_POSITIVE, date=day.date)
            beside = np.log([day.control or 1.0 for day in days])
            y = np.log(values) - beside
            return cls(True, base, beside + y.mean()), y
        if base <= 0:
            raise Problem(problems.NOT_POSITIVE, mean=f"{base:g}")
        logarithmic = bool(np.all(values > 0))
        y = np.log(values) if logarithmic else values / base
        return cls(logarithmic, base, np.full(len(values), y.mean())), y

    def values(self, y: Floats, days: Sequence[Day]) -> Floats:
        """Back to the unit of the values, scaled so that the baseline's mean is met (Duan's smearing)."""
        if not self.logarithmic:
            return (y + self.offset) * self.base
        fitted: Floats = np.exp(y + self.offset)
        before = [i for i, day in enumerate(days) if day.use == "before"]
        fitted *= self.base / fitted[before].mean()
        return fitted


@dataclass(frozen=True)
class Measured:
    """One series measured: scale, design and estimate; `shown` is the fit that the numbers come from."""

    scale: Scale
    design: Design
    estimate: Estimate
    shown: Mixture
    expected: Floats  # (n,) unit of the values, for the used days
    basis: Literal["all_days", "dropped_last_7"]
    disagreement: float  # between the two estimates, in standard deviations of the one with every day
    fake: Falsification


def _measure(days: Sequence[Day], start: date, level: float, better: Literal["down", "up"]) -> Measured:
    used = [day for day in days if day.used]
    scale, y = Scale.of(used)
    design = Design.of(used, y)
    found = estimate(design, start)
    whole, trimmed = found.whole.mixture(), found.trimmed
    peak = trimmed is not None and after_a_peak(design, start, worse=1 if better == "down" else -1)
    fitted = trimmed if trimmed is not None and peak else found.whole
    apart = 0.0
    if trimmed is not None:
        apart = abs(trimmed.mixture().mean() - whole.mean()) / whole.sd()
    width = design.common.shape[1]
    without = design.common @ (fitted.weight[:, 0] @ found.whole.coefficients)[:width]
    runs, alarms = fake_starts(design, level)
    return Measured(
        scale,
        design,
        found,
        fitted.mixture(),
        scale.values(without, used),
        "dropped_last_7" if peak else "all_days",
        apart,
        Falsification(runs, alarms),
    )


def _control_moved(days: Sequence[Day], start: date, level: float) -> bool:
    """Whether the control itself shows a step at the start; a constant control does not."""
    used = [replace(day, value=day.control or 1.0, control=None) for day in days if day.used]
    _, y = Scale.of(used)
    if np.ptp(y) < 1e-9:
        return False
    step = estimate(Design.of(used, y), start).whole.mixture()
    return not (1 - level) / 2 <= step.cdf(0.0) <= (1 + level) / 2


def _further(days: Sequence[Day], closed: Mapping[date, str]) -> Ints:
    """Ordinals of the next working days: weekdays on which the pilot had values, holidays left out."""
    open_weekdays = {day.date.weekday() for day in days if day.use == "after"}
    found: list[int] = []
    day = days[-1].date
    while len(found) < LONGEST:
        day += timedelta(days=1)
        if day.weekday() in open_weekdays and day not in closed:
            found.append(day.toordinal())
    return np.array(found, dtype=np.int64)


def _belief(measured: Measured, used: Sequence[Day], closed: Mapping[date, str]) -> Belief:
    after = [day for day in used if day.use == "after"]
    values = np.array([day.value for day in after])
    mean, base = float(values.mean()), measured.scale.base
    without = mean - measured.shown.quantile(0.5) * base
    if not measured.scale.logarithmic and without <= 0:
        raise Problem(problems.NOT_POSITIVE, mean=f"{without:g}")
    outlook = Outlook.of(measured.design, measured.estimate, _further(used, closed))
    ordinals = np.array([day.date.toordinal() for day in after], dtype=np.int64)
    return Belief(measured.shown, measured.scale.logarithmic, mean, base, without, values, ordinals, outlook)


def _effect(
    days: Sequence[Day],
    start: date,
    level: float,
    measured: Measured,
    warnings: tuple[Warned, ...],
    closed: Mapping[date, str],
) -> Effect:
    used = [day for day in days if day.used]
    belief = _belief(measured, used, closed)
    ratio, difference = interval(belief.of("ratio"), level), interval(belief.of("difference"), level)
    undecided = ratio.low <= 1 <= ratio.high
    trimmed = measured.estimate.trimmed
    expected = dict(zip((day.date for day in used), measured.expected.tolist(), strict=True))
    did = used[0].control is not None
    return Effect(
        start=start,
        design="did" if did else "before_after",
        ratio=ratio,
        difference=difference,
        level=level,
        evidence_class=_evidence_class(measured.fake, did=did),
        detectable=_detectable(measured.shown, belief, level),
        falsification=measured.fake,
        all_days=_as_ratio(belief, measured.estimate.whole.mixture(), level),
        dropped_last_7=_as_ratio(belief, trimmed.mixture(), level) if trimmed is not None else None,
        basis=measured.basis,
        days_needed=belief.needed("ratio", 1.0, (1 + level) / 2) if undecided else None,
        before_mean=measured.scale.base,
        after_mean=belief.mean,
        counterfactual=Interval(*(belief.mean - x for x in (difference.high, difference.mid, difference.low))),
        points=tuple(Point.of(day, expected.get(day.date)) for day in days),
        warnings=warnings,
        belief=belief,
    )


def _evidence_class(fake: Falsification, *, did: bool) -> EvidenceClass:
    return "B" if did and (fake.share is None or fake.share <= FALSE_ALARMS) else "C"


def _detectable(step: Mixture, belief: Belief, level: float) -> float:
    """The ratio that would be called with 80 % power at this length: (t_{1 - a/2} + t_{.80}) standard deviations."""
    reach = (student.quantile((1 + level) / 2, step.df) + student.quantile(POWER, step.df)) * step.sd()
    return belief.of("ratio").value(-reach)


def _as_ratio(belief: Belief, step: Mixture, level: float) -> Interval:
    return interval(replace(belief.of("ratio"), mixture=step), level)
