"""HWPX templates (KS X 6101, OWPML): a ZIP of XML, filled text by text, with the row of the lines repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from jangbu.engines.quotes.templates import archive, findings, markup
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.templates.names import TOKEN, value_of
from jangbu.engines.quotes.templates.names import fill as filled
from jangbu.engines.quotes.templates.word import xml_text

MIMETYPE = b"application/hwp+zip"
NEEDED = ("mimetype", "version.xml", "META-INF/container.xml", "Contents/content.hpf", "Contents/header.xml")
SECTION = re.compile(r"Contents/section\d+\.xml")
PREVIEW = "Preview/PrvText.txt"


def lint(path: Path) -> list[Finding]:
    return [*_read(path)[2].found]


def scanned(path: Path) -> markup.Scan:
    return _read(path)[2]


def _read(path: Path) -> tuple[dict[str, bytes], dict[str, etree._Element], markup.Scan]:
    parts = archive.unpack(path)
    xml = {
        name: archive.parse(data, name, path.name)
        for name, data in parts.items()
        if name.lower().endswith((".xml", ".hpf", ".rdf"))
    }
    roots = {name: root for name, root in xml.items() if SECTION.fullmatch(name)}
    scan = markup.scan({_place(name): root for name, root in roots.items()})
    for name in NEEDED:
        if name not in parts:
            scan.found.append(findings.refused("part_missing", name, "이 부분이 빠졌어요.", "this part is missing."))
    for name in _listed(xml.get("Contents/content.hpf")):
        if name not in parts and f"Contents/{name}" not in parts:
            ko, en = "목록에 있는데 파일에는 없어요.", "it is listed but not in the file."
            scan.found.append(findings.refused("part_missing", name, ko, en))
    if not roots:
        name = "Contents/section0.xml"
        scan.found.append(findings.refused("part_missing", name, "본문이 빠졌어요.", "the body is missing."))
    if parts.get("mimetype", MIMETYPE).strip() != MIMETYPE:
        scan.found.append(findings.refused("mimetype", "mimetype", "HWPX가 아니에요.", "this is not HWPX."))
    elif parts and next(iter(parts)) != "mimetype":
        ko, en = "mimetype이 맨 앞에 없어요. 만들 때 바로잡아요.", "mimetype does not come first; it will."
        scan.found.append(Finding("warning", "mimetype", "mimetype", ko, en))
    for name in parts:
        if name.startswith("Scripts/") and re.search(rb"\{[^}]*\w+\s*\(", parts[name].replace(b"\0", b"")):
            scan.found.append(findings.refused("macro", name, "매크로가 들어 있어요.", "a macro is in it."))
    for name, root in roots.items():
        scan.found += markup.outside_rows(root, _place(name), scan.variables)
    scan.found += findings.missing(scan.used)
    return parts, roots, scan


def _listed(package: etree._Element | None) -> list[str]:
    """The parts that content.hpf says are there."""
    if package is None:
        return []
    return [str(one.get("href")) for one in package.iter() if markup.local(one) == "item" and one.get("href")]


def _place(name: str) -> str:
    return f"{int(re.sub(r'[^0-9]', '', name) or 0) + 1}구역"


def fill(path: Path, values: Mapping[str, Any]) -> bytes:
    """The filled HWPX: mimetype first and stored. Raises Problem where the template is refused."""
    parts, roots, scan = _read(path)
    findings.stop_if_refused(scan.found, path.name)
    for name, root in roots.items():
        for table in list(markup.named(root, "tbl")):
            _count(table)
        for row in markup.line_rows(root, scan.variables):
            _repeat(row, values, scan.variables)
        _fill(root, values, scan.variables, None)
        parts[name] = archive.serialised(root)
    text = "\r\n".join(
        "".join(slot.text for slot in markup.slots(one)) for root in roots.values() for one in markup.named(root, "p")
    )
    parts[PREVIEW] = text[:1024].encode()
    return archive.pack(parts, first="mimetype")


def _repeat(row: etree._Element, values: Mapping[str, Any], variables: frozenset[str]) -> None:
    """One copy of the row for each line; without lines the row stays, empty."""
    table = markup.ancestor(row, "tbl")
    previous = row
    for line in values["lines"][1:]:
        made = markup.copied(row)
        _fill(made, values, variables, line)
        previous.addnext(made)
        previous = made
    _fill(row, values, variables, values["lines"][0] if values["lines"] else dict.fromkeys(_LINE_FIELDS, ""))
    if table is not None:
        _count(table)


_LINE_FIELDS = [
    "no",
    "code",
    "name",
    "spec",
    "unit",
    "quantity",
    "unit_price",
    "discount",
    "net",
    "tax",
    "gross",
    "tax_kind",
    "note",
]


def _count(table: etree._Element) -> None:
    """Rows counted and cells numbered anew; heights added up."""
    rows = [one for one in table if markup.local(one) == "tr"]
    shift = len(rows) - int(table.get("rowCnt") or len(rows))
    table.set("rowCnt", str(len(rows)))
    for number, row in enumerate(rows):
        for cell in row:
            for address in cell:
                if markup.local(address) == "cellAddr":
                    address.set("rowAddr", str(number))
    size = next((one for one in table if markup.local(one) == "sz"), None)
    if shift and size is not None and (size.get("height") or "").isdigit():
        heights = [
            max((int(one.get("height") or 0) for one in row.iter() if markup.local(one) == "cellSz"), default=0)
            for row in rows
        ]
        size.set("height", str(sum(heights)))


def _fill(
    root: etree._Element, values: Mapping[str, Any], variables: frozenset[str], line: Mapping[str, str] | None
) -> None:
    for paragraph in list(markup.named(root, "p")):
        touched = False
        for slot in markup.slots(paragraph):
            if TOKEN.search(slot.text):
                touched = True
                _write(slot, filled(slot.text, variables, lambda name: xml_text(value_of(values, name, line))))
        if touched:
            for layout in [one for one in paragraph if markup.local(one) == "linesegarray"]:
                paragraph.remove(layout)  # where lines broke before; Hangul lays the paragraph out again


def _write(slot: markup.Slot, text: str) -> None:
    """Line ends become hp:lineBreak."""
    first, *more = text.split("\n")
    slot.text = first
    parent = slot.element.getparent() if slot.is_tail else slot.element
    if parent is None or not more:
        return
    at = parent.index(slot.element) + 1 if slot.is_tail else 0
    for place, part in enumerate(more):
        made = etree.Element(f"{{{etree.QName(parent).namespace}}}lineBreak")
        made.tail = part
        parent.insert(at + place, made)
