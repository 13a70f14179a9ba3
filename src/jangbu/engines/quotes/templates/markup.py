"""What DOCX and HWPX share: paragraphs (p) of runs with texts (t), tables of rows (tr). Names are local names.

Word processors cut a placeholder into several texts at every change of spelling marks or style; it is put together in
the first of them before anything else is done.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jangbu.engines.quotes.templates import findings
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.templates.names import BRACES, ENDFOR, FOR, TOKEN, canonical, loop_variables

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Slot:
    """A stretch of text: an element's text, or the tail of a child inside it."""

    element: etree._Element
    is_tail: bool = False

    @property
    def text(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""

    @text.setter
    def text(self, value: str) -> None:
        if self.is_tail:
            self.element.tail = value
        else:
            self.element.text = value
            if value != value.strip() and local(self.element) == "t" and "wordprocessingml" in self.element.tag:
                self.element.set(SPACE, "preserve")


@dataclass(slots=True)
class Scan:
    """What is in a template: canonical names used, findings, and the names loops give to a line."""

    used: set[str] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)
    variables: frozenset[str] = frozenset()


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local(element) == name)


def ancestor(element: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in element.iterancestors() if local(one) == name), None)


def slots(paragraph: etree._Element) -> list[Slot]:
    """The texts of a paragraph, in order, without those of paragraphs inside it."""
    found = []
    for text in named(paragraph, "t"):
        if ancestor(text, "p") is paragraph:
            found.append(Slot(text))
            found += [Slot(child, is_tail=True) for child in text]
    return found


def text_of(element: etree._Element) -> str:
    return "".join(slot.text for paragraph in named(element, "p") for slot in slots(paragraph))


def join_runs(root: etree._Element, place: str) -> list[Finding]:
    """Put each split placeholder into its first text."""
    found = []
    for number, paragraph in enumerate(named(root, "p"), start=1):
        held = slots(paragraph)
        joined = "".join(slot.text for slot in held)
        if not BRACES.search(joined):
            continue
        starts, start = [], 0
        for slot in held:
            starts.append(start)
            start += len(slot.text)
        texts = [""] * len(held)
        owner, tokens = 0, {token.start(): token.end() for token in TOKEN.finditer(joined)}
        until = -1
        for offset, letter in enumerate(joined):
            if offset >= until:
                owner = max(index for index, begin in enumerate(starts) if begin <= offset)
                until = tokens.get(offset, -1)
            texts[owner] += letter
        if texts != [slot.text for slot in held]:
            found.append(findings.split(joined, f"{place} {number}번째 문단"))
            for slot, text in zip(held, texts, strict=True):
                slot.text = text
    return found


def scan(roots: dict[str, etree._Element]) -> Scan:
    """Join and read all the parts of a template."""
    result = Scan()
    for place, root in roots.items():
        result.found += join_runs(root, place)
    result.variables = loop_variables("\n".join(text_of(root) for root in roots.values()))
    for place, root in roots.items():
        loops = 0
        for number, paragraph in enumerate(named(root, "p"), start=1):
            text = "".join(slot.text for slot in slots(paragraph))
            where = f"{place} {number}번째 문단"
            loops += scan_text(text, where, result)
        if loops:
            result.found.append(findings.unclosed("{% for %} … {% endfor %}", place))
    return result


def scan_text(text: str, place: str, result: Scan) -> int:
    """Add what is in `text`; loops opened less loops closed."""
    loops = 0
    for token in TOKEN.finditer(text):
        if token[1] is not None:
            name = canonical(token[1], result.variables)
            if name is not None:
                result.used.add(name)
            elif all(part.isidentifier() for part in token[1].strip().split(".")) and token[1].strip()[:1] != "_":
                result.found.append(findings.unknown(token[1].strip()[:60], place))
            else:
                result.found.append(findings.code(token[0], place))
        elif token[2] is not None and FOR.fullmatch(token[2]):
            loops += 1
        elif token[2] is not None and ENDFOR.fullmatch(token[2]):
            loops -= 1
        else:
            result.found.append(findings.code(token[0], place))
    rest = TOKEN.sub("", text)
    if BRACES.search(rest):
        result.found.append(findings.unclosed(rest, place))
    return loops


def line_rows(root: etree._Element, variables: frozenset[str]) -> list[etree._Element]:
    """The rows that hold a field of a line, innermost, in order. Rows with only loop tags are taken out."""
    rows: list[etree._Element] = []
    for row in list(named(root, "tr")):
        text = text_of(row)
        tags = [token for token in TOKEN.finditer(text) if token[2] is not None]
        if tags and not TOKEN.sub("", text).strip() and all(token[1] is None for token in TOKEN.finditer(text)):
            parent = row.getparent()
            if parent is not None:
                parent.remove(row)
    for paragraph in named(root, "p"):
        text = "".join(slot.text for slot in slots(paragraph))
        outer = ancestor(paragraph, "tr")
        if outer is not None and not any(outer is held for held in rows) and has_line(text, variables):
            rows.append(outer)
    return rows


def has_line(text: str, variables: frozenset[str]) -> bool:
    names = (canonical(token[1], variables) for token in TOKEN.finditer(text) if token[1] is not None)
    return any(name is not None and name.startswith("line.") for name in names)


def drop_loop_tags(element: etree._Element) -> None:
    for paragraph in named(element, "p"):
        for slot in slots(paragraph):
            if "{%" in slot.text:
                slot.text = TOKEN.sub(lambda token: "" if token[2] is not None else token[0], slot.text)


def copied(row: etree._Element) -> etree._Element:
    made = copy.deepcopy(row)
    made.tail = None
    return made


def outside_rows(root: etree._Element, place: str, variables: frozenset[str]) -> list[Finding]:
    """Fields of a line that stand in no row of a table."""
    found = []
    for number, paragraph in enumerate(named(root, "p"), start=1):
        text = "".join(slot.text for slot in slots(paragraph))
        if ancestor(paragraph, "tr") is None and has_line(text, variables):
            token = TOKEN.search(text)
            found.append(findings.outside(token[0].strip("{} ") if token else "", f"{place} {number}번째 문단"))
    return found
