"""Steps that change rows: drop_duplicates, drop_totals, sort, merge."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from jangbu.engines.quality.mending.diff import MergedRows, Removed
from jangbu.engines.quality.mending.operation import (
    Operation,
    cells_said,
    columns_said,
    is_missing,
    no_columns,
    rows_said,
    some_columns,
)
from jangbu.engines.quality.mending.options import Options, row_number
from jangbu.engines.quality.mending.plan import Plan
from jangbu.engines.quality.mending.survivorship import Chooser, Rules, read_rules
from jangbu.engines.quality.mending.work import Cells, Tally, Work
from jangbu.engines.quality.normalising import normalise_many
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.totals import total_rows

Key = tuple[str | None, ...]


class DropDuplicates(Operation):
    """Rows that are exactly like an earlier one: in the step's columns, without columns in all of them."""

    @classmethod
    def read(cls, options: Options) -> Self:
        return cls(options.place.step.columns)

    def plan(self, plan: Plan) -> None:
        plan.decide_rows(self.columns or tuple(plan.names), "FILTER")

    def run(self, work: Work) -> None:
        columns = [work.column(name) for name in self.columns or tuple(work.names)]
        gone = _repeated(columns)
        tally = work.tally
        tally.removed = len(gone)
        for place, first in gone.items():
            if not tally.room(tally.removed_rows):
                break
            tally.removed_rows.append(Removed(work.rows[place], work.rows[first], work.record(place)))
        work.without(gone)

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), rows_said(did.removed)
        return Said(
            f"{where.ko}이 앞의 행과 똑같은 {count.ko}을 빼요",
            f"Removes {count.en} that repeat an earlier one in {where.en}",
        )


class DropTotals(Operation):
    """Rows that add up others (합계, 소계, Total), as `totals.total_rows` finds them. No columns and no options."""

    @classmethod
    def read(cls, options: Options) -> Self:
        no_columns(options)
        return cls(())

    def plan(self, plan: Plan) -> None:
        plan.decide_rows(tuple(plan.names), "FILTER")

    def run(self, work: Work) -> None:
        gone = total_rows(work.columns)
        tally = work.tally
        tally.removed = len(gone)
        for place in gone if tally.limit is None else gone[: tally.limit]:
            tally.removed_rows.append(Removed(work.rows[place], None, work.record(place)))
        work.without(gone)

    def says(self, did: Tally) -> Said:
        count = rows_said(did.removed)
        return Said(f"합계 {count.ko}을 표에서 떼어 내요", f"Sets {count.en} of totals apart")


def _repeated(columns: Sequence[Cells]) -> dict[int, int]:
    """Places of repeated rows, and the place each repeats. Hashes are held, not rows; equal ones are compared."""
    first: dict[int, int] = {}
    others: dict[Key, int] = {}  # rows whose hash another row took
    found = {}
    for place, cells in enumerate(zip(*columns, strict=True)):
        at = first.setdefault(hash(cells), place)
        if at != place and any(column[at] != cell for column, cell in zip(columns, cells, strict=True)):
            at = others.setdefault(cells, place)
        if at != place:
            found[place] = at
    return found


class Sort(Operation):
    """By the step's columns, the first one weighing most; rows that tie keep their order, empty cells come last.

    Options descending: columns from high to low; as: {column: text, number or date}; what is no number or date comes
    behind those that are.
    """

    def __init__(self, columns: tuple[str, ...], descending: tuple[str, ...], read_as: dict[str, str]) -> None:
        super().__init__(columns)
        self.descending, self.read_as = descending, read_as

    @classmethod
    def read(cls, options: Options) -> Self:
        columns = some_columns(options)
        made = cls(columns, options.texts("descending", ()), options.pairs("as", {}))
        if stray := [name for name in (*made.descending, *made.read_as) if name not in columns]:
            raise options.place.broken(f"'{stray[0]}'은(는) columns에 없어요", f"'{stray[0]}' is not among columns")
        if wrong := [each for each in made.read_as.values() if each not in ("text", "number", "date")]:
            raise options.place.broken(
                f"as에 '{wrong[0]}'은(는) 없어요", f"as knows text, number, date, not '{wrong[0]}'"
            )
        return made

    def plan(self, plan: Plan) -> None:
        plan.decide_rows(self.columns, "SORT")

    def run(self, work: Work) -> None:
        places = list(range(len(work.rows)))
        for name in reversed(self.columns):
            keys = _keys(work.column(name), self.read_as.get(name, "text"))
            down = name in self.descending
            known = [place for place in places if keys[place] is not None]
            known.sort(key=keys.__getitem__, reverse=down)  # stable, also in reverse
            places = known + [place for place in places if keys[place] is None]
        work.tally.moved = sum(place != at for at, place in enumerate(places))
        if work.tally.moved:
            work.arrange(places)

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), rows_said(did.moved)
        return Said(f"{where.ko} 순서로 줄 세워요 ({count.ko} 자리 바뀜)", f"Sorts by {where.en} ({count.en} move)")


