"""How values become the y of the model, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jangbu.engines.value import problems
from jangbu.engines.value.series import Day
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem


@dataclass(frozen=True)
class Scale:
    """Logs (less the control's), or shares of the baseline's mean where values of zero or less occur.

    base: the baseline's mean, or the control arm's where there is no baseline. offset: what to add back to y before
    leaving the scale: the control's log, and the centre of y.
    """

    logarithmic: bool
    base: float
    offset: Floats

    @classmethod
    def of(cls, days: Sequence[Day], *, arms: bool = False) -> tuple[Scale, Floats]:
        """`days` used; `arms` where the control is the other arm of the same days. Raises value.control_not_positive,
        .not_positive."""
        values = np.array([day.value for day in days])
        reference = [day.value for day in days if day.use == "before"] or [
            day.value for day in days if day.use == "off"
        ]
        base = float(np.mean(reference)) if reference else 0.0
        if days[0].control is not None:
            for day in days:
                if day.value <= 0 or day.control is None or day.control <= 0:
                    raise Problem(problems.CONTROL_NOT_POSITIVE, date=day.date)
            beside = np.log([day.control or 1.0 for day in days])
            y = np.log(values) - beside
            if arms:
                return cls(True, float(np.exp(beside).mean()), beside), y
            return cls(True, base, beside + y.mean()), y
        if base <= 0:
            after = np.mean([day.value for day in days if day.use == "after"])
            raise Problem(problems.NOT_POSITIVE, mean=f"{base:g}", after=f"{after:,.4g}")
        logarithmic = bool(np.all(values > 0))
        y = np.log(values) if logarithmic else values / base
        return cls(logarithmic, base, np.full(len(values), y.mean())), y

    def values(self, y: Floats, days: Sequence[Day]) -> Floats:
        """Back to the unit of the values, scaled so that the baseline's mean is met (Duan's smearing)."""
        if not self.logarithmic:
            return (y + self.offset) * self.base
        fitted: Floats = np.exp(y + self.offset)
        before = [i for i, day in enumerate(days) if day.use == "before"]
        if before:
            fitted *= self.base / fitted[before].mean()
        return fitted
