"""`read_log`: an event log from XES or CSV, plain or gzipped."""

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
UNPACKED_LIMIT = 4 << 30  # bytes; a log above that is a bomb or needs a database
RATIO_LIMIT = 1000  # unpacked over packed


def read_log(
    path: str | Path, *, case: str | None = None, activity: str | None = None, time: str | None = None
) -> EventLog:
    """Read XES (.xes, .xes.gz) or CSV (.csv, .csv.gz); the content decides, not the ending.

    case, activity, time: names of columns or XES keys where guessing from Korean and English header words fails.
    Raises Problem (see problems.py); never returns half a log.
    """
    source = Path(path)
    names = {key: name for key, name in (("case", case), ("activity", activity), ("time", time)) if name}
    try:
        raw = source.open("rb")
    except OSError:
        raise Problem(problems.NO_FILE, file=source.name) from None
    with raw:
        if not source.stat().st_size:
            raise Problem(problems.EMPTY, file=source.name)
        fingerprint = hashlib.file_digest(raw, "sha256").hexdigest()
        raw.seek(0)
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if not packed:
            return _parsed(raw, source, names, fingerprint)
        with _unpacked(raw, source) as stream:
            return _parsed(stream, source, names, fingerprint)


def _parsed(stream: IO[bytes], source: Path, names: dict[str, str], fingerprint: str) -> EventLog:
    start = stream.read(4096).lstrip(b"\xef\xbb\xbf\r\n\t ")
    stream.seek(0)
    if not start:
        raise Problem(problems.EMPTY, file=source.name)
    if start.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xd0\xcf\x11\xe0")):
        found = "다른 형식의 파일이에요 · another kind of file"
        raise Problem(problems.NOT_A_LOG, file=source.name, found=found)
    builder = (read_xes if start.startswith(b"<") else read_table)(stream, source.name, names)
    return builder.finish(str(source), source.name, fingerprint)


def _unpacked(raw: IO[bytes], source: Path) -> IO[bytes]:
    """The whole content, checked to its end before any of it is used; on disk once it is large."""
    most = min(UNPACKED_LIMIT, max(64 << 20, RATIO_LIMIT * source.stat().st_size))
    held: IO[bytes] = SpooledTemporaryFile(max_size=64 << 20)  # noqa: SIM115  # the caller closes it
    size = 0
    try:
        with gzip.GzipFile(fileobj=raw) as unzipped:
            while chunk := unzipped.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise Problem(problems.TOO_LONG, file=source.name, place=f"{size >> 20} MB")
                held.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Problem(problems.TRUNCATED, file=source.name, place=f"{size:,} byte") from None
    held.seek(0)
    return held
