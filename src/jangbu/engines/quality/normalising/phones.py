"""Phone numbers. Korean ones by 전기통신번호관리세칙 (numbering plan); foreign ones by ITU-T E.164 and E.123.

Parts: `kind` (mobile, area, internet, representative, free, premium, personal, fax, things, foreign), `area` (the
code), `e164` (one form for comparing, e.g. "+821012345678"), `extension`, `label` (what stood in front, e.g. "FAX").
The form is 010-1234-5678, 02-123-4567, 1588-1234; an extension is kept as "02-123-4567 내선 12"; a foreign number keeps
its groups: "+1 212 555 0100". Masked numbers, several numbers in one cell and wrong lengths are not parsed.
"""

from __future__ import annotations

import re

from jangbu.engines.quality.normalising.cleaning import clean_text, plain_dashes
from jangbu.engines.quality.normalising.memo import Memo
from jangbu.engines.quality.normalising.result import Normalised, unparsed

NATIONAL = re.compile(
    r"\(?(0(?:2|1[016789]|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|60|50[2-8]|30[23]|12))\)?[-. ]{0,3}"
    r"([0-9]{3,4})[-. ]{0,3}([0-9]{4})"
)
REPRESENTATIVE = re.compile(r"(1[5-8][0-9]{2})[-. ]{0,3}([0-9]{4})")
KOREA = re.compile(r"\(?(?:\+ ?|00)?82\)?[-. ]{0,3}(?:\(0\)[-. ]?)?0?(?=[1-9(])")
LOST_ZERO = re.compile(r"10[0-9]{8}(?:\.0)?")  # a spreadsheet took 01012345678 for a number
FOREIGN = re.compile(r"\+ ?([1-9][0-9]{0,3}(?:[-. ()/]{0,3}[0-9]+)*)")
LABEL = re.compile(
    r"(TEL|T|PHONE|FAX|F|MOBILE|M|H\.?P|C\.?P|"
    r"전화 ?(?:번호)?|연락처|휴대 ?(?:폰|전화)|핸드폰|팩스|대표 ?(?:전화|번호)?|☎|☏|📞|📱|℡)"
    r"(?: ?[.:)]+ ?| +|(?=[+0(1]))",
    re.IGNORECASE,
)
EXTENSION = re.compile(
    r"(.*?[0-9])[ ,;/(\[]*(?:내선 ?(?:번호)?|교환|구내|ext(?:ension)?\.?|x|#)[ .:]*([0-9]{1,6}) ?번?[)\]]?",
    re.IGNORECASE,
)
KINDS = {"02": "area", "070": "internet", "080": "free", "060": "premium", "012": "things"}
FOUR_ONLY = {"010", "070", "012"}  # these have eight digits behind the code, never seven


def _kind(code: str) -> str:
    if code in KINDS:
        return KINDS[code]
    if code.startswith("01"):
        return "mobile"
    if code.startswith("050"):
        return "personal"
    return "fax" if code.startswith("030") else "area"


_KIND_OF: Memo[str, str] = Memo(_kind)


def _national(text: str, original: str, sure: float = 1.0) -> Normalised | None:
    found = NATIONAL.fullmatch(text)
    if found is None:
        found = REPRESENTATIVE.fullmatch(text)
        if found is None:
            return None
        code, last = found.groups()
        parts = {"kind": "representative", "area": code, "e164": f"+82{code}{last}"}
        return Normalised(f"{code}-{last}", parts, sure, original)
    code, middle, last = found.groups()
    if len(middle) == 3 and code in FOUR_ONLY:
        return None
    kind = _KIND_OF[code]
    if middle[0] < "2" and kind in {"area", "mobile"}:  # no subscriber number starts with 0 or 1
        sure = 0.8 if sure == 1.0 else 0.5
    parts = {"kind": kind, "area": code, "e164": f"+82{code[1:]}{middle}{last}"}
    return Normalised(f"{code}-{middle}-{last}", parts, sure, original)


def phone(text: str) -> Normalised:
    """Any spelling of one phone number, e.g. "(02) 123-4567", "+82-10-1234-5678", "010.1234.5678"."""
    return _national(text, text) or _other(text)


def _other(text: str) -> Normalised:
    cleaned = plain_dashes(clean_text(text)).lstrip("'")  # a spreadsheet's mark for text
    extra: dict[str, str] = {}
    if (label := LABEL.match(cleaned)) is not None:
        extra["label"] = label[1]
        cleaned = cleaned[label.end() :]
    if (extended := EXTENSION.fullmatch(cleaned)) is not None:
        cleaned, extra["extension"] = extended.groups()
    found = _numbered(cleaned, text)
    if found is None:
        return unparsed(text)
    value = f"{found.value} 내선 {extra['extension']}" if "extension" in extra else found.value
    return Normalised(value, {**found.parts, **extra}, found.confidence, text)


def _numbered(cleaned: str, text: str) -> Normalised | None:
    if (found := _national(cleaned, text)) is not None:
        return found
    if LOST_ZERO.fullmatch(cleaned):
        return _national("0" + cleaned[:10], text, sure=0.7)
    if (korean := KOREA.match(cleaned)) is not None:
        rest = cleaned[korean.end() :]
        return _national(rest, text) if REPRESENTATIVE.fullmatch(rest) else _national("0" + rest.lstrip("("), text)
    return _foreign(cleaned, text)


def _foreign(cleaned: str, text: str) -> Normalised | None:
    found = FOREIGN.fullmatch(cleaned.replace("(0)", " "))
    if found is None:
        return None
    groups = re.findall(r"[0-9]+", found[1])
    digits = "".join(groups)
    if not 8 <= len(digits) <= 15 or digits.startswith("82"):
        return None
    if digits[0] == "1" and len(digits) == 11:  # the one plan with fixed groups, NANP
        groups = [digits[0], digits[1:4], digits[4:7], digits[7:]]
    return Normalised("+" + " ".join(groups), {"kind": "foreign", "e164": "+" + digits}, 0.9, text)
