"""Numbers in Korean words: 1억 2천만, 일백이십만, 金 壹百萬. Units fall strictly from left to right."""

from __future__ import annotations

import re
from decimal import Decimal

from jangbu.engines.quality.normalising.dictionaries import dictionary

DIGITS: dict[str, int] = dictionary("money")["digits"]
TENS: dict[str, int] = dictionary("money")["tens"]
MYRIADS: dict[str, int] = dictionary("money")["myriads"]
TOKEN = re.compile(
    rf"(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)|(?P<digit>[{''.join(DIGITS)}])"
    rf"|(?P<ten>[{''.join(TENS)}])|(?P<myriad>[{''.join(MYRIADS)}])"
)


class _Sum:
    """What has been read so far: whole myriads, the section under way, and a digit that waits for its unit."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.waiting: Decimal | None = None
        self.last_ten = self.last_myriad = 10**20
        self.units = 0

    def number(self, value: Decimal) -> bool:
        if self.waiting is not None:
            return False
        self.waiting = value
        return True

    def ten(self, unit: int) -> bool:
        if unit >= self.last_ten:
            return False
        self.section += unit * (1 if self.waiting is None else self.waiting)
        self.waiting, self.last_ten = None, unit
        self.units += 1
        return True

    def myriad(self, unit: int) -> bool:
        if unit >= self.last_myriad:
            return False
        section = self.section + (self.waiting or 0)
        self.total += unit * (section if section else 1)
        self.section, self.waiting = Decimal(0), None
        self.last_ten, self.last_myriad = 10**20, unit
        self.units += 1
        return True


def read_numeral(text: str) -> Decimal | None:
    """The number that words say, or None. `text` has no blanks. At least one unit must be in it."""
    reading, place = _Sum(), 0
    while place < len(text):
        token = TOKEN.match(text, place)
        if token is None:
            return None
        place = token.end()
        if token["number"]:
            good = reading.number(Decimal(token["number"].replace(",", "")))
        elif token["digit"]:
            good = reading.number(Decimal(DIGITS[token[0]]))
        else:
            good = reading.ten(TENS[token[0]]) if token["ten"] else reading.myriad(MYRIADS[token[0]])
        if not good:
            return None
    return reading.total + reading.section + (reading.waiting or 0) if reading.units else None
