"""Text tables: CSV in any encoding and with any delimiter, read where they lie if DuckDB can, else from a copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from jangbu.engines.quality.reading import notes
from jangbu.engines.quality.reading.dialect import Records
from jangbu.engines.quality.reading.encoding import Decoding, Encoding, detect, sample_of
from jangbu.engines.quality.reading.header import column_names
from jangbu.engines.quality.reading.layout import Layout, lay_out, lines_of
from jangbu.engines.quality.reading.source import Source, fingerprint, readable_name
from jangbu.engines.quality.reading.spool import Spool, scan
from jangbu.engines.quality.reading.table import Note, Table

CHECKED = 64 << 20  # bytes up to which every line is checked before anybody reads: a tenth of a second


def open_text(
    source: Source, path: Path, connection: duckdb.DuckDBPyConnection, scratch: Path, *, whole: bool | None
) -> Table:
    """The table in the text at `path`, which is `source` itself or was unpacked from it. `whole`: see `open_table`."""
    encoding = detect(source, sample_of(source, path))
    layout = lay_out(source, lines_of(Decoding(source, path, encoding)))
    guessed = [notes.ENCODING_GUESSED(encoding=encoding.name.upper())] if encoding.guessed else []
    table = Table(
        path=source.named,
        format="csv",
        columns=layout.columns,
        sql="",
        typed=False,
        encoding=encoding.name,
        delimiter=layout.dialect.delimiter,
        sheet=None,
        notes=(*guessed, *layout.notes),
        checked=False,
        digest=lambda: fingerprint(source.path),
    )
    if layout.regular and not encoding.mixed:
        direct = _direct(source, path, encoding, layout, table, scratch)
        wanted = whole if whole is not None else path.stat().st_size <= CHECKED
        if _agrees(direct.sql, layout, connection, whole=wanted):
            return replace(direct, checked=wanted)
    return _repaired(source, path, encoding, layout, table, scratch)


def _direct(source: Source, path: Path, encoding: Encoding, layout: Layout, table: Table, scratch: Path) -> Table:
    """Read in place, or from a copy that differs only in encoding."""
    said: list[Note] = []
    if encoding.name == "utf-8":
        readable = readable_name(source, scratch) if path == source.path else path
    else:
        decoding, readable = Decoding(source, path, encoding), scratch / "utf8.csv"
        with readable.open("w", encoding="utf-8", errors="replace", newline="") as copy:
            copy.writelines(decoding.chunks())
        said = decoding.notes()
    dialect = layout.dialect
    sql = scan(
        readable,
        layout.columns,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
        skip=layout.skip,
    )
    return replace(table, sql=sql, notes=(*table.notes, *said))


def _agrees(sql: str, layout: Layout, connection: duckdb.DuckDBPyConnection, *, whole: bool) -> bool:
    """Whether DuckDB sees the same first row, and with `whole` whether it gets through every line."""
    cursor = connection.cursor()
    try:
        first = cursor.execute(f"SELECT * FROM {sql} LIMIT 1").fetchone()
        if first is None or tuple(cell or "" for cell in first) != layout.first:
            return False
        if whole:
            cursor.execute(f"SELECT count(*) FROM {sql}").fetchone()
    except duckdb.Error:  # ragged lines, quotes or bytes that DuckDB does not take: the tolerant reader will
        return False
    finally:
        cursor.close()
    return True


@dataclass
class _Ragged:
    short: int = 0
    long: int = 0
    first: int = 0
    blank: int = 0

    def notes(self, records: Records) -> list[Note]:
        said = []
        if self.short or self.long:
            said.append(notes.RAGGED_LINES(short=f"{self.short:,}", long=f"{self.long:,}", first=f"{self.first:,}"))
        if records.broken:
            said.append(notes.BROKEN_QUOTES(lines=f"{records.broken:,}", first=f"{records.first_broken:,}"))
        if self.blank:
            said.append(notes.BLANK_LINES(lines=f"{self.blank:,}"))
        return said


def _repaired(source: Source, path: Path, encoding: Encoding, layout: Layout, table: Table, scratch: Path) -> Table:
    """Read from a copy in which every row has its cells. Nothing is dropped: what is too much goes to a last column."""
    columns, changed = layout.columns, False
    while True:
        decoding, ragged = Decoding(source, path, encoding), _Ragged()
        records = Records(layout.dialect)
        with Spool(scratch / "repaired.csv") as spool:
            if _write_rows(records, decoding, layout, spool, ragged, rest=changed):
                break
        columns, changed = column_names(layout.columns, len(layout.columns) + 1)[0], True
    return replace(
        table,
        columns=columns,
        sql=spool.sql(columns),
        notes=(*table.notes, *decoding.notes(), *ragged.notes(records)),
        checked=True,
    )


def _write_rows(
    records: Records, decoding: Decoding, layout: Layout, spool: Spool, ragged: _Ragged, *, rest: bool
) -> bool:
    """False as soon as a row has more cells than columns while there is no column for the rest."""
    width, delimiter = len(layout.columns), layout.dialect.delimiter
    for place, record in enumerate(records.read(lines_of(decoding))):
        if place < layout.skip:
            continue
        if not record and width > 1:
            ragged.blank += 1
            continue
        while len(record) > width and not record[-1]:
            record.pop()
        if len(record) > width and not rest:
            return False
        if record and len(record) != width:
            ragged.first = ragged.first or spool.rows + 1
            ragged.short += len(record) < width
            ragged.long += len(record) > width
        cells = record if len(record) == width else [*record[:width], *[""] * (width - len(record))]
        spool.write_texts([*cells, delimiter.join(record[width:])] if rest else cells)
    return True
