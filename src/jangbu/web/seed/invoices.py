"""Sixty purchase tax invoices to the sample firm, from its own customers' list, in the weeks of the pilot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from jangbu.engines.documents import Line, Party, TaxInvoice, business_number
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.money import Money
from jangbu.web.seed.customers import Customer
from jangbu.web.seed.dates import StoryDates

HANBIT = Party(
    business_number=business_number("131815521"),
    name="한빛정밀 주식회사",
    representative="김민지",
    address="인천광역시 남동구 은봉로 65",
    business_type="제조",
    business_item="정밀 부품",
    contact="이서준",
    email="tax@hanbit.example",
)
GOODS = (
    ("알루미늄 판재 6061", "T10 300×300", 38_000),
    ("스테인리스 환봉", "SUS304 Ø20", 12_500),
    ("초경 엔드밀", "4날 Ø8", 27_400),
    ("절삭유", "20 L", 86_000),
    ("표면 처리 외주", "아노다이징", 145_000),
    ("열처리 외주", "고주파", 98_000),
    ("측정기 교정", "마이크로미터", 55_000),
    ("포장 상자", "B형", 1_350),
    ("운송비", "인천 → 화성", 75_000),
)


def draw_invoices(firms: Sequence[Customer], dates: StoryDates, seed: int, count: int) -> Iterator[TaxInvoice]:
    rng = np.random.default_rng([seed, 9])
    sellers = rng.choice(len(firms), size=24, replace=False)  # a firm buys from a few
    days = (dates.pilot_end - dates.pilot_start).days
    for number in range(count):
        firm = firms[int(rng.choice(sellers))]
        day = dates.pilot_start + timedelta(days=int(rng.integers(0, days + 1)))
        yield TaxInvoice(
            approval_number=f"{day:%Y%m%d}41000{rng.integers(0, 1000):03d}{number:08d}",
            day=day,
            seller=_seller(firm),
            buyer=HANBIT,
            lines=tuple(_line(rng, day) for _ in range(int(rng.integers(1, 5)))),
            purpose="청구" if rng.random() < 0.85 else "영수",
            sent_at=datetime.combine(day, time(17), SEOUL),
        )


def _seller(firm: Customer) -> Party:
    full, _short, city, road, _lot = firm.street
    return Party(
        business_number=firm.number,
        name=f"{firm.name} 주식회사",
        representative=firm.head,
        address=f"{full} {city} {road} {firm.house}",
        business_type=firm.trade,
        business_item="금속 가공",
        contact=firm.contact,
        email=firm.mail,
    )


def _line(rng: np.random.Generator, day: date) -> Line:
    name, detail, price = GOODS[int(rng.integers(len(GOODS)))]
    quantity = int(rng.integers(1, 60))
    net = Money(price * quantity)
    return Line(name, quantity, Money(price), net, Money(net.minor // 10), day, detail)
