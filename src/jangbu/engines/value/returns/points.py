"""Evenly spread points in the unit cube, and the distributions that inputs have on them.

A rank-1 lattice with a random shift (Sloan and Joe, "Lattice Methods for Multiple Integration", 1994): the 5 % and
95 % of a smooth model settle with far fewer points than random ones. The generator is Korobov's, z_j = a^j mod N, its
`a` the best of many under the P2 criterion; it is found once per size and kept in this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jangbu.engines.value.student import Floats

Shape = Literal["sure", "uniform", "triangular", "normal", "lognormal"]
KOROBOV = {10: 989, 11: 293, 12: 3645, 13: 3077, 14: 2757, 15: 29037, 16: 28747}  # 2^k points: a
LARGEST = 16  # 2^16 points in one lattice; more are further lattices with shifts of their own
Z95 = 1.6448536269514722


def lattice(count: int, dimensions: int, rng: np.random.Generator) -> Floats:
    """(dimensions, count) points in (0, 1): one row an input."""
    found = np.empty((dimensions, count))
    for begin in range(0, count, 1 << LARGEST):
        part = min(1 << LARGEST, count - begin)
        power = min(LARGEST, max(10, int(np.ceil(np.log2(part)))))
        size, generator, index = 1 << power, 1, np.arange(part, dtype=np.int64)
        for row, shift in zip(found, rng.random(dimensions), strict=True):
            points = row[begin : begin + part]
            np.multiply(index * generator % size, 1.0 / size, out=points)
            points += shift
            points -= np.floor(points)
            generator = generator * KOROBOV[power] % size
    return np.clip(found, 1e-12, 1 - 1e-12, out=found)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A number or its range. uniform, triangular: low and high are the ends; normal, lognormal: the 5 % and 95 %."""

    shape: Shape
    low: float
    mid: float
    high: float

    @classmethod
    def sure(cls, value: float) -> Uncertain:
        return cls("sure", value, value, value)

    def at(self, share: Floats) -> Floats:
        """Quantiles at `share` in (0, 1), the same shape."""
        if self.shape == "uniform":
            return self.low + (self.high - self.low) * share
        if self.shape == "triangular":
            return self._triangular(share)
        if self.shape == "normal":
            return self.mid + (self.high - self.low) / (2 * Z95) * normal_quantile(share)
        if self.shape == "lognormal":
            spread = np.log(self.high / self.low) / (2 * Z95)
            found: Floats = np.sqrt(self.low * self.high) * np.exp(spread * normal_quantile(share))
            return found
        return np.full_like(share, self.mid)

    def quantile(self, p: float) -> float:
        return float(self.at(np.array([p]))[0])

    def _triangular(self, share: Floats) -> Floats:
        width = self.high - self.low
        peak = (self.mid - self.low) / width
        rising = self.low + width * np.sqrt(share * peak)
        falling = self.high - width * np.sqrt((1 - share) * (1 - peak))
        return np.where(share < peak, rising, falling)


# Acklam's rational approximation of the normal quantile, relative error under 1.2e-9.
_A = (
    -39.69683028665376,
    220.9460984245205,
    -275.9285104469687,
    138.3577518672690,
    -30.66479806614716,
    2.506628277459239,
)
_B = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1.0)
_C = (
    -0.007784894002430293,
    -0.3223964580411365,
    -2.400758277161838,
    -2.549732539343734,
    4.374664141464968,
    2.938163982698783,
)
_D = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1.0)
_TAIL = 0.02425


def normal_quantile(share: Floats) -> Floats:
    """The standard normal z with P(Z <= z) = share."""
    middle = share - 0.5
    square = middle * middle
    found: Floats = middle * _horner(_A, square) / _horner(_B, square)
    for tail, sign in ((share < _TAIL, 1.0), (share > 1 - _TAIL, -1.0)):
        if tail.any():
            part = share[tail] if sign > 0 else 1 - share[tail]
            q = np.sqrt(-2 * np.log(part))
            found[tail] = sign * _horner(_C, q) / _horner(_D, q)
    return found


def _horner(coefficients: tuple[float, ...], x: Floats) -> Floats:
    total = np.full_like(x, coefficients[0])
    for each in coefficients[1:]:
        total *= x
        total += each
    return total
