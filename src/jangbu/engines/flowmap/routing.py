"""The way of each arrow: level through stand-ins, turning only in the gutters between columns, so never over a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jangbu.engines.flowmap.layout import GUTTER, Layout, Placed
from jangbu.engines.flowmap.model import COLUMN, Edge, FlowMap

HEAD_LONG = 7.0  # of an arrow head
Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]  # a cubic Bezier: start, two handles, end


@dataclass(frozen=True, slots=True)
class Route:
    """`curves` from the source to the target; `head` is the tip of the arrow and whether it points right."""

    edge: Edge
    curves: tuple[Curve, ...]
    head: Point
    rightwards: bool


def routes(given: FlowMap, layout: Layout) -> list[Route]:
    """One for every edge, in the order of the edges."""
    ports = _ports(given, layout)
    number = {column: place for place, column in enumerate(layout.columns)}
    kind = {node.key: number[COLUMN[node.kind]] for node in given.nodes}
    return [
        _beside(place, edge, layout, ports)
        if kind[edge.source] == kind[edge.target]
        else _across(place, edge, layout, ports, forth=kind[edge.source] < kind[edge.target])
        for place, edge in enumerate(given.edges)
    ]


def _across(place: int, edge: Edge, layout: Layout, ports: Mapping[tuple[int, str], float], *, forth: bool) -> Route:
    chain = layout.graph.chains[place]
    points: list[Point] = []
    for step, key in enumerate(chain):
        here = layout.places[key]
        y = ports.get((place, key), here.middle)
        if step:
            points.append((here.x, y))
        if step < len(chain) - 1:
            points.append((here.x + here.wide, y))
    if not forth:
        points.reverse()
    tip = points[-1]
    points[-1] = (tip[0] - HEAD_LONG if forth else tip[0] + HEAD_LONG, tip[1])
    curves = tuple(_bent(one, other) for one, other in pairwise(points))
    return Route(edge, curves, tip, forth)


def _beside(place: int, edge: Edge, layout: Layout, ports: Mapping[tuple[int, str], float]) -> Route:
    """Within one column: out on the right and back in on the right."""
    here = layout.places[edge.source]
    right = here.x + here.wide
    start, end = ports[place, f">{edge.source}"], ports[place, f"<{edge.target}"]
    reach = right + GUTTER / 2 - 6
    tip = (right, end)
    curve = ((right, start), (reach, start), (reach, end), (right + HEAD_LONG, end))
    return Route(edge, (curve,), tip, rightwards=False)


def _bent(start: Point, end: Point) -> Curve:
    middle = (start[0] + end[0]) / 2
    return (start, (middle, start[1]), (middle, end[1]), end)


def _ports(given: FlowMap, layout: Layout) -> dict[tuple[int, str], float]:
    """By edge and box: the height at which it leaves or enters. Each side of a box shares its height evenly, ordered
    by where the arrows come from, so that no two lie on each other and few cross."""
    sides: dict[tuple[str, str], list[tuple[float, int, str]]] = {}
    for place, edge in enumerate(given.edges):
        chain = layout.graph.chains.get(place)
        if chain is None:
            one, other = layout.places[edge.source], layout.places[edge.target]
            sides.setdefault((edge.source, "right"), []).append((other.middle, place, f">{edge.source}"))
            sides.setdefault((edge.target, "right"), []).append((one.middle + 0.5, place, f"<{edge.target}"))
            continue
        first, last = chain[0], chain[-1]
        sides.setdefault((first, "right"), []).append((layout.places[chain[1]].middle, place, first))
        sides.setdefault((last, "left"), []).append((layout.places[chain[-2]].middle, place, last))
    ports: dict[tuple[int, str], float] = {}
    for (key, _side), ends in sides.items():
        for (_, place, name), y in zip(sorted(ends), _shared(layout.places[key], len(ends)), strict=True):
            ports[place, name] = y
    return ports


def _shared(box: Placed, count: int) -> Sequence[float]:
    return [box.y + box.high * (number + 1) / (count + 1) for number in range(count)]
