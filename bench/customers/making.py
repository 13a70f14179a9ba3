"""Who the customers are: a structured array of numbers, one row a customer or a copy of one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.customers import words
from bench.customers.writing import COLUMNS, DISTRICTS, written

Rows = np.ndarray[Any, Any]  # structured, dtype CUSTOMER
CUSTOMER = np.dtype(
    [
        ("entity", "i8"),
        ("company", "?"),
        ("surname", "i2"),
        ("given", "i4"),
        ("stem", "i4"),
        ("trade", "i2"),
        ("form", "i2"),  # 0 sole owner, 1 stock company, 2 limited company
        ("branch", "i2"),  # -1 none
        ("phone", "i8"),  # without the leading zero; -1 blank, as in all below
        ("mail", "i8"),
        ("domain", "i2"),
        ("district", "i2"),
        ("road", "i2"),
        ("building", "i2"),
        ("unit", "i4"),
        ("number", "i8"),  # business number
        ("site", "i2"),  # 종사업장, 0 none
        ("day", "i4"),  # proleptic ordinal of the birth or registration
        ("memo", "i2"),
        ("style", "i8"),  # which way each field is written
        ("plain", "?"),  # written in the house style
        ("lot", "?"),
        ("slips", "u4", 5),  # a number each for name, phone, mail, address, day; 0 none
    ]
)
STRONG = ("mail", "phone", "district", "day", "number")
SHARES = {"branch": 0.03, "sibling": 0.03, "household": 0.05, "namesake": 0.03, "successor": 0.02}
CHUNK = 50_000


def zipf(rng: np.random.Generator, kinds: int, count: int, power: float = 0.7) -> Rows:
    """`count` draws of 0..kinds-1, the first ones the most frequent."""
    weights = 1 / np.arange(2, kinds + 2) ** power
    drawn: Rows = rng.choice(kinds, count, p=weights / weights.sum())
    return drawn


def given_names(rng: np.random.Generator, count: int) -> Rows:
    """Six in ten carry one of the popular names; the rest any two syllables."""
    seconds = len(words.SECOND_SYLLABLES)
    popular = np.array(
        [words.FIRST_SYLLABLES.index(n[0]) * seconds + words.SECOND_SYLLABLES.index(n[1]) for n in words.POPULAR]
    )
    names = rng.integers(0, len(words.FIRST_SYLLABLES) * seconds, count)
    common = rng.random(count) < 0.6
    names[common] = popular[zipf(rng, len(popular), int(common.sum()))]
    return names


def surnames(rng: np.random.Generator, count: int) -> Rows:
    rest = len(words.SURNAMES) - len(words.SURNAME_SHARES)
    shares = np.array([*words.SURNAME_SHARES, *[(100 - sum(words.SURNAME_SHARES)) / rest] * rest])
    return rng.choice(len(shares), count, p=shares / shares.sum())


def business_numbers(rng: np.random.Generator, company: Rows) -> Rows:
    """Ten digits with the right check digit; 81-88 in the middle for corporations."""
    count = len(company)
    middle = np.where(company, rng.integers(81, 89, count), rng.integers(1, 80, count))
    root = rng.integers(101, 700, count) * 1_000_000 + middle * 10_000 + rng.integers(1, 10_000, count)
    digits = root[:, None] // 10 ** np.arange(8, -1, -1) % 10
    total = digits @ np.array([1, 3, 7, 1, 3, 7, 1, 3, 5]) + digits[:, 8] * 5 // 10
    checked: Rows = root * 10 + (10 - total % 10) % 10
    return checked


def phones(rng: np.random.Generator, rows: Rows) -> Rows:
    """Mobiles for people, mostly landlines of the province for companies."""
    mobile = 10_0000_0000 + rng.integers(2000, 9999, len(rows)) * 10_000 + rng.integers(0, 10_000, len(rows))
    code = np.array([district.area_code for district in DISTRICTS])[rows["district"]]
    landline = code * 10_000_000 + rng.integers(200, 1000, len(rows)) * 10_000 + rng.integers(0, 10_000, len(rows))
    return np.where(rows["company"] & (rng.random(len(rows)) < 0.75), landline, mobile)


def settle(rng: np.random.Generator, rows: Rows) -> None:
    """Give each row an address: four in ten people live in one of the large buildings of their road."""
    count = len(rows)
    rows["district"] = zipf(rng, len(DISTRICTS), count, 0.5)
    rows["road"] = zipf(rng, 14, count, 0.4)
    large = ~rows["company"] & (rng.random(count) < 0.4)
    rows["building"] = np.where(large, rng.integers(1, 9, count) * 11, rng.integers(1, 400, count))
    tower = rng.integers(101, 116, count) * 10_000 + rng.integers(1, 21, count) * 100 + rng.integers(1, 7, count)
    rows["unit"] = np.where(large, tower, np.where(rng.random(count) < 0.5, rng.integers(1, 9, count), -1))


def originals_of(rng: np.random.Generator, count: int) -> Rows:
    rows = np.zeros(count, CUSTOMER)
    rows["company"] = rng.random(count) < 0.4
    rows["surname"], rows["given"] = surnames(rng, count), given_names(rng, count)
    rows["stem"] = zipf(rng, len(words.STEM_FIRST) * len(words.STEM_SECOND), count, 0.4)
    rows["trade"] = zipf(rng, len(words.TRADES), count, 0.5)
    rows["form"] = rng.choice(3, count, p=[0.25, 0.7, 0.05])
    rows["branch"] = -1
    settle(rng, rows)
    rows["phone"] = phones(rng, rows)
    rows["mail"] = rng.integers(0, 1 << 40, count)
    rows["domain"] = rng.integers(0, 1000, count)
    corporate = rows["company"] & (rows["form"] > 0)
    has_number = rows["company"] & (rng.random(count) < 0.88)
    rows["number"] = np.where(has_number, business_numbers(rng, corporate), -1)
    rows["day"] = np.where(
        rows["company"], rng.integers(726_000, 739_500, count), rng.integers(708_000, 732_500, count)
    )
    rows["memo"] = np.where(rng.random(count) < 0.25, rng.integers(0, len(words.MEMOS), count), -1)
    for field, blank in (("mail", 0.28), ("phone", 0.02), ("district", 0.05), ("day", 0.15)):
        rows[field] = np.where(rng.random(count) < blank, -1, rows[field])
    return rows


def renamed(rng: np.random.Generator, rows: Rows, share: float | Rows) -> None:
    """Other people in charge of that share of the rows, or of each row with its own likelihood."""
    other = rng.random(len(rows)) < share
    rows["surname"] = np.where(other, surnames(rng, len(rows)), rows["surname"])
    rows["given"] = np.where(other, given_names(rng, len(rows)), rows["given"])


def elsewhere(rng: np.random.Generator, rows: Rows, which: Rows) -> None:
    """Another address for the rows that are `which` and have one."""
    moved = rows.copy()
    settle(rng, moved)
    for field in ("district", "road", "building", "unit"):
        rows[field] = np.where(which & (rows["district"] >= 0), moved[field], rows[field])


def branches(rng: np.random.Generator, rows: Rows) -> None:
    """The same company somewhere else: half under its own number with a site number behind, half under a new one."""
    count = len(rows)
    rows["branch"] = np.where(rng.random(count) < 0.5, rng.integers(0, len(words.BRANCHES), count), -1)
    elsewhere(rng, rows, np.ones(count, bool))
    rows["phone"], rows["mail"] = phones(rng, rows), rng.integers(0, 1 << 40, count)
    rows["day"] += rng.integers(100, 4000, count) * (rows["day"] >= 0)
    own = rng.random(count) < 0.5
    rows["number"] = np.where(own & (rows["number"] >= 0), business_numbers(rng, rows["form"] > 0), rows["number"])
    rows["site"] = np.where(own, 0, rng.integers(1, 30, count))
    renamed(rng, rows, 0.5)


def siblings(rng: np.random.Generator, rows: Rows) -> None:
    """한빛정밀 and 한빛테크: one family's firms at one address or under one representative, now and then one phone."""
    count = len(rows)
    rows["trade"] = (rows["trade"] + rng.integers(1, len(words.TRADES), count)) % len(words.TRADES)
    close = words.TRADES.index("정밀"), words.TRADES.index("정밀기계")
    rows["trade"] = np.where(rng.random(count) < 0.1, rng.choice(close, count), rows["trade"])
    rows["number"] = np.where(rows["number"] >= 0, business_numbers(rng, rows["form"] > 0), -1)
    rows["mail"] = rng.integers(0, 1 << 40, count)
    rows["day"] += rng.integers(30, 3000, count) * (rows["day"] >= 0)
    rows["phone"] = np.where(rng.random(count) < 0.25, rows["phone"], phones(rng, rows))
    same_place = rng.random(count) < 0.6
    elsewhere(rng, rows, ~same_place)
    renamed(rng, rows, 0.3)


