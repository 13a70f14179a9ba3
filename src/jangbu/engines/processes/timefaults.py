"""How far a log's clock can be trusted: missing, future, rounded, written in a batch, out of order, twice, slipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from jangbu.engines.processes.log import NO_TIME, NO_ZONE, EventLog, Ints
from jangbu.engines.processes.times import EPOCH, MICROSECOND, shown
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number, percent

Kind = Literal["missing", "future", "rounded", "batch", "out_of_order", "duplicate", "zone_slip"]
Mask = npt.NDArray[np.bool_]

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
KOREA = 9 * HOUR
MOST_ROUND = 0.2  # share of events on the full hour; by chance it is 1 in 60 at most
BATCH = 5  # different cases in one and the same second
FEWEST = 3
SHOWN = 3

SAYS: dict[Kind, tuple[str, str]] = {
    "missing": ("시각이 비었거나 읽을 수 없어요", "the time is missing or unreadable"),
    "future": ("아직 오지 않은 시각이에요", "the time lies in the future"),
    "rounded": ("시각이 정각이나 날짜로만 적혔어요", "the time is rounded to the hour or the day"),
    "batch": ("여러 건이 같은 순간에 한꺼번에 적혔어요", "several cases were written in the same instant"),
    "out_of_order": ("적힌 순서와 시각의 순서가 달라요", "written order and time order disagree"),
    "duplicate": ("같은 사건이 두 번 적혔어요", "the same event is written twice"),
    "zone_slip": ("시간대가 섞였거나 9시간 밀렸어요", "time zones are mixed, or the time slipped by nine hours"),
}


@dataclass(frozen=True, slots=True)
class TimeFault:
    """One kind of fault: how many events, their share of all, and a few of them as (case, step, time)."""

    kind: Kind
    count: int
    share: float
    examples: tuple[tuple[str, str, str], ...]

    @property
    def severity(self) -> Literal["low", "high"]:
        return "high" if self.share >= 0.05 or self.kind in {"future", "zone_slip"} else "low"

    def sentence(self, language: Language = "ko") -> str:
        said = SAYS[self.kind][0 if language == "ko" else 1]
        if language == "ko":
            return f"사건 {number(self.count)}개({percent(self.share, 1)}): {said}."
        return f"{number(self.count)} events ({percent(self.share, 1)}): {said}."

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "count": self.count,
            "share": self.share,
            "severity": self.severity,
            "examples": [dict(zip(("case", "activity", "time"), example, strict=True)) for example in self.examples],
            "says": {"ko": self.sentence("ko"), "en": self.sentence("en")},
        }


def time_faults(log: EventLog, *, now: datetime) -> tuple[TimeFault, ...]:
    """Every kind that occurs, worst share first; an empty tuple where the clock gives no reason for doubt."""
    known = log.time != NO_TIME
    limit = (now - EPOCH) // MICROSECOND
    slipped = _slipped(log, known)
    finds: dict[Kind, Callable[[], Mask]] = {
        "missing": lambda: ~known,
        "future": lambda: known & (log.time > limit),
        "rounded": lambda: _rounded(log, known),
        "batch": lambda: _batch(log, known),
        "out_of_order": lambda: _out_of_order(log, known) & ~slipped,
        "duplicate": lambda: _duplicate(log, known),
        "zone_slip": lambda: slipped,
    }
    faults = [_fault(log, kind, find()) for kind, find in finds.items()]
    return tuple(sorted((fault for fault in faults if fault.count), key=lambda fault: -fault.share))


def _fault(log: EventLog, kind: Kind, mask: Mask) -> TimeFault:
    found = np.flatnonzero(mask)
    examples = tuple(
        (log.cases[log.case[event]], log.activities[log.activity[event]], shown(int(log.time[event])))
        for event in found[:SHOWN]
    )
    return TimeFault(kind, len(found), len(found) / log.events, examples)


def _nothing(log: EventLog) -> Mask:
    return np.zeros(log.events, dtype=bool)


def _rounded(log: EventLog, known: Mask) -> Mask:
    """On the full hour in Korean time (or in UTC, for logs of elsewhere), if that is far more than chance."""
    whole = known & (log.time % HOUR == 0)
    count = int(whole.sum())
    return whole if count >= 10 and count > MOST_ROUND * known.sum() else _nothing(log)


def _batch(log: EventLog, known: Mask) -> Mask:
    """Different cases at one instant. Logs kept to the minute or the day share instants by nature and are spared."""
    exact = known & (log.time % MINUTE != 0)
    if exact.sum() < 0.5 * known.sum():
        return _nothing(log)
    moments, place = np.unique(log.time[exact], return_inverse=True)
    pairs = np.unique(place * len(log.cases) + log.case[exact])
    cases = np.bincount(pairs // len(log.cases), minlength=len(moments))
    mask = _nothing(log)
    mask[np.flatnonzero(exact)] = cases[place] >= BATCH
    return mask


def _neighbours(log: EventLog, known: Mask) -> tuple[Ints, Ints]:
    """Pairs of timed events of one case that follow each other in the file: (earlier line, later line)."""
    timed = np.flatnonzero(known)
    by_case = timed[np.argsort(log.case[timed], kind="stable")]
    same = log.case[by_case[1:]] == log.case[by_case[:-1]]
    return by_case[:-1][same], by_case[1:][same]


def _out_of_order(log: EventLog, known: Mask) -> Mask:
    """Against the direction that most of the file takes: a log written newest first is not a fault."""
    first, second = _neighbours(log, known)
    steps = log.time[second] - log.time[first]
    down, up = steps < 0, steps > 0
    wrong = down if down.sum() <= up.sum() else up
    mask = _nothing(log)
    mask[second[wrong]] = True
    return mask


def _duplicate(log: EventLog, known: Mask) -> Mask:
    order = np.lexsort((log.time, log.activity, log.case))
    again = np.ones(log.events - 1, dtype=bool)
    for column in (log.case, log.activity, log.time):
        again &= column[order[1:]] == column[order[:-1]]
    mask = _nothing(log)
    mask[order[1:][again]] = True
    return mask & known


def _slipped(log: EventLog, known: Mask) -> Mask:
    """Events with a rarer offset hours away from the usual one, or that fall into line once moved by nine hours."""
    mask = _nothing(log)
    written = known & (log.zone != NO_ZONE)
    if written.any():
        offsets, counts = np.unique(log.zone[written], return_counts=True)
        usual = offsets[np.argmax(counts)]
        mask |= written & (np.abs(log.zone - usual) >= 180)
        if len(offsets) and written.sum() < known.sum():
            mask |= known & ~written if written.sum() * 2 > known.sum() else written & (usual * MINUTE != KOREA)
    first, second = _neighbours(log, known)
    for early, late, moved in ((first, second, second), (first, second, first)):
        gap = log.time[late] - log.time[early]
        candidates = (gap < 0) & (gap >= -KOREA) & (np.abs(gap + KOREA) < HOUR * 4)
        if candidates.sum() >= FEWEST:
            mask[moved[candidates & _alone(log, moved)]] = True
            break
    return mask if mask.sum() >= FEWEST else _nothing(log)


def _alone(log: EventLog, events: Ints) -> Mask:
    """True where the event, moved by nine hours, lies on a working day's clock (07:00 to 22:00 in Korea)."""
    hour = (log.time[events] + KOREA + KOREA) % DAY // HOUR
    return (hour >= 7) & (hour < 22)
