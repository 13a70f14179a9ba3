"""Tesseract as a program: the picture goes in by standard input, words with boxes come out as a table."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess

from jangbu.engines.documents.ocr.available import HANGUL, languages
from jangbu.engines.documents.ocr.pictures import Picture, Pixels
from jangbu.engines.documents.ocr.words import Read
from jangbu.engines.documents.problems import OCR_FAILED
from jangbu.kernel.errors import Problem

PATIENCE = 120  # seconds a page
WORD = "5"  # the level of words in Tesseract's table
SPARSE = 11  # text in no order: forms with rules read best so (psm)
BLOCK = 4  # one column of text of several sizes, such as a receipt
LINE = 7
FLOOR = 0.05  # less sure than this is a speck


def recognise(picture: Picture, *, layout: int = SPARSE, language: str = "") -> list[Read]:
    """The words of the picture. Raises Problem where the program fails."""
    program = shutil.which("tesseract")
    if program is None:
        return []
    spoken = language or ("kor+eng" if HANGUL in languages() else "eng")
    command = [program, "stdin", "stdout", "-l", spoken, "--psm", str(layout)]
    # two cores read faster as two pages than as two threads of one
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        told = subprocess.run(  # noqa: S603  # our own words only; the picture goes in by standard input
            [*command, "tsv"], input=_bytes(picture), capture_output=True, timeout=PATIENCE, check=True, env=environment
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Problem(OCR_FAILED, engine="Tesseract") from error
    return _words(told.stdout.decode("utf-8", "replace"))


def _bytes(picture: Picture) -> bytes:
    if picture.pixels is None:
        return picture.encoded or b""
    return portable(picture.pixels)


def portable(pixels: Pixels) -> bytes:
    """A portable any-map (PPM, PGM): a heading and the rows, which needs no packing."""
    height, width = pixels.shape[:2]
    if pixels.ndim == 2:
        return f"P5 {width} {height} 255\n".encode() + pixels.tobytes()
    return f"P6 {width} {height} 255\n".encode() + pixels[:, :, ::-1].tobytes()


def _words(table: str) -> list[Read]:
    words: list[Read] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != WORD or not text or float(row["conf"]) / 100 < FLOOR:
            continue
        line = lines.setdefault((row["page_num"], row["block_num"], row["par_num"], row["line_num"]), len(lines))
        left, top, width, height = (float(row[edge]) for edge in ("left", "top", "width", "height"))
        words.append(Read(text, (left, top, left + width, top + height), float(row["conf"]) / 100, line))
    return words
