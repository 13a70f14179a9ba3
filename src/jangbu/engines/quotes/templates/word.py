"""DOCX templates, by docxtpl in a sandbox that knows nothing but texts.

What docxtpl is given was read first: only known placeholders and the loop are in it, under their English names.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from jangbu.engines.quotes.problems import TEMPLATE_FAILED
from jangbu.engines.quotes.templates import archive, findings, markup
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.templates.names import ENDFOR, FOR, TOKEN, canonical
from jangbu.kernel.errors import Problem

TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACES = {"word/document.xml": "본문"}
REACHING = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|DATABASE)\b", re.I)


class Sandbox(SandboxedEnvironment):
    """No attribute of any object: mappings of texts by their keys, and nothing else."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        return False


def lint(path: Path) -> list[Finding]:
    return [*_read(path)[2].found]


def scanned(path: Path) -> markup.Scan:
    return _read(path)[2]


def _read(path: Path) -> tuple[dict[str, bytes], dict[str, etree._Element], markup.Scan]:
    parts = archive.unpack(path)
    roots = {name: archive.parse(data, name, path.name) for name, data in parts.items() if TEXTS.fullmatch(name)}
    scan = markup.scan({PLACES.get(name, Path(name).stem): root for name, root in roots.items()})
    if "word/document.xml" not in roots or "[Content_Types].xml" not in parts:
        scan.found.append(
            findings.refused("part_missing", "word/document.xml", "본문이 없어요.", "the body is missing.")
        )
    scan.found += _dangers(path, parts, roots)
    for name, root in roots.items():
        loops = any(token[2] is not None for token in TOKEN.finditer(markup.text_of(root)))
        scan.found += [] if loops else markup.outside_rows(root, PLACES.get(name, Path(name).stem), scan.variables)
    scan.found += findings.missing(scan.used)
    return parts, roots, scan


def _dangers(path: Path, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> list[Finding]:
    found = []
    for name, data in parts.items():
        lower = name.lower()
        if "vbaproject" in lower or "/activex/" in lower or "/embeddings/" in lower or "afchunk" in lower:
            found.append(
                findings.refused(
                    "macro", name, "매크로나 다른 파일이 들어 있어요.", "a macro or another file is in it."
                )
            )
        if lower.endswith(".rels"):
            found += external(archive.parse(data, name, path.name), name)
        elif lower.endswith(".xml") and name not in roots:
            archive.parse(data, name, path.name)
    for name, root in roots.items():
        code = " ".join(
            (element.text or "") + (element.get(f"{WORD}instr") or "")
            for element in root.iter()
            if markup.local(element) in {"instrText", "fldSimple"}
        )
        if REACHING.search(code):
            found.append(
                findings.refused("field", name, "다른 파일을 부르는 필드가 있어요.", "a field reaches for other files.")
            )
    return found


def external(root: etree._Element, place: str) -> list[Finding]:
    """Relations that load something from outside; a link that a person clicks is none."""
    return [
        findings.refused("external", place, "서식 밖의 파일을 불러와요.", "it loads a file from outside.")
        for one in root.iter()
        if one.get("TargetMode") == "External" and not str(one.get("Type", "")).endswith("/hyperlink")
    ]


def fill(path: Path, values: Mapping[str, Any]) -> bytes:
    """The filled DOCX. Raises Problem where the template is refused or cannot be filled."""
    parts, roots, scan = _read(path)
    findings.stop_if_refused(scan.found, path.name)
    for name, root in roots.items():
        for row in markup.line_rows(root, scan.variables):
            markup.drop_loop_tags(row)
            _looped(row)
        _named(root, scan.variables)
        parts[name] = archive.serialised(root)
    try:
        template = DocxTemplate(io.BytesIO(archive.pack(parts)))
        template.render(_context(values), Sandbox(undefined=StrictUndefined), autoescape=True)
        made = io.BytesIO()
        template.save(made)
    except (TemplateError, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Problem(TEMPLATE_FAILED, file=path.name, reason=str(error)[:200]) from error
    return made.getvalue()


def _looped(row: etree._Element) -> None:
    """docxtpl's own rows around a row that is repeated; it takes them away again."""
    for text, before in (("{%tr for line in lines %}", True), ("{%tr endfor %}", False)):
        made = etree.Element(f"{WORD}tr")
        paragraph = etree.SubElement(etree.SubElement(made, f"{WORD}tc"), f"{WORD}p")
        etree.SubElement(etree.SubElement(paragraph, f"{WORD}r"), f"{WORD}t").text = text
        if before:
            row.addprevious(made)
        else:
            row.addnext(made)


def _named(root: etree._Element, variables: frozenset[str]) -> None:
    """Korean names and other loop variables become the English names; each text then holds whole placeholders only."""

    def one(token: re.Match[str]) -> str:
        if token[1] is not None:
            return f"{{{{ {canonical(token[1], variables)} }}}}"
        loop, end = FOR.fullmatch(token[2] or ""), ENDFOR.fullmatch(token[2] or "")
        if loop:
            return f"{{%{loop[1] or ''} for line in lines %}}"
        return f"{{%{end[1] or ''} endfor %}}" if end else ""

    for paragraph in markup.named(root, "p"):
        for slot in markup.slots(paragraph):
            if "{" in slot.text:
                slot.text = TOKEN.sub(one, slot.text)


def _context(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without characters that XML cannot hold."""

    def clean(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: clean(one) for name, one in value.items()}
        return [clean(one) for one in value] if isinstance(value, list) else xml_text(str(value))

    return {name: clean(value) for name, value in values.items()}


def xml_text(value: str) -> str:
    """Without the control characters and lone surrogates that XML 1.0 has no place for."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
