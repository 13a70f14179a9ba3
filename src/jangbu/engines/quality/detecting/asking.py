"""Which question is worth a person's time: at most one per column, about how its values should be written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from jangbu.engines.quality.detecting.coding import Coded
from jangbu.engines.quality.detecting.evidence import Column
from jangbu.engines.quality.detecting.model import Option, Question, Said
from jangbu.engines.quality.detecting.rewriting import RUNS, signature
from jangbu.engines.quality.detecting.writing import (
    Writing,
    arranged,
    constant_runs,
    like,
    number,
    short,
)

MOST = 10
BOTH, BLANK, FILLED, MAY_BE_BLANK = "both", "blank", "filled", "may_be_blank"
MEASURED = re.compile(r"[+-]?[$€£¥₩￦]?\s?\d[\d,]*(?:\.\d+)?\s?((?:[^\W\d]{1,10}|%)\.?)?")
DATED = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}")
MINOR = 0.01  # share of a second way of writing before it is asked about
MOSTLY = 0.6
UNITS = 12  # different units beyond which they are words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the writings its options stand for, and what the answer is worth: cells times the doubt in them."""

    question: Question
    writings: dict[str, Writing]
    worth: float
    kind: str  # "word", "written", "blank", "pair" or "truth"
    values: tuple[str, ...] = ()  # pair: the doubted value and the one it may be meant for


def candidates(column: Column) -> list[Asked]:
    """All questions one may ask about a column, the most valuable first."""
    coded = column.coded
    if coded.rows == 0 or len(coded.values) < 2:
        return []
    values = _present(coded)
    written = [asked for make in (_measured, _dated, _mixed) for asked in make(column, values)]
    found = [*_word(column), *written, *_blank(column), *_pair(column), *_truth(column)]
    return sorted(found, key=lambda asked: -asked.worth)


def choose(columns: list[Column], settled: set[int], labelled: set[int]) -> list[Asked]:
    """One question for each column not yet `settled`, the most valuable first; labels leave less to ask."""
    best = []
    for column in columns:
        if column.coded.index not in settled:
            of_column = candidates(column)
            if of_column and of_column[0].worth >= 1:
                share = 0.2 if column.coded.index in labelled else 1.0
                best.append((of_column[0].worth * share, -column.coded.index, of_column[0]))
    return [asked for _worth, _index, asked in sorted(best, reverse=True, key=lambda one: one[:2])[:MOST]]


def _row_of(coded: Coded, value: str) -> int:
    return int(np.argmax(coded.codes == coded.place[value]))


def _present(coded: Coded) -> Counter[str]:
    return Counter(
        {value: int(coded.counts[code]) for code, value in enumerate(coded.values) if code and not coded.wordless[code]}
    )


def _question(coded: Coded, value: str, writings: list[Writing], cells: int, worth: float) -> Asked | None:
    different = {writing.example: writing for writing in reversed(writings)}
    kept = [writing for writing in writings if different[writing.example] is writing][:5]
    if len(kept) < 2:
        return None
    shown = "', '".join(writing.example for writing in kept[:2])
    options = [
        Option(w.example, Said(f"'{w.example}'처럼 써요", f"Written like '{w.example}'"), w.example) for w in kept
    ]
    options.append(Option(BOTH, Said("둘 다 맞아요", "Both are right"), value))
    ask = Said(
        f"'{coded.name}' 열은 '{shown}' 가운데 어느 쪽이 맞나요?", f"Which form is right for '{coded.name}': '{shown}'?"
    )
    question = Question(coded.name, ask, tuple(options), _row_of(coded, value), cells)
    return Asked(question, {writing.example: writing for writing in kept}, worth, "written")


