"""`effect`: measure one series around a start. Every step is small; the order is the method.

The model is a Bayesian regression on the log scale with AR(1)-plus-nugget errors averaged over a grid (`gls`, `prior`).
Values at or below zero put it on the linear scale, with a warning. If the week before the start was the worst of the
baseline, the estimate without that week is the one shown: a start picked at the worst moment fakes a gain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from jangbu.engines.value import cautions, looks, problems, student
from jangbu.engines.value.belief import Belief
from jangbu.engines.value.carry import carried_over
from jangbu.engines.value.classes import EvidenceClass, lowered
from jangbu.engines.value.design import Design, DesignName, Estimate, estimate
from jangbu.engines.value.effect import Effect, Falsification, Point, Warned
from jangbu.engines.value.fakes import after_a_peak, fake_starts
from jangbu.engines.value.mixture import Mixture
from jangbu.engines.value.outlook import Outlook
from jangbu.engines.value.posterior import Interval, interval
from jangbu.engines.value.record import LOWERS, Record, diagnosed, since_last_change
from jangbu.engines.value.scale import Scale
from jangbu.engines.value.series import (
    Daily,
    Day,
    Pairs,
    arrange,
    as_date,
    chosen,
    daily,
    require_arms,
    require_enough,
)
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem
from jangbu.kernel.holidays import holidays_kr

WASHOUT = 7
POWER = 0.8
MOST_BOWED = 0.02  # of the log; where chance is wider than this allows for, no middle means much
FALSE_ALARMS = 0.2  # above this share of fake starts, a control no longer lifts the evidence above C
DESIGNS: tuple[DesignName, ...] = ("before_after", "did", "switchback", "randomised")
STARTING_CLASS: dict[DesignName, EvidenceClass] = {
    "before_after": "C",
    "did": "B",
    "switchback": "A",
    "randomised": "A",
}


def effect(
    series: Pairs,
    *,
    start: date | str,
    design: DesignName = "before_after",
    control: Pairs | None = None,
    assignment: Mapping[date, bool] | None = None,
    calendar: Mapping[date, str] | Iterable[date] | None = None,
    washout: int | None = None,
    level: float = 0.9,
    today: date | None = None,
    better: Literal["down", "up"] = "down",
    holidays: Mapping[date, str] | None = None,
    decision: date | None = None,
    record: Record | None = None,
) -> Effect:
    """Compare a daily measure before and after `start` within the same weekday context.

    series: (date, value) pairs in any order; several values a day are averaged, None and NaN are missing days.
    control: the same for a process that did not change ("did", also when only a control is given), or for the cases
    that were left as they are ("randomised": both arms on the same days). assignment: for "switchback", whether the
    change was on, by day of the pilot. calendar: days to leave out, such as campaigns, with or without a name.
    holidays: those to leave out instead of Korea's. washout: calendar days from the start that are shown but do not
    count; None is 7 where at least ten usable days remain, else 0. level: of the intervals. better: the direction that
    is good, which tells a peak from a trough. decision: the one day on which it is decided; before it, intervals are
    wider (`looks`). record: what is known of how the values were written down.

    Raises Problem: value.empty, .date_unreadable, .value_unreadable, .future, .start_unreadable, .start_outside,
    .start_ahead, .baseline_short (under 14 usable days), .pilot_short (under 5), .arms_short, .no_variation,
    .not_positive, .control_missing, .control_not_positive, .assignment_missing, .bad_argument.
    """
    name = _design(design, has_control=control is not None, has_assignment=assignment is not None)
    _check("better", better, ("down", "up"))
    if not 0.5 <= level < 1:
        raise Problem(problems.BAD_ARGUMENT, name="level", value=level, allowed="0.5 ~ 0.99")
    begun = as_date(start, problems.START_UNREADABLE)
    read = _read(name, daily(series, today), control, begun, today, record)
    closed = holidays_kr() if holidays is None else holidays
    days, skipped = _days(read, begun, washout, _named(calendar), closed, assignment)
    _require(name, days, begun, today)
    passed = looks.share_passed(days, begun, decision, list(closed))
    shown_level = looks.level_at(passed, level)
    measured = _measure(name, days, begun, level, better)
    warnings = [
        *cautions.about_days(
            days, begun, washout_skipped=skipped, missing=read.values.missing, korean=holidays is None
        ),
        *diagnosed(days, begun, record, {**closed, **_named(calendar)}),
        *cautions.about_estimate(measured.scale.logarithmic, measured.basis, measured.disagreement, measured.fake),
        *_about_design(name, days, begun, level, measured),
    ]
    if decision is not None and passed < 1:
        warnings.append(looks.too_early(decision, shown_level))
    return _effect(days, begun, shown_level, measured, tuple(warnings), closed, decision if passed < 1 else None)


def _design(design: DesignName, *, has_control: bool, has_assignment: bool) -> DesignName:
    _check("design", design, DESIGNS)
    if design == "before_after" and (has_control or has_assignment):
        design = "switchback" if has_assignment else "did"
    if design in ("did", "randomised") and not has_control:
        raise Problem(problems.CONTROL_MISSING, design=design)
    if design == "switchback" and not has_assignment:
        raise Problem(problems.ASSIGNMENT_MISSING)
    return design


def _check(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise Problem(problems.BAD_ARGUMENT, name=name, value=value, allowed=", ".join(allowed))


def _named(calendar: Mapping[date, str] | Iterable[date] | None) -> Mapping[date, str]:
    if calendar is None:
        return {}
    return calendar if isinstance(calendar, Mapping) else dict.fromkeys(calendar, "")


@dataclass(frozen=True)
class _Read:
    name: DesignName
    values: Daily
    control: Mapping[date, float] | None


def _read(
    name: DesignName, values: Daily, control: Pairs | None, start: date, today: date | None, record: Record | None
) -> _Read:
    beside = {day: value for day, value, _ in daily(control, today).days} if control is not None else None
    if name == "randomised":  # arms exist from the start on
        kept = tuple(day for day in values.days if day[0] >= start) or values.days
        values = Daily(kept, values.missing)
    return _Read(name, since_last_change(values, start, record), beside)


def _days(
    read: _Read,
    start: date,
    washout: int | None,
    calendar: Mapping[date, str],
    closed: Mapping[date, str],
    assignment: Mapping[date, bool] | None,
) -> tuple[tuple[Day, ...], bool]:
    """The days with their uses, and whether the default washout was given up for want of days."""
    on = assignment if read.name == "switchback" else None
    arms = read.name == "randomised"

    def arranged(waited: int) -> tuple[Day, ...]:
        return arrange(
            read.values,
            start,
            washout=waited,
            holidays=closed,
            calendar=calendar,
            control=read.control,
            on=on,
            arms=arms,
        )

    if washout is not None or on is not None or arms:
        return arranged(washout or 0), False
    days = arranged(WASHOUT)
    if len(chosen(days, "after")) >= cautions.PILOT_DAYS:
        return days, False
    return arranged(0), True


def _require(name: DesignName, days: Sequence[Day], start: date, today: date | None) -> None:
    if name == "randomised":
        after = len(chosen(days, "after"))
        if after < 5:
            raise Problem(problems.PILOT_SHORT, days=after, more=5 - after)
        return
    require_enough(days, start, today)
    if name == "switchback":
        require_arms(days)


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


def _measure(
    name: DesignName, days: Sequence[Day], start: date, level: float, better: Literal["down", "up"]
) -> Measured:
    used = [day for day in days if day.used]
    scale, y = Scale.of(used, arms=name == "randomised")
    design = Design.of(name, used, y)
    found = estimate(design, start)
    if scale.logarithmic:
        trimmed = _unbowed(found.trimmed) if found.trimmed is not None else None
        found = replace(found, whole=_unbowed(found.whole), trimmed=trimmed)
    whole, trimmed = found.whole, found.trimmed
    plain = name in ("before_after", "did")
    peak = plain and trimmed is not None and _after_a_peak(design, used, start, better)
    shown = trimmed if trimmed is not None and peak else whole
    apart = abs(trimmed.mean() - whole.mean()) / whole.sd() if trimmed is not None else 0.0
    runs, alarms = fake_starts(design, found, level)
    return Measured(
        scale,
        design,
        found,
        shown,
        scale.values(_without(design, found, shown.quantile(0.5)), used),
        "dropped_last_7" if peak else "all_days",
        apart,
        Falsification(runs, alarms),
    )


def _after_a_peak(design: Design, used: Sequence[Day], start: date, better: Literal["down", "up"]) -> bool:
    """Whoever picks a start looks at the process itself, so its own worst week counts too where a control is at hand:
    what of it the control does not share would have gone by itself."""
    worse = 1 if better == "down" else -1
    if after_a_peak(design, start, worse=worse):
        return True
    if design.name != "did":
        return False
    own = replace(design, y=np.log([day.value for day in used]))
    return after_a_peak(own, start, worse=worse)


def _unbowed(step: Mixture) -> Mixture:
    """The mean of exp(step) over samples lies above exp of its mean by half its variance: take that off again."""
    return step.shifted(-min(step.sd() ** 2 / 2, MOST_BOWED))


def _without(design: Design, found: Estimate, step: float) -> Floats:
    """y had nothing changed, (n,): the common columns under the likeliest error model, the step taken as shown."""
    width = design.common.shape[1]
    if not width:
        return np.zeros(len(design.y))
    models = len(found.crossed.products)
    slopes = len(found.fitted.weight) // models
    likeliest = int(np.argmax(found.fitted.weight[:, 0]))
    inner = found.crossed.products[likeliest // slopes]
    normal = inner[:width, :width].copy()
    normal[-1, -1] += found.likeliest(1)[2][0]
    fitted: Floats = design.common @ np.linalg.solve(normal, inner[:width, width + 1] - step * inner[:width, width])
    return fitted


def _about_design(name: DesignName, days: Sequence[Day], start: date, level: float, measured: Measured) -> list[Warned]:
    if name == "did" and _control_moved(days, start, level):
        return [cautions.CONTROL_MOVED]
    if name == "switchback" and carried_over(measured.design, level):
        return [cautions.CARRIED_OVER]
    return []


def _control_moved(days: Sequence[Day], start: date, level: float) -> bool:
    """Whether the control itself shows a step at the start; a constant control does not."""
    used = [replace(day, value=day.control or 1.0, control=None) for day in days if day.used]
    _, y = Scale.of(used)
    if np.ptp(y) < 1e-9:
        return False
    step = estimate(Design.of("before_after", used, y), start).whole
    return not (1 - level) / 2 <= step.cdf(0.0) <= (1 + level) / 2


def _belief(measured: Measured, used: Sequence[Day], closed: Mapping[date, str]) -> Belief:
    after = [day for day in used if day.use == "after"]
    values = np.array([day.value for day in after])
    mean, base = float(values.mean()), measured.scale.base
    without = mean
    if not measured.scale.logarithmic:
        without = mean - measured.shown.quantile(0.5) * base
        if without <= 0:
            raise Problem(problems.NOT_POSITIVE, mean=f"{without:g}", after=f"{mean:,.4g}")
    weekdays = frozenset(day.date.weekday() for day in used if day.use in ("after", "off"))
    outlook = Outlook(measured.design, measured.estimate, used[-1].date, weekdays, closed)
    ordinals = np.array([day.date.toordinal() for day in after], dtype=np.int64)
    return Belief(measured.shown, measured.scale.logarithmic, mean, base, without, values, ordinals, outlook)


def _effect(
    days: Sequence[Day],
    start: date,
    level: float,
    measured: Measured,
    warnings: tuple[Warned, ...],
    closed: Mapping[date, str],
    decision: date | None,
) -> Effect:
    used = [day for day in days if day.used]
    belief = _belief(measured, used, closed)
    ratio, difference = interval(belief.of("ratio"), level), interval(belief.of("difference"), level)
    undecided = ratio.low <= 1 <= ratio.high
    trimmed = measured.estimate.trimmed
    expected = dict(zip((day.date for day in used), measured.expected.tolist(), strict=True))
    return Effect(
        start=start,
        design=measured.design.name,
        ratio=ratio,
        difference=difference,
        level=level,
        evidence_class=_evidence_class(measured, warnings),
        detectable=_detectable(measured.shown, belief, level),
        falsification=measured.fake,
        all_days=_as_ratio(belief, measured.estimate.whole, level),
        dropped_last_7=_as_ratio(belief, trimmed, level) if trimmed is not None else None,
        basis=measured.basis,
        days_needed=belief.needed("ratio", 1.0, (1 + level) / 2) if undecided else None,
        before_mean=measured.scale.base,
        after_mean=belief.mean,
        counterfactual=Interval(*(belief.mean - x for x in (difference.high, difference.mid, difference.low))),
        points=tuple(Point.of(day, expected.get(day.date)) for day in days),
        warnings=warnings,
        decision=decision,
        belief=belief,
    )


def _evidence_class(measured: Measured, warnings: Sequence[Warned]) -> EvidenceClass:
    """By design, and a class lower for each fault of the record and for arms that leaked into each other."""
    name, fake = measured.design.name, measured.fake
    start = STARTING_CLASS[name]
    if name == "did" and fake.share is not None and fake.share > FALSE_ALARMS:
        start = "C"
    codes = [warned.code for warned in warnings]
    faults = sum(code in LOWERS or code == "carried_over" for code in codes)
    return lowered(start, faults)


def _detectable(step: Mixture, belief: Belief, level: float) -> float:
    """The ratio that would be called with 80 % power at this length: (t_{1 - a/2} + t_{.80}) standard deviations."""
    reach = (student.quantile((1 + level) / 2, step.df) + student.quantile(POWER, step.df)) * step.sd()
    return belief.of("ratio").value(-reach)


def _as_ratio(belief: Belief, step: Mixture, level: float) -> Interval:
    return interval(replace(belief.of("ratio"), mixture=step), level)
