"""Files that carry names and types themselves: Parquet and JSON lines. DuckDB reads them where they lie."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import duckdb

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.encoding import LONGEST_LINE, Decoding, detect, sample_of
from jangbu.engines.quality.reading.header import column_names
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.source import Source, fingerprint, literal, quoted, readable_name, seoul_times
from jangbu.engines.quality.reading.table import Format, Note, Table
from jangbu.engines.quality.reading.text_table import CHECKED
from jangbu.kernel.errors import Problem

FOOTER = Said("Parquet 꼬리말", "the Parquet footer")
SAMPLED = 100_000  # objects from which DuckDB tells the types of a large file


def open_parquet(source: Source, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Table:
    """Raises Problem quality.file_truncated, .file_damaged, .no_data, .only_header."""
    _whole_parquet(source)
    sql = f"read_parquet({literal(str(readable_name(source, scratch)))}, hive_partitioning=false)"
    cursor = connection.cursor()
    try:
        described = cursor.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()
        row = cursor.execute(f"SELECT 1 FROM {sql} LIMIT 1").fetchone()
    except duckdb.Error as error:
        raise Problem(problems.DAMAGED, file=source.name, place=FOOTER) from error
    finally:
        cursor.close()
    if row is None:
        raise Problem(problems.ONLY_HEADER, file=source.name, columns=len(described), place=FOOTER)
    return _table(source, "parquet", sql, described, None, [], checked=False)


def _whole_parquet(source: Source) -> None:
    """A Parquet file ends with the length of its footer and PAR1 (parquet-format, README)."""
    size = source.size
    with source.path.open("rb") as file:
        file.seek(max(0, size - 8))
        tail = file.read(8)
    if tail[-4:] == b"PARE":
        raise Problem(problems.ENCRYPTED, file=source.name)
    if size < 12 or tail[-4:] != b"PAR1" or struct.unpack("<I", tail[:4])[0] > size - 12:
        raise Problem(problems.TRUNCATED, file=source.name, format="Parquet", byte=f"{size:,}")


def open_json(
    source: Source, path: Path, connection: duckdb.DuckDBPyConnection, scratch: Path, *, whole: bool | None
) -> Table:
    """One object a line, or an array of objects. With `whole`, types come from every object and none can fail later.

    Raises Problem quality.json_line, .json_not_records, .undecodable, .line_too_long.
    """
    encoding = detect(source, sample_of(source, path))
    said: list[Note] = []
    readable = readable_name(source, scratch) if path == source.path else path
    if encoding.name != "utf-8" or encoding.mark or encoding.mixed:
        readable, said = _as_utf8(Decoding(source, path, encoding), scratch)
        if encoding.guessed:
            said.insert(0, notes.ENCODING_GUESSED(encoding=encoding.name.upper()))
    if not re.match(rb"\s*\[?\s*\{", _start(readable)):
        raise Problem(problems.JSON_NOT_RECORDS, file=source.name)
    checked = whole if whole is not None else path.stat().st_size <= CHECKED
    call = f"{literal(str(readable))}, format={literal(_shape(readable))}, maximum_object_size={LONGEST_LINE}"
    cursor = connection.cursor()
    try:
        sampled = f"read_json({call}, sample_size={-1 if checked else SAMPLED}, auto_detect=true)"
        described = cursor.execute(f"DESCRIBE SELECT * FROM {sampled}").fetchall()
        sql = sampled if _twins(described) else f"read_json({call}, columns={{{_fields(described)}}})"
        if checked:
            cursor.execute(f"SELECT count(COLUMNS(*)) FROM {sql}").fetchone()
        row = cursor.execute(f"SELECT 1 FROM {sql} LIMIT 1").fetchone()
    except duckdb.Error as error:
        raise Problem(problems.JSON_LINE, file=source.name, line=_bad_line(readable, str(error))) from error
    finally:
        cursor.close()
    if row is None:
        raise Problem(problems.JSON_NOT_RECORDS, file=source.name)
    return _table(source, "jsonl", sql, described, encoding.name, said, checked=checked)


def _as_utf8(decoding: Decoding, scratch: Path) -> tuple[Path, list[Note]]:
    copy = scratch / "utf8.json"
    with copy.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(decoding.chunks())
    return copy, decoding.notes()


def _shape(path: Path) -> str:
    """The format DuckDB is told: an array, one object a line, or objects spread over lines."""
    start = _start(path).lstrip()
    if start.startswith(b"["):
        return "array"
    first = start.partition(b"\n")[0].rstrip()
    return "unstructured" if b"\n" in start and not first.endswith(b"}") else "newline_delimited"


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 16)


def _fields(described: list[tuple[str, ...]]) -> str:
    return ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind, *_ in described)


def _twins(described: list[tuple[str, ...]]) -> bool:
    """Keys such as id and ID: DuckDB tells them apart by a suffix that only its own sniffing can follow back."""
    names = {name.casefold() for name, *_ in described}
    return any((match := re.fullmatch(r"(.+)_\d+", name)) and match[1] in names for name in names)


def _bad_line(path: Path, message: str) -> int:
    """The first line that is no JSON by itself; in an array, where DuckDB says it stopped."""
    if _shape(path) == "newline_delimited":
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
                try:
                    json.loads(line or b"null")
                except ValueError:
                    if line.strip():
                        return number
    place = re.search(r"line (\d+)", message)
    return int(place[1]) if place else 1


def _table(
    source: Source,
    kind: Format,
    sql: str,
    described: list[tuple[str, ...]],
    encoding: str | None,
    said: list[Note],
    *,
    checked: bool,
) -> Table:
    names, types = [row[0] for row in described], [row[1] for row in described]
    columns, changed = column_names(names, len(names))
    if changed:
        renamed = ", ".join(f"{quoted(old)} AS {quoted(new)}" for old, new in zip(names, columns, strict=True))
        sql = f"(SELECT {renamed} FROM {sql})"
        said = [*said, notes.NAMES_CHANGED(count=len(changed), names=", ".join(changed[:5]))]
    here = seoul_times(sql, columns, types)
    return Table(
        path=source.named,
        format=kind,
        columns=columns,
        sql=here,
        typed=True,
        encoding=encoding,
        delimiter=None,
        sheet=None,
        notes=(*said, *([notes.SEOUL_TIME()] if here != sql else [])),
        checked=checked,
        digest=lambda: fingerprint(source.path),
    )
