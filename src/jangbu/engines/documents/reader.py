"""One file in, one Document out: structured data first, then the text layer, then OCR. A bad file is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jangbu.engines.documents import pdf
from jangbu.engines.documents.checks import checked
from jangbu.engines.documents.document import Document, Field, Sentence
from jangbu.engines.documents.files import Kind, files_in, opened_file, readable
from jangbu.engines.documents.ocr import Picture, can_read, decoded, read_pictures, require_reader
from jangbu.engines.documents.problems import (
    NO_TEXT_LAYER,
    NOT_AN_INVOICE,
)
from jangbu.engines.documents.securemail import is_secure_mail, open_mail
from jangbu.engines.documents.structured import Found, read_xml
from jangbu.engines.documents.textlayer import read_pages
from jangbu.kernel.errors import Problem

NEEDED = ("number", "date", "seller", "gross")
GUESSED, DRAWN = 0.5, 0.7  # a field less sure than this is asked of the picture, which is believed no more than that
LETTERHEAD = Sentence("글자에 없는 값은 그림에서 읽었어요.", "What the text lacks was read from the page's picture.")


@dataclass(frozen=True, slots=True)
class Ways:
    """What a reader may use."""

    use_embedded: bool
    ocr: bool
    business_numbers: tuple[str, ...]


Progress = Callable[[int, int], None]  # documents read, documents in all


def read(
    path: Path | str, *, use_embedded: bool = True, ocr: bool = True, business_numbers: Sequence[str] = ()
) -> Document:
    """Read one PDF, XML, secure mail or picture. What is wrong with it is in `error`; no bad file makes this raise.

    With `use_embedded` False the text layer is read although data is attached; with `ocr` False scans are left unread;
    `business_numbers` are our own, one of which opens the tax office's secure mail. Checks that need no other document
    are done; `check_batch` adds those that do.
    """
    path = Path(path)
    try:
        return checked(_read(path, Ways(use_embedded, ocr, tuple(business_numbers))))
    except Problem as problem:
        return Document(str(path), "none", error=problem)


def read_many(
    paths: Iterable[Path | str],
    *,
    use_embedded: bool = True,
    ocr: bool = True,
    business_numbers: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Document]:
    """Read files and folders; a folder is walked in the order of names, hidden files left out.

    A file of a kind we do not read is reported with the class documents.skipped, so that nothing is lost in silence.
    """
    files = list(files_in([Path(path) for path in paths]))
    documents = []
    for number, path in enumerate(files, start=1):
        documents.append(read(path, use_embedded=use_embedded, ocr=ocr, business_numbers=business_numbers))
        if progress is not None:
            progress(number, len(files))
    return documents


def _read(path: Path, ways: Ways) -> Document:
    kind, data = opened_file(path)
    if kind is Kind.MAIL:
        return _from_mail(path, data, ways)
    if kind is Kind.XML:
        return _from_xml(path, data)
    if kind is Kind.PDF:
        return _from_pdf(path, data, ways)
    if not ways.ocr:
        raise Problem(NO_TEXT_LAYER, file=path.name)
    require_reader(path.name)
    return _from_pictures(path, decoded(data, path.name))


def _from_xml(path: Path, data: bytes) -> Document:
    found = read_xml(data, path.name)
    if found is None:
        raise Problem(NOT_AN_INVOICE, file=path.name)
    return _structured(path, found)


def _from_mail(path: Path, data: bytes, ways: Ways) -> Document:
    """The invoice in the tax office's secure mail. Another page of the web is no invoice."""
    if not is_secure_mail(data):
        raise Problem(NOT_AN_INVOICE, file=path.name)
    opened = Sentence("국세청 보안메일을 열어 읽었어요.", "Read from secure mail of the tax office.")
    for attached in open_mail(data, path.name, ways.business_numbers):
        if not attached.data.lstrip(pdf.XML_BEFORE).startswith(pdf.XML_STARTS):
            continue
        found = read_xml(attached.data, attached.name or path.name)
        if found is not None:
            return replace(_structured(path, found), notes=(opened,))
    raise Problem(NOT_AN_INVOICE, file=path.name)


def _from_pdf(path: Path, data: bytes, ways: Ways) -> Document:
    with pdf.opened(data, path.name) as opened:
        pdf.refuse_scripts(opened, data, path.name)
        count, notes = len(opened), pdf.notes(opened)
        embedded = _embedded(opened, data, path.name) if ways.use_embedded else Embedded(None, ())
        notes = (*notes, *embedded.notes)
        if embedded.found is not None:
            return replace(_structured(path, embedded.found), pages=count, notes=notes)
        pages = pdf.pages(opened, path.name)
        if not readable(pages):
            if not ways.ocr:
                raise Problem(NO_TEXT_LAYER, file=path.name)
            require_reader(path.name)
            read_in = _from_pictures(path, pdf.pictures(opened))
            return replace(read_in, pages=count, notes=(*notes, *read_in.notes))
        fields, lines, language = read_pages(pages)
        if ways.ocr and _lacks(fields) and can_read() and pdf.has_images(opened):
            fields, notes = _with_letterhead(fields, pdf.pictures(opened, most=1), path.name), (*notes, LETTERHEAD)
    read_in = Document(str(path), "text", lines=lines, pages=count, notes=notes, language=language)
    return read_in.with_fields(fields)


def _lacks(fields: Mapping[str, Field]) -> bool:
    """A field that an invoice must have is missing, or no more than a guess."""
    return any(name not in fields or fields[name].confidence < GUESSED for name in NEEDED)


def _with_letterhead(fields: Mapping[str, Field], pictures: Sequence[Picture], file: str) -> dict[str, Field]:
    """What the text does not say, from the page as a picture: letterheads are often drawn."""
    drawn = read_pictures(pictures, file)[0].fields
    guessed = {name for name, held in fields.items() if held.confidence < GUESSED}
    more = {name: held for name, held in drawn.items() if name not in fields or name in guessed}
    return {**fields, **{name: replace(held, confidence=min(held.confidence, DRAWN)) for name, held in more.items()}}


def _from_pictures(path: Path, pictures: Sequence[Picture]) -> Document:
    (fields, lines, language), notes = read_pictures(pictures, path.name)
    read_in = Document(str(path), "scan", lines=lines, pages=len(pictures), notes=notes, language=language)
    return read_in.with_fields(fields)


@dataclass(frozen=True, slots=True)
class Embedded:
    found: Found | None
    notes: tuple[Sentence, ...]


def _embedded(opened: object, data: bytes, file: str) -> Embedded:
    """The invoice among the attachments. One that is damaged or refused is noted, and the text layer is read."""
    notes: list[Sentence] = []
    for attachment in pdf.attachments(opened, data):
        try:
            found = read_xml(attachment.data, attachment.name or file, attachment.name)
        except Problem as problem:
            notes.append(Sentence(problem.sentence("ko"), problem.sentence("en")))
            continue
        if found is not None:
            return Embedded(found, tuple(notes))
    return Embedded(None, tuple(notes))


def _structured(path: Path, found: Found) -> Document:
    read_in = Document(str(path), found.source, lines=found.lines, totals=found.totals, profile=found.profile)
    return read_in.with_fields(found.fields)
