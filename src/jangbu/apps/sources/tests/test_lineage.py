"""Where data come from and go to, and the same as OpenLineage events, held against the format's own schema."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import jsonschema_rs
import pytest
from django.urls import reverse

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.sources import queries, services
from jangbu.apps.sources.models import LineageEdge, Version
from jangbu.apps.sources.services import ColumnFlow
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db

TABLE = "코드,이름\n" + "".join(f"C{n:03d},김민{'지수호준서'[n % 5]}\n" for n in range(1, 61))

# Written by hand from the OpenLineage specification 2-0-2 and its facets.
FACET = {
    "type": "object",
    "required": ["_producer", "_schemaURL"],
    "properties": {
        "_producer": {"type": "string", "pattern": "^[a-z]+:.+"},
        "_schemaURL": {"type": "string", "pattern": r"^https://openlineage\.io/spec/.+\.json#/\$defs/\w+Facet$"},
    },
}
METRICS = {
    "required": ["columnMetrics"],
    "properties": {
        "rowCount": {"type": "integer"},
        "bytes": {"type": "integer"},
        "columnMetrics": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"nullCount": {"type": "integer"}, "distinctCount": {"type": "integer"}},
                "additionalProperties": False,
            },
        },
    },
}
FIELD = {
    "type": "object",
    "required": ["namespace", "name", "field"],
    "properties": {
        "transformations": {
            "type": "array",
            "items": {"type": "object", "required": ["type"], "properties": {"type": {"enum": ["DIRECT", "INDIRECT"]}}},
        }
    },
}
DATASET = {
    "type": "object",
    "required": ["namespace", "name"],
    "properties": {
        "namespace": {"type": "string"},
        "name": {"type": "string"},
        "facets": {
            "type": "object",
            "additionalProperties": FACET,
            "properties": {
                "schema": {
                    "allOf": [FACET],
                    "properties": {"fields": {"type": "array", "items": {"type": "object", "required": ["name"]}}},
                },
                "ownership": {
                    "allOf": [FACET],
                    "properties": {"owners": {"type": "array", "items": {"type": "object", "required": ["name"]}}},
                },
                "dataQualityMetrics": {"allOf": [FACET, METRICS]},
                "columnLineage": {
                    "allOf": [FACET],
                    "required": ["fields"],
                    "properties": {
                        "fields": {
                            "additionalProperties": {
                                "type": "object",
                                "required": ["inputFields"],
                                "properties": {"inputFields": {"type": "array", "items": FIELD}},
                            }
                        }
                    },
                },
                "version": {"allOf": [FACET], "required": ["datasetVersion"]},
                "documentation": {"allOf": [FACET], "required": ["description"]},
            },
        },
        "inputFacets": {
            "type": "object",
            "additionalProperties": FACET,
            "properties": {"dataQualityMetrics": {"allOf": [FACET, METRICS]}},
        },
    },
}
BASE = {
    "type": "object",
    "required": ["eventTime", "producer", "schemaURL"],
    "properties": {
        "eventTime": {"type": "string", "format": "date-time"},
        "producer": {"type": "string", "format": "uri"},
        "schemaURL": {
            "enum": [
                f"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/{kind}Event" for kind in ("Run", "Dataset")
            ]
        },
    },
}
RUN_EVENT = {
    "allOf": [BASE],
    "required": ["run", "job"],
    "not": {"required": ["dataset"]},
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "run": {"type": "object", "required": ["runId"], "properties": {"runId": {"type": "string", "format": "uuid"}}},
        "job": {"type": "object", "required": ["namespace", "name"]},
        "inputs": {"type": "array", "items": DATASET},
        "outputs": {"type": "array", "items": DATASET},
    },
}
DATASET_EVENT = {
    "allOf": [BASE],
    "required": ["dataset"],
    "properties": {"dataset": DATASET},
    "not": {"anyOf": [{"required": ["job"]}, {"required": ["run"]}]},
}
VALIDATOR = jsonschema_rs.validator_for({"oneOf": [RUN_EVENT, DATASET_EVENT]}, validate_formats=True)


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def taken(owner: Actor, name: str, text: str = TABLE) -> Version:
    return services.add_bytes([text.encode()], name, actor=owner, why="시험", as_of=TODAY).version


@pytest.fixture
def chain(owner) -> list[Version]:
    """원본 -> 정리 -> 보고, and 정리 -> a pilot."""
    first, second, third = (taken(owner, f"{name}.csv", TABLE + f"{name},가\n") for name in ("원본", "정리", "보고"))
    flow = [ColumnFlow("코드", ("코드",)), ColumnFlow("이름", ("이름", "코드"), "공백을 지움")]
    services.record_lineage(
        [first],
        Subject("version", second.pk),
        name="정리",
        actor=owner,
        why="손질",
        transformation={"name": "공백 지우기", "steps": 1},
        columns={first.pk: flow},
    )
    services.record_lineage([second], Subject("version", third.pk), name="보고", actor=owner, why="손질")
    services.record_lineage([second], Subject("pilot", "01" + "0" * 24), name="파일럿 가", actor=owner, why="판정")
    return [first, second, third]


def test_upstream_and_downstream_are_followed_to_the_end(chain):
    first, second, third = (version.dataset for version in chain)
    assert {(node.name, node.step) for node in queries.lineage_of(second).nodes} == {
        ("올린 파일", -2),
        ("원본", -1),
        ("정리", 0),
        ("보고", 1),
        ("파일럿 가", 1),
    }
    assert {node.name for node in queries.lineage_of(first).at(1, 9)} == {"정리", "보고", "파일럿 가"}
    assert {node.name for node in queries.lineage_of(third).at(-9, -1)} == {"정리", "원본", "올린 파일"}


def test_a_circle_ends(owner):
    one, two = taken(owner, "하나.csv"), taken(owner, "둘.csv", TABLE + "z,가\n")
    services.record_lineage([one], Subject("version", two.pk), name="둘", actor=owner, why="손질")
    services.record_lineage([two], Subject("version", one.pk), name="하나", actor=owner, why="손질")
    assert {node.name for node in queries.lineage_of(one.dataset).nodes} == {"하나", "둘"}


def test_told_twice_it_is_one_edge_and_one_entry(owner, chain):
    entries = ledger.state().entries
    assert services.record_lineage([chain[1]], Subject("pilot", "01" + "0" * 24), name="x", actor=owner, why="또") == []
    assert (LineageEdge.objects.count(), ledger.state().entries) == (3, entries)


def test_a_flow_into_something_unknown_or_unseen_is_refused(owner, cast, chain):
    with pytest.raises(ValueError, match="rumour"):
        services.record_lineage([chain[0]], Subject("rumour", "1"), name="x", actor=owner, why="왜")
    outsider = Actor.person(cast.outsider.pk, "")
    with pytest.raises(Problem, match="permission"):
        services.record_lineage([chain[0]], Subject("pilot", "2"), name="x", actor=outsider, why="왜")


def test_the_page_draws_it_and_says_it_in_words(chain, cast, sign_in):
    page = sign_in(cast.member).get(reverse("dataset-lineage", args=[chain[1].dataset_id])).content.decode()
    assert '<svg class="lanes"' in page
    for said in ("파일럿 가", "공백 지우기", "이름, 코드 → 이름 (공백을 지움)"):
        assert said in page


def test_events_are_valid_openlineage(chain, owner):
    cleared(chain[1].dataset, owner)
    events = queries.events([version.dataset for version in chain])
    for event in events:
        VALIDATOR.validate(event)
    assert len([event for event in events if "dataset" in event]) == 3
    runs = {event["job"]["name"].split("/")[0]: event for event in events if "run" in event}
    assert set(runs) == {"version", "pilot"}
    described = {event["dataset"]["facets"]["documentation"]["description"]: event["dataset"] for event in events[:3]}
    assert described["정리"]["facets"]["ownership"]["owners"][0]["type"] == "OWNER"
    assert described["정리"]["facets"]["dataQualityMetrics"]["rowCount"] == 61
    columns = {
        name: [field["field"] for field in fields["inputFields"]]
        for event in events
        for output in event.get("outputs", [])
        for name, fields in output["facets"].get("columnLineage", {}).get("fields", {}).items()
    }
    assert columns == {"코드": ["코드"], "이름": ["이름", "코드"]}


def test_the_validator_itself_can_say_no(chain):
    event = queries.events([chain[0].dataset])[0]
    for broken in ({**event, "eventTime": "yesterday"}, {**event, "run": {}}, {**event, "dataset": {"name": "x"}}):
        assert not VALIDATOR.is_valid(broken)


def test_the_same_history_gives_the_same_events_and_no_value_or_name_of_a_person(chain, owner, cast):
    cleared(chain[1].dataset, owner)
    datasets = [version.dataset for version in chain]
    text = json.dumps(queries.events(datasets), ensure_ascii=False)
    assert text == json.dumps(queries.events(datasets), ensure_ascii=False)
    assert "김민" not in text


def test_times_are_told_in_utc(owner):
    taken(owner, "하나.csv")
    Version.objects.update(created_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert queries.events([Version.objects.get().dataset])[0]["eventTime"] == "2026-11-23T09:00:00.000Z"
