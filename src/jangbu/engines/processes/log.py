"""An event log in columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
NO_TIME = np.iinfo(np.int64).min  # microseconds, the value of a missing time
NO_ZONE = -10_000


@dataclass(frozen=True)
class EventLog:
    """Events in the order of the file; all arrays have one value an event.

    case, activity: codes into `cases` and `activities`. time: microseconds since 1970 in UTC, or NO_TIME. zone: the
    offset written with the time, in minutes, or NO_ZONE where none was (those are read as Korean time).
    """

    path: str
    fingerprint: str  # SHA-256 of the file's bytes, hex
    cases: tuple[str, ...]
    activities: tuple[str, ...]
    case: Ints
    activity: Ints
    time: Ints
    zone: Ints

    @property
    def events(self) -> int:
        return len(self.case)

    @cached_property
    def order(self) -> Ints:
        """Events sorted by case, then time; file order decides ties and whole cases with a missing time."""
        untimed = np.zeros(len(self.cases), dtype=bool)
        untimed[self.case[self.time == NO_TIME]] = True
        key = np.where(untimed[self.case], 0, self.time)
        return np.lexsort((np.arange(self.events), key, self.case))

    @cached_property
    def bounds(self) -> Ints:
        """Where each case starts in `order`, and, last, where the last one ends: one more value than cases."""
        return np.concatenate(([0], np.cumsum(np.bincount(self.case, minlength=len(self.cases)))))

    @cached_property
    def variants(self) -> tuple[Ints, list[bytes]]:
        """The variant of each case (a code), and each variant's activity codes as int64 bytes."""
        steps = self.activity[self.order]
        return _coded([steps[a:b].tobytes() for a, b in zip(self.bounds[:-1], self.bounds[1:], strict=True)])

    @cached_property
    def sets(self) -> tuple[Ints, list[bytes]]:
        """The same for the set of activities of each case, order and repetition forgotten."""
        width = len(self.activities)
        pairs = np.unique(self.case * width + self.activity)
        owners, steps = pairs // width, pairs % width
        ends = np.cumsum(np.bincount(owners, minlength=len(self.cases)))
        starts = np.concatenate(([0], ends[:-1]))
        return _coded([steps[a:b].tobytes() for a, b in zip(starts, ends, strict=True)])

    @cached_property
    def reworked(self) -> npt.NDArray[np.bool_]:
        """Whether a case does any activity more than once; one value a case."""
        width = len(self.activities)
        distinct = np.bincount(np.unique(self.case * width + self.activity) // width, minlength=len(self.cases))
        return np.diff(self.bounds) > distinct

    def names(self, steps: bytes) -> list[str]:
        return [self.activities[code] for code in np.frombuffer(steps, dtype=np.int64)]


def _coded(keys: list[bytes]) -> tuple[Ints, list[bytes]]:
    known: dict[bytes, int] = {}
    codes = np.fromiter((known.setdefault(key, len(known)) for key in keys), dtype=np.int64, count=len(keys))
    return codes, list(known)
