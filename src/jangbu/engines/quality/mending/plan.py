"""What a recipe would do to columns, found without looking at a cell: names checked step by step, lineage on the way.

Lineage uses the words of OpenLineage's column lineage facet: DIRECT flows (IDENTITY, TRANSFORMATION, AGGREGATION) make
the values of a column, INDIRECT ones (FILTER, SORT, GROUP_BY) decide which rows there are and in what order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.options import Place
from jangbu.kernel.errors import Problem

Direct = Literal["IDENTITY", "TRANSFORMATION", "AGGREGATION"]
Indirect = Literal["FILTER", "SORT", "GROUP_BY"]
SHOWN = 12  # column names in a sentence


@dataclass(frozen=True, slots=True)
class Flow:
    """`column` as a step leaves it, and the columns before the step that its values come from."""

    column: str
    sources: tuple[str, ...]
    subtype: Direct


@dataclass(frozen=True, slots=True)
class StepLineage:
    """`flows` has the columns a step touched; the others pass through. `rows` are columns that decided about rows."""

    id: str
    what: str
    flows: tuple[Flow, ...]
    dropped: tuple[str, ...] = ()
    rows: tuple[tuple[str, Indirect], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "what": self.what,
            "flows": [{"to": flow.column, "from": list(flow.sources), "subtype": flow.subtype} for flow in self.flows],
            "dropped": list(self.dropped),
            "rows": [{"column": name, "subtype": subtype} for name, subtype in self.rows],
        }


@dataclass(frozen=True, slots=True)
class ColumnLineage:
    """A column of the result, the columns of the source it is made from, and the steps that made it."""

    column: str
    sources: tuple[str, ...]
    steps: tuple[str, ...]
    subtype: Direct


@dataclass(frozen=True, slots=True)
class Lineage:
    """From the source to the result: column by column, and step by step."""

    recipe: str
    columns: tuple[ColumnLineage, ...]
    rows: tuple[tuple[str, Indirect], ...]  # columns of the source that decided which rows there are, and their order
    steps: tuple[StepLineage, ...]

    def as_json(self) -> dict[str, Any]:
        """{recipe, columns: [{to, from, how, subtype}], rows: [{column, subtype}], steps}."""
        return {
            "recipe": self.recipe,
            "columns": [
                {"to": each.column, "from": list(each.sources), "how": ", ".join(each.steps), "subtype": each.subtype}
                for each in self.columns
            ],
            "rows": [{"column": name, "subtype": subtype} for name, subtype in self.rows],
            "steps": [step.as_json() for step in self.steps],
        }


@dataclass(slots=True)
class _Told:
    flows: list[Flow] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    rows: dict[tuple[str, Indirect], None] = field(default_factory=dict)


class Plan:
    """The columns of a table on its way through a recipe. Each step says here what it needs and makes.

    Raises Problem quality.step_column_unknown, .step_column_exists, .headers_repeat.
    """

    def __init__(self, frame: Frame) -> None:
        repeated = next((name for name in frame.names if frame.names.count(name) > 1), None)
        if repeated is not None:
            raise Problem(problems.HEADERS_REPEAT, file=frame.name, column=repeated)
        self.file, self.rows = frame.name, frame.rows
        self.names = list(frame.names)
        self._made: dict[str, ColumnLineage] = {
            name: ColumnLineage(name, (name,), (), "IDENTITY") for name in self.names
        }
        self._deciding: dict[tuple[str, Indirect], None] = {}
        self._steps: list[StepLineage] = []
        self._told = _Told()
        self.place: Place

    def start(self, place: Place) -> None:
        self.place, self._told = place, _Told()

    def end(self) -> None:
        step, told = self.place.step, self._told
        flows, dropped = tuple(told.flows), tuple(told.dropped)
        self._steps.append(StepLineage(step.id, step.what, flows, dropped, tuple(told.rows)))

    def need(self, *columns: str) -> None:
        for column in columns:
            if column not in self.names:
                listed = ", ".join(self.names[:SHOWN]) + (" …" if len(self.names) > SHOWN else "")
                raise self.place.problem(problems.STEP_COLUMN_UNKNOWN, column=column, columns=listed)

    def need_row(self, row: int) -> None:
        if row >= self.rows:
            last = self.rows - 1
            raise self.place.problem(problems.STEP_ROW_UNKNOWN, row=row, last=last, file=self.file)

    def change(self, column: str, others: Sequence[str] = (), subtype: Direct = "TRANSFORMATION") -> None:
        """The step changes values of a column, with the help of `others`."""
        self.need(column, *others)
        self._flow(column, (column, *(other for other in others if other != column)), subtype)

    def add(self, column: str, sources: Sequence[str], after: str, *, joined: bool = False) -> None:
        """The step makes a column out of `sources` and puts it behind `after`."""
        self.need(*sources, after)
        if column in self.names:
            raise self.place.problem(problems.STEP_COLUMN_EXISTS, column=column)
        self._flow(column, tuple(sources), "AGGREGATION" if joined else "TRANSFORMATION")
        self.names.insert(self.names.index(after) + 1, column)

    def drop(self, column: str) -> None:
        self.need(column)
        self.names.remove(column)
        del self._made[column]
        self._told.dropped.append(column)

    def rename(self, names: Mapping[str, str]) -> None:
        """All at once, so that two columns may swap their names."""
        self.need(*names)
        renamed = [names.get(name, name) for name in self.names]
        repeated = next((name for name in renamed if renamed.count(name) > 1), None)
        if repeated is not None:
            raise self.place.problem(problems.STEP_COLUMN_EXISTS, column=repeated)
        made = {}
        for old, new in zip(self.names, renamed, strict=True):
            before = self._made[old]
            steps = before.steps if old == new else (*before.steps, self.place.step.id)
            made[new] = ColumnLineage(new, before.sources, steps, before.subtype)
            if old != new:
                self._told.flows.append(Flow(new, (old,), "IDENTITY"))
        self.names, self._made = renamed, made

    def decide_rows(self, columns: Sequence[str], subtype: Indirect) -> None:
        """The values of `columns` decide which rows stay, or their order."""
        self.need(*columns)
        for column in columns:
            self._told.rows[(column, subtype)] = None
            for source in self._made[column].sources:
                self._deciding[(source, subtype)] = None

    def lineage(self, recipe: str) -> Lineage:
        columns = tuple(self._made[name] for name in self.names)
        return Lineage(recipe, columns, tuple(self._deciding), tuple(self._steps))

    def _flow(self, column: str, sources: tuple[str, ...], subtype: Direct) -> None:
        self._told.flows.append(Flow(column, sources, subtype))
        origins = dict.fromkeys(origin for source in sources for origin in self._made[source].sources)
        steps = self._made[column].steps if column in self._made else ()
        for source in sources:
            steps += tuple(step for step in self._made[source].steps if step not in steps)
        if self.place.step.id not in steps:
            steps += (self.place.step.id,)
        kinds = {subtype} | {self._made[source].subtype for source in sources}
        strongest: Direct = "AGGREGATION" if "AGGREGATION" in kinds else "TRANSFORMATION"
        self._made[column] = ColumnLineage(column, tuple(origins), steps, strongest)
