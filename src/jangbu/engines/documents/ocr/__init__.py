"""Scans and photographs: words by RapidOCR and Tesseract, each optional, put into pages for the label rules."""

from __future__ import annotations

from collections.abc import Sequence

from jangbu.engines.documents.document import Sentence
from jangbu.engines.documents.ocr.available import Engine, engines
from jangbu.engines.documents.ocr.pictures import Picture, decoded
from jangbu.engines.documents.ocr.readings import read_scans, scanned
from jangbu.engines.documents.problems import OCR_MISSING
from jangbu.engines.documents.textlayer import PagesRead
from jangbu.kernel.errors import Problem

__all__ = ["Engine", "Picture", "can_read", "decoded", "engines", "notes_of", "read_pictures", "require_reader"]


def can_read() -> bool:
    """At least one reader of pictures is installed."""
    return any(engine.present for engine in engines())


def require_reader(file: str) -> None:
    """Raises Problem documents.ocr_missing where no reader of pictures is installed."""
    if not can_read():
        raise Problem(OCR_MISSING, file=file)


def read_pictures(pictures: Sequence[Picture], file: str) -> tuple[PagesRead, tuple[Sentence, ...]]:
    """What the pictures say, each field with both readings, and what a person should know of how they were read. Raises
    Problem where no reader is installed or one fails."""
    require_reader(file)
    return read_scans([scanned(picture) for picture in pictures]), notes_of()


def notes_of() -> tuple[Sentence, ...]:
    """What a person should know where a reader is missing."""
    missing = [engine.said() for engine in engines() if not engine.present]
    if not missing:
        return ()
    alone = Sentence(
        "한 번만 읽은 값은 사람이 확인해야 해요.", "Values that were read only once need a person to confirm them."
    )
    return (*missing, alone)
