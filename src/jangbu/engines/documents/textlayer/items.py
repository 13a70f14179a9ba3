"""The lines of a table: a head row with known column names, and the rows under it that fill its amount column.

Only tables whose lines add up to the net amount are reported; a half-read table would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from jangbu.engines.documents.document import Field, Item
from jangbu.engines.documents.textlayer.layout import Row
from jangbu.engines.documents.textlayer.values import amounts

COLUMNS = {
    "name": r"품목|품명|내역|beschreibung|(?:artikel)?bezeichnung|description|item|product|produkt|désignation|libellé",
    "detail": r"규격",
    "quantity": r"수량|menge|qty|quantity|quantité",
    "unit_price": r"단가|einzelpreis|nettopreis|preis|unitprice|price|prixunitaire|pu",
    "amount": r"공급가액|금액|(?:netto|gesamt)?betrag|gesamtpreis|nettowert|amount|summe|total|montant|gesamt|entgelt",
    "tax": r"세액",
    "month": r"월",
    "day": r"일",
}
PATTERNS = {name: re.compile(pattern) for name, pattern in COLUMNS.items()}
NUMERIC = {"quantity", "unit_price", "amount", "tax"}
TEXT = {"name", "detail"}
MONTH_AND_DAY = re.compile(r"(0?[1-9]|1[0-2])\s+(0?[1-9]|[12]\d|3[01])(?:\s+|\Z)")
ROWS = 200

Columns = Mapping[str, tuple[float, float]]  # left and right edge of each heading


def items(rows: Sequence[Row], fields: Mapping[str, Field]) -> tuple[Item, ...]:
    """The lines of the first table whose amounts add up to `net` (or to `gross`), else none."""
    wanted = {found.amount for name in ("net", "gross") if (found := fields.get(name)) is not None}
    currency = fields.get("currency")
    decimals = 0 if currency is not None and currency.value in {"KRW", "JPY"} else None
    issued = fields.get("date")
    year = issued.value[:4] if issued is not None else ""
    for head in rows:
        columns = _columns(head)
        if "amount" not in columns or "name" not in columns:
            continue
        lines = _lines(rows[head.index + 1 : head.index + 1 + ROWS], columns, decimals, year)
        total = Decimal(0)
        for count, line in enumerate(lines, start=1):
            total += Decimal(line.amount or 0)
            if total in wanted:
                return tuple(lines[:count])
    return ()


def _columns(head: Row) -> dict[str, tuple[float, float]]:
    """Headings of the row with their edges; a row with fewer than three is no head."""
    found: list[tuple[float, float, str]] = []
    for word in head.words:
        text = word.text.casefold().strip(".:")
        for name, pattern in PATTERNS.items():
            if pattern.fullmatch(text) and name not in {other[2] for other in found}:
                found.append((word.box[0], word.box[2], name))
                break
    return {name: (left, right) for left, right, name in found} if len(found) >= 3 else {}


def _lines(rows: Sequence[Row], columns: Columns, decimals: int | None, year: str) -> list[Item]:
    lines = []
    for whole in rows:
        row, day = _dated(whole, year) if "month" in columns else (whole, None)
        values: dict[str, list[str]] = {}
        for cell in row.cells:
            values.setdefault(_column_of(cell, columns, decimals), []).append(cell.text)
        amount = _amount(" ".join(values.get("amount", [])), decimals)
        if amount is None or not values.get("name"):
            continue
        lines.append(
            Item(
                name=" ".join(values["name"]),
                quantity=_amount(" ".join(values.get("quantity", [])), None),
                unit_price=_amount(" ".join(values.get("unit_price", [])), decimals),
                amount=amount,
                tax=_amount(" ".join(values.get("tax", [])), decimals),
                date=day,
                detail=" ".join(values.get("detail", [])) or None,
            )
        )
    return lines


def _dated(row: Row, year: str) -> tuple[Row, str | None]:
    """The row without the month and day it begins with, and that day in the invoice's year."""
    match = MONTH_AND_DAY.match(" ".join(row.text.split()))
    if match is None:
        return row, None
    return row.part(2), f"{year}-{int(match[1]):02}-{int(match[2]):02}"


def _column_of(cell: Row, columns: Columns, decimals: int | None) -> str:
    """Numbers belong to the numeric column they lie under, text to the text column whose heading is nearest."""
    middle = (cell.box[0] + cell.box[2]) / 2
    if amounts(cell.text, decimals=decimals):
        near = {
            name: min(abs(cell.box[2] - right), abs(middle - (left + right) / 2))
            for name, (left, right) in columns.items()
            if name in NUMERIC
        }
        best = min(near, key=lambda name: near[name])
        if near[best] < 40:
            return best
    text = {name: edges for name, edges in columns.items() if name in TEXT}
    return min(text, key=lambda name: min(abs(middle - sum(text[name]) / 2), abs(cell.box[0] - text[name][0])))


def _amount(text: str, decimals: int | None) -> str | None:
    found = amounts(text, decimals=decimals)
    return found[-1].value if found else None
