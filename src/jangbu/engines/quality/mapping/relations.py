"""What columns are to each other: supply + tax = total, quantity x price = amount, days in order, one number's rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from jangbu.engines.quality.mapping.contents import Content
from jangbu.engines.quality.mapping.groups import group_evidence
from jangbu.engines.quality.mapping.likeness import Floats
from jangbu.engines.quality.mapping.model import Relations, Schema

COMPARED = 24  # columns of figures that are compared with each other, the likeliest ones
HOLDS = 0.8  # so many of the rows must agree
PROVEN = 4.0  # log-odds of a place in a relation that many rows show
TENTH = 0.1  # 부가가치세법 제30조
EARLIEST, LATEST = 1.2, 1.6
LATER = 3.0  # days that a due date lies behind, at least


def relation_evidence(contents: Sequence[Content], schema: Schema, so_far: Floats) -> Floats:
    """Log-odds from relations: shape (columns, fields). `so_far` says which columns are worth comparing."""
    found = np.zeros(so_far.shape)
    ids = [each.id for each in schema.fields]
    said = schema.relations
    figured = _likeliest(contents, so_far, [ids.index(each) for each in {*said.sum, *said.rate, *said.product}])
    for columns, targets, weight in _figured(contents, schema, figured):
        for column, target in zip(columns, targets, strict=True):
            place = ids.index(target)
            found[column, place] = max(found[column, place], weight)
    for column, target, weight in _ordered(contents, said.ordered):
        found[column, ids.index(target)] += weight
    for group in said.groups:
        found += group_evidence(contents, group, ids, so_far)
    return found


def _likeliest(contents: Sequence[Content], so_far: Floats, places: list[int]) -> list[int]:
    figured = [at for at, content in enumerate(contents) if content.figures is not None]
    if len(figured) <= COMPARED or not places:
        return figured if places else []
    return sorted(sorted(figured, key=lambda at: -float(so_far[at, places].max()))[:COMPARED])


Finding = tuple[tuple[int, ...], tuple[str, ...], float]


def _figured(contents: Sequence[Content], schema: Schema, columns: list[int]) -> Iterator[Finding]:
    figures = {at: figure for at in columns if (figure := contents[at].figures) is not None and np.any(figure > 0)}
    said = schema.relations
    for one, other in combinations(figures, 2):
        small, big = sorted((one, other), key=lambda at: float(np.nanmedian(np.abs(figures[at]))))
        for factor, targets in _rates(said):
            if weight := _support(figures[big] * factor, figures[small], slack=1.0):
                yield (big, small), targets, 0.7 * weight
        for third in figures if said.sum or said.product else ():
            if third in (one, other):
                continue
            if said.sum and (weight := _support(figures[one] + figures[other], figures[third], slack=1.0)):
                tax, net = sorted((one, other), key=lambda at: float(np.nanmedian(np.abs(figures[at]))))
                yield (net, tax, third), said.sum, weight
            for factor, target in _products(said):
                if weight := _support(figures[one] * figures[other] * factor, figures[third], slack=1.0):
                    quantity, price = _counted_first(contents, one, other)
                    yield (quantity, price, third), (*said.product[:2], target), weight


def _rates(said: Relations) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The smaller as a share of the bigger, and what the two are then: tax of net, tax of gross, net of gross."""
    if said.rate:
        net, tax = said.rate
        yield TENTH, (net, tax)
        if said.sum:
            yield TENTH / (1 + TENTH), (said.sum[2], tax)
            yield 1 / (1 + TENTH), (said.sum[2], net)


def _products(said: Relations) -> Iterator[tuple[float, str]]:
    """Quantity times price times a factor, and what that is then: the amount, its tax, or both."""
    if said.product:
        yield 1.0, said.product[2]
        if said.sum:
            yield TENTH, said.sum[1]
            yield 1 + TENTH, said.sum[2]


def _support(expected: Floats, found: Floats, *, slack: float) -> float:
    """Log-odds that two columns are equal row by row, 0 where they are not; rows of zeros show nothing."""
    telling = ~np.isnan(expected) & ~np.isnan(found) & (np.abs(found) > 2 * slack)
    rows = int(telling.sum())
    if not rows:
        return 0.0
    agree = int((np.abs(expected[telling] - found[telling]) <= slack).sum())
    if agree < HOLDS * rows:
        return 0.0
    return PROVEN * agree / rows * rows / (rows + 0.6)


def _counted_first(contents: Sequence[Content], one: int, other: int) -> tuple[int, int]:
    """Quantity and price: the quantity is written plainer and is the smaller."""

    def weight(at: int) -> tuple[float, float]:
        figures = contents[at].figures
        return contents[at].share("money", "number"), float(np.nanmedian(figures)) if figures is not None else 0.0

    first, second = weight(one), weight(other)
    smaller = first[1] <= second[1] if abs(first[0] - second[0]) < 0.3 else first[0] < second[0]
    return (one, other) if smaller else (other, one)


def _ordered(contents: Sequence[Content], targets: Sequence[str]) -> Iterator[tuple[int, str, float]]:
    """The earliest column of days is likely the first of the targets, a clearly later one the last."""
    days = {at: content.days for at, content in enumerate(contents) if content.days is not None}
    if len(days) < 2 or len(targets) < 2:
        return
    means = {at: float(np.nanmean(each)) for at, each in days.items() if not np.all(np.isnan(each))}
    if len(means) < 2:
        return
    first, last = min(means, key=lambda at: (means[at], at)), max(means, key=lambda at: (means[at], at))
    yield first, targets[0], EARLIEST
    clocked = len(targets) == 2 and any(contents[at].share("timestamp") > 0.5 for at in (first, last))
    if means[last] - means[first] >= LATER or (clocked and means[last] > means[first]):
        yield last, targets[-1], LATEST
    elif len(targets) > 2:
        yield last, targets[1], 0.6
