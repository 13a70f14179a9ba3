"""Small files for the tests of reading: workbooks written by hand, so that formulas and damage are exactly ours."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb
import pytest

from jangbu.engines.quality.reading import Table, open_table
from jangbu.kernel.errors import Problem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def cell(place: str, value: object) -> str:
    """A cell's XML: text, =formula without value, (formula, value), #error, day:number, moment:number, or a figure."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f'<c r="{place}"><f>{escape(value[0])}</f><v>{value[1]}</v></c>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f><v></v></c>'
    if isinstance(value, str) and value.startswith("#"):
        return f'<c r="{place}" t="e"><v>{value}</v></c>'
    if isinstance(value, str) and value.startswith("day:"):
        return f'<c r="{place}" s="1"><v>{value[4:]}</v></c>'
    if isinstance(value, str) and value.startswith("moment:"):
        return f'<c r="{place}" s="2"><v>{value[7:]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def sheet_xml(rows: list[list[object]]) -> str:
    body = "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + place)}{number}", each) for place, each in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def workbook(path: Path, sheets: dict[str, list[list[object]] | str], *, macros: bool = False) -> Path:
    """An XLSX with these sheets, each given as rows or as XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for number in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{overrides}</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="s{number}"/>'
            for number, name in enumerate(sheets, start=1)
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="s{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="st" Type="{OFFICE}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        archive.writestr("xl/styles.xml", STYLES)
        for number, rows in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", rows if isinstance(rows, str) else sheet_xml(rows))
        if macros:
            archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return path


def read(path: Path | str, **options: Any) -> tuple[Table, list[tuple[Any, ...]]]:
    """The table and all its rows."""
    connection = duckdb.connect()
    with open_table(path, connection=connection, **options) as table:
        return table, connection.execute(f"SELECT * FROM {table.sql}").fetchall()


def codes(table: Table) -> set[str]:
    return {note.code for note in table.notes}


def problem(path: Path | str, **options: Any) -> Problem:
    """The problem that opening it raises, checked to be one sentence in each language that names the file."""
    with pytest.raises(Problem) as caught:
        read(path, **options)
    for language in ("ko", "en"):
        sentence = caught.value.sentence(language)
        assert Path(str(path)).name in sentence
        assert not re.search(r"\{\w*[.}]", sentence)
        assert "\n" not in sentence
    return caught.value
