"""Merging rows with a record of every merge, so that each one can be undone by itself, in any order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.encoding import from_gaps, is_cells, is_rows, to_gaps
from jangbu.engines.quality.mending.survivorship import Chooser, Rules, read_rules
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.errors import Problem

Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge. Rows are numbers in the table as it was before the first merge.

    `kept` stayed and had its cells `before` changed to `after` (only those that differ); `gone` are the others, in
    ascending order, with all their cells in the order of the log's columns.
    """

    number: int
    kept: int
    before: Cells
    after: Cells
    gone: tuple[tuple[int, tuple[str | None, ...]], ...]

    @property
    def rows(self) -> tuple[int, ...]:
        return (self.kept, *(row for row, _cells in self.gone))


@dataclass(frozen=True, slots=True)
class MergeLog:
    """All merges of a table that were not undone. `rows[place]` is the first number of the row at that place."""

    names: tuple[str, ...]
    rows: Sequence[int]
    merges: tuple[Merge, ...] = ()
    made: int = 0  # merges ever made; numbers are not used twice

    def merge(self, number: int) -> Merge:
        """Raises Problem quality.merge_unknown."""
        for merge in self.merges:
            if merge.number == number:
                return merge
        raise Problem(problems.MERGE_UNKNOWN, merge=number)

    def as_json(self) -> dict[str, Any]:
        """Holds cells of the table, so it is to be kept as the table is."""
        merges = [
            {
                "number": each.number,
                "kept": each.kept,
                "before": dict(each.before),
                "after": dict(each.after),
                "gone": [[row, list(cells)] for row, cells in each.gone],
            }
            for each in self.merges
        ]
        return {"merges": merges, "names": list(self.names), "rows": to_gaps(self.rows), "made": self.made}

    @classmethod
    def from_json(cls, document: Any) -> MergeLog:
        """Raises Problem quality.undo_broken."""
        try:
            names, rows = tuple(document["names"]), from_gaps(document["rows"])
            merges = tuple(_merge(each, names) for each in document["merges"])
            made = int(document["made"])
        except (KeyError, TypeError, ValueError) as error:
            raise Problem(problems.UNDO_BROKEN, undo="merges", place=str(error)[:80]) from error
        return cls(names, rows, merges, made)


