"""DOCX, XLSX and HWPX are ZIPs of XML: opened within limits, and never trusted.

Sizes are counted while unpacking, for the sizes that a ZIP declares can lie.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from jangbu.engines.quotes.cells import content
from jangbu.engines.quotes.problems import TEMPLATE_REFUSED, UNREADABLE
from jangbu.kernel.errors import Problem

ENTRIES = 2_000
UNPACKED = 100_000_000
RATIO = 200  # of what a part of more than 1 MB unpacks to, over its packed size
DEEPEST = 200


def unpack(path: Path) -> dict[str, bytes]:
    """{part: bytes} in the order of the ZIP. Raises Problem for a bomb, a name that climbs out, a lock, or no ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content(path))) as archive:
            members = archive.infolist()
            if len(members) > ENTRIES:
                _refuse(path, f"파일이 {len(members):,}개나 들어 있어요.", f"It holds {len(members):,} files.")
            parts: dict[str, bytes] = {}
            left = UNPACKED
            for member in members:
                if member.is_dir():
                    continue
                _check_name(path, member, parts)
                parts[member.filename] = _unpacked(path, archive, member, left)
                left -= len(parts[member.filename])
            return parts
    # what zipfile and zlib raise for damaged, cut, encrypted or unknown archives; each is the same news to a person
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError, ValueError) as error:
        raise Problem(UNREADABLE, file=path.name, place="ZIP") from error


def _check_name(path: Path, member: zipfile.ZipInfo, parts: Mapping[str, bytes]) -> None:
    name = member.filename
    climbs = name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name
    if climbs or stat.S_ISLNK(member.external_attr >> 16):
        _refuse(path, f"'{name[:60]}'이(가) 서식 밖을 가리켜요.", f"'{name[:60]}' points outside the template.")
    if member.flag_bits & 1:
        _refuse(path, "암호가 걸려 있어요.", "It is locked with a password.")
    if name in parts:
        _refuse(path, f"'{name[:60]}'이(가) 두 번 들어 있어요.", f"'{name[:60]}' is there twice.")


def _unpacked(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    with archive.open(member) as stream:
        data = stream.read(left + 1)
    if len(data) > left or (len(data) > 1_000_000 and len(data) > RATIO * max(1, member.compress_size)):
        _refuse(
            path, f"'{member.filename[:60]}'을(를) 풀면 너무 커져요.", f"'{member.filename[:60]}' unpacks too large."
        )
    return data


def pack(parts: Mapping[str, bytes], *, first: str = "") -> bytes:
    """The ZIP of the parts; `first` (a mimetype) comes first and is stored, as EPUB, ODF and HWPX readers expect."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != first):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.external_attr = 0o600 << 16
            member.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(member, parts[name])
    return made.getvalue()


def parse(data: bytes, place: str, file: str) -> etree._Element:
    """XML without entities, document types or depth without end. Raises Problem."""
    wide = any("<!DOCTYPE".encode(form) in data for form in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or wide:
        ko, en = f"{place}에 문서 형식 선언(DOCTYPE)이 있어요.", f"{place} declares a document type."
        raise Problem(TEMPLATE_REFUSED, file=file, why_ko=ko, why_en=en)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(UNREADABLE, file=file, place=f"{place}: {error}") from error


def serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _refuse(path: Path, ko: str, en: str) -> None:
    raise Problem(TEMPLATE_REFUSED, file=path.name, why_ko=ko, why_en=en)
