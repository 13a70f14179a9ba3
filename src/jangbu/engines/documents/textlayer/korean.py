"""The form of the Korean tax invoice: two parties side by side or one above the other, each with its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from jangbu.engines.documents.document import Box, Field
from jangbu.engines.documents.textlayer.layout import LabelHit, Row, Word, around, find_labels, lines_of
from jangbu.engines.documents.textlayer.values import Typed, approval_numbers, business_numbers

HANGUL = re.compile(r"[가-힣]")
LABELS = {
    "": r"상호(?:\((?:법인명|단체명)\))?|법인명(?:\(단체명\))?",
    "_representative": r"성명(?:\(대표자\))?|대표자(?:명|성명)?|대표(?=[:가-힣])",
    "_address": r"사업장(?:주소|소재지)?|(?:사업장)?주소|소재지",
    "_business_type": r"업태",
    "_business_item": r"종목|업종",
    "_branch": r"종사업장(?:번호)?",
    "_email": r"이메일|e-?mail",
}
PATTERNS = {suffix: re.compile(pattern) for suffix, pattern in LABELS.items()}
ANY = re.compile(
    "|".join([*LABELS.values(), "등록번호", "사업자(?:등록)?번호", "공급(?:자|받는자)", "작성일자", "공급가액", "세액"])
)
APPROVAL = re.compile(r"승인번호")
PURPOSE = re.compile(r"[(（]?(영수|청구)[)）]?함")
UPRIGHT = set("공급받는자")  # the letters of 공급자 and 공급받는자 set one under another
REACH = 14  # rows a party's block is deep at most
END = re.compile(r"작성일자?|공급가액|품목")  # what comes under the parties


def is_korean(rows: Sequence[Row]) -> bool:
    """More than a stray Hangul word."""
    return sum(len(HANGUL.findall(row.text)) for row in rows) >= 10


def form(rows: Sequence[Row]) -> dict[str, Field]:
    """The parties with their particulars, the approval number, and whether it is a receipt or a bill."""
    found = _approval(rows)
    numbers = [
        (row, row.box_of(typed.start, typed.end), typed)
        for row in rows
        for typed in business_numbers(row.text)
        if typed.sure == 1.0
    ]
    distinct: list[tuple[Row, Box, Typed]] = []
    for row, box, typed in numbers:
        if typed.value not in {other[2].value for other in distinct}:
            distinct.append((row, box, typed))
    for role, (row, box, typed) in zip(("seller", "buyer"), distinct[:2], strict=False):
        found[f"{role}_tax_id"] = Field(typed.value, 0.97, row.page, box)
    if len(distinct) >= 2:
        found.update(_particulars(rows, distinct[0][0], distinct[0][1], distinct[1][0], distinct[1][1]))
    elif distinct:
        block = [row for row in rows if abs(row.index - distinct[0][0].index) <= REACH]
        found.update(_read_block(block, "seller", 0.0, inf))
    found.update(_purpose(rows))
    return found


def _particulars(rows: Sequence[Row], first: Row, left: Box, second: Row, right: Box) -> dict[str, Field]:
    if first.index == second.index:  # side by side: the right block begins at its own label
        starts = [hit.box[0] for hit in find_labels(second, ANY, 1.0) if left[2] < hit.box[0] <= right[0]]
        # headings are centred, so a longer one begins a little further left
        cut = max(starts[-1] - 12, left[2]) if starts else (left[2] + right[0]) / 2
        block = _block(rows, first)
        return {**_read_block(block, "seller", 0.0, cut), **_read_block(block, "buyer", cut, inf)}
    upper = [row for row in rows[max(0, first.index - 1) : second.index] if row.page == first.page]
    return {**_read_block(upper, "seller", 0.0, inf), **_read_block(_block(rows, second), "buyer", 0.0, inf)}


def _block(rows: Sequence[Row], first: Row) -> list[Row]:
    """The rows from the number's down to what comes under the parties."""
    block = []
    for row in rows[max(0, first.index - 1) : first.index + REACH]:
        if row.page != first.page or (row.index > first.index and END.search(row.compact[0])):
            break
        block.append(row)
    return block


def _read_block(rows: Sequence[Row], role: str, left: float, right: float) -> dict[str, Field]:
    """What stands behind each label, up to the next label, within the block's columns."""
    found: dict[str, Field] = {}
    words = [
        word
        for row in rows
        for cell in row.cells
        if cell.text not in UPRIGHT
        for word in cell.words
        if left <= word.box[0] < right
    ]
    for row in rows:
        own = Row(row.page, row.index, tuple(word for word in row.words if word in words))
        stops = sorted({hit.box[0] for hit in find_labels(own, ANY, 1.0)})
        for suffix, pattern in PATTERNS.items():
            for hit in find_labels(own, pattern, 1.0):
                end = next((stop for stop in stops if stop > hit.box[2]), right)
                value = _behind(hit, words, end)
                if value is not None and f"{role}{suffix}" not in found:
                    found[f"{role}{suffix}"] = value
    return found


def _behind(hit: LabelHit, words: Sequence[Word], end: float) -> Field | None:
    """The words right of the label in its cell; a value on two lines stands half a line above and below the label."""
    middle, height = (hit.box[1] + hit.box[3]) / 2, hit.box[3] - hit.box[1]
    inside = [word for word in words if hit.box[2] <= word.box[0] < end and abs(word.middle - middle) <= 0.75 * height]
    inside = inside or [word for word in hit.rest.words if word.box[0] < end]  # label and value in one word
    ordered = [word for line in lines_of(inside) for word in sorted(line, key=lambda one: one.box[0])]
    text = " ".join(word.text for word in ordered).strip(" :")
    if not text or ANY.fullmatch("".join(text.split())):
        return None
    return Field(text, 0.93, hit.row.page, around(word.box for word in ordered))


def _approval(rows: Sequence[Row]) -> dict[str, Field]:
    """The labelled one; else the first of its form, which nothing else has: 24 characters that begin with a day."""
    unlabelled: Field | None = None
    for row in rows:
        labelled = APPROVAL.search(row.compact[0]) is not None
        for typed in approval_numbers(row.text):
            near = labelled or any(
                APPROVAL.search(other.compact[0]) for other in rows[max(0, row.index - 1) : row.index]
            )
            place = row.box_of(typed.start, typed.end)
            if near:
                found = Field(typed.value, 0.97, row.page, place)
                return {"approval_number": found, "number": found}
            unlabelled = unlabelled or Field(typed.value, 0.9, row.page, place)
    return {"approval_number": unlabelled, "number": unlabelled} if unlabelled else {}


def _purpose(rows: Sequence[Row]) -> dict[str, Field]:
    for row in rows:
        match = PURPOSE.search(row.compact[0])
        if match:
            return {"purpose": Field(match[1], 0.93, row.page, row.box)}
    return {}
