"""The form of one value: a business number, a day, an amount, a person, a company, a step of work ...

Forms that follow rules (check digits, patterns) come first; what is only like something, by dictionaries, comes last.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jangbu.engines.quality.formats import business_number_fits, fits
from jangbu.engines.quality.inference import ADDRESS, COMPANY
from jangbu.engines.quality.normalising import normalise
from jangbu.engines.quality.words import listed, surnames

# Every form, with the share of columns of business tables that hold it: what any field is weighed against.
KINDS: dict[str, float] = {
    "email": 0.03, "url": 0.01, "rrn": 0.005, "business_number": 0.03, "corporate_number": 0.01, "mobile": 0.02,
    "phone": 0.025, "approval": 0.01, "timestamp": 0.05, "date": 0.11, "percent": 0.01, "currency": 0.015,
    "money": 0.13, "count": 0.09, "number": 0.045, "decimal": 0.03, "quantity_unit": 0.01, "postcode": 0.02,
    "account": 0.01, "flag": 0.03, "unit": 0.02, "company": 0.05, "person": 0.06, "address": 0.03, "code": 0.09,
    "sequence": 0.02, "prose": 0.04, "spec": 0.035, "action": 0.05, "bank": 0.01, "department": 0.02, "word": 0.13,
}  # fmt: skip
NUMERIC = frozenset({"money", "count", "number", "decimal", "postcode", "sequence"})

URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|kr|co\.kr|io|de|jp)(?:/\S*)?", re.I)
FIGURES = re.compile(r"[\d\s.,:/()+\-−₩￦$€£%년월일원'△▲]+")
APPROVAL = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-?[0-9a-zA-Z]{8}-?[0-9a-zA-Z]{8}")
BUSINESS_FORM = re.compile(r"\d{3}-\d{2}-\d{5}")
CORPORATE_FORM = re.compile(r"\d{6}-\d{7}")
RESIDENT_FORM = re.compile(r"\d{6}-(?:[1-8]\d{6}|[1-8]\*{6}|\*{7})")
ACCOUNT = re.compile(r"\d{2,6}-\d{2,7}-\d{2,8}(?:-\d{1,4})?")
MONEY = re.compile(
    r"[(\-−△▲+]?\s*[₩￦$€£]?\s*[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:원|KRW|USD|EUR)?\s*\)?", re.I
)
WHOLE = re.compile(r"[+\-−]?\d+(?:\.0+)?")
POINTED = re.compile(r"[+\-−]?\d*\.\d+")
CODE = re.compile(r"#?[^\W_]{1,14}(?:[-_/.][^\W_]{1,14}){0,5}")
SPEC = re.compile(
    r"\d\s*[xX×*]\s*\d|[ΦφøØ]\s*\d|\d\s*(?:mm|cm|㎜|m|kg|g|ℓ|l|ml|v|kv|w|kw|a|ah|t|inch|인치|호|gb|tb|hz|p|매|c|bar|mpa|sq|lm|k|\")(?![a-z])"
    r"|^(?:sus|al|ss|scm|abs|pvc|pp|pe|m|dn|ip|kf|ks|us|sts|s)\s?-?\d",
    re.I,
)
WRITTEN_DAY = re.compile(
    r"\d{2,4}\s*[년./-]\s*\d{1,2}\s*[월./-]\s*\d{1,2}.*"
    r"|\d{1,2}[ -][A-Za-z]{3}.*\d{4}.*|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}"
)
LONG = 18  # characters beyond which figures are no amount
PERSON_SURE = 0.7  # what normalising must be sure of
PROSE, HANGUL_PROSE = 22, 9  # characters from which text of three words and more is prose
LATIN_PERSON = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z]\.?)? [A-Z][A-Za-z'’-]+|[A-Z][A-Za-z'-]+, [A-Z][a-z'-]+")


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in _words()[name])


@cache
def _ends(name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _words()[name])


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("forms.yaml").read_text("utf-8"))
    return found


def form(text: str) -> str:
    """The form of trimmed text, one of KINDS other than sequence, which only a column can have."""
    if "@" in text and fits("email", text):
        return "email"
    if "." in text and URL.fullmatch(text):
        return "url"
    if not any(map(str.isdecimal, text)):
        return _worded(text)
    if APPROVAL.fullmatch(text):
        return "approval"
    return _figured(text) if FIGURES.fullmatch(text) else _mixed(text)


def _figured(text: str) -> str:
    """Figures and what stands between them."""
    if BUSINESS_FORM.fullmatch(text) or (len(text) == 10 and text[0] != "0" and business_number_fits(text)):
        return "business_number"
    if RESIDENT_FORM.fullmatch(text) and fits("rrn", text):
        return "rrn"
    if CORPORATE_FORM.fullmatch(text):
        return "corporate_number"
    if moment := _moment(text):
        return moment
    if text.endswith("%"):
        return "percent"
    if dialled := _dialled(text):
        return dialled
    if MONEY.fullmatch(text):
        return _amount(text)
    return "account" if ACCOUNT.fullmatch(text) else "code"


def _moment(text: str) -> str | None:
    if len(text) < 6 or (text.isdecimal() and len(text) not in (8, 12, 14)):
        return None
    if not text.isdecimal() and sum(map(text.count, "-./:년월 ,")) < 2:
        return None
    found = normalise("date", text)
    if found.parsed or found.parts.get("readings"):
        return "timestamp" if "time" in found.parts or re.search(r"\d:\d", text) else "date"
    return None


def _dialled(text: str) -> str | None:
    bare = text.isdecimal()
    if bare and not (text[0] == "0" and 9 <= len(text) <= 12) and not (len(text) == 10 and text[:2] in ("10", "11")):
        return None
    if (not bare and "," in text) or text.count(".") == 1:
        return None
    found = normalise("phone", text)
    if not found.parsed:
        return None
    return "mobile" if found.parts.get("kind") == "mobile" else "phone"


def _amount(text: str) -> str:
    if len(text) > LONG:
        return "code"
    if WHOLE.fullmatch(text):
        if len(text) == 5 and text.isdecimal() and "01000" <= text <= "63999" and int(text) % 50:
            return "postcode"
        if text[0] == "0" and len(text) > 1:
            return "code"
        size = abs(int(float(text.replace("−", "-"))))
        return "count" if size < 1000 else "money" if size % 10 == 0 else "number"
    if POINTED.fullmatch(text) and len(text.partition(".")[2]) != 2:
        return "decimal"
    return "money"


def _mixed(text: str) -> str:
    """Letters and figures together."""
    if WRITTEN_DAY.fullmatch(text) or (text[:4].isdecimal() and "T" in text) or re.search(r"\d:\d\d", text):
        found = normalise("date", text)
        if found.parsed:
            return "timestamp" if "time" in found.parts else "date"
    unit = text.lstrip("0123456789,. ").casefold()
    if len(unit) < len(text) and unit in _list("units"):
        return "quantity_unit"
    if len(unit) < len(text) and unit in ("krw", "usd", "eur", "만원", "천원", "만 원"):
        return "money"
    if " " in text and len(text) >= 8 and (ADDRESS.search(text) or normalise("address", text).parsed):
        return "address"
    if COMPANY.search(text):
        return "company"
    if SPEC.search(text):
        return "spec"
    if CODE.fullmatch(text) and (len(text) <= 24):
        return "code"
    return "prose" if _is_prose(text) else "word"


def _is_prose(text: str) -> bool:
    return text.count(" ") >= 2 and len(text) >= (HANGUL_PROSE if re.search("[가-힣]", text) else PROSE)


def _worded(text: str) -> str:
    """Letters only: by dictionaries, the surer ones first."""
    low = text.casefold()
    for kind, name in (("currency", "currencies"), ("flag", "flags"), ("unit", "units")):
        if low in _list(name):
            return kind
    if low.removesuffix("은행") in _list("banks"):
        return "bank"
    if COMPANY.search(text):
        return "company"
    words = low.split()
    if len(text) <= 16 and len(text) >= 3 and low.endswith(_ends("department_ends")) and " " not in text.strip():
        return "department"
    if len(text) <= 24 and (low.endswith(_ends("action_ends")) or _list("action_words") & {*words, *low.split("_")}):
        return "action"
    if _is_person(text, low):
        return "person"
    if len(text) >= 4 and len(text) <= 16 and low.endswith(_ends("company_ends")):
        return "company"
    if len(words) >= 2 and len(words) <= 5 and words[-1].strip(".,") in _list("company_words"):
        return "company"
    if " " in text and len(text) >= 6 and normalise("address", text).parsed:
        return "address"
    return "prose" if _is_prose(text) else "word"


def _is_person(text: str, low: str) -> bool:
    if "가" <= text[0] <= "힣":
        name = text.replace(" ", "")
        if low in _list("not_person") or not (text[0] in surnames() or text[:2] in listed("double_surnames")):
            return False
        if len(name) > 3 and name.endswith(_ends("company_ends")):
            return False
        return (
            len(name) >= 3 and (len(name) <= 3 or " " in text) and normalise("person", text).confidence >= PERSON_SURE
        )
    return bool(LATIN_PERSON.fullmatch(text)) and bool(listed("given_names") & set(low.replace(",", "").split()))
