"""Who stands above whom: lanes in an order that keeps arrows short, and boxes in one that crosses few of them.

The layered method of Sugiyama, Tagawa and Toda (1981): an arrow over several columns becomes a chain of stand-ins,
one in each column between, and each column is sorted by the mean place of its neighbours, forth and back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jangbu.engines.flowmap.model import COLUMN, FlowMap

SWEEPS = 8


@dataclass(slots=True)
class Graph:
    """Items are boxes (their keys) and stand-ins ("edge number:column"). `links` go from a column to the next."""

    columns: list[list[str]]
    lane: dict[str, int]
    links: list[tuple[str, str]] = field(default_factory=list)
    chains: dict[int, list[str]] = field(default_factory=dict)  # by edge: its items from left to right
    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)


def used_columns(given: FlowMap) -> list[int]:
    return sorted({COLUMN[node.kind] for node in given.nodes})


def lane_order(given: FlowMap) -> list[str]:
    """Lanes that have boxes; neighbours are swapped as long as that brings linked ones nearer to each other.

    Nobody's lane, the one without a key, is read last wherever its links lead.
    """
    there = {node.lane for node in given.nodes}
    order = [lane.key for lane in given.lanes if lane.key in there - {""}]
    order += sorted(there - {""} - set(order))
    movable = len(order)
    order += [""] if "" in there else []
    lane_of = {node.key: node.lane for node in given.nodes}
    weights: dict[tuple[str, str], int] = {}
    for edge in given.edges:
        pair = (lane_of[edge.source], lane_of[edge.target])
        if pair[0] != pair[1]:
            weights[pair] = weights.get(pair, 0) + 1

    def cost(lanes: Sequence[str]) -> int:
        place = {key: number for number, key in enumerate(lanes)}
        return sum(abs(place[a] - place[b]) * count for (a, b), count in weights.items())

    best, swapped = cost(order), True
    while swapped:
        swapped = False
        for i in range(movable - 1):
            tried = [*order[:i], order[i + 1], order[i], *order[i + 2 :]]
            found = cost(tried)
            if found < best:
                order, best, swapped = tried, found, True
    return order


def ordered(given: FlowMap, lanes: Sequence[str]) -> Graph:
    """Every column from top to bottom, with stand-ins; of all sweeps the one with the fewest crossings."""
    graph = _graph(given, lanes)
    best, least = [list(column) for column in graph.columns], crossings(graph)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        numbers = range(1, len(graph.columns)) if forth else range(len(graph.columns) - 2, -1, -1)
        for number in numbers:
            beside = graph.columns[number - 1 if forth else number + 1]
            _sort(graph, number, beside, graph.before if forth else graph.after)
        found = crossings(graph)
        if found < least:
            best, least = [list(column) for column in graph.columns], found
    graph.columns = best
    return graph


def crossings(graph: Graph) -> int:
    """How many pairs of links between neighbouring columns cross."""
    total = 0
    for left, right in zip(graph.columns, graph.columns[1:], strict=False):
        above = {key: number for number, key in enumerate(left)}
        below = {key: number for number, key in enumerate(right)}
        ends = sorted(
            (above[key], below[other]) for key in left for other in graph.after.get(key, ()) if other in below
        )
        total += sum(1 for i, (_, a) in enumerate(ends) for (_, b) in ends[i + 1 :] if b < a)
    return total


def _graph(given: FlowMap, lanes: Sequence[str]) -> Graph:
    numbers = {column: number for number, column in enumerate(used_columns(given))}
    place = {key: number for number, key in enumerate(lanes)}
    graph = Graph([[] for _ in numbers], {})
    column: dict[str, int] = {}
    for node in sorted(given.nodes, key=lambda node: (place[node.lane], node.name, node.key)):
        column[node.key] = numbers[COLUMN[node.kind]]
        graph.columns[column[node.key]].append(node.key)
        graph.lane[node.key] = place[node.lane]
    for number, edge in enumerate(given.edges):
        left, right = sorted((edge.source, edge.target), key=lambda key: column[key])
        if column[left] == column[right]:
            continue  # drawn beside its column
        chain = [left]
        for between in range(column[left] + 1, column[right]):
            item = f"{number}:{between}"
            graph.columns[between].append(item)
            graph.lane[item] = graph.lane[left if between - column[left] <= column[right] - between else right]
            chain.append(item)
        graph.chains[number] = [*chain, right]
        for one, other in zip(graph.chains[number], graph.chains[number][1:], strict=False):
            graph.links.append((one, other))
            graph.after.setdefault(one, []).append(other)
            graph.before.setdefault(other, []).append(one)
    for items in graph.columns:
        items.sort(key=lambda key: graph.lane[key])
    return graph


def _sort(graph: Graph, number: int, beside: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> None:
    place = {key: row for row, key in enumerate(beside)}
    here = {key: row for row, key in enumerate(graph.columns[number])}
    scale = len(beside) / max(1, len(here))

    def middle(key: str) -> float:
        rows = [place[other] for other in neighbours.get(key, ()) if other in place]
        return sum(rows) / len(rows) if rows else here[key] * scale

    graph.columns[number].sort(key=lambda key: (graph.lane[key], middle(key), here[key]))
