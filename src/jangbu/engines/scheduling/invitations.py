"""Invitations out and answers back: iTIP (RFC 5546) by mail (RFC 6047)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Literal

from jangbu.engines.scheduling.problems import ADDRESS, REPLY_UNREADABLE
from jangbu.kernel.errors import Problem

Method = Literal["REQUEST", "CANCEL"]
Status = Literal["ACCEPTED", "DECLINED", "TENTATIVE", "COUNTER", "UNKNOWN"]
MAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+")
LARGEST = 5_000_000  # bytes of a reply


@dataclass(frozen=True, slots=True)
class Invited:
    name: str
    email: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is invited to. A change keeps `uid` and raises `sequence`."""

    uid: str
    title: str
    start: datetime
    end: datetime
    organiser: Invited
    invited: tuple[Invited, ...]
    sequence: int = 0
    place: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `warnings` (ko, en) say what makes it doubtful; one with warnings is for a person to look at."""

    uid: str
    attendee: str
    status: Status
    sequence: int
    warnings: tuple[dict[str, str], ...] = ()


def invitation(meeting: Meeting, method: Method = "REQUEST", *, now: datetime) -> bytes:
    """The iCalendar object. Times in UTC, so no zone definition is needed. Raises Problem scheduling.address."""
    import icalendar  # noqa: PLC0415

    for person in (meeting.organiser, *meeting.invited):
        _checked(person)
    calendar, event = icalendar.Calendar(), icalendar.Event()
    for name, value in (("prodid", "-//Jangbu//KO"), ("version", "2.0"), ("method", method)):
        calendar.add(name, value)
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.start.astimezone(UTC))
    event.add("dtend", meeting.end.astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.text:
        event.add("description", meeting.text)
    organiser = icalendar.vCalAddress(f"mailto:{meeting.organiser.email}")
    organiser.params["CN"] = meeting.organiser.name
    event["ORGANIZER"] = organiser
    for person in meeting.invited:
        attendee = icalendar.vCalAddress(f"mailto:{person.email}")
        attendee.params["CN"] = person.name
        attendee.params["ROLE"] = "REQ-PARTICIPANT" if person.required else "OPT-PARTICIPANT"
        attendee.params["PARTSTAT"], attendee.params["RSVP"] = "NEEDS-ACTION", "TRUE"
        event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def mail(meeting: Meeting, method: Method = "REQUEST", *, now: datetime, text: str) -> EmailMessage:
    """The mail that carries it: plain text first, the calendar beside it (RFC 6047 2.4)."""
    body = invitation(meeting, method, now=now)
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = _line(meeting.title)
    message["From"] = f"{_line(meeting.organiser.name)} <{meeting.organiser.email}>"
    message["To"] = ", ".join(f"{_line(person.name)} <{person.email}>" for person in meeting.invited)
    message["Date"] = now
    message["Message-ID"] = f"<{meeting.uid}.{meeting.sequence}.{method.lower()}@jangbu.invalid>"
    message.set_content(text)
    message.add_alternative(body.decode(), subtype="calendar", params={"method": method})
    return message


def parse_reply(raw: bytes, known: Meeting | None = None) -> Reply:
    """The answer in a mail. With the meeting it answers, what does not fit is warned of, never believed.

    Raises Problem scheduling.reply_unreadable.
    """
    import icalendar  # noqa: PLC0415

    if len(raw) > LARGEST:
        raise Problem(REPLY_UNREADABLE, detail="> 5 MB")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    part = next((each for each in message.walk() if each.get_content_type() == "text/calendar"), None)
    if part is None:
        raise Problem(REPLY_UNREADABLE, detail="text/calendar")
    try:
        calendar = icalendar.Calendar.from_ical(part.get_content())
        event = next(iter(calendar.walk("VEVENT")))
        attendee = event.get("ATTENDEE")
        attendee = attendee[0] if isinstance(attendee, list) else attendee
        uid, sequence = str(event["UID"]), int(event.get("SEQUENCE", 0))
        address = str(attendee).lower().removeprefix("mailto:")
        stated = str(attendee.params.get("PARTSTAT", "")).upper()
    except (ValueError, KeyError, StopIteration, AttributeError) as error:
        raise Problem(REPLY_UNREADABLE, detail=type(error).__name__) from error
    method = str(calendar.get("METHOD", "")).upper()
    statuses: dict[str, Status] = {"ACCEPTED": "ACCEPTED", "DECLINED": "DECLINED", "TENTATIVE": "TENTATIVE"}
    status: Status = "COUNTER" if method == "COUNTER" else statuses.get(stated, "UNKNOWN")
    sender = (MAIL.search(str(message.get("From", ""))) or [""])[0].lower()
    return Reply(uid, address, status, sequence, tuple(_warnings(uid, address, sequence, sender, known)))


def _warnings(uid: str, address: str, sequence: int, sender: str, known: Meeting | None) -> list[dict[str, str]]:
    found = []
    if sender and sender != address:
        found.append(
            {
                "ko": f"보낸 사람({sender})이 응답한 사람과 달라요.",
                "en": f"It was sent by {sender}, not by the attendee.",
            }
        )
    if known is None:
        return found
    if uid != known.uid:
        found.append({"ko": "우리가 보낸 초대가 아니에요.", "en": "It answers no invitation of ours."})
    if address not in {person.email.lower() for person in known.invited}:
        found.append({"ko": "초대하지 않은 사람이에요.", "en": "That person was not invited."})
    if sequence < known.sequence:
        found.append(
            {"ko": "바뀌기 전 초대에 대한 답이에요.", "en": "It answers an earlier version of the invitation."}
        )
    return found


def _checked(person: Invited) -> None:
    if not MAIL.fullmatch(person.email):
        raise Problem(ADDRESS, value=person.email)
    _line(person.name)


def _line(text: str) -> str:
    if any(sign in text for sign in "\r\n\0"):
        raise Problem(ADDRESS, value=text.split("\n", maxsplit=1)[0][:40])
    return text
