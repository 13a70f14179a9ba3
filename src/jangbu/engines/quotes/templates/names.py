"""The placeholders, one list for all formats, in English and Korean; and how text with them is read.

{{ number }}, {{ 견적번호 }}, {{ customer.name }}, {{ 공급자.주소 }}; a row of a table with {{ line.name }} or
{{ 품목.품명 }} is repeated for each line, with or without {% for line in lines %} and {% endfor %} around it. Nothing
else is allowed: no filter, no call, no condition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

TOP: dict[str, tuple[str, ...]] = {
    "title": ("제목",),
    "number": ("견적번호", "번호", "quote_number", "quote_no"),
    "date": ("견적일", "견적일자", "작성일", "quote_date"),
    "valid_until": ("유효기한",),
    "validity": ("유효기간",),
    "currency": ("통화",),
    "net": ("공급가액", "subtotal", "net_total"),
    "tax": ("부가세", "부가가치세", "세액", "vat"),
    "gross": ("합계", "합계금액", "총액", "total", "grand_total"),
    "amount_words": ("금액한글", "한글금액", "words", "gross_words"),
    "taxable_net": ("과세공급가액",),
    "zero_net": ("영세율공급가액",),
    "exempt_net": ("면세공급가액",),
    "vat_rate": ("부가세율",),
    "delivery": ("납기", "인도조건"),
    "payment": ("결제조건", "지불조건", "payment_terms"),
    "note": ("비고", "notes", "remarks"),
    "draft": ("초안",),
}
PARTY: dict[str, tuple[str, ...]] = {
    "name": ("상호", "이름", "업체명", "company"),
    "business_number": ("사업자등록번호", "등록번호", "사업자번호"),
    "representative": ("대표자", "대표", "성명", "ceo"),
    "address": ("주소", "사업장"),
    "business_type": ("업태",),
    "business_item": ("종목",),
    "contact": ("담당자", "담당"),
    "phone": ("전화", "전화번호", "연락처", "tel"),
    "email": ("이메일", "메일"),
}
LINE: dict[str, tuple[str, ...]] = {
    "no": ("번호", "순번", "index"),
    "code": ("품번", "코드"),
    "name": ("품명", "이름", "item", "description"),
    "spec": ("규격", "사양"),
    "unit": ("단위",),
    "quantity": ("수량", "qty"),
    "unit_price": ("단가", "price"),
    "discount": ("할인", "할인율"),
    "net": ("공급가액", "금액", "amount"),
    "tax": ("세액", "부가세", "vat"),
    "gross": ("합계", "total"),
    "tax_kind": ("과세구분", "과세"),
    "note": ("비고", "remark"),
}
ROOTS = {
    **dict.fromkeys(("supplier", "공급자", "seller"), "supplier"),
    **dict.fromkeys(("customer", "고객", "수신", "거래처", "buyer"), "customer"),
    **dict.fromkeys(("line", "lines", "item", "row", "품목", "항목"), "line"),
}
AMOUNTS = {"net", "tax", "gross", "taxable_net", "zero_net", "exempt_net"}
AMOUNTS |= {f"line.{name}" for name in ("quantity", "unit_price", "net", "tax", "gross", "no")}

TOKEN = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#(.*?)#\}", re.S)
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
FOR = re.compile(r"-?\s*(tr|p)?\s*for\s+([^\W\d]\w*)\s+in\s+(?:lines|items|품목들|품목|항목)\s*-?")
ENDFOR = re.compile(r"-?\s*(tr|p)?\s*endfor\s*-?")


def _by_alias(fields: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {alias: name for name, aliases in fields.items() for alias in (name, *aliases)}


BY_ALIAS = {"": _by_alias(TOP), "line": _by_alias(LINE)} | dict.fromkeys(("supplier", "customer"), _by_alias(PARTY))
NAMES: tuple[str, ...] = (
    *TOP,
    *(f"{party}.{name}" for party in ("supplier", "customer") for name in PARTY),
    *(f"line.{name}" for name in LINE),
)


def canonical(written: str, variables: frozenset[str] = frozenset()) -> str | None:
    """ " 고객.상호 " -> "customer.name"; None for an unknown name. `variables` are those of the template's loops."""
    name = written.strip().strip("-").strip()
    if name == "loop.index":
        return "line.no"
    root, dot, field = name.partition(".")
    if not dot:
        found = BY_ALIAS[""].get(name)
        party = ROOTS.get(name)
        return found or (f"{party}.name" if party in {"supplier", "customer"} else None)
    group = "line" if root in variables else ROOTS.get(root)
    found = BY_ALIAS[group].get(field) if group else None
    return f"{group}.{found}" if found else None


def loop_variables(text: str) -> frozenset[str]:
    """The names that loops give to a line."""
    tags = (found[2] for found in TOKEN.finditer(text) if found[2] is not None)
    return frozenset(loop[2] for tag in tags if (loop := FOR.fullmatch(tag)))


def value_of(values: Mapping[str, Any], name: str, line: Mapping[str, str] | None = None) -> str:
    """The text for a canonical name; "" for a line's field where there is no line."""
    root, dot, field = name.partition(".")
    if not dot:
        return str(values[name])
    if root == "line":
        return str(line[field]) if line is not None else ""
    return str(values[root][field])


def fill(text: str, variables: frozenset[str], value: Callable[[str], str]) -> str:
    """Each placeholder replaced once; what the values hold is never read again. Loop tags vanish."""

    def one(found: re.Match[str]) -> str:
        name = canonical(found[1], variables) if found[1] is not None else None
        return value(name) if name is not None else ""

    return TOKEN.sub(one, text)
