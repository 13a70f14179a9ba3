"""The forms of the numbers that name a person: resident, foreigner and card numbers, and how plausible each is.

Sources: 주민등록법 시행규칙 제2조 (birth date, gender digit; since October 2020 the six digits behind it are random, so
the old check digit proves but its absence disproves nothing); ISO/IEC 7812 (card numbers: issuer prefix, Luhn).
"""

from __future__ import annotations

from datetime import date

RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
CENTURIES = {
    "9": 1800,
    "0": 1800,
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
}
FOREIGN = set("5678")
COMPANY_WEIGHTS = (1, 2) * 6


def is_birth(digits: str) -> bool:
    """YYMMDD and the gender digit name a day that was or will be."""
    try:
        date(CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def is_foreign(digits: str) -> bool:
    return digits[6] in FOREIGN


def has_resident_check_digit(digits: str) -> bool:
    """The check digit of numbers given before October 2020; a foreigner's is 2 higher."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], RESIDENT_WEIGHTS, strict=True))
    return ((11 - total % 11) + (2 if is_foreign(digits) else 0)) % 10 == int(digits[12])


def is_company_number(digits: str) -> bool:
    """법인등록번호: thirteen digits of the same look, with a check digit of its own (상업등기규칙)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], COMPANY_WEIGHTS, strict=True))
    return (10 - total % 10) % 10 == int(digits[12])


def is_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card_prefix(digits: str) -> bool:
    """The first digits and the length of an issuer: 2 Mastercard, 3 Amex, Diners, JCB, 4 Visa, 5 Mastercard and
    Maestro, 6 Discover, UnionPay and Maestro, 9 cards that are valid in Korea only."""
    length = len(digits)
    if digits[0] == "3":
        return (length == 15 and digits[1] in "47") or (length == 14 and digits[1] in "0689") or digits[:2] == "35"
    if digits[0] == "2":
        return length == 16 and 2221 <= int(digits[:4]) <= 2720
    if digits[0] == "4":
        return length in {13, 16, 19}
    return digits[0] in "569" and 16 <= length <= 19
