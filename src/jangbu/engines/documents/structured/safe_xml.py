"""XML from strangers: no DOCTYPE, no entities, no network, no huge nodes; names matched without their namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from jangbu.engines.documents.problems import BROKEN_XML, DOCTYPE, TOO_LARGE
from jangbu.kernel.errors import Problem

LIMIT = 20_000_000  # bytes: XRechnung may carry its enclosures inside, so invoices of some MB exist
KOREAN = {"euc-kr", "euckr", "cp949", "ms949", "uhc", "ks_c_5601-1987", "ksc5601", "ksc_5601", "windows-949"}
DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"'][^>]*\?>")
BEFORE_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

Element = etree._Element


def parse(data: bytes, file: str) -> Element:
    """The root of `data`. Raises Problem for a DOCTYPE, for what is not well formed, and for more than 20 MB."""
    if len(data) > LIMIT:
        raise Problem(TOO_LARGE, file=file, size=len(data) // 1_000_000, limit=LIMIT // 1_000_000)
    data = _as_utf8(data)
    if _declares_doctype(data):
        raise Problem(DOCTYPE, file=file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Problem(BROKEN_XML, file=file, line=error.lineno or 1) from error
    # an encoding that hid the declaration from the scan above still shows it here
    if root.getroottree().docinfo.internalDTD is not None:
        raise Problem(DOCTYPE, file=file)
    return root


def _as_utf8(data: bytes) -> bytes:
    """Without byte-order marks (some writers leave two); Korean code pages through Python's wider tables."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            if encoding != "utf-8":
                return _undeclared(data[len(mark) :].decode(encoding, "replace").encode())
            while data.startswith(mark):
                data = data[len(mark) :]
    declared = DECLARATION.match(data)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding in KOREAN:
        return _undeclared(data.decode("cp949", "replace").encode())
    if encoding in {"utf-8", "utf8"} and not _is_utf8(data):
        # Korean desktop tools still write the code page of the machine under a UTF-8 heading
        text = _strict(data, "cp949")
        return data if text is None else _undeclared(text.encode())
    return data


def _is_utf8(data: bytes) -> bool:
    return _strict(data, "utf-8") is not None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _undeclared(data: bytes) -> bytes:
    return re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data, count=1)


def _declares_doctype(data: bytes) -> bool:
    at = 0
    while match := BEFORE_ROOT.match(data, at):
        at = match.end()
    return data[at : at + 9].upper() == b"<!DOCTYPE"


def local(element: Element) -> str:
    """The name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The direct children that have one of the names, in order."""
    if element is not None:
        for child in element:
            if local(child) in names:
                yield child


def child(element: Element | None, *path: str) -> Element | None:
    """Down the path of direct children, the first at each step; "A|B" takes either. None where a step is missing."""
    for step in path:
        element = next(children(element, *step.split("|")), None)
        if element is None:
            return None
    return element


def text(element: Element | None, *path: str) -> str | None:
    """The text at the end of the path, whitespace folded; None where it is missing or empty."""
    found = child(element, *path)
    if found is None:
        return None
    return " ".join("".join(str(part) for part in found.itertext()).split()) or None
