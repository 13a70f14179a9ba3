"""The second reading of an invoice: a model reads what is in doubt, and is believed only where the checks agree.

Whatever goes wrong on the way to the model leaves the values to a person; no run fails by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jangbu.apps.gateway.services import Port, Spent
from jangbu.apps.work.kinds.asking import way_for
from jangbu.apps.work.runs.models import Run
from jangbu.engines import documents, privacy
from jangbu.engines.documents import Document, Picture, Record
from jangbu.kernel.errors import Problem

READ_BY_US = ("text", "scan")  # what its sender wrote as data is never asked about
DIGIT = "[0-9OoQDIl|BSZ]"  # digits, and what readers take for one
SHAPED = re.compile(  # letters may stand right before: readers of pictures lose spaces
    rf"(?<!\d){DIGIT}{{6}} ?[-–—.~_] ?{DIGIT}{{7}}(?!\d)|(?<!\d){DIGIT}{{6}} {DIGIT}{{7}}(?!\d)"
    rf"|(?<!\d){DIGIT}{{4}}(?:[ -.]{DIGIT}{{4}}){{2}}[ -.]{DIGIT}{{2,4}}(?!\d)|(?<!\d)\d{{13,16}}(?!\d)"
)
RUN = re.compile(r"(?<!\d)\d(?:[ .-]?\d){12,18}(?!\d)")  # digits with whatever spaces were lost or made up
BLACK = "■"
SCALE = 2.0  # pixels a point: 144 an inch, which vendors read well


@dataclass(frozen=True, slots=True)
class Second:
    """The document after it, what it spent, and what a page shows of it; `failure` in both languages or empty."""

    document: Document
    spent: Spent = field(default_factory=Spent)
    told: dict[str, Any] | None = None
    failure: dict[str, str] = field(default_factory=dict)


def read_again(run: Run, document: Document, path: Path, now: datetime) -> Second:
    """Ask the model of the run's version about the doubtful values; as it was where none is named or none doubtful."""
    if document.source not in READ_BY_US or not documents.doubtful_fields(document):
        return Second(document)
    try:
        way = way_for(run, "fields", now)
    except Problem as problem:
        return Second(document, failure=_unanswered(problem))
    if way is None:
        return Second(document)
    port = way.port
    rows, pictures = _rows(document, path, pictures=port.takes_images)
    after, record = documents.read_doubtful(
        document,
        rows,
        ask=port,
        blank=port.blank if document.source == "text" else lambda text: boldly_blanked(port.blank(text)),
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


def _rows(document: Document, path: Path, *, pictures: bool) -> tuple[list[documents.Row], dict[int, Picture] | None]:
    """The rows of the text layer or of recognition, and the pages where they may go."""
    if document.source == "text":
        return documents.text_rows(path), _pictures(path) if pictures else None
    rows, drawn = documents.recognised(path)
    return rows, drawn if pictures else None


def boldly_blanked(text: str) -> str:
    """Readers of pictures misread digits, and a misread number of a person is still one to whoever sees its picture: so
    whatever is shaped like one goes black, check digits or not."""
    text = SHAPED.sub(_black, text)
    return RUN.sub(lambda match: _black(match) if privacy.find(re.sub(r"\D", "", match[0])) else match[0], text)


def _black(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", BLACK, match[0])


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