def _measured(column: Column, values: Counter[str]) -> Iterator[Asked]:
    """Numbers with a unit, a separator or idle zeros: as they are, or bare?"""
    total = values.total()
    measured = Counter({value: count for value, count in values.items() if MEASURED.fullmatch(value.strip())})
    bare = sum(count for value, count in measured.items() if value.isdecimal())
    if not total or measured.total() < MOSTLY * total or bare > 0.98 * total:
        return
    ways: Counter[str] = Counter()
    units = set()
    for value, count in measured.items():
        ways[signature(value)] += count
        found = MEASURED.fullmatch(value.strip())
        units.add(found[1] if found else None)
    if len(units) > UNITS:
        return
    usual = ways.most_common(1)[0][0]
    value = max((v for v in measured if signature(v) == usual), key=lambda v: (measured[v], v))
    writings = [like(value, constant_runs(values), values), number(value), short(value)]
    with_unit = sum(count for v, count in measured.items() if number(v).change(v) != v)
    idle = sum(count for v, count in measured.items() if short(v).change(v) != v)
    asked = _question(column.coded, value, writings, max(with_unit, idle), 0.3 * with_unit + 0.1 * idle)
    if asked is not None:
        yield asked


def _dated(column: Column, values: Counter[str]) -> Iterator[Asked]:
    """Three numbers that read as a day: in which order, and with which signs?"""
    total = values.total()
    dated = {value: [int(run) for run in RUNS.findall(value)[::2]] for value in values if DATED.fullmatch(value)}
    rows = sum(values[value] for value in dated)
    if not total or rows < MOSTLY * total:
        return
    highest = [max(numbers[at] for numbers in dated.values()) for at in range(3)]
    year = int(np.argmax(highest))
    if highest[year] <= 31 or sorted(highest)[1] > 31:
        return
    telling = [value for value, numbers in dated.items() if len(set(numbers)) == 3] or list(dated)
    value = max(telling, key=lambda v: (values[v], v))
    others = [at for at in range(3) if at != year]
    one, other = others
    orders = [(year, one, other), (one, other, year), (other, one, year), (year, other, one)]
    long = highest[year] > 999
    own = like(value, among=values)
    if long:
        iso = [arranged(value, order, "-", padded=True) for order in orders if order[0] == year and year == 0][:1]
        flipped = [arranged(value, order, "-", padded=True) for order in orders if order[0] == year and year != 0]
        writings = [
            own,
            *iso,
            *flipped,
            *[arranged(value, order) for order in orders if year != 0 and order[0] != year],
        ]
    else:
        writings = [own, *[arranged(value, order) for order in orders if order != (0, 1, 2)]]
    asked = _question(column.coded, value, writings, rows, (0.02 if long and year == 0 else 0.3) * rows)
    if asked is not None:
        yield asked


def _mixed(column: Column, values: Counter[str]) -> Iterator[Asked]:
    """Two ways of writing side by side."""
    total = values.total()
    ways: Counter[str] = Counter()
    for value, count in values.items():
        ways[signature(value)] += count
    if len(ways) < 2 or len(ways) > 60 or not total:
        return
    (first, most), (second, fewer) = ways.most_common(2)
    if "9" not in first or "9" not in second:
        return
    if most + fewer < 0.8 * total or fewer < max(2, MINOR * total):
        return
    examples = [
        max((v for v in values if signature(v) == way), key=lambda v: (values[v], v)) for way in (first, second)
    ]
    usual, other = (like(example, among=values) for example in examples)
    turned = usual.change(examples[1])
    if turned is None or not _same_content([v for v in values if signature(v) == second], usual):
        return
    asked = _question(column.coded, examples[1], [replace(usual, example=turned), other], fewer, 0.5 * fewer)
    if asked is not None:
        yield asked


def _same_content(values: list[str], writing: Writing) -> bool:
    """Whether rewriting mostly keeps letters and digits, or drops the same rest from all: else these are two things."""
    rests: Counter[str] = Counter()
    for value in values:
        new = writing.change(value)
        if new is not None:
            kept, there = "".join(filter(str.isalnum, new)), "".join(filter(str.isalnum, value))
            rests["" if kept == there else value.replace(new, "", 1)] += 1
    return bool(rests) and rests.most_common(1)[0][1] >= 0.8 * len(values)


def _word(column: Column) -> Iterator[Asked]:
    """A word that stands for nothing: is it right, or should the cell be empty?"""
    coded = column.coded
    words = [code for code in range(1, len(coded.values)) if coded.wordless[code]]
    rows = int(coded.counts[words].sum())
    if not words or rows == coded.rows:
        return
    word = coded.values[max(words, key=lambda code: int(coded.counts[code]))]
    options = (
        Option(BLANK, Said("빈칸이어야 해요", "The cell should be empty"), ""),
        Option(FILLED, Said("값이 빠졌어요", "A value is missing"), "…"),
        Option(word, Said(f"'{word}' 그대로 맞아요", f"'{word}' is right"), word),
    )
    ask = Said(
        f"'{coded.name}' 열의 '{word}'은(는) 그대로 둘까요, 빈칸이 맞나요?",
        f"Is '{word}' right in '{coded.name}', or should it be empty?",
    )
    question = Question(coded.name, ask, options, _row_of(coded, word), rows)
    yield Asked(question, {}, 0.4 * rows, "word")


