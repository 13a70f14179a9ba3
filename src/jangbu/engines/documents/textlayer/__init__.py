"""The text layer: words with boxes, and typed candidates beside labels in Korean, English, German and French."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jangbu.engines.documents.document import Field, Item
from jangbu.engines.documents.textlayer.header import header
from jangbu.engines.documents.textlayer.items import items
from jangbu.engines.documents.textlayer.language import language_of
from jangbu.engines.documents.textlayer.layout import Page, rows_of

__all__ = ["PagesRead", "read_pages"]


class PagesRead(NamedTuple):
    """Fields by name, lines, and the language (ISO 639-1) if it is one whose labels we know."""

    fields: dict[str, Field]
    lines: tuple[Item, ...]
    language: str | None


def read_pages(pages: Sequence[Page]) -> PagesRead:
    """The header fields and the lines that the pages show, each with page, box and confidence."""
    rows = rows_of(pages)
    fields = header(rows)
    return PagesRead(fields, items(rows, fields), language_of(rows))
