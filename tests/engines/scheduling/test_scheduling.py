"""Times that fit: never over what is taken, never in lunch or on a day off; and why there is none."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.scheduling import (
    Attendee,
    Busy,
    Request,
    busy_in,
    conflicts,
    parse_request,
    propose,
    read_calendar,
    why_none,
)
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem

MONDAY = datetime(2026, 11, 23, 9, tzinfo=SEOUL)
NOW = MONDAY - timedelta(hours=1)


def at(hour: float, day: int = 0) -> datetime:
    return MONDAY.replace(hour=0) + timedelta(days=day, hours=hour)


def request(*attendees: Attendee, **changes) -> Request:
    told = {"start": MONDAY, "end": MONDAY + timedelta(days=7), **changes}
    return Request(attendees or (Attendee("이서준"),), **told)


minutes = st.integers(0, 7 * 24 * 60)
busy = st.lists(st.tuples(minutes, st.integers(1, 400)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(busy, min_size=1, max_size=4), st.integers(15, 180), st.integers(0, 40), st.sampled_from([5, 15, 30]))
def test_what_is_proposed_fits_everybody_who_must_come(taken, duration, buffer, step):
    people = tuple(
        Attendee(
            f"사람{n}",
            busy=tuple(Busy(MONDAY + timedelta(minutes=a), MONDAY + timedelta(minutes=a + b)) for a, b in each),
        )
        for n, each in enumerate(taken)
    )
    asked = request(*people, duration=duration, buffer=buffer, step=step, days_off=frozenset({date(2026, 11, 25)}))
    for slot in propose(asked, now=NOW):
        assert slot.end - slot.start == timedelta(minutes=duration)
        assert time(9) <= slot.start.time()
        assert slot.end.time() <= time(18)
        assert slot.start.date() == slot.end.date()
        assert slot.start.weekday() < 5
        assert slot.start.date() != date(2026, 11, 25)
        assert slot.end.time() <= time(12) or slot.start.time() >= time(13)
        for person in people:
            assert not conflicts(slot.start, slot.end, person.busy, buffer=buffer)


def test_the_same_request_gives_the_same_answer_best_first_and_apart():
    asked = request(Attendee("a", busy=(Busy(at(9), at(10)),)))
    found = propose(asked, now=NOW)
    assert found == propose(asked, now=NOW)
    assert len(found) == 5
    assert [slot.score for slot in found] == sorted((slot.score for slot in found), reverse=True)
    starts = sorted(slot.start for slot in found)
    assert all(b - a >= timedelta(hours=3) for a, b in pairwise(starts))
    assert all(slot.reasons for slot in found)


def test_preferred_times_come_first():
    found = propose(request(preferred=((time(14), time(16)),)), now=NOW)
    assert all(time(14) <= slot.start.time() <= time(15) for slot in found[:3])
    assert "좋아하는" in found[0].reasons[1]["ko"]


def test_an_optional_person_who_cannot_come_is_named():
    whole_week = Busy(at(0), at(0, 7))
    found = propose(request(Attendee("김민지"), Attendee("박도윤", required=False, busy=(whole_week,))), now=NOW)
    assert found[0].absent == ("박도윤",)
    assert "박도윤" in found[0].reasons[0]["ko"]


def test_the_way_between_two_places_is_left_free():
    asked = request(Attendee("a", busy=(Busy(at(9), at(10), "인천"),)), travel=60, place="서울", buffer=0, end=at(13))
    (slot, *_rest) = propose(asked, now=NOW)
    assert slot.start == at(11)


def test_when_nothing_fits_it_says_what_would_help():
    day = [Busy(at(9), at(12)), Busy(at(13), at(18))]
    asked = request(Attendee("a", busy=tuple(day)), end=at(18), buffer=0)
    assert propose(asked, now=NOW) == ()
    found = why_none(asked, now=NOW)
    assert found is not None
    assert "점심" in found.ko
    assert why_none(request(), now=NOW) is None


def test_notice_keeps_the_next_hours_free():
    found = propose(request(notice=60 * 24), now=NOW)
    assert min(slot.start for slot in found) >= NOW + timedelta(days=1)


def test_clocks_that_change_keep_hours_where_they_are():
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 23, 8, tzinfo=berlin)
    asked = Request((Attendee("a"),), start, start + timedelta(days=5), zone=berlin, count=50)
    for slot in propose(asked, now=start):
        assert time(9) <= slot.start.time()
        assert slot.end.time() <= time(18)


@pytest.mark.parametrize("days", [-1, 0, 200])
def test_a_window_that_is_none_or_too_long_is_told(days):
    with pytest.raises(Problem, match=r"scheduling\.window"):
        propose(request(end=MONDAY + timedelta(days=days)), now=NOW)


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART;TZID=Asia/Seoul:20261123T090000
DTEND;TZID=Asia/Seoul:20261123T100000
RRULE:FREQ=DAILY
EXDATE;TZID=Asia/Seoul:20261124T090000
SUMMARY:아침
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20261101T000000Z
DTSTART;VALUE=DATE:20261125
SUMMARY:출장
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTAMP:20261101T000000Z
DTSTART:20261123T010000Z
DTEND:20261123T020000Z
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTAMP:20261101T000000Z
DTSTART:20261123T030000Z
DTEND:20261123T040000Z
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_a_calendar_gives_what_is_taken_and_nothing_else():
    found = busy_in(ICS, at(0), at(0, 4))
    assert [(each.start.astimezone(SEOUL).day, each.start.astimezone(SEOUL).hour) for each in found] == [
        (23, 9),
        (25, 0),
        (25, 9),
        (26, 9),
    ]
    assert found[1].end - found[1].start == timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not a calendar", "calendar_unreadable"),
        (ICS.replace("FREQ=DAILY", "FREQ=SECONDLY"), "calendar_too_large"),
        ("X" * 20_000_001, "calendar_too_large"),
    ],
)
def test_a_hostile_calendar_is_refused_with_a_sentence(text, code):
    with pytest.raises(Problem) as caught:
        busy_in(text, at(0), at(0, 4))
    assert caught.value.code == f"scheduling.{code}"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({}, "attendees"),
        ({"attendees": [{}]}, "attendees[0]"),
        ({"attendees": ["a"], "duration": "long"}, "duration"),
        ({"attendees": ["a"], "zone": "Mars"}, "zone"),
        ({"attendees": ["a"], "from": "tomorrow"}, "from"),
        ({"attendees": ["a"], "lunch": "noon"}, "lunch"),
        ({"attendees": ["a"], "hours": {"someday": ["9", "10"]}}, "hours"),
    ],
)
def test_an_unfinished_request_says_where(told, place):
    with pytest.raises(Problem) as caught:
        parse_request(told, now=NOW)
    assert caught.value.code == "scheduling.request_unreadable"
    assert place in caught.value.sentence("en")


def test_korean_holidays_are_off_unless_said_otherwise():
    told = {"attendees": ["a"], "from": "2026-12-24", "until": "2026-12-27"}
    assert date(2026, 12, 25) in parse_request(told, now=NOW).days_off
    assert date(2026, 12, 25) not in parse_request({**told, "holidays": False}, now=NOW).days_off


def test_the_command_prints_slots(tmp_path):
    (tmp_path / "a.ics").write_text(ICS, "utf-8", newline="")
    path = tmp_path / "request.json"
    told = {
        "attendees": [{"name": "이서준", "ics": "a.ics"}],
        "from": "2036-11-24",
        "until": "2036-11-28",
        "duration": 30,
    }
    path.write_text(json.dumps(told), "utf-8")
    answer = CliRunner().invoke(app, ["slots", str(path), "--json"])
    document = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert len(document["slots"]) == 5
    assert set(document["slots"][0]) >= {"start", "end", "score", "reasons"}
    assert datetime.fromisoformat(document["slots"][0]["start"]).astimezone(UTC)


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", ""])


def event(*lines: str) -> list[str]:
    return ["BEGIN:VEVENT", "UID:u", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"]


NINE = ("DTSTART;TZID=Asia/Seoul:20261123T090000", "DTEND;TZID=Asia/Seoul:20261123T100000")
MINUTES = ",".join(map(str, range(60)))


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECO\r\n NDLY",  # folded, as a line may be anywhere
        f"RRULE:FREQ=HOURLY;BYMINUTE={MINUTES}",
        f"RRULE:FREQ=DAILY;BYMINUTE={MINUTES}",
        "RRULE:FREQ=DAILY;INTERVAL=0",
    ],
)
def test_a_rule_that_would_never_end_is_refused_before_it_is_walked(rule):
    with pytest.raises(Problem, match=r"scheduling\.calendar_"):
        busy_in(calendar(*event(*NINE, rule)), at(0), at(0, 4))


def test_too_many_series_from_long_ago_are_refused():
    old = [line for _ in range(60) for line in event("DTSTART:20000101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")]
    with pytest.raises(Problem, match=r"scheduling\.calendar_too_large"):
        busy_in(calendar(*old), at(0), at(0, 4))


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        (("DTSTART;TZID=Korea Standard Time:20261124T090000", "DTEND;TZID=Korea Standard Time:20261124T100000"), [9]),
        ((*NINE, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), []),
        ((*NINE, "ATTENDEE;PARTSTAT=DECLINED:mailto:seojun@hanbit.example"), []),
        ((*NINE, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:seojun@hanbit.example"), [9]),
        (("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261127"), [0]),
    ],
)
def test_calendars_of_real_tools_are_understood(lines, hours):
    found = read_calendar(calendar(*event(*lines)), at(0), at(0, 4), owner="seojun@hanbit.example")
    assert [each.start.astimezone(SEOUL).hour for each in found.busy] == hours


def test_a_private_event_keeps_its_place_to_itself():
    lines = (*NINE, "LOCATION:서울 병원", "CLASS:PRIVATE")
    assert busy_in(calendar(*event(*lines)), at(0), at(0, 4))[0].place == ""
    assert busy_in(calendar(*event(*lines[:-1])), at(0), at(0, 4))[0].place == "서울 병원"


def test_a_calendar_that_only_says_busy_is_enough():
    part = ["BEGIN:VFREEBUSY", "UID:1", "DTSTAMP:20261101T000000Z"]
    part += ["FREEBUSY;FBTYPE=BUSY:20261124T010000Z/20261124T020000Z,20261125T010000Z/PT1H", "END:VFREEBUSY"]
    assert len(busy_in(calendar(*part), at(0), at(0, 4))) == 2


def test_the_ways_of_one_person_stand_in_for_the_firms():
    taken = (Busy(at(9), at(10), "인천"),)
    slow = Attendee("a", busy=taken, travel=120, buffer=0, lunch=(time(13), time(14)))
    found = propose(request(slow, travel=0, place="서울", buffer=30, end=at(18), duration=60), now=NOW)
    assert min(slot.start for slot in found) >= at(14)
