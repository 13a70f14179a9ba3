"""How structured documents write dates and amounts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)\Z")


def day(text: str | None) -> str | None:
    """YYYY-MM-DD from 20180605 (UN/CEFACT 102), 20090914220351, 2018-06-05 or a time stamp; None if no such day."""
    if not text:
        return None
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)|(\d{4})(\d{2})(\d{2})\d{2,8}\Z", text)
    if not match:
        return None
    year, month, number = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def amount(text: str | None) -> str | None:
    """The amount as written, or None if it is no decimal number; an exponent or a comma is none in these formats."""
    if not text or not PLAIN.match(text):
        return None
    return text.lstrip("+")


def number(text: str | None) -> Decimal | None:
    """The decimal, or None."""
    try:
        return Decimal(text) if text and PLAIN.match(text) else None
    except InvalidOperation:
        return None


def per_one(price: str | None, basis: str | None) -> str | None:
    """The price of one, where it was stated for `basis` pieces; more digits than the document has if it must be."""
    single, pieces = number(price), number(basis)
    if single is None or pieces is None or pieces in {0, 1}:
        return price
    return f"{single / pieces:f}"
