"""A Korean tax invoice as we write it. Amounts are Money in won; sums are computed, never stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from jangbu.kernel.money import Money
from jangbu.kernel.text import MINUS

Purpose = Literal["영수", "청구"]


@dataclass(frozen=True, slots=True)
class Party:
    """Supplier or customer. `business_number` with or without hyphens; the rest as printed on the form."""

    business_number: str
    name: str
    representative: str
    address: str
    business_type: str = ""  # 업태
    business_item: str = ""  # 종목
    contact: str = ""
    email: str = ""
    branch: str = ""  # 종사업장번호, four digits

    @property
    def digits(self) -> str:
        return self.business_number.replace("-", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One 품목. `net` and `tax` are stated, because firms round them in their own ways."""

    name: str
    quantity: int
    unit_price: Money
    net: Money
    tax: Money
    day: date
    detail: str = ""  # 규격


@dataclass(frozen=True, slots=True)
class TaxInvoice:
    """전자세금계산서. `approval_number` has 24 characters; `kind` is the KEC type code (0101 general, 0201 amended)."""

    approval_number: str
    day: date  # 작성일자
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    purpose: Purpose = "청구"
    kind: str = "0101"
    amendment: str = ""  # 수정사유 01-06
    original_approval_number: str = ""
    note: str = ""
    sent_at: datetime | None = None

    @property
    def net(self) -> Money:
        return sum((line.net for line in self.lines), Money(0))

    @property
    def tax(self) -> Money:
        return sum((line.tax for line in self.lines), Money(0))

    @property
    def gross(self) -> Money:
        return self.net + self.tax

    def as_json(self) -> dict[str, Any]:
        """The data of the template `tax_invoice`: everything as it is printed."""
        return {
            "approval_number": self.approval_number,
            "date": f"{self.day:%Y-%m-%d}",
            "seller": _party(self.seller),
            "buyer": _party(self.buyer),
            "lines": [_line(line) for line in self.lines],
            "net": _won(self.net),
            "tax": _won(self.tax),
            "gross": _won(self.gross),
            "purpose": self.purpose,
            "title": "수정전자세금계산서" if self.kind[:2] == "02" else "전자세금계산서",
            "note": self.note,
        }


def _party(party: Party) -> dict[str, str]:
    digits = party.digits
    return {
        "business_number": f"{digits[:3]}-{digits[3:5]}-{digits[5:]}",
        "branch": party.branch,
        "name": party.name,
        "representative": party.representative,
        "address": party.address,
        "business_type": party.business_type,
        "business_item": party.business_item,
        "email": party.email,
    }


def _line(line: Line) -> dict[str, str]:
    return {
        "month": f"{line.day:%m}",
        "day": f"{line.day:%d}",
        "name": line.name,
        "detail": line.detail,
        "quantity": f"{line.quantity:,}".replace("-", MINUS),
        "unit_price": _won(line.unit_price),
        "net": _won(line.net),
        "tax": _won(line.tax),
    }


def _won(money: Money) -> str:
    return f"{money.minor:,}".replace("-", MINUS)
