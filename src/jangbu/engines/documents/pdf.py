"""PDF files through pdfium: opened with bounds, attachments, pages as words with boxes. Scripts are never run:
this pdfium has no JavaScript engine, and forms are not initialised."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2
from pypdfium2 import raw

from jangbu.engines.documents.document import Sentence
from jangbu.engines.documents.ocr.pictures import Picture
from jangbu.engines.documents.problems import BROKEN_PDF, ENCRYPTED, SCRIPTED, TOO_MANY_PAGES
from jangbu.engines.documents.textlayer.layout import Char, Page
from jangbu.engines.documents.unpacking import embedded_files, refuse_bombs
from jangbu.kernel.errors import Problem

PAGES_READ = 12  # an invoice says who, when and how much on its first pages or its last
LAST_PAGES = 2
ATTACHMENTS_READ = 32
XML_BEFORE = b"\xef\xbb\xbf \t\r\n"
XML_STARTS = (b"<", b"\xff\xfe", b"\xfe\xff")
PICTURED = 0.6  # the share of a page that a picture covers in a scan
CHARS_READ = 20_000  # a page
PICTURES_DRAWN = 3  # pages of a PDF without text that are read by OCR, some seconds each
DRAWN, LARGEST = 200, 12_000_000  # dots an inch, and pixels of one page at most
SCRIPT = re.compile(rb"/S\s*/JavaScript\b")
PAGES_LIMIT = 1_000  # more pages than any bill: a file made to keep us busy
PDFIUM = threading.RLock()  # pdfium may be entered by one thread at a time


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes


@contextmanager
def opened(data: bytes, file: str) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end. Raises Problem if it is locked, broken, or unpacks to too much."""
    refuse_bombs(data, file)
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code == raw.FPDF_ERR_PASSWORD
            raise Problem(ENCRYPTED if locked else BROKEN_PDF, file=file) from error
        try:
            if len(document) == 0:
                raise Problem(BROKEN_PDF, file=file)
            if len(document) > PAGES_LIMIT:
                raise Problem(TOO_MANY_PAGES, file=file, pages=f"{len(document):,}", limit=f"{PAGES_LIMIT:,}")
            yield document
        finally:
            document.close()


def refuse_scripts(document: pypdfium2.PdfDocument, data: bytes, file: str) -> None:
    """Raises Problem for a PDF with a script. An invoice needs none, and whoever opens the original would run it."""
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or SCRIPT.search(data):
        raise Problem(SCRIPTED, file=file)


def attachments(document: pypdfium2.PdfDocument, data: bytes) -> Iterator[Attachment]:
    """The embedded files that can be XML, most likely invoice first; each is unpacked only when asked for.

    pdfium lists the document's name tree; files hung elsewhere (/AF of a page, annotations) are found in `data`.
    """
    handles = []
    for index in range(min(document.count_attachments(), ATTACHMENTS_READ)):
        try:
            attachment = document.get_attachment(index)
            handles.append((attachment.get_name(), attachment))
        except (pypdfium2.PdfiumError, UnicodeDecodeError):  # one damaged attachment leaves the others readable
            continue
    for name, attachment in sorted(handles, key=lambda pair: _rank(pair[0].lower())):
        try:
            content = bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            continue
        if content.lstrip(XML_BEFORE).startswith(XML_STARTS):
            yield Attachment(name, content)
    if not handles:
        for content in embedded_files(data):
            if content.lstrip(XML_BEFORE).startswith(XML_STARTS):
                yield Attachment("", content)


def _rank(name: str) -> int:
    known = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
    return known.index(name) if name in known else len(known) + (not name.endswith(".xml"))


def notes(document: pypdfium2.PdfDocument) -> tuple[Sentence, ...]:
    """What a person should know: pages left unread."""
    said = []
    if len(document) > PAGES_READ:
        said.append(
            Sentence(
                f"{len(document):,}쪽 가운데 앞 {PAGES_READ - LAST_PAGES}쪽과 끝 {LAST_PAGES}쪽만 읽었어요.",
                f"Of {len(document):,} pages the first {PAGES_READ - LAST_PAGES} and the last {LAST_PAGES} were read.",
            )
        )
    return tuple(said)


def pages_to_read(count: int) -> list[int]:
    """Indexes of the pages we look at: all, or the first ten and the last two."""
    if count <= PAGES_READ:
        return list(range(count))
    return [*range(PAGES_READ - LAST_PAGES), *range(count - LAST_PAGES, count)]


def is_pictured(document: pypdfium2.PdfDocument, index: int) -> bool:
    """Whether one picture covers most of the page; a page that cannot be loaded has none."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return False
    try:
        width, height = page.get_size()
        boxes = [each.get_bounds() for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)]
    finally:
        page.close()
    largest = max(((right - left) * (top - bottom) for left, bottom, right, top in boxes), default=0.0)
    return bool(largest >= PICTURED * width * height)


def pages(document: pypdfium2.PdfDocument, file: str) -> list[Page]:
    """The pages we read, each with its characters. Raises Problem if a page cannot be loaded at all."""
    found = []
    for index in pages_to_read(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            if index == 0:
                raise Problem(BROKEN_PDF, file=file) from error
            continue
        try:
            width, height = page.get_size()
            found.append(Page(index + 1, width, height, tuple(_chars(page, height))))
        finally:
            page.close()
    return found


def has_images(document: pypdfium2.PdfDocument) -> bool:
    """A picture stands on the first page, which may be a letterhead with the seller's name."""
    page = document[0]
    try:
        return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)), None) is not None
    finally:
        page.close()


def pictures(document: pypdfium2.PdfDocument, most: int = PICTURES_DRAWN) -> list[Picture]:
    """The first pages drawn at 200 dpi, fewer dots where a page is huge."""
    drawn = []
    for index in range(min(len(document), most)):
        page = document[index]
        try:
            width, height = page.get_size()
            scale = min(DRAWN / 72, (LARGEST / max(1.0, width * height)) ** 0.5)
            bitmap = page.render(scale=scale, prefer_bgrx=False)
            pixels = np.array(bitmap.to_numpy()[:, :, :3])
            drawn.append(Picture(pixels.shape[1], pixels.shape[0], pixels, points=1 / scale))
            bitmap.close()
        except pypdfium2.PdfiumError:  # one damaged page leaves the others readable
            continue
        finally:
            page.close()
    return drawn


def _chars(page: pypdfium2.PdfPage, height: float) -> Iterator[Char]:
    """The page's characters in the file's order; those pdfium made up between words and lines have no box."""
    text = page.get_textpage()
    try:
        edges = raw.FS_RECTF()
        place = ctypes.byref(edges)
        for index in range(min(raw.FPDFText_CountChars(text), CHARS_READ)):
            symbol = chr(raw.FPDFText_GetUnicode(text, index) or 32)
            # the loose box is as tall as the font, so letters of one line share their top and bottom
            if symbol.isspace() or not raw.FPDFText_GetLooseCharBox(text, index, place):
                yield Char(symbol, None)
            else:
                yield Char(symbol, (edges.left, height - edges.top, edges.right, height - edges.bottom))
    finally:
        text.close()
