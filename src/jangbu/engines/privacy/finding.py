"""Numbers that name a person, found in running text and blanked. A missed one costs more than a needless black bar,
so anything plausible is found, and `confidence` says how plausible it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jangbu.engines.privacy import numbers

Kind = Literal["resident_number", "foreigner_number", "card_number", "person_name"]

GAP = r"[ \n]{0,2}[-.]{0,2}[ \n]{0,2}"  # what people put between the halves
HALVES = re.compile(rf"(?<!\d)(\d{{6}}){GAP}(\d{{7}})(?!\d)")
SPACED = re.compile(r"(?<!\d)(?<!\d )(\d(?: \d){5})(?: ?- ?| )(\d(?: \d){6})(?! ?\d)")  # one box a digit
CARD_GROUPS = r"\d{4}G\d{4}G\d{4}G\d{1,7}|\d{4}G\d{6}G\d{4,5}|\d{4}G\d{4}G\d{5}".replace("G", r" ?[-. \n] ?")
GROUPED = re.compile(rf"(?<![\d-])(?:{CARD_GROUPS})(?![-]?\d)")
SPACED_CARD = re.compile(r"(?<!\d)(?<!\d )\d(?: \d){12,18}(?! ?\d)")
SOLID_CARD = re.compile(r"(?<![0-9A-Za-z])\d{13,19}(?![0-9A-Za-z])")
RESIDENT_LABEL = re.compile(r"주민|외국인|등록번호|생년|rrn|resident|alien|foreigner", re.IGNORECASE)
COMPANY_LABEL = re.compile(r"법\s*인\s*(?:등록)?\s*번호\D{0,6}\Z")
OTHER_LABEL = re.compile(  # what thirteen solid digits are when they are no person's
    r"(?:바코드|주문|상품|제품|송장|운송장|계좌|문서|관리|자재|품목|승인|barcode|ean|gtin|isbn|order|account|item)\D{0,12}\Z",
    re.IGNORECASE,
)
CARD_LABEL = re.compile(r"카드|card|visa|master|amex", re.IGNORECASE)
LABEL_REACH = 20  # characters before a number that may say what it is
BLACK = "■"
CERTAIN, LIKELY, POSSIBLE = 0.99, 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end (exclusive) of the text that was searched, and what they are; confidence 0 to 1."""

    start: int
    end: int
    kind: Kind
    confidence: float


def find(text: str) -> tuple[Span, ...]:
    """Resident, foreigner and card numbers in the order of the text, none overlapping another. Digits and hyphens of
    any script and width count, and invisible characters between them do not."""
    plain, places = _plain(text)
    found: list[Span] = []
    taken = 0
    for span in sorted([*_residents(plain), *_cards(plain)], key=lambda one: (one.start, -one.confidence, -one.end)):
        if span.start >= taken:
            found.append(Span(places[span.start], places[span.end - 1] + 1, span.kind, span.confidence))
            taken = span.end
    return tuple(found)


def blank(text: str, *, least: float = 0.5) -> tuple[str, tuple[Span, ...]]:
    """The text with every number found at `least` this sure turned into ■, and the spans. Length and line breaks stay,
    so a place in the blanked text is the same place in the original."""
    spans = tuple(span for span in find(text) if span.confidence >= least)
    letters = list(text)
    for span in spans:
        for index in range(span.start, span.end):
            if letters[index] not in "\r\n":
                letters[index] = BLACK
    return "".join(letters), spans


def _residents(plain: str) -> Iterator[Span]:
    for pattern in (HALVES, SPACED):
        for match in pattern.finditer(plain):
            digits = match[1].replace(" ", "") + match[2].replace(" ", "")
            solid = match.end() - match.start() == 13
            if not numbers.is_birth(digits) or (solid and _goes_on(plain, match)):
                continue
            sure = _how_sure(digits, _before(plain, match.start()), solid=solid)
            if sure is not None:
                kind: Kind = "foreigner_number" if numbers.is_foreign(digits) else "resident_number"
                yield Span(match.start(), match.end(), kind, sure)


def _how_sure(digits: str, before: str, *, solid: bool) -> float | None:
    """None where what stands before says that it is another number, and the digits do not contradict."""
    if COMPANY_LABEL.search(before) and numbers.is_company_number(digits):
        return None
    labelled = RESIDENT_LABEL.search(before) is not None
    if numbers.has_resident_check_digit(digits):
        return CERTAIN if labelled or not solid else LIKELY
    if solid and not labelled and OTHER_LABEL.search(before):
        return None
    return LIKELY if labelled or not solid else POSSIBLE


def _cards(plain: str) -> Iterator[Span]:
    for pattern in (GROUPED, SPACED_CARD, SOLID_CARD):
        for match in pattern.finditer(plain):
            digits = re.sub(r"\D", "", match[0])
            if not 13 <= len(digits) <= 19 or not numbers.is_card_prefix(digits):
                continue
            labelled = CARD_LABEL.search(_before(plain, match.start())) is not None
            if numbers.is_luhn(digits):
                yield Span(match.start(), match.end(), "card_number", CERTAIN if labelled else LIKELY)
            elif labelled:  # one digit misread is still most of a card
                yield Span(match.start(), match.end(), "card_number", POSSIBLE)


def _before(plain: str, start: int) -> str:
    return plain[max(0, start - LABEL_REACH) : start]


def _goes_on(plain: str, match: re.Match[str]) -> bool:
    """A letter behind makes thirteen digits a part of a longer code; one in front is often the end of a label."""
    after = plain[match.end() : match.end() + 1]
    return after.isascii() and after.isalnum()


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in ASCII digits, hyphens and spaces, without invisible characters; and where each came from."""
    letters: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        plain = _as_ascii(char)
        if plain:
            letters.append(plain)
            places.append(index)
    return "".join(letters), places


def _as_ascii(char: str) -> str:
    """One character, or none for what is invisible."""
    if char.isascii():
        return " " if char in "\t\r\x0b\x0c\xa0" else char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category == "Cf":  # zero-width spaces, soft hyphens, direction marks
        return ""
    if category == "Pd" or char in "−ー―‐":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "No" and (digit := unicodedata.digit(char, None)) is not None:  # ① and ²
        return str(digit)
    return "." if char in "·．。ㆍ・" else char
