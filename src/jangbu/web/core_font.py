"""The core font: the letters that our pages use, in one file per weight, so that a first visit stays light.

Pretendard's own slices are 25 KB each and an ordinary page touches fifteen of them. The core holds Latin, our own
texts and the commonest syllables; what it lacks (a rare name) still comes from Pretendard's slices. Made anew with

    pip install fonttools brotli && python -m jangbu.web.core_font

It is cut from the Pretendard in engines/documents/fonts and therefore, by the SIL Open Font License, bears another
name than the reserved one; the licence lies beside it.
"""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
SOURCE = PACKAGE / "engines" / "documents" / "fonts"
SLICES = PACKAGE / "web" / "static" / "fonts" / "pretendard" / "pretendard.css"
TARGET = PACKAGE / "web" / "static" / "fonts" / "core"
NAME = "Jangbu Core"
COMMONEST = range(80, 91)  # slices are ordered by how common their letters are; 91 is the commonest
FEATURES = ["kern", "tnum", "ccmp", "locl", "mark", "mkmk", "case"]
TEXTS = {".py", ".html", ".txt", ".yaml", ".po"}
LICENCE_NAMES = {0, 7, 13, 14}  # copyright, trademark, licence, its address


def letters() -> set[int]:
    """Code points: ASCII, Latin-1, whatever our own files say, and the commonest Hangul."""
    found = {*range(0x20, 0x7F), *range(0xA0, 0x100)}
    for path in PACKAGE.rglob("*"):
        if path.suffix in TEXTS and path.is_file():
            found |= {ord(letter) for letter in path.read_text(encoding="utf-8") if ord(letter) > 0x7E}
    return found | {letter for letter in _commonest() if 0xAC00 <= letter <= 0xD7A3}


def _commonest() -> set[int]:
    found: set[int] = set()
    faces = re.finditer(r"subset\.(\d+)\.woff2.*?unicode-range: ([^;]+);", SLICES.read_text(), re.DOTALL)
    for number, ranges in (face.groups() for face in faces):
        if int(number) in COMMONEST:
            for span in ranges.split(","):
                first, _, last = span.strip().removeprefix("U+").partition("-")
                found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(weight: str) -> Path:
    """Write one weight; returns where."""
    subset: Any = importlib.import_module("fontTools.subset")
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True)
    font = subset.load_font(SOURCE / f"Pretendard-{weight}.otf", options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters())
    subsetter.subset(font)
    _rename(font, weight)
    path = TARGET / f"core-{weight.lower()}.woff2"
    subset.save_font(font, path, options)
    return path


def _rename(font: Any, weight: str) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in LICENCE_NAMES]
    for number, said in ((1, NAME), (2, weight), (4, f"{NAME} {weight}"), (6, f"JangbuCore-{weight}")):
        names.setName(said, number, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames = [f"JangbuCore-{weight}"]
    top = outlines.topDictIndex[0]
    top.FamilyName, top.FullName = NAME, f"{NAME} {weight}"


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCE / "LICENSE.txt", TARGET / "LICENSE.txt")
    for weight in ("Regular", "Bold"):
        path = cut(weight)
        sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
