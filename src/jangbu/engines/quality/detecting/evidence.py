"""Everything unlabelled brought together: for each cell how probably it is wrong, why, and what it should be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting.coding import Coded, Floats
from jangbu.engines.quality.detecting.context import Context, Hearing, blanks, hear, of_truth, weigh
from jangbu.engines.quality.detecting.dependencies import find
from jangbu.engines.quality.detecting.noise import Noise, learn_noise, noisy
from jangbu.engines.quality.detecting.oddness import Oddness, oddness
from jangbu.engines.quality.detecting.reports import Panel, find_panel, truths
from jangbu.engines.quality.detecting.rewriting import signature
from jangbu.engines.quality.detecting.spelling import Spelled, spell
from jangbu.engines.quality.detecting.writing import Writing, like

USUAL = 0.05  # of the cells of an unknown column, so many are wrong
ECHO = 0.3  # signals that look at the same letters count once, and a little
SETTLED = 0.9  # kappa above which a column needs no sources weighed
UNSURE = 0.6  # what the others say is proposed before a spelling from this belief on
OPEN = 12.0  # natural-log odds are kept within


@dataclass(slots=True)
class Column:
    """What is known of one column. Signals by code except `context` (by row) and `blank` (probability by row)."""

    coded: Coded
    spelled: Spelled
    odd: Oddness
    context: Context | None
    blank: Floats
    noise: Floats
    odds: Floats  # by row, natural-log odds for an error
    usual: Writing | None = None

    @property
    def wrong(self) -> Floats:
        """Probability by row."""
        result: Floats = 1 / (1 + np.exp(-self.odds))
        return result


@dataclass(slots=True)
class Evidence:
    columns: list[Column]
    panel: Panel | None
    noise: Noise


def log_odds(chance: Floats | float) -> Floats:
    held = np.clip(chance, 1e-5, 1 - 1e-5)
    result: Floats = np.log(held / (1 - held))
    return result


def gather(
    table: tuple[Coded, ...], rng: np.random.Generator, known: dict[int, dict[int, int]] | None = None
) -> Evidence:
    """All signals. `known[column][thing]` are values stated by a person about things of the panel (see `reports`)."""
    if not table or table[0].rows == 0:
        return Evidence([], None, Noise({}))
    panel = find_panel(table)
    heard = hear(table, find(table, rng), panel.source if panel else None)
    columns = []
    for coded in table:
        spelled, odd = spell(coded), oddness(coded)
        silent = np.zeros(coded.rows)
        columns.append(
            Column(coded, spelled, odd, None, silent, np.zeros(len(coded.values)), silent, usual_writing(coded))
        )
    told = {}
    if panel is not None:
        shapes = {at: columns[at].odd.shape for at in panel.claims}
        settled = {at for at in panel.claims if _certainty(heard.get(at, ())) > SETTLED}
        told = {at: truth for at, truth in truths(table, panel, shapes, known).items() if at not in settled}
    for column in columns:
        column.odds = _alone(column)
    doubt = {column.coded.index: column.wrong for column in columns}
    order = sorted(columns, key=lambda column: -_certainty(heard.get(column.coded.index, ())))
    for _round in range(2):
        for column in order:
            at = column.coded.index
            if at in told:
                column.context = of_truth(column.coded, told[at])
            elif at in heard:
                column.context = weigh(column.coded, heard[at], doubt)
            column.blank = blanks(column.coded, column.context, at in told)
            column.odds = combined(column)
            doubt[at] = column.wrong
    noise = learn_noise(columns)
    for column in columns:
        column.noise = noisy(column, noise)
        column.odds = combined(column)
    return Evidence(columns, panel, noise)


def _certainty(hearings: tuple[Hearing, ...]) -> float:
    """Where two columns contradict each other, the one that is determined better is looked at first, and blamed."""
    return max((hearing.dependency.kappa for hearing in hearings), default=0.0)


def _alone(column: Column) -> Floats:
    """What the letters of a cell say, by row."""
    signals = np.stack([column.spelled.weight, column.odd.shape, column.odd.letters, column.odd.size])
    most = signals.max(axis=0)
    odds = log_odds(USUAL) + most + ECHO * (signals.sum(axis=0) - most) + 0.6 * column.noise
    odds[0] = log_odds(USUAL)
    result: Floats = odds[column.coded.codes]
    return result


def combined(column: Column) -> Floats:
    odds = _alone(column)
    if column.context is not None:
        odds = odds + column.context.odds
    missing = column.coded.telling == 0
    return np.clip(np.where(missing, log_odds(column.blank), odds), -OPEN, OPEN)


def proposal(column: Column, row: int) -> str | None:
    """What the evidence says should stand in a cell, or None."""
    code = int(column.coded.codes[row])
    context = column.context
    spelt = column.spelled.meant[code]
    if context is not None and context.said[row] > 0 and context.said[row] != code and context.odds[row] >= 0:
        if spelt is not None and context.sure[row] < UNSURE:
            return spelt
        return column.coded.values[int(context.said[row])]
    if spelt is not None:
        return spelt
    if code and column.odd.shape[code] > 0 and column.usual is not None:
        return column.usual.change(column.coded.values[code])
    return None


def usual_writing(coded: Coded) -> Writing | None:
    """How most values with digits are written, if most are written alike."""
    ways: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for value, count in zip(coded.values[1:], coded.counts[1:], strict=True):
        way = signature(value)
        ways[way] += int(count)
        examples.setdefault(way, value)
    if not ways:
        return None
    way, rows = ways.most_common(1)[0]
    if "9" not in way or len(way) < 2 or rows < 0.8 * ways.total():
        return None
    return like(examples[way], among=coded.values[1:])
