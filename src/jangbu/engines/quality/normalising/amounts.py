"""Amounts of money as plain numbers: digits, a point where there are cents, a hyphen in front of what is below zero.

The value is in major units: "1200000" for won, "1200.50" where the currency has cents; a bare number keeps its
decimals. Parts: `amount` (the value), `currency` (ISO 4217, absent where nothing names it), `minor` (integer in minor
units, where the currency is known), `tax` (excluded or included, from "VAT 별도"). Negative: -300, (300), △300 and ▲300
as Korean statements have it. Decimal commas count only where they cannot be thousands ("1.200,50", "1,20 €"). Leading
zeros, a hyphen behind a bare number (300-: minus in ledgers, an end mark on estimates), ranges, approximations and
wrongly grouped thousands are not parsed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from jangbu.engines.quality.normalising.cleaning import clean_text
from jangbu.engines.quality.normalising.dictionaries import dictionary
from jangbu.engines.quality.normalising.numerals import read_numeral
from jangbu.engines.quality.normalising.result import Normalised, unparsed
from jangbu.kernel.money import MINOR_DIGITS

WORDS = dictionary("money")
CURRENCIES: dict[str, str] = {word: code for code, words in WORDS["currencies"].items() for word in words}
DOUBTFUL: dict[str, str] = {word: code for code, words in WORDS["doubtful"].items() for word in words}
MULTIPLES: dict[str, tuple[int, str]] = {
    multiple + word: (number, CURRENCIES.get(word, ""))
    for multiple, number in WORDS["multiples"].items()
    for word in WORDS["multiplied"]
    if multiple
}
TAXES: dict[str, str] = {word.lower(): tax for tax, words in WORDS["taxes"].items() for word in words}

SIGN = "[-+\u2212△▲]"
SIMPLE = re.compile(
    rf"({SIGN}?)([^\s0-9,.()+△▲\u2212-]*) ?({SIGN}?)((?:0|[1-9][0-9]{{0,17}})|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,5}})"
    r"(?:\.([0-9]{1,8}))? ?([^\s0-9,.()+△▲\u2212-]*)"
)
CLOSED = re.compile(r"((?:₩|\\|￦|금|일금|krw).*?[0-9원])(?:\.-|-)", re.IGNORECASE)  # ₩1,200.-: nothing may be added
BRACKETED = re.compile(r"\((.*)\)")
TAX_NOTE = re.compile(r"(.*?) ?[\[(,] ?([^()\[\]]*?) ?[\])]?")
POINTS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]{2})|([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,5})")
APOSTROPHES = re.compile(r"(?<=[0-9])['’](?=[0-9]{3}(?![0-9]))")
SPACED = re.compile(r"(?<![0-9])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])")
COMMA_CENTS = re.compile(r"(?<![0-9,.])(0|[1-9][0-9]{0,11}),([0-9]{2})(?![0-9,.])")
EURO = re.compile("€|eur|유로", re.IGNORECASE)
LARGEST = Decimal(10) ** 18


def money(text: str) -> Normalised:
    """ "₩1,200,000", "120만원", "금 일백이십만원정" -> "1200000" in KRW."""
    found = SIMPLE.fullmatch(text)
    answer = _simple(found, text) if found is not None else None
    return answer or _other(text)


def _simple(found: re.Match[str], text: str, *, negative: bool = False) -> Normalised | None:
    sign, before, inner, digits, cents, after = found.groups()
    if (sign and inner) or (negative and (sign or inner)):
        return None
    negative = negative or (sign or inner) not in {"", "+"}
    digits = digits.replace(",", "")
    if not before and not after:
        return _answer(digits, cents or "", None, 1.0, negative, text)
    currency, sure, multiple = _named(before, after)
    if multiple == 0 or (currency == "KRW" and cents and len(cents) == 3):
        return None
    if multiple != 1:
        amount = Decimal(f"{digits}.{cents or 0}") * multiple
        if amount >= LARGEST:
            return None
        whole, _point, rest = f"{amount:f}".partition(".")
        digits, cents = whole, rest.rstrip("0")
    return _answer(digits, cents or "", currency, sure, negative, text)


def _named(before: str, after: str) -> tuple[str | None, float, int]:
    """Currency, how sure, multiple of the words around a number; multiple 0 where a word is not known."""
    sure, multiple, codes = 1.0, 1, set()
    for word, behind in ((before.lower(), False), (after.lower(), True)):
        if not word:
            continue
        if word in CURRENCIES:
            codes.add(CURRENCIES[word])
        elif word in DOUBTFUL:
            sure = 0.7
            codes.add(DOUBTFUL[word])
        elif behind and word in MULTIPLES:
            multiple, code = MULTIPLES[word]
            if code:
                codes.add(code)
        else:
            return None, 0.0, 0
    if len(codes) > 1:
        return None, 0.0, 0
    return (codes.pop() if codes else None), sure, multiple


def _answer(digits: str, cents: str, currency: str | None, sure: float, negative: bool, text: str) -> Normalised:
    if currency is not None:
        places = MINOR_DIGITS[currency]
        cents = cents.rstrip("0").ljust(places, "0")
        if len(cents) > places:
            sure = min(sure, 0.8)
    elif len(cents) == 3 and len(digits) <= 3:
        sure = 0.5  # 1.200 may be a thousand in another country; the number stays as it is
    value = f"{digits}.{cents}" if cents else digits
    if negative and value.strip("0."):
        value = "-" + value
    parts = {"amount": value}
    if currency is not None:
        parts["currency"] = currency
        if len(cents) <= places:
            parts["minor"] = str(int(value.replace(".", "")))
    return Normalised(value, parts, sure, text)


def _other(text: str) -> Normalised:
    cleaned = clean_text(text)
    tax = ""
    if (note := TAX_NOTE.fullmatch(cleaned)) is not None and (tax := TAXES.get(note[2].replace(" ", "").lower(), "")):
        cleaned = note[1]
    answer = _tidied(cleaned, text)
    if answer is None:
        return unparsed(text)
    return answer._replace(parts={**answer.parts, "tax": tax}) if tax else answer


def _tidied(cleaned: str, text: str) -> Normalised | None:
    negative = False
    if (bracketed := BRACKETED.fullmatch(cleaned)) is not None:
        cleaned, negative = bracketed[1].strip(), True
    elif (closed := CLOSED.fullmatch(cleaned)) is not None:
        cleaned = closed[1]
    elif cleaned[:1] in {"△", "▲", "-", "−"} and cleaned[1:2] == " ":
        cleaned, negative = cleaned[2:], True
    cleaned = APOSTROPHES.sub("", cleaned)
    if (points := POINTS.search(cleaned)) is not None:
        number = points[1].replace(".", "") + "." + points[2] if points[1] else points[3].replace(".", "")
        cleaned = cleaned[: points.start()] + number + cleaned[points.end() :]
    elif (spaced := SPACED.search(cleaned)) is not None:
        cleaned = cleaned[: spaced.start()] + spaced[0].replace(" ", "") + cleaned[spaced.end() :]
    elif EURO.search(cleaned) and (comma := COMMA_CENTS.search(cleaned)) is not None:
        cleaned = cleaned[: comma.start()] + f"{comma[1]}.{comma[2]}" + cleaned[comma.end() :]
    for spelled in (cleaned, cleaned.replace(" ", "") if not re.search(r"[0-9] +[0-9]", cleaned) else cleaned):
        if (found := SIMPLE.fullmatch(spelled)) is not None:
            answer = _simple(found, text, negative=negative)
            if answer is not None:
                return answer
    return _worded(cleaned, text, negative)


WORDED = re.compile(r"(일금|금|₩|\\|krw)?(.+?)(원정|원整|圓整|圓정|원|圓|불|달러|엔|유로|위안)?(정|整)?", re.IGNORECASE)


def _worded(cleaned: str, text: str, negative: bool) -> Normalised | None:
    """Amounts in words; something must say that they are money, because 이백 is also a name."""
    if re.search(r"[0-9] +[0-9]", cleaned):
        return None
    found = WORDED.fullmatch(cleaned.replace(" ", ""))
    if found is None:
        return None
    before, numeral, unit, _ending = found.groups()
    if not (before or unit or re.search(r"[0-9]", numeral)):
        return None
    sign = numeral[:1] in {"-", "−", "△", "▲"}
    amount = read_numeral(numeral[sign:])
    if amount is None or amount >= LARGEST or (sign and negative):
        return None
    currency = CURRENCIES.get((unit or before or "").lower())
    whole, _point, cents = f"{amount:f}".partition(".")
    return _answer(whole, cents.rstrip("0"), currency, 1.0 if before or unit else 0.8, negative or sign, text)
