"""Appointments from request to answers: best times, one booking, invitations that arrive, changes, nobody twice."""

from __future__ import annotations

import email
import email.policy
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage

import icalendar
import pytest
from django.db import connection, connections, transaction

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work import services
from jangbu.apps.work.meeting.booking import book, meeting_of, require_free
from jangbu.apps.work.models import Approval, BookedStep, Booking, Calendar, Letter, MeetingReply, Run
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines.scheduling import invitation
from jangbu.kernel.clock import SEOUL, fixed, system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)
GUEST = "kim@dure.example"


@pytest.fixture
def meeting(process, plan, owner):
    return services.add_automation(process, "일정 잡기", "appointment", plan(), actor=owner, why=WHY)


def monday() -> date:
    today = system_clock().astimezone(SEOUL).date()
    return today + timedelta(days=14 - today.weekday())


def at(hour: int, day: int = 0) -> datetime:
    return datetime.combine(monday() + timedelta(days=day), time(hour), SEOUL)


def ics(*spans: tuple[datetime, datetime]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for no, (start, end) in enumerate(spans):
        lines += ["BEGIN:VEVENT", f"UID:{no}", "DTSTAMP:20260101T000000Z", "SUMMARY:비밀 회의", "CLASS:PRIVATE"]
        lines += [f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}", f"DTEND:{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
        lines += ["LOCATION:어느 병원", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def ask(meeting, actor, people: list[dict], **changes: object) -> Run:
    told = {"title": "방문", "duration": 60, "from": monday().isoformat(), "until": monday().isoformat(), **changes}
    run = services.submit(meeting, given={"meeting": {**told, "people": people}}, title="방문", actor=actor, why=WHY)
    run.refresh_from_db()
    return run


def both(cast) -> list[dict]:
    return [{"person": cast.approver.pk}, {"name": "두레 김과장", "email": GUEST}]


def asked(run: Run) -> Approval:
    return run.approvals.get(state=Approval.State.OPEN)


def test_five_times_come_with_reasons_and_keep_off_what_is_taken(meeting, direct, cast, owner, member):
    busy = ics((at(9), at(12)), (at(15), at(18)))
    services.add_calendar_file(cast.approver.pk, "a.ics", [busy], actor=owner, why=WHY)
    run = ask(meeting, member, both(cast))
    slots = run.proposal["slots"]
    assert run.state == Run.State.WAITING
    assert 1 <= len(slots) <= 5
    assert all(slot["reasons"] for slot in slots)
    for slot in slots:
        start = datetime.fromisoformat(slot["start"]).astimezone(SEOUL)
        assert at(13) <= start <= at(14)


def test_only_busy_and_free_is_kept_of_a_private_event(cast, owner):
    made = services.add_calendar_file(cast.approver.pk, "a.ics", [ics((at(9), at(10)))], actor=owner, why=WHY)
    assert len(made.busy) == 1
    assert made.busy[0][2] == ""
    assert "비밀" not in str(Calendar.objects.values().get())


def test_when_nothing_fits_it_says_what_would_help(meeting, direct, cast, owner, member):
    services.add_calendar_file(
        cast.approver.pk, "a.ics", [ics((at(9), at(11)), (at(14), at(18)))], actor=owner, why=WHY
    )
    run = ask(meeting, member, both(cast))
    assert (run.state, run.error_class) == (Run.State.FAILED, "work.no_time")
    assert "점심" in run.error_ko


def test_a_chosen_time_is_booked_and_the_invitation_arrives(
    meeting, direct, cast, member, approver, owner, post_office
):
    run = ask(meeting, member, both(cast), place="인천 공장")
    chosen = run.proposal["slots"][2]
    services.approve(asked(run), edits={"slot": "2"}, actor=owner, why="고객이 편한 때라")
    run.refresh_from_db()
    made = Booking.objects.get()
    assert run.state == Run.State.DONE
    assert made.starts_at == datetime.fromisoformat(chosen["start"])
    mails = post_office.mails()
    assert {str(each["To"].addresses[0].addr_spec) for each in mails} == {"seojun@hanbit.example", GUEST}
    part = next(each for each in mails[0].walk() if each.get_content_type() == "text/calendar")
    event = next(iter(icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")))
    assert (part.get_param("method"), str(event["UID"]), int(event["SEQUENCE"])) == ("REQUEST", made.uid, 0)
    assert str(event["ORGANIZER"]) == "mailto:office@hanbit.example"
    said = [line for line in ledger.history(Subject("run", run.pk), limit=20) if "승인했어요" in line.what]
    assert (said[0].who, said[0].why) == ("김민지", "고객이 편한 때라")


def test_a_step_that_runs_again_sends_nothing_twice(meeting, direct, cast, member, owner, post_office):
    run = ask(meeting, member, both(cast))
    services.approve(asked(run), actor=owner)
    for _ in range(3):
        services.deliver_run(run.pk, f"{run.pk}:deliver")
        services.deliver_run(run.pk, f"{run.pk}:deliver-again")
    assert len(post_office.received) == 2


def test_a_refused_address_is_told_and_sent_again_by_a_person(meeting, direct, cast, member, owner, post_office):
    post_office.refuse = "dure"
    run = ask(meeting, member, both(cast))
    services.approve(asked(run), actor=owner)
    letter = Letter.objects.get(state=Letter.State.FAILED)
    assert "550" in letter.error
    post_office.refuse = ""
    services.send_again(letter, actor=owner, why="주소를 열어 달라고 했어요")
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT


def test_two_approvals_of_one_time_leave_one_booking(meeting, direct, cast, member, owner):
    first, second = ask(meeting, member, both(cast)), ask(meeting, member, both(cast))
    services.approve(asked(first), actor=owner)
    with pytest.raises(Problem, match=r"work\.double_booked"):
        services.approve(asked(second), actor=owner)
    assert asked(second).state == Approval.State.OPEN
    services.approve(asked(second), edits={"slot": "3"}, actor=owner)
    assert Booking.objects.count() == 2


def test_nobody_is_booked_twice_however_many_ask_at_once(meeting, cast, member, owner):
    """The check before is skipped on purpose: the database alone must hold."""
    people = [{"name": "이서준", "email": "seojun@hanbit.example", "required": True}]
    runs = [
        Run.objects.create(
            automation=meeting, version=meeting.current, title=f"{n}", input={}, created_at=system_clock()
        )
        for n in range(8)
    ]
    won, lost, start = [], [], at(10)

    def work(run: Run) -> None:
        try:
            with transaction.atomic():
                book(run, {"title": run.title, "people": people}, start, start + timedelta(hours=1), system_clock())
            won.append(run.pk)
        except Problem as problem:
            lost.append(problem.code)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), lost) == (1, ["work.double_booked"] * 7)
    assert (Booking.objects.count(), BookedStep.objects.count()) == (1, 12)
    connection.close()


def booked(meeting, cast, member, owner) -> Booking:
    run = ask(meeting, member, both(cast))
    services.approve(asked(run), actor=owner)
    return Booking.objects.select_related("run__automation").get(run=run)


def test_a_change_keeps_the_uid_and_raises_the_sequence(meeting, direct, cast, member, owner, post_office):
    made = booked(meeting, cast, member, owner)
    services.move_booking(made, at(16), actor=owner, why="")
    event_parts = [
        next(iter(icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")))
        for mail in post_office.mails()
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert {str(each["UID"]) for each in event_parts} == {made.uid}
    assert sorted(int(each["SEQUENCE"]) for each in event_parts) == [0, 0, 1, 1]
    services.take_back(made.run, actor=owner, why="고객이 바빠서")
    last = post_office.mails()[-1]
    assert any(
        part.get_param("method") == "CANCEL" for part in last.walk() if part.get_content_type() == "text/calendar"
    )
    assert not BookedStep.objects.exists()


def test_a_late_change_asks_for_a_reason_and_a_past_one_is_refused(meeting, direct, cast, member, owner):
    made = booked(meeting, cast, member, owner)
    late = fixed(made.starts_at - timedelta(hours=3))
    with pytest.raises(Problem, match=r"work\.late_needs_reason"):
        services.move_booking(made, made.starts_at + timedelta(hours=2), actor=owner, why=" ", clock=late)
    moved = services.move_booking(
        made, made.starts_at + timedelta(hours=2), actor=owner, why="기계가 멈춰서", clock=late
    )
    assert moved.sequence == 1
    with pytest.raises(Problem, match=r"work\.nothing_to_do"):
        services.move_booking(
            moved, at(9, 7), actor=owner, why="x", clock=fixed(moved.starts_at + timedelta(minutes=1))
        )


def answer(made: Booking, status: str = "ACCEPTED", sender: str = GUEST, stamp: datetime | None = None) -> bytes:
    known = meeting_of(made)
    guest = next(each for each in known.invited if each.email == GUEST)
    text = invitation(replace(known, invited=(guest,)), now=stamp or system_clock()).decode()
    text = text.replace("METHOD:REQUEST", "METHOD:REPLY").replace("NEEDS-ACTION", status)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "office@hanbit.example", "Re"
    mail.set_content("네")
    mail.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()


def status_of(made: Booking) -> str:
    made.refresh_from_db()
    return next(each["status"] for each in made.attendees if each["email"] == GUEST)


def test_an_answer_is_noted_once_and_the_later_one_counts(meeting, direct, cast, member, owner):
    made = booked(meeting, cast, member, owner)
    now = system_clock()
    later = answer(made, "DECLINED", stamp=now + timedelta(minutes=5))
    services.take_reply(later, actor=member, why=WHY)
    services.take_reply(answer(made, "ACCEPTED", stamp=now), actor=member, why=WHY)
    services.take_reply(later, actor=member, why=WHY)
    assert status_of(made) == "DECLINED"
    assert MeetingReply.objects.count() == 2


def test_an_answer_from_a_stranger_waits_for_a_person(meeting, direct, cast, member, owner):
    made = booked(meeting, cast, member, owner)
    reply = services.take_reply(answer(made, sender="other@dure.example"), actor=member, why=WHY)
    assert (reply.believed, status_of(made)) == (False, "NEEDS-ACTION")
    services.believe_reply(reply, actor=owner, why="전화로 확인했어요")
    assert status_of(made) == "ACCEPTED"


def test_an_answer_saved_as_a_calendar_file_is_read_too(meeting, direct, cast, member, owner):
    made = booked(meeting, cast, member, owner)
    raw = answer(made)
    body = next(part for part in email.message_from_bytes(raw).walk() if part.get_content_type() == "text/calendar")
    assert services.take_reply(body.get_payload(decode=True), actor=member, why=WHY).believed


def test_a_calendar_that_came_in_meanwhile_stops_the_approval(meeting, direct, cast, member, owner):
    run = ask(meeting, member, both(cast))
    whole = ics((at(0), at(0, 1)))
    services.add_calendar_file(cast.approver.pk, "a.ics", [whole], actor=owner, why=WHY)
    with pytest.raises(Problem, match=r"work\.double_booked"):
        services.approve(asked(run), actor=owner)


def test_hours_of_the_firm_and_of_a_person_hold(meeting, direct, cast, member, owner):
    minutes = {"buffer": 0, "travel": 0, "notice": 0, "late": 24}
    services.set_working_time("", {0: "13:00-17:00"}, "", minutes, actor=owner, why=WHY)
    services.set_working_time(cast.approver.pk, {0: "15:00-17:00"}, "", minutes, actor=owner, why=WHY)
    run = ask(meeting, member, both(cast))
    for slot in run.proposal["slots"]:
        assert at(15) <= datetime.fromisoformat(slot["start"]) <= at(16)
    with pytest.raises(Problem, match=r"work\.hours_wrong"):
        services.set_working_time("", {0: "아침부터"}, "", minutes, actor=owner, why=WHY)


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/a.ics", "file:///etc/passwd", "https://10.0.0.1/a.ics", "ftp://x/a"]
)
def test_a_calendar_is_never_fetched_from_inside(url, cast, owner):
    with pytest.raises(Problem) as caught:
        services.add_calendar_address(cast.approver.pk, "x", services.Address(url), actor=owner, why=WHY)
    assert caught.value.code in {"llm.address_refused", "work.calendar_fetch_failed"}
    assert not Calendar.objects.exists()


def test_what_was_free_when_asked_is_asked_again(cast):
    people = [{"name": "이서준", "email": "seojun@hanbit.example", "required": True, "person": cast.approver.pk}]
    with pytest.raises(Problem, match=r"work\.time_past"):
        require_free(people, at(9) - timedelta(days=60), at(10) - timedelta(days=60), system_clock())
    require_free(people, at(9), at(10), system_clock())
