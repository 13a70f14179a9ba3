"""`effect`: measure one series around a start. Every step is small; the order is the method."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from jangbu.engines.value import cautions, problems, student
from jangbu.engines.value.belief import Belief
from jangbu.engines.value.design import LONGEST, Design, Estimate, Outlook, after_a_peak, estimate, fake_starts
from jangbu.engines.value.effect import Effect, EvidenceClass, Falsification, Point, Warned
from jangbu.engines.value.gls import Ints, Mixture
from jangbu.engines.value.holidays import holidays_kr
from jangbu.engines.value.posterior import Interval, StepPosterior, interval
from jangbu.engines.value.series import Daily, Day, Pairs, arrange, as_date, chosen, daily, require_enough
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

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

    The model is a Bayesian regression on the log scale with AR(1)-plus-nugget errors integrated over a grid (`gls`).
    Values at or below zero put it on the linear scale, with a warning. If the week before the start was the worst of
    the baseline, the estimate without that week is the one shown: a start picked at the worst moment fakes a gain.
    """
    _check("design", design, ("before_after", "did"))
    _check("better", better, ("down", "up"))
    if not 0.5 <= level < 1:
        raise Problem(problems.BAD_ARGUMENT, name="level", value=level, allowed="0.5 ~ 0.99")
    if design == "did" and control is None:
        raise Problem(problems.CONTROL_MISSING)
    begun = as_date(start, problems.START_UNREADABLE)
    values = daily(series, today)
    beside = daily(control, today) if control is not None else None
    days, waited = _days(values, beside, begun, washout, _named(calendar), holidays_kr() if holidays is None else holidays)
    require_enough(days, begun)
    measured = _measure(days, begun, level, better, did=beside is not None)
    warnings = cautions.about(days, begun, measured.cautions(begun), waited, holidays is None, values.missing)
    if beside is not None and measured.logarithmic:
        warnings += cautions.about_control(_control_moved(days, begun, level))
    return _effect(days, begun, level, measured, warnings, did=beside is not None)
