"""Tables made up for finding errors in: each with its clean twin, and each spoilt in its own way."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from jangbu.engines.quality.frame import Frame

Cells = list[list[str]]
CONSONANTS, VOWELS = "bcdfghklmnprstvw", "aeiou"


@dataclass(frozen=True)
class Made:
    """`answers` are the forms that the clean table keeps, as a person would answer."""

    dirty: Frame
    clean: Frame
    answers: dict[str, str] = field(default_factory=dict)


def frame(name: str, header: list[str], rows: Cells) -> Frame:
    columns = tuple([row[at] or None for row in rows] for at in range(len(header)))
    return Frame(name, tuple(header), columns)


def word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice(["", "n", "r"])


def misspelt(rng: random.Random, text: str) -> str:
    """One slip: a letter replaced, lost, doubled or swapped with the next."""
    at = rng.randrange(max(1, len(text) - 1))
    kind = rng.choice("rlds")
    if kind == "r":
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz" if text[at].isascii() else "가나다라마바사아자")
        return text[:at] + letter + text[at + 1 :] if letter != text[at] else text + letter
    if kind == "l" and len(text) > 2:
        return text[:at] + text[at + 1 :]
    if kind == "s" and len(text) > 1 and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[: at + 1] + text[at:]


def spoil(rng: random.Random, rows: Cells, at: int, share: float, how: str) -> None:
    """Spoil a share of one column: "typo", "swap" (another value of the column), "blank", or a fixed text."""
    values = sorted({row[at] for row in rows})
    for row in rng.sample(rows, int(share * len(rows))):
        if how == "typo":
            row[at] = misspelt(rng, row[at]) if row[at] else row[at]
        elif how == "swap":
            row[at] = rng.choice([value for value in values if value != row[at]])
        else:
            row[at] = "" if how == "blank" else how


def drinks(seed: int = 1, rows: int = 1200) -> Made:
    """Amounts with a unit where bare numbers are wanted, a state run into the city, N/A for nothing."""
    rng = random.Random(seed)
    makers = []
    for at in range(180):
        state = rng.choice(["OR", "WA", "CA", "CO", "TX", "NY", "MI", "VT"])
        makers.append(
            [
                str(at),
                f"{word(rng, 3).title()} {rng.choice(['Works', 'Cellars', 'Company'])}",
                word(rng, 3).title(),
                state,
            ]
        )
    styles = [f"{word(rng, 2).title()} {word(rng, 2).title()}" for _ in range(30)]
    clean, dirty = [], []
    for at in range(rows):
        maker = rng.choice(makers)
        size = rng.choice(["12.0", "12.0", "12.0", "16.0", "16.0", "19.2", "24.0", "8.4"])
        strength = f"{rng.randint(35, 99) / 1000:.3f}".rstrip("0")
        bitter = str(rng.randint(5, 120)) if rng.random() < 0.6 else ""
        drink = f"{word(rng, 2).title()} {word(rng, 3).title()}"
        good = [str(at + 1), drink, rng.choice(styles), size, strength, bitter, *maker]
        bad = list(good)
        bad[3] = f"{size} {'oz' if rng.random() < 0.85 else rng.choice(['oz.', 'ounce', 'OZ'])}"
        bad[5] = bitter or "N/A"
        if rng.random() < 0.06:
            bad[4] = f"{strength}%"
        if rng.random() < 0.05:
            bad[8], bad[9] = f"{maker[2]} {maker[3]}", ""
        elif rng.random() < 0.03:
            bad[9] = rng.choice([each[3] for each in makers if each[3] != maker[3]])
        clean.append(good)
        dirty.append(bad)
    header = ["no", "drink", "style", "size", "strength", "bitterness", "maker_no", "maker", "town", "region"]
    return Made(frame("drinks", header, dirty), frame("drinks", header, clean), {"size": "12.0", "bitterness": ""})


def articles(seed: int = 2, rows: int = 1000) -> Made:
    """Days the wrong way round in most rows, journals and their short forms misspelt, pages turned into dates."""
    rng = random.Random(seed)
    journals = []
    for _ in range(140):
        words = [word(rng, rng.randint(2, 4)).title() for _ in range(rng.randint(2, 4))]
        issn = f"{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}"
        journals.append([" ".join(words), ". ".join(each[:4] for each in words) + ".", issn])
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    clean, dirty = [], []
    for at in range(rows):
        journal = rng.choice(journals)
        year, month, day = rng.randint(70, 99), rng.randint(1, 12), rng.choice([1, 1, 1, rng.randint(2, 28)])
        first = rng.randint(1, 900)
        title = " ".join(word(rng, rng.randint(1, 4)) for _ in range(rng.randint(5, 11))).capitalize()
        people = "; ".join(f"{word(rng, 2).title()} {rng.choice('ABCDEFGH')}" for _ in range(rng.randint(1, 4)))
        created = f"{month}/{day}/{year}" if rng.random() < 0.9 else ""
        good = [
            str(at),
            title,
            "eng",
            *journal,
            str(rng.randint(1, 99)),
            str(rng.randint(1, 12)),
            created,
            f"{first}-{first + rng.randint(1, 9)}",
            people,
        ]
        bad = list(good)
        if created:
            bad[8] = f"{year}/{day}/{month}"
        if rng.random() < 0.03:
            bad[3] = misspelt(rng, bad[3])
        if rng.random() < 0.03:
            bad[4] = misspelt(rng, bad[4])
        if rng.random() < 0.04:
            bad[9] = f"{rng.randint(1, 28)}-{rng.choice(months)}"
        if rng.random() < 0.03:
            bad[5] = ""
        clean.append(good)
        dirty.append(bad)
    header = ["id", "title", "language", "journal", "short", "issn", "volume", "issue", "created", "pages", "people"]
    return Made(frame("articles", header, dirty), frame("articles", header, clean), {"created": f"{clean[0][8]}"})


def payers(seed: int = 3, rows: int = 5000) -> Made:
    """Places that follow from a code, rates that follow from two columns, few errors of every kind."""
    rng = random.Random(seed)
    towns = [
        [word(rng, 3).upper(), rng.choice(["AL", "CA", "CO", "FL", "GA", "IL", "NY", "TX", "WA"])] for _ in range(150)
    ]
    codes = {str(rng.randint(10000, 99999)): rng.choice(towns) for _ in range(400)}
    names = [word(rng, 2).title() for _ in range(120)]
    exempt = {
        (region, single): str(rng.randint(0, 40) * 100)
        for region in sorted({town[1] for town in towns})
        for single in "SM"
    }
    clean = []
    for _ in range(rows):
        code = rng.choice(list(codes))
        town, region = codes[code]
        single, pay = rng.choice("SM"), rng.randint(1, 190) * 500
        clean.append(
            [
                rng.choice(names),
                word(rng, 3).title(),
                rng.choice("MF"),
                str(rng.randint(201, 989)),
                f"{rng.randint(100, 999)}-{rng.randint(1000, 9999)}",
                town,
                region,
                code,
                single,
                rng.choice("YN"),
                str(pay),
                f"{len(region) + ord(region[0]) % 7}.5",
                exempt[region, single],
            ]
        )
    dirty = [list(row) for row in clean]
    for at, share, how in (
        (0, 0.01, "typo"),
        (5, 0.015, "typo"),
        (5, 0.01, "swap"),
        (6, 0.01, "swap"),
        (7, 0.01, "typo"),
        (8, 0.005, "blank"),
        (11, 0.01, "swap"),
        (12, 0.01, "swap"),
        (9, 0.005, "-"),
    ):
        spoil(rng, dirty, at, share, how)
    header = [
        "first",
        "last",
        "sex",
        "area",
        "phone",
        "town",
        "region",
        "code",
        "single",
        "children",
        "pay",
        "rate",
        "exempt",
    ]
    return Made(frame("payers", header, dirty), frame("payers", header, clean))


def customers(seed: int = 4, rows: int = 1500) -> Made:
    """A Korean customer and order list: districts misspelt or in another city, prices that do not go with the item."""
    rng = random.Random(seed)
    places = {
        "서울특별시": "강남구 마포구 송파구 종로구 노원구 영등포구",
        "부산광역시": "해운대구 사하구 금정구 연제구 수영구",
        "대구광역시": "수성구 달서구 달성군",
        "경기도": "수원시 성남시 고양시 용인시 부천시",
        "인천광역시": "부평구 계양구 연수구",
        "대전광역시": "유성구 대덕구",
        "광주광역시": "광산구",
    }
    districts = [(district, city) for city, names in places.items() for district in names.split()]
    items = {
        f"{kind} {size}": str(rng.randint(3, 90) * 500)
        for kind in ["볼트", "너트", "베어링", "기어", "밸브", "호스", "필터", "센서"]
        for size in ("A형", "B형", "C형")
    }
    family, given = "김이박최정강조윤장임한오서신권황안송홍유", "민지서준도윤하은지우예은수빈현우지훈서연태영"
    clean = []
    for at in range(rows):
        district, city = rng.choice(districts)
        item = rng.choice(list(items))
        name = rng.choice(family) + "".join(rng.sample(given, 2))
        clean.append(
            [
                f"C{at:05d}",
                name,
                f"010-{rng.randint(2000, 9999)}-{rng.randint(1000, 9999)}",
                city,
                district,
                item,
                items[item],
                str(rng.randint(1, 50)),
                f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
                rng.choice(["완료", "완료", "완료", "대기", "취소"]),
            ]
        )
    dirty = [list(row) for row in clean]
    for at, share, how in (
        (3, 0.03, "swap"),
        (4, 0.03, "typo"),
        (5, 0.02, "typo"),
        (6, 0.03, "swap"),
        (9, 0.02, "typo"),
        (9, 0.01, "blank"),
        (8, 0.01, "미정"),
        (7, 0.01, "없음"),
    ):
        spoil(rng, dirty, at, share, how)
    for row in rng.sample(dirty, int(0.03 * rows)):
        row[2] = row[2].replace("-", "")
    for row in rng.sample(dirty, int(0.02 * rows)):
        row[8] = row[8].replace("-", ".")
    header = ["고객번호", "이름", "전화번호", "시도", "시군구", "품목", "단가", "수량", "주문일", "상태"]
    return Made(frame("고객", header, dirty), frame("고객", header, clean))


def firms(seed: int = 5, rows: int = 1500) -> Made:
    """Facts of companies over the years, with typos, outliers and values of other rows."""
    rng = random.Random(seed)
    lands = [(word(rng, 3).title(), word(rng, 2).title(), f"{rng.randint(1, 400) * 1e8:.0f}") for _ in range(40)]
    companies = []
    for _ in range(400):
        land = rng.choice(lands)
        companies.append(
            [
                f"{word(rng, 3).title()}",
                rng.choice(["retail", "software", "mining", "media", "energy", "banking"]),
                str(rng.randint(1900, 2010)),
                *land,
            ]
        )
    clean = []
    for at in range(rows):
        company = rng.choice(companies)
        clean.append(
            [
                str(at),
                *company,
                str(rng.choice([1996, 2001, 2014])),
                f"{rng.lognormvariate(1, 0.8):.1f}",
                rng.choice(["male", "female"]),
                str(rng.randint(25, 90)),
            ]
        )
    dirty = [list(row) for row in clean]
    for at, share, how in (
        (1, 0.03, "typo"),
        (2, 0.03, "typo"),
        (3, 0.02, "swap"),
        (4, 0.03, "swap"),
        (5, 0.03, "typo"),
        (6, 0.02, "blank"),
        (9, 0.03, "typo"),
        (9, 0.02, "blank"),
        (10, 0.02, "790"),
        (5, 0.02, "swap"),
    ):
        spoil(rng, dirty, at, share, how)
    header = ["rank", "company", "sector", "founded", "land", "region", "gdp", "year", "worth", "sex", "age"]
    return Made(frame("firms", header, dirty), frame("firms", header, clean))


ALL = {"drinks": drinks, "articles": articles, "payers": payers, "customers": customers, "firms": firms}
