"""A table as an XLSX workbook of one sheet, every cell as text: Excel computes nothing and drops no leading zero.

ECMA-376 Part 1: inline strings (18.3.1.53), ST_Xstring escapes (22.9.2.19).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.errors import Problem

ROWS, COLUMNS, LONGEST = 1_048_576, 16_384, 32_767  # limits of a sheet and of a cell's characters
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
BATCH = 1000  # rows written at once


def write_workbook(frame: Frame, path: Path) -> None:
    """Raises Problem quality.write_too_large, OSError."""
    _check(frame)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS.items():
            archive.writestr(name, HEAD + part)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for batch in _batches(frame):
                sheet.write(batch.encode())
            sheet.write(b"</sheetData></worksheet>")


def _check(frame: Frame) -> None:
    if frame.rows + 1 > ROWS or len(frame.names) > COLUMNS:
        said = f"{frame.rows:,}"
        raise Problem(problems.WRITE_TOO_LARGE, detail=Said(f"{said}행이에요", f"it has {said} rows"))
    for name, column in zip(frame.names, frame.columns, strict=True):
        if any(len(cell) > LONGEST for cell in column if cell):
            detail = Said(f"'{name}' 열에 아주 긴 글이 있어요", f"column '{name}' holds a very long text")
            raise Problem(problems.WRITE_TOO_LARGE, detail=detail)


def _batches(frame: Frame) -> Iterator[str]:
    places = [_letters(at) for at in range(len(frame.names))]
    yield _row(1, places, frame.names)
    for start in range(0, frame.rows, BATCH):
        chunk = zip(*(column[start : start + BATCH] for column in frame.columns), strict=True)
        yield "".join(_row(start + at, places, cells) for at, cells in enumerate(chunk, start=2))


def _row(line: int, places: list[str], cells: tuple[str | None, ...]) -> str:
    texts = "".join(
        f'<c r="{place}{line}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
        for place, cell in zip(places, cells, strict=True)
        if cell is not None
    )
    return f'<row r="{line}">{texts}</row>'


def _text(cell: str) -> str:
    return escape(UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))


def _letters(at: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
