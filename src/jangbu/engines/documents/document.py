"""What a document said: fields with where they were read, lines, checks, and what went wrong if anything did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from jangbu.kernel.errors import Language, Problem
from jangbu.kernel.text import number

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the page's top left corner

STRUCTURED = 1.0  # the confidence of a value that its sender wrote as data


@dataclass(frozen=True, slots=True)
class Field:
    """One value. `value` is text: dates YYYY-MM-DD, amounts as decimals in the document's own precision.

    `confidence` is 1.0 for structured data, else an estimate in [0, 1]; `page` counts from 1; `accepted` says that no
    person needs to look: the value is structured or certain, and no check that touches it failed. `readings` is what
    each reader of a scan saw there, by the reader's name; empty for what was not scanned.
    """

    value: str
    confidence: float = STRUCTURED
    page: int | None = None
    box: Box | None = None
    accepted: bool = False
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def amount(self) -> Decimal | None:
        """The value as a number, or None where it is not one."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None

    def as_json(self) -> dict[str, Any]:
        box = [round(edge, 1) for edge in self.box] if self.box else None
        confidence = round(self.confidence, 3)
        said = {"value": self.value, "confidence": confidence, "page": self.page, "box": box, "accepted": self.accepted}
        if not self.readings:
            return said
        return {**said, "readings": [{"engine": name, "value": value} for name, value in self.readings.items()]}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an invoice. `amount` is net of tax; amounts and quantities are decimal strings as written."""

    name: str
    quantity: str | None = None
    unit: str | None = None
    unit_price: str | None = None  # for one unit, net, as the line says it
    amount: str | None = None
    tax: str | None = None
    tax_rate: str | None = None  # percent
    date: str | None = None
    detail: str | None = None  # 규격, description
    counts: bool = True  # False for a group heading or a note, which sums must leave out

    def as_json(self) -> dict[str, Any]:
        keys = ("name", "quantity", "unit", "unit_price", "amount", "tax", "tax_rate", "date", "detail")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages."""

    ko: str
    en: str

    def said(self, language: Language = "ko") -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Check:
    """One named test of what was read. `passed` is None where it cannot be told; `fields` are those it speaks about."""

    name: str
    passed: bool | None
    detail: Sentence
    fields: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        detail = {"ko": self.detail.ko, "en": self.detail.en}
        return {"name": self.name, "passed": self.passed, "detail": detail, "fields": list(self.fields)}


@dataclass(frozen=True, slots=True)
class TaxShare:
    """One row of a tax breakdown: what was taxed, at how many percent, and how much; decimal strings as written."""

    basis: str | None
    tax: str | None
    rate: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The amounts between lines and gross, as structured documents state them; decimal strings, None where unsaid."""

    line_total: str | None = None
    charges: str | None = None
    allowances: str | None = None
    prepaid: str | None = None
    rounding: str | None = None
    shares: tuple[TaxShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file read. `source` is the form it was read from: zugferd, factur-x, xrechnung, cii, ubl, kec, text,
    scan, or none where nothing could be read; `fields` holds only what was found."""

    path: str
    source: str
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    lines: tuple[Item, ...] = ()
    totals: Totals = field(default_factory=Totals)
    checks: tuple[Check, ...] = ()
    error: Problem | None = None
    notes: tuple[Sentence, ...] = ()
    pages: int | None = None
    profile: str | None = None  # the guideline a structured document follows, as it names it
    language: str | None = None  # ISO 639-1 of a text that was read, None for data and for languages we do not know

    @property
    def holds(self) -> bool:
        """Read without an error, and no check failed."""
        return self.error is None and all(check.passed is not False for check in self.checks)

    def value(self, name: str) -> str | None:
        found = self.fields.get(name)
        return found.value if found else None

    def amount(self, name: str) -> Decimal | None:
        found = self.fields.get(name)
        return found.amount if found else None

    def with_fields(self, fields: Mapping[str, Field]) -> Document:
        return replace(self, fields=MappingProxyType(dict(fields)))

    def sentence(self, language: Language = "ko") -> str:
        """What a terminal prints about this file: one line."""
        if self.error is not None:
            return self.error.sentence(language)
        seller = self.value("seller") or "?"
        gross = self.amount("gross")
        said = f"{number(float(gross), max(0, -int(gross.as_tuple().exponent)))}" if gross is not None else "?"
        said = f"{said} {self.value('currency') or ''}".strip()
        failed = [check.detail.said(language) for check in self.checks if check.passed is False]
        held = sum(check.passed is True for check in self.checks)
        if language == "ko":
            rest = " ".join(failed) if failed else f"검사 {held}개가 모두 맞아요."
            return f"{self.path}: {seller}, {said} ({self.value('date') or '날짜 없음'}, {self.source}). {rest}"
        rest = " ".join(failed) if failed else f"All {held} checks hold."
        return f"{self.path}: {seller}, {said} ({self.value('date') or 'no date'}, {self.source}). {rest}"

    def as_json(self) -> dict[str, Any]:
        """One element of `documents` in `jangbu read --json`."""
        return {
            "path": self.path,
            "source": self.source,
            "profile": self.profile,
            "language": self.language,
            "pages": self.pages,
            "fields": {name: found.as_json() for name, found in self.fields.items()},
            "lines": [line.as_json() for line in self.lines],
            "checks": [check.as_json() for check in self.checks],
            "notes": [{"ko": note.ko, "en": note.en} for note in self.notes],
            "holds": self.holds,
            "error": self.error.as_json() if self.error else None,
        }
