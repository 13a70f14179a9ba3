"""Bookings: nobody twice at the same time, changes with the next SEQUENCE, an invitation by mail to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from jangbu.apps.base.permission import require
from jangbu.apps.people import queries as people
from jangbu.apps.work import actions
from jangbu.apps.work import problems as work_problems
from jangbu.apps.work.letters.services import post, write_letter
from jangbu.apps.work.meeting import problems
from jangbu.apps.work.meeting.calendars import busy_of, working_time_of
from jangbu.apps.work.meeting.models import BookedStep
from jangbu.apps.work.runs.models import Booking, Run
from jangbu.apps.work.telling import tell
from jangbu.engines import scheduling
from jangbu.engines.scheduling import Invited, Meeting
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

STEP = 300  # seconds: the finest time that is booked
TEXT = """안녕하세요.

{title} 일정을 잡았어요.
시간: {when} (한국 시각)
{place}{why}참석 여부는 이 메일의 수락, 거절 단추로 답해 주세요.
"""
CANCELLED = """안녕하세요.

{title} 일정을 취소했어요.
시간: {when} (한국 시각)
{why}"""


def book(run: Run, told: Mapping[str, Any], start: datetime, end: datetime, now: datetime) -> Booking:
    """Write the appointment down and take everybody's time, in the caller's transaction.

    Raises Problem work.double_booked, and then nothing of it stays.
    """
    made = Booking.objects.create(
        run=run,
        uid=f"{run.pk}@jangbu.invalid",
        title=str(told["title"])[:200],
        place=str(told.get("place", ""))[:200],
        text=str(told.get("text", "")),
        starts_at=start,
        ends_at=end,
        attendees=[
            {"name": each["name"], "email": each["email"], "required": each["required"], "status": "NEEDS-ACTION"}
            for each in told["people"]
        ],
        created_at=now,
    )
    _take(made)
    return made


def _take(booking: Booking) -> None:
    """The steps of everybody who must come; whoever may stay away is not held."""
    first = int(booking.starts_at.timestamp()) // STEP
    last = -(-int(booking.ends_at.timestamp()) // STEP)
    held = [each["email"].lower() for each in booking.attendees if each["required"]]
    rows = [BookedStep(booking=booking, person=who, step=step) for who in held for step in range(first, last)]
    try:
        with transaction.atomic():
            BookedStep.objects.bulk_create(rows)
    except IntegrityError as error:
        names = taken_people(booking.attendees, booking.starts_at, booking.ends_at, besides=booking)
        raise Problem(work_problems.DOUBLE_BOOKED, name=", ".join(names) or "–") from error


def taken_people(
    attendees: Sequence[Mapping[str, Any]], start: datetime, end: datetime, besides: Booking | None = None
) -> list[str]:
    """Names of those who must come and are booked by us in between."""
    first, last = int(start.timestamp()) // STEP, -(-int(end.timestamp()) // STEP)
    held = BookedStep.objects.filter(step__gte=first, step__lt=last)
    if besides is not None:
        held = held.exclude(booking=besides)
    mails = set(held.values_list("person", flat=True).distinct())
    return [each["name"] for each in attendees if each["required"] and each["email"].lower() in mails]


def require_free(
    attendees: Sequence[Mapping[str, Any]],
    start: datetime,
    end: datetime,
    now: datetime,
    besides: Booking | None = None,
) -> None:
    """Raises Problem work.time_past, work.double_booked: by our own bookings, or by a calendar as it was last read."""
    if start <= now:
        raise Problem(problems.PAST, when=text.moment(start))
    names = taken_people(attendees, start, end, besides)
    for each in attendees:
        if each["required"] and each.get("person") and each["name"] not in names:
            busy, _calendars = busy_of(each["person"])
            own = (besides.starts_at, besides.ends_at) if besides else None
            found = [one for one in scheduling.conflicts(start, end, busy) if (one.start, one.end) != own]
            names += [each["name"]] if found else []
    if names:
        raise Problem(work_problems.DOUBLE_BOOKED, name=", ".join(names))


def is_late(booking: Booking, now: datetime) -> bool:
    return booking.starts_at - now < timedelta(hours=working_time_of("").late)


def move_booking(booking: Booking, start: datetime, *, actor: Actor, why: str, clock: Clock = system_clock) -> Booking:
    """Another time, the same appointment: UID kept, SEQUENCE one higher, answers asked anew, everybody told.

    Raises Problem work.late_needs_reason, .nothing_to_do, .time_past, .double_booked.
    """
    require(actor, "work.approve")
    now = clock()
    with transaction.atomic():
        held = _locked(booking)
        _may_change(held, why, now)
        end = start + (held.ends_at - held.starts_at)
        require_free(_with_persons(held), start, end, now, besides=held)
        before = {"start": held.starts_at.isoformat(), "sequence": held.sequence}
        held.starts_at, held.ends_at, held.sequence = start, end, held.sequence + 1
        held.attendees = [{**each, "status": "NEEDS-ACTION"} for each in held.attendees]
        held.save(update_fields=["starts_at", "ends_at", "sequence", "attendees"])
        BookedStep.objects.filter(booking=held).delete()
        _take(held)
        reason = why.strip() or "시간을 바꾸려고"
        told = {"start": start.isoformat(), "said_ko": said(held, "ko"), "said_en": said(held, "en"), "before": before}
        tell(actions.MOVED, held.run, actor, reason, {**told, "sequence": held.sequence})
        send_invitations(held, now, why=why.strip())
    return held


def cancel_booking(held: Booking, now: datetime, *, why: str = "") -> None:
    """Give the time back and tell everybody, in the caller's transaction. Cancelling twice is as once."""
    if held.state == Booking.State.CANCELLED:
        return
    held.state, held.sequence = Booking.State.CANCELLED, held.sequence + 1
    held.save(update_fields=["state", "sequence"])
    BookedStep.objects.filter(booking=held).delete()
    send_invitations(held, now, method="CANCEL", why=why)


