"""The part of an address before its road or lot: province, city, district, town."""

from __future__ import annotations

import re
from typing import NamedTuple

from jangbu.engines.quality.normalising.dictionaries import dictionary
from jangbu.engines.quality.normalising.memo import Memo

WORDS = dictionary("regions")
PROVINCES: dict[str, str] = {word: name for name, entry in WORDS["provinces"].items() for word in entry["spelled"]}
CITIES: dict[str, frozenset[str]] = {name: frozenset(entry["cities"]) for name, entry in WORDS["provinces"].items()}
DISTRICTS: dict[str, frozenset[str]] = {city: frozenset(names) for city, names in WORDS["districts"].items()}
ALL_CITIES = frozenset().union(*CITIES.values())
RENAMED = {tuple(entry["from"]): tuple(entry["to"]) for entry in WORDS["renamed"]}
PROVINCE_OF_DISTRICT = {
    (province, district)
    for province, cities in CITIES.items()
    for city in cities & DISTRICTS.keys()
    for district in DISTRICTS[city]
}
COUNTRIES = frozenset(WORDS["countries"])
BY_LENGTH = sorted(PROVINCES, key=len, reverse=True)
WHOLE = "세종특별자치시"  # has no cities below it
GWANGJU, GWANGJU_CITY = "광주광역시", "광주시"  # 경기도 has a 광주시 of its own
MUNICIPALITY = re.compile("[가-힣]{1,5}[시군구]")
TOWN = re.compile("[가-힣]+[0-9]{0,2}[읍면]")
VILLAGE = re.compile("[가-힣]+[0-9]{0,2}[동리가]|[가-힣]+동[0-9]가")
CONTRADICTS, UNKNOWN, NO_PROVINCE, NO_CITY, NOTHING = 0.6, 0.7, 0.9, 0.8, 0.6
LIMIT = 50_000


class Region(NamedTuple):
    """`value` is the joined form; `villages` are 동, 리, 가, for the brackets of a road address; `sure` is 0 to 1."""

    value: str
    parts: dict[str, str]
    sure: float
    villages: tuple[str, ...]
    complete: bool  # a city is known, or none is needed


class _Reader:
    """Takes words off the front of the text, one level at a time."""

    def __init__(self, text: str) -> None:
        self.words = text.split(" ") if text else []
        self.parts: dict[str, str] = {}
        self.sure = 1.0

    def first(self) -> str:
        return self.words[0] if self.words else ""

    def province(self) -> None:
        if self.first() in COUNTRIES:
            self.words.pop(0)
        word = self.first()
        name = PROVINCES.get(word)
        if name is None:
            glued = next((each for each in BY_LENGTH if word.startswith(each) and _city_ahead(word, each)), None)
            if glued is None:
                return
            name = PROVINCES[glued]
            self.words[0] = word[len(glued) :]
        elif word == GWANGJU_CITY and not self._ahead(CITIES[GWANGJU]):
            return
        else:
            self.words.pop(0)
            if PROVINCES.get(self.first()) == name:  # 세종특별자치시 세종시
                self.words.pop(0)
        self.parts["province"] = name

    def _ahead(self, names: frozenset[str]) -> bool:
        return len(self.words) > 1 and self.words[1].startswith(tuple(names))

    def city(self) -> None:
        word, province = self.first(), self.parts.get("province")
        known = CITIES[province] if province else ALL_CITIES
        taken = self._take("city", known, ("시", "군") if province else ())
        if taken or not word:
            return
        if province and (province, word) in RENAMED:
            self.words.pop(0)
            self.parts["province"], moved = RENAMED[province, word]
            city, _blank, district = moved.partition(" ")
            self.parts["city"] = city
            if district:
                self.parts["district"] = district
        elif province and (province, word) in PROVINCE_OF_DISTRICT:
            self.sure = min(self.sure, NO_CITY)
        elif MUNICIPALITY.fullmatch(word):
            self.words.pop(0)
            self.parts["city"] = word
            self.sure = min(self.sure, CONTRADICTS if province and word in ALL_CITIES else UNKNOWN)

    def district(self) -> None:
        city = self.parts.get("city", "")
        known = DISTRICTS.get(city)
        if "district" in self.parts:
            return
        if known is None and not city:
            province = self.parts.get("province")
            known = frozenset(name for of, name in PROVINCE_OF_DISTRICT if of == province)
        if self._take("district", known or frozenset(), ("구",)):
            return
        word = self.first()
        if len(word) > 1 and word[-1] == "구" and MUNICIPALITY.fullmatch(word):
            self.parts["district"] = self.words.pop(0)
            self.sure = min(self.sure, CONTRADICTS)

    def _take(self, level: str, known: frozenset[str], endings: tuple[str, ...]) -> bool:
        """Take a known name, one without its ending (수원 for 수원시), or one that is glued to what follows."""
        word = self.first()
        if not word:
            return False
        name = next((each for each in (word, *(word + ending for ending in endings)) if each in known), None)
        if name is not None:
            self.words.pop(0)
        else:
            heads = [each for each in known if word.startswith(each) and _below(each, word[len(each) :])]
            if not heads:
                return False
            name = max(heads, key=len)
            self.words[0] = word[len(name) :]
        self.parts[level] = name
        return True

    def towns(self) -> tuple[str, ...] | None:
        villages: list[str] = []
        while self.words:
            word = self.words.pop(0)
            if TOWN.fullmatch(word) and "town" not in self.parts and not villages:
                self.parts["town"] = word
            elif VILLAGE.fullmatch(word):
                villages.append(word)
            else:
                glued = re.fullmatch("([가-힣]+[읍면])([가-힣]+[0-9]?리)", word)
                if glued is None or "town" in self.parts:
                    return None
                self.parts["town"] = glued[1]
                villages.append(glued[2])
        return tuple(villages)


def _city_ahead(word: str, province: str) -> bool:
    return word[len(province) :].startswith(tuple(CITIES[PROVINCES[province]]))


def _below(name: str, rest: str) -> bool:
    """Whether what is glued behind a city or district can be a district, a town or a village."""
    if any(rest.startswith(district) for district in DISTRICTS.get(name, ())):
        return True
    return len(rest) > 1 and bool(TOWN.fullmatch(rest) or VILLAGE.fullmatch(rest))


def read_region(text: str) -> Region | None:
    """ "충남 천안시 서북구" -> 충청남도 천안시 서북구. None where a word is none of these.

    A city that the province does not have is kept beside it, less surely: nobody can tell which of the two is wrong.
    """
    reader = _Reader(text)
    reader.province()
    reader.city()
    reader.district()
    villages = reader.towns()
    if villages is None:
        return None
    parts = reader.parts
    complete = "city" in parts or parts.get("province") == WHOLE
    if not complete:
        reader.sure = min(reader.sure, NO_CITY if "province" in parts or "district" in parts else NOTHING)
    elif "province" not in parts:
        reader.sure = min(reader.sure, NO_PROVINCE)
    levels = (parts.get(level) for level in ("province", "city", "district", "town"))
    return Region(" ".join(level for level in levels if level), parts, reader.sure, villages, complete)


REGIONS: Memo[str, Region | None] = Memo(read_region, LIMIT)
