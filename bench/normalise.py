"""Normalising values a second on one core, kind by kind, against the bar of 200,000.

Each kind gets 100,000 distinct values as people write them, made here from a seed: forms and spellings in the mix that
address books and invoices have, with some that cannot be parsed. CPU time of the process; the best of three turns.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from bench.rows import Row
from jangbu.engines.quality.normalising import KINDS, Kind, normalise_many
from jangbu.engines.quality.normalising.regions import CITIES, DISTRICTS, PROVINCES

TITLE = "Normalising, values a second on one core"
BAR = 200_000
VALUES = 100_000
TURNS = 3
SEED = 20260105
SYLLABLES = (
    "가나다라마바사아자차카타파하강경광국금길남대도동두래로림명무미민발백범보부삼상서석선성세송수승시신안"
    "양연영오용우운원유은의이인일장재전정제조주중지진창천철청춘태평풍하한해현형호홍화효"
)
SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍"


def _word(dice: random.Random, least: int, most: int) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(least, most)))


def company(dice: random.Random) -> str:
    name = _word(dice, 3, 6) + dice.choice(["", "", "전자", "산업", " 테크", "물산", "ENG"])
    form = dice.choices(
        [
            "(주){}",
            "㈜{}",
            "주식회사 {}",
            "{}(주)",
            "{} 주식회사",
            "{}",
            "（주）{}",
            "{} Co., Ltd.",
            "유한회사 {}",
            "(주){} 부산지점",
        ],
        [20, 10, 20, 12, 8, 18, 3, 3, 3, 3],
    )[0]
    return form.format(name)


PLACES = [
    (spelled, f"{city} {dice_free}".strip())
    for spelled, name in PROVINCES.items()
    for city in sorted(CITIES[name])
    for dice_free in sorted(DISTRICTS.get(city, {""}))
]


def address(dice: random.Random) -> str:
    province, city = dice.choice(PLACES)
    number = str(dice.randint(1, 900)) + (f"-{dice.randint(1, 30)}" if dice.random() < 0.25 else "")
    if dice.random() < 0.2:
        where = f"{_word(dice, 1, 2)}동 {'산 ' if dice.random() < 0.1 else ''}{number}"
    else:
        side = f"{dice.randint(1, 99)}번길" if dice.random() < 0.35 else ""
        where = f"{_word(dice, 2, 3)}{dice.choice(['로', '대로', '길'])}{side}{dice.choice([' ', ' ', ''])}{number}"
    floor, unit = dice.randint(1, 30), dice.randint(101, 2505)
    tail = dice.choices(
        [
            "",
            f", {floor}층",
            f" {floor}F",
            f" (한빛동, {_word(dice, 2, 3)}빌딩)",
            f", {dice.randint(101, 130)}동 {unit}호",
            f" {unit}호",
        ],
        [40, 15, 15, 10, 10, 10],
    )[0]
    return f"{province} {city} {where}{tail}"


def phone(dice: random.Random) -> str:
    middle, last = dice.randint(2000, 9999), f"{dice.randint(0, 9999):04}"
    form = dice.choices(
        [
            "{0}-{1}-{2}",
            "{0}{1}{2}",
            "{0}.{1}.{2}",
            "{0} {1} {2}",
            "({0}) {1}-{2}",
            "+82-{3}-{1}-{2}",
            "{0}-{1}-{2} 내선 12",
            "{0}-{1}",
        ],
        [40, 20, 8, 8, 8, 10, 3, 3],
    )[0]
    code = dice.choice(["010", "010", "010", "02", "031", "051", "070"])
    return form.format(code, middle, last, code[1:])


def business_number(dice: random.Random) -> str:
    digits = [int(digit) for digit in str(dice.randint(101_00_0000, 999_99_9999))]
    total = sum(weight * digit for weight, digit in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=True))
    text = "".join(map(str, [*digits, -(total + digits[8] * 5 // 10) % 10]))
    return dice.choices(
        [f"{text[:3]}-{text[3:5]}-{text[5:]}", text, f"{text[:3]} {text[3:5]} {text[5:]}"], [60, 35, 5]
    )[0]


def corporate_number(dice: random.Random) -> str:
    text = f"{dice.randint(110111, 284511)}{dice.randint(0, 9_999_999):07}"
    return dice.choice([f"{text[:6]}-{text[6:]}", text])


def person(dice: random.Random) -> str:
    given = _word(dice, 2, 2)
    surname = dice.choice(SURNAMES)
    form = dice.choices(["{0}{1}", "{0} {1}", "{0}{1} 대표이사", "{0}{1}님", "HONG {2}"], [75, 10, 7, 5, 3])[0]
    return form.format(surname, given, "".join(dice.choices("ABCDEGHIJKLMNOSTUWY", k=7)))


def date(dice: random.Random) -> str:
    year, month, day = dice.randint(1950, 2049), dice.randint(1, 12), dice.randint(1, 31)
    form = dice.choices(
        [
            "{0}-{1:02}-{2:02}",
            "{0}.{1}.{2}.",
            "{0}/{1:02}/{2:02}",
            "{0}{1:02}{2:02}",
            "{0}년 {1}월 {2}일",
            "{0}-{1:02}-{2:02} {3:02}:{4:02}",
        ],
        [40, 15, 10, 15, 10, 10],
    )[0]
    return form.format(year, month, day, dice.randint(0, 23), dice.randint(0, 59))


def money(dice: random.Random) -> str:
    amount = dice.randint(1, 9_999_999) * 10
    form = dice.choices(
        ["{0:,}", "{0}", "{0:,}원", "₩{0:,}", "-{0:,}", "({0:,})", "△{0:,}", "{1}만원", "${0:,}.50", "{2}억 {3}만원"],
        [30, 20, 20, 8, 4, 3, 2, 6, 4, 3],
    )[0]
    return form.format(amount, amount // 10, dice.randint(1, 99), dice.randint(1, 9999))


def email(dice: random.Random) -> str:
    local = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=dice.randint(5, 10)))
    domain = dice.choice(["naver.com", "gmail.com", "hanmail.net", "hanbit.co.kr", "daum.net", "gmial.com"])
    form = dice.choices(["{0}@{1}", "{2}@{1}", "{0}@{1} ", "홍길동 <{0}@{1}>"], [85, 8, 4, 3])[0]
    return form.format(local, domain, local.capitalize())


MAKERS: dict[Kind, Callable[[random.Random], str]] = {
    "company": company,
    "address": address,
    "phone": phone,
    "business_number": business_number,
    "corporate_number": corporate_number,
    "person": person,
    "date": date,
    "money": money,
    "email": email,
}


def values(kind: Kind, count: int = VALUES) -> list[str]:
    """Distinct values where the kind has so many (there are only some 80,000 plausible days and short names)."""
    dice = random.Random(SEED)
    made = [MAKERS[kind](dice) for _value in range(count)]
    return list(dict.fromkeys(made))


def run(report: Callable[[Row], None]) -> None:
    for kind in KINDS:
        texts = values(kind)
        best = 0.0
        for _turn in range(TURNS):
            start = time.process_time()
            normalise_many(kind, texts)
            best = max(best, len(texts) / (time.process_time() - start))
        report(Row(f"normalise {kind}, {len(texts):,} distinct", "bar", BAR, best, best / BAR, "values/s"))
