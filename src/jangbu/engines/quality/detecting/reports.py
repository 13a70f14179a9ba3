"""Several sources reporting on the same things: whose word counts, and what is most probably true.

Where one column names a thing and another names who reports on it, and most pairs of the two are there once, the rest
of the table is a sheet of claims. What is true is then found together with how far each source can be trusted
(expectation maximisation after Dawid and Skene 1979, in the form of Dong et al., VLDB 2009, without copying).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting.coding import Coded, Floats, Ints
from jangbu.engines.quality.detecting.dependencies import agreement, joined, repeats

DENSE = 0.15  # of all pairs of thing and source, so many must be there
ONCE = 0.97  # so many pairs must be there only once
AGREEING = 0.25  # kappa that claims about one thing must reach: else there is no common truth to find
TRUSTED = 0.7  # what a source is worth before anything is known of it
STIFFNESS = 25.0  # claims that this first trust counts for, where nobody labelled anything
STIFFNESS_LABELLED = 3.0
UNSTATED = 0.1  # what an unlabelled claim counts against a labelled one
SOBERER, SOBER = 0.25, 0.6  # claims are copied from each other: what is said at last is held this much less strongly
ODD = 2.0  # what an oddly written value loses, per natural-log odds
SHARED = 0.5  # how much a source's trust in other columns says about one
ROUNDS = 12
WRONG_VALUES = 10.0  # wrong values a source may choose from


@dataclass(frozen=True, slots=True)
class Panel:
    """`thing` and `source` are columns; `claims` the columns in which sources report on the thing."""

    thing: int
    source: int
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """For each row: the value most probably true (code), how probable it is, how probable the row's own value is, how
    many claims about the thing say the true one, how many there are, and the thing (code of column `subject`)."""

    best: Ints
    sure: Floats
    own: Floats
    saying: Ints
    claiming: Ints
    thing: Ints
    subject: int


def find_panel(table: tuple[Coded, ...]) -> Panel | None:
    """The pair of columns under which most of the table reads as claims, if there is one."""
    usable = [column for column in table if repeats(column.codes) and column.counts[0] < 0.02 * column.rows]
    best: tuple[float, Panel] | None = None
    for thing in usable[:40]:
        things = len(thing.values) - 1
        if thing.rows < 4 * things:
            continue
        claims = []
        worth = 0.0
        for claim in table:
            if claim.index != thing.index and repeats(claim.telling):
                kappa, covered = agreement(thing.telling, claim.telling)
                distinct = len(claim.values) - 1
                if kappa >= AGREEING and covered > 0.4 and distinct > things / 4:
                    claims.append(claim.index)
                    worth += kappa
        source = _source(table, thing, set(claims))
        if source is not None and len(claims) >= 2 and (best is None or worth > best[0]):
            best = worth, Panel(thing.index, source, tuple(claims))
    return best[1] if best else None


def _source(table: tuple[Coded, ...], thing: Coded, claims: set[int]) -> int | None:
    things = len(thing.values) - 1
    found: tuple[float, int] | None = None
    for other in table[:60]:
        sources = len(other.values) - 1
        if other.index == thing.index or other.index in claims or sources < 3 or other.rows < 3 * sources:
            continue
        pairs = joined([thing.codes, other.codes])
        counts = np.bincount(pairs[pairs > 0])
        once = (counts == 1).sum() / max(1, other.rows)
        dense = other.rows / (things * sources)
        if once >= ONCE and dense >= DENSE and agreement(thing.codes, other.codes)[0] < 0.1:
            found = max(found or (0.0, 0), (dense, other.index))
    return found[1] if found else None


def truths(
    table: tuple[Coded, ...],
    panel: Panel,
    odd: Mapping[int, Floats],
    known: dict[int, dict[int, int]] | None = None,
) -> dict[int, Truth]:
    """What is true of each thing, for every claim column.

    `odd[column]` are natural-log odds by code for a value that is not written like the others: it is hardly the truth.
    `known[column][thing code]` is a value (code) that someone stated.
    """
    known = known or {}
    thing, source = table[panel.thing].codes, table[panel.source].codes
    sheets = [_Sheet(thing, source, table[at], known.get(at, {}), odd[at]) for at in panel.claims]
    count = int(source.max(initial=0)) + 1
    trust = np.full((len(sheets), count), TRUSTED)
    labelled = any(known.values())
    for _round in range(ROUNDS):
        for sheet, weights in zip(sheets, trust, strict=True):
            sheet.judge(weights)
        hearings = [sheet.hearing(UNSTATED if labelled else 1.0) for sheet in sheets]
        right, told = np.stack([one for one, _ in hearings]), np.stack([one for _, one in hearings])
        overall = (right.sum(axis=0) + TRUSTED * 2) / (told.sum(axis=0) + 2)
        first = SHARED * overall + (1 - SHARED) * TRUSTED if labelled else TRUSTED
        stiff = STIFFNESS_LABELLED if labelled else STIFFNESS
        trust = (right + stiff * first) / (told + stiff)
    sober = SOBER if labelled else SOBERER
    return {at: sheet.truth(sober, panel.thing) for at, sheet in zip(panel.claims, sheets, strict=True)}


class _Sheet:
    """The claims of one column, and who made them."""

    def __init__(self, thing: Ints, source: Ints, claim: Coded, known: dict[int, int], odd: Floats) -> None:
        values = claim.telling
        self.thing, self.values = thing, values
        self.rows = np.flatnonzero((thing > 0) & (source > 0) & (values > 0))
        self.by = source[self.rows]
        self.width = int(max([values.max(initial=0), *known.values()])) + 1
        keys = thing[self.rows] * self.width + values[self.rows]
        stated = np.array([at * self.width + value for at, value in known.items()], np.int64)
        self.pairs = np.unique(np.concatenate([keys, stated]))
        self.place = np.searchsorted(self.pairs, keys)
        self.things = int(thing.max(initial=0)) + 1
        self.of = self.pairs // self.width
        self.fixed = -ODD * np.minimum(odd, 3.0)[self.pairs % self.width]
        labelled = np.isin(self.of, list(known))
        self.fixed[labelled] = -60.0
        self.fixed[np.searchsorted(self.pairs, stated)] = 60.0
        self.stated = np.zeros(self.things, np.bool_)
        self.stated[list(known)] = True
        self.sources = int(source.max(initial=0)) + 1
        self.share = self.scores = np.zeros(len(self.pairs))

    def judge(self, trust: Floats) -> None:
        """How probable each claimed value is, given how far its sources are trusted."""
        sure = np.clip(trust, 0.03, 0.97)
        odds = np.log(WRONG_VALUES * sure / (1 - sure))[self.by]
        self.scores = np.bincount(self.place, odds, len(self.pairs)) + self.fixed
        self.share = self._shares(1.0)

    def _shares(self, sober: float) -> Floats:
        top = np.full(self.things, -np.inf)
        np.maximum.at(top, self.of, self.scores)
        weight = np.exp(sober * (self.scores - top[self.of]))
        shares: Floats = weight / np.bincount(self.of, weight, self.things)[self.of]
        return shares

    def hearing(self, unstated: float) -> tuple[Floats, Floats]:
        """The claims of each source that are right, and all; those about things nobody stated count for less."""
        weight = np.where(self.stated[self.of[self.place]], 1.0, unstated)
        right: Floats = np.bincount(self.by, weight * self.share[self.place], self.sources).astype(np.float64)
        told: Floats = np.bincount(self.by, weight, self.sources).astype(np.float64)
        return right, told

    def truth(self, sober: float, subject: int) -> Truth:
        self.share = self._shares(sober)
        order = np.lexsort((self.share, self.of))
        last = np.flatnonzero(np.r_[self.of[order][1:] != self.of[order][:-1], True]) if len(order) else order
        best, sure = np.zeros(self.things, np.int64), np.zeros(self.things)
        tops = order[last]
        best[self.of[tops]], sure[self.of[tops]] = self.pairs[tops] % self.width, self.share[tops]
        own = np.zeros(len(self.values))
        own[self.rows] = self.share[self.place]
        counts = np.bincount(self.place, minlength=len(self.pairs))
        saying, claiming = np.zeros(self.things, np.int64), np.bincount(self.of, counts, self.things).astype(np.int64)
        saying[self.of[tops]] = counts[tops]
        at = self.thing
        return Truth(np.where(at > 0, best[at], 0), sure[at], own, saying[at], claiming[at], at, subject)
