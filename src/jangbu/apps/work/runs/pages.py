"""From a run to what a page shows: fields in a set order, boxes over the page, checks in words. No database here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jangbu.kernel.errors import Language
from jangbu.kernel.text import percent

FIELD_WORDS: dict[str, Promise] = {
    "approval_number": _("승인번호"),
    "number": _("계산서 번호"),
    "seller": _("공급자"),
    "seller_tax_id": _("공급자 번호"),
    "buyer": _("공급받는 자"),
    "buyer_tax_id": _("받는 자 번호"),
    "date": _("작성일"),
    "due_date": _("지급일"),
    "net": _("공급가액"),
    "tax": _("세액"),
    "gross": _("합계금액"),
    "due": _("낼 금액"),
    "currency": _("통화"),
    "bank_account": _("입금 계좌"),
}
FURTHER_WORDS: dict[str, Promise] = {
    "seller_representative": _("공급자 대표"),
    "seller_address": _("공급자 주소"),
    "seller_business_type": _("공급자 업태"),
    "seller_business_item": _("공급자 종목"),
    "seller_email": _("공급자 메일"),
    "seller_branch": _("공급자 종사업장"),
    "buyer_representative": _("받는 자 대표"),
    "buyer_address": _("받는 자 주소"),
    "buyer_business_type": _("받는 자 업태"),
    "buyer_business_item": _("받는 자 종목"),
    "buyer_email": _("받는 자 메일"),
    "buyer_branch": _("받는 자 종사업장"),
    "purpose": _("영수·청구"),
    "type": _("종류"),
    "amendment": _("수정 사유"),
    "original_approval_number": _("처음 승인번호"),
    "note": _("비고"),
}
WORDS = {**FIELD_WORDS, **FURTHER_WORDS}
AMOUNTS = ("net", "tax", "gross", "due")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One value: `mark` is "", "doubt" or "fail"; `box` in points from the top left corner of `page`."""

    no: int
    name: str
    label: str | Promise
    value: str
    sure: str
    mark: str
    page: int | None
    box: tuple[float, float, float, float] | None
    readings: tuple[tuple[str, str], ...]
    edited: bool

    @property
    def x(self) -> float:
        return round(self.box[0] - 2, 1) if self.box else 0.0

    @property
    def y(self) -> float:
        return round(self.box[1] - 2, 1) if self.box else 0.0

    @property
    def w(self) -> float:
        return round(self.box[2] - self.box[0] + 4, 1) if self.box else 0.0

    @property
    def h(self) -> float:
        return round(self.box[3] - self.box[1] + 4, 1) if self.box else 0.0

    @property
    def tx(self) -> float:
        return round(max(0.0, self.x - 14), 1)

    @property
    def ty(self) -> float:
        return self.y

    @property
    def nx(self) -> float:
        return round(self.tx + 7, 1)

    @property
    def ny(self) -> float:
        return round(self.ty + 9.5, 1)


@dataclass(frozen=True, slots=True)
class CheckLine:
    passed: bool | None
    said: str


def field_lines(proposal: Mapping[str, Any]) -> list[FieldLine]:
    """The fields of a document, those that people know first, in the order of the form."""
    fields: Mapping[str, Any] = proposal.get("fields", {})
    failed = {name for check in proposal.get("checks", []) if check["passed"] is False for name in check["fields"]}
    edited = set(proposal.get("edited", []))
    known = [name for name in FIELD_WORDS if name in fields]
    lines = []
    for no, name in enumerate([*known, *(name for name in fields if name not in FIELD_WORDS)], 1):
        held = fields[name]
        mark = "fail" if name in failed else "" if held["accepted"] else "doubt"
        lines.append(
            FieldLine(
                no=no,
                name=name,
                label=WORDS.get(name, name),
                value=_written(name, held["value"]),
                sure=percent(held["confidence"]),
                mark=mark,
                page=held["page"],
                box=tuple(held["box"]) if held["box"] else None,
                readings=tuple((each.get("engine", ""), each.get("value", "")) for each in held.get("readings") or ()),
                edited=name in edited,
            )
        )
    return lines


def _written(name: str, value: str) -> str:
    """Amounts as people write them here; the service reads them back."""
    try:
        return f"{Decimal(value):,f}" if name in AMOUNTS else value
    except InvalidOperation:
        return value


def check_lines(proposal: Mapping[str, Any], said: Language) -> list[CheckLine]:
    """Failed checks first, then those that could not be told, then what holds."""
    order = {False: 0, None: 1, True: 2}
    checks = sorted(proposal.get("checks", []), key=lambda check: order[check["passed"]])
    return [CheckLine(check["passed"], check["detail"][said]) for check in checks]


def is_known(line: FieldLine) -> bool:
    """Whether the field belongs to the short list; one that is doubted always does."""
    return line.name in FIELD_WORDS or bool(line.mark)


def page_boxes(lines: Sequence[FieldLine], page: int) -> list[FieldLine]:
    return [line for line in lines if line.page == page and line.box]


MARKS = {"agrees": "met", "proven": "met", "proposed": "claimed", "refused": "unmet"}


def second_lines(proposal: Mapping[str, Any], said: Language) -> dict[str, Any] | None:
    """What a model was asked about the document, and for each answer a state and a sentence. None where none was."""
    held = proposal.get("second")
    if not held:
        return None
    verdicts = [
        {"mark": MARKS[each["outcome"]], "said": _verdict(each, said)}
        for each in held["verdicts"]
        if each["quote"] or each["outcome"] != "refused"
    ]
    return {**held, "verdicts": verdicts}


def _verdict(each: Mapping[str, Any], said: Language) -> str:
    label, value = WORDS.get(each["name"], each["name"]), each["value"] or each["quote"]
    return f"{label} {value}: {each['why'][said]}" if value else f"{label}: {each['why'][said]}"


def doubt_word(doubts: Sequence[Mapping[str, str]], said: Language) -> str:
    """The first doubt, shortened for a list."""
    if not doubts:
        return ""
    first = doubts[0][said].split(". ")[0].rstrip(".")
    return first if len(first) <= 24 else f"{first[:23]}…"
