"""Whether a stated confidence can be believed: expected calibration error, Brier score and the bins they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.fairness.estimates import Estimate

BINS = 10
DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose confidence lies in (low, high]: how many, what was stated on average, what share was right."""

    low: float
    high: float
    n: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """`ece`: mean distance of stated confidence and share right, weighted by bin. `brier`: mean squared error."""

    ece: Estimate
    brier: Estimate
    bins: tuple[Bin, ...]


def calibration(
    confidence: Sequence[float], right: Sequence[bool], *, bins: int = BINS, draws: int = DRAWS, seed: int = 0
) -> Calibration:
    """ECE over `bins` equal widths (Guo et al. 2017) and the Brier score (1950), with 95 % bootstrap intervals.

    The interval of an ECE is the basic one, 2 × value − percentile, cut at 0: resampling makes an ECE larger, and the
    percentiles alone would lie above the value. Raises ValueError for lengths that differ or confidences beyond [0, 1].
    """
    stated, good = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if stated.shape != good.shape or (stated.size and not (stated.min() >= 0 and stated.max() <= 1)):
        raise ValueError("each case needs a confidence from 0 to 1 and whether it was right")
    if not stated.size:
        nothing = Estimate(None, None, None, 0)
        return Calibration(nothing, nothing, ())
    place = np.clip(np.ceil(stated * bins).astype(int) - 1, 0, bins - 1)
    n = len(stated)
    rows = np.random.default_rng(seed).integers(0, n, size=(draws, n))
    squares = (stated - good) ** 2
    value = _ece(place, stated, good, bins)
    cloud = np.array([_ece(place[row], stated[row], good[row], bins) for row in rows])
    low, high = 2 * value - np.percentile(cloud, [97.5, 2.5])
    briers = squares[rows].mean(axis=1)
    least, most = np.percentile(briers, [2.5, 97.5])
    brier = Estimate(float(squares.mean()), float(least), float(most), n)
    ece = Estimate(value, float(min(max(low, 0.0), value)), float(min(max(high, value), 1.0)), n)
    return Calibration(ece, brier, _bins(place, stated, good, bins))


def _ece(place: NDArray[Any], stated: NDArray[Any], good: NDArray[Any], bins: int) -> float:
    gap = np.bincount(place, weights=stated - good, minlength=bins)
    return float(np.abs(gap).sum() / len(stated))


def _bins(place: NDArray[Any], stated: NDArray[Any], good: NDArray[Any], bins: int) -> tuple[Bin, ...]:
    found = []
    for b in range(bins):
        here = place == b
        if here.any():
            low, high = b / bins, (b + 1) / bins
            found.append(Bin(low, high, int(here.sum()), float(stated[here].mean()), float(good[here].mean())))
    return tuple(found)
