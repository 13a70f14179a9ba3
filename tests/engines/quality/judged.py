"""How well errors were found: cells of a dirty table against its clean twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jangbu.engines.quality.detecting import Label, Question, Suspicions
from jangbu.engines.quality.frame import Frame


@dataclass(frozen=True)
class Judged:
    precision: float
    recall: float
    f1: float
    repaired: float  # share of the wrong cells whose proposed value is the right one


def judge(found: Suspicions, dirty: Frame, clean: Frame) -> Judged:
    meant = {
        (row, name): (was or "", right or "")
        for name, before, after in zip(dirty.names, dirty.columns, clean.columns, strict=True)
        for row, (was, right) in enumerate(zip(before, after, strict=True))
    }
    wrong = {cell for cell, (was, right) in meant.items() if was != right}
    got = {(cell.row, cell.column): cell for cell in found.cells}
    hits = len(wrong & got.keys())
    precision, recall = hits / max(1, len(got)), hits / max(1, len(wrong))
    repaired = sum(got[cell].proposed == meant[cell][1] for cell in wrong & got.keys())
    return Judged(precision, recall, 2 * hits / max(1, len(got) + len(wrong)), repaired / max(1, len(wrong)))


def labels(clean: Frame, rows: Iterable[int]) -> list[Label]:
    """Every cell of the rows, put right."""
    return [
        Label(int(row), name, column[int(row)])
        for row in rows
        for name, column in zip(clean.names, clean.columns, strict=True)
    ]


def answers(questions: Iterable[Question], clean: Frame) -> dict[str, str]:
    """What a person who knows the right table would answer: the option that reads like the right cell."""
    given = {}
    for question in questions:
        right = clean.column(question.column)[question.row] or ""
        for option in question.options:
            if option.example == right or (option.id == "filled" and right):
                given[question.column] = option.id
                break
    return given
