"""Events come in blocks of texts and become columns; a log of any size is held as a few numbers an event."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from jangbu.engines.processes import problems
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import NO_TIME, Ints, Mask, parse
from jangbu.kernel.errors import Problem

BLOCK = 50_000  # events
NAMELESS = "(이름 없음)"  # stands for a blank activity
EXAMPLES = 3

Attributes = Mapping[str, Sequence[str | None]]


@dataclass
class Collector:
    """Takes blocks of events with `add`; `finish` gives the log or raises Problem."""

    file: str
    cases: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)  # life-cycle transitions, lower case
    blocks: list[tuple[Ints, ...]] = field(default_factory=list)
    unreadable: dict[str, None] = field(default_factory=dict)

    def add(
        self, cases: Ints, activities: Sequence[str], times: Sequence[str], states: Sequence[str], row: int
    ) -> None:
        """cases: codes, or -1 for an event without one. states: empty where there is no life cycle. row: of the
        first."""
        moments, zones = parse(times)
        if len(self.unreadable) < EXAMPLES:
            unread = (times[place].strip()[:40] for place in np.flatnonzero(moments == NO_TIME)[:1_000])
            self.unreadable.update(dict.fromkeys(text for text in unread if text))
        steps = _codes(self.activities, activities)
        rows = np.arange(row, row + len(steps))
        self.blocks.append((cases, steps, moments, zones, _codes(self.states, states), rows))

    def finish(self, path: str, fingerprint: str, attributes: Attributes) -> EventLog:
        """attributes: one value a case, by code. Raises Problem: EMPTY, NO_CASES, BLANK_ACTIVITIES, NO_TIMES,
        UNREADABLE_TIMES."""
        if not self.blocks:
            raise Problem(problems.EMPTY, file=self.file)
        case, step, moment, zone, state, row = (np.concatenate(column) for column in zip(*self.blocks, strict=True))
        counts = self._counting()[state]
        owned = case >= 0
        blank = np.array([not name.strip() for name in self.activities], dtype=bool)[step]
        self._refuse(counts, owned, blank)
        kept = counts & owned
        if (moment[kept] == NO_TIME).all():
            example = next(iter(self.unreadable), "")
            raise Problem(problems.UNREADABLE_TIMES if example else problems.NO_TIMES, file=self.file, example=example)
        odd = {
            "other_lifecycle": int((~counts).sum()),
            "no_case": int((counts & ~owned).sum()),
            "nameless_activity": int((kept & blank).sum()),
        }
        columns = tuple(column[kept] for column in (case, step, moment, zone, row))
        return self._log(columns, path, fingerprint, attributes, {key: count for key, count in odd.items() if count})

    def _counting(self) -> Mask:
        """By state: whether its events count. Where any event is complete only those do; a missing state means so."""
        complete = "complete" in self.states
        return np.array([not complete or state in {"complete", ""} for state in self.states], dtype=bool)

    def _refuse(self, counts: Mask, owned: Mask, blank: Mask) -> None:
        total = int(counts.sum())
        for faulty, kind in ((~owned, problems.NO_CASES), (blank, problems.BLANK_ACTIVITIES)):
            number = int((counts & faulty).sum())
            if number * 2 > total:
                raise Problem(kind, file=self.file, count=f"{number:,}", total=f"{total:,}")

    def _log(
        self, columns: tuple[Ints, ...], path: str, fingerprint: str, attributes: Attributes, odd: Mapping[str, int]
    ) -> EventLog:
        case, step, moment, zone, row = columns
        present, case = np.unique(case, return_inverse=True)
        used, step = np.unique(step, return_inverse=True)
        names, called = list(self.cases), list(self.activities)
        known: dict[str, int] = {}  # names that differ in outer spaces or Unicode form alone are one activity
        recoded = _codes(known, [unicodedata.normalize("NFC", called[code]).strip() or NAMELESS for code in used])
        return EventLog(
            path=path,
            fingerprint=fingerprint,
            cases=tuple(names[code] for code in present),
            activities=tuple(known),
            case=case.astype(np.int64),
            activity=recoded[step],
            time=moment.view("datetime64[us]"),
            zone=zone,
            row=row,
            attributes={key: tuple(values[code] for code in present) for key, values in attributes.items()},
            left_out=odd,
            unreadable=tuple(self.unreadable)[:EXAMPLES],
        )


def _codes(known: dict[str, int], names: Sequence[str]) -> Ints:
    code = known.setdefault
    return np.fromiter((code(name, len(known)) for name in names), dtype=np.int64, count=len(names))
