"""What the other columns of a row say of a cell, by the dependencies found: for it, against it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting.coding import Bools, Coded, Floats, Ints
from jangbu.engines.quality.detecting.dependencies import Dependency, Votes, exempt, joined, votes
from jangbu.engines.quality.detecting.reports import Truth
from jangbu.engines.quality.detecting.spelling import slip_of

VOTE = 2.5  # natural-log odds that one more row of the group is worth, where the dependency is a true one
SWAPPED = 0.35  # of the errors, so many put another value of the column in the place of the right one
MISSPELT = 0.5
NOVEL = 0.1
REPEATED = 0.15  # of the errors, so many are made again in the same group
LEANING = 1.5  # natural-log odds by which the determined cell is suspected before the determining one
STRATA = 0.05  # distinct values per row up to which a column may set rows apart
STRATA_COLUMNS = 30
STRONGEST = 7.0


@dataclass(frozen=True, slots=True)
class Hearing:
    """One dependency and what it says of each row (see `dependencies.Votes`). `leads`: it is not the weaker way back
    of another one."""

    dependency: Dependency
    cast: Votes
    leads: bool


@dataclass(frozen=True, slots=True)
class Context:
    """For each row of a column: natural-log odds for an error, the value (code) that the others say (0: none), how far
    that is to be believed, and the dependency that says it loudest (index into `hearings`, -1: none)."""

    odds: Floats
    said: Ints
    sure: Floats
    by: Ints
    hearings: tuple[Hearing, ...]
    truth: Truth | None = None


def hear(table: tuple[Coded, ...], found: list[Dependency], source: int | None) -> dict[int, tuple[Hearing, ...]]:
    """The votes of all dependencies, by the column they are about. Who reports is no excuse for reporting otherwise."""
    heard: dict[int, list[Hearing]] = {}
    strata = [column for column in table if column.index != source and 2 < len(column.values) < STRATA * column.rows]
    for one in found:
        third = [column.telling for column in strata[:STRATA_COLUMNS] if column.index not in (*one.by, one.of)]
        of = table[one.of].telling
        cast = exempt(votes(joined([table[at].telling for at in one.by]), of), of, third)
        back = any(other.of in one.by and one.of in other.by and other.kappa > one.kappa + 0.1 for other in found)
        heard.setdefault(one.of, []).append(Hearing(one, cast, not back))
    return {of: tuple(mine) for of, mine in heard.items()}


def weigh(column: Coded, hearings: tuple[Hearing, ...], doubt: dict[int, Floats]) -> Context:
    """`doubt[column]` is how probably each cell of a determining column is wrong itself."""
    rows = column.rows
    share = column.counts / max(1, column.rows)
    values = column.telling
    own_share = np.maximum(share[values], 0.5 / rows)
    heard, weight_sum, loudest, by = np.zeros(rows), np.zeros(rows), np.zeros(rows), np.full(rows, -1)
    said, backing = np.zeros((len(hearings), rows), np.int64), np.zeros((len(hearings), rows))
    again, leads = np.zeros(rows), np.zeros(rows, np.bool_)
    for place, hearing in enumerate(hearings):
        cast, unreal = hearing.cast, hearing.dependency.unreal
        wrong_key = 1 - np.prod([1 - _misleading(doubt[at]) for at in hearing.dependency.by], axis=0)
        hard = _softmax_own(cast, own_share, np.maximum(share[cast.rival], 0.5 / rows))
        soft = (cast.own + own_share) / (cast.total + 1)
        own = (1 - wrong_key) * ((1 - unreal) * hard + unreal * soft) + wrong_key * own_share
        weight = (cast.total > 0) * (1 - unreal) * (1 - wrong_key) * cast.total / (cast.total + 0.25)
        heard += weight * own
        weight_sum += weight
        louder = weight > loudest
        leads = np.where(louder, hearing.leads & (cast.others > 1), leads)
        loudest, by = np.where(louder, weight, loudest), np.where(louder, place, by)
        again = np.maximum(again, cast.own / np.maximum(cast.total, 1))
        said[place] = cast.rival
        backing[place] = weight * cast.others / np.maximum(cast.total, 1)
    best, sure = _agreed(said, backing, weight_sum)
    supported = heard / np.maximum(weight_sum, 1e-9)
    spread = SWAPPED * own_share + NOVEL / rows + REPEATED * again + _slips(column, values, best)
    odds = np.log((1 - supported) * spread + 1e-9) - np.log(supported + 1e-9) + LEANING * ((supported < 0.5) & leads)
    spoken = (weight_sum > 0.2) & (values > 0)
    odds = np.where(spoken, np.clip(odds, -STRONGEST, STRONGEST) * np.minimum(1, 1.25 * weight_sum), 0.0)
    return Context(odds, np.where(loudest > 0.2, best, 0), sure * loudest, by, hearings)


def _misleading(doubt: Floats) -> Floats:
    """How probably a doubted cell puts its row into the wrong group: an ordinary slip puts it into none."""
    held = np.clip(doubt, 0.004, 1.0)
    result: Floats = held * (SWAPPED + (1 - SWAPPED) * held)
    return result


def _softmax_own(cast: Votes, own_share: Floats, rival_share: Floats) -> Floats:
    own = VOTE * np.minimum(cast.own, 8) + np.log(own_share)
    rival = np.where(cast.others > 0, VOTE * np.minimum(cast.others, 8) + np.log(rival_share), -50.0)
    tied = np.minimum(own, rival) > VOTE * 7  # large groups: by their shares
    share = cast.own / np.maximum(cast.own + cast.others, 1)
    odds = np.where(tied, VOTE * 8 * (2 * share - 1), own - rival)
    result: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return result


def _agreed(said: Ints, backing: Floats, total: Floats) -> tuple[Ints, Floats]:
    """The value that most backing is behind, over all dependencies, and its share of the weight."""
    rows = said.shape[1]
    best, most = np.zeros(rows, np.int64), np.zeros(rows)
    for mine in said:
        behind = (backing * (said == mine)).sum(axis=0)
        better = (behind > most) & (mine > 0)
        best, most = np.where(better, mine, best), np.where(better, behind, most)
    return best, most / np.maximum(total, 1e-9)


def _slips(column: Coded, values: Ints, best: Ints) -> Floats:
    """How probably the right value is misspelt into the one that is there, for the rows where it may have been."""
    chance = np.zeros(len(values))
    rows = np.flatnonzero((best > 0) & (values > 0) & (best != values))
    pairs = values[rows] * len(column.values) + best[rows]
    distinct, place = np.unique(pairs, return_inverse=True)
    chances = np.zeros(len(distinct))
    for at, pair in enumerate(distinct.tolist()):
        value, meant = divmod(pair, len(column.values))
        if column.counts[value] <= column.counts[meant]:
            slip = slip_of(column.values[value], column.values[meant])
            if slip is not None:
                chances[at] = MISSPELT * np.exp(-2.0 - 0.5 * slip[1])
    chance[rows] = chances[place]
    return chance


def of_truth(column: Coded, truth: Truth) -> Context:
    """The context where sources report on one thing: what is most probably true of it."""
    values = column.telling
    own = np.clip(truth.own, 1e-4, 1 - 1e-4)
    known = (truth.best > 0) & (values > 0)
    return Context(
        np.where(known, np.clip(np.log((1 - own) / own) + 3.5, -STRONGEST, STRONGEST), 0.0),
        truth.best,
        truth.sure,
        np.full(column.rows, -1),
        (),
        truth,
    )


def blanks(column: Coded, context: Context | None, claims: bool) -> Floats:
    """How probably each cell without a value should have one; 0 where there is one."""
    missing = column.telling == 0
    result = np.zeros(column.rows)
    if not missing.any() or column.rows < 5:
        return result
    rate = float(missing.mean())
    written: Bools = column.wordless[column.codes] & (column.codes > 0)
    result[missing] = 0.75 * np.exp(-5 * rate)
    if rate < 0.9:
        result[written] = 0.7
    if context is not None:
        known = missing & (context.said > 0)
        ceiling = 0.97 if claims else 0.95 * (1 - rate) ** 0.25
        result[known] = np.maximum(result[known], ceiling * np.sqrt(context.sure[known]))
    return result
