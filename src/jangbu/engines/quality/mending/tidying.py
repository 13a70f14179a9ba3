"""Steps that look at one cell at a time: trim, blank, replace, case."""

from __future__ import annotations

from typing import Literal, Self

import duckdb

from jangbu.engines.quality.mending.operation import (
    Operation,
    cells_said,
    columns_said,
    quoted,
    some_columns,
)
from jangbu.engines.quality.mending.options import Options, Place
from jangbu.engines.quality.mending.plan import Plan
from jangbu.engines.quality.mending.work import Cells, Outcome, Tally, Work, by_value
from jangbu.engines.quality.normalising import clean_text
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.words import listed


class Trim(Operation):
    """Blanks, invisible characters, full-width letters and Unicode forms, as `clean_text` has it.

    Without columns, all of them. Option lines: keep (the default: line breaks stay) or join. What is nothing but blanks
    becomes empty.
    """

    def __init__(self, columns: tuple[str, ...], lines: str) -> None:
        super().__init__(columns)
        self.lines = lines

    @classmethod
    def read(cls, options: Options) -> Self:
        return cls(options.place.step.columns, options.choice("lines", ("keep", "join"), "keep"))

    def plan(self, plan: Plan) -> None:
        for column in self.columns or tuple(plan.names):
            plan.change(column)

    def run(self, work: Work) -> None:
        for column in self.columns or tuple(work.names):
            work.change(column, by_value(self._clean))

    def _clean(self, cell: str | None) -> Outcome:
        if not cell:
            return cell
        if self.lines == "join" or not ("\n" in cell or "\r" in cell):
            return clean_text(cell) or None
        return "\n".join(clean_text(line) for line in cell.splitlines()).strip("\n") or None

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), cells_said(did.total_changed)
        return Said(
            f"{where.ko} {count.ko}에서 빈칸과 보이지 않는 글자를 다듬어요",
            f"Trims blanks and invisible characters in {count.en} of {where.en}",
        )


class Blank(Operation):
    """Words that mean nothing is there ("-", "N/A", "없음") become empty cells. Option words: other words."""

    def __init__(self, columns: tuple[str, ...], words: frozenset[str]) -> None:
        super().__init__(columns)
        self.words = words

    @classmethod
    def read(cls, options: Options) -> Self:
        words = options.texts("words", tuple(listed("null_like")))
        return cls(some_columns(options), frozenset(word.strip().lower() for word in words))

    def plan(self, plan: Plan) -> None:
        for column in self.columns:
            plan.change(column)

    def run(self, work: Work) -> None:
        for column in self.columns:
            work.change(column, by_value(lambda cell: None if cell and cell.strip().lower() in self.words else cell))

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), cells_said(did.total_changed)
        return Said(
            f"{where.ko}에서 ‘없음’, ‘-’처럼 값이 없다는 뜻인 {count.ko}을 비워요",
            f"Empties {count.en} of {where.en} that say there is nothing, such as ‘-’ or ‘N/A’",
        )


