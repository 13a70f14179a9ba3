"""A request as it comes in: JSON or a form, lines in CSV or XLSX, or the text of an e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jangbu.engines.quotes import cells
from jangbu.engines.quotes.lists import party
from jangbu.engines.quotes.mail import letter, read_letter
from jangbu.engines.quotes.model import Party, Request, RequestLine
from jangbu.engines.quotes.problems import BAD_VALUE, NO_LINES, UNKNOWN_FORM
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import MINOR_DIGITS

ITEM = ("item", "name", "itemname", "description", "product", "품명", "품목", "품목명", "제품명", "내용")
CODE = ("code", "itemcode", "sku", "partno", "품번", "코드", "품목코드", "제품코드")
QUANTITY = ("quantity", "qty", "count", "amount", "수량", "개수")
PRICE = ("unitprice", "price", "단가")


def read_request(path: Path, *, on: date) -> Request:
    """The request in a .json, .csv, .tsv, .xlsx, .eml or .txt file; `on` is today, for days written without a year.

    Raises Problem for another form, nothing asked for, or a value that cannot be read (with its place).
    """
    suffix = path.suffix.lower()
    if suffix == ".json":
        return request_from_json(cells.from_json(cells.content(path), path.name), place=path.name, on=on)
    if suffix in {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"}:
        return request_from_rows(cells.rows(path), place=path.name)
    if suffix == ".eml":
        return read_letter(letter(cells.content(path), path.name), on=on, place=path.name)
    if suffix in {".txt", ".md", ""}:
        return read_letter(cells.text(cells.content(path), path.name), on=on, place=path.name)
    raise Problem(UNKNOWN_FORM, file=path.name, known="JSON, CSV, XLSX, EML, TXT")


def request_from_json(data: Any, *, place: str, on: date) -> Request:
    """From a form or JSON. Keys may be Korean or English; a unit_price (major units) overrides the list.

    {"text": "..."} or {"email": "..."} with the words of a letter is read as one.
    """
    if isinstance(data, list):
        data = {"lines": data}
    if not isinstance(data, Mapping):
        raise Problem(BAD_VALUE, place=place, value=cells.said(data)[:60], what="JSON {...}")
    for wrapped in ("request", "quote", "견적요청"):
        inner = data.get(wrapped)
        data = inner if isinstance(inner, Mapping) else data
    lines = cells.pick(data, "lines", "items", "lineitems", "품목", "항목", "내역")
    written = cells.pick(data, "text", "body", "email", "mail", "본문", "메일")
    if lines is None and isinstance(written, str):
        return read_letter(written, on=on, place=place)
    if not isinstance(lines, list) or not lines:
        raise Problem(NO_LINES, place=place)
    currency = (cells.said(cells.pick(data, "currency", "통화")) or "KRW").upper()
    if currency not in MINOR_DIGITS:
        raise Problem(BAD_VALUE, place=f"{place} currency", value=currency, what=", ".join(MINOR_DIGITS))
    days = cells.pick(data, "validitydays", "validdays", "validity", "유효일수", "유효기간")
    supplier = cells.pick(data, "supplier", "seller", "from", "공급자")
    return Request(
        customer=_customer(data),
        lines=tuple(_line(row, currency, f"{place} {number}번째 줄") for number, row in enumerate(lines, start=1)),
        wanted=cells.day(
            cells.pick(data, "wanted", "wanteddate", "deliverydate", "희망일", "희망납기"), f"{place} wanted"
        ),
        currency=currency,
        note=cells.said(cells.pick(data, "note", "notes", "remarks", "비고", "메모")),
        delivery=cells.said(cells.pick(data, "delivery", "deliveryterms", "납기", "인도조건")),
        payment=cells.said(cells.pick(data, "payment", "paymentterms", "결제", "결제조건", "지불조건")),
        supplier=None if supplier is None else party(supplier),
        number=cells.said(cells.pick(data, "number", "quotenumber", "quoteno", "견적번호")),
        day=cells.day(cells.pick(data, "date", "quotedate", "견적일", "견적일자"), f"{place} date"),
        valid_until=cells.day(cells.pick(data, "validuntil", "유효기한"), f"{place} valid_until"),
        validity_days=None if days is None else _days(days, f"{place} validity_days"),
    )


def request_from_rows(rows: list[dict[str, Any]], *, place: str) -> Request:
    """From a table of lines; a customer column, if there is one, names the customer in its first row."""
    first: Mapping[str, Any] = rows[0] if rows else {}
    currency = (cells.said(cells.pick(first, "currency", "통화")) or "KRW").upper()
    lines = [
        _line(row, currency, f"{place} {number}행")
        for number, row in enumerate(rows, start=2)
        if cells.pick(row, *ITEM, *CODE) is not None
    ]
    if not lines:
        raise Problem(NO_LINES, place=place)
    customer = Party(
        name=cells.said(cells.pick(first, "customer", "company", "고객", "거래처", "업체명")),
        contact=cells.said(cells.pick(first, "contact", "담당자")),
    )
    return Request(customer=customer, lines=tuple(lines), currency=currency)


def _customer(data: Mapping[str, Any]) -> Party:
    found = party(cells.pick(data, "customer", "buyer", "client", "to", "고객", "거래처", "수신") or "")
    contact = cells.pick(data, "contact", "담당자")
    if contact is None or found.contact:
        return found
    named = party(contact)
    name = named.contact or named.name
    return Party(
        **{**_fields(found), "contact": name, "phone": found.phone or named.phone, "email": found.email or named.email}
    )


def _fields(one: Party) -> dict[str, str]:
    return {name: getattr(one, name) for name in one.__slots__}


def _line(row: Any, currency: str, place: str) -> RequestLine:
    if isinstance(row, str):
        row = {"item": row}
    if not isinstance(row, Mapping):
        raise Problem(BAD_VALUE, place=place, value=cells.said(row)[:60], what="{item, quantity}")
    quantity, unit_price = cells.pick(row, *QUANTITY), cells.pick(row, *PRICE)
    taxed = cells.pick(row, "taxkind", "tax", "vat", "과세", "과세구분", "세금")
    return RequestLine(
        item=cells.said(cells.pick(row, *ITEM)),
        quantity=None if quantity is None else cells.decimal(quantity, f"{place} quantity"),
        unit=cells.said(cells.pick(row, "unit", "uom", "단위")),
        note=cells.said(cells.pick(row, "note", "remark", "비고")),
        code=cells.said(cells.pick(row, *CODE)),
        spec=cells.said(cells.pick(row, "spec", "specification", "size", "규격", "사양")),
        unit_price=None if unit_price is None else cells.minor(unit_price, currency, f"{place} unit_price"),
        tax_kind=cells.tax_kind(taxed, f"{place} tax") if isinstance(taxed, str) else None,
    )


def _days(value: Any, place: str) -> int:
    number = cells.decimal(cells.said(value).removesuffix("일").removesuffix("days").strip(), place)
    if number != number.to_integral_value() or not 0 <= number <= 3650:
        raise Problem(BAD_VALUE, place=place, value=cells.said(value), what="0–3650")
    return int(number)
