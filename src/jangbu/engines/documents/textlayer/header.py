"""The header fields from all rows: number, days, money, parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.textlayer import korean, labels
from jangbu.engines.documents.textlayer.candidates import Candidate, candidates
from jangbu.engines.documents.textlayer.layout import Row
from jangbu.engines.documents.textlayer.money import currency, money
from jangbu.engines.documents.textlayer.parties import parties
from jangbu.engines.documents.textlayer.values import dates, references

TITLE_DATE = re.compile(r"\b(?:vom|von|dated|du|issued at|of|le)\s*$", re.IGNORECASE)
OTHER_DATES = re.compile(
    r"liefer|leistung|bestell|auftrag|order|deliver|due|fällig|zahlbar|print|druck|vertrag|geburt|skonto"
)
AGREES = 0.6  # a value without label needs this much of the labelled confidence to stand


def header(rows: Sequence[Row]) -> dict[str, Field]:
    """The fields that were found; absent ones are left out."""
    in_korean = korean.is_korean(rows)
    found: dict[str, Field] = {}
    code = currency(rows)
    if in_korean and (code is None or code.value == "KRW"):
        code = code or Field("KRW", 0.9)  # a Korean form states amounts in won without saying so
    if code is not None:
        found["currency"] = code
    found.update(money(rows, code.value if code else None))
    found.update(parties(rows))
    numbers = candidates(rows, labels.NUMBER, references)
    if numbers:
        found["number"] = _settled(numbers)
    issued = _issued(rows, numbers)
    if issued is not None:
        found["date"] = issued
    due = candidates(rows, labels.DUE_DATE, dates)
    if due:
        found["due_date"] = due[0].as_field()
    if in_korean:
        found.update(korean.form(rows))
    return found


def _settled(found: Sequence[Candidate]) -> Field:
    """The surest candidate; surer when others say the same, less sure when one nearly as good disagrees."""
    best = found[0]
    rivals = [one for one in found[1:] if one.value != best.value and one.confidence >= 0.95 * best.confidence]
    return best.as_field(best.confidence * (0.8 if rivals else 1.0))


def _issued(rows: Sequence[Row], numbers: Sequence[Candidate]) -> Field | None:
    """The labelled day; else the day in the row of the number ("Nr. 471102 vom 05.03.2018"); else the first day that
    no other label claims."""
    labelled = candidates(rows, labels.DATE, dates)
    if labelled and labelled[0].confidence >= 0.9:
        return _settled(labelled)
    for number in numbers[:3]:
        row = rows[number.row]
        for typed in dates(row.text):
            said = TITLE_DATE.search(row.text[: typed.start]) is not None
            return Field(typed.value, 0.95 if said else 0.8, row.page, row.box_of(typed.start, typed.end))
        if number.row + 1 < len(rows):  # a title broken behind "vom"
            below = rows[number.row + 1]
            first = next(iter(dates(below.text)), None)
            if first is not None and first.start == 0 and TITLE_DATE.search(row.text):
                return Field(first.value, 0.9, below.page, below.box_of(first.start, first.end))
    if labelled:
        return labelled[0].as_field()
    for row in rows:
        if OTHER_DATES.search(row.compact[0]):
            continue
        for typed in dates(row.text):
            return replace(Field(typed.value, 0.5 * typed.sure, row.page), box=row.box_of(typed.start, typed.end))
    return None
