"""The graph of what feeds what: an hour freed once is counted once, whichever KPI shows it.

Two benefits that free hours of the same part of the same work are the same hours; a KPI that another feeds (`links`)
only shows it on its own axis. Both are refused as a sum, with the names, instead of being added up in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from jangbu.engines.value.returns import problems
from jangbu.engines.value.returns.case import RoiCase, Term
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Edge:
    """`shown` only shows on another axis what `counted` already counts."""

    counted: str
    shown: str


def require_counted_once(case: RoiCase) -> tuple[Edge, ...]:
    """Raises Problem value.same_hour_twice; returns the edges by which KPIs hang together."""
    names = {benefit.name for benefit in case.benefits}
    for one, other in combinations(case.benefits, 2):
        if one.work and one.work == other.work and _overlap(one, other):
            raise Problem(problems.SAME_HOUR, one=one.name, other=other.name, work=one.work)
    for start in names:
        for reached in sorted(_reached(case.links, start) & (names - {start})):
            raise Problem(problems.SAME_HOUR, one=start, other=reached, work=" → ".join((start, reached)))
    return tuple(Edge(*link) for link in case.links)


def _overlap(one: Term, other: Term) -> bool:
    """A part without a name is the whole work."""
    return not one.part or not other.part or one.part == other.part


def _reached(links: tuple[tuple[str, str], ...], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for source, target in links:
            if source == here and target not in found:
                found.add(target)
                waiting.append(target)
    return found
