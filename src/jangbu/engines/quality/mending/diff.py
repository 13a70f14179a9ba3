"""What a recipe changes, counted exactly and shown by examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from jangbu.engines.quality.reading.problems import Said

Cells = Mapping[str, str | None]
REASONS = {
    "unread": Said("읽지 못했어요", "could not be read"),
    "doubtful": Said("확실하지 않아요", "not certain"),
    "would_lose": Said("바꾸면 사라지는 것이 있어요", "something in it would be lost"),
    "conflict": Said("그 사이에 값이 달라졌어요", "the value is another one by now"),
    "no_row": Said("그 열쇠의 행이 없어요", "no row has this key"),
    "many_rows": Said("그 열쇠의 행이 여럿이에요", "several rows have this key"),
    "row_gone": Said("그 행은 이미 빠졌어요", "that row is gone by now"),
    "no_share": Said("같은 묶음의 값이 갈려요", "its group does not agree on a value"),
    "too_few_parts": Said("나눌 곳이 모자라요", "it has too few parts"),
}


class Change(NamedTuple):
    """A cell: the row of the source table it stands in, its column, and its text before and after."""

    row: int
    column: str
    before: str | None
    after: str | None


class Waiting(NamedTuple):
    """A cell that was left as it is, for a person. `proposed` is what it might become, where that can be said."""

    row: int
    column: str
    value: str | None
    reason: str  # a key of REASONS
    proposed: str | None = None


class Removed(NamedTuple):
    """A row taken out because `like`, a row that stays, holds the same; None where it adds up others."""

    row: int
    like: int | None
    cells: Cells


class MergedRows(NamedTuple):
    """Rows made one. `kept` stays, with the values `after`; `before` has the cells of all rows, `kept` first."""

    kept: int
    rows: tuple[int, ...]
    before: tuple[Cells, ...]
    after: Cells


@dataclass(frozen=True, slots=True)
class StepDiff:
    """What one step did. Counts are exact; the tuples of examples hold no more than the limit.

    `changed` cells by column (of the columns as they are named after the step), `queued` cells by column and reason.
    """

    id: str
    what: str
    columns: tuple[str, ...]
    why: str
    says: Said
    changed: Mapping[str, int]
    cells: tuple[Change, ...]
    queued: Mapping[tuple[str, str], int]
    waiting: tuple[Waiting, ...]
    removed: int
    removed_rows: tuple[Removed, ...]
    merged: int
    merged_rows: tuple[MergedRows, ...]
    moved: int
    added: tuple[str, ...]
    renamed: Mapping[str, str]
    dropped: tuple[str, ...]

    @property
    def does_nothing(self) -> bool:
        return not (self.changed or self.removed or self.moved or self.added or self.renamed or self.dropped)

    def counts(self) -> dict[str, Any]:
        """The exact part, the same for a preview and for the run it previews."""
        return {
            "changed": dict(self.changed),
            "queued": [
                {"column": column, "reason": reason, "count": count, "says": asdict(REASONS[reason])}
                for (column, reason), count in self.queued.items()
            ],
            "removed": self.removed,
            "merged": self.merged,
            "moved": self.moved,
            "added": list(self.added),
            "renamed": dict(self.renamed),
            "dropped": list(self.dropped),
        }

    def as_json(self) -> dict[str, Any]:
        told = {"id": self.id, "what": self.what, "columns": list(self.columns), "why": self.why}
        return {
            **told,
            "says": asdict(self.says),
            **self.counts(),
            "cells": [change._asdict() for change in self.cells],
            "waiting": [cell._asdict() for cell in self.waiting],
            "removed_rows": [{**row._asdict(), "cells": dict(row.cells)} for row in self.removed_rows],
            "merged_rows": [
                {
                    "kept": each.kept,
                    "rows": list(each.rows),
                    "before": [dict(cells) for cells in each.before],
                    "after": dict(each.after),
                }
                for each in self.merged_rows
            ],
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """What a recipe did to a table, step by step. A cell that two steps change is counted by both."""

    recipe: str
    file: str
    rows_before: int
    rows_after: int
    columns_before: tuple[str, ...]
    columns_after: tuple[str, ...]
    steps: tuple[StepDiff, ...]

    def totals(self) -> dict[str, int]:
        return {
            "changed": sum(sum(step.changed.values()) for step in self.steps),
            "queued": sum(sum(step.queued.values()) for step in self.steps),
            "removed": sum(step.removed for step in self.steps),
            "merged": sum(step.merged for step in self.steps),
        }

    def counts(self) -> list[dict[str, Any]]:
        return [step.counts() for step in self.steps]

    def as_json(self) -> dict[str, Any]:
        return {
            "recipe": self.recipe,
            "file": self.file,
            "rows": {"before": self.rows_before, "after": self.rows_after},
            "columns": {"before": list(self.columns_before), "after": list(self.columns_after)},
            "totals": self.totals(),
            "steps": [step.as_json() for step in self.steps],
        }
