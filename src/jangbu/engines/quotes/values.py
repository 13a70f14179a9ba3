"""A quote as the texts that are printed: made once, so that every format says the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jangbu.engines.quotes.model import Party, PricedLine, Quote, percent_text
from jangbu.kernel.errors import Language
from jangbu.kernel.money import MINOR_DIGITS
from jangbu.kernel.text import MINUS, MONTHS_EN

PARTY = [
    "name",
    "business_number",
    "representative",
    "address",
    "business_type",
    "business_item",
    "contact",
    "phone",
    "email",
]
TAX_KO = {"taxable": "과세", "zero": "영세율", "exempt": "면세"}
TAX_EN = {"taxable": "taxable", "zero": "zero-rated", "exempt": "exempt"}


def values(quote: Quote) -> dict[str, Any]:
    """{placeholder: text}, with "supplier" and "customer" as mappings and "lines" as a list of mappings of texts."""
    language = quote.language
    by_kind = {kind: sum(line.net for line in quote.lines if line.tax_kind == kind) for kind in TAX_KO}
    days = (quote.valid_until - quote.day).days
    until = _day(quote.valid_until, language)
    amounts = {"net": quote.net, "tax": quote.tax, "gross": quote.gross}
    amounts |= {"taxable_net": by_kind["taxable"], "zero_net": by_kind["zero"], "exempt_net": by_kind["exempt"]}
    asked = len(quote.questions)
    return {
        "title": "견적서" if language == "ko" else "Quotation",
        "number": quote.number,
        "date": _day(quote.day, language),
        "valid_until": until,
        "validity": f"견적일부터 {days}일 ({until}까지)" if language == "ko" else f"{days} days (until {until})",
        "currency": quote.currency,
        "language": language,
        "amount_words": quote.words,
        "vat_rate": percent_text(quote.vat_basis_points),
        "delivery": quote.delivery,
        "payment": quote.payment,
        "note": quote.note,
        "draft": ""
        if not asked
        else f"초안: 확인할 것 {asked}가지"
        if language == "ko"
        else f"Draft: {asked} to confirm",
        "supplier": _party(quote.supplier),
        "customer": _party(quote.customer),
        "lines": [_line(place, line, quote) for place, line in enumerate(quote.lines, start=1)],
    } | {name: amount(value, quote.currency) for name, value in amounts.items()}


def amount(minor: int, currency: str) -> str:
    """1234500 KRW -> "1,234,500", 1050 USD -> "10.50", with a true minus."""
    digits = MINOR_DIGITS.get(currency, 2)
    text = f"{Decimal(abs(minor)).scaleb(-digits):,.{digits}f}"
    return f"{MINUS}{text}" if minor < 0 else text


def _party(party: Party) -> dict[str, str]:
    return {name: getattr(party, name) for name in PARTY}


def _day(value: date, language: Language) -> str:
    if language == "en":
        return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"
    return f"{value.year}년 {value.month}월 {value.day}일"


def _line(place: int, line: PricedLine, quote: Quote) -> dict[str, str]:
    """An unpriced line says that it is open instead of an amount."""
    priced = line.unit_price is not None
    open_text = "확인 필요" if quote.language == "ko" else "to confirm"
    kinds = TAX_KO if quote.language == "ko" else TAX_EN
    money = {"net": line.net, "tax": line.tax, "gross": line.net + line.tax}
    return {
        "no": str(place),
        "code": line.code,
        "name": line.name,
        "spec": line.spec,
        "unit": line.unit,
        "quantity": _quantity(line.quantity) if line.quantity is not None else open_text,
        "unit_price": amount(line.unit_price, quote.currency) if line.unit_price is not None else open_text,
        "discount": percent_text(line.discount) if line.discount else "",
        "tax_kind": kinds[line.tax_kind],
        "note": line.note,
    } | {name: amount(value, quote.currency) if priced else open_text for name, value in money.items()}


def _quantity(value: Decimal) -> str:
    text = f"{abs(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if value < 0 else text
