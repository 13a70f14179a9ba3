"""Numbers that an office gave: 사업자등록번호 and 법인등록번호.

Parts of both: `digits`, `check` (right or wrong). A business number whose check digit is wrong is a typing error, so it
is left as it is. A corporate number is judged by its form alone: numbers given since 31 January 2025 have no check
digit any more, so `check` is told but decides only how sure we are.
"""

from __future__ import annotations

import re

from jangbu.engines.quality.normalising.cleaning import clean_text, plain_dashes
from jangbu.engines.quality.normalising.result import Normalised, unparsed

FIRST_TAX_OFFICE = "101"
BUSINESS = re.compile(
    r"(?:사업자 ?(?:등록)? ?번호|등록 ?번호)? ?:? ?([0-9]{3})[-. ]{0,3}([0-9]{2})[-. ]{0,3}([0-9]{5})(?:\.0)?"
)
CORPORATE = re.compile(r"(?:법인 ?(?:등록)? ?번호)? ?:? ?([0-9]{6})[-. ]{0,3}([0-9]{7})(?:\.0)?")
RESIDENT = re.compile(r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[1-8]")


def _tidy(text: str) -> str:
    return plain_dashes(clean_text(text)).lstrip("'")  # a spreadsheet's mark for text


def business_number(text: str) -> Normalised:
    """ "1234567891" -> "123-45-67891", checked as 국세청 does (weights 1 3 7 1 3 7 1 3 5, the ninth counted twice)."""
    if len(text) == 10 and text.isdecimal() and text.isascii():
        digits = text
    else:
        found = BUSINESS.fullmatch(text) or BUSINESS.fullmatch(_tidy(text))
        if found is None:
            return unparsed(text)
        digits = "".join(found.groups())
    a, b, c, d, e, f, g, h, i, j = digits.encode()
    # The bytes are 48 above their digits: 32 weights of 48 are 6 modulo 10.
    total = a + d + g + 3 * (b + e + h) + 7 * (c + f) + 5 * i + j + (i - 48) * 5 // 10
    check = "right" if total % 10 == 6 else "wrong"
    parts = {"digits": digits, "check": check}
    if check == "wrong" or digits < FIRST_TAX_OFFICE:
        return unparsed(text, parts)
    return Normalised(f"{digits[:3]}-{digits[3:5]}-{digits[5:]}", parts, 1.0, text)


def corporate_number(text: str) -> Normalised:
    """ "1101111234567" -> "110111-1234567"; `note` is resident_like where it may be a 주민등록번호."""
    if len(text) == 13 and text.isdecimal() and text.isascii():
        digits = text
    else:
        found = CORPORATE.fullmatch(text) or CORPORATE.fullmatch(_tidy(text))
        if found is None:
            return unparsed(text)
        digits = found[1] + found[2]
    a, b, c, d, e, f, g, h, i, j, k, m, n = digits.encode()
    # Weights 1 and 2 in turn; 19 weights of 48 (the check digit is one) are 2 modulo 10.
    right = (a + c + e + g + i + k + 2 * (b + d + f + h + j + m) + n) % 10 == 2
    parts = {"digits": digits, "check": "right" if right else "wrong"}
    confidence = 1.0
    if not right:
        confidence = 0.7
        if RESIDENT.match(digits):
            parts["note"] = "resident_like"
            confidence = 0.3
    return Normalised(f"{digits[:6]}-{digits[6:]}", parts, confidence, text)