def _blank(column: Column) -> Iterator[Asked]:
    """Empty cells: may they be?"""
    coded = column.coded
    rows = int(coded.counts[0])
    if not 0 < rows < 0.6 * coded.rows:
        return
    options = (
        Option(FILLED, Said("꼭 채워야 해요", "Every row must have one"), "…"),
        Option(MAY_BE_BLANK, Said("비어 있어도 돼요", "It may be empty"), ""),
    )
    ask = Said(f"'{coded.name}' 열은 비어 있어도 되나요?", f"May '{coded.name}' be empty?")
    doubt = float(np.minimum(column.blank, 1 - column.blank)[coded.codes == 0].sum())
    question = Question(coded.name, ask, options, int(np.argmax(coded.codes == 0)), rows)
    yield Asked(question, {}, 0.6 * doubt, "blank")


def _pair(column: Column) -> Iterator[Asked]:
    """A value that may be another one misspelt: the most doubtful one."""
    coded = column.coded
    best: tuple[float, int, str] | None = None
    doubt = np.bincount(coded.codes, np.minimum(column.wrong, 1 - column.wrong), len(coded.values))
    for code, meant in enumerate(column.spelled.meant):
        if code and meant in coded.place and (best is None or doubt[code] > best[0]):
            best = float(doubt[code]), code, str(meant)
    if best is None or best[0] < 0.3:
        return
    _doubt, code, meant = best
    value = coded.values[code]
    options = (
        Option(meant, Said(f"'{meant}'이(가) 맞아요", f"'{meant}' is right"), meant),
        Option(value, Said(f"'{value}'이(가) 맞아요", f"'{value}' is right"), value),
        Option(BOTH, Said("둘 다 맞아요", "Both are right"), value),
    )
    ask = Said(
        f"'{coded.name}' 열은 '{value}'와(과) '{meant}' 가운데 어느 쪽이 맞나요?",
        f"Which is right for '{coded.name}': '{value}' or '{meant}'?",
    )
    question = Question(coded.name, ask, options, _row_of(coded, value), int(coded.counts[code]))
    yield Asked(question, {}, best[0], "pair", (value, meant))


def _truth(column: Column) -> Iterator[Asked]:
    """Sources that contradict each other about one thing: who is right there says much about who is right elsewhere."""
    context, coded = column.context, column.coded
    if context is None or context.truth is None:
        return
    truth = context.truth
    said: dict[int, Counter[int]] = {}
    for thing, code in zip(truth.thing.tolist(), coded.telling.tolist(), strict=True):
        if thing and code:
            said.setdefault(thing, Counter())[code] += 1
    split = [(counts.most_common(2)[1][1], -thing, counts) for thing, counts in said.items() if len(counts) > 1]
    if not split or max(split)[0] < 2:
        return
    _second, thing, counts = max(split, key=lambda one: one[:2])
    row = int(np.argmax((truth.thing == -thing) & (coded.telling > 0)))
    values = Counter({coded.values[code]: count for code, count in counts.items()})
    best = [value for value, _count in values.most_common(3)]
    options = [Option(value, Said(f"'{value}'이(가) 맞아요", f"'{value}' is right"), value) for value in best]
    ask = Said(
        f"{row}행이 말하는 것의 '{coded.name}'은(는) '{best[0]}'와(과) '{best[1]}' 가운데 어느 쪽이 맞나요?",
        f"For what row {row} is about, which '{coded.name}' is right: '{best[0]}' or '{best[1]}'?",
    )
    contested = sum(counts.total() for second, _thing, counts in split if second > 0.5 * counts.most_common(1)[0][1])
    yield Asked(Question(coded.name, ask, tuple(options), row, contested), {}, 0.5 * contested, "truth", tuple(best))
