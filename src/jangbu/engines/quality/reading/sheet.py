"""What an XLSX says about one of its sheets beyond the values: its extent, formulas, errors, macros.

calamine lays a sheet out as a full rectangle, so a single stray cell at XFD1048576 would cost it 17 billion cells;
it also says nothing of formulas. Both are told here from the sheet's XML, without building a tree of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from jangbu.engines.quality.reading import problems
from jangbu.engines.quality.reading.source import Source
from jangbu.engines.quality.reading.unpacking import unpacked
from jangbu.kernel.errors import Problem

CELLS = 30_000_000  # rows by columns that are laid out in memory, about 1 GB
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"

PLACE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# a formula, then an empty value or none, then the end of the cell
UNSTORED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
ERROR = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt=["']e["']""")
CELL = re.compile(rb"<(?:\w+:)?c[\s>]")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    formulas: int  # cells
    unstored: int  # formula cells without a stored value
    errors: int  # cells such as #N/A
    macros: bool


def facts_of(source: Source, sheet: str) -> SheetFacts:
    """Raises Problem quality.sheet_too_wide, .file_damaged."""
    with zipfile.ZipFile(source.path) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
    macros = any(name.lower().endswith("vbaproject.bin") for name in entries)
    part = _part_of(source, entries, sheet)
    formulas = unstored = errors = rows = columns = 0
    if part is not None:
        for piece in _cells(unpacked(source, part)):
            if b"<f" in piece or b":f" in piece:
                formulas += len(FORMULA.findall(piece))
                unstored += len(UNSTORED.findall(piece))
            if b'"e"' in piece or b"'e'" in piece:
                errors += len(ERROR.findall(piece))
            letters, numbers = zip(*places, strict=True) if (places := PLACE.findall(piece)) else ((), ())
            columns = max(columns, *map(_column, set(letters)), 0)
            rows = max(rows, *map(int, set(numbers)), 0)
    if rows * columns > CELLS:
        raise Problem(problems.SHEET_TOO_WIDE, file=source.name, sheet=sheet, cell=f"{_letters(columns)}{rows}")
    return SheetFacts(formulas, unstored, errors, macros)


def _cells(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The XML in pieces that begin with a cell, so that none is cut."""
    rest = b""
    for block in blocks:
        rest += block
        cut = max((match.start() for match in CELL.finditer(rest, max(0, len(rest) - (1 << 16)))), default=0)
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _part_of(source: Source, entries: dict[str, zipfile.ZipInfo], sheet: str) -> zipfile.ZipInfo | None:
    book = _tree(source, entries, "xl/workbook.xml")
    links = _tree(source, entries, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return None
    wanted = next((node for node in book.iter("{*}sheet") if node.get("name") == sheet), None)
    if wanted is None:
        return None
    key = wanted.get(f"{OFFICE}id") or wanted.get(f"{STRICT}id")
    target = next((node.get("Target", "") for node in links.iter("{*}Relationship") if node.get("Id") == key), "")
    path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
    return entries.get(path)


def _tree(source: Source, entries: dict[str, zipfile.ZipInfo], name: str) -> etree._Element | None:
    if name not in entries:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(b"".join(unpacked(source, entries[name])), parser)
    except etree.XMLSyntaxError as error:
        raise Problem(problems.DAMAGED, file=source.name, place=problems.Said(name, name)) from error


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
