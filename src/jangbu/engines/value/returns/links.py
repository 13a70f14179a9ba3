"""The graph of what feeds what: an hour freed once is counted once, whichever KPI shows it.

Two benefits that free hours of the same part of the same work are the same hours; a KPI that another feeds (`links`)
only shows it on its own axis. Both are refused as a sum, with the names, instead of being added up in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Claimant:
    """A KPI that asks to enter the sum. hours: the work whose hours it frees, "" for none; shows: ids of KPIs that it
    only shows in other words; besides: whether it has money of its own that is no hours."""

    id: str
    hours: str = ""
    shows: tuple[str, ...] = ()
    besides: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a claimant. counted: money of it enters the sum. through: the KPI that counts its hours already,
    for which `reason` says why: it shows the same ("shown") or frees hours of the same work ("same_hours")."""

    id: str
    counted: bool
    through: str = ""
    reason: Literal["", "shown", "same_hours"] = ""


def settle(claimants: Sequence[Claimant]) -> tuple[Standing, ...]:
    """Who counts the hours, in the order given; every other claim to them is refused, with the one that has them."""
    known = {each.id: each for each in claimants}
    held: dict[str, str] = {}
    found: dict[str, Standing] = {}
    for each in sorted(claimants, key=lambda one: bool(_shown_by(one, known))):  # those that only show come last
        root = _shown_by(each, known)
        if root in found:  # in a ring the first one counts
            found[each.id] = Standing(each.id, each.besides, found[root].through or root, "shown")
        elif each.hours and each.hours in held:
            found[each.id] = Standing(each.id, each.besides, held[each.hours], "same_hours")
        else:
            found[each.id] = Standing(each.id, bool(each.hours) or each.besides)
            if each.hours:
                held[each.hours] = each.id
    return tuple(found[each.id] for each in claimants)


def _shown_by(claimant: Claimant, known: Mapping[str, Claimant]) -> str:
    """The last of the chain of KPIs that it shows; a chain that bites its tail ends where it began."""
    here, seen = claimant, {claimant.id}
    while (following := next((key for key in here.shows if key in known and key not in seen), "")) != "":
        seen.add(following)
        here = known[following]
    return "" if here is claimant else here.id
