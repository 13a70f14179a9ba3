"""Answers to invitations: read once each, believed only where they fit what was sent."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from jangbu.apps.base.content import keep
from jangbu.apps.base.permission import require
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.work import actions
from jangbu.apps.work import problems as work_problems
from jangbu.apps.work.answering import APPROVE, subject_of
from jangbu.apps.work.meeting.booking import meeting_of
from jangbu.apps.work.meeting.models import MeetingReply
from jangbu.apps.work.runs.models import Booking
from jangbu.apps.work.telling import tell
from jangbu.engines import scheduling
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

WORDS = {
    "ACCEPTED": ("온다고 했어요", "accepted"),
    "DECLINED": ("못 온다고 했어요", "declined"),
    "TENTATIVE": ("아마 온다고 했어요", "accepted tentatively"),
    "COUNTER": ("다른 시간을 물었어요", "asked for another time"),
    "UNKNOWN": ("답을 알 수 없어요", "answered unclearly"),
}


def take_reply(raw: bytes, *, actor: Actor, why: str, clock: Clock = system_clock) -> MeetingReply:
    """An answer as a mail (.eml) or calendar file (.ics). The same bytes again are the same answer.

    Raises Problem scheduling.reply_unreadable; the bytes are kept by the ledger entry's fingerprint whatever they say.
    """
    require(actor, "work.submit")
    uid = scheduling.parse_reply(raw).uid
    kept = keep(Path(settings.CONTENT_STORE), [raw])
    with transaction.atomic():
        known = MeetingReply.objects.filter(fingerprint=kept.fingerprint).first()
        if known is not None:
            return known
        booking = Booking.objects.select_for_update(of=("self",)).filter(uid=uid).first()
        found = scheduling.parse_reply(raw, meeting_of(booking) if booking else None)
        warnings = list(found.warnings)
        if booking is None:
            warnings.append({"ko": "우리가 보낸 초대가 아니에요.", "en": "It answers no invitation of ours."})
        made = MeetingReply.objects.create(
            booking=booking,
            fingerprint=kept.fingerprint,
            attendee=found.attendee[:200],
            status=found.status,
            sequence=found.sequence,
            comment=found.comment,
            warnings=warnings,
            believed=booking is not None and not warnings,
            stamp=found.stamp,
            asks_start=found.start,
            asks_end=found.end,
            received_at=clock(),
        )
        if made.believed:
            _believe(made, actor, why)
    return made


def believe_reply(reply: MeetingReply, *, actor: Actor, why: str) -> None:
    """A person looked and takes it as it stands."""
    require(actor, "work.approve")
    if reply.booking is not None:
        require_duty(actor, subject_of(reply.booking.run), APPROVE.name)
    if not why.strip():
        raise Problem(work_problems.REASON_MISSING)
    with transaction.atomic():
        held = MeetingReply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
        if held.believed or held.booking is None:
            raise Problem(work_problems.NOTHING_TO_DO)
        held.believed = True
        held.save(update_fields=["believed"])
        _believe(held, actor, why.strip())


def _believe(reply: MeetingReply, actor: Actor, why: str) -> None:
    """Of two answers of one person the later counts, by its own time stamp."""
    booking = reply.booking
    assert booking is not None
    held = Booking.objects.select_for_update(of=("self",)).select_related("run__automation").get(pk=booking.pk)
    attendees = []
    for each in held.attendees:
        mine = each["email"].lower() == reply.attendee.lower()
        older = mine and reply.stamp and each.get("stamp", "") > reply.stamp.isoformat()
        if mine and not older:
            stamp = reply.stamp.isoformat() if reply.stamp else ""
            each = {**each, "status": reply.status, "stamp": stamp, "comment": reply.comment}  # noqa: PLW2901
        attendees.append(each)
    held.attendees = attendees
    held.save(update_fields=["attendees"])
    ko, en = WORDS.get(reply.status, WORDS["UNKNOWN"])
    name = next((e["name"] for e in attendees if e["email"].lower() == reply.attendee.lower()), reply.attendee)
    told = {"name": name, "said_ko": ko, "said_en": en, "fingerprint": reply.fingerprint, "status": reply.status}
    tell(actions.ANSWERED, held.run, actor, why, told)
