"""Files as they come in: what a file is by its bytes, whatever its name says, and no more of it than we read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from jangbu.engines.documents.problems import EMPTY, MISLABELLED, MISSING, SKIPPED, TOO_LARGE, UNREADABLE
from jangbu.engines.documents.securemail import is_secure_mail
from jangbu.engines.documents.textlayer.layout import Page
from jangbu.kernel.errors import Problem

LIMIT = 100_000_000  # bytes of one file
MIN_LETTERS = 20  # fewer on all pages is a page number or a stamp, not a text layer
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


class Kind(Enum):
    PDF = "PDF"
    XML = "XML"
    MAIL = "HTML"
    PICTURE = "picture"


NAMED = {
    ".pdf": "PDF",
    ".xml": "XML",
    ".html": "HTML",
    ".htm": "HTML",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
KINDS = {"PDF": Kind.PDF, "XML": Kind.XML, "HTML": Kind.MAIL, **dict.fromkeys(("PNG", "JPEG", "TIFF"), Kind.PICTURE)}


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files; a folder is walked in the order of names, hidden files and links left out."""
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
            yield from (file for file in inside if not any(part[0] == "." for part in file.relative_to(path).parts))
        else:
            yield path


def opened_file(path: Path, wanted: Sequence[Kind] = tuple(Kind)) -> tuple[Kind, bytes]:
    """What it is and what it holds. Raises Problem for a file that is missing, empty, too large, of a kind we do not
    read, or not what its name says."""
    named = NAMED.get(path.suffix.lower())
    if not path.exists():
        raise Problem(MISSING, file=path.name)
    if named is None or KINDS[named] not in wanted:
        raise Problem(SKIPPED, file=path.name, named=path.suffix.lower() or "?")
    data = _bytes(path)
    found = _kind(data)
    if found != named:
        raise Problem(MISLABELLED, file=path.name, named=named, found=found)
    return KINDS[named], data


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


def readable(pages: Sequence[Page]) -> bool:
    """The pages have a text layer."""
    return sum(not char.text.isspace() for page in pages for char in page.chars) >= MIN_LETTERS
