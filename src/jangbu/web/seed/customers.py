"""The customer list as the ERP exports it: about 1,200 rows, some firms entered twice, every field in mixed forms.

Each defect is drawn on purpose and counted, so that a test can hold the diagnosis against what is really wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from jangbu.web.seed import names

HEADER = (
    "거래처코드", "상호", "사업자등록번호", "대표자", "담당자", "전화", "이메일", "주소", "업태", "결제조건",
    "첫 거래일", "마지막 거래일", "미수금", "비고",
)  # fmt: skip
TRADES = ["제조", "도매", "도소매", "서비스", "건설", "제조업"]
SUFFIXES = ("시스템", "인터내셔널", "글로벌", "이앤지", "케이", "씨앤에스")
TERMS = ["30일", "60일", "월말", "현금", "90일", "선금 50%"]


@dataclass(frozen=True, slots=True)
class Customer:
    """One real firm, before anybody typed it in."""

    name: str
    number: str
    head: str
    contact: str
    phone: str
    mail: str
    street: tuple[str, str, str, str, str]
    house: int
    floor: int
    trade: str
    terms: str
    first: date
    last: date
    owed: int


@dataclass
class CustomerList:
    rows: list[list[str]] = field(default_factory=list)
    firms: list[Customer] = field(default_factory=list)
    entity_of_row: list[int] = field(default_factory=list)
    defects: Counter[str] = field(default_factory=Counter)


def draw_firm(rng: np.random.Generator, index: int, today: date) -> Customer:
    first = today - timedelta(days=int(rng.integers(400, 3600)))
    last = today - timedelta(days=int(rng.integers(1, 380) if rng.random() < 0.85 else rng.integers(380, 1200)))
    base = str(names.FIRM_FIRST[index % 30]) + str(names.FIRM_SECOND[(index // 30) % 12])
    name = (
        base
        if index < 360
        else base + str(rng.choice(["시스템", "인터내셔널", "글로벌", "이앤지", "케이", "씨앤에스"]))
    )
    street = names.STREETS[int(rng.integers(len(names.STREETS)))]
    return Customer(
        name=name,
        number=names.business_number(rng),
        head=names.person_name(rng),
        contact=names.person_name(rng),
        phone=names.landline(rng) if rng.random() < 0.7 else names.mobile(rng),
        mail=f"{rng.choice(['tax', 'sales', 'info', 'office'])}{index}@firm{index:04d}.example",
        street=street,
        house=int(rng.integers(1, 400)),
        floor=int(rng.integers(0, 9)),
        trade=str(rng.choice(TRADES, p=[0.5, 0.2, 0.12, 0.1, 0.05, 0.03])),
        terms=str(rng.choice(TERMS)),
        first=first,
        last=max(last, first),
        owed=int(rng.integers(0, 900)) * 10_000 if rng.random() < 0.6 else 0,
    )


def company_form(rng: np.random.Generator, name: str) -> str:
    shapes = [f"(주){name}", f"{name}(주)", f"주식회사 {name}", f"{name} 주식회사", f"㈜{name}", name]
    return str(rng.choice(np.array(shapes, dtype=object), p=[0.3, 0.35, 0.15, 0.05, 0.1, 0.05]))


def phone_form(rng: np.random.Generator, phone: str) -> str:
    draw = rng.random()
    if draw < 0.55:
        return phone
    if draw < 0.82:
        return phone.replace("-", "")
    if draw < 0.92:
        return "+82-" + phone[1:]
    return phone.replace("-", ".")


def address_form(rng: np.random.Generator, firm: Customer) -> str:
    full, short, city, road, lot = firm.street
    if rng.random() < 0.2:
        return f"{short} {city} {lot} {firm.house}-{firm.house % 17 + 1}"
    tail = f", {firm.floor}층" if firm.floor else ""
    return f"{full if rng.random() < 0.6 else short} {city} {road} {firm.house}{tail}"


def day_form(rng: np.random.Generator, value: date) -> str:
    return value.isoformat() if rng.random() < 0.93 else value.strftime("%Y.%m.%d")


def draw_list(today: date, seed: int = 20261123, *, firms: int = 1040, rows: int = 1200) -> CustomerList:
    """The list, with its truth beside it."""
    rng = np.random.default_rng(seed)
    made = CustomerList()
    made.firms = [draw_firm(rng, index, today) for index in range(firms)]
    again = rng.choice(firms, rows - firms, replace=True)
    order = rng.permutation(np.concatenate([np.arange(firms), again]))
    seen: set[int] = set()
    for number, entity in enumerate(int(value) for value in order):
        if entity in seen:
            made.defects["duplicate_rows"] += 1
        seen.add(entity)
        made.entity_of_row.append(entity)
        made.rows.append(_typed_in(rng, number, made.firms[entity], made.defects))
    return made


def _typed_in(rng: np.random.Generator, number: int, firm: Customer, defects: Counter[str]) -> list[str]:
    """The firm as one tired person typed it: forms vary, some fields are left empty, some are wrong."""

    def sometimes(chance: float, defect: str, wrong: str, right: str) -> str:
        if rng.random() < chance:
            defects[defect] += 1
            return wrong
        return right

    swapped = firm.number[:-2] + firm.number[-1] + firm.number[-2]
    bad_number = swapped if swapped != firm.number else firm.number[:-1] + str((int(firm.number[-1]) + 1) % 10)
    first, last = firm.first, firm.last
    if rng.random() < 0.008:
        defects["last_before_first"] += 1
        first = last + timedelta(days=3)
    note = sometimes(
        0.003,
        "resident_number",
        f"등록 {rng.integers(60, 99)}0{rng.integers(1, 9)}15-1{rng.integers(0, 999999):06d}",
        "",
    )
    return [
        f"C{number + 1:05d}",
        company_form(rng, firm.name),
        sometimes(0.012, "number_missing", "", sometimes(0.03, "number_wrong", bad_number, firm.number)),
        sometimes(0.034, "head_missing", "", firm.head),
        sometimes(0.22, "contact_missing", "", firm.contact),
        sometimes(0.04, "phone_missing", "", phone_form(rng, firm.phone)),
        sometimes(0.31, "mail_missing", "", sometimes(0.01, "mail_wrong", firm.mail.replace("@", "#"), firm.mail)),
        sometimes(0.023, "address_missing", "", address_form(rng, firm)),
        sometimes(0.088, "trade_missing", "", firm.trade),
        sometimes(0.05, "terms_missing", "", sometimes(0.01, "terms_typo", firm.terms + " ", firm.terms)),
        day_form(rng, first),
        sometimes(0.06, "last_missing", "", day_form(rng, last)),
        f"{firm.owed:,}" if rng.random() < 0.9 else f"{firm.owed}원",
        note
        or (
            str(rng.choice(["세금계산서 메일 발송", "월말 합산", "납품서 별도", "VIP"])) if rng.random() < 0.15 else ""
        ),
    ]