@dataclass(frozen=True, slots=True)
class Merged:
    """A table with merged rows, and the record by which each merge is undone."""

    frame: Frame
    log: MergeLog


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A table with one merge less.

    `edited` are the cells of the kept row that were changed after the merge: they stayed, for they are somebody's work.
    """

    frame: Frame
    log: MergeLog
    edited: Cells


def merge_rows(
    frame: Frame,
    clusters: Sequence[Sequence[int]],
    rules: Rules | Mapping[str, Any] | None = None,
    *,
    log: MergeLog | None = None,
) -> Merged:
    """Make each cluster one row: its first one in the table, with the values that `rules` choose.

    `clusters` hold row numbers of the table before its first merge; `rules` as `read_rules` takes them (non_empty where
    nothing is said); `log` is that of earlier merges of this table. Raises Problem quality.merge_*.
    """
    held = log or MergeLog(frame.names, range(frame.rows))
    _same_table(frame, held)
    chosen_by = rules if isinstance(rules, Rules) else read_rules(rules or {})
    for name in (*chosen_by.columns, *chosen_by.asked()):
        if name not in frame.names:
            raise Problem(problems.MERGE_RULE_BROKEN, detail=Said(f"'{name}' 열이 없어요", f"no column '{name}'"))
    places = [_placed(rows, held) for rows in _disjoint(clusters)]
    chooser = Chooser(dict(zip(frame.names, frame.columns, strict=True)), chosen_by)
    columns = [column.copy() for column in frame.columns]
    merges = []
    for number, cluster in enumerate(places, start=held.made + 1):
        merges.append(_merged(number, cluster, frame, held, dict(chooser.chosen(cluster))))
        for name, value in merges[-1].after.items():
            columns[frame.names.index(name)][cluster[0]] = value
    gone = {place for cluster in places for place in cluster[1:]}
    kept = [place for place in range(frame.rows) if place not in gone]
    made = Frame(frame.name, frame.names, tuple([column[place] for place in kept] for column in columns))
    rows = [held.rows[place] for place in kept]
    return Merged(made, replace(held, rows=rows, merges=(*held.merges, *merges), made=held.made + len(merges)))


def unmerge(frame: Frame, log: MergeLog, number: int) -> Unmerged:
    """Undo one merge, whatever other clusters were merged before or after: its rows come back where they were.

    Cells of the kept row that were changed since stay and are named. Raises Problem quality.merge_unknown,
    .merge_buried where a later merge took the row up, .merge_other_table.
    """
    _same_table(frame, log)
    merge = log.merge(number)
    for later in log.merges:
        if later.number > number and merge.kept in later.rows:
            raise Problem(problems.MERGE_BURIED, merge=number, later=later.number)
    columns, rows = [column.copy() for column in frame.columns], list(log.rows)
    place = bisect_left(rows, merge.kept)
    edited: dict[str, str | None] = {}
    for name, after in merge.after.items():
        column = columns[frame.names.index(name)]
        if column[place] == after:
            column[place] = merge.before[name]
        else:
            edited[name] = column[place]
    for row, cells in merge.gone:
        at = bisect_left(rows, row)
        rows.insert(at, row)
        for column, cell in zip(columns, cells, strict=True):
            column.insert(at, cell)
    left = tuple(each for each in log.merges if each.number != number)
    return Unmerged(Frame(frame.name, frame.names, tuple(columns)), replace(log, rows=rows, merges=left), edited)


def _same_table(frame: Frame, log: MergeLog) -> None:
    if frame.names != log.names or frame.rows != len(log.rows):
        raise Problem(problems.MERGE_OTHER_TABLE, file=frame.name)


def _disjoint(clusters: Sequence[Sequence[int]]) -> list[list[int]]:
    made = [sorted(set(rows)) for rows in clusters]
    seen: set[int] = set()
    for rows in made:
        if len(rows) < 2:
            raise _wrong("묶음에 행이 하나뿐이에요", "a cluster has only one row")
        if again := seen.intersection(rows):
            raise _wrong(f"{min(again)}행이 두 묶음에 있어요", f"row {min(again)} is in two clusters")
        seen.update(rows)
    return made


def _placed(rows: list[int], log: MergeLog) -> list[int]:
    places = [bisect_left(log.rows, row) for row in rows]
    for row, place in zip(rows, places, strict=True):
        if place >= len(log.rows) or log.rows[place] != row:
            raise _wrong(f"{row}행이 없거나 이미 합쳐졌어요", f"row {row} does not exist or was merged already")
    return places


def _merged(number: int, places: list[int], frame: Frame, log: MergeLog, chosen: dict[str, str | None]) -> Merge:
    first = frame.row(places[0])
    changed = [name for name in frame.names if chosen[name] != first[name]]
    gone = tuple((log.rows[place], tuple(column[place] for column in frame.columns)) for place in places[1:])
    before, after = ({name: cells[name] for name in changed} for cells in (first, chosen))
    return Merge(number, log.rows[places[0]], before, after, gone)


def _wrong(ko: str, en: str) -> Problem:
    return Problem(problems.MERGE_ROWS_WRONG, detail=Said(ko, en))


def _merge(each: Any, names: tuple[str, ...]) -> Merge:
    before, after = dict(each["before"]), dict(each["after"])
    gone = tuple((row, tuple(cells)) for row, cells in each["gone"])
    numbers = [each["number"], each["kept"], *(row for row, _cells in gone)]
    texts = [*before.values(), *after.values(), *(cell for _row, cells in gone for cell in cells)]
    if set(before) != set(after) or not set(after) <= set(names) or not is_rows(numbers) or not is_cells(texts):
        raise ValueError("merges")
    if any(len(cells) != len(names) for _row, cells in gone):
        raise ValueError("gone")
    return Merge(numbers[0], numbers[1], before, after, gone)
