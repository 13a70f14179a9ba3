"""The table in a web page. Many Korean ERP and government exports named .xls are HTML inside, and Excel opens them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.encoding import Decoding, detect, sample_of
from jangbu.engines.quality.reading.grid import Row, spool_grid
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.source import Source, fingerprint, refused
from jangbu.engines.quality.reading.table import Table
from jangbu.kernel.errors import Problem

LARGEST = 64 << 20  # bytes; the page is held in memory as a tree
WIDEST = 16_384  # columns, as many as a sheet has
ADVICE = Said("엑셀에서 열어 XLSX로 저장해 주세요.", "Open it in Excel and save it as XLSX.")


def open_html(source: Source, path: Path, scratch: Path) -> Table:
    """The table with the most rows. Raises Problem quality.not_a_table, .no_data, .only_header."""
    if path.stat().st_size > LARGEST:
        raise refused(source, "너무 큰 웹 페이지(HTML)예요", "a web page too large to read", ADVICE)
    encoding = detect(source, sample_of(source, path))
    decoding = Decoding(source, path, encoding)
    text = "".join(decoding.chunks())
    page = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    tables = [] if page is None else sorted(page.iter("table"), key=lambda table: -sum(1 for _ in _trs(table)))
    if not tables:
        raise refused(source, "표가 없는 웹 페이지(HTML)예요", "a web page without a table", ADVICE)
    place = Said("HTML 표", "the HTML table")
    grid = spool_grid(source, place, iter(_rows(tables[0])), scratch)
    if grid is None:
        raise Problem(problems.NO_DATA, file=source.name, place=place)
    guessed = [notes.ENCODING_GUESSED(encoding=encoding.name.upper())] if encoding.guessed else []
    return Table(
        path=source.named,
        format="xlsx",
        columns=grid.columns,
        sql=grid.sql,
        typed=False,
        encoding=encoding.name,
        delimiter=None,
        sheet=None,
        notes=(*guessed, *decoding.notes(), *grid.notes),
        checked=True,
        digest=lambda: fingerprint(source.path),
    )


def _trs(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows, not those of a table inside it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _rows(table: etree._Element) -> list[Row]:
    """Rows of equal width without empty ones. A cell over several columns or rows stands in the first of them."""
    rows: list[Row] = []
    hanging: dict[int, int] = {}  # column: rows that a cell above still covers
    for tr in _trs(table):
        row: Row = []
        cells = iter(tr.iterchildren("td", "th"))
        while len(row) < WIDEST:
            if hanging.get(len(row), 0):
                hanging[len(row)] -= 1
                row.append("")
                continue
            if (cell := next(cells, None)) is None:
                break
            span, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(row), len(row) + span):
                hanging[column] = down - 1
            row += [" ".join("".join(map(str, cell.itertext())).split()), *[""] * (span - 1)]
        rows.append(row)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), WIDEST) if text.isdecimal() else 1
