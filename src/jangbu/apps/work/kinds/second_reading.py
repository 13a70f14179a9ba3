"""The second reading of an invoice: a model reads what is in doubt, and is believed only where the checks agree.

Whatever goes wrong on the way to the model leaves the values to a person; no run fails by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jangbu.apps.gateway.services import Port, Spent
from jangbu.apps.work.kinds.asking import port_for
from jangbu.apps.work.runs.models import Run
from jangbu.engines import documents, privacy
from jangbu.engines.documents import Document, Picture, Record
from jangbu.kernel.errors import Problem

SCALE = 2.0  # pixels a point: 144 an inch, which vendors read well


@dataclass(frozen=True, slots=True)
class Second:
    """The document after it, what it spent, and what a page shows of it; `failure` in both languages or empty."""

    document: Document
    spent: Spent = field(default_factory=Spent)
    told: dict[str, Any] | None = None
    failure: dict[str, str] = field(default_factory=dict)


def read_again(run: Run, document: Document, path: Path) -> Second:
    """Ask the model of the run's version about the doubtful values; as it was where none is named or none doubtful."""
    if path.suffix.lower() != ".pdf" or not documents.doubtful_fields(document):
        return Second(document)
    try:
        port = port_for(run, "fields")
    except Problem as problem:
        return Second(document, failure=_unanswered(problem))
    if port is None:
        return Second(document)
    pictures = _pictures(path) if port.takes_images else None
    after, record = documents.read_doubtful(
        document,
        documents.text_rows(path),
        ask=port,
        blank=port.blank,
        pictures=pictures,
        blank_image=privacy.blank_image if pictures else None,
    )
    failure = _unanswered(record.failure) if record.failure else {}
    return Second(after, port.spent, _told(port, record), failure)


def show_both(proposal: dict[str, Any]) -> None:
    """Beside a field that two readings disagree about, both of them, ours first."""
    told = proposal["second"]
    for verdict in told["verdicts"]:
        field = proposal["fields"].get(verdict["name"])
        if field and verdict["value"] and verdict["ours"] and verdict["value"] != verdict["ours"]:
            field["readings"] = [
                {"value": verdict["ours"], "engine": ""},
                {"value": verdict["value"], "engine": told["model"]},
            ]


def _pictures(path: Path) -> dict[int, Picture]:
    """The pages that are scans: where a text layer lies under a picture, the picture says more than the text."""
    pages = documents.scanned_pages(path)
    return {page: Picture(documents.page_png(path, page, scale=SCALE), SCALE) for page in pages}


def _told(port: Port, record: Record) -> dict[str, Any]:
    """What was asked and what became of it. The text that was sent is not kept."""
    return {**record.as_json(), "endpoint": port.endpoint.name, "model": port.endpoint.model}


def _unanswered(problem: Problem) -> dict[str, str]:
    return {
        "ko": f"모델에 묻지 못해 사람이 봐야 해요. {problem.what('ko')}",
        "en": f"The model gave no help, so a person must look. {problem.what('en')}",
        "code": problem.code,
    }
