"""A paper of headings, paragraphs, lists and tables as PDF (Typst), DOCX (python-docx) or Markdown: one text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from jangbu.engines.documents.render.typeset import render

Kind = Literal["heading", "text", "small", "quote", "list", "table"]
KOREAN_FONT = "맑은 고딕"  # on every Windows and in Hangul's viewer; elsewhere the reader's own
MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class Block:
    """`text` for all but lists and tables; `items` for a list; `rows` for a table, its first row the heads."""

    kind: Kind
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 2  # of a heading: 2 or 3


@dataclass(frozen=True, slots=True)
class Paper:
    """`meta` are short lines under the title; `footer` stands on every page of the PDF."""

    title: str
    language: Literal["ko", "en"]
    blocks: tuple[Block, ...]
    meta: tuple[str, ...] = ()
    footer: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())


def paper_pdf(paper: Paper) -> bytes:
    blocks = [
        {"kind": each.kind, "text": each.text, "items": each.items, "rows": each.rows, "level": each.level}
        for each in paper.blocks
    ]
    data = {
        "title": paper.title,
        "language": paper.language,
        "meta": paper.meta,
        "footer": paper.footer,
        "facts": paper.facts,
        "blocks": blocks,
    }
    return render("paper", data)


def paper_docx(paper: Paper) -> bytes:
    """Opens in Word and Hangul; headings are real headings, so a table of contents can be made."""
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Malgun Gothic", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), KOREAN_FONT)
    made.core_properties.title = paper.title
    made.add_heading(paper.title, level=1)
    for line in paper.meta:
        made.add_paragraph(line)
    if paper.facts:
        _docx_table(made, paper.facts, heads=False)
    for block in paper.blocks:
        DOCX[block.kind](made, block)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def paper_markdown(paper: Paper) -> str:
    """CommonMark with pipe tables; what would be markup in the text is escaped."""
    lines = [f"# {_plain(paper.title)}", ""]
    lines += [*(f"{_plain(line)}  " for line in paper.meta), ""] if paper.meta else []
    lines += [*(f"- {_plain(name)}: {_plain(said)}" for name, said in paper.facts), ""] if paper.facts else []
    for block in paper.blocks:
        lines += [*MARKDOWN[block.kind](block), ""]
    if paper.footer:
        lines += ["---", "", _plain(paper.footer), ""]
    return "\n".join(lines)


def _docx_table(made: Any, rows: tuple[tuple[str, ...], ...], *, heads: bool = True) -> None:
    if not rows:
        return
    table = made.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for place, said in enumerate(row):
            run = cells[place].paragraphs[0].add_run(said)
            run.bold = heads and number == 0


def _docx_list(made: Any, block: Block) -> None:
    for item in block.items:
        made.add_paragraph(item, style="List Bullet")


DOCX: dict[str, Callable[[Any, Block], Any]] = {
    "heading": lambda made, block: made.add_heading(block.text, level=block.level),
    "text": lambda made, block: made.add_paragraph(block.text),
    "small": lambda made, block: made.add_paragraph(block.text),
    "quote": lambda made, block: made.add_paragraph(block.text, style="Intense Quote"),
    "list": _docx_list,
    "table": lambda made, block: _docx_table(made, block.rows),
}


def _plain(said: str) -> str:
    return MARKS.sub(r"\\\1", " ".join(said.split()))


def _paragraphs(block: Block) -> list[str]:
    return [_plain(line) for line in block.text.splitlines() if line.strip()]


def _markdown_table(block: Block) -> list[str]:
    rows = [f"| {' | '.join(_plain(cell) for cell in row)} |" for row in block.rows]
    return [*rows[:1], f"|{' --- |' * len(block.rows[0])}", *rows[1:]] if rows else []


MARKDOWN: dict[str, Callable[[Block], list[str]]] = {
    "heading": lambda block: [f"{'#' * block.level} {_plain(block.text)}"],
    "text": _paragraphs,
    "small": _paragraphs,
    "quote": lambda block: [f"> {line}" for line in _paragraphs(block)],
    "list": lambda block: [f"- {_plain(item)}" for item in block.items],
    "table": _markdown_table,
}
