"""Price lists (CSV, XLSX, JSON) and pricing rules (YAML) as a firm keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jangbu.engines.quotes import cells
from jangbu.engines.quotes.model import Discount, Party, Price, PriceList, Rules
from jangbu.engines.quotes.plain_yaml import plain_lines
from jangbu.engines.quotes.problems import BAD_RULE, BAD_VALUE, NO_COLUMN, UNKNOWN_FORM
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import MINOR_DIGITS

PARTY_KEYS = {
    "name": (
        "name",
        "company",
        "companyname",
        "상호",
        "상호명",
        "회사",
        "회사명",
        "업체명",
        "거래처",
        "고객",
        "고객명",
        "이름",
    ),
    "business_number": ("businessnumber", "taxid", "vatid", "brn", "사업자등록번호", "사업자번호", "등록번호"),
    "representative": ("representative", "ceo", "대표", "대표자", "대표자명", "성명"),
    "address": ("address", "주소", "사업장", "사업장주소"),
    "business_type": ("businesstype", "업태"),
    "business_item": ("businessitem", "종목"),
    "contact": ("contact", "contactname", "person", "담당", "담당자", "담당자명"),
    "phone": ("phone", "tel", "telephone", "전화", "전화번호", "연락처"),
    "email": ("email", "mail", "이메일", "메일"),
    "grade": ("grade", "class", "customerclass", "등급", "고객등급"),
}


def party(value: Any) -> Party:
    """From a mapping with lenient keys, or a bare name."""
    if not isinstance(value, Mapping):
        return Party(name=cells.said(value))
    return Party(**{name: cells.said(cells.pick(value, *keys)) for name, keys in PARTY_KEYS.items()})


def read_prices(path: Path, *, currency: str = "KRW") -> PriceList:
    """A price list. Columns, Korean or English: code, name, spec, aliases (split by ; or |), unit, unit_price, tax,
    breaks ("100:950; 500:900", from quantity and price), minimum, valid_from, valid_until. Prices in major units.

    Raises Problem for an unknown form, no name or price column, or a value that cannot be read, with its row.
    """
    suffix = path.suffix.lower()
    rows: Sequence[tuple[int, Mapping[str, Any]]]
    if suffix == ".json":
        data = cells.from_json(cells.content(path), path.name)
        if isinstance(data, Mapping):
            currency = cells.said(cells.pick(data, "currency", "통화")) or currency
            data = cells.pick(data, "prices", "items", "lines", "단가표", "품목") or []
        listed = [row for row in data if isinstance(row, Mapping)] if isinstance(data, list) else []
        rows = list(enumerate(listed, start=1))
    elif suffix in {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"}:
        rows = cells.numbered_rows(path)
    else:
        raise Problem(UNKNOWN_FORM, file=path.name, known="CSV, XLSX, JSON")
    currency = next(
        (cells.said(cells.pick(row, "currency", "통화")).upper() or currency for _no, row in rows), currency
    )
    if currency not in MINOR_DIGITS:
        raise Problem(BAD_VALUE, place=f"{path.name} currency", value=currency, what=", ".join(MINOR_DIGITS))
    prices = [_price(row, currency, f"{path.name} {place}행", place) for place, row in rows]
    return PriceList(tuple(price for price in prices if price is not None), currency, path.name)


def _price(row: Mapping[str, Any], currency: str, place: str, number: int) -> Price | None:
    name = cells.said(
        cells.pick(row, "name", "item", "itemname", "description", "product", "품명", "품목", "품목명", "제품명")
    )
    code = cells.said(cells.pick(row, "code", "itemcode", "sku", "partno", "품번", "코드", "품목코드", "제품코드"))
    amount = cells.pick(row, "unitprice", "price", "listprice", "단가", "판매단가", "가격")
    if not name and not code and amount is None:
        return None
    if amount is None:
        raise Problem(NO_COLUMN, place=place, column="unit_price (단가)")
    if not name and not code:
        raise Problem(NO_COLUMN, place=place, column="name (품명)")
    minimum = cells.pick(row, "minimum", "moq", "minquantity", "최소", "최소수량", "최소주문")
    aliases = cells.pick(row, "aliases", "alias", "별칭", "다른이름")
    split = aliases if isinstance(aliases, list) else re.split(r"[;|]", cells.said(aliases))
    return Price(
        code=code or name,
        name=name or code,
        unit_price=cells.minor(amount, currency, place),
        spec=cells.said(cells.pick(row, "spec", "specification", "size", "규격", "사양")),
        aliases=tuple(cells.said(one) for one in split if cells.said(one)),
        unit=cells.said(cells.pick(row, "unit", "uom", "단위")),
        tax_kind=cells.tax_kind(cells.pick(row, "taxkind", "tax", "vat", "과세", "과세구분", "세금", "부가세"), place),
        breaks=_breaks(cells.pick(row, "breaks", "volumebreaks", "수량단가", "수량별단가"), currency, place),
        minimum=None if minimum is None else cells.decimal(minimum, place),
        valid_from=cells.day(cells.pick(row, "validfrom", "from", "적용일", "시작일"), place),
        valid_until=cells.day(cells.pick(row, "validuntil", "validto", "until", "종료일", "유효기한"), place),
        row=number,
    )


def _breaks(value: Any, currency: str, place: str) -> tuple[tuple[Decimal, int], ...]:
    if isinstance(value, Mapping):
        pairs = [(str(start), amount) for start, amount in value.items()]
    else:
        pairs = [(one.partition(":")[0], one.partition(":")[2]) for one in cells.said(value).split(";") if one.strip()]
    found = [(cells.decimal(start, place), cells.minor(amount, currency, place)) for start, amount in pairs]
    return tuple(sorted(found))


def read_rules(path: Path) -> Rules:
    """Rules from YAML: discounts, combine, rounding, vat, validity_days, limits, number, supplier, ... (see Rules).

    Percentages are written as people say them (5 is 5 %), amounts in won. Raises Problem, naming the rule.
    """
    return rules_from_text(cells.text(cells.content(path), path.name), path.name)


def rules_from_text(written: str, name: str = "rules") -> Rules:
    """Rules as they are typed. A problem names the line. Anchors, aliases and a name said twice are refused: the one
    unfolds without end, the other would lose a limit in silence."""
    lines = plain_lines(written, name)
    try:
        return rules_from(yaml.safe_load(written) or {})
    except Problem as problem:
        place = str(problem.values.get("place", ""))
        line = lines.get(place) or lines.get(
            place.partition("[")[0] if place.endswith("]") else place.partition(".")[0]
        )
        if line is None:
            raise
        raise Problem(problem.kind, **{**problem.values, "place": f"{line}:{place}"}) from problem


def rules_from(data: Any) -> Rules:
    """Rules from what YAML or a form gives. An unknown rule is refused: a misspelt limit must not be lost."""
    if not isinstance(data, Mapping):
        raise Problem(BAD_RULE, place="rules", value=str(data)[:60])
    known = {one.name for one in fields(Rules)} | {"vat", "limits", "currency"}
    for name in data:
        if name not in known:
            raise Problem(BAD_RULE, place=str(name), value=f"{', '.join(sorted(known))}")
    vat, limits, rounding = (_mapping(data, name, PARTS[name]) for name in ("vat", "limits", "rounding"))
    total = limits.get("total_over", data.get("total_over"))
    return Rules(
        discounts=tuple(_discount(one, place) for place, one in enumerate(data.get("discounts") or [])),
        combine=_one_of(data.get("combine", "best"), "combine", "best", "add"),
        rounding=_one_of(rounding.get("line", "down"), "rounding.line", "down", "half_up"),
        line_unit=_whole(rounding.get("unit", 1), "rounding.unit", 1),
        vat_basis_points=_basis_points(vat.get("rate", 10), "vat.rate"),
        vat_per=_one_of(vat.get("per", "quote"), "vat.per", "quote", "line"),
        vat_rounding=_one_of(vat.get("rounding", "down"), "vat.rounding", "down", "half_up"),
        validity_days=_whole(data.get("validity_days", 30), "validity_days", 0),
        discount_over=_optional_points(limits.get("discount_over", data.get("discount_over")), "limits.discount_over"),
        total_over=None if total is None else _whole(total, "limits.total_over", 0),
        number=_scheme(data.get("number", Rules.__dataclass_fields__["number"].default)),
        delivery=cells.said(data.get("delivery")),
        payment=cells.said(data.get("payment")),
        note=cells.said(data.get("note")),
        words=_one_of(data.get("words", "금"), "words", "금", "일금", "一金", "漢字"),
        supplier=party(data.get("supplier") or {}),
        grades=tuple((str(name), str(grade)) for name, grade in _mapping(data, "grades").items()),
    )


PARTS = {"vat": {"rate", "per", "rounding"}, "limits": {"discount_over", "total_over"}, "rounding": {"line", "unit"}}


def _mapping(data: Mapping[str, Any], name: str, known: set[str] | None = None) -> Mapping[str, Any]:
    value = data.get(name) or {}
    if not isinstance(value, Mapping):
        raise Problem(BAD_RULE, place=name, value=str(value)[:60])
    for part in value if known else ():
        if part not in (known or ()):
            raise Problem(BAD_RULE, place=f"{name}.{part}", value=", ".join(sorted(known or ())))
    return value


def _discount(value: Any, place: int) -> Discount:
    where = f"discounts[{place}]"
    if not isinstance(value, Mapping) or "percent" not in value:
        raise Problem(BAD_RULE, place=where, value=f"{value}: percent")
    extra = set(value) - {"percent", "customer_class", "grade", "item", "quantity_from", "total_from"}
    if extra:
        raise Problem(BAD_RULE, place=where, value=", ".join(sorted(map(str, extra))))
    quantity, total = value.get("quantity_from"), value.get("total_from")
    return Discount(
        _basis_points(value["percent"], where),
        grade=cells.said(value.get("customer_class", value.get("grade"))),
        item=cells.said(value.get("item")),
        quantity_from=None if quantity is None else cells.decimal(quantity, where),
        total_from=None if total is None else _whole(total, where, 0),
    )


def _one_of(value: Any, place: str, *known: str) -> Any:
    if value not in known:
        raise Problem(BAD_RULE, place=place, value=f"{value} ({', '.join(known)})")
    return value


def _whole(value: Any, place: str, least: int) -> int:
    number = cells.decimal(value, place)
    if number != number.to_integral_value() or number < least:
        raise Problem(BAD_RULE, place=place, value=str(value))
    return int(number)


def _basis_points(value: Any, place: str) -> int:
    points = cells.decimal(str(value).rstrip("% "), place) * 100
    if points != points.to_integral_value() or not 0 <= points <= 10_000:
        raise Problem(BAD_RULE, place=place, value=str(value))
    return int(points)


def _optional_points(value: Any, place: str) -> int | None:
    return None if value is None else _basis_points(value, place)


def _scheme(value: Any) -> str:
    """Only {date}, {year}, {month} and {seq}, with a width: a number scheme is not a program."""
    text = str(value)
    left = re.sub(r"\{(?:date|year|month|seq(?::0?[1-9]d)?)\}", "", text)
    if "{" in left or "}" in left:
        raise Problem(BAD_RULE, place="number", value=text)
    return text
