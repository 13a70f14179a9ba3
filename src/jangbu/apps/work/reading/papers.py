"""One paper read by what serves at this moment: in this process by today's release, in one of its own by an earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jangbu.apps.aimodels import queries as allowed_models
from jangbu.apps.work.reading.releases import OCR, RULES, folder_of, printed
from jangbu.engines import documents, releases
from jangbu.engines.documents import Document, Field, History, Item
from jangbu.kernel.errors import Kind, Problem

READER = "reader"  # the one reader of documents that every automation shares
NAMES: dict[str, str] = {RULES: "문서 읽기 규칙", OCR: "글자 인식"}
NO_SCANS = "documents.no_text_layer"
ITEM = ("name", "quantity", "unit", "unit_price", "amount", "tax", "tax_rate", "date", "detail")


@dataclass(frozen=True, slots=True)
class Way:
    """By what a paper is read: contents of the versions in place of today's release (None: today's), and whether
    pictures may be read at all; where not, `refused` says why."""

    rules: Mapping[str, Any] | None = None
    ocr: Mapping[str, Any] | None = None
    refused: Problem | None = None

    @property
    def today(self) -> bool:
        return self.rules is None and self.ocr is None

    def setup(self) -> releases.Setup:
        """Raises Problem work.release_not_kept, releases.kept_broken."""
        readers = None
        if self.ocr is not None:
            readers = tuple(name for name, there in self.ocr["engines"].items() if there)
        return releases.Setup(
            folder_of(RULES, str(self.rules["rules"])) if self.rules else None,
            folder_of(OCR, str(self.ocr["code"])) if self.ocr else None,
            readers,
            self.refused is None,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The document, by which rules and OCR code it was read (fingerprints), and whether by today's release."""

    document: Document
    used: Mapping[str, str]
    today: bool


def way_now(now: datetime) -> Way:
    """What the register says at this moment. Raises Problem aimodels.not_allowed, .evaluation_over for the rules."""
    rules = allowed_models.instead_of(RULES, READER, rules_print(), NAMES[RULES], now)
    refused, ocr = None, None
    try:
        ocr = allowed_models.instead_of(OCR, READER, ocr_print(), NAMES[OCR], now)
    except Problem as problem:
        refused = problem
    return Way(rules.content if rules else None, ocr.content if ocr else None, refused)


def read_paper(
    path: Path, way: Way, *, business_numbers: Sequence[str] = (), history: History | None = None
) -> Reading:
    """By that way. An earlier release also holds the paper to the history, for what is accepted is its rule; today's
    leaves that to the caller, who may ask a model first. Raises Problem where a scan may not be read, and of releases.
    """
    if way.today:
        document = documents.read(path, business_numbers=business_numbers, ocr=way.refused is None)
        used = {RULES: printed(RULES), OCR: printed(OCR)}
    else:
        told = releases.read(path, way.setup(), business_numbers=business_numbers, history=_plain(history))
        document, used = _document(told), {part: _seen(part, told["used"][part]) for part in (RULES, OCR)}
    if way.refused is not None and document.error is not None and document.error.code == NO_SCANS:
        raise way.refused
    return Reading(document, used, way.today)


def rules_content() -> dict[str, Any]:
    return {"rules": printed(RULES)}


def ocr_content() -> dict[str, Any]:
    return {"engines": {each.name: each.present for each in documents.engines()}, "code": printed(OCR)}


def rules_print() -> str:
    return allowed_models.fingerprint_of(rules_content())


def ocr_print() -> str:
    return allowed_models.fingerprint_of(ocr_content())


def _seen(part: str, place: str) -> str:
    """The fingerprint of the files that were really used, worked out from where they lay."""
    found = Path(place)
    own = printed(part)
    return own if len(found.name) != len(own) else releases.fingerprint(found)


def _plain(history: History | None) -> dict[str, Any] | None:
    if history is None:
        return None
    return {
        "vendors": dict(history.vendors),
        "accounts": {key: list(values) for key, values in history.accounts.items()},
        "amounts": {key: list(values) for key, values in history.amounts.items()},
        "numbers": sorted(list(pair) for pair in history.numbers),
        "approval_numbers": sorted(history.approval_numbers),
    }


def fields_of(told: Mapping[str, Any]) -> dict[str, Field]:
    """Fields by name, from the JSON of a document."""
    return {
        name: Field(
            each["value"],
            each["confidence"],
            each["page"],
            tuple(each["box"]) if each["box"] else None,
            each["accepted"],
            {one["engine"]: one["value"] for one in each.get("readings") or ()},
        )
        for name, each in told.items()
    }


def lines_of(told: Sequence[Any]) -> tuple[Item, ...]:
    """Lines of an invoice, from the same."""
    return tuple(Item(**{name: line.get(name) for name in ITEM}) for line in told)


def _document(told: Mapping[str, Any]) -> Document:
    """From the JSON of any release: what is not there stays at what it is by itself."""
    checks = tuple(
        documents.Check(
            each["name"], each["passed"], documents.Sentence(**each["detail"]), tuple(each.get("fields") or ())
        )
        for each in told["checks"]
    )
    made = Document(
        told["path"],
        told["source"],
        lines=lines_of(told["lines"]),
        checks=checks,
        error=_problem(told["error"]),
        notes=tuple(documents.Sentence(**each) for each in told["notes"]),
        pages=told["pages"],
        profile=told["profile"],
        language=told["language"],
    )
    return made.with_fields(fields_of(told["fields"]))


def _problem(told: Mapping[str, Any] | None) -> Problem | None:
    if told is None:
        return None
    said = {name: str(told[name]).replace("{", "{{").replace("}", "}}") for name in ("ko", "en", "next_ko", "next_en")}
    return Problem(Kind(str(told["code"]), **said, status=int(told["status"])))
