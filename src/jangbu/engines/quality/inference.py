"""From a sample of values to a column's type and meaning. Plain Python over a bounded number of values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from jangbu.engines.quality import dates
from jangbu.engines.quality.formats import FORMATS, SAMPLED_ONLY, fits
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column, FormatShare
from jangbu.engines.quality.sql import BLANKS
from jangbu.engines.quality.words import listed, meanings, pieces, says, surnames

TYPE_SHARE = 0.9  # so many of the sampled values must read as a type; the rest are counted as misfits
FORMAT_SHARE = 0.6  # so many must have a format before a column is taken to hold it, once its header says so too
FORMAT_SURE = 0.9  # ... and so many when only the values say it
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d+)?")
NUMBER = re.compile(r"[(+\-−△▲]?\s*[₩\\￦$€£]?\s*[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(\.\d+)?\s*(?:원|KRW)?\s*\)?")
LEADING_ZERO = re.compile(r"[+-]?0\d+")
BOOLEANS = (
    {"true", "false"},
    {"t", "f"},
    {"yes", "no"},
    {"y", "n"},
    {"예", "아니오", "아니요"},
    {"o", "x"},
)
COMPANY = re.compile(
    r"\(주\)|㈜|\(유\)|㈲|주식회사|유한회사|\b(?:inc|ltd|llc|gmbh|corp|co|plc|ag|sa|bv|limited)\b\.?", re.I
)
ADDRESS = re.compile(
    r"(?:시|도|군|구|읍|면)\s.*(?:로|길|동|리|가|면|읍)\s*\d|\d+\s+\w+.*\b(?:st|street|ave|avenue|rd|road|blvd|drive|dr|lane|ln)\b",
    re.I,
)
KOREAN_NAME = re.compile(r"[가-힣]{2,4}")
LATIN_NAME = re.compile(r"[A-Z][a-z'’-]+\.?(?: [A-Z]\.?)?(?: [A-Z][A-Za-z'’-]+){1,2}|[A-Z][a-z'-]+, [A-Z][a-z'-]+")
PROBED = 200  # values after which a format that none of them has is not looked for any further
WORDY = 25  # mean characters from which text is prose rather than a label
VALUE_FORMATS = ("rrn", "email", "business_number", "card", "phone", "corporate_number")
PERSONAL = {"rrn", "email", "phone", "card", "account", "birth", "person"}
PERSONAL_WORD = {"person": "name"}


@dataclass(frozen=True, slots=True)
class Sampled:
    """The values of one column in the sample: present ones trimmed, with their counts."""

    values: Mapping[str, int]
    nulls: int
    null_words: tuple[str, ...]
    padded: bool

    @property
    def present(self) -> int:
        return sum(self.values.values())


def gather(cells: Sequence[str | None]) -> Sampled:
    written = Counter(cells)
    counted: Counter[str | None] = Counter()
    for cell, count in written.items():
        counted[cell if cell is None else cell.strip(BLANKS)] += count
    padded = any(cell is not None and cell != cell.strip(BLANKS) for cell in written)
    nulls = counted.pop(None, 0) + counted.pop("", 0)
    null_like = listed("null_like")
    words = [value for value in counted if value is not None and value.lower() in null_like]
    present = {value: count for value, count in counted.items() if value is not None and value not in words}
    return Sampled(present, nulls, tuple(sorted(words)), padded)


def typed(name: str, sampled: Sampled) -> Column:
    """The column as its values ask to be read, judged by the sample and, for dates written as numbers, the header."""
    return replace(_typed(name, sampled), padded=sampled.padded)


def _typed(name: str, sampled: Sampled) -> Column:
    values, total = sampled.values, sampled.present
    if not total:
        return Column(name, "text")
    dated = "date" in meanings(name) or "birth" in meanings(name)
    styles = _date_styles(values, dated)
    read = sum(count for value, count in values.items() if any(dates.parse(value, style) for style in styles))
    if styles and read >= TYPE_SHARE * total:
        clocks = sum(count for value, count in values.items() if dates.has_clock(value))
        return Column(name, "timestamp" if clocks * 2 >= total else "date", styles=styles)
    if len(values) > 1 and any({value.lower() for value in values} <= words for words in BOOLEANS):
        return Column(name, "boolean")
    return _number(name, values, total) or Column(name, "text")


def _date_styles(values: Mapping[str, int], dated: bool) -> tuple[str, ...]:
    """The spellings in use, the commonest first. Bare digits are dates only under a header that says so."""
    names = [*dates.STYLES, dates.SERIAL] if dated else [name for name in dates.STYLES if name != "compact"]
    hits = {
        style: sum(count for value, count in values.items() if dates.parse(value, style) is not None) for style in names
    }
    if hits.get("month_first", 0) >= hits.get("day_first", 0):
        hits["day_first"] = 0
    else:
        hits["month_first"] = 0
    total = sum(values.values())
    used = [style for style, count in hits.items() if count > 0.005 * total]
    if len(used) > 1 and dates.SERIAL in used:
        used.remove(dates.SERIAL)  # serial numbers among written dates are mistakes, not a spelling
    return tuple(sorted(used, key=lambda style: -hits[style]))


def _number(name: str, values: Mapping[str, int], total: int) -> Column | None:
    numbers = {value: found for value in values if (found := NUMBER.fullmatch(value))}
    if sum(values[value] for value in numbers) < TYPE_SHARE * total:
        return None
    if any(LEADING_ZERO.fullmatch(value) for value in values):
        return None
    scale = min(9, max((len(found[1]) - 1 for found in numbers.values() if found[1]), default=0))
    decimals = sum(values[value] for value, found in numbers.items() if found[1])
    whole = decimals <= (1 - TYPE_SHARE) * total
    plain = all(PLAIN_NUMBER.fullmatch(value) for value in numbers)
    return Column(name, "integer" if whole else "decimal", scale=0 if whole else max(scale, 2), plain=plain)


def format_shares(sampled: Sampled) -> dict[str, FormatShare]:
    """How many of the sampled values have each format; formats that none of the first values has are left out."""
    found = {}
    first = list(islice(sampled.values, PROBED))
    for name in (*FORMATS, *SAMPLED_ONLY):
        if not any(fits(name, value) for value in first):
            continue
        fitting = sum(count for value, count in sampled.values.items() if fits(name, value))
        if fitting:
            found[name] = FormatShare(fitting, sampled.present)
    return found


def meaning(column: Column, sampled: Sampled, formats: Mapping[str, FormatShare]) -> str:
    """The semantic type: what the values are about, by their form first, then by header and form together."""
    said = meanings(column.name)
    if formatted := _by_format(column, said, formats):
        return formatted
    if column.type in MOMENTS:
        return "birth" if "birth" in said else column.type
    if column.type == "boolean":
        return "boolean"
    if column.type in NUMBERS:
        return _number_meaning(column, said, sampled)
    return _text_meaning(column, said, sampled)


def _by_format(column: Column, said: Sequence[str], formats: Mapping[str, FormatShare]) -> str | None:
    for name in VALUE_FORMATS:
        share = formats[name].share if name in formats else 0.0
        headed = name in said
        # ten or thirteen bare digits under another header are more likely a code or a time than a phone or company
        bare = name in ("phone", "corporate_number", "card") or column.type in NUMBERS
        if (headed and share >= FORMAT_SHARE) or (
            share >= FORMAT_SURE and not (bare and not headed and column.type != "text")
        ):
            return None if name == "corporate_number" and "rrn" in said else name
    return next((name for name in ("rrn", "business_number", "corporate_number", "account") if name in said), None)


def _number_meaning(column: Column, said: Sequence[str], sampled: Sampled) -> str:
    for name in ("money", "quantity"):
        if name in said:
            return name
    distinct = len(sampled.values)
    if "phone" in said and all(len(value) >= 7 for value in sampled.values):
        return "phone"
    if "identifier" in said and column.type == "integer":
        return "identifier"
    if "code" in said:
        return "code"
    if column.type == "integer" and sampled.present >= 100 and distinct <= 12 and "category" in said:
        return "category"
    return "number"


def _text_meaning(column: Column, said: Sequence[str], sampled: Sampled) -> str:
    values, total = sampled.values, max(1, sampled.present)
    digits = _share(values, total, lambda value: any(map(str.isdecimal, value)) and " " not in value)
    named = {"identifier", "code"} & set(said)
    if named and digits >= 0.8:
        return "identifier" if len(values) > 0.5 * total else "code"
    company = _share(values, total, lambda value: bool(COMPANY.search(value)))
    address = _share(values, total, lambda value: bool(ADDRESS.search(value)))
    if _is_person(column.name, said, values, total) and company < 0.2:
        return "name"
    if company >= 0.2 or ("company" in said and "person" not in said[: said.index("company")]):
        return "company"
    if address >= 0.5 or ("address" in said and not {"ip", "mac", "web", "email"} & set(pieces(column.name))):
        return "address"
    if "phone" in said and _share(values, total, lambda value: any(map(str.isdecimal, value))) > 0.5:
        return "phone"
    mean = sum(len(value) * count for value, count in values.items()) / total
    if "free_text" in said or (mean >= WORDY and len(values) > 0.5 * total):
        return "free_text"
    if digits >= 0.8 and len(values) > 0.2 * total:
        return "code"
    few = len(values) <= min(100, max(2, 0.2 * total))
    if few or "category" in said:
        return "category"
    return "identifier" if said[:1] == ("identifier",) else "free_text" if mean >= WORDY else "text"


def _is_person(header: str, said: Sequence[str], values: Mapping[str, int], total: int) -> bool:
    korean = _share(values, total, lambda value: bool(KOREAN_NAME.fullmatch(value)) and value[0] in surnames())
    latin = _share(values, total, lambda value: bool(LATIN_NAME.fullmatch(value)))
    given = _share(values, total, lambda value: bool(set(pieces(value)) & listed("given_names")))
    unlikely = says(header, listed("not_person"))
    if "person" not in said or unlikely:
        return korean >= 0.9 and len(values) > 30 and not unlikely and not said
    return korean >= 0.6 or (latin >= 0.6 and given >= 0.15) or given >= 0.3


def _share(values: Mapping[str, int], total: int, test: object) -> float:
    assert callable(test)
    return sum(count for value, count in values.items() if test(value)) / total


def personal_kind(
    semantic: str, header: str, formats: Mapping[str, FormatShare], semantics: Sequence[str]
) -> str | None:
    """Which kind of personal data a column holds, or None. A company's own address is not a person's."""
    if semantic == "address":
        private = says(header, ("자택", "집", "거주지", "home", "배송지"))
        return "address" if private or "company" not in semantics else None
    if semantic in PERSONAL or semantic == "name":
        return PERSONAL_WORD.get(semantic, semantic)
    hidden = formats.get("rrn")
    return "rrn" if hidden and hidden.share >= FORMAT_SURE else None
