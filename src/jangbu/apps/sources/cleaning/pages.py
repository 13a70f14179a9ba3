"""What the cleaning pages show: values masked for those who may not see them, one thing to decide at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.paginator import Paginator

from jangbu.apps.sources.delivery.masking import mask
from jangbu.engines.quality import detecting, mapping, matching, mending
from jangbu.engines.quality.frame import Frame
from jangbu.kernel.errors import Language

CELLS = 50  # a page
CLUSTERS = 20
SHOWN = 8  # examples of a step
EMPTY = "∅"


@dataclass(frozen=True, slots=True)
class CellLine:
    row: int
    column: str
    value: str
    proposed: str | None
    likely: int  # per cent
    says: str


@dataclass(frozen=True, slots=True)
class Group:
    """Suspicious cells of one column for one reason; `fixable` of them have a proposal."""

    column: str
    reason: str
    count: int
    fixable: int
    example: CellLine


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell and what a person typed for it."""

    row: int
    column: str
    value: str | None
    proposed: str | None


@dataclass(frozen=True, slots=True)
class PairLine:
    name: str
    left: str
    right: str
    state: str  # same, diff, none
    compared: bool


def shown(column: str, value: str | None, hidden: frozenset[str]) -> str:
    if value is None or value == "":
        return EMPTY
    return mask(value) if column in hidden else value


def cell_line(cell: detecting.Suspect, hidden: frozenset[str], said: Language) -> CellLine:
    proposed = None if cell.proposed is None else shown(cell.column, cell.proposed, hidden)
    text = "" if cell.column in hidden else cell.says.sentence(said)  # the evidence quotes values
    return CellLine(
        cell.row, cell.column, shown(cell.column, cell.value, hidden), proposed, round(100 * cell.confidence), text
    )


def errors_page(
    found: detecting.Suspicions, hidden: frozenset[str], asked: Mapping[str, str], said: Language
) -> dict[str, Any]:
    """Groups, one page of cells by search, column and reason from the URL."""
    query, column, reason = (asked.get(name, "").strip() for name in ("q", "column", "reason"))
    cells = [
        cell
        for cell in found.cells
        if (not column or cell.column == column)
        and (not reason or cell.reason == reason)
        and (not query or query.lower() in (cell.value or "").lower())
    ]
    page = Paginator(cells, CELLS).get_page(asked.get("page"))
    lines = [cell_line(cell, hidden, said) for cell in page.object_list]
    return {
        "total": len(found.cells),
        "fixable": sum(cell.proposed is not None for cell in found.cells),
        "groups": groups(found.cells, hidden, said),
        "page": page,
        "lines": lines,
        "q": query,
        "column": column,
        "reason": reason,
        "rules": [rule.describe(said) for rule in found.rules],
    }


def groups(cells: Sequence[detecting.Suspect], hidden: frozenset[str], said: Language) -> list[Group]:
    held: dict[tuple[str, str], list[detecting.Suspect]] = defaultdict(list)
    for cell in cells:
        held[cell.column, cell.reason].append(cell)
    made = [
        Group(
            column, reason, len(each), sum(cell.proposed is not None for cell in each), cell_line(each[0], hidden, said)
        )
        for (column, reason), each in held.items()
    ]
    return sorted(made, key=lambda group: -group.count)


class Rows(Protocol):
    """Rows by their number: a frame, or what a look put aside."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def rows(self, numbers: Iterable[int]) -> dict[int, dict[str, str | None]]: ...

    def holding(self, text: str, columns: Sequence[str]) -> set[int]: ...


@dataclass(frozen=True, slots=True)
class FrameRows:
    """A frame as `Rows`."""

    frame: Frame

    @property
    def names(self) -> tuple[str, ...]:
        return self.frame.names

    def rows(self, numbers: Iterable[int]) -> dict[int, dict[str, str | None]]:
        return {row: self.frame.row(row) for row in numbers}

    def holding(self, text: str, columns: Sequence[str]) -> set[int]:
        asked = [self.frame.column(name) for name in columns]
        text = text.lower()
        return {row for column in asked for row, value in enumerate(column) if text in (value or "").lower()}


def pair_lines(rows: Rows, pair: matching.Pair, fields: Sequence[str], hidden: frozenset[str]) -> list[PairLine]:
    found = rows.rows([pair.left, pair.right])
    left, right = found[pair.left], found[pair.right]
    lines = []
    for name in rows.names:
        one, two = left[name] or "", right[name] or ""
        if not one and not two:
            continue
        state = "none" if not one or not two else "same" if one.strip() == two.strip() else "diff"
        lines.append(PairLine(name, shown(name, one, hidden), shown(name, two, hidden), state, name in fields))
    return sorted(lines, key=lambda line: not line.compared)


def cluster_page(
    rows: Rows, matches: matching.Matches, hidden: frozenset[str], asked: Mapping[str, str]
) -> dict[str, Any]:
    """One page of groups, searched by any value, with the rows as they are."""
    query = asked.get("q", "").strip()
    names = [name for name in matches.fields if name in rows.names][:5]
    clusters: Sequence[tuple[int, ...]] = matches.clusters
    if query:
        found = rows.holding(query, names)
        clusters = [each for each in clusters if not found.isdisjoint(each)]
    page = Paginator(clusters, CLUSTERS).get_page(asked.get("page"))
    cells = rows.rows(row for each in page.object_list for row in each)
    lines = [
        [(row, [shown(name, cells[row][name], hidden) for name in names]) for row in each] for each in page.object_list
    ]
    return {"page": page, "clusters": lines, "names": names, "q": query}


def diff_page(diff: mending.Diff, hidden: frozenset[str], said: Language) -> list[dict[str, Any]]:
    """Per step its sentence, its counts, a few cells before and after, and what waits for a person."""
    told = []
    for step in diff.steps:
        cells = [
            {
                "row": cell.row,
                "column": cell.column,
                "before": shown(cell.column, cell.before, hidden),
                "after": shown(cell.column, cell.after, hidden),
            }
            for cell in step.cells[:SHOWN]
        ]
        waiting = [
            {
                "column": column,
                "count": count,
                "why": mending.REASONS[reason].ko if said == "ko" else mending.REASONS[reason].en,
            }
            for (column, reason), count in step.queued.items()
        ]
        told.append(
            {
                "id": step.id,
                "says": step.says.ko if said == "ko" else step.says.en,
                "why": step.why,
                "changed": sum(step.changed.values()),
                "removed": step.removed,
                "merged": step.merged,
                "cells": cells,
                "waiting": waiting,
                "idle": step.does_nothing,
            }
        )
    return told


def field_rows(
    frame: Frame,
    found: mapping.FieldMapping,
    decided: Mapping[str, str | None] | None,
    hidden: frozenset[str],
) -> list[dict[str, Any]]:
    """Per column: the field it is taken for, how sure that is, what else it may be, and three of its values."""
    made = []
    for each in found.columns:
        values = list(dict.fromkeys(value for value in frame.column(each.column)[:500] if value))[:3]
        made.append(
            {
                "column": each.column,
                "target": each.target if decided is None else decided.get(each.column),
                "likely": round(100 * each.confidence),
                "others": [candidate.target for candidate in each.alternatives],
                "samples": [shown(each.column, value, hidden) for value in values],
            }
        )
    return made
