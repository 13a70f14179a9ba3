"""What labelled rows teach: for each column, which marks of a cell go with its being wrong, on top of the evidence.

A logistic regression per column over marks that are there or not (shape, words, signs, blank, where the row comes from,
whether a learnt rewriting changes it), with the unlabelled odds as offset and a normal prior on every weight: with few
labels the evidence speaks, with many the labels do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting.coding import Bools, Coded, Floats, Ints
from jangbu.engines.quality.detecting.evidence import OPEN, Column, Evidence
from jangbu.engines.quality.detecting.rewriting import RUNS, Program, learn
from jangbu.engines.quality.shapes import shape

ROUNDS = 12  # of Newton's method; it has long converged
HELD = 5.0  # the evidence's odds are kept within, so that labels can overcome them
SURE = 9.0  # what a label itself is worth
VARIANCE = {"all": 6.0, "blank": 6.0, "shape": 2.0, "form": 3.0, "run": 1.0, "value": 2.0, "said": 2.0, "row": 0.7,
            "rewritten": 8.0, "kept": 4.0}  # fmt: skip
SLOPE_VARIANCE = 0.15
LOW = 60  # distinct values of another column up to which it may say where a row comes from
OTHERS = 12  # such columns
WORDS = 40  # words and signs of labelled cells that are looked at


@dataclass(frozen=True, slots=True)
class Lessons:
    """`odds` (rows,) of one column after learning; `programs` put its wrong values right, the best first."""

    odds: Floats
    programs: tuple[Program, ...]


def learn_column(column: Column, clean: Mapping[int, str], neighbours: list[Coded], base: Floats) -> Lessons:
    """`clean[row]` is what the cell of a labelled row should hold ("": nothing). `base`: odds before learning."""
    coded = column.coded
    rows = np.array(sorted(clean), np.int64)
    values = [coded.value(int(row)) or "" for row in rows]
    wrong = np.array([value != clean[int(row)] for row, value in zip(rows, values, strict=True)])
    pairs = [(value, clean[int(row)]) for row, value, bad in zip(rows, values, wrong, strict=True) if bad and value]
    right = [value for value, bad in zip(values, wrong, strict=True) if not bad and value]
    programs = learn([(value, meant) for value, meant in pairs if meant], right)
    offset = np.clip(base, -HELD, HELD)
    marks = _marks(column, programs, neighbours, rows, offset > 0)
    weights, slope = _fit(marks, wrong, offset[rows], rows)
    odds = slope * offset
    surprising = ~wrong & (offset[rows] > 0)
    for weight, members in zip(weights, marks.members, strict=True):
        clears = weight >= 0 or members[rows][surprising].any()
        # that a row which nobody suspected is right clears no suspect
        odds = odds + weight * (members if clears else np.where(offset > 0, 0.0, members))
    odds[rows] = np.where(wrong, SURE, -SURE)
    return Lessons(np.clip(odds, -OPEN, OPEN), tuple(programs))


@dataclass(frozen=True, slots=True)
class Marks:
    """For each mark, which rows bear it (1.0 or 0.0), and the variance of its weight's prior."""

    members: list[Floats]
    variance: Floats


def _marks(column: Column, programs: Iterable[Program], neighbours: list[Coded], rows: Ints, suspected: Bools) -> Marks:
    """Only marks that some labelled row bears and that tell other labelled rows apart than those before."""
    present = (column.coded.codes > 0).astype(float)
    members, variance = [present], [VARIANCE["all"]]
    seen = {present[rows].tobytes()}
    for kind, bearing in (
        *_judgements(column, programs, suspected),
        *_writings(column.coded, rows),
        *_origins(column.coded, neighbours, rows),
    ):
        key = bearing[rows].tobytes()
        if bearing[rows].any() and (key not in seen or kind in {"rewritten", "kept"}):
            seen.add(key)
            members.append(bearing)
            variance.append(VARIANCE[kind])
    return Marks(members, np.array(variance))


def _judgements(column: Column, programs: Iterable[Program], suspected: Bools) -> Iterator[tuple[str, Floats]]:
    coded = column.coded
    yield "blank", (coded.codes == 0).astype(float)
    yield "said", suspected.astype(float)
    yield "blank", (coded.wordless[coded.codes] & (coded.codes > 0)).astype(float)
    for program in programs:
        pairs = [(old, program.change(old)) for old in coded.values]
        yield "rewritten", _by_code(coded, [new not in (None, old) for old, new in pairs])
        yield "kept", _by_code(coded, [bool(old) and new == old for old, new in pairs])
    if column.context is not None:
        said = column.context.said
        yield "said", ((said > 0) & (said != coded.codes)).astype(float)
        yield "said", ((said > 0) & (said == coded.codes)).astype(float)


def _writings(coded: Coded, rows: Ints) -> Iterator[tuple[str, Floats]]:
    labelled = sorted({int(code) for code in coded.codes[rows] if code})
    shapes = [shape(value) for value in coded.values]
    forms = ["".join(dict.fromkeys(drawn)) for drawn in shapes]
    for kind, drawings in (("form", forms), ("shape", shapes)):
        for drawn in dict.fromkeys(drawings[code] for code in labelled):
            yield kind, _by_code(coded, [other == drawn for other in drawings])
    runs = [set(RUNS.findall(value.lower())) for value in coded.values]
    words = dict.fromkeys(run for code in labelled for run in sorted(runs[code]) if not run.isdecimal())
    for run in list(words)[:WORDS]:
        yield "run", _by_code(coded, [run in those for those in runs])
    for code in labelled:
        if coded.counts[code] > 1:
            yield "value", (coded.codes == code).astype(float)


def _origins(coded: Coded, neighbours: list[Coded], rows: Ints) -> Iterator[tuple[str, Floats]]:
    for other in neighbours:
        if other.index != coded.index:
            for code in sorted({int(code) for code in other.codes[rows]}):
                yield "row", (other.codes == code).astype(float)


def _by_code(coded: Coded, bearing: list[bool]) -> Floats:
    result: Floats = np.array(bearing, np.float64)[coded.codes]
    return result


def _fit(marks: Marks, wrong: Floats, offset: Floats, rows: Ints) -> tuple[Floats, float]:
    """Weights and the slope of the offset, by Newton's method on the penalised likelihood (both strictly concave)."""
    design = np.stack([members[rows] for members in marks.members] + [offset], axis=1)
    prior = np.append(1 / marks.variance, 1 / SLOPE_VARIANCE)
    start = np.append(np.zeros(len(marks.members)), 1.0)
    weights = start.copy()
    for _round in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (wrong - chance) - prior * (weights - start)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(prior)
        step = np.linalg.solve(bend, slope)
        weights = weights + step * min(1.0, 3.0 / max(1e-9, float(np.abs(step).max())))
    return weights[:-1], max(0.2, float(weights[-1]))


def origins(evidence: Evidence) -> list[Coded]:
    """Columns of few values, which may say where a row comes from."""
    few = [each.coded for each in evidence.columns if 3 <= len(each.coded.values) <= LOW]
    return sorted(few, key=lambda each: len(each.values))[: OTHERS + 1]
