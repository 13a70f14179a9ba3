"""Appointments: the best times by everybody's calendars, one chosen by a person, invitations out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.work import problems as work_problems
from jangbu.apps.work.kinds.kind import Outcome, Prepared, register
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.letters.services import post
from jangbu.apps.work.meeting import booking, problems
from jangbu.apps.work.meeting.calendars import busy_of, hours_of, lunch_of, refresh_stale, working_time_of
from jangbu.apps.work.meeting.models import BookedStep
from jangbu.apps.work.runs.models import Approval, Booking, Run
from jangbu.engines import scheduling
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem
from jangbu.kernel.holidays import holiday_years, holidays_kr
from jangbu.kernel.text import moment

LONGEST = timedelta(days=92)


class Appointment:
    """`settings`: organiser and the rest come from the site; nothing is needed. A run's input is {"meeting": {title,
    duration, from, until, place, text, preferred, people: [{person | name and email, required}]}}."""

    def prepare(self, run: Run, papers: Sequence[Path], now: datetime) -> Prepared:
        told = meeting_asked(run)
        refresh_stale([each["person"] for each in told["people"] if each["person"]], clock=lambda: now)
        request, doubts = request_of(told, now)
        slots = scheduling.propose(request, now=now)
        if not slots:
            none = scheduling.why_none(request, now=now)
            raise Problem(problems.NO_TIME, why=none.ko if none else "–", why_en=none.en if none else "–")
        proposal = {"meeting": told, "slots": [slot.as_json() for slot in slots], "chosen": 0}
        return Prepared(proposal, title=told["title"], about=_about(proposal), doubts=doubts)

    def corrected(self, run: Run, edits: Mapping[str, Any]) -> dict[str, Any]:
        """Another of the times, or one of the person's own (`start`)."""
        held = dict(run.proposal or {})
        if str(edits.get("start", "")).strip():
            start = booking.moment_of(str(edits["start"]))
            end = start + timedelta(minutes=held["meeting"]["duration"])
            why = {"ko": "사람이 정한 시간이에요.", "en": "A person chose this time."}
            own = {"start": start.isoformat(), "end": end.isoformat(), "score": 0.0, "reasons": [why], "absent": []}
            held["slots"] = [*held["slots"], own]
            held["chosen"] = len(held["slots"]) - 1
        elif str(edits.get("slot", "")).isdigit() and int(edits["slot"]) < len(held["slots"]):
            held["chosen"] = int(edits["slot"])
        run.about = _about(held)
        return held

    def carry_out(self, run: Run, approval: Approval | None, now: datetime) -> Outcome:
        told = run.proposal or {}
        start, end = _span(told)
        made = booking.book(run, told["meeting"], start, end, now)
        return Outcome(
            f"{booking.said(made, 'ko')}에 일정을 잡았어요",
            f"booked {booking.said(made, 'en')}",
            {"booking": made.pk, "start": start.isoformat(), "end": end.isoformat()},
        )

    def deliver(self, run: Run, now: datetime) -> Outcome | None:
        made = Booking.objects.get(run=run)
        ids = booking.send_invitations(made, now)
        for letter_id in ids:
            post(letter_id, clock=lambda: now)
        sent = Letter.objects.filter(pk__in=ids, state=Letter.State.SENT).count()
        return Outcome(
            f"초대 메일 {len(ids)}통 중 {sent}통을 보냈어요",
            f"sent {sent} of {len(ids)} invitations",
            {"invited": len(ids), "sent": sent},
        )

    def take_back(self, run: Run, now: datetime) -> Outcome:
        held = Booking.objects.filter(run=run).first()
        if held is None:
            return Outcome("잡힌 일정이 없었어요", "nothing was booked")
        told = Letter.objects.filter(run=run).exists()
        if told:
            booking.cancel_booking(held, now)
            return Outcome("일정을 취소하고 알렸어요", "cancelled the appointment and told everybody")
        Booking.objects.filter(pk=held.pk).update(state=Booking.State.CANCELLED)
        BookedStep.objects.filter(booking=held).delete()
        return Outcome("일정을 취소했어요", "cancelled the appointment")


def meeting_asked(run: Run) -> dict[str, Any]:
    """What was asked for, people by name and mail. Raises Problem work.nobody_invited, work.mail_missing."""
    asked = run.input.get("meeting")
    if not isinstance(asked, Mapping):
        raise Problem(work_problems.SETTING_MISSING, automation=run.automation.name, setting="meeting")
    found = []
    for each in asked.get("people", ()):
        person = people.person(str(each.get("person", ""))) if each.get("person") else None
        name = person.name if person else str(each.get("name", "")).strip()
        mail = person.email if person else str(each.get("email", "")).strip()
        try:
            scheduling.check_address(scheduling.Invited(name, mail))
        except Problem as problem:
            raise Problem(problems.MAIL_MISSING, name=name or mail, value=mail) from problem
        required = bool(each.get("required", True))
        found.append({"person": person.pk if person else "", "name": name, "email": mail, "required": required})
    if not any(each["required"] for each in found):
        raise Problem(problems.NOBODY)
    kept = {name: str(asked.get(name, ""))[:2000] for name in ("from", "until", "place", "text", "preferred")}
    title, duration = str(asked.get("title", "")).strip()[:200] or run.title, int(asked.get("duration", 60))
    return {**kept, "title": title, "duration": min(1440, max(5, duration)), "people": found}


