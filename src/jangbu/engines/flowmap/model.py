"""What a map of data flows is made of: boxes in columns and lanes, and arrows between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jangbu.engines.flowmap.problems import EDGE_LOOSE, KEY_TWICE, KIND_UNKNOWN
from jangbu.kernel.errors import Problem

Nature = Literal["plain", "private", "masked", "stopped", "abroad"]
Look = Literal["", "person", "outside", "stopped"]
Tone = Literal["", "good", "bad", "private"]

NATURES: tuple[Nature, ...] = ("plain", "private", "masked", "stopped", "abroad")
KINDS = ("source", "dataset", "automation", "model", "vendor", "person", "result")
COLUMN = {"source": 0, "dataset": 1, "automation": 2, "model": 3, "vendor": 3, "person": 4, "result": 5}


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `lines` are short facts under its name, each (text, tone); `lane` is the key of who answers for it."""

    key: str
    kind: str  # one of KINDS
    name: str
    lane: str
    lines: tuple[tuple[str, Tone], ...] = ()
    look: Look = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """What flows from one box to another, and how: personal, masked, stopped, or out of the country."""

    source: str
    target: str
    nature: Nature = "plain"
    what: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """Who answers for what stands in it; the lane without a key is nobody's."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FlowMap:
    """`columns` names each kind's column, `natures` each way of flowing; both in the reader's language."""

    title: str
    description: str
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    lanes: Sequence[Lane]
    columns: Mapping[int, str]
    natures: Mapping[str, str]
    looks: Mapping[str, str]


def checked(given: FlowMap) -> FlowMap:
    """The same map. Raises Problem flowmap.key_twice, .edge_loose, .kind_unknown."""
    known: set[str] = set()
    for node in given.nodes:
        if node.key in known:
            raise Problem(KEY_TWICE, key=node.key)
        if node.kind not in COLUMN:
            raise Problem(KIND_UNKNOWN, kind=node.kind, known=", ".join(KINDS))
        known.add(node.key)
    for edge in given.edges:
        for end in (edge.source, edge.target):
            if end not in known:
                raise Problem(EDGE_LOOSE, key=end)
    return given


def rows(given: FlowMap) -> list[tuple[str, str, str, str]]:
    """The same flows in words: (from, to, how, what), in the order of the columns. For tables and screen readers."""
    nodes = {node.key: node for node in given.nodes}
    order = {node.key: (COLUMN[node.kind], node.name, node.key) for node in given.nodes}
    edges = sorted(given.edges, key=lambda edge: (order[edge.source], order[edge.target], edge.nature))
    return [
        (nodes[edge.source].name, nodes[edge.target].name, given.natures.get(edge.nature, edge.nature), edge.what)
        for edge in edges
    ]
