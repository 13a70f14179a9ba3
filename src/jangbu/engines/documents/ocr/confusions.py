"""O for 0 and I for 1: a reader that looks at one letter at a time confuses them, the letters around tell."""

from __future__ import annotations

import re

TO_DIGITS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"})
BETWEEN = {"S": "5", "B": "8", "Z": "2"}  # only between digits: 1851-B is a house
TO_LETTERS = str.maketrans({"0": "O", "1": "I"})
MOSTLY_DIGITS = re.compile(r"[\dOoIlSBZ.,/:-]+")
LETTERS = re.compile(r"[A-Z0-1][A-Z0-1.&'-]*")


def put_right(word: str) -> str:
    """433O0 is 43300, L0T is LOT; what may be either stays as it was read."""
    digits, letters = sum(sign.isdigit() for sign in word), sum(sign.isalpha() for sign in word)
    if letters and digits >= 3 and digits > 2 * letters and MOSTLY_DIGITS.fullmatch(word):
        return re.sub(r"(?<=\d)[SBZ](?=\d)", lambda found: BETWEEN[found[0]], word.translate(TO_DIGITS))
    if digits == 1 and letters >= 2 and LETTERS.fullmatch(word):
        return word.translate(TO_LETTERS)
    if re.fullmatch(r"C0[.,]?|N0[.,:]?", word):
        return word.translate(TO_LETTERS)
    return word
