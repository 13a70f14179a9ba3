"""The file itself: is it there, what is it really, and under which name may DuckDB open it."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jangbu.engines.quality.reading import problems
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.errors import Problem

Content = Literal["text", "json", "html", "gzip", "parquet", "sqlite", "xlsx", "xls"]

ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
POSTGRESQL = ("postgresql://", "postgres://")
ZONED = "TIMESTAMP WITH TIME ZONE"
GLOB = frozenset("*?[]{}")  # characters that DuckDB would expand to other files
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

XLSX_ADVICE = Said("표를 XLSX나 CSV로 저장해 주세요.", "Save the table as XLSX or CSV.")
UNPACK_ADVICE = Said("압축을 풀고 안에 있는 표 파일을 넣어 주세요.", "Unpack it and give the table file inside.")
TABLE_ADVICE = Said("표가 담긴 파일을 골라 주세요.", "Choose the file that holds the table.")
# first bytes, what it is, what to do: https://en.wikipedia.org/wiki/List_of_file_signatures
FOREIGN: tuple[tuple[bytes, str, str, Said], ...] = (
    (b"%PDF", "PDF 문서예요", "a PDF", XLSX_ADVICE),
    (b"\x89PNG", "그림(PNG)이에요", "a picture (PNG)", TABLE_ADVICE),
    (b"\xff\xd8\xff", "그림(JPEG)이에요", "a picture (JPEG)", TABLE_ADVICE),
    (b"GIF8", "그림(GIF)이에요", "a picture (GIF)", TABLE_ADVICE),
    (b"BM\x00", "그림(BMP)이에요", "a picture (BMP)", TABLE_ADVICE),
    (b"Rar!", "압축 파일(RAR)이에요", "a RAR archive", UNPACK_ADVICE),
    (b"7z\xbc\xaf", "압축 파일(7z)이에요", "a 7z archive", UNPACK_ADVICE),
    (b"BZh", "압축 파일(bzip2)이에요", "a bzip2 archive", UNPACK_ADVICE),
    (b"\xfd7zXZ", "압축 파일(xz)이에요", "an xz archive", UNPACK_ADVICE),
    (b"\x28\xb5\x2f\xfd", "압축 파일(zstd)이에요", "a zstd archive", UNPACK_ADVICE),
    (
        b"PARE",
        "암호가 걸린 Parquet이에요",
        "an encrypted Parquet file",
        Said("암호 없이 저장해 주세요.", "Save it without encryption."),
    ),
    (b"\x7fELF", "실행 파일이에요", "a program", TABLE_ADVICE),
    (b"MZ\x90", "실행 파일이에요", "a program", TABLE_ADVICE),
    (b"{\\rtf", "서식 있는 글(RTF)이에요", "a rich text document", XLSX_ADVICE),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A local file and the name people know it by."""

    named: str  # as the caller wrote it
    path: Path

    @property
    def name(self) -> str:
        return Path(self.named).name

    @property
    def size(self) -> int:
        return self.path.stat().st_size


def is_postgresql(path: str | Path) -> bool:
    return isinstance(path, str) and path.startswith(POSTGRESQL)