def send_invitations(
    held: Booking, now: datetime, *, method: scheduling.Method = "REQUEST", why: str = ""
) -> list[str]:
    """One letter to each, kept in this transaction and posted once it holds. Returns their ids."""
    meeting = meeting_of(held)
    form = TEXT if method == "REQUEST" else CANCELLED
    place = f"장소: {held.place}\n" if held.place else ""
    said_text = form.format(
        title=held.title, when=said(held, "ko"), place=place, why=f"까닭: {' '.join(why.split())}\n" if why else ""
    )
    letters = [
        write_letter(held.run, scheduling.mail(meeting, method, now=now, text=said_text, to=(each,)), clock=lambda: now)
        for each in meeting.invited
    ]
    ids = [letter.pk for letter in letters]
    transaction.on_commit(lambda: [post(letter_id, clock=lambda: now) for letter_id in ids])
    return ids


def meeting_of(held: Booking) -> Meeting:
    """As it is invited to: by the firm, so that answers come to the firm's own address."""
    firm = people.firm()
    return Meeting(
        uid=held.uid,
        title=held.title,
        start=held.starts_at,
        end=held.ends_at,
        organiser=Invited(firm.name if firm else "", organiser()),
        invited=tuple(Invited(each["name"], each["email"], each["required"]) for each in held.attendees),
        sequence=held.sequence,
        place=held.place,
        text=held.text,
    )


def organiser() -> str:
    """The address invitations come from and answers go to."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> ")


def said(held: Booking, language: Any = "ko") -> str:
    """12월 1일 (화) 14:00 – 15:00."""
    return f"{text.moment(held.starts_at, language)} – {held.ends_at.astimezone(SEOUL):%H:%M}"


def _may_change(held: Booking, why: str, now: datetime) -> None:
    if held.state != Booking.State.BOOKED or held.starts_at <= now:
        raise Problem(work_problems.NOTHING_TO_DO)
    if is_late(held, now) and not why.strip():
        raise Problem(problems.LATE_NEEDS_REASON, hours=working_time_of("").late)


def _locked(booking: Booking) -> Booking:
    held = Booking.objects.select_for_update(of=("self",)).select_related("run__automation", "run__version")
    return held.get(pk=booking.pk)


def _with_persons(held: Booking) -> list[dict[str, Any]]:
    staff = {each.email.lower(): each.pk for each in people.people_list()}
    return [{**each, "person": staff.get(each["email"].lower(), "")} for each in held.attendees]


LAST_YEAR = 2999  # a later one is a slip of the finger


def moment_of(written: str) -> datetime:
    """2026-12-01T14:00, in Seoul. Raises Problem work.not_a_value."""
    try:
        found = datetime.fromisoformat(written.strip())
        moment = (found if found.tzinfo else found.replace(tzinfo=SEOUL)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Problem(work_problems.NOT_A_VALUE, field="start", value=written[:40]) from error
    if moment.year > LAST_YEAR:
        raise Problem(work_problems.NOT_A_VALUE, field="start", value=written[:40])
    return moment
