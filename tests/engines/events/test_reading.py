"""Deliveries of every tool become one shape, and what cannot be read is refused whole, with the place and the field."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest

from jangbu.engines import events
from jangbu.kernel.errors import Problem

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def event(**changes):
    made = {
        "specversion": "1.0",
        "id": "e1",
        "source": "/scripts/invoices",
        "type": "jangbu.run.finished",
        "subject": "run-7",
        "time": "2026-11-24T09:30:00.123+09:00",
        "data": {"workflow": "매입 계산서", "number": 7, "documents": ["INV-1"]},
    }
    made.update(changes)
    return {key: value for key, value in made.items() if value is not None}


def read(value, tool="cloudevents", **headers):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return events.read(body, headers, tool=tool, now=NOW)


def refused(value, tool="cloudevents", **headers) -> Problem:
    with pytest.raises(Problem) as caught:
        read(value, tool, **headers)
    return caught.value


def test_a_structured_cloudevent_is_read():
    (found,) = read(event())
    assert (found.phase, found.run, found.workflow, found.number) == ("finished", "run-7", "매입 계산서", 7)
    assert found.at == datetime(2026, 11, 24, 0, 30, 0, 123000, tzinfo=UTC)
    assert found.documents == ("INV-1",)
    assert found.raw["source"] == "/scripts/invoices"


def test_a_batch_keeps_its_order_and_one_that_is_in_it_twice_counts_once():
    found = read([event(id="b"), event(id="a"), event(id="b")])
    assert [each.id.rpartition(":")[2] for each in found] == ["b", "a"]


def test_the_binary_mode_takes_its_attributes_from_percent_decoded_headers():
    headers = {
        "ce-specversion": "1.0",
        "ce-id": "e%201",
        "ce-source": "/s",
        "ce-type": "com.firm.run.failed",
        "ce-subject": "%EA%B3%84%EC%82%B0%EC%84%9C-1",
        "ce-time": "2026-11-24T00:00:00Z",
        "content-type": "application/json; charset=utf-8",
    }
    body = json.dumps({"error": {"class": "field_missing", "message": "no number"}}).encode()
    (found,) = events.read(body, headers, tool="cloudevents", now=NOW)
    assert (found.run, found.phase, found.error_class) == ("계산서-1", "failed", "field_missing")


def test_the_same_id_from_two_cloudevents_sources_is_two_events():
    one, two = read([event(), event(source="/other")])
    assert one.id != two.id


def test_an_unknown_type_is_kept_and_is_no_run():
    (found,) = read(event(type="com.example.something"))
    assert (found.phase, found.known, found.run) == ("unknown", False, "")


def test_an_event_without_a_time_is_dated_by_its_coming_and_says_so():
    (found,) = read(event(time=None))
    assert (found.at, found.timed) == (NOW, False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"time": "2026-11-24T09:30:00"}, "events.no_zone"),
        ({"time": "yesterday"}, "events.unreadable"),
        ({"time": "0001-01-01T00:00:00+09:00"}, "events.unreadable"),
        ({"id": "x" * 10_000}, "events.id_too_long"),
        ({"subject": "x" * 10_000}, "events.id_too_long"),
        ({"id": ""}, "events.unreadable"),
        ({"id": None}, "events.unreadable"),
        ({"id": {"a": 1}}, "events.unreadable"),
        ({"source": None}, "events.unreadable"),
        ({"type": ""}, "events.unreadable"),
        ({"specversion": "0.3"}, "events.unreadable"),
    ],
)
def test_one_bad_event_refuses_the_whole_batch_and_names_its_place(changes, code):
    problem = refused([event(id="good"), event(**changes)])
    assert problem.code == code
    assert problem.values["place"] == 2
    assert "2번째" in problem.sentence("ko")


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"{", b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe", b'{"a": ' + b"1" * 5000 + b"}", b"<xml/>"],
)
def test_what_is_not_json_is_refused(body):
    assert refused(body).code == "events.not_json"


@pytest.mark.parametrize("value", [[], 5, "text", [1], None])
def test_json_without_an_event_is_refused(value):
    assert refused(value).code in {"events.empty", "events.unreadable"}


def test_a_gzipped_body_is_unpacked_and_a_bomb_is_not():
    body = gzip.compress(json.dumps(event()).encode())
    assert len(events.read(body, {"content-encoding": "gzip"}, tool="cloudevents", now=NOW)) == 1
    assert refused(gzip.compress(b" " * 50_000_000), **{"content-encoding": "gzip"}).code == "events.too_large"
    assert refused(b"\x1f\x8b rubbish", **{"content-encoding": "gzip"}).code == "events.not_json"


def test_what_is_too_large_or_too_many_is_refused():
    assert refused(b" " * 20_000_000).code == "events.too_large"
    assert refused([{} for _ in range(5_001)]).code == "events.too_many"


def test_nul_and_lone_surrogates_become_what_databases_can_hold():
    body = b'{"specversion":"1.0","id":"a\\u0000b","source":"/s","type":"x\\ud800","data":{"k\\u0000":"\\udfff"}}'
    (found,) = read(body)
    json.dumps(found.raw, ensure_ascii=False).encode()
    assert "\0" not in found.id + json.dumps(found.raw, ensure_ascii=False)


def span(**changes):
    made = {
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": "eee19b7ec3c1b174",
        "name": "계산서 읽기",
        "startTimeUnixNano": "1795500000000000000",
        "endTimeUnixNano": 1795500002500000000,
        "status": {},
    }
    return {**made, **changes}


def traces(*spans):
    service = {"attributes": [{"key": "service.name", "value": {"stringValue": "invoices"}}]}
    return {"resourceSpans": [{"resource": service, "scopeSpans": [{"spans": list(spans)}]}]}


def test_a_trace_is_a_run_its_spans_are_steps_and_its_root_is_the_run_itself():
    exception = {
        "name": "exception",
        "attributes": [
            {"key": "exception.type", "value": {"stringValue": "KeyError"}},
            {"key": "exception.message", "value": {"stringValue": "no total"}},
        ],
    }
    child = span(spanId="eee19b7ec3c1b175", parentSpanId="eee19b7ec3c1b174", name="합계")
    step, root = read(traces(child, span(status={"code": 2}, events=[exception])), tool="otlp")
    assert (step.phase, step.step, step.workflow) == ("step", "합계", "invoices")
    assert (root.phase, root.error_class, root.error) == ("failed", "KeyError", "no total")
    assert root.ended_at - root.started_at == timedelta(seconds=2.5)
    assert step.run == root.run == "5b8efff798038103d269b633813fc60c"


@pytest.mark.parametrize(
    "changes", [{"traceId": "zz"}, {"spanId": "0" * 16}, {"endTimeUnixNano": "soon"}, {"startTimeUnixNano": None}]
)
def test_a_span_without_ids_or_times_is_refused(changes):
    assert refused(traces(span(**changes)), tool="otlp").code == "events.unreadable"


def test_empty_traces_are_no_error():
    assert read({"resourceSpans": []}, tool="otlp") == []


def test_n8n_error_data_is_read_as_its_error_trigger_gives_it():
    given = [
        {
            "execution": {
                "id": "231",
                "url": "https://n8n.example.com/execution/231",
                "retryOf": "34",
                "error": {"message": "Example Error Message", "stack": "Stacktrace", "name": "NodeApiError"},
                "lastNodeExecuted": "Node With Error",
                "mode": "manual",
            },
            "workflow": {"id": "1", "name": "Example Workflow"},
        }
    ]
    (found,) = read(given, tool="n8n")
    assert (found.id, found.run, found.phase, found.number) == ("231:failed", "231", "failed", 231)
    assert (found.retry_of, found.step, found.error_class) == ("34", "Node With Error", "NodeApiError")
    assert (found.workflow, found.timed) == ("Example Workflow", False)


def test_what_our_n8n_workflow_posts_is_read():
    given = {
        "event": "started",
        "time": "2026-11-24T09:00:00.000+09:00",
        "execution": {"id": "9"},
        "workflow": {"name": "W"},
    }
    (found,) = read(given, tool="n8n")
    assert (found.phase, found.run, found.id) == ("started", "9", "9:started")


def test_an_n8n_trigger_that_failed_is_a_run_of_its_own():
    given = {
        "trigger": {"error": {"message": "401", "timestamp": 1795500000000}, "mode": "trigger"},
        "workflow": {"name": "W"},
    }
    (found,) = read(given, tool="n8n")
    assert (found.phase, found.timed, found.error) == ("failed", True, "401")
    assert read(given, tool="n8n")[0].id == found.id


UIPATH = {"EventId": "3e5af0113e674ae597c579cb35ed8630", "Timestamp": "2018-11-02T11:47:48.5790797Z", "TenantId": 3}


def test_uipath_jobs_are_read_single_and_several():
    job = {"Id": 148708, "Key": "e1c32fbf", "State": "Faulted", "ReleaseName": "Invoices", "Info": "robot lost"}
    (one,) = read({**UIPATH, "Type": "job.faulted", "Job": {**job, "StartTime": "2018-11-02T11:40:00Z"}}, tool="uipath")
    assert (one.phase, one.run, one.workflow, one.error) == ("failed", "e1c32fbf", "Invoices", "robot lost")
    assert one.at == datetime(2018, 11, 2, 11, 47, 48, 579079, tzinfo=UTC)
    several = read({**UIPATH, "Type": "job.created", "Jobs": [job, {**job, "Key": "b571d943"}]}, tool="uipath")
    assert [each.run for each in several] == ["e1c32fbf", "b571d943"]
    assert len({each.id for each in several}) == 2


def test_a_uipath_event_of_another_kind_is_kept_as_unknown():
    (found,) = read({**UIPATH, "Type": "robot.status", "Robots": []}, tool="uipath")
    assert (found.phase, found.id) == ("unknown", UIPATH["EventId"])


def test_power_automate_posts_workflow_as_it_is():
    flow = {"tags": {"flowDisplayName": "송장 받기"}, "run": {"name": "08585"}, "name": "guid"}
    given = {
        "status": "Failed",
        "time": "2026-11-24T00:00:00.1234567Z",
        "workflow": flow,
        "error": {"code": "Timeout", "message": "m"},
    }
    (found,) = read(given, tool="power_automate")
    assert (found.run, found.workflow, found.phase, found.error_class) == ("08585", "송장 받기", "failed", "Timeout")


def test_a_dataverse_flowrun_is_read():
    given = {
        "name": "08585",
        "starttime": "2026-11-24T00:00:00Z",
        "endtime": "2026-11-24T00:02:00Z",
        "status": "Succeeded",
    }
    (found,) = read(given, tool="power_automate")
    assert (found.phase, found.ended_at - found.started_at) == ("finished", timedelta(minutes=2))


def test_zapier_fields_are_read_and_a_run_is_needed():
    (found,) = read({"run": "r1", "zap": "견적", "event": "success", "time": "2026-11-24T00:00:00Z"}, tool="zapier")
    assert (found.phase, found.run, found.workflow) == ("finished", "r1", "견적")
    assert refused({"zap": "견적", "event": "success"}, tool="zapier").code == "events.unreadable"


@pytest.mark.parametrize("tool", ["n8n", "uipath", "zapier", "power_automate", "otlp"])
def test_other_json_of_a_tool_is_kept_as_one_unknown_event_that_counts_once(tool):
    one, again = read({"hello": "world"}, tool=tool), read({"hello": "world"}, tool=tool)
    assert [each.phase for each in one] == ["unknown"]
    assert one[0].id == again[0].id
    assert one[0].id != read({"hello": "others"}, tool=tool)[0].id


def test_the_n8n_workflow_imports_with_connected_nodes_and_without_the_secret():
    made = events.n8n_workflow("https://jangbu.example/api/v1/events", "01source", "ko")
    names = {node["name"] for node in made["nodes"]}
    for origin, outputs in made["connections"].items():
        assert origin in names
        assert {link["node"] for output in outputs["main"] for link in output} <= names
    assert "whsec_" not in json.dumps(made)
    assert len({node["id"] for node in made["nodes"]}) == len(made["nodes"])
