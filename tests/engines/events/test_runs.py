"""Events in any order add up to one state; what is missing is found; what we write is read back."""

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jangbu.engines import events, processes
from jangbu.engines.events import LogLine, RunEvent, Thing

START = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)


def made(id_, phase, minutes=0, **fields):
    return RunEvent(
        id=id_, type=f"jangbu.run.{phase}", phase=phase, run="r", at=START + timedelta(minutes=minutes), **fields
    )


EVENTS = st.lists(
    st.builds(
        made,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from(
            ["started", "step", "waiting", "approved", "rejected", "failed", "finished", "cancelled", "retried"]
        ),
        st.integers(0, 5),
        attempt=st.integers(1, 3),
        workflow=st.sampled_from(["", "a", "b"]),
        retry_of=st.sampled_from(["", "0"]),
    ),
    max_size=8,
    unique_by=lambda event: event.id,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_events_and_how_they_are_split_change_nothing(given_events, random):
    whole = events.fold(given_events)
    shuffled = list(given_events)
    random.shuffle(shuffled)
    cut = random.randint(0, len(shuffled))
    first = events.fold(shuffled[:cut])
    assert {**first, **events.fold(shuffled[cut:], onto=first)} == whole


def state(*given_events):
    return events.fold(given_events)["r"]


def test_an_end_outweighs_a_later_clock_of_another_machine():
    assert state(made("a", "finished", 5), made("b", "step", 6), made("c", "started", 7)).state == "done"


def test_a_second_attempt_reopens_a_run_and_counts_as_a_retry():
    failed = made("b", "failed", 5, error_class="timeout", error="t")
    reopened = state(made("a", "started", 0), failed, made("c", "started", 6, attempt=2))
    assert (reopened.state, reopened.retries, reopened.error_class) == ("running", 1, "")
    done = events.fold([made("d", "finished", 9, attempt=2)], onto={"r": reopened})["r"]
    assert (done.state, done.took) == ("done", timedelta(minutes=9))


def test_a_lost_start_leaves_the_run_open_and_without_a_duration():
    found = state(made("b", "finished", 5))
    assert (found.state, found.complete, found.took) == ("done", False, None)


def test_an_end_before_its_start_gives_no_duration_and_is_not_corrected():
    found = state(made("a", "started", 5), made("b", "finished", 3))
    assert found.took is None
    assert found.ended_at < found.started_at


def numbered(*numbers):
    return [(number, START + timedelta(minutes=number)) for number in numbers]


def test_a_hole_in_a_gapless_count_is_certain():
    (gap,) = events.by_number(numbered(*range(1, 61), *range(78, 120)), gapless=True)
    assert (gap.missing, gap.certain, gap.numbers) == (17, True, ((61, 77),))
    assert gap.says("ko") == "11월 2일 (월) 10:00부터 10:18 사이에 17건이 빠졌어요."
    assert gap.says("en") == "17 runs missing between Mon 2 Nov 10:00 and 10:18."


def test_a_count_shared_with_other_runs_proves_nothing_and_an_unknown_one_only_likely():
    assert events.by_number(numbered(*range(0, 1000, 7))) == []
    (gap,) = events.by_number(numbered(*range(50), *range(52, 100)))
    assert (gap.missing, gap.certain) == (2, False)
    assert "같아요" in gap.says("ko")


def weeks(per_hour, weeks=6, skip=lambda moment: False, seed=3):
    random = Random(seed)
    starts = []
    for day in range(weeks * 7):
        for hour in range(9):  # 09:00 to 18:00 in Seoul
            if (START + timedelta(days=day)).weekday() < 5:
                for _ in range(per_hour + random.randint(-2, 2)):
                    moment = START + timedelta(days=day, hours=hour, minutes=random.uniform(0, 59))
                    if not skip(moment):
                        starts.append(moment)
    return sorted(starts)


SILENT = START + timedelta(days=29, hours=1)  # a Tuesday, 10:00 in Seoul


def test_a_silent_hour_among_busy_ones_is_likely_a_gap():
    starts = weeks(17, skip=lambda moment: SILENT <= moment < SILENT + timedelta(hours=1))
    (gap,) = events.by_rate(starts, since=START, now=starts[-1] + timedelta(minutes=30))
    assert not gap.certain
    assert 13 <= gap.missing <= 18
    assert SILENT - timedelta(minutes=20) <= gap.after <= SILENT
    assert gap.says("ko").startswith("12월 1일 (화)")


def test_nights_weekends_and_ordinary_ups_and_downs_are_no_gaps():
    starts = weeks(12)
    assert events.by_rate(starts, since=START, now=starts[-1]) == []


def test_a_tool_that_fell_silent_is_found_while_it_is_silent():
    now = START + timedelta(days=36, hours=6)
    starts = [moment for moment in weeks(10) if moment < now - timedelta(hours=3)]
    (gap,) = events.by_rate(starts, since=START, now=now)
    assert gap.before is None
    assert gap.says("ko").endswith("빠진 것 같아요.")
    assert "지금" in gap.says("ko")


def test_a_public_holiday_is_no_gap():
    day = SILENT.date()
    starts = weeks(15, skip=lambda moment: moment.date() == day)
    assert events.by_rate(starts, since=START, now=starts[-1], free={day}) == []
    assert events.by_rate(starts, since=START, now=starts[-1]) != []


def test_few_runs_and_few_weeks_say_nothing():
    assert events.by_rate(weeks(2, weeks=2), since=START, now=START + timedelta(days=30)) == []
    assert events.by_rate([], since=START, now=START) == []


HOSTILE = '<x a="1">&\'\0\x07 =cmd|calc \ud800 한글'


def lines():
    return [
        LogLine("e1", "r1", "읽기", START, "start", things=(("inv1", "invoice"), ("gone", "x"))),
        LogLine(
            "e2", "r1", HOSTILE, START + timedelta(minutes=1), resource="김민지", values={"amount": 330_000, "ok": True}
        ),
        LogLine("e3", "r2", "읽기", START + timedelta(minutes=2), values={"amount": "many"}),
    ]


def test_our_own_reader_reads_the_xes_that_we_write(tmp_path):
    path = tmp_path / "runs.xes"
    path.write_text(
        "".join(events.xes(lines(), name="실행", about={"r1": {"도구": "n8n"}})), encoding="utf-8", errors="replace"
    )
    log = processes.read_log(path)
    assert log.cases == ("r1", "r2")
    assert log.events == 2  # a log with life cycles counts what is complete
    assert log.attributes["도구"] == ("n8n", None)


def test_what_is_written_is_well_formed_whatever_the_names_hold(tmp_path):
    text = "".join(events.xes(lines(), name=HOSTILE)).encode()
    root = etree.fromstring(text)
    assert len(root.findall("trace")) == 2
    assert root.find("trace/event/string").get("key") == "concept:name"


def test_ocel_has_the_structure_of_the_specification():
    things = [
        Thing("inv1", "invoice", {"total": 330_000}, related=(("p1", "approved by"), ("nobody", "x"))),
        Thing("p1", "person", {}),
    ]
    made_log = json.loads(json.dumps(events.ocel(lines(), things)))
    assert set(made_log) == {"eventTypes", "objectTypes", "events", "objects"}
    types = {each["name"]: {a["name"]: a["type"] for a in each["attributes"]} for each in made_log["eventTypes"]}
    assert types["읽기"] == {"amount": "string"}
    assert types[HOSTILE] == {"amount": "integer", "ok": "boolean"}
    ids = {each["id"] for each in made_log["objects"]}
    for each in made_log["events"]:
        assert each["type"] in types
        assert datetime.fromisoformat(each["time"]).tzinfo
        assert {r["objectId"] for r in each["relationships"]} <= ids
        assert {a["name"] for a in each["attributes"]} <= set(types[each["type"]])
    for each in made_log["objects"]:
        assert each["type"] in {t["name"] for t in made_log["objectTypes"]}
        assert all(set(a) == {"name", "time", "value"} for a in each["attributes"])
        assert {r["objectId"] for r in each["relationships"]} <= ids


def test_a_list_of_n8n_is_read_page_by_page_with_its_cursor():
    record = {
        "id": 7,
        "status": "success",
        "startedAt": "2026-11-24T00:00:00.000Z",
        "stoppedAt": "2026-11-24T00:01:00Z",
        "workflowId": "w",
    }
    path = events.first_path("n8n", START)
    page = events.read_page("n8n", {"data": [record], "nextCursor": "abc="}, path)
    assert page.events[0].id == "7:finished"
    assert "cursor=abc%3D" in page.next
    assert events.read_page("n8n", {"data": [], "nextCursor": None}, path).next == ""


def test_a_list_of_uipath_goes_on_while_pages_are_full():
    job = {
        "Id": 1,
        "Key": "k",
        "State": "Successful",
        "StartTime": "2026-11-24T00:00:00Z",
        "EndTime": "2026-11-24T00:01:00Z",
    }
    path = events.first_path("uipath", START)
    full = events.read_page("uipath", {"value": [{**job, "Key": str(n)} for n in range(100)]}, path)
    assert "skip=100" in full.next
    assert "skip=200" in events.read_page("uipath", {"value": [job] * 100}, full.next).next
    assert events.read_page("uipath", {"value": [job]}, path).next == ""


def test_a_next_link_of_dataverse_cannot_lead_to_another_host():
    answer = {"value": [], "@odata.nextLink": "https://evil.example/api/data/v9.2/flowruns?$skiptoken=1"}
    assert events.read_page("power_automate", answer, "").next == "/api/data/v9.2/flowruns?$skiptoken=1"


@pytest.mark.parametrize("answer", [None, [], {}, {"data": 5}, {"data": [5]}, {"data": [{"status": "success"}]}])
def test_an_answer_that_is_no_list_says_so(answer):
    with pytest.raises(Exception, match="list_unreadable"):
        events.read_page("n8n", answer, "")
