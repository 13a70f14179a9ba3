"""Invitations out and answers back: iTIP (RFC 5546) by mail (RFC 6047)."""

from __future__ import annotations

import email
import email.policy
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage, Message
from typing import Any, Literal

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
    stamp: datetime | None = None  # when it was given: of two answers the later one counts
    start: datetime | None = None  # another time that is asked for (COUNTER)
    end: datetime | None = None
    comment: str = ""


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


def mail(
    meeting: Meeting, method: Method = "REQUEST", *, now: datetime, text: str, to: tuple[Invited, ...] = ()
) -> EmailMessage:
    """The mail that carries it: plain text first, the calendar beside it (RFC 6047 2.4). `to` sends it to some of
    those invited, under a Message-ID of their own."""
    body = invitation(meeting, method, now=now)
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = _line(meeting.title)
    message["From"] = _address(meeting.organiser)
    message["To"] = [_address(person) for person in to or meeting.invited]
    message["Date"] = now
    whom = "".join(f".{zlib.crc32(person.email.lower().encode()):08x}" for person in to)
    message["Message-ID"] = f"<{meeting.uid}.{meeting.sequence}.{method.lower()}{whom}@jangbu.invalid>"
    message.set_content(text, cte="base64")
    message.add_alternative(body.decode(), subtype="calendar", params={"method": method}, cte="base64")
    return message


def parse_reply(raw: bytes, known: Meeting | None = None) -> Reply:
    """The answer in a mail, or in an .ics file that was saved from one. With the meeting it answers, what does not fit
    is warned of, never believed. Raises Problem scheduling.reply_unreadable."""
    import icalendar  # noqa: PLC0415

    if len(raw) > LARGEST:
        raise Problem(REPLY_UNREADABLE, detail="> 5 MB")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    try:
        calendar = icalendar.Calendar.from_ical(_calendar_in(raw, message))
        method = str(calendar.get("METHOD", "")).upper()
        event = next(iter(calendar.walk("VEVENT")))
        sender = (MAIL.search(str(message.get("From", ""))) or [""])[0].lower()
        attendee = _answering(event, sender)
        uid, sequence = str(event["UID"]), int(event.get("SEQUENCE", 0))
        address = str(attendee).lower().removeprefix("mailto:")
        stated = str(attendee.params.get("PARTSTAT", "")).upper()
        stamp, start, end = (_when(event, name) for name in ("DTSTAMP", "DTSTART", "DTEND"))
    except (ValueError, KeyError, StopIteration, AttributeError, LookupError) as error:
        raise Problem(REPLY_UNREADABLE, detail=type(error).__name__) from error
    if method not in {"REPLY", "COUNTER"}:  # an invitation that was sent on looks much the same
        raise Problem(REPLY_UNREADABLE, detail=f"METHOD:{method or '–'}")
    statuses: dict[str, Status] = {"ACCEPTED": "ACCEPTED", "DECLINED": "DECLINED", "TENTATIVE": "TENTATIVE"}
    status: Status = "COUNTER" if method == "COUNTER" else statuses.get(stated, "UNKNOWN")
    warnings = tuple(_warnings(uid, address, sequence, sender, known))
    comment = str(event.get("COMMENT", ""))[:500]
    other = (start, end) if status == "COUNTER" else (None, None)
    return Reply(uid, address, status, sequence, warnings, stamp, *other, comment=comment)


def _calendar_in(raw: bytes, message: Message) -> Any:
    """The calendar part: text/calendar, or application/ics as some mailers attach it, or the file alone."""
    if raw.lstrip(b"\xef\xbb\xbf\r\n ").upper().startswith(b"BEGIN:VCALENDAR"):
        return raw
    kinds = ("text/calendar", "application/ics")
    found = [part for kind in kinds for part in message.walk() if part.get_content_type() == kind]
    body = found[0].get_payload(decode=True) if found else None
    if not isinstance(body, bytes):
        raise Problem(REPLY_UNREADABLE, detail="text/calendar")
    return body


def _answering(event: Any, sender: str) -> Any:
    """The one attendee of an answer; where there are several, the one who sent it."""
    held = event.get("ATTENDEE")
    people = held if isinstance(held, list) else [held]
    same = [each for each in people if str(each).lower().removeprefix("mailto:") == sender]
    return (same or people)[0]


def _when(event: Any, name: str) -> datetime | None:
    held = event.get(name)
    value = held.dt if held is not None else None
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


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


def check_address(person: Invited) -> None:
    """Raises Problem scheduling.address where the name or the mail cannot stand in an invitation."""
    _checked(person)


def _checked(person: Invited) -> None:
    if not MAIL.fullmatch(person.email) or not person.email.isascii():
        raise Problem(ADDRESS, value=person.email)
    _line(person.name)


def _address(person: Invited) -> Address:
    """Quoted as a header needs it: a name may hold a comma."""
    return Address(_line(person.name), addr_spec=person.email)


def _line(text: str) -> str:
    if any(sign in text for sign in "\r\n\0"):
        raise Problem(ADDRESS, value=text.split("\n", maxsplit=1)[0][:40])
    return text
