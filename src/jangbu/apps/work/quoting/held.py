"""A request as a run keeps it, in JSON, and back; and what a person changes in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jangbu.apps.work import problems
from jangbu.engines.quotes import Party, Request, RequestLine
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import MINOR_DIGITS

LINE = re.compile(r"line-(\d+)-(item|name|quantity|price)")
NEW = ("add-item", "add-quantity", "add-price")
WORDS = ("delivery", "payment", "note")
PARTY = {"customer": "name", "contact": "contact", "email": "email"}


def as_json(request: Request) -> dict[str, Any]:
    return dict(_plain(asdict(request)))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def from_json(told: Mapping[str, Any]) -> Request:
    lines = tuple(
        RequestLine(**{**line, "quantity": Decimal(line["quantity"]) if line["quantity"] is not None else None})
        for line in told["lines"]
    )
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("wanted", "day", "valid_until")}
    supplier = Party(**told["supplier"]) if told["supplier"] else None
    whole = {**told, **days, "customer": Party(**told["customer"]), "lines": lines, "supplier": supplier}
    return Request(**{**whole, "unread": tuple(told["unread"])})


def changed(request: Request, edits: Mapping[str, Any]) -> Request:
    """The request with a person's values. A quantity of 0 takes a line out. Raises Problem work.not_a_value."""
    lines: list[RequestLine] = list(request.lines)
    for name, text in edits.items():
        found = LINE.fullmatch(name)
        if found and int(found[1]) < len(lines):
            at = int(found[1])
            lines[at] = _line(lines[at], found[2], str(text), request.currency)
    if str(edits.get("add-item", "")).strip():
        made = RequestLine(str(edits["add-item"]).strip()[:200], Decimal(1))
        for part in ("quantity", "price"):
            if str(edits.get(f"add-{part}", "")).strip():
                made = _line(made, part, str(edits[f"add-{part}"]), request.currency)
        lines.append(made)
    party = {field: str(edits[name]).strip()[:200] for name, field in PARTY.items() if name in edits}
    words = {name: str(edits[name]).strip()[:500] for name in WORDS if name in edits}
    until = {"valid_until": _day(str(edits["valid_until"]))} if "valid_until" in edits else {}
    kept = tuple(line for line in lines if line.quantity != 0)
    return replace(request, lines=kept, customer=replace(request.customer, **party), **words, **until)  # type: ignore[arg-type]


def _line(line: RequestLine, part: str, text: str, currency: str) -> RequestLine:
    match part:
        case "item":
            return replace(line, code=text.strip()[:80], unit_price=None)
        case "name":
            return replace(line, item=text.strip()[:200])
        case "quantity":
            return replace(line, quantity=_number(text, "quantity"))
    return replace(line, unit_price=_minor(text, currency))


def _number(text: str, field: str) -> Decimal:
    bare = re.sub(r"[,\s₩원]", "", text)
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise Problem(problems.NOT_A_VALUE, field=field, value=text[:40]) from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise Problem(problems.NOT_A_VALUE, field=field, value=text[:40])
    return number


def _minor(text: str, currency: str) -> int:
    scaled = _number(text, "unit_price").scaleb(MINOR_DIGITS.get(currency, 2))
    if scaled != scaled.to_integral_value():
        raise Problem(problems.NOT_A_VALUE, field="unit_price", value=text[:40])
    return int(scaled)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip().replace(".", "-"))
    except ValueError as error:
        raise Problem(problems.NOT_A_VALUE, field="valid_until", value=text[:40]) from error
