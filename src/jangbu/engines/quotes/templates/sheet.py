"""XLSX templates: placeholders in cells, and rows with fields of a line repeated. Values are text, never formulas.

A cell whose own number format is not General or Text, and that holds one amount alone, gets the number itself.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange

from jangbu.engines.quotes.problems import TEMPLATE_FAILED
from jangbu.engines.quotes.templates import archive, findings, markup
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.templates.names import AMOUNTS, TOKEN, canonical, loop_variables, value_of
from jangbu.engines.quotes.templates.names import fill as filled
from jangbu.engines.quotes.templates.word import external, xml_text
from jangbu.kernel.errors import Problem
from jangbu.kernel.text import MINUS

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MOST_CELLS = 200_000


def lint(path: Path) -> list[Finding]:
    return _read(path)[1].found


def scanned(path: Path) -> markup.Scan:
    return _read(path)[1]


def _read(path: Path) -> tuple[Any, markup.Scan]:
    parts, scan = archive.unpack(path), markup.Scan()
    for name, data in parts.items():
        lower = name.lower()
        if "vbaproject" in lower or "/activex/" in lower or "/embeddings/" in lower or "/macrosheets/" in lower:
            scan.found.append(findings.refused("macro", name, "매크로가 들어 있어요.", "a macro is in it."))
        if "/externallinks/" in lower or lower.endswith("connections.xml"):
            scan.found.append(
                findings.refused("external", name, "다른 파일과 이어져 있어요.", "it is linked to other files.")
            )
        if lower.endswith(".rels"):
            scan.found += external(archive.parse(data, name, path.name), name)
        elif lower.endswith((".xml", ".vml")):
            archive.parse(data, name, path.name)
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        scan.found.append(
            findings.refused("part_missing", "xl/workbook.xml", "시트가 없어요.", "the sheets are missing.")
        )
        return None, scan
    try:
        book = openpyxl.load_workbook(io.BytesIO(archive.pack(parts)), keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, InvalidFileException) as error:
        raise Problem(TEMPLATE_FAILED, file=path.name, reason=str(error)[:200]) from error
    _scan(book, scan)
    return book, scan


def _scan(book: Any, scan: markup.Scan) -> None:
    if sum(sheet.max_row * sheet.max_column for sheet in book.worksheets) > MOST_CELLS:
        scan.found.append(findings.refused("too_large", "시트", "칸이 너무 많아요.", "there are too many cells."))
        return
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    scan.variables = loop_variables("\n".join(cell.value for cell in cells if isinstance(cell.value, str)))
    loops = 0
    for cell in cells:
        place = f"{cell.parent.title}!{cell.coordinate}"
        if cell.data_type == "f":
            ko, en = (
                "수식이 있어요. {{ 합계 }} 같은 자리표시로 바꿔 주세요.",
                "a formula; use a placeholder such as {{ gross }}.",
            )
            scan.found.append(findings.refused("formula", place, ko, en))
        elif isinstance(cell.value, str):
            loops += markup.scan_text(cell.value, place, scan)
    if loops:
        scan.found.append(findings.unclosed("{% for %} … {% endfor %}", "시트"))
    scan.found += findings.missing(scan.used)


def fill(path: Path, values: Mapping[str, Any]) -> bytes:
    """The filled XLSX. Raises Problem where the template is refused or cannot be filled."""
    book, scan = _read(path)
    findings.stop_if_refused(scan.found, path.name)
    for sheet in book.worksheets:
        _fill_sheet(sheet, values, scan.variables)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill_sheet(sheet: Any, values: Mapping[str, Any], variables: frozenset[str]) -> None:
    for number in range(sheet.max_row, 0, -1):  # from the bottom, so that rows above keep their numbers
        row = [cell for cell in sheet[number] if isinstance(cell.value, str) and not isinstance(cell, MergedCell)]
        text = " ".join(cell.value for cell in row)
        if any("{%" in cell.value for cell in row) and not TOKEN.sub("", text).strip() and "{{" not in text:
            _shift(sheet, number, -1)
        elif markup.has_line(text, variables):
            _repeat(sheet, number, values, variables)
        else:
            for cell in row:
                _write(cell, cell.value, values, variables, None)


def _repeat(sheet: Any, number: int, values: Mapping[str, Any], variables: frozenset[str]) -> None:
    lines = values["lines"]
    if len(lines) > 1:
        _shift(sheet, number, len(lines) - 1)
    pattern = [(cell, cell.value) for cell in sheet[number] if not isinstance(cell, MergedCell)]
    merged = [one for one in sheet.merged_cells.ranges if one.min_row == one.max_row == number]
    height = sheet.row_dimensions[number].height
    for place, line in reversed(list(enumerate(lines))):
        for source, written in pattern:
            cell = sheet.cell(number + place, source.column)
            if place:
                cell.value, cell._style = written, copy.copy(source._style)
            if isinstance(written, str):
                _write(cell, written, values, variables, line)
        if place:
            sheet.row_dimensions[number + place].height = height
            for one in merged:
                sheet.merge_cells(
                    start_row=number + place, end_row=number + place, start_column=one.min_col, end_column=one.max_col
                )
    if not lines:
        for source, written in pattern:
            if isinstance(written, str):
                source.value = filled(written, variables, lambda _name: "") or None


def _shift(sheet: Any, after: int, by: int) -> None:
    """Move what stands below row `after` by `by` rows (row `after` itself is lost for −1), with merges and heights."""
    last = sheet.max_row
    below = [copy.copy(one) for one in sheet.merged_cells.ranges if one.min_row > after]
    for one in [
        held for held in sheet.merged_cells.ranges if held.min_row > after or (by < 0 and held.min_row == after)
    ]:
        sheet.merged_cells.remove(one)
    if by < 0:
        for cell in sheet[after]:
            sheet._cells.pop((cell.row, cell.column), None)
    if last > after:
        width = openpyxl.utils.get_column_letter(sheet.max_column)
        sheet.move_range(f"A{after + 1}:{width}{last}", rows=by)
    for one in below:
        moved = CellRange(min_col=one.min_col, max_col=one.max_col, min_row=one.min_row + by, max_row=one.max_row + by)
        sheet.merged_cells.add(moved.coord)
    heights = {row: sheet.row_dimensions[row].height for row in range(after + 1, last + 1)}
    for row in range(after + 1, last + 1):
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + by].height = height
    _shift_drawings(sheet, after, by)


def _shift_drawings(sheet: Any, after: int, by: int) -> None:
    """Pictures, charts and the print area, as `_shift` moves the rows below them."""
    for drawing in [*sheet._images, *sheet._charts]:
        for mark in (getattr(drawing.anchor, "_from", None), getattr(drawing.anchor, "to", None)):
            if mark is not None and mark.row >= after:
                mark.row += by
    for found in [re.fullmatch(r".*?\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", str(sheet.print_area or ""))]:
        if found and int(found[4]) >= after:
            sheet.print_area = f"{found[1]}{found[2]}:{found[3]}{int(found[4]) + by}"


def _write(
    cell: Any, written: str, values: Mapping[str, Any], variables: frozenset[str], line: Mapping[str, str] | None
) -> None:
    tokens = list(TOKEN.finditer(written))
    if not tokens:
        return
    text = xml_text(filled(written, variables, lambda name: value_of(values, name, line)))
    name = canonical(tokens[0][1] or "", variables)
    alone = len(tokens) == 1 and tokens[0][0] == written.strip() and name in AMOUNTS
    plain = text.replace(",", "").replace(MINUS, "-")
    if alone and cell.number_format not in {"General", "@"} and re.fullmatch(r"-?\d+(?:\.\d+)?", plain):
        cell.value = int(plain) if plain.lstrip("-").isdigit() else Decimal(plain)
        return
    cell.value = text[:32_767] or None
    if text:
        cell.data_type = "s"
        if text.startswith(DANGEROUS):
            cell.quotePrefix = True
