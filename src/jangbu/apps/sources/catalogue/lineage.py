"""Where a version came from and what it flowed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.models import LineageEdge
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject

DEEPEST = 8  # steps up or down; a longer chain is cut there, and a circle ends by itself


@dataclass(frozen=True, slots=True)
class ColumnFlow:
    """One column of the target, the columns of the source it is made from, and how, in a few words."""

    to: str
    of: tuple[str, ...]
    how: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"to": self.to, "from": list(self.of), "how": self.how}


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the flow. `step` counts from the dataset asked about: negative up, positive down, 0 itself."""

    key: str  # "dataset:01J…", "pilot:01J…", "origin:01J…"
    kind: str  # origin, dataset, pilot, examination, report, recipe_run
    id: str
    name: str
    step: int


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow from one node to another, with what happened on the way."""

    source: str  # keys of nodes
    target: str
    version: int  # of the source, the newest that took this way
    made_at: datetime
    transformation: Mapping[str, Any]
    columns: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    def as_json(self) -> dict[str, Any]:
        """{nodes: [{key, kind, id, name, step}], flows: [{from, to, source, target, ...}]}; from and to are names."""
        names = {node.key: node.name for node in self.nodes}
        return {
            "nodes": [
                {"key": node.key, "kind": node.kind, "id": node.id, "name": node.name, "step": node.step}
                for node in self.nodes
            ],
            "flows": [
                {
                    "from": names[flow.source],
                    "to": names[flow.target],
                    "source": flow.source,
                    "target": flow.target,
                    "version": flow.version,
                    "at": flow.made_at.isoformat(),
                    "transformation": dict(flow.transformation),
                    "columns": [dict(column) for column in flow.columns],
                }
                for flow in self.flows
            ],
        }

    def at(self, low: int, high: int) -> list[Node]:
        return [node for node in self.nodes if low <= node.step <= high]


def record_lineage(
    sources: Sequence[Version],
    target: Subject,
    *,
    name: str,
    actor: Actor,
    why: str,
    transformation: Mapping[str, Any] | None = None,
    columns: Mapping[str, Sequence[ColumnFlow]] | None = None,
    clock: Clock = system_clock,
) -> list[LineageEdge]:
    """These versions flowed into `target`: a kind of LineageEdge.Target and its id. Told again it changes nothing.

    `columns` says per source version id which of its columns made which of the target's. Returns the new edges.
    Whoever may read a dataset may use it, so reading is what this asks for.
    """
    LineageEdge.Target(target.kind)
    for version in sources:
        require(actor, "sources.read", Subject("dataset", version.dataset_id))
    made = []
    with transaction.atomic():
        for version in sources:
            flows = [flow.as_json() for flow in (columns or {}).get(version.pk, ())]
            edge, new = LineageEdge.objects.get_or_create(
                version=version,
                target_kind=target.kind,
                target_id=target.id,
                defaults={
                    "target_name": name[:200],
                    "transformation": dict(transformation or {}),
                    "columns": flows,
                    "made_at": clock(),
                },
            )
            if new:
                made.append(edge)
                told = {"number": version.number, "target": name, "target_kind": target.kind, "target_id": target.id}
                tell(actions.LINEAGE_RECORDED, version.dataset, actor, why, after={**told, "columns": flows})
    return made


def lineage_of(dataset: Dataset) -> Lineage:
    """Everything upstream and downstream of a dataset, versions of one dataset taken together."""
    walk = _Walk(dataset)
    walk.up(dataset.pk, 0)
    walk.down(dataset.pk, 0)
    return walk.lineage()


class _Walk:
    """Breadth first in both directions; each dataset is asked for its edges once per direction."""

    def __init__(self, start: Dataset) -> None:
        self.nodes: dict[str, Node] = {}
        self.flows: dict[tuple[str, str], Flow] = {}
        self._add(_dataset_node(start, 0))

    def up(self, key: str, step: int) -> None:
        level = {key}
        while level and step > -DEEPEST:
            for dataset in Dataset.objects.filter(pk__in=level).select_related("source"):
                self._origin(dataset, step - 1)
            ids = list(Version.objects.filter(dataset__in=level).values_list("pk", flat=True))
            into = LineageEdge.objects.filter(target_kind=LineageEdge.Target.VERSION, target_id__in=ids)
            level = self._follow(into, step - 1, up=True)
            step -= 1

    def down(self, key: str, step: int) -> None:
        level = {key}
        while level and step < DEEPEST:
            level = self._follow(LineageEdge.objects.filter(version__dataset__in=level), step + 1, up=False)
            step += 1

    def lineage(self) -> Lineage:
        nodes = sorted(self.nodes.values(), key=lambda node: (node.step, node.kind, node.name, node.key))
        return Lineage(tuple(nodes), tuple(self.flows.values()))

    def _follow(self, edges: Any, step: int, *, up: bool) -> set[str]:
        found = list(edges.select_related("version__dataset").order_by("made_at", "pk"))
        made_of = {
            version.pk: version
            for version in Version.objects.filter(
                pk__in=[edge.target_id for edge in found if edge.target_kind == LineageEdge.Target.VERSION]
            ).select_related("dataset")
        }
        further: set[str] = set()
        for edge in found:
            target = made_of.get(edge.target_id) if edge.target_kind == LineageEdge.Target.VERSION else None
            near = _dataset_node(edge.version.dataset, step if up else step - 1)
            far = _dataset_node(target.dataset, step + 1 if up else step) if target else _target_node(edge, step)
            if near.key == far.key:
                continue  # a new version made of an older one stays inside its dataset
            fresh = near if up else far
            if fresh.key not in self.nodes and fresh.kind == "dataset":
                further.add(fresh.id)
            self._add(near)
            self._add(far)
            self.flows[near.key, far.key] = Flow(
                near.key, far.key, edge.version.number, edge.made_at, edge.transformation, tuple(edge.columns)
            )
        return further

    def _origin(self, dataset: Dataset, step: int) -> None:
        if LineageEdge.objects.filter(
            target_kind=LineageEdge.Target.VERSION,
            target_id__in=dataset.versions.values_list("pk", flat=True),
        ).exists():
            return  # made here, out of other data
        source = dataset.source
        node = Node(
            f"origin:{source.pk}:{dataset.pk}", "origin", source.pk, source.place or source.get_kind_display(), step
        )
        self._add(node)
        newest = dataset.versions.first()
        if newest is not None:
            here = f"dataset:{dataset.pk}"
            self.flows[node.key, here] = Flow(node.key, here, newest.number, newest.created_at, {}, ())

    def _add(self, node: Node) -> None:
        self.nodes.setdefault(node.key, node)


def _dataset_node(dataset: Dataset, step: int) -> Node:
    return Node(f"dataset:{dataset.pk}", "dataset", dataset.pk, dataset.name, step)


def _target_node(edge: LineageEdge, step: int) -> Node:
    return Node(f"{edge.target_kind}:{edge.target_id}", edge.target_kind, edge.target_id, edge.target_name, step)
