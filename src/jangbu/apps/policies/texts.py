"""A version's text: what stands in each clause, and what changed between two, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from jangbu.kernel.errors import Language

TOKEN = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: as in both, only in the new text, or only in the old."""

    how: Literal["same", "ins", "del"]
    text: str


@dataclass(frozen=True, slots=True)
class ClauseDiff:
    id: str
    heading: str
    state: Literal["same", "changed", "new", "gone"]
    pieces: tuple[Piece, ...]


def body_of(clause: Mapping[str, Any], language: Language) -> str:
    """Text and lines of one clause as people read them."""
    lines = [f"· {line}" for line in clause["lines"][language]]
    return "\n".join([clause["text"][language], *lines]).strip()


def diff(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], language: Language
) -> tuple[ClauseDiff, ...]:
    """Clauses in the order of the new text, then those that are gone."""
    before, found = {each["id"]: each for each in old}, []
    for clause in new:
        was = before.pop(clause["id"], None)
        text = body_of(clause, language)
        heading = clause["heading"][language]
        if was is None:
            found.append(ClauseDiff(clause["id"], heading, "new", (Piece("ins", text),)))
            continue
        pieces = words(body_of(was, language), text)
        if was["heading"][language] != heading:
            pieces = (*words(was["heading"][language], heading), Piece("same", "\n"), *pieces)
        state: Literal["same", "changed"] = "same" if all(each.how == "same" for each in pieces) else "changed"
        found.append(ClauseDiff(clause["id"], heading, state, pieces))
    for clause in before.values():
        text = body_of(clause, language)
        found.append(ClauseDiff(clause["id"], clause["heading"][language], "gone", (Piece("del", text),)))
    return tuple(found)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The shortest story from one text to the other in whole words; spaces belong to what they stand beside."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    pieces: list[Piece] = []
    for how, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece("same", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("del", "".join(a[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("ins", "".join(b[j1:j2])))
    return tuple(pieces)
