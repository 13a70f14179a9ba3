"""Korean particles that follow the sound before them: '직원'이(가) -> '직원'이, 10과(와) -> 10과, AI을(를) -> AI를.

Sentences hold names that only turn up later, so they are written with both particles, and the one that fits is chosen
once the name is there. Where the sound cannot be told (a symbol, an empty name) both stay.
"""

from __future__ import annotations

import re

# As written -> after a closed syllable, after an open one.
PAIRS = {
    "이(가)": ("이", "가"),
    "은(는)": ("은", "는"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
RIEUL = 8  # the closing consonant ㄹ, after which 로 stands as after an open syllable
BOTH = re.compile("|".join(map(re.escape, PAIRS)))
SILENT = re.compile(r"[\s'\"’”」』)\]>*_`.,!?…\-]+$")  # closes a name and is not read out
DIGITS = {
    "0": 21,
    "1": RIEUL,
    "2": 0,
    "3": 16,
    "4": 0,
    "5": 0,
    "6": 1,
    "7": RIEUL,
    "8": RIEUL,
    "9": 0,
}  # 영 일 이 삼 사 ...
LETTERS = {"l": RIEUL, "m": 16, "n": 4, "r": RIEUL}  # 엘 엠 엔 알; a letter's name ends open otherwise
SIGNS = {"%": 0}  # 퍼센트


def fitted(sentence: str) -> str:
    """The sentence with the particle that fits in place of each pair."""
    if "(" not in sentence:
        return sentence
    done = ""
    rest = sentence
    while found := BOTH.search(rest):
        done += rest[: found.start()]
        closing = _closing(done)
        done += found[0] if closing is None else _chosen(found[0], closing)
        rest = rest[found.end() :]
    return done + rest


def _chosen(pair: str, closing: int) -> str:
    closed, opened = PAIRS[pair]
    return opened if closing == 0 or (closing == RIEUL and pair == "(으)로") else closed


def _closing(before: str) -> int | None:
    """The consonant that closes the last syllable read out, by its Unicode number: 0 for none, None where unknown."""
    last = SILENT.sub("", before)[-1:].lower()
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if last.isascii() and last.isalpha():
        return LETTERS.get(last, 0)
    return DIGITS.get(last, SIGNS.get(last))
