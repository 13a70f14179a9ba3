"""Packed files, never unpacked further than a table could need: gzip streams, and the ZIP inside an XLSX."""

from __future__ import annotations

import gzip
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from jangbu.engines.quality.reading import problems
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.source import Source
from jangbu.kernel.errors import Problem

UNPACKED_WORKBOOK = 500 << 20  # bytes; a sheet of a million rows by ten columns stays under it
UNPACKED_TEXT = 8 << 30
RATIO = 100  # real sheets pack 5 to 40 fold; deflate's limit, which bombs come close to, is 1,032
HARMLESS = 16 << 20  # bytes below which no ratio matters
ENTRIES = 10_000
BLOCK = 1 << 20


def gunzip(source: Source, scratch: Path) -> Path:
    """The unpacked file in `scratch`. Raises Problem quality.file_truncated, .file_damaged, .zip_bomb, .file_empty."""
    inner = Path(source.name.removesuffix(".gz")).suffix
    target, size, packed = scratch / f"unpacked{inner}", 0, source.size
    try:
        with gzip.open(source.path) as stream, target.open("wb") as copy:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > UNPACKED_TEXT or (size > HARMLESS and size > RATIO * packed):
                    raise _bomb(source, "gzip", UNPACKED_TEXT)
                copy.write(block)
    except EOFError as error:
        raise Problem(problems.TRUNCATED, file=source.name, format="gzip", byte=f"{packed:,}") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Problem(
            problems.DAMAGED,
            file=source.name,
            place=Said(f"압축을 푼 {size:,}바이트 뒤", f"after {size:,} unpacked bytes"),
        ) from error
    if not size:
        raise Problem(problems.EMPTY, file=source.name, bytes=0)
    return target


def _bomb(source: Source, place: str, most: int) -> Problem:
    limit = min(most, max(HARMLESS, RATIO * source.size))
    return Problem(problems.ZIP_BOMB, file=source.name, place=Said(place, place), megabytes=f"{limit >> 20:,}")


def refuse_bomb(source: Source) -> None:
    """Check the sizes an XLSX declares, then the sizes its entries really have, before anything else opens it.

    Raises Problem quality.zip_bomb, .file_encrypted, .file_damaged.
    """
    packed = source.size
    with zipfile.ZipFile(source.path) as archive:
        entries = archive.infolist()
    declared = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or declared > UNPACKED_WORKBOOK or (declared > HARMLESS and declared > RATIO * packed):
        raise _bomb(source, "ZIP", UNPACKED_WORKBOOK)
    actual = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise Problem(problems.ENCRYPTED, file=source.name)
        for block in unpacked(source, entry):
            actual += len(block)
            if actual > UNPACKED_WORKBOOK or (actual > HARMLESS and actual > RATIO * packed):
                raise _bomb(source, entry.filename, UNPACKED_WORKBOOK)


def unpacked(source: Source, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry's real bytes, whatever size it declares: zipfile would stop at the declared one, other readers do not.

    Raises Problem quality.file_damaged.
    """
    damaged = Problem(problems.DAMAGED, file=source.name, place=Said(entry.filename, entry.filename))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged
    with source.path.open("rb") as file:
        file.seek(entry.header_offset)
        local = file.read(30)
        if len(local) < 30 or local[:4] != b"PK\x03\x04":
            raise damaged
        name, extra = struct.unpack("<HH", local[26:30])
        file.seek(name + extra, os.SEEK_CUR)
        left = entry.compress_size
        inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
        try:
            while left and (block := file.read(min(left, BLOCK))):
                left -= len(block)
                if inflate is None:
                    yield block
                    continue
                while block:
                    yield inflate.decompress(block, BLOCK)
                    block = inflate.unconsumed_tail
        except zlib.error as error:
            raise damaged from error
    if left or (inflate is not None and not inflate.eof):
        raise damaged
