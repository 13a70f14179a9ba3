"""How this table's slips are made: letters that keep turning up in misspelt words and hardly anywhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jangbu.engines.quality.detecting.coding import Floats
from jangbu.engines.quality.detecting.spelling import slip_of

if TYPE_CHECKING:
    from jangbu.engines.quality.detecting.evidence import Column

CONFIDENT = 0.85  # how probably wrong a cell must be to teach
LESSONS = 8  # distinct misspelt values before anything is learnt
SHARE = 0.25  # of all wrong letters, so many must be the same one
STRONGEST = 4.0


@dataclass(frozen=True, slots=True)
class Noise:
    """Natural-log odds of a letter being a slip rather than meant, for the letters that slips favour."""

    letters: dict[str, float]


def wrong_letters(value: str, meant: str) -> str:
    """Letters that stand in the place of others, where two texts differ only by replaced letters."""
    if len(value) != len(meant) or slip_of(value, meant) is None:
        return ""
    return "".join(a for a, b in zip(value, meant, strict=True) if a != b)


def learn_noise(columns: Sequence[Column]) -> Noise:
    slips: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    lessons = 0
    for column in columns:
        coded = column.coded
        if coded.rows == 0:
            continue
        worst = np.zeros(len(coded.values))
        np.maximum.at(worst, coded.codes, column.wrong)
        told = _told(column)
        for code in range(1, len(coded.values)):
            value, meant = coded.values[code], told.get(code, column.spelled.meant[code])
            if worst[code] >= CONFIDENT and meant is not None:
                found = set(wrong_letters(value, meant))
                slips.update(found)
                lessons += bool(found)
            elif worst[code] < 0.5:
                plain.update(set(value))
    return noise_of(slips, plain, lessons)


def noise_of(slips: Counter[str], plain: Counter[str], lessons: int) -> Noise:
    if lessons < LESSONS:
        return Noise({})
    everything = sum(plain.values()) or 1
    learnt = {}
    for letter, count in slips.items():
        share = count / lessons
        usual = (plain[letter] + 1) / everything
        if share >= SHARE:
            learnt[letter] = float(np.clip(np.log(share / (usual * 10)), 0.0, STRONGEST))
    return Noise({letter: odds for letter, odds in learnt.items() if odds > 0.5})


def _told(column: Column) -> dict[int, str]:
    """By code: what the others say instead, in the first row in which they contradict it."""
    context, coded = column.context, column.coded
    if context is None:
        return {}
    rows = np.flatnonzero((context.said > 0) & (context.odds > 0))
    codes, first = np.unique(coded.codes[rows], return_index=True)
    said = context.said[rows[first]]
    return {code: coded.values[meant] for code, meant in zip(codes.tolist(), said.tolist(), strict=True)}


def noisy(column: Column, noise: Noise) -> Floats:
    """By code: odds for values that hold a favoured letter where few of the column's other values do."""
    coded = column.coded
    result = np.zeros(len(coded.values))
    total = max(1, int(coded.counts[1:].sum()))
    for letter, odds in noise.letters.items():
        holding = np.array([letter in value for value in coded.values])
        holding[0] = False
        rate = coded.counts[holding].sum() / total
        if rate > 0:
            result[holding] = np.maximum(result[holding], odds * max(0.0, 1 - 4 * rate))
    return result
