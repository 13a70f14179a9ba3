"""`read_log`: an event log from XES or a table, plain or gzipped. The content decides, not the ending."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from jangbu.engines.processes import problems
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.table import read_table
from jangbu.engines.processes.xes import read_xes
from jangbu.kernel.errors import Problem

CHUNK = 1 << 20
IN_MEMORY = 64 << 20  # bytes; what unpacks to more waits on disk
MOST_UNPACKED = 8 << 30
MOST_RATIO = 1_000  # unpacked over packed; logs reach about 40
FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP/XLSX",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\xd0\xcf\x11\xe0": "XLS/HWP",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"{": "JSON",
    b"[": "JSON",
}


def read_log(
    path: str | Path,
    *,
    case: str | None = None,
    activity: str | None = None,
    time: str | None = None,
    lifecycle: str | None = None,
) -> EventLog:
    """Read XES (.xes, .xes.gz) or a table (.csv, .csv.gz; UTF-8, UTF-16 or CP949, any delimiter).

    case, activity, time, lifecycle: names of columns or XES keys; without them they are guessed from Korean and English
    header words and from the values. Where a log has life cycles and any event is "complete", only those count.
    Raises Problem (see problems.py) with a sentence for a person; never returns half a log.
    """
    source = Path(path)
    given = {"case": case, "activity": activity, "time": time, "lifecycle": lifecycle}
    names = {role: name for role, name in given.items() if name}
    try:
        with source.open("rb") as raw:
            fingerprint = hashlib.file_digest(raw, "sha256").hexdigest()
            raw.seek(0)
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if not packed:
                return _parsed(raw, source, names, fingerprint)
            with SpooledTemporaryFile(max_size=IN_MEMORY) as held:
                _unpack(raw, held, source)
                return _parsed(held, source, names, fingerprint)
    except OSError:
        raise Problem(problems.NO_FILE, file=source.name) from None


def _parsed(stream: IO[bytes], source: Path, names: dict[str, str], fingerprint: str) -> EventLog:
    bare = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    if not bare:
        raise Problem(problems.EMPTY, file=source.name)
    for magic, name in FORMATS.items():
        if bare.startswith(magic):
            raise Problem(problems.OTHER_FORMAT, file=source.name, format=name)
    is_xml = bare.startswith((b"<", b"\xff\xfe<\0", b"\xfe\xff\0<"))
    collected, attributes = (read_xes if is_xml else read_table)(stream, source.name, names)
    return collected.finish(str(source), fingerprint, attributes)


def _unpack(raw: IO[bytes], held: IO[bytes], source: Path) -> None:
    """The whole content, checked to its end before any of it is used."""
    most = min(MOST_UNPACKED, max(IN_MEMORY, MOST_RATIO * source.stat().st_size))
    size = 0
    try:
        with gzip.GzipFile(fileobj=raw) as unzipped:
            while chunk := unzipped.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise Problem(problems.GZIP_BOMB, file=source.name, size=f"{most >> 20:,} MB")
                held.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Problem(problems.GZIP_BROKEN, file=source.name, size=f"{size / 1_000_000:,.1f} MB") from None
    held.seek(0)
