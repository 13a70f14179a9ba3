"""What was paid for: the amount beside the words that mean the whole, held to what was tendered and given back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jangbu.engines.documents.receipts.lines import Line

AMOUNT = re.compile(
    r"(?<![\w.,:/%-])(?P<minus>-)?(?:RM|MYR|USD|SGD|S\$|US\$|EUR|GBP|KRW|[$€£₩￦\\])?\s?(?P<minus2>-)?"
    r"(?P<digits>\d{1,3}(?:[,. ]\d{3})+[.,]\d\d|\d+\s?[.,]\s?\d\d|\d{1,3}(?:,\d{3})+|\d{3,7}(?=\s?원)|(?<=₩)\d+)"
    r"(?:\s?원|\s?RM|\s?SR|\s?ZRL|\s?[A-Z])?(?![\w.,%/:-]*\d|\s?%)"
)
NOT_WHOLE = re.compile(
    r"SUB[\s-]*TOT|QTY|QUANTITY|ITEM|PCS|DISC|SAVING|CHANGE|TENDER|EXCL|EXC\b|BEFORE|W/O|WITHOUT|TOTAL\s*(?:AMOUNT\s*)?(?:OF\s*)?"
    r"(?:GST|TAX|VAT|SST|SVC)|(?:GST|TAX|VAT|SST|SERVICE|SVC)\s*(?:\d+%?)?\s*(?:TOTAL|AMOUNT|AMT|PAYABLE|CHARGE)|TAXABLE|"
    r"INCLUDED\s*IN|ROUND(?:ING|\s*ADJ)|POINT|BALANCE|TAX\s*\(RM\)|SUMMARY|공급가|과세|면세|부가세|봉사료|할인|거스름|받은|잔액|포인트|수량|소계"
)
ROUNDED = re.compile(
    r"(?:ROUND(?:ED|D)\s*(?:TOTAL|AM)|(?:TOTAL|AMT|AMOUNT|BILL)\W{0,3}(?:AMT|AMOUNT|AFTER|\(?RM\)?)?\W{0,3}ROUND|AFTER\s*(?:ROUND|ADJ)|ROUNDED)"
)
INCLUSIVE = re.compile(
    r"(?:TOTAL|AMOUNT|SALES?)[^|]*(?:INCL|W/\s*GST|WITH\s*GST|AFTER)|INCL\w*\W*(?:OF\W*)?(?:GST|TAX)[^|]*TOTAL"
)
WHOLE = re.compile(
    r"GRAND\s*TOTAL|NET\s*(?:TOTAL|AMOUNT|AMT)|TOTAL\s*(?:AMOUNT\s*)?(?:DUE|PAYABLE|PAID|PAYMENT|TO\s*PAY)|AMOUNT\s*(?:DUE|PAYABLE)|"
    r"TOTAL\s*(?:SALES?|AM(?:OUN)?T|BILL|RM)|BILL\s*TOTAL|NETT?\b\s*TOTAL|총\s*(?:합계|금액|액)|합\s*계(?:\s*금액)?|결제\s*금액|받을\s*금액|"
    r"승인\s*금액|판매\s*금액|청구\s*금액|총액"
)
PLAIN = re.compile(r"TOTAL|T0TAL|TOTAI|TOTA\b|^TTL\b|AMOUNT\s*:|계\b")
CASH = re.compile(r"\bCASH\b|TENDER|PAYMENT|PAID|VISA|MASTER|CARD|DEBIT|RECEIVED|현금|카드|받은|결제")
CHANGE = re.compile(r"CHANGE|거스름|BAL(?:ANCE)?\s*DUE")
SUMMARY = re.compile(r"(?:GST|TAX|SST)\s*SUMM|SUMMARY")
ROUNDS = re.compile(r"ROUND|R[O0]U?N?D[IL]NG")
FIVE = Decimal("0.05")
GIVEN_BACK = re.compile(r"CHANGE|거스름")


@dataclass(frozen=True, slots=True)
class Paid:
    """An amount of the receipt; `weight` in [0, 1] says how surely it is the whole."""

    value: Decimal
    weight: float
    line: Line


def amounts(text: str) -> list[Decimal]:
    """The amounts in a line, left to right: two decimals, or won with grouping."""
    found = []
    for match in AMOUNT.finditer(text.upper()):
        digits = re.sub(r"\s", "", match["digits"])
        if re.search(r"[.,]\d\d\Z", digits):
            digits = re.sub(r"[.,]", "", digits[:-3]) + "." + digits[-2:]
        else:
            digits = re.sub(r"[., ]", "", digits)
        value = Decimal(digits)
        found.append(-value if match["minus"] or match["minus2"] else value)
    return found


def total(lines: Sequence[Line]) -> Paid | None:
    """The surest amount that is the whole, after rounding where the receipt rounds to five cents."""
    lines = _before_summary(lines)
    found = list(_labelled(lines))
    if not found:
        return _largest(lines)
    paid = _tendered(lines)
    counts = {value: sum(value in amounts(line.text) for line in lines) for value in {one.value for one in found}}

    def score(one: Paid) -> tuple[float, int]:
        proved = 0.2 if one.value in paid else 0.0
        repeated = 0.02 * min(4, counts[one.value])
        return (one.weight + proved + repeated, one.line.index)

    best = _rounded(max(found, key=score), lines)
    sure = min(0.97, best.weight + (0.1 if best.value in paid else 0.0))
    return Paid(best.value, sure, best.line)


def _before_summary(lines: Sequence[Line]) -> Sequence[Line]:
    """Without the table of tax at the end, whose totals are net and tax."""
    start = next((line.index for line in lines if SUMMARY.search(line.upper)), len(lines))
    kept = lines[:start]
    return kept if any(_weight(line.upper) for line in kept) else lines


def _rounded(best: Paid, lines: Sequence[Line]) -> Paid:
    """The amount of the receipt within four cents that is a multiple of five, if it speaks of rounding."""
    if best.value % FIVE == 0 or not any(ROUNDS.search(line.upper) for line in lines):
        return best
    for line in lines:
        for value in amounts(line.text):
            if value % FIVE == 0 and 0 < abs(value - best.value) < FIVE:
                return Paid(value, best.weight, line)
    return best


def _labelled(lines: Sequence[Line]) -> Iterator[Paid]:
    for line in lines:
        weight = _weight(line.upper)
        if not weight:
            continue
        beside = amounts(line.text)
        if beside:
            if beside[-1] > 0:
                yield Paid(beside[-1], weight, line)
            continue
        for below in lines[line.index + 1 : line.index + 3]:
            under = amounts(below.text)
            if under and under[-1] > 0 and not (_weight(below.upper) or NOT_WHOLE.search(below.upper)):
                yield Paid(under[-1], weight * (0.85 if below.index == line.index + 1 else 0.7), below)
                break


def _weight(text: str) -> float:
    if ROUNDED.search(text) and not re.search(r"ROUNDING\s*ADJ", text):
        return 0.95
    if INCLUSIVE.search(text) and not re.search(r"EXCL|SUB", text):
        return 0.82
    if NOT_WHOLE.search(text):
        return 0.0
    if WHOLE.search(text):
        return 0.88
    return 0.8 if PLAIN.search(text) else 0.0


def _tendered(lines: Sequence[Line]) -> set[Decimal]:
    """What was handed over less what was given back, for each pair that the receipt states."""
    given, back = [], []
    for line in lines:
        said = amounts(line.text)
        if said and CASH.search(line.upper) and not CHANGE.search(line.upper):
            given.append(said[-1])
        if said and GIVEN_BACK.search(line.upper):
            back.append(said[-1])
    if not back:
        return set(given)
    return {one - abs(other) for one in given for other in back if one > abs(other)}


def _largest(lines: Sequence[Line]) -> Paid | None:
    """Without any label: the largest amount that is no cash; a guess."""
    found = [(max(said), line) for line in lines if not CASH.search(line.upper) and (said := amounts(line.text))]
    if not found:
        return None
    value, line = max(found, key=lambda pair: pair[0])
    return Paid(value, 0.4, line) if value > 0 else None
