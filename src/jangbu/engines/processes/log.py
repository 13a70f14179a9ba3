"""An event log in columns, and the order and ways that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from jangbu.engines.processes.times import NO_TIME, Ints, Mask, Times


@dataclass(frozen=True)
class EventLog:
    """Events in the order of the file. Arrays have one value an event; codes count from 0 in the order names are met.

    case, activity: codes into `cases` and `activities`, int64. time: datetime64[us] in UTC, NaT where missing or
    unreadable. zone: the offset written with the time, in minutes, or times.NO_ZONE (then read as Korean time). row:
    the data row of a table, or the number of the event in XES, both from 0. attributes: what the file says of whole
    cases, one value a case, None where it says nothing. left_out: events that do not count or count oddly, by reason.
    """

    path: str
    fingerprint: str  # SHA-256 of the file's bytes, hex
    cases: tuple[str, ...]
    activities: tuple[str, ...]
    case: Ints
    activity: Ints
    time: Times
    zone: Ints
    row: Ints
    attributes: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()  # a few time texts that could not be read

    @property
    def events(self) -> int:
        return len(self.case)

    @cached_property
    def micros(self) -> Ints:
        """`time` as integers, microseconds since 1970 in UTC; NO_TIME where missing."""
        return self.time.view(np.int64)

    @cached_property
    def known(self) -> Mask:
        known: Mask = self.micros != NO_TIME
        return known

    @cached_property
    def newest_first(self) -> bool:
        """Whether the file lists events from the latest to the earliest, as many exports do."""
        timed = np.flatnonzero(self.known)
        timed = timed[np.argsort(self.case[timed], kind="stable")]
        steps = np.diff(self.micros[timed])[np.diff(self.case[timed]) == 0]
        return int((steps < 0).sum()) > 2 * int((steps > 0).sum())

    @cached_property
    def written(self) -> Ints:
        """Events by case, then as written, the earliest first."""
        if self.newest_first:
            return np.lexsort((-np.arange(self.events), self.case))
        return np.argsort(self.case, kind="stable")

    @cached_property
    def order(self) -> Ints:
        """Events by case, then time. The file decides ties; an event without a time stays behind the one before it."""
        written = self.written
        starts = np.repeat(self.bounds[:-1], np.diff(self.bounds))
        last = np.maximum.accumulate(np.where(self.known[written], np.arange(self.events), -1))
        lent = np.where(last >= starts, self.micros[written][np.maximum(last, 0)], NO_TIME)
        return written[np.lexsort((lent, self.case[written]))]

    @cached_property
    def bounds(self) -> Ints:
        """Where each case starts in `order` and `written`, and, last, where the last one ends: cases + 1 values."""
        return np.concatenate(([0], np.cumsum(np.bincount(self.case, minlength=len(self.cases)))))

    @cached_property
    def variants(self) -> tuple[Ints, list[bytes]]:
        """The variant of each case, the most frequent being 0, and each variant's activity codes as int64 bytes."""
        steps = self.activity[self.order]
        return _coded([steps[a:b].tobytes() for a, b in zip(self.bounds[:-1], self.bounds[1:], strict=True)])

    @cached_property
    def sets(self) -> tuple[Ints, list[bytes]]:
        """The same for the set of activities of each case, order and repetition forgotten."""
        owners, steps = self._distinct
        ends = np.cumsum(np.bincount(owners, minlength=len(self.cases)))
        starts = np.concatenate(([0], ends[:-1]))
        return _coded([steps[a:b].tobytes() for a, b in zip(starts, ends, strict=True)])

    @cached_property
    def reworked(self) -> Mask:
        """Whether a case does any activity more than once; one value a case."""
        return np.diff(self.bounds) > np.bincount(self._distinct[0], minlength=len(self.cases))

    @cached_property
    def _distinct(self) -> tuple[Ints, Ints]:
        """Each case with each of its activities once."""
        width = len(self.activities)
        pairs = np.unique(self.case * width + self.activity)
        return pairs // width, pairs % width

    @cached_property
    def spans(self) -> tuple[Ints, Ints]:
        """First and last known time of each case, in microseconds; NO_TIME in both where none is known."""
        first = np.full(len(self.cases), np.iinfo(np.int64).max)
        last = np.full(len(self.cases), NO_TIME)
        np.minimum.at(first, self.case[self.known], self.micros[self.known])
        np.maximum.at(last, self.case[self.known], self.micros[self.known])
        return np.where(last == NO_TIME, NO_TIME, first), last

    def names(self, steps: bytes) -> tuple[str, ...]:
        """The activity names of a variant or a set."""
        return tuple(self.activities[code] for code in np.frombuffer(steps, dtype=np.int64))


def _coded(keys: list[bytes]) -> tuple[Ints, list[bytes]]:
    """Codes by falling frequency; of equally frequent keys the one met first comes first."""
    known: dict[bytes, int] = {}
    met = np.fromiter((known.setdefault(key, len(known)) for key in keys), dtype=np.int64, count=len(keys))
    falling = np.argsort(-np.bincount(met), kind="stable")
    rank = np.empty(len(falling), dtype=np.int64)
    rank[falling] = np.arange(len(falling))
    names = list(known)
    return rank[met], [names[code] for code in falling]
