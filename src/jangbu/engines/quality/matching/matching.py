"""Who is who: rows of one table, or of two, that are one and the same. No settings, no labels.

The table is brought into comparable forms, candidates are gathered by shared values and, in tables that fit, by
nearest texts; a mixture model learns what agreement means here. See `mixture` and `competing` for the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.matching import problems
from jangbu.engines.quality.matching.bags import Floats, Ints
from jangbu.engines.quality.matching.competing import compete
from jangbu.engines.quality.matching.deciding import best_threshold, completed, doubtful, group
from jangbu.engines.quality.matching.learning import adjusted
from jangbu.engines.quality.matching.loading import Bench, load
from jangbu.engines.quality.matching.model import Hints, Matches, Pair
from jangbu.engines.quality.matching.scoring import Compared, gather, model
from jangbu.engines.quality.sources import Source, own_connection
from jangbu.kernel.errors import Problem

MEMORY = "6GB"


def match(
    left: Source | Frame,
    right: Source | Frame | None = None,
    *,
    hints: Hints | Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Matches:
    """Rows of `left` that are the same (right None), or rows of `left` and `right` that are.

    Zero configuration; `hints` says what a person knows. Raises Problem for what cannot be read, for tables with no
    column in common, and for hints that name rows or columns that are not there.
    """
    asked = hints if isinstance(hints, Hints) else Hints(**(hints or {}))
    with own_connection(MEMORY) as con:
        bench = load(con, left, right, asked)
        if bench is None:
            return _nothing(0, None)
        _check(asked, bench)
        if not min(bench.rows):
            return _nothing(bench.rows[0], bench.rows[1] if bench.linked else None)
        if bench.linked and bench.small and _one_to_one(bench, asked):
            return _linked(bench, asked, seed)
        return _clustered(bench, asked, seed)


def _nothing(left: int, right: int | None) -> Matches:
    return Matches((), (), 0.5, (), left, right, 0, (), (0.0, 0.0))


def _check(asked: Hints, bench: Bench) -> None:
    for one, two in [*asked.same, *asked.different]:
        if not (0 <= one < bench.rows[0] and 0 <= two < bench.rows[1]):
            raise Problem(problems.ROW_UNKNOWN, left=one, right=two, rows=bench.rows[0])
    both = set(map(tuple, asked.same)) & set(map(tuple, asked.different))
    if both:
        one, two = min(both)
        raise Problem(problems.CONTRADICTION, left=one, right=two)


def _one_to_one(bench: Bench, asked: Hints) -> bool:
    """Whether each side holds nothing twice: hardly any row says just what another row of its own side says."""
    if asked.one_to_one is not None:
        return asked.one_to_one
    listed = ", ".join(f"f{place}" for place in range(len(bench.fields)))
    for table, rows in zip(("a", "b"), bench.rows, strict=True):
        distinct = (
            bench.con.execute(f"SELECT count(*) FROM (SELECT DISTINCT {listed} FROM {table})").fetchone() or (0,)
        )[0]
        if distinct < 0.95 * rows:
            return False
    return True


def _linked(bench: Bench, asked: Hints, seed: int) -> Matches:
    """Two tables in which nothing occurs twice: the winners of the competition."""
    found = gather(bench)
    if not len(found.lefts) or found.closeness is None:
        return _nothing(bench.rows[0], bench.rows[1])
    offset = bench.rows[0]
    result = compete(
        found.lefts, found.rights + offset, found.levels, found.sizes, found.closeness, _told(found, asked)
    )
    probability = np.zeros(len(found.lefts))
    probability[result.winners] = result.probability[result.winners]
    threshold = asked.threshold or best_threshold(probability[result.winners])
    taken = result.winners[probability[result.winners] >= threshold]
    clusters = tuple(
        (left, right + offset)
        for left, right in sorted(zip(found.lefts[taken].tolist(), found.rights[taken].tolist(), strict=True))
    )
    pairs = _pairs(found.lefts, found.rights, probability, taken)
    return _matches(bench, found, asked, probability, threshold, pairs, clusters)


def _matches(
    bench: Bench,
    found: Compared,
    asked: Hints,
    probability: Floats,
    threshold: float,
    pairs: tuple[Pair, ...],
    clusters: tuple[tuple[int, ...], ...],
) -> Matches:
    return Matches(
        pairs=pairs,
        clusters=clusters,
        threshold=threshold,
        review=doubtful(found.lefts, found.rights, probability, known=_known(asked)),
        left_rows=bench.rows[0],
        right_rows=bench.rows[1] if bench.linked else None,
        compared=len(found.lefts),
        fields=tuple(field.name for field in bench.fields),
        expected=(float(probability.sum()), sum(pair.probability for pair in pairs)),
    )


def _told(found: Compared, asked: Hints) -> Floats | None:
    if not asked.same and not asked.different:
        return None
    word = {**{tuple(pair): 0.0 for pair in asked.different}, **{tuple(pair): 1.0 for pair in asked.same}}
    return np.asarray(
        [word.get(pair, np.nan) for pair in zip(found.lefts.tolist(), found.rights.tolist(), strict=True)]
    )


def _known(asked: Hints) -> set[tuple[int, int]]:
    return {(int(one), int(two)) for one, two in [*asked.same, *asked.different]}


def _pairs(lefts: Ints, rights: Ints, probability: Floats, places: Ints) -> tuple[Pair, ...]:
    order = places[np.argsort(-probability[places], kind="stable")]
    return tuple(
        Pair(left, right, value)
        for left, right, value in zip(
            lefts[order].tolist(), rights[order].tolist(), probability[order].tolist(), strict=True
        )
    )


def _clustered(bench: Bench, asked: Hints, seed: int) -> Matches:
    """One table, or two in which something may occur more than once: groups."""
    found = gather(bench)
    if not len(found.lefts):
        return _nothing(bench.rows[0], bench.rows[1] if bench.linked else None)
    return clustered(bench, found, model(bench, found, seed)[1], asked)


def clustered(bench: Bench, found: Compared, odds: Floats, asked: Hints) -> Matches:
    """Decide on candidates whose log odds are known."""
    offset = bench.rows[0] if bench.linked else 0
    told = _told(found, asked)
    if told is not None:
        odds = adjusted(odds, told)
    probability = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    threshold = asked.threshold or best_threshold(probability)
    apart = [(one, two + offset) for one, two in asked.different]
    clusters = group(found.lefts, found.rights + offset, odds, threshold, apart=apart)
    label = np.arange(sum(bench.rows))
    for rows in clusters:
        label[list(rows)] = rows[0]
    together = label[found.lefts] == label[found.rights + offset]
    pairs = _pairs(found.lefts, found.rights, probability, np.flatnonzero(together & (probability >= threshold)))
    if not bench.linked:
        known = {(pair.left, pair.right): pair.probability for pair in pairs}
        more = completed(clusters, known)
        pairs += tuple(Pair(left, right, max(value, threshold)) for left, right, value in more)
    return _matches(bench, found, asked, probability, threshold, pairs, clusters)