def request_of(told: Mapping[str, Any], now: datetime) -> tuple[scheduling.Request, list[dict[str, str]]]:
    """What the engine looks for, and what the person should know of how sure it is."""
    firm = working_time_of("")
    start = max(now, _day(told["from"], now))
    end = min(_day(told["until"], start + timedelta(days=13)) + timedelta(days=1), start + LONGEST)
    doubts: list[dict[str, str]] = []
    attendees = tuple(_attendee(each, told["place"], start, end, doubts) for each in told["people"])
    guests = ", ".join(each["name"] for each in told["people"] if not each["person"])
    if guests:
        ko = f"바깥 손님의 달력은 몰라서 비어 있다고 봤어요: {guests}"
        doubts.append({"ko": ko, "en": f"Guests' calendars are not known, so they count as free: {guests}"})
    first, last = holiday_years()
    if not first <= end.year <= last:
        doubts.append({"ko": f"{end.year}년 공휴일은 아직 몰라요.", "en": f"The holidays of {end.year} are not known."})
    mornings = {"am": ((time(9), time(12)),), "pm": ((time(13), time(18)),)}
    request = scheduling.Request(
        attendees=attendees,
        start=start,
        end=end,
        duration=told["duration"],
        lunch=lunch_of(firm),
        buffer=firm.buffer,
        travel=firm.travel if told["place"] else 0,
        place=told["place"],
        notice=firm.notice,
        preferred=mornings.get(told["preferred"], ()),
        days_off=frozenset(holidays_kr()),
    )
    return request, doubts


def _attendee(
    each: Mapping[str, Any], place: str, start: datetime, end: datetime, doubts: list[dict[str, str]]
) -> scheduling.Attendee:
    ours = _booked(each["email"], start, end)
    if not each["person"]:
        return scheduling.Attendee(each["name"], each["required"], ours, hours_of(working_time_of("")))
    told, (busy, calendars) = working_time_of(each["person"]), busy_of(each["person"])
    name = each["name"]
    if not calendars:
        doubts.append({"ko": f"{name}님의 달력이 없어요.", "en": f"There is no calendar of {name}."})
    for one in calendars:
        if one.error_ko:
            since = moment(one.refreshed_at) if one.refreshed_at else "–"
            ko = f"{name}님의 달력을 새로 읽지 못했어요. {since} 값이에요."
            doubts.append({"ko": ko, "en": f"The calendar of {name} could not be read again."})
        if one.skipped:
            ko = f"{name}님의 달력에 읽을 수 없는 반복 일정이 있어요."
            doubts.append({"ko": ko, "en": f"A repeating event of {name} cannot be read."})
        if one.known_until and one.known_until < end:
            doubts.append(
                {"ko": f"{name}님의 달력은 기간 끝까지 알지 못해요.", "en": f"{name}'s calendar ends sooner."}
            )
    travel = told.travel if told.person and place else None
    return scheduling.Attendee(
        name, each["required"], (*busy, *ours), hours_of(told), told.buffer, travel, lunch_of(told)
    )


def _booked(mail: str, start: datetime, end: datetime) -> tuple[scheduling.Busy, ...]:
    """What we booked ourselves, whether or not it has come into their calendar yet."""
    held = Booking.objects.filter(
        steps__person=mail.lower(), state=Booking.State.BOOKED, ends_at__gt=start, starts_at__lt=end
    ).distinct()
    return tuple(scheduling.Busy(each.starts_at, each.ends_at, each.place) for each in held)


def _day(written: str, otherwise: datetime) -> datetime:
    if not written:
        return otherwise
    try:
        return datetime.combine(datetime.fromisoformat(written).date(), time(0), SEOUL)
    except ValueError as error:
        raise Problem(work_problems.NOT_A_VALUE, field="from, until", value=written[:40]) from error


def _span(told: Mapping[str, Any]) -> tuple[datetime, datetime]:
    slot = told["slots"][told["chosen"]]
    return datetime.fromisoformat(slot["start"]), datetime.fromisoformat(slot["end"])


def _about(told: Mapping[str, Any]) -> str:
    return f"{_span(told)[0].astimezone(SEOUL):%Y-%m-%d %H:%M}"


def ready(run: Run, now: datetime) -> None:
    """Before an approval: the time is to come and nobody has been booked since. Raises what `require_free` raises."""
    told = run.proposal or {}
    booking.require_free(told["meeting"]["people"], *_span(told), now)


register("appointment", Appointment(), ready=ready)
