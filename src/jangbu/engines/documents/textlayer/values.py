"""Typed values in running text: dates, amounts, currencies, tax numbers. Each finder gives value and span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Typed:
    """A value and the characters of the text it was read from. `sure` is below 1 where the form is ambiguous."""

    value: str
    start: int
    end: int
    sure: float = 1.0


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jänner janvier jan janv gennaio januari enero stycznia gen ene",
            "february februar février fevrier feb fév fev februari febbraio febrero lutego",
            "march märz maerz mars mar mär mrz maart marzo marca mrt",
            "april avril apr avr aprile abril kwietnia abr",
            "may mai mei maggio mayo maja maj",
            "june juni juin jun giugno junio czerwca giu",
            "july juli juillet jul juil luglio julio lipca lug",
            "august août aout aug agosto sierpnia augustus ago",
            "september septembre sep sept settembre septiembre września set",
            "october oktober octobre oct okt ottobre octubre października ott",
            "november novembre nov noviembre listopada",
            "december dezember décembre decembre dec dez déc dicembre diciembre grudnia dic",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATES = (
    (re.compile(r"(?<![\d.])((?:19|20)\d\d)\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})(?!\d)"), "ymd"),
    (re.compile(r"((?:19|20)\d\d)\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일"), "ymd"),
    (re.compile(r"(?<![\d.,/-])(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?((?:19|20)\d\d|\d\d)(?![\d,])"), "dmy"),
    (re.compile(r"(?<![\d.,/-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d,])"), "slash"),
    (
        re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]*({MONTH})\b\.?,?[\s-]*((?:19|20)\d\d|\d\d\b)", re.I),
        "dMy",
    ),
    (re.compile(rf"\b({MONTH})\b\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*((?:19|20)\d\d)", re.I), "Mdy"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"), "ymd"),
)

DIGITS = r"\d{1,3}(?P<mark>[.,'’ \u00a0\u202f])\d{3}(?:(?P=mark)\d{3})*(?:[.,]\d{1,4})?|\d+(?:[.,]\d{1,4})?"
AMOUNT = re.compile(
    rf"(?<![\w.,/:#-])(?P<open>\()?(?P<sign>[-−+])?\s?(?P<before>[€$£¥₩₹]|[A-Z]{{3}}\s|Rs\.?\s|\\)?\s?(?P<sign2>[-−])?"
    rf"(?P<digits>{DIGITS})(?P<after>\s?[€$£₩원]|\s?(?:EUR|USD|CHF|GBP|KRW|INR|PLN)\b)?(?P<minus>-(?!\d))?(?P<close>\))?"
    r"(?![\w/%:]|[.,]\d|\s?%|-\d)"
)
SYMBOLS = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "₩": "KRW",
    "원": "KRW",
    "￦": "KRW",
    "₹": "INR",
    "zł": "PLN",
    "¥": "JPY",
}
LIST = (
    "EUR USD GBP KRW CHF JPY CNY INR PLN CZK HUF SEK NOK DKK CAD AUD NZD SGD HKD TWD THB VND IDR MYR PHP BRL MXN TRY "
    "RON BGN AED SAR ZAR ILS RUB"
)
CODES = LIST.split()
CURRENCY = re.compile(rf"(?<![A-Za-z])({'|'.join(CODES)})(?![A-Za-z])|([€$£₩￦₹¥])|(?<=\d)\s?(원)(?![가-힣])|(\bRs\b)")
VAT = re.compile(
    r"(?<![A-Za-z0-9])(DE\s?\d{3}\s?\d{3}\s?\d{3}|ATU\s?\d{8}|FR(?:\s?[0-9A-Z]){2}(?:\s?\d){9}|NL\s?\d{9}\s?B\d{2}|"
    r"BE\s?0?\d{3}\.?\d{3}\.?\d{3}|IT\s?\d{11}|ES\s?[A-Z0-9]\d{7}[A-Z0-9]|PL\s?\d{10}|LU\s?\d{8}|DK\s?\d{8}|SE\s?\d{12}|"
    r"FI\s?\d{8}|CZ\s?\d{8,10}|GB\s?\d{9}(?:\d{3})?|CHE[-\s]?\d{3}\.?\d{3}\.?\d{3}|IE\s?\d[0-9A-Z]\d{5}[A-Z]{1,2}|"
    r"\d{2}[A-Z]{5}\d{4}[A-Z]\d[A-Z][0-9A-Z])(?![A-Za-z0-9])"
)
BUSINESS_NUMBER = re.compile(r"(?<![\d-])(\d{3})\s?-\s?(\d{2})\s?-\s?(\d{5})(?![\d-])|(?<![\w-])(\d{10})(?![\w-])")
APPROVAL = re.compile(r"(?<![0-9A-Za-z])((?:20)\d{6})\s?-?\s?([0-9A-Za-z]{8})\s?-?\s?([0-9A-Za-z]{8})(?![0-9A-Za-z])")
REFERENCE = re.compile(r"(?<![\w.])#?[A-Za-z0-9][\w/.\-]*(?<![.\-/])")
IBAN = re.compile(r"[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?")


def dates(text: str) -> list[Typed]:
    """All days in the text, YYYY-MM-DD, in order. A slash date is read day first; where both readings are days that
    differ it is half sure."""
    found: list[Typed] = []
    for pattern, order in DATES:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            typed = _day(match, order)
            if typed:
                found.append(typed)
    return sorted(found, key=lambda one: one.start)


def _day(match: re.Match[str], order: str) -> Typed | None:
    parts = [part for part in match.groups() if part not in {"/", "-"}]
    sure = 1.0
    if order == "slash":
        first, second = int(parts[0]), int(parts[1])
        if second > 12:
            parts[0], parts[1] = parts[1], parts[0]
        elif first <= 12 and first != second:
            sure = 0.6
    if order == "ymd":
        year, month, number = parts
    elif order == "Mdy":
        month, number, year = parts
    else:
        number, month, year = parts
    numbers = (_year(year), MONTHS.get(month.casefold()) or int(month), int(number))
    try:
        return Typed(date(*numbers).isoformat(), match.start(), match.end(), sure)
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def amounts(text: str, *, decimals: int | None = None) -> list[Typed]:
    """All amounts in the text, as plain decimals. `decimals` 0 reads every separator as thousands, as for won."""
    taken = [(found.start, found.end) for found in dates(text)]
    found = []
    for match in AMOUNT.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        value = _decimal(match["digits"], decimals)
        if value is None:
            continue
        marked = match["before"] or match["after"]
        negative = match["sign"] in {"-", "−"} or match["sign2"] or match["minus"] or (match["open"] and match["close"])
        fraction = "." in value
        sure = 1.0 if fraction or marked or decimals == 0 else 0.5
        found.append(Typed(f"-{value}" if negative else value, match.start("digits"), match.end("digits"), sure))
    return found


def _decimal(digits: str, decimals: int | None) -> str | None:
    """1.234,56 and 1,234.56 and 1 234,56 -> 1234.56. A last group of three behind a separator is thousands, unless
    another separator stood before it in another sign."""
    cleaned = re.sub(r"['’ \u00a0\u202f]", "", digits)
    marks = re.findall(r"[.,]", cleaned)
    if not marks:
        return cleaned
    whole, _, rest = cleaned.rpartition(marks[-1])
    differs = len(set(marks)) == 2
    if not differs and (len(rest) == 3 or len(marks) > 1):
        groups = re.split(r"[.,]", cleaned)
        return "".join(groups) if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 else None
    if decimals == 0:
        return None
    return f"{re.sub('[.,]', '', whole)}.{rest}"


def currencies(text: str) -> Iterator[Typed]:
    """ISO 4217 codes of the codes and signs in the text."""
    for match in CURRENCY.finditer(text):
        code = match[1] or SYMBOLS.get(match[2] or match[3] or "") or "INR"
        yield Typed(code, match.start(), match.end())


def vat_numbers(text: str) -> list[Typed]:
    """VAT identification numbers as the member states and India write them, spaces and dots removed."""
    taken = [match.span() for match in IBAN.finditer(text)]
    return [
        Typed(re.sub(r"[\s.]", "", match[1]), match.start(), match.end())
        for match in VAT.finditer(text)
        if not any(start <= match.start() < end and end - start > 14 for start, end in taken)
    ]


def business_numbers(text: str) -> list[Typed]:
    """Korean business numbers, ten digits; the check digit is for the reader of this list to test."""
    return [
        Typed("".join(part for part in match.groups() if part), match.start(), match.end(), 1.0 if match[1] else 0.6)
        for match in BUSINESS_NUMBER.finditer(text)
    ]


def approval_numbers(text: str) -> list[Typed]:
    """승인번호: 24 characters that begin with the day of issue, hyphens and spaces removed."""
    return [Typed("".join(match.groups()), match.start(), match.end()) for match in APPROVAL.finditer(text)]


def references(text: str) -> list[Typed]:
    """Words that can be a document's number: at least one digit, no day, no amount with a fraction, no bank account."""
    days = [(found.start, found.end) for found in dates(text)]
    banks = [match.span() for match in IBAN.finditer(text)]
    found = []
    for match in REFERENCE.finditer(text):
        word = match[0].lstrip("#")
        inside = any(start <= match.start() < end for start, end in [*days, *banks])
        # a date inside a longer reference, such as RE-20140703/502, does not make it a date
        if inside and not re.search(r"[A-Za-z]", word):
            continue
        if len(word) > 32 or not any(char.isdigit() for char in word) or re.fullmatch(r"\d+[.,]\d{2}", word):
            continue
        found.append(Typed(word, match.start(), match.end(), 1.0 if len(word) >= 3 else 0.6))
    return found


def plain(value: str) -> Decimal:
    return Decimal(value)
