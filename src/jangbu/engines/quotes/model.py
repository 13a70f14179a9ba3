"""What a quote is made of. Every amount is an integer in minor units (won, cents); quantities are exact decimals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from jangbu.kernel.errors import Language

TaxKind = Literal["taxable", "zero", "exempt"]
Rounding = Literal["down", "half_up"]
WordStyle = Literal["금", "일금", "一金", "漢字"]


@dataclass(frozen=True, slots=True)
class Party:
    """A supplier or a customer; empty text where unknown. `grade` is the customer class the discounts go by."""

    name: str = ""
    business_number: str = ""
    representative: str = ""
    address: str = ""
    business_type: str = ""
    business_item: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One thing asked for, in the customer's words. `unit_price` (minor units) is there only if somebody stated it."""

    item: str
    quantity: Decimal | None
    unit: str = ""
    note: str = ""
    code: str = ""
    spec: str = ""
    unit_price: int | None = None
    tax_kind: TaxKind | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a customer asks for. `unread` are the parts of a text that were not read as a line: data, never orders."""

    customer: Party
    lines: tuple[RequestLine, ...]
    wanted: date | None = None
    currency: str = "KRW"
    note: str = ""
    delivery: str = ""
    payment: str = ""
    supplier: Party | None = None
    number: str = ""
    day: date | None = None
    valid_until: date | None = None
    validity_days: int | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """One row of a price list. `breaks` are (from quantity, unit price), ascending; `row` is where it stands."""

    code: str
    name: str
    unit_price: int
    spec: str = ""
    aliases: tuple[str, ...] = ()
    unit: str = ""
    tax_kind: TaxKind = "taxable"
    breaks: tuple[tuple[Decimal, int], ...] = ()
    minimum: Decimal | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices in one currency; `source` names the file they come from."""

    prices: tuple[Price, ...] = ()
    currency: str = "KRW"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Discount:
    """`basis_points` (500 is 5 %) off where every stated condition holds. Amounts in minor units."""

    basis_points: int
    grade: str = ""
    item: str = ""
    quantity_from: Decimal | None = None
    total_from: int | None = None

    def name(self) -> str:
        said = [f"등급 {self.grade}" if self.grade else "", f"품목 {self.item}" if self.item else ""]
        said.append(f"수량 {self.quantity_from}부터" if self.quantity_from is not None else "")
        said.append(f"합계 {self.total_from:,}부터" if self.total_from is not None else "")
        return f"할인 {percent_text(self.basis_points)}: {', '.join(part for part in said if part) or '모두'}"


@dataclass(frozen=True, slots=True)
class Rules:
    """How a firm prices. VAT is Korean: 10 % (부가가치세법 30조), dropped below one won by default, on the whole quote.

    `combine` "best" takes the largest discount that applies to a line, "add" the sum; total tiers look at the list
    total before discounts. `line_unit` 10 drops line amounts to tens of won. Limits ask a person when exceeded.
    """

    discounts: tuple[Discount, ...] = ()
    combine: Literal["best", "add"] = "best"
    rounding: Rounding = "down"
    line_unit: int = 1
    vat_basis_points: int = 1000
    vat_per: Literal["quote", "line"] = "quote"
    vat_rounding: Rounding = "down"
    validity_days: int = 30
    discount_over: int | None = None  # basis points
    total_over: int | None = None  # minor units, of the gross
    number: str = "Q{date}-{seq:03d}"
    delivery: str = ""
    payment: str = ""
    note: str = ""
    words: WordStyle = "금"
    supplier: Party = field(default_factory=Party)
    grades: tuple[tuple[str, str], ...] = ()  # (customer name, grade)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A price that the words might mean; score 0 to 1."""

    code: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must decide before the quote leaves. `line` counts from 0; None is about the whole."""

    kind: str
    ko: str
    en: str
    line: int | None = None
    candidates: tuple[Candidate, ...] = ()

    def as_json(self) -> dict[str, Any]:
        near = [{"code": one.code, "name": one.name, "score": round(one.score, 3)} for one in self.candidates]
        return {"kind": self.kind, "line": self.line, "says": {"ko": self.ko, "en": self.en}, "candidates": near}


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its price and the rule that set it. `unit_price` None: not priced, a question is open, amounts 0."""

    item: str  # as asked
    code: str
    name: str
    spec: str
    unit: str
    quantity: Decimal | None
    unit_price: int | None
    discount: int  # basis points
    net: int
    tax: int
    tax_kind: TaxKind
    rule: str
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        names = ("item", "code", "name", "spec", "unit", "unit_price", "net", "tax", "tax_kind", "rule", "note")
        quantity = None if self.quantity is None else plain(self.quantity)
        return {name: getattr(self, name) for name in names} | {
            "quantity": quantity,
            "discount_basis_points": self.discount,
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """A priced quote; net + tax = gross and the lines sum to them, always."""

    number: str
    day: date
    valid_until: date
    supplier: Party
    customer: Party
    lines: tuple[PricedLine, ...]
    currency: str
    net: int
    tax: int
    gross: int
    words: str
    vat_basis_points: int = 1000
    delivery: str = ""
    payment: str = ""
    note: str = ""
    questions: tuple[Question, ...] = ()
    language: Language = "ko"

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "date": self.day.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "customer": self.customer.name,
            "currency": self.currency,
            "net": self.net,
            "tax": self.tax,
            "gross": self.gross,
            "words": self.words,
            "lines": [line.as_json() for line in self.lines],
            "questions": [question.as_json() for question in self.questions],
        }


def plain(value: Decimal) -> str:
    """1E+3 -> "1000", 2.50 -> "2.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_text(basis_points: int) -> str:
    return f"{plain(Decimal(basis_points) / 100)}%"
