# ruff: noqa: SIM905
"""How people write a customer down: company forms, phones, dates, road and lot addresses, and slips of the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from bench.customers import words

COLUMNS = ("id", "name", "contact", "phone", "email", "address", "business_number", "date", "memo")
ROMAN_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
ROMAN_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
ROMAN_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
QWERTY_INITIALS = "r R s e E f a q Q t T d w W c z x v g".split()
QWERTY_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
QWERTY_FINALS = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ")
# what a finger or an ear mistakes for each other: initials, vowels, finals by their Unicode order
NEAR_INITIALS = {0: 15, 2: 6, 3: 16, 5: 2, 6: 7, 7: 17, 9: 10, 11: 18, 12: 14, 14: 12, 15: 0, 16: 3, 17: 7, 18: 11}
NEAR_VOWELS = {0: 4, 1: 5, 2: 6, 4: 8, 5: 1, 6: 4, 8: 12, 12: 8, 13: 17, 17: 13, 18: 13, 19: 20, 20: 18, 11: 10, 10: 15}
NEAR_FINALS = {0: 4, 1: 0, 4: 16, 8: 0, 16: 4, 17: 1, 19: 20, 21: 4, 7: 19, 20: 19}
SYLLABLES, LAST = 0xAC00, 0xD7A3


@dataclass(frozen=True, slots=True)
class District:
    full: str
    short: str
    former: str
    area_code: int
    name: str


def every_district() -> list[District]:
    """Districts of all provinces, taken in turn so that none comes first for being written first."""
    lists = [
        [District(*p[:4], name) for name in p[4].split("|" if "|" in p[4] else " ") if name] for p in words.PROVINCES
    ]
    longest = max(map(len, lists))
    return [each[turn] for turn in range(longest) for each in lists if turn < len(each)]


DISTRICTS = every_district()


@cache
def romanised(text: str) -> str:
    parts = (divmod(ord(letter) - SYLLABLES, 588) for letter in text)
    return "".join(ROMAN_INITIALS[i] + ROMAN_VOWELS[rest // 28] + ROMAN_FINALS[rest % 28] for i, rest in parts)


def in_qwerty(text: str) -> str:
    """What comes out when the Hangul key was not pressed."""
    out = []
    for letter in text:
        if SYLLABLES <= ord(letter) <= LAST:
            initial, rest = divmod(ord(letter) - SYLLABLES, 588)
            out.append(QWERTY_INITIALS[initial] + QWERTY_VOWELS[rest // 28] + QWERTY_FINALS[rest % 28])
        else:
            out.append(letter)
    return "".join(out)


def slipped(text: str, draw: int) -> str:
    """One slip: a near jamo (mostly), neighbours swapped, a syllable lost or doubled, the wrong keyboard."""
    draw, way = divmod(draw, 50)
    if way == 0:
        return in_qwerty(text)
    places = [place for place, letter in enumerate(text) if SYLLABLES <= ord(letter) <= LAST]
    if not places:
        return text
    draw, which = divmod(draw, len(places))
    place = places[which]
    if way < 4 and len(places) > 3:
        return text[:place] + text[place + 1 :]
    if way < 6:
        return text[: place + 1] + text[place:]
    if way < 10 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    initial, rest = divmod(ord(text[place]) - SYLLABLES, 588)
    vowel, final = divmod(rest, 28)
    kind = draw % 3
    if kind == 0:
        initial = NEAR_INITIALS.get(initial, initial)
    elif kind == 1:
        vowel = NEAR_VOWELS.get(vowel, 20)
    else:
        final = NEAR_FINALS.get(final, 0)
    return text[:place] + chr(SYLLABLES + initial * 588 + vowel * 28 + final) + text[place + 1 :]


def digit_slipped(text: str, draw: int) -> str:
    """One digit of `text` another one, or two neighbours the other way round."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if not places:
        return text
    draw, which = divmod(draw, len(places))
    place = places[which]
    if draw % 2 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + str((int(text[place]) + 1 + draw % 8) % 10) + text[place + 1 :]


def mail_slipped(text: str, draw: int) -> str:
    user, _, host = text.partition("@")
    draw, way = divmod(draw, 4)
    if way == 0 and host in words.DOMAIN_SLIPS:
        return f"{user}@{words.DOMAIN_SLIPS[host]}"
    place = draw % len(user)
    if way == 1 and len(user) > 3:
        return f"{user[:place]}{user[place + 1 :]}@{host}"
    if way == 2:
        return f"{user[:place]}{user[place]}{user[place:]}@{host}"
    return f"{user[:place]}{user[place + 1 : place + 2]}{user[place]}{user[place + 2 :]}@{host}"


def person(surname: int, given: int) -> str:
    first, second = divmod(given, len(words.SECOND_SYLLABLES))
    return words.SURNAMES[surname] + words.FIRST_SYLLABLES[first] + words.SECOND_SYLLABLES[second]


def firm(stem: int, trade: int) -> str:
    first, second = divmod(stem, len(words.STEM_SECOND))
    return words.STEM_FIRST[first] + words.STEM_SECOND[second] + words.TRADES[trade]


def titled(name: str, form: int, style: int) -> str:
    """The name with its company form, in one of the ways people write it."""
    ways = (("{}",), words.STOCK_COMPANY, words.LIMITED_COMPANY)[form]
    return ways[style % len(ways)].replace("{}", name)


