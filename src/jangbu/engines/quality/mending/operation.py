"""What every kind of step is made of, and the words they share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Self

from jangbu.engines.quality.mending.options import Options
from jangbu.engines.quality.mending.plan import Plan
from jangbu.engines.quality.mending.work import Tally, Work
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.text import number

NAMED = 3  # columns named in a sentence; more are counted


class Operation(ABC):
    """One step, understood. Reading checks what the recipe says, planning the columns; running can then not fail."""

    needs_rows = False  # it speaks of row numbers, so of one table only

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)

    @classmethod
    @abstractmethod
    def read(cls, options: Options) -> Self:
        """From the step's columns and options. Raises Problem quality.step_broken."""

    @abstractmethod
    def plan(self, plan: Plan) -> None:
        """Say which columns it needs, changes, makes and drops. Raises Problem quality.step_*."""

    @abstractmethod
    def run(self, work: Work) -> None:
        """Do it, telling `work.tally`."""

    @abstractmethod
    def says(self, did: Tally) -> Said:
        """What it did in one sentence, with the count."""


def some_columns(options: Options) -> tuple[str, ...]:
    """The step's columns, of which there must be one at least."""
    columns = options.place.step.columns
    if not columns:
        raise options.place.broken("columns에 열을 적어야 해요", "columns must name a column")
    return columns


def one_column(options: Options) -> str:
    columns = some_columns(options)
    if len(columns) > 1:
        raise options.place.broken("columns에는 열 하나만 적어요", "columns must name one column")
    return columns[0]


def no_columns(options: Options) -> None:
    if options.place.step.columns:
        raise options.place.broken("이 단계에는 columns를 적지 않아요", "this step takes no columns")


def columns_said(columns: Sequence[str]) -> Said:
    """Said("‘전화’ 열", "column ‘전화’"); nothing named means all of them."""
    if not columns:
        return Said("모든 열", "all columns")
    if len(columns) > NAMED:
        return Said(f"{number(len(columns))}개 열", f"{number(len(columns))} columns")
    listed = ", ".join(f"‘{name}’" for name in columns)
    return Said(f"{listed} 열", f"column {listed}" if len(columns) == 1 else f"columns {listed}")


def cells_said(count: int) -> Said:
    return Said(f"{number(count)}칸", f"{number(count)} cell" + ("" if count == 1 else "s"))


def rows_said(count: int) -> Said:
    return Said(f"{number(count)}행", f"{number(count)} row" + ("" if count == 1 else "s"))


def quoted(text: str | None) -> str:
    return "‘’" if text is None else f"‘{text}’"


def is_missing(cell: str | None) -> bool:
    return cell is None or not cell.strip()
