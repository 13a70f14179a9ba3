"""Wrong cells without rules: with nothing, with a few labelled rows, with the answers to a few questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from jangbu.engines.quality.detecting import problems
from jangbu.engines.quality.detecting.answering import Stated, heed, written_rule
from jangbu.engines.quality.detecting.asking import choose
from jangbu.engines.quality.detecting.coding import Coded, Floats, code_table
from jangbu.engines.quality.detecting.evidence import Column, Evidence, gather, proposal
from jangbu.engines.quality.detecting.explaining import doubtful, explain, short
from jangbu.engines.quality.detecting.labelling import (
    MOST_ROWS,
    Labelled,
    column_of,
    read_labels,
    stated_truths,
    worth_labelling,
)
from jangbu.engines.quality.detecting.learning import Lessons, learn_column, origins
from jangbu.engines.quality.detecting.model import Label, Said, Suspect, Suspicions
from jangbu.engines.quality.detecting.rewriting import RUNS, Program, kinds
from jangbu.engines.quality.detecting.spelling import slip_of
from jangbu.engines.quality.detecting.writing import like
from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.rules import Rule
from jangbu.engines.quality.sources import Source
from jangbu.kernel.errors import Problem


def detect_errors(
    table: Source | Frame,
    labels: Sequence[Label | Mapping[str, object]] | None = None,
    answers: Mapping[str, object] | None = None,
    *,
    seed: int = 0,
) -> Suspicions:
    """Find the cells that are probably wrong, say why and what they should be.

    `labels` say what every cell of up to 20 rows should hold; `answers` are `{column: option id}` to the questions of
    an earlier look. Without either, the table judges itself: columns that determine others, sources that report on the
    same thing, words a slip away from frequent ones, odd shapes. Raises Problem for a table that cannot be read and for
    labels or answers that do not fit it or each other.
    """
    return _detect(table, labels, answers, seed)[0]


def detect_and_ask(
    table: Source | Frame,
    labels: Sequence[Label | Mapping[str, object]] | None = None,
    answers: Mapping[str, object] | None = None,
    *,
    count: int = MOST_ROWS,
    seed: int = 0,
) -> tuple[Suspicions, tuple[int, ...]]:
    """What `detect_errors` finds and the rows whose labels would teach most, from one look at the table."""
    found, evidence = _detect(table, labels, answers, seed)
    return found, worth_labelling(evidence, count, np.random.default_rng(seed))


def _detect(
    table: Source | Frame,
    labels: Sequence[Label | Mapping[str, object]] | None,
    answers: Mapping[str, object] | None,
    seed: int,
) -> tuple[Suspicions, Evidence]:
    coded = code_table(read_frame(table))
    labelled = read_labels(labels, coded)
    evidence = gather(coded, np.random.default_rng(seed))
    stated = {at: heed(evidence.columns[at], answer) for at, answer in _answered(answers, evidence)}
    evidence = _with_truths(evidence, labelled, stated, seed)
    others = origins(evidence)
    judged = [
        _judge(evidence.columns[at], labelled.clean.get(at, {}), stated.get(at), others)
        for at in range(len(evidence.columns))
    ]
    asked = choose(evidence.columns, set(stated), set(labelled.clean))
    rows = coded[0].rows if coded else 0
    found = Suspicions(
        tuple(_suspects(evidence, judged)),
        tuple(one.question for one in asked),
        tuple(_rules(evidence, judged)),
        rows,
        len(coded),
    )
    return found, evidence


def ask_labels(table: Source | Frame, count: int = MOST_ROWS, *, seed: int = 0) -> tuple[int, ...]:
    """The rows (from 0) whose labels would teach most: doubtful and frequent kinds of cells, each a few times."""
    rng = np.random.default_rng(seed)
    return worth_labelling(gather(code_table(read_frame(table)), rng), count, rng)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One column after everything: odds by row, and where they come from."""

    odds: Floats
    clean: Mapping[int, str] = field(default_factory=dict)
    programs: tuple[Program, ...] = ()
    stated: Stated | None = None
    taught: Mapping[int, str] = field(default_factory=dict)  # wrong value (code) -> right one, as labelled


def _answered(answers: Mapping[str, object] | None, evidence: Evidence) -> Iterable[tuple[int, object]]:
    table = tuple(column.coded for column in evidence.columns)
    return [(column_of(table, name), answer) for name, answer in (answers or {}).items()]


def _with_truths(evidence: Evidence, labelled: Labelled, stated: Mapping[int, Stated], seed: int) -> Evidence:
    """Gathered again where somebody said what is true of a thing that several sources report on."""
    panel = evidence.panel
    told = {at: dict(cells) for at, cells in labelled.clean.items()}
    for at, one in stated.items():
        if one.about is not None:
            told.setdefault(at, {}).setdefault(*one.about)
    if panel is None or not told:
        return evidence
    table = tuple(column.coded for column in evidence.columns)
    known = stated_truths(table, panel.thing, panel.claims, Labelled(told))
    return gather(table, np.random.default_rng(seed), known) if known else evidence


