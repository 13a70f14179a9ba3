"""Appointments: calendars in, the best times with their reasons out, invitations and their answers. No network here."""

from jangbu.engines.scheduling.calendars import busy_in
from jangbu.engines.scheduling.invitations import Invited, Meeting, Reply, invitation, mail, parse_reply
from jangbu.engines.scheduling.model import Attendee, Busy, NoneFound, Request, Slot
from jangbu.engines.scheduling.proposing import conflicts, propose, why_none
from jangbu.engines.scheduling.requesting import parse_request, read_request

__all__ = [
    "Attendee",
    "Busy",
    "Invited",
    "Meeting",
    "NoneFound",
    "Reply",
    "Request",
    "Slot",
    "busy_in",
    "conflicts",
    "invitation",
    "mail",
    "parse_reply",
    "parse_request",
    "propose",
    "read_request",
    "why_none",
]
