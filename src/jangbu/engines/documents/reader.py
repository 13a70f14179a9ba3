"""One file in, one Document out: structured data first, then the text layer, then OCR. A bad file is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jangbu.engines.documents import pdf
from jangbu.engines.documents.checks import checked
from jangbu.engines.documents.document import Document, Sentence
from jangbu.engines.documents.ocr import Picture, decoded, read_pictures, require_reader
from jangbu.engines.documents.problems import (
    EMPTY,
    MISLABELLED,
    MISSING,
    NO_TEXT_LAYER,
    NOT_AN_INVOICE,
    SKIPPED,
    TOO_LARGE,
    UNREADABLE,
)
from jangbu.engines.documents.securemail import is_secure_mail, open_mail
from jangbu.engines.documents.structured import Found, read_xml
from jangbu.engines.documents.textlayer import read_pages
from jangbu.kernel.errors import Problem

LIMIT = 100_000_000  # bytes of one file
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF"}
READ = {".pdf": "PDF", ".xml": "XML", ".html": "HTML", ".htm": "HTML", **PICTURES}
FORMATS = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"\xd0\xcf\x11\xe0", "MS Office 97-2003 / HWP"),
    (b"{\\rtf", "RTF"),
)
MIN_LETTERS = 20  # fewer on all pages is a page number or a stamp, not a text layer


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
    files = list(_walk([Path(path) for path in paths]))
    documents = []
    for number, path in enumerate(files, start=1):
        documents.append(read(path, use_embedded=use_embedded, ocr=ocr, business_numbers=business_numbers))
        if progress is not None:
            progress(number, len(files))
    return documents


def _walk(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
            yield from (file for file in inside if not any(part[0] == "." for part in file.relative_to(path).parts))
        else:
            yield path


def _read(path: Path, ways: Ways) -> Document:
    suffix = path.suffix.lower()
    if not path.exists():
        raise Problem(MISSING, file=path.name)
    if suffix not in READ:
        raise Problem(SKIPPED, file=path.name, named=suffix or "?")
    data = _bytes(path)
    kind = _kind(data)
    if kind != READ[suffix]:
        raise Problem(MISLABELLED, file=path.name, named=READ[suffix], found=kind)
    if kind == "HTML":
        return _from_mail(path, data, ways)
    if kind == "XML":
        return _from_xml(path, data)
    if kind == "PDF":
        return _from_pdf(path, data, ways)
    if not ways.ocr:
        raise Problem(NO_TEXT_LAYER, file=path.name)
    require_reader(path.name)
    return _from_pictures(path, decoded(data, path.name))


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size == 0:
            raise Problem(EMPTY, file=path.name)
        if size > LIMIT:
            raise Problem(TOO_LARGE, file=path.name, size=size // 1_000_000, limit=LIMIT // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise Problem(UNREADABLE, file=path.name) from error


def _kind(data: bytes) -> str:
    """What the bytes are, whatever the name says. A PDF may have a few bytes of mail or print job before it."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, name in FORMATS:
        if data.startswith(mark):
            return name
    if b"%PDF-" in data[:1024]:
        return "PDF"
    start = head[:64].lower()
    if start.startswith(b"<html") or (start.startswith(b"<!doctype") and b"html" in start) or is_secure_mail(data):
        return "HTML"
    if head.startswith(b"<") or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "XML"
    return "PDF" if not head.isascii() and b"%%EOF" in data[-1024:] else "text or unknown data"


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
        count, notes = len(opened), pdf.notes(opened, data)
        embedded = _embedded(opened, data, path.name) if ways.use_embedded else Embedded(None, ())
        notes = (*notes, *embedded.notes)
        if embedded.found is not None:
            return replace(_structured(path, embedded.found), pages=count, notes=notes)
        pages = pdf.pages(opened, path.name)
        if sum(not char.text.isspace() for page in pages for char in page.chars) < MIN_LETTERS:
            if not ways.ocr:
                raise Problem(NO_TEXT_LAYER, file=path.name)
            require_reader(path.name)
            read_in = _from_pictures(path, pdf.pictures(opened))
            return replace(read_in, pages=count, notes=(*notes, *read_in.notes))
    fields, lines = read_pages(pages)
    return replace(Document(str(path), "text", lines=lines, pages=count, notes=notes).with_fields(fields))


def _from_pictures(path: Path, pictures: Sequence[Picture]) -> Document:
    fields, lines, notes = read_pictures(pictures, path.name)
    return Document(str(path), "scan", lines=lines, pages=len(pictures), notes=notes).with_fields(fields)


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
