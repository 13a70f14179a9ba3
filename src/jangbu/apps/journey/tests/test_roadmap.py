"""The plan of what is left, kept every day, and the calendar address that anybody's program can read until revoked."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jangbu.apps.journey import queries, services
from jangbu.apps.journey.models import CalendarLink, Snapshot
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people.models import Firm, Person
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
WHY = "달력에서 보려고"


@pytest.fixture
def owner(cast) -> Actor:
    Firm.objects.create(name="한빛정밀", created_at=timezone.now() - timedelta(days=10))
    return Actor.person(cast.owner.pk, cast.owner.name)


def calendar(token: str) -> tuple[int, bytes]:
    found = Client().get(reverse("calendar-feed", args=[token]))
    return found.status_code, b"".join(found) if found.streaming else found.content


def events(raw: bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")}


def unfolded(raw: bytes) -> list[str]:
    """Content lines by RFC 5545 3.1, read without any library: CRLF, at most 75 octets, folds begin with a blank."""
    assert raw.endswith(b"\r\n")
    lines: list[bytes] = []
    for line in raw[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def test_a_feed_follows_the_standard_and_holds_what_this_person_has_to_do(owner, cast):
    status, raw = calendar(services.make_calendar(actor=owner, why=WHY))
    assert status == 200
    lines = unfolded(raw)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    mine = queries.tasks_of(cast.owner.pk, timezone.now())
    found = events(raw)
    assert len(found) == len(mine)
    for _catalogue, task in mine:
        event = next(each for each in found.values() if f"-{task.result.item.id}-" in str(each["UID"]))
        assert event["DTSTART"].dt == task.due
        assert event["DTEND"].dt == task.due + timedelta(days=1)
        assert str(event["SUMMARY"]) == task.result.item.said.ko
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert "/checklist/of/" in str(event["URL"])


def test_the_same_thing_asked_by_two_roadmaps_is_one_task_and_nobody_gets_anothers(owner, cast):
    mine, leads = (queries.tasks_of(person.pk, timezone.now()) for person in (cast.owner, cast.approver))
    assert mine
    assert leads
    needs = [task.result.item.needs for _catalogue, task in mine]
    assert len(needs) == len(set(needs))
    assert {task.person for _catalogue, task in mine} == {cast.owner.pk}
    assert queries.tasks_of(cast.member.pk, timezone.now()) == []


def test_a_moved_day_moves_the_event_and_says_why(owner, cast):
    token = services.make_calendar(actor=owner, why=WHY)
    before = events(calendar(token)[1])
    early = min(each["DTSTART"].dt for each in before.values())
    kept = Snapshot.objects.none()
    for number in range(20):
        services.take_snapshots(actor=Actor.system(), clock=fixed(timezone.now() - timedelta(days=20 - number)))
    kept = Snapshot.objects.filter(plan__isnull=False)
    assert kept.exists()
    after = events(calendar(token)[1])
    assert set(before) == set(after)
    moved = [each for each in after.values() if int(each["SEQUENCE"]) > 0]
    assert moved
    assert all("처음 정한 날" in str(each["DESCRIPTION"]) for each in moved)
    assert early >= date(2020, 1, 1)


def test_an_address_is_shown_once_cannot_be_guessed_and_ends_when_revoked(owner, cast, sign_in):
    browser = sign_in(cast.owner)
    page = browser.post(reverse("calendar-make", args=["roadmap_90"])).content.decode()
    token = page.split("/checklist/calendar/")[1].split(".ics")[0]
    assert len(token) >= 43
    assert token not in browser.get(reverse("roadmap")).content.decode()
    assert token not in json.dumps(list(CalendarLink.objects.values()), default=str)
    assert calendar(token)[0] == 200
    assert calendar(token[:-1] + "x")[0] == 404
    second = services.make_calendar(actor=owner, why=WHY)
    assert (calendar(token)[0], calendar(second)[0]) == (404, 200)
    browser.post(reverse("calendar-revoke", args=["roadmap_90"]))
    assert calendar(second)[0] == 404
    told = [each.action for each in ledger.told(Subject("person", owner.id), 5)]
    assert told[:2] == ["journey.calendar_revoked", "journey.calendar_made"]
    with pytest.raises(Problem) as caught:
        services.revoke_calendar(actor=owner, why=WHY)
    assert caught.value.code == "journey.not_open"


def test_who_left_has_no_calendar(owner, cast):
    token = services.make_calendar(actor=owner, why=WHY)
    Person.objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert calendar(token)[0] == 404


def test_who_may_not_read_checklists_gets_no_address(cast):
    with pytest.raises(Problem):
        services.make_calendar(actor=Actor.person(cast.outsider.pk, "손하늘"), why=WHY)


def test_the_plan_of_a_day_is_kept_and_the_next_day_starts_from_it(owner):
    first = datetime(2026, 3, 2, 1, tzinfo=timezone.get_default_timezone())
    Firm.objects.update(created_at=first - timedelta(days=40))
    services.take_snapshots(actor=Actor.system(), clock=fixed(first))
    kept = Snapshot.objects.get(catalogue="roadmap_90", day=first.date())
    late = {step["item"]: step for step in kept.plan if step["moves"]}
    assert late
    services.take_snapshots(actor=Actor.system(), clock=fixed(first + timedelta(days=1)))
    again = {
        step["item"]: step
        for step in Snapshot.objects.get(day=first.date() + timedelta(days=1), catalogue="roadmap_90").plan
    }
    for item, step in late.items():
        assert again[item]["first_due"] == step["first_due"]
        if again[item]["due"] >= step["due"]:
            assert again[item]["moves"][: len(step["moves"])] == step["moves"]


def test_the_plan_of_a_past_day_is_shown_as_it_was_kept(owner, cast, sign_in):
    yesterday = timezone.now() - timedelta(days=1)
    services.take_snapshots(actor=Actor.system(), clock=fixed(yesterday))
    browser = sign_in(cast.owner)
    day = timezone.localdate(yesterday)
    page = browser.get(reverse("roadmap") + f"?day={day}").content.decode()
    assert "에 남긴 계획이에요" in page
    assert "그날 남긴 계획이 없어요" in browser.get(reverse("roadmap") + "?day=2020-01-01").content.decode()


def test_the_page_of_every_roadmap_opens_and_a_checklist_is_none(owner, cast, sign_in):
    browser = sign_in(cast.owner)
    for name in ("roadmap_90", "roadmap_2w", "roadmap_8w"):
        assert "남은 일" in browser.get(reverse("roadmap-of", args=[name])).content.decode()
    assert browser.get(reverse("roadmap-of", args=["governance"])).status_code == 404
    assert browser.get(reverse("checklist-of", args=["moon"])).status_code == 404
