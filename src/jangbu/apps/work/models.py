"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from jangbu.apps.work.assist.models import Decision, FinishedText
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.drills.models import Drill
from jangbu.apps.work.events.models import (
    EventSource,
    Outgoing,
    OutsideEvent,
    OutsideRun,
    RefusedDelivery,
    Subscription,
)
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.meeting.models import BookedStep, Calendar, MeetingReply, WorkingTime
from jangbu.apps.work.processes.models import Process, ProcessException, SopVersion
from jangbu.apps.work.quoting.models import NumberSeries, Quotation, QuoteMaterial
from jangbu.apps.work.reading.models import KeptRelease
from jangbu.apps.work.runs.models import Approval, Booking, ErrorNote, Paper, Payable, Run, Step, WorkerBeat

__all__ = [
    "Approval",
    "Automation",
    "AutomationVersion",
    "BookedStep",
    "Booking",
    "Calendar",
    "Decision",
    "Drill",
    "ErrorNote",
    "EventSource",
    "FinishedText",
    "KeptRelease",
    "Letter",
    "MeetingReply",
    "NumberSeries",
    "Outgoing",
    "OutsideEvent",
    "OutsideRun",
    "Paper",
    "Payable",
    "Process",
    "ProcessException",
    "Quotation",
    "QuoteMaterial",
    "RefusedDelivery",
    "Run",
    "SopVersion",
    "Step",
    "Subscription",
    "WorkerBeat",
    "WorkingTime",
]
