"""A value with what it stands on, a share with its interval, and the three answers to whether it is good enough."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

Verdict = Literal["pass", "fail", "cannot_tell"]
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value from `n` cases with its 95 % interval; all None where the cases do not define it."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def known(self) -> bool:
        return self.value is not None and self.low is not None and self.high is not None


def wilson(good: int, n: int) -> Estimate:
    """The share good / n with Wilson's score interval (1927). Raises ValueError unless 0 <= good <= n."""
    if not 0 <= good <= n:
        raise ValueError(f"{good} of {n}")
    if n == 0:
        return Estimate(None, None, None, 0)
    share, square = good / n, Z95 * Z95
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Estimate(share, 0.0 if good == 0 else low, 1.0 if good == n else high, n)


def judge(estimate: Estimate, threshold: float, *, at_most: bool) -> Verdict:
    """Whether the whole interval lies on the good side of the threshold, on the bad side, or on both."""
    if estimate.low is None or estimate.high is None:
        return "cannot_tell"
    if at_most:
        return "pass" if estimate.high <= threshold else "fail" if estimate.low > threshold else "cannot_tell"
    return "pass" if estimate.low >= threshold else "fail" if estimate.high < threshold else "cannot_tell"
