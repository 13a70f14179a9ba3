"""Internal rate of return of many flows at once; refused where flows change sign more than once.

With one change of sign the present value falls (or rises) through zero once as the rate goes from -1 up, so Newton's
steps on v = 1 / (1 + rate), kept inside a bracket that only shrinks, find the one root (Norstrom 1972 gives the wider
rule that is not needed here). Two changes may have two rates: then there is no answer, and the profile is shown.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.value.student import Floats

CHUNK = 8192
STEPS = 80
LOWEST, HIGHEST = 1e-6, 1e3  # v = 1 / (1 + rate) that is looked at, per period
CLOSE = 1e-14


def sign_changes(flows: Floats) -> NDArray[np.int64]:
    """Changes of sign of each row, zeros passed over; flows (n, periods + 1)."""
    signs = np.sign(np.atleast_2d(flows))
    for period in range(1, signs.shape[1]):  # a zero carries the sign before it
        here = signs[:, period]
        np.copyto(here, signs[:, period - 1], where=here == 0)
    changed = (signs[:, 1:] * signs[:, :-1]) < 0
    counted: NDArray[np.int64] = changed.sum(axis=1)
    return counted


def irr(flows: Floats) -> Floats:
    """(n,) rates per period; NaN where flows change sign other than exactly once, or where no rate is within reach.

    flows (n, periods + 1), the first at the start. Accurate to 1e-12 of 1 + rate where the root is simple.
    """
    flows = np.atleast_2d(np.asarray(flows, dtype=np.float64))
    found = np.full(len(flows), np.nan)
    for begin in range(0, len(flows), CHUNK):
        part = flows[begin : begin + CHUNK]
        simple = np.flatnonzero(sign_changes(part) == 1)
        if len(simple):
            found[begin + simple] = 1.0 / _roots(np.ascontiguousarray(part[simple].T)) - 1.0
    return found


def _roots(flows: Floats) -> Floats:
    """v of each column of flows (periods + 1, n), one change of sign each; NaN where the bracket holds none."""
    leading = np.argmax(flows != 0, axis=0)
    flows = flows * -np.sign(flows[leading, np.arange(flows.shape[1])])  # each starts negative: rising through zero
    low, high = np.full(flows.shape[1], LOWEST), np.full(flows.shape[1], HIGHEST)
    v = np.ones(flows.shape[1])
    answer = np.full(flows.shape[1], np.nan)
    place = np.arange(flows.shape[1])
    for _ in range(STEPS):
        value, slope = flows[-1].copy(), np.zeros_like(v)
        for row in flows[-2::-1]:
            slope *= v
            slope += value
            value *= v
            value += row
        below = value < 0
        np.copyto(low, v, where=below)
        np.copyto(high, v, where=~below)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = value / slope
        following = v - step
        outside = ~((following > low) & (following < high))
        following[outside] = np.sqrt(low[outside] * high[outside])
        done = (np.abs(following - v) <= CLOSE * v) | (high - low <= CLOSE * v) | (value == 0)
        v = np.where(value == 0, v, following)
        if done.any():
            answer[place[done]] = v[done]
            keep = ~done
            if not keep.any():
                break
            if keep.sum() < 0.7 * len(v):
                place, v, low, high, flows = place[keep], v[keep], low[keep], high[keep], flows[:, keep]
    reachable = (answer > LOWEST * 2) & (answer < HIGHEST / 2)
    return np.where(reachable, answer, np.nan)


def profile(flow: Floats, rates: Floats) -> Floats:
    """Net present value of one flow (periods + 1,) at each rate per period (m,)."""
    value: Floats = (flow[None, :] / (1 + rates[:, None]) ** np.arange(len(flow))[None, :]).sum(axis=1)
    return value