def local_file(path: str | Path) -> Source:
    """The file, if it is an ordinary one that holds something. Raises Problem quality.file_*."""
    if ADDRESS.match(str(path)):
        raise Problem(problems.REMOTE, file=str(path).partition("?")[0].rpartition("@")[2])
    source = Source(str(path), Path(path).absolute())
    try:
        status = source.path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Problem(problems.MISSING, file=source.name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise Problem(problems.UNREADABLE, file=source.name, detail=_reason(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise Problem(problems.DIRECTORY, file=source.name)
    if not stat.S_ISREG(status.st_mode):
        raise Problem(problems.NOT_A_FILE, file=source.name)
    if status.st_size == 0:
        raise Problem(problems.EMPTY, file=source.name, bytes=0)
    return source


def head_of(source: Source, size: int = 8192) -> bytes:
    try:
        with source.path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise Problem(problems.UNREADABLE, file=source.name, detail=_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)


def content_of(source: Source) -> Content:
    """What the bytes say it is, whatever the name says. Raises Problem quality.not_a_table, .file_encrypted."""
    head = head_of(source)
    for magic, what_ko, what_en, advice in FOREIGN:
        if head.startswith(magic):
            raise refused(source, what_ko, what_en, advice)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(source)
    if head.startswith(OLE):
        return _compound(source)
    return _written(source, head)


def refused(source: Source, what_ko: str, what_en: str, advice: Said) -> Problem:
    return Problem(problems.NOT_A_TABLE, file=source.name, what=Said(what_ko, what_en), advice=advice)


def _zipped(source: Source) -> Content:
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = set(archive.namelist())
    # zipfile raises the last two for a central directory that lies and for a compression it does not know
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Problem(problems.TRUNCATED, file=source.name, format="ZIP(XLSX)", byte=source.size) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise refused(source, "이진 통합 문서(XLSB)예요", "a binary workbook (XLSB)", XLSX_ADVICE)
    if "mimetype" in names or "content.xml" in names:
        raise refused(source, "오픈도큐먼트(ODF)예요", "an OpenDocument file", XLSX_ADVICE)
    if "word/document.xml" in names:
        raise refused(source, "워드 문서(DOCX)예요", "a Word document", XLSX_ADVICE)
    if any(name.startswith("Contents/") for name in names):
        raise refused(source, "한글 문서(HWPX)예요", "a Hangul document (HWPX)", XLSX_ADVICE)
    raise refused(source, "압축 파일(ZIP)이에요", "a ZIP archive", UNPACK_ADVICE)


def _compound(source: Source) -> Content:
    """OLE compound files: old Excel, or Office with a password, or Word and Hangul. Stream names are UTF-16."""
    with source.path.open("rb") as file:
        data = file.read(64 << 20)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Problem(problems.ENCRYPTED, file=source.name)
    if any(name.encode("utf-16-le") in data for name in ("Workbook\0", "Book\0")):
        return "xls"
    if "FileHeader".encode("utf-16-le") in data:
        raise refused(source, "한글 문서(HWP)예요", "a Hangul document (HWP)", XLSX_ADVICE)
    raise refused(source, "시트가 없는 오피스 문서예요", "an Office document without sheets", XLSX_ADVICE)


def _written(source: Source, head: bytes) -> Content:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"<(!doctype html|html|head|meta|table|style|body|div|script)", start):
        return "html"
    if start.startswith(b"<?xml") and b"<html" in start:
        return "html"
    if start.startswith((b"<?xml", b"<rss", b"<svg")):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise refused(source, "엑셀 2003 XML이에요", "an Excel 2003 XML file", XLSX_ADVICE)
        raise refused(source, "XML 문서예요", "an XML document", TABLE_ADVICE)
    if source.path.suffix.lower() in (".json", ".jsonl", ".ndjson") and start.startswith((b"{", b"[")):
        return "json"
    return "json" if start.startswith(b"{") and _is_object(start.partition(b"\n")[0]) else "text"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def fingerprint(path: str | Path) -> str:
    """SHA-256 in hex of the file's bytes."""
    source = local_file(path)
    with source.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def readable_name(source: Source, scratch: Path) -> Path:
    """A name for the same bytes that DuckDB takes literally: it expands * ? [ ] { } in a path, even of a real file."""
    path = source.path.resolve()
    if not GLOB & set(str(path)):
        return path
    link = scratch / "source"
    link.symlink_to(path)
    return link


def literal(text: str) -> str:
    """A string in SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """An identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def seoul_times(sql: str, columns: Sequence[str], types: Sequence[str]) -> str:
    """The same table with moments as the clock in Seoul shows them.

    A Korean firm reads them so, whatever the session's zone; and DuckDB's Python client hands out zoned ones only where
    pytz is installed, which nothing else here needs.
    """
    zoned = [kind.upper().replace("TIMESTAMPTZ", ZONED) for kind in types]
    if not any(ZONED in kind for kind in zoned):
        return sql
    listed = []
    for name, kind in zip(map(quoted, columns), zoned, strict=True):
        if kind == ZONED:
            listed.append(f"timezone('Asia/Seoul', {name}) AS {name}")
        else:
            listed.append(f"CAST({name} AS VARCHAR) AS {name}" if ZONED in kind else name)
    return f"(SELECT {', '.join(listed)} FROM {sql})"
