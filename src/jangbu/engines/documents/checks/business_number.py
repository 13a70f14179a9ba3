"""사업자등록번호: ten digits, the last a check digit (National Tax Service of Korea)."""

from __future__ import annotations

from jangbu.engines.documents.problems import BAD_BUSINESS_NUMBER
from jangbu.kernel.errors import Problem

WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def business_number_is_valid(text: str) -> bool:
    """Ten digits, hyphens and spaces aside, with the right check digit."""
    digits = text.replace("-", "").replace(" ", "")
    return len(digits) == 10 and digits.isascii() and digits.isdigit() and _check_digit(digits[:9]) == int(digits[9])


def business_number(first_nine: str) -> str:
    """The number that begins with these nine digits, as 123-45-67891. Raises Problem unless there are nine digits."""
    digits = first_nine.replace("-", "").replace(" ", "")
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()):
        raise Problem(BAD_BUSINESS_NUMBER, given=first_nine)
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}{_check_digit(digits)}"


def _check_digit(nine: str) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True))
    return (10 - (total + int(nine[8]) * 5 // 10) % 10) % 10
