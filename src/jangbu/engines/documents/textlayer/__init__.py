"""The text layer: words with boxes, and typed candidates beside labels in Korean, English, German and French."""

from __future__ import annotations

from collections.abc import Sequence

from jangbu.engines.documents.document import Field, Item
from jangbu.engines.documents.textlayer.header import header
from jangbu.engines.documents.textlayer.items import items
from jangbu.engines.documents.textlayer.layout import Page, rows_of

__all__ = ["read_pages"]


def read_pages(pages: Sequence[Page]) -> tuple[dict[str, Field], tuple[Item, ...]]:
    """The header fields and the lines that the pages show, each with page, box and confidence."""
    rows = rows_of(pages)
    fields = header(rows)
    return fields, items(rows, fields)
