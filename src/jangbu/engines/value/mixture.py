"""A weighted mixture of Student t, with quantiles found three at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jangbu.engines.value import student
from jangbu.engines.value.student import Floats

REACH = 9.0  # standard deviations that the table of a mixture spans on either side
POINTS = 31
CLOSE = 1e-9
NEGLIGIBLE = 1e-5  # of the largest weight: such parts move no quantile that is ever printed


@dataclass(frozen=True)
class Mixture:
    """centre (K,), spread (K,), weight (K,) summing to 1, one df for all."""

    centre: Floats
    spread: Floats
    weight: Floats
    df: float

    @classmethod
    def of(cls, centre: Floats, spread: Floats, weight: Floats, df: float) -> Mixture:
        """The same without parts that weigh nothing."""
        kept = weight > NEGLIGIBLE * weight.max()
        weight = weight[kept]
        return cls(centre[kept], spread[kept], weight / weight.sum(), df)

    def shifted(self, by: float) -> Mixture:
        return Mixture(self.centre + by, self.spread, self.weight, self.df)

    def cdf(self, x: float) -> float:
        """P(coefficient <= x)."""
        return float(student.cdf((x - self.centre) / self.spread, self.df) @ self.weight)

    def quantile(self, p: float) -> float:
        """The x with P(coefficient <= x) = p, to 1e-9 in probability."""
        found = self._known.get(p)
        if found is None:
            wanted = sorted({p, 0.5, 1 - p})  # an interval asks for all three
            self._known.update(zip(wanted, self._solve(np.array(wanted)).tolist(), strict=True))
            found = self._known[p]
        return found

    def mean(self) -> float:
        return float(self.weight @ self.centre)

    def sd(self) -> float:
        """The spread of the mixture: root of the mean square spread plus the variance of the centres."""
        return float(np.sqrt(self.weight @ (self.spread**2 + (self.centre - self.mean()) ** 2)))

    @cached_property
    def _known(self) -> dict[float, float]:
        return {}

    @cached_property
    def _table(self) -> tuple[Floats, Floats]:
        x = self.mean() + self.sd() * REACH * np.linspace(-1, 1, POINTS) ** 3
        return x, self._cdfs(x)

    def _cdfs(self, x: Floats) -> Floats:
        below: Floats = student.cdf((x[:, None] - self.centre) / self.spread, self.df) @ self.weight
        return below

    def _densities(self, x: Floats) -> Floats:
        density: Floats = student.density((x[:, None] - self.centre) / self.spread, self.df) @ (
            self.weight / self.spread
        )
        return density

    def _solve(self, p: Floats) -> Floats:
        """Newton's steps from the table, kept within the bracket that the table and the steps before give."""
        points, below = self._table
        place = np.clip(np.searchsorted(below, p), 1, POINTS - 1)
        low, high = points[place - 1].copy(), points[place].copy()
        x = np.interp(p, below, points)
        for _ in range(60):
            miss = self._cdfs(x) - p
            if np.abs(miss).max() < CLOSE:
                break
            low, high = np.where(miss < 0, x, low), np.where(miss > 0, x, high)
            following = x - miss / np.maximum(self._densities(x), 1e-300)
            inside = (following > low) & (following < high)
            # outside the bracket: halve it, or widen it where the table did not reach
            x = np.where(inside, following, np.where(high > low, (low + high) / 2, following))
        return x
