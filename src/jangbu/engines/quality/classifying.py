"""Which columns hold personal data, and of which kind: by what is in them first, by their headers second.

Kinds of values that prove themselves (resident numbers, cards, e-mail, phones) are told by their form. Names and
addresses prove nothing one by one, so a column is judged whole: by the share of its values that begin with a surname
or hold a region and a road, and by what stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.inference import (
    ADDRESS,
    COMPANY,
    KOREAN_NAME,
    LATIN_NAME,
    Sampled,
    format_shares,
    gather,
    meaning,
    personal_kind,
    typed,
)
from jangbu.engines.quality.sources import Source
from jangbu.engines.quality.words import surnames

LOOKED = 2_000  # rows a column is judged by, spread over the table


@dataclass(frozen=True, slots=True)
class ColumnClass:
    """What a column holds (`semantic`), whether that is personal (`personal`: the kind, or None), how sure that is
    (0 to 1: the share of values that fit) and why, in both languages."""

    column: str
    semantic: str
    personal: str | None
    confidence: float
    ko: str
    en: str

    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "semantic": self.semantic,
            "personal": self.personal,
            "confidence": round(self.confidence, 4),
            "why": {"ko": self.ko, "en": self.en},
        }


def classify_columns(table: Source | Frame) -> tuple[ColumnClass, ...]:
    """One class a column, in the order of the table. Raises Problem for what cannot be read."""
    frame = read_frame(table)
    step = max(1, frame.rows // LOOKED)
    looked = [gather(cells[::step]) for cells in frame.columns]
    columns = [typed(name, sampled) for name, sampled in zip(frame.names, looked, strict=True)]
    formats = [format_shares(sampled) for sampled in looked]
    semantics = [
        meaning(column, sampled, shares) for column, sampled, shares in zip(columns, looked, formats, strict=True)
    ]
    found = []
    for name, sampled, shares, semantic in zip(frame.names, looked, formats, semantics, strict=True):
        personal = personal_kind(semantic, name, shares, semantics)
        fitting = shares[semantic].share if semantic in shares else _share(semantic, sampled)
        found.append(_said(name, semantic, personal, fitting if sampled.present else 0.0, sampled.present))
    return tuple(found)


def _share(semantic: str, sampled: Sampled) -> float:
    """How many of the values look like what the column is taken for; 1 where nothing can be said of one value."""
    tests = {
        "name": lambda value: bool(
            (KOREAN_NAME.fullmatch(value) and value[0] in surnames()) or LATIN_NAME.fullmatch(value)
        ),
        "address": lambda value: bool(ADDRESS.search(value)),
        "company": lambda value: bool(COMPANY.search(value)),
    }
    test = tests.get(semantic)
    if test is None or not sampled.present:
        return 1.0
    return sum(count for value, count in sampled.values.items() if test(value)) / sampled.present


def _said(name: str, semantic: str, personal: str | None, fitting: float, seen: int) -> ColumnClass:
    share = f"{100 * fitting:.0f}"
    ko = f"살펴본 값 {seen:,}개 가운데 {share}%가 그런 꼴이에요." if seen else "값이 없어서 이름만 보고 정했어요."
    en = f"{share} % of {seen:,} values looked at have that form." if seen else "No values: judged by the header alone."
    return ColumnClass(name, semantic, personal, fitting, ko, en)
