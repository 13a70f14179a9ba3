"""A report is one value: page, PDF and JSON are drawn from it and hold nothing of their own, so they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jangbu.engines import documents
from jangbu.engines.charts import Drawn
from jangbu.kernel.errors import Language

TONES = {"pass": "good", "fail": "bad", "undecided": "warn"}
STATES = {"good": "met", "bad": "unmet", "warn": "unknown", "": "na"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure at the head. state: good, warn, bad or ""; `note` says the same in a word."""

    label: str
    value: str
    note: str = ""
    state: str = ""

    @property
    def shape(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()  # places of columns that are set to the right

    def as_json(self) -> dict[str, Any]:
        align = ["right" if place in self.numbers else "left" for place in range(len(self.columns))]
        return {"columns": list(self.columns), "align": align, "rows": [list(row) for row in self.rows]}

    @property
    def cells(self) -> list[list[tuple[str, bool, str]]]:
        """Each cell, whether it is a number, and the head of its column."""
        return [
            [(cell, place in self.numbers, self.columns[place]) for place, cell in enumerate(row)] for row in self.rows
        ]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        return [(head, place in self.numbers) for place, head in enumerate(self.columns)]


@dataclass(frozen=True, slots=True)
class Picture:
    """name: what it shows. small: two of its kind fit side by side. note: how to read it."""

    name: str
    drawn: Drawn
    small: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """pictures are on the page and in the PDF; what they show stands in the paragraphs and tables as well."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """`source` is the result that every figure was read from."""

    kind: str
    language: Language
    title: str
    lede: str
    meta: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "language": self.language,
            "title": self.title,
            "lede": self.lede,
            "meta": list(self.meta),
            "facts": [
                {"label": fact.label, "value": fact.value, "note": fact.note, "state": fact.state}
                for fact in self.facts
            ],
            "sections": [
                {
                    "title": section.title,
                    "paragraphs": list(section.paragraphs),
                    "tables": [table.as_json() for table in section.tables],
                }
                for section in self.sections
            ],
            "footer": self.footer,
            "source": dict(self.source),
        }

    def as_pdf(self) -> bytes:
        told = self.as_json()
        told.pop("source")
        for section, shown in zip(told["sections"], self.sections, strict=True):
            section["pictures"] = [
                {"name": each.name, "svg": each.drawn.alone, "small": each.small, "note": each.note}
                for each in shown.pictures
            ]
        return documents.render("pilot_report", told)


def paragraphs(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def rows(lines: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line) for line in lines)
