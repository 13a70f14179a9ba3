"""What further days would bring: how much sharper the step would be after them, other things equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from jangbu.engines.value import gls
from jangbu.engines.value.design import Design, Estimate, common_columns, with_period
from jangbu.engines.value.gls import Ints
from jangbu.engines.value.student import Floats

LONGEST = 60  # further working days beyond which waiting is no advice
MODELS = 5


@dataclass(frozen=True)
class Outlook:
    """last: the last day seen; weekdays: those of the pilot (0 Monday); closed: days off. A switchback's further days
    go on and off in turn."""

    design: Design
    found: Estimate
    last: date
    weekdays: frozenset[int]
    closed: Mapping[date, str]

    @cached_property
    def further(self) -> Ints:
        """Ordinals of the next working days, (LONGEST,)."""
        found: list[int] = []
        day = self.last
        while len(found) < LONGEST:
            day += timedelta(days=1)
            if day.weekday() in self.weekdays and day not in self.closed:
                found.append(day.toordinal())
        return np.array(found, dtype=np.int64)

    @cached_property
    def _models(self) -> tuple[Floats, Floats, Floats, Floats]:
        return self.found.likeliest(MODELS)

    def sharpness(self, more: int) -> float:
        """The step's sd after `more` further days over its sd now; at most 1 in exact arithmetic."""
        return float(np.sqrt(self._variance(more) / self._variance(0)))

    def _variance(self, more: int) -> float:
        ordinals = np.concatenate([self.design.ordinals, self.further[:more]])
        switching = self.design.name == "switchback"
        later = (np.arange(more) % 2 == 0).astype(np.float64) if switching else np.ones(more)
        step = np.concatenate([self.design.step, later])
        rho, nugget, precision, weight = self._models
        if self.design.slope is None:
            products = gls.gram(ordinals, step[:, None], rho, nugget).products
            return float(weight @ (1 / products[:, 0, 0]))
        common = common_columns(ordinals, ordinals)
        if switching and self.design.before:
            common = with_period(common, self.design.before)
        width = common.shape[1]
        products = gls.gram(ordinals, np.column_stack([common, step]), rho, nugget).products.copy()
        products[:, width - 1, width - 1] += precision
        return float(weight @ np.linalg.inv(products)[:, width, width])

    def fewest(self, distance: float, gap: float) -> int | None:
        """The fewest further days after which `distance` (now) shrinks to `gap`; None beyond LONGEST."""
        longest = len(self.further)
        if longest == 0 or distance * self.sharpness(longest) > gap:
            return None
        low, high = 0, longest  # too few, enough
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if distance * self.sharpness(middle) <= gap else (middle, high)
        return high
