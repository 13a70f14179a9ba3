"""Typst templates, set as PDF. The quote goes in as JSON by sys.inputs: a value is never part of the program.

A template reads `#let quote = json(bytes(sys.inputs.data))`, or has {{ number }} and {% for line in lines %} in its
text, which become `#(quote...)` and `#for`. Fonts: Pretendard from this package, and fonts beside the template.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from jangbu.engines.quotes.cells import content, text
from jangbu.engines.quotes.problems import TEMPLATE_FAILED
from jangbu.engines.quotes.templates import findings, markup
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.templates.names import ENDFOR, FOR, LINE, PARTY, TOKEN, TOP, canonical, loop_variables
from jangbu.kernel.errors import Problem

BUILT_IN = Path(__file__).parent / "built_in" / "quotation.typ"
FONTS = Path(__file__).parents[2] / "documents" / "fonts"  # the package's one copy of Pretendard
TYPST = threading.Lock()  # one thread at a time
COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.S)
REACHING = (
    (re.compile(r"#?\b(?:import|include)\s*\(?\s*\"@"), "바깥 꾸러미를 불러와요.", "it loads a package."),
    (re.compile(r"\bplugin\s*\("), "다른 프로그램을 불러와요.", "it loads a program."),
    (re.compile(r"\"[^\"\n]*\.\.[/\\][^\"\n]*\""), "서식 폴더 밖을 가리켜요.", "it points outside its folder."),
    (re.compile(r"\b(?:eval|read)\s*\("), "eval이나 read를 써요.", "it uses eval or read."),
)
PREFIX = "#let quote = json(bytes(sys.inputs.data))\n"


def lint(path: Path) -> list[Finding]:
    return _read(path)[1].found


def scanned(path: Path) -> markup.Scan:
    return _read(path)[1]


def _read(path: Path) -> tuple[str, markup.Scan]:
    source = text(content(path), path.name)
    scan = markup.Scan(variables=loop_variables(source))
    bare = COMMENT.sub("", source)
    marked = bool(re.search(r"\{\{\s*[^\W\d][\w.]*\s*\}\}|\{%", bare))
    for pattern, ko, en in REACHING:
        for found in pattern.finditer(bare):
            scan.found.append(findings.refused("code", f"{bare[: found.start()].count(chr(10)) + 1}행", ko, en))
    if marked:
        loops = sum(
            markup.scan_text(line, f"{number}행", scan) for number, line in enumerate(bare.splitlines(), start=1)
        )
        if loops:
            scan.found.append(findings.unclosed("{% for %} … {% endfor %}", path.name))
    elif unclosed := re.search(r"\{\{\s*[^\W\d][\w.]*\s*$", bare, re.M):
        scan.found.append(findings.unclosed(unclosed[0], f"{bare[: unclosed.start()].count(chr(10)) + 1}행"))
    if "sys.inputs" in bare:
        names = {*TOP, "lines", *(f"line.{name}" for name in LINE), *(f"customer.{name}" for name in PARTY)}
        scan.used |= {name for name in names if re.search(rf"\.{name.rpartition('.')[2]}\b", bare)}
    scan.found += findings.missing(scan.used)
    return source, scan


def fill(path: Path, values: Mapping[str, Any]) -> bytes:
    """The PDF. Raises Problem where the template is refused or Typst cannot set it."""
    made = _compiled(path, content(path), json.dumps(values, ensure_ascii=False), format="pdf", timestamp=0)
    if not isinstance(made, bytes):
        raise Problem(TEMPLATE_FAILED, file=path.name, reason="PDF")
    return made


def pictures(path: Path, values: Mapping[str, Any], ppi: int) -> tuple[bytes, ...]:
    """Its pages as PNG, from the same program as the PDF."""
    made = _compiled(path, content(path), json.dumps(values, ensure_ascii=False), format="png", ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(made or ())


def _compiled(path: Path, source: bytes, data: str, **how: Any) -> Any:
    try:
        with TYPST:
            return _compiler(path.resolve(), source).compile(sys_inputs={"data": data}, **how)
    except typst.TypstError as error:
        raise Problem(TEMPLATE_FAILED, file=path.name, reason=error.message[:200]) from error


def _compiler(path: Path, source: bytes) -> typst.Compiler:
    """One for each document: a compiler fed with bytes forgets them once it has compiled. Its fonts are shared."""
    return typst.Compiler(input=_program(path, source), root=str(path.parent), font_paths=_fonts(path.parent))


@lru_cache(maxsize=8)
def _program(path: Path, source: bytes) -> bytes:
    """Linted once for each version of a template, which `source` stands for."""
    written, scan = _read(path)
    findings.stop_if_refused(scan.found, path.name)
    return program(written, scan.variables).encode()


@lru_cache(maxsize=8)
def _fonts(beside: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS), str(beside)])


def program(source: str, variables: frozenset[str]) -> str:
    """Placeholders as Typst. Only names from our own list get into the program."""

    def one(token: re.Match[str]) -> str:
        if token[1] is not None:
            name = canonical(token[1], variables)
            held = f"quote.{name}" if name and not name.startswith("line.") else name
            return f"#({held})" if held else token[0]
        if FOR.fullmatch(token[2] or ""):
            return "#for line in quote.lines ["
        return "]" if ENDFOR.fullmatch(token[2] or "") else token[0]

    made = TOKEN.sub(one, source)
    return made if made == source else PREFIX + made
