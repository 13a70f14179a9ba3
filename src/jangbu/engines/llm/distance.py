"""How much of a text a person changed: Levenshtein's distance, bit-parallel.

Source: Myers, "A fast bit-vector algorithm for approximate string matching", JACM 46 (1999), in the form for the
distance of two whole strings by Hyyrö (2003). Python's integers are the bit vectors, so a column costs a few machine
words per 64 characters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditDistance:
    """`chars` characters inserted, deleted or replaced; `share` of the longer text, 0 (untouched) to 1 (all new)."""

    chars: int
    share: float


def edit_distance(draft: str, final: str) -> EditDistance:
    """From draft to final, counted in characters as people see Hangul: 각 is one, however it is encoded (NFC)."""
    left, right = unicodedata.normalize("NFC", draft), unicodedata.normalize("NFC", final)
    longest = max(len(left), len(right))
    chars = _levenshtein(*_trimmed(left, right))
    return EditDistance(chars, chars / longest if longest else 0.0)


def _trimmed(left: str, right: str) -> tuple[str, str]:
    """Without what both begin and end with, which no edit touched."""
    start, stop = 0, min(len(left), len(right))
    while start < stop and left[start] == right[start]:
        start += 1
    end = 0
    while end < stop - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]


def _levenshtein(pattern: str, text: str) -> int:
    if not pattern or not text:
        return max(len(pattern), len(text))
    places: dict[str, int] = {}
    for index, char in enumerate(pattern):
        places[char] = places.get(char, 0) | 1 << index
    every, last = (1 << len(pattern)) - 1, 1 << len(pattern) - 1
    more, less, score = every, 0, len(pattern)  # vertical steps of +1 and −1, and the distance at the last row
    for char in text:
        equal = places.get(char, 0)
        zero = (((equal & more) + more) ^ more) | equal | less
        up, down = less | (every & ~(zero | more)), zero & more
        score += bool(up & last) - bool(down & last)
        up = up << 1 | 1
        more = (down << 1 | ~(zero | up)) & every
        less = zero & up & every
    return score
