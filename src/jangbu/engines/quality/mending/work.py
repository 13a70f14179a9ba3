"""The table while it is being mended: columns are replaced, never changed in place, so the source stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending.diff import Change, MergedRows, Removed, StepDiff, Waiting
from jangbu.engines.quality.mending.recipe import Step
from jangbu.engines.quality.reading.problems import Said

CHUNK = 65_536  # cells worked on at once, so that what is thrown away again stays small
Cells = list[str | None]


@dataclass(frozen=True, slots=True)
class Queued:
    """In place of a cell's new text: leave the cell as it is and let a person look. `reason` is a key of REASONS."""

    reason: str
    proposed: str | None = None


Outcome = str | None | Queued
Mend = Callable[[int, Cells], Sequence[Outcome]]


@dataclass(slots=True)
class Tally:
    """What a step is doing, counted; of examples no more than `limit` of each sort are held (None: all of them)."""

    limit: int | None
    changed: dict[str, int] = field(default_factory=dict)
    cells: list[Change] = field(default_factory=list)
    queued: dict[tuple[str, str], int] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    removed: int = 0
    removed_rows: list[Removed] = field(default_factory=list)
    merged: int = 0
    merged_rows: list[MergedRows] = field(default_factory=list)
    moved: int = 0
    added: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    _seen: set[tuple[str, str | None, str | None]] = field(default_factory=set)

    def room(self, held: Sequence[object]) -> bool:
        return self.limit is None or len(held) < self.limit

    def cell(self, row: int, column: str, before: str | None, after: str | None) -> None:
        """A changed cell; the same change is shown once, unless all are wanted."""
        self.changed[column] = self.changed.get(column, 0) + 1
        if self.limit is not None:
            if len(self.cells) >= self.limit or (column, before, after) in self._seen:
                return
            self._seen.add((column, before, after))
        self.cells.append(Change(row, column, before, after))

    def queue(self, row: int, column: str, value: str | None, left: Queued) -> None:
        key = (column, left.reason)
        count = self.queued[key] = self.queued.get(key, 0) + 1
        if self.limit is None or count <= self.limit:  # of every reason, for a rare one may matter most
            self.waiting.append(Waiting(row, column, value, left.reason, left.proposed))

    @property
    def total_changed(self) -> int:
        return sum(self.changed.values())

    @property
    def total_queued(self) -> int:
        return sum(self.queued.values())

    def diff(self, step: Step, columns: Sequence[str], says: Said) -> StepDiff:
        return StepDiff(
            id=step.id,
            what=step.what,
            columns=tuple(columns),
            why=step.why,
            says=says,
            changed=dict(self.changed),
            cells=tuple(self.cells),
            queued=dict(self.queued),
            waiting=tuple(self.waiting),
            removed=self.removed,
            removed_rows=tuple(self.removed_rows),
            merged=self.merged,
            merged_rows=tuple(self.merged_rows),
            moved=self.moved,
            added=tuple(self.added),
            renamed=dict(self.renamed),
            dropped=tuple(self.dropped),
        )


class Work:
    """`columns[i][place]` as in a frame. `rows[place]` is the row of the source, `origins[i]` its column or None."""

    def __init__(self, frame: Frame, limit: int | None) -> None:
        self.name = frame.name
        self.names = list(frame.names)
        self.columns: list[Cells] = list(frame.columns)
        self.origins: list[int | None] = list(range(len(frame.names)))
        self.rows: Sequence[int] = range(frame.rows)
        self.limit = limit
        self.tally = Tally(limit)
        self._places: dict[int, int] | None = None

    def column(self, name: str) -> Cells:
        return self.columns[self.names.index(name)]

    def record(self, place: int) -> Mapping[str, str | None]:
        return {name: column[place] for name, column in zip(self.names, self.columns, strict=True)}

    def place_of(self, row: int) -> int | None:
        """Where a row of the source is by now."""
        if isinstance(self.rows, range):
            return row if row in self.rows else None
        if self._places is None:
            self._places = {row: place for place, row in enumerate(self.rows)}
        return self._places.get(row)

    def change(self, name: str, mend: Mend) -> None:
        """Put `mend(first place, cells)` in place of a column's cells, chunk by chunk, and count what differs."""
        at = self.names.index(name)
        column, made, tally, rows = self.columns[at], None, self.tally, self.rows
        for start in range(0, len(column), CHUNK):
            cells = column[start : start + CHUNK]
            outcomes = mend(start, cells)
            if outcomes == cells:
                continue
            if made is None:
                made = column.copy()
            for place, (before, after) in enumerate(zip(cells, outcomes, strict=True), start):
                if after is before or after == before:
                    continue
                if isinstance(after, Queued):
                    tally.queue(rows[place], name, before, after)
                else:
                    tally.cell(rows[place], name, before, after)
                    made[place] = after
        if made is not None:
            self.columns[at] = made

    def set(self, name: str, cells: Mapping[int, str | None]) -> None:
        """New texts by place; those that differ are counted."""
        at = self.names.index(name)
        made: Cells | None = None
        for place, after in cells.items():
            before = self.columns[at][place]
            if after != before:
                made = made or self.columns[at].copy()
                made[place] = after
                self.tally.cell(self.rows[place], name, before, after)
        if made is not None:
            self.columns[at] = made

    def add(self, name: str, cells: Cells, after: str) -> None:
        at = self.names.index(after) + 1
        self.names.insert(at, name)
        self.columns.insert(at, cells)
        self.origins.insert(at, None)
        self.tally.added.append(name)

    def drop(self, name: str) -> None:
        at = self.names.index(name)
        del self.names[at], self.columns[at], self.origins[at]
        self.tally.dropped.append(name)

    def rename(self, names: Mapping[str, str]) -> None:
        self.tally.renamed.update({old: new for old, new in names.items() if old != new})
        self.names = [names.get(name, name) for name in self.names]

    def arrange(self, places: Sequence[int]) -> None:
        """Keep the rows at these places, in this order."""
        self.columns = [[column[place] for place in places] for column in self.columns]
        self.rows = [self.rows[place] for place in places]
        self._places = None

    def without(self, places: Iterable[int]) -> None:
        """Take out the rows at these places."""
        gone = set(places)
        if gone:
            self.arrange([place for place in range(len(self.rows)) if place not in gone])

    def frame(self) -> Frame:
        return Frame(self.name, tuple(self.names), tuple(self.columns))


def by_value(work: Callable[[str | None], Outcome]) -> Mend:
    """A mend that looks at a cell's text alone, so each distinct text of a chunk is worked out once."""

    def mend(_start: int, cells: Cells) -> Sequence[Outcome]:
        known = {cell: work(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]

    return mend
