"""What an answer says of a column's cells, and the rule that it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting import problems
from jangbu.engines.quality.detecting.asking import BLANK, BOTH, FILLED, Asked, candidates
from jangbu.engines.quality.detecting.coding import Floats
from jangbu.engines.quality.detecting.evidence import Column, combined
from jangbu.engines.quality.detecting.rewriting import RUNS, kinds
from jangbu.engines.quality.detecting.writing import Writing, like
from jangbu.engines.quality.rules import Evidence, Rule, rule_id
from jangbu.engines.quality.shapes import shape
from jangbu.kernel.errors import Problem

WRONG, UNREADABLE, FINE = 5.0, 2.5, -5.0  # natural-log odds that an answer is worth
READABLE = 0.5  # share of a column's values that must be writable in a way that was not among the options
OWN_WORD = 0.01  # share of rows from which a word among numbers or days has a meaning of its own


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person said of one column: the values (by code) that are wrong by it with what they should be (None: not
    known), those it vouches for, and the rule it makes."""

    answer: str
    wrong: Mapping[int, str | None]
    right: frozenset[int]
    rule: Rule | None
    writing: Writing | None = None
    about: tuple[int, str] | None = None  # a row, and what is true of the thing it is about

    def applied(self, column: Column) -> Floats:
        """The odds of the column's cells with the answer heeded. What is written rightly may still be wrong."""
        odds = combined(column)
        change = np.zeros(len(column.coded.values))
        for code, meant in self.wrong.items():
            change[code] = WRONG if meant is not None else UNREADABLE
        said = change[column.coded.codes]
        odds = np.where(said > 0, np.maximum(odds, said), odds)
        vouched = np.isin(column.coded.codes, list(self.right))
        if self.writing is None:
            return np.where(vouched, FINE, odds)
        return odds


def heed(column: Column, answer: object) -> Stated:
    """Raises Problem for an answer that no question about the column has."""
    text = _text(answer)
    asked = candidates(column)
    if not asked:
        raise Problem(problems.NOTHING_ASKED, column=column.coded.name)
    for one in asked:
        if any(text == option.id for option in one.question.options) or (one.kind == "word" and text == ""):
            return _stated(column, one, text)
    for one in asked:
        for id_, writing in one.writings.items():
            if kinds(RUNS.findall(text)) == kinds(RUNS.findall(writing.example)) and writing.change(text) == text:
                return _stated(column, one, id_)
    own, values = like(text, among=column.coded.values[1:]), column.coded.values[1:]
    readable = sum(own.change(value) is not None for value in values)
    if any(map(str.isdecimal, text)) and readable >= READABLE * len(values):
        return _written(column, text, own)
    known = ", ".join(dict.fromkeys(f"'{option.id}'" for one in asked for option in one.question.options))
    raise Problem(problems.ANSWER_UNKNOWN, column=column.coded.name, answer=text, options=known)


def _text(answer: object) -> str:
    if isinstance(answer, Mapping):
        answer = answer.get("id", "")
    return "" if answer is None else str(answer)


def _stated(column: Column, asked: Asked, answer: str) -> Stated:
    match asked.kind:
        case "word":
            return _of_word(column, answer)
        case "blank":
            return _of_blank(column, answer)
        case "pair":
            return _of_pair(column, asked, answer)
        case "truth":
            return Stated(answer, {}, frozenset(), None, about=(asked.question.row, answer))
    if answer == BOTH:
        ways = {kinds(RUNS.findall(writing.example)) for writing in asked.writings.values()}
        values = enumerate(column.coded.values)
        return Stated(answer, {}, frozenset(code for code, v in values if v and kinds(RUNS.findall(v)) in ways), None)
    return _written(column, answer, asked.writings[answer])


def _of_word(column: Column, answer: str) -> Stated:
    words = [code for code in range(1, len(column.coded.values)) if column.coded.wordless[code]]
    if answer in {BLANK, ""}:
        return Stated(BLANK, dict.fromkeys(words, ""), frozenset(), None)
    if answer == FILLED:
        return Stated(answer, dict.fromkeys(words), frozenset(), None)
    return Stated(answer, {}, frozenset(words), None)


def _of_blank(column: Column, answer: str) -> Stated:
    if answer != FILLED:
        return Stated(answer, {}, frozenset({0}), None)
    seen, name = column.coded.rows, (column.coded.name,)
    evidence = Evidence(seen - int(column.coded.counts[0]), seen, sampled=False)
    return Stated(answer, {0: None}, frozenset(), Rule(rule_id("required", name), "required", name, evidence=evidence))


def _of_pair(column: Column, asked: Asked, answer: str) -> Stated:
    value, meant = asked.values
    place = column.coded.place
    if answer == meant:
        return Stated(answer, {place[value]: meant}, frozenset(), None)
    return Stated(answer, {}, frozenset({place[value]} | ({place[meant]} if answer == BOTH else set())), None)


def _written(column: Column, answer: str, writing: Writing) -> Stated:
    coded = column.coded
    wrong: dict[int, str | None] = {}
    right = set()
    for code, value in enumerate(coded.values):
        if code and not coded.wordless[code]:
            new = writing.change(value)
            if new == value:
                right.add(code)
            elif new is not None or coded.counts[code] < OWN_WORD * coded.rows or any(map(str.isdecimal, value)):
                wrong[code] = new
    present = [code for code in range(1, len(coded.values)) if not coded.wordless[code]]
    seen, holding = int(coded.counts[present].sum()), int(coded.counts[sorted(right)].sum())
    return Stated(answer, wrong, frozenset(right), written_rule(coded.name, writing, holding, seen), writing)


def written_rule(name: str, writing: Writing, holding: int, seen: int) -> Rule:
    return Rule(
        rule_id("pattern", (name,), "stated"),
        "pattern",
        (name,),
        pattern=writing.pattern,
        shown=shape(writing.example),
        evidence=Evidence(holding, seen, sampled=False),
    )