def households(rng: np.random.Generator, rows: Rows) -> None:
    """One address, mostly one phone, another person: brothers and sisters share a syllable, one in 200 is a twin."""
    count = len(rows)
    sibling, seconds = rng.random(count) < 0.5, len(words.SECOND_SYLLABLES)
    second = (rows["given"] % seconds + rng.integers(1, seconds, count)) % seconds
    kin = rng.random(count) < 0.7
    rows["given"] = np.where(sibling, rows["given"] // seconds * seconds + second, given_names(rng, count))
    rows["surname"] = np.where(sibling | kin, rows["surname"], surnames(rng, count))
    years = np.where(sibling, rng.integers(-8, 9, count), rng.integers(-30, 31, count))
    away = np.where(rng.random(count) < 0.005, 0, years * 365 + rng.integers(-180, 181, count))
    rows["day"] = np.where(rows["day"] >= 0, np.clip(rows["day"] + away, 700_000, 738_000), -1)
    rows["phone"] = np.where(rng.random(count) < 0.7, rows["phone"], phones(rng, rows))
    rows["mail"] = np.where(rows["mail"] >= 0, rng.integers(0, 1 << 40, count), -1)


def namesakes(rng: np.random.Generator, rows: Rows) -> None:
    """Another person of the same name: of the same district, or born in the same year, or both."""
    count = len(rows)
    place = rows["district"].copy()
    elsewhere(rng, rows, np.ones(count, bool))
    near = rng.random(count) < 0.6
    rows["district"] = np.where(near & (place >= 0), place, rows["district"])
    same_year = ~near | (rng.random(count) < 0.5)
    other = np.where(same_year, rng.integers(1, 170, count), rng.integers(400, 9000, count))
    rows["day"] = np.where(rows["day"] >= 0, np.clip(rows["day"] + other, 700_000, 738_000), -1)
    rows["phone"] = phones(rng, rows)
    rows["mail"] = np.where(rows["mail"] >= 0, rng.integers(0, 1 << 40, count), -1)


def successors(rng: np.random.Generator, rows: Rows) -> None:
    """Who has the phone number now: a stranger, or the next shop in the same rooms."""
    fresh = originals_of(rng, len(rows))
    fresh["company"], fresh["phone"] = rows["company"], rows["phone"]
    shop = rows["company"]
    fresh["number"] = np.where(shop, business_numbers(rng, fresh["form"] > 0), -1)
    for field in ("district", "road", "building", "unit"):
        fresh[field] = np.where(shop, rows[field], fresh[field])
    rows[:] = fresh


MISLEADING: dict[str, tuple[Callable[[np.random.Generator, Rows], None], bool | None]] = {
    "branch": (branches, True),
    "sibling": (siblings, True),
    "household": (households, False),
    "namesake": (namesakes, False),
    "successor": (successors, None),
}


def population(rng: np.random.Generator, count: int) -> Rows:
    """`count` different customers, the misleading ones last."""
    sizes = {name: int(count * share) for name, share in SHARES.items()}
    base = originals_of(rng, count - sum(sizes.values()))
    parts = [base]
    for name, size in sizes.items():
        derive, of_companies = MISLEADING[name]
        able = np.arange(len(base)) if of_companies is None else np.flatnonzero(base["company"] == of_companies)
        rows = base[rng.choice(able, size)]
        derive(rng, rows)
        parts.append(rows)
    rows = np.concatenate(parts)
    _numbers, first = np.unique(rows["number"], return_index=True)
    repeated = np.ones(count, bool)
    repeated[first] = False
    rows["number"] = np.where(
        repeated & (rows["site"] == 0), -1, rows["number"]
    )  # two draws alike, which no office gives
    rows["entity"] = np.arange(count)
    rows["style"], rows["plain"] = rng.integers(0, 1 << 62, count), rng.random(count) < 0.8
    rows["lot"] = rng.random(count) < 0.08
    return rows


def copies_of(rng: np.random.Generator, customers: Rows, count: int) -> Rows:
    """Rows about customers already there, written by someone else on another day."""
    rows = customers[rng.integers(0, len(customers), count)]
    present = {field: rows[field] >= 0 for field in STRONG}
    intact = sum(kept.astype(int) for kept in present.values())
    blank, change = dict.fromkeys(STRONG, 0.1), dict.fromkeys(STRONG, 0.0)
    blank |= {"mail": 0.2, "number": 0.2}
    change |= {"mail": 0.08, "phone": 0.15, "district": 0.15}
    fresh = {"phone": phones(rng, rows), "mail": rng.integers(0, 1 << 40, count)}
    rows["lot"] ^= rng.random(count) < 0.12
    for field in STRONG:
        draw = rng.random(count)
        lost = present[field] & (intact > 2) & (draw < blank[field] + change[field])
        emptied = lost & (draw < blank[field])
        intact -= lost
        if field == "district":
            elsewhere(rng, rows, lost & ~emptied)
        if field in fresh:
            rows[field] = np.where(lost, fresh[field], rows[field])
        rows[field] = np.where(emptied, -1, rows[field])
    rows["unit"] = np.where(rng.random(count) < 0.2, -1, rows["unit"])
    slipped = rng.random((count, 5)) < np.array([0.2, 0.04, 0.08, 0.04, 0.06])
    rows["slips"] = np.where(slipped, rng.integers(1, 1 << 31, (count, 5)), 0)
    renamed(rng, rows, 0.1 * rows["company"])
    rows["memo"] = np.where(rng.random(count) < 0.25, rng.integers(0, len(words.MEMOS), count), -1)
    rows["style"], rows["plain"] = rng.integers(0, 1 << 62, count), rng.random(count) < 0.4
    return rows


def write(path_csv: Path, path_truth: Path, rows: Rows, first_id: int = 1) -> None:
    """The rows as they stand, in chunks, and the truth beside them."""
    path_csv, path_truth = Path(path_csv), Path(path_truth)
    with path_csv.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for lines in chunks(rows, first_id):
            writer.writerows(lines)
    with path_truth.open("w", encoding="utf-8") as file:
        file.write("row,entity\n")
        file.writelines(f"{row},{entity}\n" for row, entity in enumerate(rows["entity"].tolist()))


def chunks(rows: Rows, first_id: int) -> Iterator[list[tuple[str, ...]]]:
    for start in range(0, len(rows), CHUNK):
        yield written(rows[start : start + CHUNK], first_id + start)


def write_customers(
    path_csv: Path, path_truth: Path, originals: int = 800_000, copies: int = 200_000, seed: int = 20260101
) -> None:
    """Write `originals` + `copies` rows, shuffled, to `path_csv` and row,entity to `path_truth`."""
    rng = np.random.default_rng(seed)
    customers = population(rng, originals)
    rows = np.concatenate([customers, copies_of(rng, customers, copies)])
    write(path_csv, path_truth, rng.permutation(rows))


def write_late(
    path_csv: Path,
    path_truth: Path,
    late: int = 1_000,
    originals: int = 800_000,
    copies: int = 200_000,
    seed: int = 20260101,
) -> None:
    """Rows that come in after `write_customers` of the same numbers: nine in ten about its customers, the rest new."""
    customers = population(np.random.default_rng(seed), originals)
    rng = np.random.default_rng([seed, late])
    unseen = population(rng, late)[rng.permutation(late)[: late // 10]]
    unseen["entity"] += originals
    rows = np.concatenate([copies_of(rng, customers, late - len(unseen)), unseen])
    write(path_csv, path_truth, rng.permutation(rows), originals + copies + 1)
