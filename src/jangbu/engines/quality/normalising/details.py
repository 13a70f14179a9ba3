"""The part of an address behind its number: building, 동, floor, 호, and the reference items in brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from jangbu.engines.quality.normalising.cleaning import clean_text
from jangbu.engines.quality.normalising.dictionaries import dictionary
from jangbu.engines.quality.normalising.memo import Memo

BUILDINGS = tuple(dictionary("regions")["buildings"])
FLOOR = re.compile(r"(?:제|지상)?([0-9]{1,3})(?:층|[Ff])")
FLOORS = re.compile(r"([0-9]{1,3})층?[~∼-]([0-9]{1,3})(?:층|[Ff])")
BASEMENT = re.compile(r"(?:지하|[Bb])([0-9]{1,2})(?:층|[Ff])?|지([0-9])층|(지하층|지층)")
BLOCK = re.compile(r"제?([0-9]{1,4}|[A-Za-z]|[가나다라마바사아자차카타파하])동")
UNIT = re.compile(r"(?:제|#)?((?:지하|[A-Za-z가-힣])?[0-9]{1,5}(?:-[0-9]{1,4})?)호실?|#([0-9]{2,5})")
BARE_UNIT = re.compile("[0-9]{3,4}")
ZIP = re.compile(r"우? ?([0-9]{5})")
VILLAGE = re.compile("[가-힣]{1,8}[0-9]{0,2}(?:동|리|읍|면)|[가-힣]+[0-9]가")
AREA = re.compile("[가-힣]{1,5}[시군구]")
JOINED = re.compile(
    r"((?:제?[0-9]{1,4}|(?<![A-Za-z가-힣])[A-Za-z가나다라마바사아자차카타파하])동|(?:지하)?[0-9]{1,3}층)(?=제?[A-Za-z]?[0-9])"
)
BELOW = re.compile(r"지하 (?=[0-9])")
PARTED = re.compile(r"(?<=[0-9]) (?=(?:동|층|호)(?:[ ,]|$))")
BRACKET = re.compile(r"\(([^()]*)\)")
LIMIT = 100_000


class Detail(NamedTuple):
    """`exact` is what stands behind the number (", 10층"), `references` what goes in brackets; `sure` from 0 to 1."""

    exact: str
    references: tuple[str, ...]
    suffix: str
    parts: dict[str, str]
    sure: float


class _Found:
    """What has been recognised so far; a second, different floor or unit makes the whole unrecognised."""

    def __init__(self) -> None:
        self.exact: dict[str, str] = {}
        self.villages: list[str] = []
        self.buildings: list[str] = []
        self.zip = ""
        self.sure = 1.0

    def put(self, level: str, value: str) -> bool:
        return self.exact.setdefault(level, value) == value

    def place(self, word: str) -> bool | None:
        """Take one word as 동, floor or 호; None where it is none of them, False where it contradicts another."""
        for level, pattern in (("floor", FLOOR), ("block", BLOCK), ("unit", UNIT)):
            if (found := pattern.fullmatch(word)) is not None:
                value = next(group for group in found.groups() if group).upper()
                return self.put(level, value + {"floor": "층", "block": "동", "unit": "호"}[level])
        if (found := FLOORS.fullmatch(word)) is not None:
            return self.put("floor", f"{found[1]}~{found[2]}층")
        if (found := BASEMENT.fullmatch(word)) is not None:
            return self.put("floor", found[3] or f"지하{found[1] or found[2]}층")
        if "block" in self.exact and "unit" not in self.exact and BARE_UNIT.fullmatch(word):
            self.sure = 0.9
            return self.put("unit", word + "호")
        return None


def _words(text: str) -> list[str]:
    spaced = JOINED.sub(r"\1 ", BELOW.sub("지하", PARTED.sub("", text)))
    return [word for word in re.split("[ ,]+", spaced) if word]


def _outside(text: str, found: _Found) -> bool:
    """Read what stands outside brackets; False where a word is left that is not known."""
    waiting: list[str] = []
    for word in _words(text):
        placed = found.place(word) if not waiting else None
        if placed is False:
            return False
        if placed:
            continue
        if not waiting and len(word) > 2 and VILLAGE.fullmatch(word):
            found.villages.append(word)
            continue
        waiting.append(word)
        if word.endswith(BUILDINGS):
            found.buildings.append(" ".join(waiting))
            waiting = []
    return not waiting


def _inside(text: str, found: _Found) -> bool:
    """Read one pair of brackets: 법정동, building, and the floor that some write here."""
    for item in text.split(","):
        words = _words(item)
        while words:
            placed = found.place(words[-1])
            if placed is False:
                return False
            if not placed:
                break
            words.pop()
        name = " ".join(words)
        if not name:
            continue
        if (zip_code := ZIP.fullmatch(name)) is not None:
            found.zip = zip_code[1]
        elif VILLAGE.fullmatch(name) or AREA.fullmatch(name):
            found.villages.append(name)
        else:
            found.buildings.append(name)
    return True


def _made(found: _Found, detail: str) -> Detail:
    exact = " ".join(found.exact[level] for level in ("block", "floor", "unit") if level in found.exact)
    exact = f", {detail or exact}" if detail or exact else ""
    references = tuple(dict.fromkeys(found.villages + found.buildings))
    parts = dict(found.exact)
    if found.buildings:
        parts["building"] = ", ".join(dict.fromkeys(found.buildings))
    if found.villages:
        parts["village"] = ", ".join(dict.fromkeys(found.villages))
    if found.zip:
        parts["zip"] = found.zip
    if detail:
        parts["detail"] = detail
    return Detail(exact, references, exact + bracketed(references), parts, found.sure)


def bracketed(references: tuple[str, ...]) -> str:
    return f" ({', '.join(references)})" if references else ""


def _read(text: str) -> Detail | None:
    cleaned = clean_text(text).strip(" ,.")
    insides = BRACKET.findall(cleaned)
    outside = clean_text(BRACKET.sub(" ", cleaned)).strip(" ,.")
    if "(" in outside or ")" in outside:
        return None
    found = _Found()
    if _outside(outside, found) and all(_inside(inside, found) for inside in insides):
        return _made(found, "")
    # Words that are not known: all of them stay as they were written, in their order.
    found = _Found()
    found.sure = 0.8
    for inside in insides:
        if not _inside(inside, found) or found.exact:
            return None
    return _made(found, outside)


def read_detail(text: str) -> Detail | None:
    """ " 4F", ", 4층" and " (역삼동, 한빛빌딩 4층)" -> ", 4층", the last with its brackets. None for no tail."""
    read = _read(text)
    if read is None or not read.suffix:
        return read
    again = _read(read.suffix)
    return read if again is not None and again.suffix == read.suffix else None


DETAILS: Memo[str, Detail | None] = Memo(read_detail, LIMIT)
