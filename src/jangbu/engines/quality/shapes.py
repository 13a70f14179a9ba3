"""Character shapes: what a value looks like once its letters are forgotten."""

from __future__ import annotations

import re

LETTERS_SHOWN = 4  # longer runs of letters are cut to this, so that names of any length share a shape; digits never are
SHAPE_LENGTH = 40
LONG_RUN = re.compile(rf"(가{{{LETTERS_SHOWN}}})가+|(a{{{LETTERS_SHOWN}}})a+")
SPACES = re.compile(r"\s+")


class _Classes(dict[int, str]):
    """Code point to its class: 가 for Hangul, a for other letters, 9 for digits, everything else as it is."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isdecimal():
            kept = "9"
        elif "가" <= character <= "힣" or "ㄱ" <= character <= "ㅣ":
            kept = "가"
        else:
            kept = "a" if character.isalpha() else character
        self[code] = kept
        return kept


_CLASSES = _Classes()


def shape(text: str) -> str:
    """ "익월 10일" -> "가가 99가"; "C0012" -> "a9999"."""
    drawn = LONG_RUN.sub(lambda run: run[1] or run[2], SPACES.sub(" ", text.translate(_CLASSES)))
    return drawn if len(drawn) <= SHAPE_LENGTH else drawn[: SHAPE_LENGTH - 1] + "…"


def shape_pattern(drawn: str) -> str | None:
    """A regular expression (RE2) of every value with this shape, or None where the shape was cut."""
    if drawn.endswith("…") or LETTERS_SHOWN * "가" in drawn or LETTERS_SHOWN * "a" in drawn:
        return None
    parts = []
    for run in re.finditer(r"(.)\1*", drawn):
        kind, count = run[1], len(run[0])
        part = {"9": r"\d", "a": r"\p{L}", "가": "[가-힣]"}.get(kind, re.escape(kind))
        parts.append(part if count == 1 else f"{part}{{{count}}}")
    return f"^{''.join(parts)}$"