class Replace(Operation):
    """Whole cells by others (options from and to, or values: {old: new}), or what a pattern finds (pattern and to).

    Patterns are RE2, which takes time in proportion to the text whatever the pattern; \\1 in `to` is the first group.
    """

    def __init__(
        self, columns: tuple[str, ...], values: dict[str | None, str | None], pattern: tuple[str, str] | None
    ) -> None:
        super().__init__(columns)
        self.values, self.pattern = values, pattern

    @classmethod
    def read(cls, options: Options) -> Self:
        columns, place = some_columns(options), options.place
        if "pattern" in options:
            pattern = options.text("pattern"), options.cell("to") or ""
            _try_pattern(pattern, place)
            return cls(columns, {}, pattern)
        if "values" in options:
            given = options.any("values")
            if (
                not isinstance(given, dict)
                or not given
                or not all(value is None or isinstance(value, str) for value in given.values())
            ):
                raise place.broken("values는 옛 값: 새 값 묶음이에요", "values maps old values to new ones")
            return cls(columns, dict(given), None)
        return cls(columns, {options.cell("from"): options.cell("to")}, None)

    def plan(self, plan: Plan) -> None:
        for column in self.columns:
            plan.change(column)

    def run(self, work: Work) -> None:
        if self.pattern is None:
            for column in self.columns:
                work.change(column, by_value(lambda cell: self.values.get(cell, cell)))
            return
        with duckdb.connect() as connection:
            for column in self.columns:
                work.change(column, lambda _start, cells: self._found(connection, cells))

    def _found(self, connection: duckdb.DuckDBPyConnection, cells: Cells) -> Cells:
        distinct = [cell for cell in set(cells) if cell is not None]
        if not distinct or self.pattern is None:
            return cells
        made = connection.execute(
            "SELECT list_transform($1::VARCHAR[], lambda cell: regexp_replace(cell, $2, $3, 'g'))",
            [distinct, *self.pattern],
        ).fetchone()
        known: dict[str | None, str | None] = dict(zip(distinct, made[0] if made else distinct, strict=True))
        return [known.get(cell) or None if cell else cell for cell in cells]

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), cells_said(did.total_changed)
        if self.pattern is not None:
            return Said(
                f"{where.ko} {count.ko}에서 찾은 글자를 바꿔요", f"Replaces what is found in {count.en} of {where.en}"
            )
        if len(self.values) == 1:
            old, new = next(iter(self.values.items()))
            to_ko = "비워요" if new is None else f"{quoted(new)}(으)로 바꿔요"
            return Said(
                f"{where.ko} {quoted(old)} {count.ko}을 {to_ko}",
                f"Changes {count.en} {quoted(old)} of {where.en} to {quoted(new)}",
            )
        return Said(
            f"{where.ko} {count.ko}을 정해 둔 {len(self.values)}가지로 바꿔요",
            f"Changes {count.en} of {where.en} by a list of {len(self.values)}",
        )


def _try_pattern(pattern: tuple[str, str], place: Place) -> None:
    with duckdb.connect() as probe:
        try:
            probe.execute("SELECT regexp_replace('', $1, $2, 'g')", list(pattern)).fetchall()
        except duckdb.Error as error:
            detail = str(error).partition(":")[2].strip().splitlines()[0][:120]
            raise place.broken(
                f"정규식을 쓸 수 없어요({detail}). RE2 문법으로 적어 주세요",
                f"the pattern cannot be used ({detail}); write it in RE2 syntax",
            ) from error


Letters = Literal["upper", "lower", "title"]
LETTERS = {
    "upper": Said("대문자로", "upper case"),
    "lower": Said("소문자로", "lower case"),
    "title": Said("첫 글자만 대문자로", "capitalised words"),
}


class Case(Operation):
    """Latin letters in one case: option to is upper, lower or title."""

    def __init__(self, columns: tuple[str, ...], to: str) -> None:
        super().__init__(columns)
        self.to = to

    @classmethod
    def read(cls, options: Options) -> Self:
        return cls(some_columns(options), options.choice("to", tuple(LETTERS)))

    def plan(self, plan: Plan) -> None:
        for column in self.columns:
            plan.change(column)

    def run(self, work: Work) -> None:
        turn = {"upper": str.upper, "lower": str.lower, "title": _capitalised}[self.to]
        for column in self.columns:
            work.change(column, by_value(lambda cell: turn(cell) if cell else cell))

    def says(self, did: Tally) -> Said:
        where, count, to = columns_said(self.columns), cells_said(did.total_changed), LETTERS[self.to]
        return Said(f"{where.ko} {count.ko}을 {to.ko} 바꿔요", f"Puts {count.en} of {where.en} into {to.en}")


def _capitalised(text: str) -> str:
    """ "hong gil-dong's" -> "Hong Gil-Dong's": unlike str.title, an apostrophe starts no word."""
    return "".join(
        letter.lower() if at and (text[at - 1].isalnum() or text[at - 1] in "'’") else letter.title()
        for at, letter in enumerate(text)
    )
