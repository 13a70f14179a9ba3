"""The four fields of a receipt from its text boxes."""

from __future__ import annotations

from collections.abc import Sequence

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.receipts.days import day
from jangbu.engines.documents.receipts.lines import TextBox, lines_from
from jangbu.engines.documents.receipts.places import Found, address, company
from jangbu.engines.documents.receipts.total import total


def receipt_fields(boxes: Sequence[TextBox], page: int = 1) -> dict[str, Field]:
    """company, date (YYYY-MM-DD), address and total (a decimal) of the receipt, those that were found."""
    lines = lines_from(boxes)
    found: dict[str, Field] = {}
    name = company(lines)
    if name is not None:
        found["company"] = _field(name, page)
    issued = day(lines)
    if issued is not None:
        found["date"] = Field(issued.text, issued.sure, page, issued.lines[0].box)
    place = address(lines, name)
    if place is not None:
        found["address"] = _field(place, page)
    paid = total(lines)
    if paid is not None:
        found["total"] = Field(f"{paid.value}", paid.weight, page, paid.line.box)
    return found


def _field(found: Found, page: int) -> Field:
    (left, top, right, bottom), *rest = (line.box for line in found.lines)
    for box in rest:
        left, top, right, bottom = min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3])
    return Field(found.text, found.sure, page, (left, top, right, bottom))
