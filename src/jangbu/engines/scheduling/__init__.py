"""Appointments: calendars in, the best times with their reasons out, invitations and their answers. No network here."""

from jangbu.engines.scheduling.calendars import Reading, busy_in, read_calendar
from jangbu.engines.scheduling.invitations import (
    Invited,
    Meeting,
    Method,
    Reply,
    check_address,
    invitation,
    mail,
    parse_reply,
)
from jangbu.engines.scheduling.model import Attendee, Busy, NoneFound, Request, Slot
from jangbu.engines.scheduling.proposing import conflicts, propose, why_none
from jangbu.engines.scheduling.requesting import parse_request, read_request

__all__ = [
    "Attendee",
    "Busy",
    "Invited",
    "Meeting",
    "Method",
    "NoneFound",
    "Reading",
    "Reply",
    "Request",
    "Slot",
    "busy_in",
    "check_address",
    "conflicts",
    "invitation",
    "mail",
    "parse_reply",
    "parse_request",
    "propose",
    "read_calendar",
    "read_request",
    "why_none",
]
