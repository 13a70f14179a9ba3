"""How wide text is in Pretendard, and where it breaks. Advance widths as the font file says, 2048 to the em."""

from __future__ import annotations

from pathlib import Path

EM = 2048
HANGUL = 1770  # every syllable
OTHER = 2048  # what the table does not know: ideographs, accented letters, signs
ELLIPSIS = "…"


def _table() -> dict[str, dict[str, int]]:
    """By weight: the advance of each letter that is not a syllable of Hangul."""
    found = {}
    for line in Path(__file__).with_name("pretendard.txt").read_text(encoding="utf-8").splitlines()[1:]:
        weight, *given = line.split()
        plain = {chr(32 + place): int(wide) for place, wide in enumerate(given[:95])}
        found[weight] = plain | {sign[0]: int(sign[2:]) for sign in given[95:]}
    return found


WIDTHS = _table()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """In pixels, at a font size in pixels. Kerning is left out: it only makes text narrower."""
    known = WIDTHS["bold" if bold else "regular"]
    total = sum(HANGUL if "가" <= letter <= "힣" else known.get(letter, OTHER) for letter in text)
    return total * size / EM


def wrapped(text: str, wide: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """At most `most` lines no wider than `wide` pixels: broken at spaces, inside a word only where it has no room.

    What does not fit ends in an ellipsis. An empty text gives no line.
    """
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        last = len(lines) == most - 1
        line, left = _first_line(rest, wide, size, bold)
        if last and left:
            line, left = _cut(rest, wide, size, bold), ""
        lines.append(line)
        rest = left
    return tuple(lines)


def _first_line(text: str, wide: float, size: float, bold: bool) -> tuple[str, str]:
    fits = _fitting(text, wide, size, bold)
    if fits == len(text):
        return text, ""
    space = text.rfind(" ", 0, fits + 1)
    if space > 0:
        return text[:space], text[space + 1 :]
    return text[: max(1, fits)], text[max(1, fits) :].lstrip()


def _cut(text: str, wide: float, size: float, bold: bool) -> str:
    fits = _fitting(text, wide - width(ELLIPSIS, size, bold=bold), size, bold)
    return text[:fits].rstrip() + ELLIPSIS


def _fitting(text: str, wide: float, size: float, bold: bool) -> int:
    """How many letters from the start have room."""
    used = 0.0
    for place, letter in enumerate(text):
        used += width(letter, size, bold=bold)
        if used > wide:
            return place
    return len(text)
