"""Named formats with more to them than a pattern: each once in Python for the sample, once in SQL for the scan."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

EMAIL = r"^[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9가-힣-]+\.)+[A-Za-z가-힣]{2,}$"
BUSINESS_NUMBER = r"^\d{3}-?\d{2}-?\d{5}$"
CORPORATE_NUMBER = r"^\d{6}-?\d{7}$"
RRN = r"^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[1-8]\d{6}$"
PHONE = r"^[0-9+(][0-9 ().-]{6,18}[0-9]$"
PHONE_DIGITS = r"^(?:0|\+?820?)(?:2|1[0-9]|[3-6][1-5]|70|80|50\d)\d{7,8}$|^1[5-9]\d{6}$|^\+\d{8,15}$"
# what nearly all numbers look like, asked first: it is one pattern where the whole question is two and a replacement
USUAL_PHONE = r"^0(?:2|1[0-9]|[3-6][1-5]|70)-?(?:\d{3}-?\d{4}|\d{4}-?\d{4})$"
CARD = r"^\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{3,4}$"


@dataclass(frozen=True, slots=True)
class Format:
    """`fits` judges trimmed text in Python; `sql` is a boolean expression over its text and its digits as a BIGINT."""

    name: str
    fits: Callable[[str], bool]
    sql: Callable[[str, str], str]
    ko: str
    en: str


def business_number_fits(text: str) -> bool:
    """Ten digits whose last follows from the others (국세청 사업자등록번호 검증: weights 1 3 7 1 3 7 1 3 5)."""
    if not re.match(BUSINESS_NUMBER, text):
        return False
    digits = [int(digit) for digit in text if digit != "-"]
    total = sum(weight * digit for weight, digit in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=False))
    return (total + digits[8] * 5 // 10 + digits[9]) % 10 == 0


def _business_number_sql(text: str, number: str) -> str:
    # two halves of five digits, as 32-bit numbers divide at half the cost; the quotients hold more than one digit, but
    # all that is too much is a multiple of ten, and only the last digit of the sum counts
    # (of a longer number the last ten digits: it has another form, but is worked out all the same and must fit)
    halves = f"CAST({number} % 10000000000 // 100000 AS INTEGER)", f"CAST({number} % 100000 AS INTEGER)"
    quotients = [f"{halves[place // 5]} // {10 ** (4 - place % 5)}" for place in range(10)]
    total = " + ".join(
        f"({quotient}) * {weight}" for quotient, weight in zip(quotients, (1, 3, 7, 1, 3, 7, 1, 3, 5, 1), strict=True)
    )
    usual = f"({text} LIKE '___-__-_____' AND {number} >= 0 AND {text} >= '0')"
    formed = f"CASE WHEN {usual} THEN true ELSE regexp_matches({text}, '{BUSINESS_NUMBER}') END"
    return f"({formed} AND ({total} + ({quotients[8]} % 10) * 5 // 10) % 10 = 0)"


def rrn_fits(text: str) -> bool:
    """Six digits that are a day, a hyphen, and seven digits. Since October 2020 the last digit checks nothing."""
    if not re.match(RRN, text):
        return False
    digits = text.replace("-", "")
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900}.get(digits[6], 2000)
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def phone_fits(text: str) -> bool:
    """A Korean number by area, mobile, 070, 080, 050x or 15xx to 19xx code, or an international one with its plus."""
    return bool(re.match(PHONE, text) and re.match(PHONE_DIGITS, re.sub(r"[ ().-]", "", text)))


def _phone_sql(text: str, _number: str) -> str:
    digits = f"regexp_replace({text}, '[ ().-]', '', 'g')"
    full = f"(regexp_matches({text}, '{PHONE}') AND regexp_matches({digits}, '{PHONE_DIGITS}'))"
    return f"CASE WHEN regexp_matches({text}, '{USUAL_PHONE}') THEN true ELSE {full} END"


def card_fits(text: str) -> bool:
    """14 to 16 digits with Luhn's check digit (ISO/IEC 7812-1, annex B)."""
    if not re.match(CARD, text):
        return False
    digits = [int(digit) for digit in text if digit.isdecimal()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _pattern(name: str, pattern: str, ko: str, en: str) -> Format:
    compiled = re.compile(pattern)
    literal = pattern.replace("'", "''")
    return Format(
        name,
        lambda text: bool(compiled.match(text)),
        lambda text, _number: f"regexp_matches({text}, '{literal}')",
        ko,
        en,
    )


def _rrn_sql(text: str, _number: str) -> str:
    century = f"CASE WHEN replace({text}, '-', '')[7] IN ('1', '2', '5', '6') THEN '19' ELSE '20' END"
    day = f"{century} || {text}[1:2] || '-' || {text}[3:4] || '-' || {text}[5:6]"
    return f"(regexp_matches({text}, '{RRN}') AND TRY_CAST({day} AS DATE) IS NOT NULL)"


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        _pattern("email", EMAIL, "이메일 형식", "the form of an e-mail address"),
        Format(
            "business_number",
            business_number_fits,
            _business_number_sql,
            "사업자등록번호의 검증번호",
            "the check digit of a business number",
        ),
        # The check digit of 법인등록번호 was dropped for numbers given since 31 January 2025, so only the form counts.
        _pattern("corporate_number", CORPORATE_NUMBER, "법인등록번호 형식", "the form of a corporate number"),
        Format("rrn", rrn_fits, _rrn_sql, "주민등록번호 형식", "the form of a resident number"),
        Format("phone", phone_fits, _phone_sql, "전화번호 형식", "the form of a phone number"),
    )
}
SAMPLED_ONLY = {"card": card_fits}  # looked for, never required


def fits(name: str, text: str) -> bool:
    return FORMATS[name].fits(text) if name in FORMATS else SAMPLED_ONLY[name](text)
