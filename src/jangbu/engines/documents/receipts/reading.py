"""A receipt as a file: the text layer of a PDF, or a picture read by both readers of scans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from jangbu.engines.documents import pdf
from jangbu.engines.documents.checks import not_future
from jangbu.engines.documents.checks.acceptance import accepted
from jangbu.engines.documents.document import Check, Document, Field, Sentence
from jangbu.engines.documents.files import Kind, files_in, opened_file, readable
from jangbu.engines.documents.ocr import Picture, decoded, notes_of, require_reader
from jangbu.engines.documents.ocr.closer import Closer
from jangbu.engines.documents.ocr.readings import agreed, scanned, seen_by_both
from jangbu.engines.documents.ocr.tesseract import BLOCK
from jangbu.engines.documents.problems import NO_TEXT_LAYER, NOT_A_RECEIPT, RECEIPT_INCOMPLETE
from jangbu.engines.documents.receipts.fields import receipt_fields
from jangbu.engines.documents.receipts.lines import TextBox
from jangbu.engines.documents.receipts.words import boxes_of
from jangbu.engines.documents.textlayer.layout import Page, words_of
from jangbu.kernel.errors import Problem

NEEDED = {"company": ("상호", "company"), "date": ("날짜", "date"), "total": ("합계", "total")}


def read_receipts(paths: Iterable[Path | str], *, ocr: bool = True, today: date | None = None) -> list[Document]:
    """Read files and folders; a bad file is a Document with `error`, as `read` gives it."""
    return [read_receipt(path, ocr=ocr, today=today) for path in files_in([Path(path) for path in paths])]


def read_receipt(path: Path | str, *, ocr: bool = True, today: date | None = None) -> Document:
    """company, date (YYYY-MM-DD), address and total of one receipt: PNG, JPEG, TIFF, or a PDF. `source` is receipt."""
    path = Path(path)
    try:
        return _checked(_read(path, ocr=ocr), today)
    except Problem as problem:
        return Document(str(path), "none", error=problem)


def _read(path: Path, *, ocr: bool) -> Document:
    kind, data = opened_file(path, (Kind.PDF, Kind.PICTURE))
    if kind is Kind.PDF:
        with pdf.opened(data, path.name) as opened:
            pdf.refuse_scripts(opened, data, path.name)
            count, notes = len(opened), pdf.notes(opened)
            pages = pdf.pages(opened, path.name)
            if readable(pages):
                fields = receipt_fields(_text_boxes(pages[0]))
                return Document(str(path), "receipt", pages=count, notes=notes).with_fields(fields)
            pictures = pdf.pictures(opened, most=1) if ocr else []
    else:
        count, notes = 1, ()
        pictures = decoded(data, path.name)[:1] if ocr else []
    if not ocr:
        raise Problem(NO_TEXT_LAYER, file=path.name)
    require_reader(path.name)
    fields = _scanned(pictures)
    return Document(str(path), "receipt", pages=count, notes=(*notes, *notes_of())).with_fields(fields)


def _text_boxes(page: Page) -> list[TextBox]:
    return [TextBox(word.text, word.box) for word in words_of(page)]


def _scanned(pictures: Sequence[Picture]) -> dict[str, Field]:
    """The first page by both readers, each field with both readings."""
    if not pictures:
        return {}
    scan = scanned(pictures[0], layout=BLOCK)
    first, second = boxes_of(scan)
    return agreed(
        receipt_fields(first), receipt_fields(second), Closer([scan]).look, lambda field: seen_by_both([scan], field)
    )


def _checked(document: Document, today: date | None) -> Document:
    file = Path(document.path).name
    absent = {name: names for name, names in NEEDED.items() if name not in document.fields}
    checks = [_required(absent)]
    if today is not None:
        checks.append(not_future(document, today))
    document = accepted(replace(document, checks=tuple(checks)))
    if "total" in absent and "date" in absent:
        return replace(document, error=Problem(NOT_A_RECEIPT, file=file))
    if absent:
        ko, en = (", ".join(names[index] for names in absent.values()) for index in (0, 1))
        return replace(document, error=Problem(RECEIPT_INCOMPLETE, file=file, fields=ko, fields_en=en))
    return document


def _required(absent: dict[str, tuple[str, str]]) -> Check:
    if not absent:
        said = Sentence("상호, 날짜, 합계가 모두 있어요.", "Company, date and total are there.")
        return Check("required_fields", True, said, tuple(NEEDED))
    ko, en = (", ".join(names[index] for names in absent.values()) for index in (0, 1))
    return Check("required_fields", False, Sentence(f"{ko} 항목이 없어요.", f"Missing: {en}."), tuple(absent))
