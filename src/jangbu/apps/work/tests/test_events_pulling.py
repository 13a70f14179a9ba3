"""Lists of runs fetched from servers that speak as n8n, UiPath and Dataverse do: gaps close, nothing doubles."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes import listening

from jangbu.apps.ledger.models import Entry
from jangbu.apps.work.events import pulling, sources
from jangbu.apps.work.models import EventSource, OutsideEvent, OutsideRun
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines import events
from jangbu.kernel.clock import fixed
from jangbu.kernel.errors import Problem

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CLOCK = fixed(NOW)


def execution(number: int, status: str = "success", minutes: int = 0) -> dict:
    started = NOW - timedelta(hours=1) + timedelta(minutes=minutes)
    told = {
        "id": str(number),
        "status": status,
        "mode": "trigger",
        "workflowId": "w1",
        "startedAt": started.isoformat(),
    }
    return {**told, "stoppedAt": (started + timedelta(seconds=40)).isoformat() if status != "running" else None}


def made(owner, tool, url, key):
    source = sources.add_source("도구", tool, actor=owner, why=WHY).source
    return sources.set_pull(source, url, key, inside=True, actor=owner, why=WHY)


def taken() -> int:
    return Entry.objects.filter(action="work.event_taken").count()


def test_runs_that_n8n_lists_and_we_missed_are_taken_once(owner):
    listed = [execution(number, minutes=number) for number in range(9, 4, -1)]
    with listening.listening(listening.n8n(listed, "k1")) as server:
        source = made(owner, "n8n", server.url, "k1")
        pushed = {
            "execution": {"id": "7"},
            "event": "finished",
            "time": listed[2]["stoppedAt"],
            "workflow": {"name": "W"},
        }
        from_push = events.read(json.dumps(pushed).encode(), {}, tool="n8n", now=NOW)
        pulling.take_in(source, from_push, now=NOW)
        pulled = pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
        again = pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
    assert (pulled.listed, pulled.taken, again.taken) == (5, 4, 0)
    assert taken() == OutsideEvent.objects.count() == 5
    assert set(OutsideRun.objects.values_list("state", flat=True)) == {"done"}
    assert OutsideRun.objects.get(key="9").workflow == "매입 계산서"
    assert OutsideRun.objects.get(key="9").complete
    assert Entry.objects.filter(action="work.runs_pulled").count() == 1


def test_a_run_that_was_open_ends_with_a_later_pull(owner):
    listed = [execution(1, "running")]
    with listening.listening(listening.n8n(listed, "k1")) as server:
        source = made(owner, "n8n", server.url, "k1")
        pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
        assert OutsideRun.objects.get().state == "running"
        listed[:] = [execution(1, "crashed")]
        pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
    run = OutsideRun.objects.get()
    assert (run.state, run.error_class) == ("failed", "n8n.crashed")


def test_jobs_of_uipath_fill_what_its_webhooks_dropped_without_doubling_what_came(owner):
    job = {
        "ReleaseName": "송장",
        "State": "Successful",
        "StartTime": "2026-11-24T00:00:00Z",
        "EndTime": "2026-11-24T00:01:00Z",
    }
    jobs = [{**job, "Id": number, "Key": f"k{number}"} for number in range(250)]
    with listening.listening(listening.uipath(jobs, "t")) as server:
        source = made(owner, "uipath", server.url, "t")
        webhook = {"Type": "job.completed", "EventId": "e1", "Timestamp": "2026-11-24T00:01:00Z", "Job": jobs[3]}
        pulling.take_in(source, events.read(json.dumps(webhook).encode(), {}, tool="uipath", now=NOW), now=NOW)
        pulled = pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
    assert (pulled.listed, pulled.taken) == (250, 249)
    assert len(server.heard) == 3
    assert OutsideRun.objects.count() == 250


def test_flow_runs_of_dataverse_are_read_before_they_are_deleted_and_a_next_link_stays_on_its_host(owner):
    run = {
        "status": "Succeeded",
        "starttime": "2026-11-23T00:00:00Z",
        "endtime": "2026-11-23T00:03:00Z",
        "workflowid": "f",
    }
    name = {"_workflow_value@OData.Community.Display.V1.FormattedValue": "결재 올리기"}
    runs = [{**run, **name, "name": f"0858{number}"} for number in range(5)]
    with listening.listening(listening.dataverse(runs, "t")) as server:
        source = made(owner, "power_automate", server.url, "t")
        pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
    assert [heard.query.get("$skiptoken") for heard in server.heard] == [None, ["2"], ["4"]]
    assert "2026-10-27" in server.heard[0].query["$filter"][0]
    assert set(OutsideRun.objects.values_list("workflow", flat=True)) == {"결재 올리기"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda _heard: listening.as_json({"message": "no"}, 401), "work.pull_failed"),
        (lambda _heard: (302, {"location": "http://169.254.169.254/"}, b""), "work.pull_failed"),
        (lambda _heard: (200, {}, b"<html>"), "events.not_json"),
        (lambda _heard: listening.as_json({"data": [{"status": "success"}]}), "events.list_unreadable"),
    ],
)
def test_an_answer_that_is_no_list_is_noted_with_its_sentence_and_takes_nothing(owner, answer, code):
    with listening.listening(answer) as server:
        source = made(owner, "n8n", server.url, "k1")
        with pytest.raises(Problem) as caught:
            pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)
    assert caught.value.code == code
    kept = EventSource.objects.get()
    assert (kept.pull_error["class"], kept.pulled_at, kept.pull_tried_at) == (code, None, NOW)
    assert not OutsideEvent.objects.exists()


def test_a_server_that_is_not_there_is_noted(owner):
    source = made(owner, "n8n", "http://127.0.0.1:9", "k1")
    with pytest.raises(Problem, match="pull_failed"):
        pulling.pull(source, actor=owner, why=WHY, clock=CLOCK)


def test_the_worker_pulls_each_source_once_an_hour_and_one_that_fails_stops_no_other(owner):
    with listening.listening(listening.n8n([execution(1)], "k1")) as server:
        made(owner, "n8n", server.url, "k1")
        other = sources.add_source("고장", "n8n", actor=owner, why=WHY).source
        sources.set_pull(other, "http://127.0.0.1:9", "k", inside=True, actor=owner, why=WHY)
        assert pulling.pull_due(clock=CLOCK) == 2
        assert pulling.pull_due(clock=CLOCK) == 0
        assert pulling.pull_due(clock=fixed(NOW + timedelta(hours=1))) == 2
    assert OutsideRun.objects.count() == 1


def test_an_inside_address_must_be_allowed_and_a_key_never_follows_to_another_address(owner):
    source = sources.add_source("도구", "n8n", actor=owner, why=WHY).source
    with pytest.raises(Problem, match="address_refused"):
        sources.set_pull(source, "http://127.0.0.1:5678", "k", inside=False, actor=owner, why=WHY)
    source = sources.set_pull(source, "http://127.0.0.1:5678", "k", inside=True, actor=owner, why=WHY)
    with pytest.raises(Problem, match="key_missing"):
        sources.set_pull(source, "http://127.0.0.1:9999", "", inside=True, actor=owner, why=WHY)
    assert EventSource.objects.get().pull_key != "k"
    with pytest.raises(Problem, match="no_list"):
        sources.set_pull(
            sources.add_source("잽", "zapier", actor=owner, why=WHY).source, "x", "k", inside=True, actor=owner, why=WHY
        )
