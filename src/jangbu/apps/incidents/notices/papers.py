"""A letter as a file: PDF to send or print, DOCX to be opened in Word and Hangul."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from jangbu.apps.incidents.models import Notice
from jangbu.engines import documents
from jangbu.engines.documents import Block, Paper
from jangbu.kernel.errors import Language

DRAFT = {"ko": "초안입니다. 아직 승인되지 않았습니다.", "en": "Draft, not yet approved."}
NUMBERED = re.compile(r"\d{1,2}\. ")
POINTS = ("· ", "- ")
FORMS: Mapping[str, tuple[Callable[[Paper], bytes], str]] = {
    "pdf": (documents.paper_pdf, "application/pdf"),
    "docx": (documents.paper_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def letter_file(notice: Notice, form: str, language: Language) -> tuple[bytes, str]:
    """(content, media type) of the letter as it stands; KeyError for an unknown form."""
    write, media = FORMS[form]
    text = notice.text_en if language == "en" and notice.text_en else notice.text_ko
    made = paper(text, language)
    return write(made if notice.approved_at else replace(made, meta=(DRAFT[language],))), media


def paper(text: str, language: Language) -> Paper:
    """The first line is the title, numbered lines are headings, lines with a point a list; the rest are paragraphs."""
    lines = [line.strip() for line in text.splitlines()]
    title, rest = next((line for line in lines if line), ""), lines[1:] if lines and lines[0] else lines
    blocks: list[Block] = []
    points: list[str] = []
    for line in [*rest, ""]:
        if line.startswith(POINTS):
            points.append(line[2:])
            continue
        if points:
            blocks.append(Block("list", items=tuple(points)))
            points = []
        if line:
            blocks.append(Block("heading", line, level=3) if NUMBERED.match(line) else Block("text", line))
    return Paper(title.strip("[] "), language, tuple(blocks))
