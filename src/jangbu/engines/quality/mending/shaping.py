"""Steps that change columns: split, join, rename, drop."""

from __future__ import annotations

from typing import Self

from jangbu.engines.quality.mending.operation import (
    Operation,
    columns_said,
    is_missing,
    no_columns,
    one_column,
    quoted,
    some_columns,
)
from jangbu.engines.quality.mending.options import Options
from jangbu.engines.quality.mending.plan import Plan
from jangbu.engines.quality.mending.work import Cells, Queued, Tally, Work
from jangbu.engines.quality.reading.problems import Said


class Split(Operation):
    """One column into several, at a separator. Options into: new names; by: the separator; keep: the old column (true).

    The last part takes whatever is left, so nothing is lost. A cell with fewer parts fills the first ones and is queued
    for a look.
    """

    def __init__(self, column: str, into: tuple[str, ...], by: str, keep: bool) -> None:
        super().__init__((column,))
        self.into, self.by, self.keep = into, by, keep

    @classmethod
    def read(cls, options: Options) -> Self:
        made = cls(one_column(options), options.texts("into"), options.text("by"), options.flag("keep", True))
        if len(made.into) < 2 or len(set(made.into)) < len(made.into):
            raise options.place.broken(
                "into에 서로 다른 이름을 둘 이상 적어요", "into needs two or more different names"
            )
        if not made.by:
            raise options.place.broken("by가 비었어요", "by is empty")
        return made

    def plan(self, plan: Plan) -> None:
        for new in reversed(self.into):
            plan.add(new, self.columns, self.columns[0])
        if not self.keep:
            plan.drop(self.columns[0])

    def run(self, work: Work) -> None:
        name, count = self.columns[0], len(self.into)
        made: list[Cells] = [[] for _name in self.into]
        for row, cell in zip(work.rows, work.column(name), strict=True):
            parts: list[str | None] = []
            if cell is not None:
                parts = [part.strip() or None for part in cell.split(self.by, count - 1)]
                if len(parts) < count and not is_missing(cell):
                    work.tally.queue(row, name, cell, Queued("too_few_parts"))
            for at, column in enumerate(made):
                column.append(parts[at] if at < len(parts) else None)
        for new, cells in zip(reversed(self.into), reversed(made), strict=True):
            work.add(new, cells, name)
        if not self.keep:
            work.drop(name)

    def says(self, did: Tally) -> Said:
        where, into = columns_said(self.columns), columns_said(self.into)
        kept = Said("", "") if self.keep else Said(" 원래 열은 빼요", ", which goes")
        return Said(
            f"{where.ko}을 {quoted(self.by)}에서 나눠 {into.ko}을 만들어요" + ("." + kept.ko if kept.ko else ""),
            f"Makes {into.en} by splitting {where.en} at {quoted(self.by)}{kept.en}",
        )


class Join(Operation):
    """Several columns into one behind the last of them: what is filled, joined.

    Options into: the new name; by: what stands between (a blank); keep: the old columns (true).
    """

    def __init__(self, columns: tuple[str, ...], into: str, by: str, keep: bool) -> None:
        super().__init__(columns)
        self.into, self.by, self.keep = into, by, keep

    @classmethod
    def read(cls, options: Options) -> Self:
        columns = some_columns(options)
        if len(columns) < 2 or len(set(columns)) < len(columns):
            raise options.place.broken("columns에 열을 둘 이상 적어요", "columns needs two or more columns")
        return cls(columns, options.text("into"), options.text("by", " "), options.flag("keep", True))

    def plan(self, plan: Plan) -> None:
        plan.add(self.into, self.columns, self.columns[-1], joined=True)
        if not self.keep:
            for column in self.columns:
                plan.drop(column)

    def run(self, work: Work) -> None:
        rows = zip(*(work.column(name) for name in self.columns), strict=True)
        made: Cells = [
            self.by.join(cell for cell in cells if cell is not None and cell.strip()) or None for cells in rows
        ]
        work.add(self.into, made, self.columns[-1])
        if not self.keep:
            for column in self.columns:
                work.drop(column)

    def says(self, did: Tally) -> Said:
        where = columns_said(self.columns)
        kept = Said("", "") if self.keep else Said(". 원래 열은 빼요", ", which go")
        return Said(
            f"{where.ko}을 이어 ‘{self.into}’ 열을 만들어요{kept.ko}", f"Joins {where.en} into ‘{self.into}’{kept.en}"
        )


class Rename(Operation):
    """Option names: {old: new}, all at once."""

    def __init__(self, names: dict[str, str]) -> None:
        super().__init__(tuple(names))
        self.names = names

    @classmethod
    def read(cls, options: Options) -> Self:
        no_columns(options)
        names = options.pairs("names")
        if not names or not all(name.strip() for name in names.values()):
            raise options.place.broken("names에 옛 이름: 새 이름을 적어요", "names maps old names to new ones")
        return cls(names)

    def plan(self, plan: Plan) -> None:
        plan.rename(self.names)

    def run(self, work: Work) -> None:
        work.rename(self.names)

    def says(self, did: Tally) -> Said:
        if len(self.names) == 1:
            old, new = next(iter(self.names.items()))
            return Said(f"‘{old}’ 열 이름을 ‘{new}’(으)로 바꿔요", f"Renames column ‘{old}’ to ‘{new}’")
        count = len(self.names)
        return Said(f"열 이름 {count}개를 바꿔요", f"Renames {count} columns")


class Drop(Operation):
    """Columns that are not wanted any more."""

    @classmethod
    def read(cls, options: Options) -> Self:
        return cls(some_columns(options))

    def plan(self, plan: Plan) -> None:
        for column in self.columns:
            plan.drop(column)
        if not plan.names:
            raise plan.place.broken("열이 하나도 남지 않아요", "no column would be left")

    def run(self, work: Work) -> None:
        for column in self.columns:
            work.drop(column)

    def says(self, did: Tally) -> Said:
        where = columns_said(self.columns)
        return Said(f"{where.ko}을 빼요", f"Drops {where.en}")