def _keys(cells: Cells, read_as: str) -> list[Any]:
    """What to sort by, None for what comes last."""
    if read_as == "number":
        return [_number(cell) for cell in cells]
    if read_as == "date":
        days = normalise_many("date", cells)
        return [f"{day.value} {day.parts.get('time', '')}" if day is not None and day.parsed else None for day in days]
    return [None if is_missing(cell) else cell for cell in cells]


def _number(cell: str | None) -> Decimal | None:
    try:
        found = Decimal((cell or "").replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


class Merge(Operation):
    """Rows that are one and the same become one: the first of each cluster stays, with the values the rules choose.

    Options clusters: lists of rows of the source table, or by: columns whose equal, filled values make a cluster;
    rules: {column: rule} and default (see survivorship); apart: rows that are left alone, which undoes single merges.
    Rows that an earlier step took out are no part of a cluster any more.
    """

    def __init__(self, clusters: tuple[tuple[int, ...], ...], by: tuple[str, ...], rules: Rules) -> None:
        super().__init__(by)
        self.clusters, self.by, self.rules = clusters, by, rules
        self.apart: frozenset[int] = frozenset()

    @classmethod
    def read(cls, options: Options) -> Self:
        no_columns(options)
        place = options.place
        if ("clusters" in options) == ("by" in options):
            raise place.broken("clusters와 by 가운데 하나만 적어요", "give either clusters or by")
        rules = read_rules(options.any("rules") or {}, options.any("default") or "non_empty", broken=place.broken)
        made = cls(_clusters(options), options.texts("by", ()), rules)
        made.apart = frozenset(row_number(row, place) for row in options.texts("apart", ()))
        made.needs_rows = bool(made.clusters or made.apart)
        return made

    def plan(self, plan: Plan) -> None:
        for row in (*self.apart, *(row for rows in self.clusters for row in rows)):
            plan.need_row(row)
        plan.need(*self.rules.columns, *self.rules.asked())
        plan.decide_rows(self.by, "GROUP_BY")
        for column in tuple(plan.names):
            rule = self.rules.of(column)
            plan.change(column, (rule.by,) if rule.by else (), "AGGREGATION")

    def run(self, work: Work) -> None:
        chooser = Chooser(dict(zip(work.names, work.columns, strict=True)), self.rules)
        changes: dict[str, dict[int, str | None]] = {name: {} for name in work.names}
        gone: set[int] = set()
        tally = work.tally
        for places in self._places(work):
            chosen = dict(chooser.chosen(places))
            for name, value in chosen.items():
                changes[name][places[0]] = value
            gone.update(places[1:])
            tally.merged += 1
            if tally.room(tally.merged_rows):
                rows = tuple(work.rows[place] for place in places)
                before = tuple(work.record(place) for place in places)
                tally.merged_rows.append(MergedRows(rows[0], rows, before, chosen))
        for name, cells in changes.items():
            work.set(name, cells)
        tally.removed = len(gone)
        work.without(gone)

    def _places(self, work: Work) -> list[list[int]]:
        """Clusters of two rows or more, as places in the order of the table."""
        if self.by:
            groups: dict[Key, list[int]] = {}
            for place, key in enumerate(zip(*(work.column(name) for name in self.by), strict=True)):
                if not any(map(is_missing, key)) and work.rows[place] not in self.apart:
                    groups.setdefault(key, []).append(place)
            return [places for places in groups.values() if len(places) > 1]
        found = []
        for rows in self.clusters:
            there = (work.place_of(row) for row in rows if row not in self.apart)
            places = sorted(place for place in there if place is not None)
            if len(places) > 1:
                found.append(places)
        return found

    def says(self, did: Tally) -> Said:
        count, changed = rows_said(did.removed + did.merged), cells_said(did.total_changed)
        return Said(
            f"같은 것으로 본 {count.ko}을 {did.merged:,}행으로 합쳐요 (남는 행에서 {changed.ko} 바뀜)",
            f"Merges {count.en} that are the same into {did.merged:,} ({changed.en} of the rows that stay change)",
        )


def _clusters(options: Options) -> tuple[tuple[int, ...], ...]:
    given, place = options.any("clusters"), options.place
    if given is None:
        return ()
    if not isinstance(given, list) or not given or not all(isinstance(rows, list) and len(rows) > 1 for rows in given):
        raise place.broken("clusters는 두 행 이상인 묶음의 목록이에요", "clusters lists clusters of two rows or more")
    clusters = tuple(tuple(row_number(row, place) for row in rows) for rows in given)
    seen: set[int] = set()
    for rows in clusters:
        for row in rows:
            if row in seen:
                raise place.broken(f"{row}행이 두 번 나와요", f"row {row} appears twice")
            seen.add(row)
    return clusters
