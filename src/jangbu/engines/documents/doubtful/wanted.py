"""What a model may be asked for: each field's meaning, the labels it stands with, and our own parser of its value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jangbu.engines.documents.checks.identity import missing
from jangbu.engines.documents.document import STRUCTURED, Document, Field
from jangbu.engines.documents.textlayer import labels
from jangbu.engines.documents.textlayer.labels import Label
from jangbu.engines.documents.textlayer.values import (
    Typed,
    amounts,
    approval_numbers,
    business_numbers,
    currencies,
    dates,
    references,
    vat_numbers,
)

Parser = Callable[[str, int | None], Sequence[Typed]]  # text, decimals of the document's currency (None: unknown)

SUM = ("net", "tax", "gross")  # net + tax = gross proves each of them
NAME_LIMIT = 80  # characters
TAX_ID = (Label(re.compile(r"등록번호|사업자(?:등록)?번호|ust-?id|vat|tva|taxid|steuernummer"), 1.0),)
APPROVAL = (Label(re.compile(r"승인번호"), 1.0),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field as asked for. `parse` None takes the quoted words themselves: names have no grammar."""

    meaning: str
    labels: tuple[Label, ...]
    parse: Parser | None


def _numbers(text: str, decimals: int | None) -> Sequence[Typed]:
    return approval_numbers(text) or references(text)


def _tax_ids(text: str, decimals: int | None) -> Sequence[Typed]:
    return [*business_numbers(text), *vat_numbers(text)]


def _amounts(text: str, decimals: int | None) -> Sequence[Typed]:
    return amounts(text, decimals=decimals)


def _dates(text: str, decimals: int | None) -> Sequence[Typed]:
    return dates(text)


WANTED: Mapping[str, Wanted] = {
    "number": Wanted("the invoice number (on a Korean tax invoice the 승인번호)", labels.NUMBER + APPROVAL, _numbers),
    "approval_number": Wanted("the 승인번호 of 24 characters", APPROVAL, lambda text, decimals: approval_numbers(text)),
    "date": Wanted("the day of issue (작성일자)", labels.DATE, _dates),
    "due_date": Wanted("the day payment is due", labels.DUE_DATE, _dates),
    "currency": Wanted(
        "the currency, as its code or sign stands there", labels.CURRENCY, lambda text, decimals: list(currencies(text))
    ),
    "net": Wanted("the total before tax (공급가액 합계)", labels.NET, _amounts),
    "tax": Wanted("the total tax (세액 합계)", labels.TAX, _amounts),
    "gross": Wanted("the total with tax (합계금액)", labels.GROSS, _amounts),
    "due": Wanted("the amount still to pay", labels.DUE, _amounts),
    "seller": Wanted("the name of the seller (공급자)", labels.SELLER, None),
    "buyer": Wanted("the name of the buyer (공급받는자)", labels.BUYER, None),
    "seller_tax_id": Wanted("the seller's business or VAT number", labels.SELLER + TAX_ID, _tax_ids),
    "buyer_tax_id": Wanted("the buyer's business or VAT number", labels.BUYER + TAX_ID, _tax_ids),
}


def doubtful_fields(document: Document) -> tuple[str, ...]:
    """The fields to ask for: those not accepted, those required and missing, and what is missing of net, tax and gross
    where one of them is in doubt, because only the three together prove each other. Data its sender wrote as data is
    never asked for."""
    found = document.fields
    open_ones = {name for name, one in found.items() if not one.accepted and one.confidence < STRUCTURED}
    open_ones |= missing(document).keys()
    if open_ones & set(SUM):
        open_ones |= {name for name in SUM if name not in found}
    return tuple(name for name in WANTED if name in open_ones)


def same(name: str, left: str, right: str) -> bool:
    """The same value, whatever its spaces, hyphens, width and case."""
    if WANTED[name].parse is _amounts:
        one, other = Field(left).amount, Field(right).amount
        return one is not None and one == other
    return _bare(left) == _bare(right)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())
