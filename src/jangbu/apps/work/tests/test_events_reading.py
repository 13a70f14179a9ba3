"""What outside runs add up to: measures beside our own, gaps, the error catalogue, and logs that others can read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from jangbu.apps.work import queries, services
from jangbu.apps.work.events import exporting, sources
from jangbu.apps.work.events.queries import clockwork
from jangbu.apps.work.events.taking import refuse, take_in
from jangbu.apps.work.models import OutsideRun
from jangbu.apps.work.runs.noting import note_error
from jangbu.apps.work.tests.conftest import WHY, given
from jangbu.engines import events, processes
from jangbu.engines.events import RunEvent
from jangbu.engines.events import problems as trouble
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def source(owner, process):
    return sources.add_source("n8n", "n8n", process=process, actor=owner, why=WHY).source


def run(number: int, phase: str = "finished", minutes: float = 0, took: float = 2, **fields) -> list[RunEvent]:
    start = NOW - timedelta(hours=5) + timedelta(minutes=minutes)
    told = {"run": str(number), "workflow": "매입 계산서", "number": number, "type": "t"}
    return [
        RunEvent(f"{number}:s", phase="started", at=start, **told),
        RunEvent(f"{number}:e", phase=phase, at=start + timedelta(minutes=took), **{**told, **fields}),
    ]


def take(source, *runs):
    return take_in(source, [event for each in runs for event in each], now=NOW)


def test_outside_runs_count_in_the_measures_of_their_process_beside_our_own(
    source, process, automation, paper, member, direct
):
    take(source, run(1), run(2, took=4), run(3, "failed", error_class="timeout"), run(4, retry_of="3"))
    services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    theirs = queries.measures(source, NOW)
    assert (theirs.runs, theirs.done, theirs.failed, theirs.again, theirs.seconds) == (4, 3, 1, 1, 120)
    assert (theirs.error_rate, theirs.rework_rate) == (0.25, 0.25)
    assert queries.process_measures(process, NOW + timedelta(days=20)).runs >= 5


def test_a_hole_in_the_count_is_reported_and_closes_when_the_runs_arrive(source, owner):
    source = sources.change_source(source, {"numbered": True}, actor=owner, why=WHY)
    take(source, *(run(number, minutes=number) for number in (*range(1, 60), *range(77, 120))))
    (gap,) = queries.gaps(source, NOW)
    assert (gap.missing, gap.certain) == (17, True)
    assert gap.says("ko").endswith("17건이 빠졌어요.")
    assert "17건" in queries.needs(owner, NOW)[-1].title
    take(source, *(run(number, minutes=number) for number in range(60, 77)))
    assert queries.gaps(source, NOW) == []


def test_a_clock_that_runs_ahead_is_told(source):
    take(source, run(1))
    assert clockwork(source).ahead is None
    assert clockwork(source).latest == timedelta(hours=5)
    take_in(source, [RunEvent("x", "t", "started", "x", NOW + timedelta(minutes=3))], now=NOW)
    assert clockwork(source).ahead == timedelta(minutes=3)


def test_failures_and_refusals_stand_in_the_error_catalogue_with_notes(source, owner):
    take(
        source,
        run(1, "failed", error_class="ECONNREFUSED", error="no route"),
        run(2, "failed", error_class="ECONNREFUSED"),
    )
    refuse(source, Problem(trouble.NOT_JSON, detail="1:1"), body=b"x", vouched=True, now=NOW)
    note_error("ECONNREFUSED", "서버가 꺼져 있음", "켜요", actor=owner)
    first, second = queries.error_catalogue()
    assert (first.error_class, first.count, first.cause) == ("ECONNREFUSED", 2, "서버가 꺼져 있음")
    assert (second.error_class, second.outside[0].title) == ("events.not_json", "n8n")
    assert "JSON" in second.sentence_ko


@pytest.fixture
def told(source, automation, paper, member, direct, approver):
    handed = services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    services.approve(handed.approvals.get(), actor=approver)
    take(source, run(1, documents=("INV-1",), person="김민지"), run(2, "failed", error_class="timeout"))
    return NOW - timedelta(days=365), NOW + timedelta(days=3650)


def test_our_own_reader_reads_the_xes_of_ours_and_theirs(told, owner, tmp_path):
    path = tmp_path / "runs.xes"
    path.write_text("".join(exporting.write_xes(*told, actor=owner, why=WHY)), encoding="utf-8")
    log = processes.read_log(path)
    assert len(log.cases) == 3
    assert set(log.attributes["jangbu:tool"]) == {"Jangbu", "n8n"}
    assert "김민지" not in path.read_text("utf-8")


def test_the_ocel_log_has_invoices_approvals_and_people_as_objects_and_every_id_resolves(told, owner):
    log = json.loads(json.dumps(exporting.write_ocel(*told, actor=owner, why=WHY)))
    types = {each["type"] for each in log["objects"]}
    assert {"run", "automation", "invoice", "approval", "person"} <= types
    ids = [each["id"] for each in log["objects"]]
    assert len(ids) == len(set(ids))
    assert {r["objectId"] for each in log["events"] for r in each["relationships"]} <= set(ids)
    assert len({each["id"] for each in log["events"]}) == len(log["events"])
    assert "김민지" not in json.dumps(log, ensure_ascii=False)


def test_a_run_told_as_a_whole_has_its_start_in_the_log(source, owner, tmp_path):
    whole = RunEvent("w", "t", "finished", "w", NOW, started_at=NOW - timedelta(minutes=5), ended_at=NOW)
    take_in(source, [whole], now=NOW)
    (case,) = exporting.cases(NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert [line.activity for line in case.lines] == ["시작", "끝"]


def test_events_of_one_run_in_different_deliveries_and_orders_give_the_same_run(source, owner):
    pieces = [event for number in range(20) for event in run(number, minutes=number)]
    take_in(source, pieces[::-1], now=NOW)
    whole = events.fold(pieces)
    for held in OutsideRun.objects.all():
        assert (held.state, held.started_at, held.ended_at) == (
            whole[held.key].state, whole[held.key].started_at, whole[held.key].ended_at,
        )  # fmt: skip
