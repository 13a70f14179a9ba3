"""How far a log's clock can be trusted: what is wrong with its times, how often, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np

from jangbu.engines.processes import clocks
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.slips import slipped
from jangbu.engines.processes.times import Mask, shown
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number, percent

FaultKind = Literal["missing", "future", "rounded", "batch", "out_of_order", "duplicate", "zone_slip"]
Severity = Literal["low", "medium", "high"]

EXAMPLES = 5

SAYS: dict[FaultKind, tuple[str, str]] = {
    "missing": ("시각이 비었거나 읽을 수 없어요", "the time is empty or cannot be read"),
    "future": ("아직 오지 않은 시각이에요", "the time has not come yet"),
    "rounded": ("시각이 정각이나 날짜로만 적혔어요", "the time is rounded to the hour or the day"),
    "batch": ("여럿이 같은 순간에 한꺼번에 적혔어요", "many were written in the same instant"),
    "out_of_order": ("적힌 차례와 시각의 차례가 달라요", "the order they were written in is not that of their times"),
    "duplicate": ("같은 사건이 두 번 적혔어요", "the same event is written twice"),
    "zone_slip": ("시간대가 섞였거나 9시간 밀렸어요", "time zones are mixed, or the time is nine hours off"),
}
# share of events from which a fault is of medium and of high severity: 0 means always
GRADES: dict[FaultKind, tuple[float, float]] = {
    "missing": (0.01, 0.05),
    "future": (0.0, 0.01),
    "rounded": (0.05, 0.30),
    "batch": (0.05, 0.20),
    "out_of_order": (0.02, 0.10),
    "duplicate": (0.01, 0.05),
    "zone_slip": (0.0, 0.01),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One event: its row (from 0), case, activity and time (ISO 8601, Korean; empty when missing)."""

    row: int
    case: str
    activity: str
    time: str


@dataclass(frozen=True, slots=True)
class TimeFault:
    """One kind of fault: how many events, their share of all (0..1), and a few of them."""

    kind: FaultKind
    count: int
    share: float
    examples: tuple[Example, ...]

    @property
    def severity(self) -> Severity:
        medium, high = GRADES[self.kind]
        return "high" if self.share >= high else "medium" if self.share >= medium else "low"

    def sentence(self, language: Language = "ko") -> str:
        said = SAYS[self.kind][0 if language == "ko" else 1]
        share = percent(self.share, 1)
        return (
            f"사건 {number(self.count)}개({share}): {said}."
            if language == "ko"
            else (f"{number(self.count)} {'event' if self.count == 1 else 'events'} ({share}): {said}.")
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "count": self.count,
            "share": self.share,
            "severity": self.severity,
            "examples": [
                {"row": one.row, "case": one.case, "activity": one.activity, "time": one.time} for one in self.examples
            ],
            "says": {"ko": self.sentence("ko"), "en": self.sentence("en")},
        }


def time_faults(log: EventLog, *, now: datetime) -> tuple[TimeFault, ...]:
    """The faults found, in the order above; none for a clean log."""
    slips = slipped(log)
    rounded = clocks.rounded(log)
    found: dict[FaultKind, Mask] = {
        "missing": ~log.known,
        "future": clocks.future(log, now),
        "rounded": rounded,
        "batch": clocks.batch(log) & ~rounded,
        "out_of_order": clocks.out_of_order(log) & ~slips,
        "duplicate": clocks.duplicate(log),
        "zone_slip": slips,
    }
    return tuple(_told(log, kind, mask) for kind, mask in found.items() if mask.any())


def _told(log: EventLog, kind: FaultKind, mask: Mask) -> TimeFault:
    events = np.flatnonzero(mask)
    examples = tuple(
        Example(
            int(log.row[event]),
            log.cases[log.case[event]],
            log.activities[log.activity[event]],
            shown(int(log.micros[event])),
        )
        for event in events[:EXAMPLES]
    )
    return TimeFault(kind, len(events), len(events) / log.events, examples)