def _judge(column: Column, clean: Mapping[int, str], stated: Stated | None, others: list[Coded]) -> _Judged:
    odds = column.odds if stated is None else stated.applied(column)
    if not clean:
        return _Judged(odds, stated=stated)
    if stated is not None and stated.writing is not None:
        _agree(column, clean, stated)
    lessons: Lessons = learn_column(column, clean, others, odds)
    return _Judged(lessons.odds, clean, lessons.programs, stated, _taught(column.coded, clean))


def _taught(coded: Coded, clean: Mapping[int, str]) -> dict[int, str]:
    """Wrong values (by code) that will always mean the same: nothing, or the word that they are a slip of."""
    taught = {}
    for row, value in clean.items():
        wrong = coded.value(row)
        if wrong is not None and wrong != value and (not value or slip_of(wrong, value) is not None):
            taught[int(coded.codes[row])] = value
    return taught


def _agree(column: Column, clean: Mapping[int, str], stated: Stated) -> None:
    writing = stated.writing
    for row, value in clean.items():
        if writing is not None and value and writing.change(value) not in {value, None}:
            raise Problem(
                problems.ANSWER_AGAINST_LABELS, column=column.coded.name, answer=stated.answer, row=row, clean=value
            )


def _suspects(evidence: Evidence, judged: list[_Judged]) -> Iterable[Suspect]:
    if not judged:
        return
    odds = np.stack([one.odds for one in judged], axis=1)
    for row, at in doubtful(odds):
        column, one = evidence.columns[int(at)], judged[int(at)]
        proposed, reason, says = _story(evidence, column, one, int(row))
        value = column.coded.value(int(row))
        yield Suspect(
            int(row),
            column.coded.name,
            value,
            None if proposed == value else proposed,
            float(1 / (1 + np.exp(-odds[row, at]))),
            reason,
            says,
        )


def _story(evidence: Evidence, column: Column, one: _Judged, row: int) -> tuple[str | None, str, Said]:
    """What a suspect should be, and why, by whoever knows best: label, answer, learnt rewriting, evidence."""
    code, name = int(column.coded.codes[row]), column.coded.name
    value = column.coded.values[code]
    if row in one.clean:
        return one.clean[row], "label", Said("라벨에서 틀렸다고 한 칸이에요.", "A label says it is wrong.")
    if one.stated is not None and code in one.stated.wrong:
        answer = short(one.stated.answer)
        proposed = one.stated.wrong[code]
        if proposed is None:
            proposed = proposal(column, row)
        return (
            proposed,
            "stated",
            Said(f"'{name}' 열은 '{answer}'이(가) 맞다고 답했어요.", f"For '{name}' you answered '{answer}'."),
        )
    reason, says = explain(column, row, evidence.columns)
    new = _rewritten(value, one.programs)
    if new != value:
        return (
            new,
            "rewritten",
            Said(
                f"라벨에서 고친 것처럼 '{short(new)}'(으)로 쓰는 게 맞아요.",
                f"Rewritten as the labels were: '{short(new)}'.",
            ),
        )
    if column.odds[row] <= 0 and one.odds[row] > 0:
        reason, says = (
            "learnt",
            Said(
                f"라벨에서 틀렸다고 한 '{name}' 값들과 닮았어요.",
                f"It is like the values of '{name}' that were labelled wrong.",
            ),
        )
    proposed = proposal(column, row)
    return (one.taught.get(code) if proposed is None else proposed), reason, says


def _rules(evidence: Evidence, judged: list[_Judged]) -> Iterable[Rule]:
    """Formats that a person stated: by an answer, or by labels that were all rewritten to one way of writing."""
    for column, one in zip(evidence.columns, judged, strict=True):
        if one.stated is not None and one.stated.rule is not None:
            yield one.stated.rule
        elif one.programs and one.stated is None:
            rule = _learnt_rule(column, one)
            if rule is not None:
                yield rule


def _learnt_rule(column: Column, one: _Judged) -> Rule | None:
    """The one way in which all labels are written, if nearly all values are written so once they are put right."""
    examples = [value for value in one.clean.values() if value]
    ways = {kinds(RUNS.findall(value)) for value in examples}
    if len(ways) != 1 or "9" not in ways.pop():
        return None
    coded = column.coded
    present = [code for code in range(1, len(coded.values)) if not coded.wordless[code]]
    rewritten = {code: _rewritten(coded.values[code], one.programs) for code in present}
    writing = like(examples[0], among=rewritten.values())
    after = sum(int(coded.counts[code]) for code in present if writing.change(rewritten[code]) == rewritten[code])
    seen = int(coded.counts[present].sum())
    if after < 0.97 * seen:
        return None
    before = sum(
        int(coded.counts[code]) for code in present if writing.change(coded.values[code]) == coded.values[code]
    )
    return written_rule(coded.name, writing, before, seen)


def _rewritten(value: str, programs: Iterable[Program]) -> str:
    for program in programs:
        new = program.change(value)
        if new is not None and new != value:
            return new
    return value
