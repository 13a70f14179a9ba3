"""Lineage as OpenLineage events (spec 2-0-2): a pure function from plain values to JSON.

One DatasetEvent per version, and one RunEvent of type COMPLETE per thing that versions flowed into. Run ids are
UUIDs of version 5 made from our own ids, so the same history gives the same events, byte for byte.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from jangbu.apps.sources.catalogue import openlineage_ids as ids


@dataclass(frozen=True, slots=True)
class Described:
    """One version: `columns` as Version.columns holds them, `counts` {column: (nulls, distinct)} where measured."""

    dataset: str  # id
    name: str  # as people call it
    number: int
    at: datetime
    rows: int
    size: int  # bytes
    columns: Sequence[Mapping[str, Any]]
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    owner: str = ""  # a person's id, never their name

    @property
    def key(self) -> dict[str, str]:
        return {"namespace": ids.NAMESPACE, "name": f"dataset/{self.dataset}"}


@dataclass(frozen=True, slots=True)
class Arrow:
    """`source` flowed into a target: another version (`made`), or a thing outside the data, named by kind and id."""

    source: Described
    kind: str
    id: str
    name: str
    at: datetime
    columns: Sequence[Mapping[str, Any]] = ()  # [{"to", "from": [...], "how"}]
    made: Described | None = None


def openlineage_events(versions: Sequence[Described], arrows: Sequence[Arrow]) -> list[dict[str, Any]]:
    """DatasetEvents, then RunEvents, each in the order of time."""
    told = [_dataset_event(version) for version in sorted(versions, key=lambda each: (each.at, each.dataset))]
    runs: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in sorted(arrows, key=lambda each: (each.at, each.source.dataset)):
        runs.setdefault((arrow.kind, arrow.id), []).append(arrow)
    return told + [_run_event(together) for together in runs.values()]


def _dataset_event(version: Described) -> dict[str, Any]:
    return _event(ids.DATASET_EVENT, version.at) | {
        "dataset": version.key | {"facets": _facets(version) | {"dataQualityMetrics": _metrics(version, ids.QUALITY)}}
    }


def _run_event(arrows: Sequence[Arrow]) -> dict[str, Any]:
    last = arrows[-1]
    inputs = [
        arrow.source.key
        | {
            "facets": _facets(arrow.source),
            "inputFacets": {"dataQualityMetrics": _metrics(arrow.source, ids.QUALITY_OF_INPUT)},
        }
        for arrow in arrows
    ]
    event = _event(ids.RUN_EVENT, last.at) | {
        "eventType": "COMPLETE",
        "run": {"runId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{ids.PRODUCER}:{last.kind}:{last.id}"))},
        "job": {"namespace": ids.NAMESPACE, "name": f"{last.kind}/{last.id}"},
        "inputs": inputs,
        "outputs": [],
    }
    if last.made is not None:
        facets = _facets(last.made)
        if fields := _column_fields(arrows):
            facets["columnLineage"] = _facet(ids.COLUMN_LINEAGE, fields=fields)
        event["outputs"] = [last.made.key | {"facets": facets}]
    return event


def _column_fields(arrows: Sequence[Arrow]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for arrow in arrows:
        for flow in arrow.columns:
            inputs = fields.setdefault(flow["to"], {"inputFields": []})["inputFields"]
            kind = "IDENTITY" if not flow.get("how") and list(flow["from"]) == [flow["to"]] else "TRANSFORMATION"
            step = {"type": "DIRECT", "subtype": kind, "description": flow.get("how", ""), "masking": False}
            inputs += [arrow.source.key | {"field": name, "transformations": [step]} for name in flow["from"]]
    return fields


def _facets(version: Described) -> dict[str, Any]:
    fields = [
        {"name": column["name"], "type": str(column.get("type") or "text")}
        | ({"description": f"personal: {column['personal']}"} if column.get("personal") else {})
        for column in version.columns
    ]
    facets = {
        "schema": _facet(ids.SCHEMA, fields=fields),
        "version": _facet(ids.VERSION, datasetVersion=str(version.number)),
        "documentation": _facet(ids.DOCUMENTATION, description=version.name),
    }
    if version.owner:
        owners = [{"name": f"{ids.PRODUCER}:person:{version.owner}", "type": "OWNER"}]
        facets["ownership"] = _facet(ids.OWNERSHIP, owners=owners)
    return facets


def _metrics(version: Described, schema: str) -> dict[str, Any]:
    """Counts only: no smallest, largest or typical value ever leaves with an event."""
    columns = {
        name: {"nullCount": nulls, "distinctCount": distinct} for name, (nulls, distinct) in version.counts.items()
    }
    return _facet(schema, rowCount=version.rows, bytes=version.size, columnMetrics=columns)


def _facet(schema: str, **values: Any) -> dict[str, Any]:
    return {"_producer": ids.PRODUCER, "_schemaURL": schema, **values}


def _event(schema: str, at: datetime) -> dict[str, Any]:
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"eventTime": moment, "producer": ids.PRODUCER, "schemaURL": schema}