def phone_text(number: int, style: int) -> str:
    digits = f"0{number}"
    cut = 2 if digits.startswith("02") else 3
    area, middle, last = digits[:cut], digits[cut:-4], digits[-4:]
    return (
        f"{area}-{middle}-{last}",
        digits,
        f"{area}.{middle}.{last}",
        f"{area} {middle} {last}",
        f"+82-{area[1:]}-{middle}-{last}",
        f"{area}){middle}-{last}",
        f"({area}) {middle}-{last}",
        digits[1:],
    )[style % 8]


def number_text(number: int, site: int, style: int) -> str:
    digits = str(number)
    written_out = digits if style % 4 == 0 else f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    return f"{written_out}-{site:04d}" if site else written_out


def day_text(ordinal: int, style: int, slip: int) -> str:
    """A date; a slip swaps month and day where that is a date again, or turns a digit."""
    day = date.fromordinal(ordinal)
    year, month, number = day.year, day.month, day.day
    if slip and number <= 12 and month != number:
        month, number = number, month
    elif slip:
        year, number = (year + (-10 if slip % 2 else 10), number) if slip % 3 == 0 else (year, (number + slip) % 28 + 1)
    return (
        f"{year}-{month:02d}-{number:02d}",
        f"{year}.{month:02d}.{number:02d}",
        f"{year}{month:02d}{number:02d}",
        f"{year}/{month}/{number}",
        f"{year}년 {month}월 {number}일",
        f"{year % 100:02d}{month:02d}{number:02d}",
    )[style % 6]


def address_text(district: int, road: int, building: int, unit: int, lot: bool, style: int) -> str:
    """Road form, or the lot form that belongs to the same building."""
    place = DISTRICTS[district]
    style, way = divmod(style, 4)
    province = (place.full, place.short, place.former, place.full)[way]
    dong = words.DONGS[(district * 7 + road * 3 + building // 40) % len(words.DONGS)]
    if lot:
        parcel = (district * 31 + road * 101 + building * 7) % 900 + 1
        place_text = f"{dong} {parcel}-{building % 30 + 1}" if building % 3 else f"{dong} {parcel}"
        place_text += "번지" if style % 3 == 0 else ""
    else:
        road_name = words.ROADS[(district * 13 + road * 7) % len(words.ROADS)]
        gap = "" if style % 5 == 0 else " "
        place_text = f"{road_name}{gap}{building}" + (f" ({dong})" if style % 3 == 0 else "")
    text = f"{province} {place.name} {place_text}"
    if unit >= 10_000:
        tower, door = divmod(unit, 10_000)
        text += (f" {tower}동 {door}호", f", {tower}동 {door}호", f" {tower}-{door}")[style // 15 % 3]
    elif unit >= 0:
        text += (f" {unit}층", f", {unit}층", f" {unit}F")[style // 15 % 3]
    return text


def written(rows: np.ndarray[Any, Any], first_id: int) -> list[tuple[str, ...]]:
    """The text of each row, in the order of COLUMNS."""
    return [line(f"C{first_id + place:07d}", *row) for place, row in enumerate(rows.tolist())]


def line(
    key: str,
    entity: int,
    company: bool,
    surname: int,
    given: int,
    stem: int,
    trade: int,
    form: int,
    branch: int,
    phone: int,
    mail: int,
    domain: int,
    district: int,
    road: int,
    building: int,
    unit: int,
    number: int,
    site: int,
    day: int,
    memo: int,
    style: int,
    plain: bool,
    lot: bool,
    slips: list[int],
) -> tuple[str, ...]:
    """One customer as one row of text. The house style is (주), dashes, full province and ISO dates."""
    ways = [0] * 5 if plain else [style & 1023, style >> 10 & 1023, style >> 20 & 1023, style >> 30 & 1023, style >> 40]
    name_slip, phone_slip, mail_slip, address_slip, day_slip = slips
    in_charge = person(surname, given)
    name = firm(stem, trade) if company else in_charge
    email = mail_text(name[:4], mail, domain) if company else mail_text(in_charge, mail, -1)
    if name_slip:
        name = slipped(name, name_slip)
    if company:
        name = titled(name, form, ways[0])
        name = f"{name} {words.BRANCHES[branch]}" if branch >= 0 else name
    phone_number = phone_text(phone, ways[1]) if phone >= 0 else ""
    address = (
        address_text(district, road, building, unit, lot, ways[2] if not plain else 1 << 4) if district >= 0 else ""
    )
    return (
        key,
        name,
        in_charge if company and style % 7 else "",
        digit_slipped(phone_number, phone_slip) if phone_slip else phone_number,
        "" if mail < 0 else mail_slipped(email, mail_slip) if mail_slip else email,
        digit_slipped(address, address_slip) if address_slip else address,
        number_text(number, site, ways[3] + 1) if number >= 0 else "",
        day_text(day, ways[4], day_slip) if day >= 0 else "",
        words.MEMOS[memo] if memo >= 0 else "",
    )


def mail_text(name: str, mail: int, domain: int) -> str:
    """A person's mailbox with a large provider, or a desk at the company's own domain."""
    if domain >= 0:
        desk = words.MAIL_DESKS[mail % len(words.MAIL_DESKS)]
        tail = domain // len(words.DOMAIN_ENDS)
        return f"{desk}@{romanised(name)}{tail or ''}{words.DOMAIN_ENDS[domain % len(words.DOMAIN_ENDS)]}"
    tail, way = divmod(mail, 3)
    user = (
        romanised(name[1:]) + str(tail % 10_000),
        romanised(name[1:]) + "." + romanised(name[:1]) + str(tail % 100),
        romanised(name[:1])[0] + romanised(name[1:]) + str(tail % 1000),
    )[way]
    return f"{user}@{words.MAIL_HOSTS[tail // 10_000 % len(words.MAIL_HOSTS)]}"
