"""Rows of made-up firms, invoices, lines, requests and logs, by field, to draw tables for mapping from."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

Row = dict[str, str | None]

SAID: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
DAY_STYLES = ("%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y/%m/%d", "%Y년 %m월 %d일")


class Made:
    """Values for one table: its own ways of writing days, numbers and names, drawn once."""

    def __init__(self, rng: random.Random, *, english: bool) -> None:
        self.rng, self.english = rng, english
        self.day_style = "%Y-%m-%d" if english else rng.choice(DAY_STYLES)
        self.commas = rng.random() < 0.3
        self.hyphens = rng.random() < 0.75
        self.prefix = rng.choice(["C", "CU-", "V", "10", "A"])
        self.cents = english and rng.random() < 0.4
        self.start = date(2025, rng.randint(1, 12), rng.randint(1, 28))
        self.firms = [self.company() for _ in range(25)]
        self.staff = [self.person() for _ in range(7)]

    def company(self) -> str:
        if self.english:
            return f"{self.rng.choice(SAID['abroad'])} {self.rng.choice(SAID['forms_abroad'])}"
        name = self.rng.choice(SAID["stems"]) + self.rng.choice(SAID["ends"])
        form = self.rng.random()
        return (
            f"(주){name}" if form < 0.3 else f"주식회사 {name}" if form < 0.5 else f"{name}㈜" if form < 0.6 else name
        )

    def person(self) -> str:
        if self.english:
            return f"{self.rng.choice(SAID['first'])} {self.rng.choice(SAID['last'])}"
        return self.rng.choice(SURNAMES) + self.rng.choice(SAID["given"])

    def business_number(self) -> str:
        digits = [self.rng.randint(1, 8), *(self.rng.randint(0, 9) for _ in range(8))]
        total = sum(w * d for w, d in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=True)) + digits[8] * 5 // 10
        text = "".join(map(str, [*digits, (10 - total % 10) % 10]))
        return f"{text[:3]}-{text[3:5]}-{text[5:]}" if self.hyphens else text

    def digits(self, count: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def mobile(self) -> str:
        text = f"010-{self.rng.randint(2000, 9999)}-{self.digits(4)}"
        return text if self.hyphens else text.replace("-", "")

    def phone(self) -> str:
        area = self.rng.choice(["02", "031", "051", "032", "053", "070"])
        return f"{area}-{self.rng.randint(200, 999)}-{self.digits(4)}"

    def address(self) -> str:
        if self.english:
            return f"{self.rng.randint(1, 400)} {self.rng.choice(SAID['streets'])}, Springfield"
        behind = self.rng.choice(["", ", 3층", " 201호", "번길 5"])
        return f"{self.rng.choice(SAID['regions'])} {self.rng.randint(1, 300)}{behind}"

    def email(self) -> str:
        name = self.rng.choice(["sales", "tax", "info", "kim", "lee", "office"])
        return f"{name}{self.digits(2)}@{self.rng.choice(SAID['domains'])}"

    def day(self, after: date | None = None, most: int = 300) -> date:
        return (after or self.start) + timedelta(days=self.rng.randint(0, most))

    def written(self, day: date) -> str:
        return day.strftime(self.day_style)

    def money(self, amount: int) -> str:
        if self.cents:
            return f"{amount / 100:,.2f}" if self.commas else f"{amount / 100:.2f}"
        return f"{amount:,}" if self.commas else str(amount)

    def item(self) -> str:
        return self.rng.choice(SAID["items_en"] if self.english else SAID["items"])

    def note(self) -> str | None:
        return self.rng.choice(SAID["notes"]) if self.rng.random() < 0.5 else None

    def code(self, at: int) -> str:
        return f"{self.prefix}{at + 1001:05d}"


def customer(made: Made, rows: int) -> list[Row]:
    rng = made.rng
    behind = [""] if made.english else ["", "", " 2공장"]
    return [
        {
            "code": made.code(at), "name": made.company() + rng.choice(behind),
            "business_number": made.business_number(), "corporate_number": f"{made.digits(6)}-{made.digits(7)}",
            "representative": made.person(), "contact": made.person(), "phone": made.phone(), "mobile": made.mobile(),
            "fax": made.phone(), "email": made.email(), "website": f"www.firm{made.digits(3)}.co.kr",
            "postcode": f"{rng.randint(1000, 63999):05d}", "address": made.address(),
            "business_type": rng.choice(SAID["types"]), "business_item": rng.choice(SAID["lines"]),
            "category": rng.choice(["매출", "매입", "매출/매입"]), "bank": rng.choice(SAID["banks"]),
            "account": f"{made.digits(3)}-{made.digits(6)}-{made.digits(2)}-{made.digits(3)}",
            "registered_on": made.written(made.day()), "note": made.note(),
        }
        for at in range(rows)
    ]  # fmt: skip


def invoice(made: Made, rows: int) -> list[Row]:
    rng, found = made.rng, []
    kinds = rng.choice([["일반", "영세율"], ["세금계산서", "계산서"], ["과세", "면세"]])
    for at in range(rows):
        net = rng.randint(10, 900_000) * 10
        tax = 0 if rng.random() < 0.05 else net // 10
        day = made.day()
        issued = day + timedelta(days=rng.choice([0, 0, 1, 3, 9]))
        found.append({
            "number": f"INV-{day.year}-{at + 1:04d}",
            "approval_number": f"{day:%Y%m%d}{made.digits(8)}{made.digits(2)}{rng.choice('abcdef')}{made.digits(5)}",
            "date": made.written(day), "issued_on": made.written(issued),
            "sent_on": made.written(issued + timedelta(days=1)),
            "due": made.written(day + timedelta(days=rng.choice([14, 30, 60]))),
            "seller": rng.choice(made.firms), "seller_tax_id": made.business_number(),
            "seller_representative": made.person(), "seller_address": made.address(), "seller_email": made.email(),
            "buyer": rng.choice(made.firms), "buyer_tax_id": made.business_number(),
            "buyer_representative": made.person(), "buyer_address": made.address(), "buyer_email": made.email(),
            "net": made.money(net), "tax": made.money(tax), "gross": made.money(net + tax),
            "currency": "USD" if made.english else "KRW", "kind": rng.choice(kinds),
            "purpose": rng.choice(["영수", "청구"]), "item": made.item(), "note": made.note(),
        })  # fmt: skip
    return found


def invoice_line(made: Made, rows: int) -> list[Row]:
    rng, found, number, place = made.rng, [], 100, 0
    code_of = {item: f"P{made.digits(5)}" for item in (*SAID["items"], *SAID["items_en"])}
    day, partner = made.day(), made.firms[0]
    for _ in range(rows):
        place += 1
        if rng.random() < 0.4 or place == 1:
            number, place, day, partner = number + 1, 1, made.day(day, 4), rng.choice(made.firms)
        quantity, price = rng.choice([1, 2, 5, 10, 20, 50, rng.randint(1, 300)]), rng.randint(2, 900) * 100
        net, item = quantity * price, made.item()
        found.append({
            "invoice_number": f"TS{number:06d}", "line_no": str(place), "date": made.written(day), "partner": partner,
            "code": code_of[item], "item": item, "spec": rng.choice(SAID["specs"]),
            "unit": rng.choice(SAID["units"][:5]),
            "quantity": str(quantity), "unit_price": made.money(price), "amount": made.money(net),
            "tax": made.money(net // 10), "gross": made.money(net + net // 10), "note": made.note(),
        })  # fmt: skip
    return found


def quote_request(made: Made, rows: int) -> list[Row]:
    rng, found = made.rng, []
    clock = rng.random() < 0.3
    for at in range(rows):
        day = made.day()
        asked = f"{made.written(day)} {rng.randint(8, 19):02d}:{rng.randint(0, 59):02d}" if clock else made.written(day)
        found.append({
            "number": f"Q{day:%y%m}-{at + 1:03d}", "requested_on": asked, "company": rng.choice(made.firms),
            "contact": made.person(), "phone": rng.choice([made.mobile, made.phone])(), "email": made.email(),
            "address": made.address(), "item": made.item(), "spec": rng.choice(SAID["specs"]),
            "quantity": str(rng.choice([1, 3, 5, 10, 50, 100, rng.randint(1, 500)])), "unit": rng.choice(SAID["units"]),
            "budget": made.money(rng.randint(5, 900) * 10_000),
            "due": made.written(day + timedelta(days=rng.randint(7, 60))),
            "channel": rng.choice(["이메일", "전화", "홈페이지", "카톡"]), "owner": rng.choice(made.staff[:4]),
            "status": rng.choice(["접수", "견적발송", "수주", "실주", "보류"]), "note": made.note(),
        })  # fmt: skip
    return found


def case_log(made: Made, rows: int) -> list[Row]:
    rng, case = made.rng, 0
    found: list[Row] = []
    steps = SAID["steps_en"] if made.english else SAID["steps"]
    numbered = rng.random() < 0.3
    while len(found) < rows:
        case += 1
        moment = datetime.combine(made.day(), datetime.min.time()) + timedelta(hours=9, minutes=rng.randint(0, 400))
        customer = rng.choice(made.firms)
        kind, way = rng.choice(["A/S", "견적", "문의"]), [step for step in steps if rng.random() < 0.75]
        for step in way:
            begun, moment = moment, moment + timedelta(minutes=rng.randint(5, 3000))
            found.append({
                "case_id": str(case) if numbered else f"R-{case:05d}", "activity": step,
                "timestamp": f"{moment:%Y-%m-%d %H:%M:%S}", "started_at": f"{begun:%Y-%m-%d %H:%M:%S}",
                "resource": rng.choice(made.staff), "department": rng.choice(SAID["departments"]), "case_type": kind,
                "priority": rng.choice(["높음", "보통", "낮음"]), "channel": rng.choice(["전화", "이메일", "방문"]),
                "amount": made.money(rng.randint(1, 500) * 1000), "customer": customer,
                "status": rng.choice(["완료", "진행중", "대기"]), "note": made.note(),
            })  # fmt: skip
    rng.shuffle(found)
    return sorted(found[:rows], key=lambda row: str(row["timestamp"])) if rng.random() < 0.5 else found[:rows]


ROWS: dict[str, Callable[[Made, int], list[Row]]] = {
    "customer": customer, "invoice": invoice, "invoice_line": invoice_line, "quote_request": quote_request,
    "case_log": case_log,
}  # fmt: skip

Maker = Callable[[Made, int], str]
EXTRAS: dict[tuple[str, str], Maker] = {
    ("순번", "row"): lambda _made, at: str(at + 1),
    ("수정일시", "updated at"): lambda made, _at: f"{made.day()} 10:{made.rng.randint(10, 59)}:00",
    ("사용여부", "use yn"): lambda made, _at: made.rng.choice("YN"),
    ("창고", "warehouse"): lambda made, _at: made.rng.choice(["본사창고", "2창고", "외주창고"]),
    ("프로젝트명", "project"): lambda made, _at: made.rng.choice(["스마트공장", "이전", "원가절감"]),
    ("계정과목", "gl account"): lambda made, _at: made.rng.choice(["외상매출금", "상품매출", "소모품비"]),
    ("등록자ID", "created by"): lambda made, _at: f"user{made.rng.randint(1, 9)}",
    ("환율", "exchange rate"): lambda made, _at: f"{made.rng.uniform(1200, 1450):.1f}",
    ("재고수량", "stock"): lambda made, _at: str(made.rng.randint(0, 999)),
    ("라벨출력", "label printed"): lambda made, _at: made.rng.choice(["O", "X"]),
    ("선호음료", "favourite colour"): lambda made, _at: made.rng.choice(["커피", "녹차", "물"]),
    ("위도", "latitude"): lambda made, _at: f"{made.rng.uniform(33, 38):.5f}",
    ("보관위치", "shelf"): lambda made, _at: f"{made.rng.choice('ABC')}-{made.rng.randint(1, 40)}",
    ("첨부파일", "attachment"): lambda made, _at: f"scan_{made.digits(4)}.pdf",
}
