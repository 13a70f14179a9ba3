"""Excel workbooks: the stored values of one sheet, as the text a person sees. Nothing is computed, nothing is run."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.grid import Row, spool_grid
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.sheet import facts_of
from jangbu.engines.quality.reading.source import Content, Source, fingerprint
from jangbu.engines.quality.reading.table import Note, Table
from jangbu.engines.quality.reading.unpacking import refuse_bomb
from jangbu.kernel.errors import Problem


def open_workbook(source: Source, content: Content, sheet: str | None, scratch: Path) -> Table:
    """The named sheet, or the first visible one with values.

    Raises Problem quality.sheet_missing, .no_data, .only_header, .sheet_too_wide, .zip_bomb, .file_encrypted,
    .file_damaged.
    """
    if content == "xlsx":
        refuse_bomb(source)
    said = [notes.OLD_EXCEL()] if content == "xls" else []
    with _opened(source) as book:
        names = sheet_names(book)
        if sheet is not None and sheet not in names:
            raise Problem(problems.SHEET_MISSING, file=source.name, sheet=sheet, sheets=", ".join(names))
        for name in [sheet] if sheet is not None else names:
            told = _facts(source, content, name)
            grid = spool_grid(source, problems.sheet(name), _rows(source, book, name), scratch)
            if grid:
                break
        else:
            place = problems.sheet(sheet) if sheet else Said("모든 시트", "all sheets")
            raise Problem(problems.NO_DATA, file=source.name, place=place)
        if sheet is None and len(names) > 1:
            others = ", ".join(other for other in names if other != name)
            said.append(notes.SHEET_CHOSEN(count=len(names), sheet=name, others=others))
    return Table(
        path=source.named,
        format="xlsx",
        columns=grid.columns,
        sql=grid.sql,
        typed=False,
        encoding=None,
        delimiter=None,
        sheet=name,
        notes=(*said, *grid.notes, *told),
        checked=True,
        digest=lambda: fingerprint(source.path),
    )


def list_sheets(source: Source, content: Content) -> tuple[str, ...]:
    if content == "xlsx":
        refuse_bomb(source)
    with _opened(source) as book:
        return tuple(sheet_names(book))


def sheet_names(book: calamine.CalamineWorkbook) -> list[str]:
    """Sheets with cells, visible ones first, in the order of the workbook."""
    sheets = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    return [meta.name for meta in sorted(sheets, key=lambda meta: meta.visible != calamine.SheetVisibleEnum.Visible)]


def _opened(source: Source) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_path(source.path)
    except calamine.PasswordError as error:
        raise Problem(problems.ENCRYPTED, file=source.name) from error
    except (calamine.CalamineError, OSError) as error:
        raise Problem(
            problems.DAMAGED, file=source.name, place=Said("통합 문서 구조", "the structure of the workbook")
        ) from error


def _facts(source: Source, content: Content, sheet: str) -> list[Note]:
    if content != "xlsx":
        return []
    facts = facts_of(source, sheet)
    counted = (
        (notes.FORMULAS, facts.formulas),
        (notes.FORMULAS_UNSTORED, facts.unstored),
        (notes.ERROR_CELLS, facts.errors),
    )
    said = [remark(count=f"{count:,}") for remark, count in counted if count]
    return [*said, notes.MACROS()] if facts.macros else said


def _rows(source: Source, book: calamine.CalamineWorkbook, sheet: str) -> Iterator[Row]:
    """Rows with at least one value, as text."""
    try:
        cells = book.get_sheet_by_name(sheet)
        for row in cells.iter_rows():
            texts = [text_of(value) for value in row]
            if any(text.strip() for text in texts):
                yield texts
    except calamine.CalamineError as error:
        raise Problem(problems.DAMAGED, file=source.name, place=problems.sheet(sheet)) from error


def text_of(value: object) -> str:
    """A cell as a person sees it: 1234567.0 is 1234567, a date is 2026-11-23, 0.1 + 0.2 is 0.3."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return _figure(value)
        case datetime.datetime():
            text = value.isoformat(" ", timespec="seconds")
            return text.removesuffix(" 00:00:00")
        case datetime.timedelta():
            seconds = round(value.total_seconds())
            sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
            return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case datetime.time():
            return value.isoformat("seconds")
    return str(value)


def _figure(value: float) -> str:
    """Excel keeps 15 significant digits; what a double holds beyond them is noise."""
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    return f"{Decimal(text):f}" if -15 < Decimal(text).adjusted() < 30 else text
