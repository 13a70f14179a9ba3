"""An appointment as the inbox and the page of a run show it: the times with their reasons, and the day around each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jangbu.apps.base.problems import language
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.meeting.calendars import busy_of
from jangbu.apps.work.runs.models import Booking, Run
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL

OPENS, CLOSES = 8, 20  # hours of the day that the picture shows
WIDE, ROW, LABEL = 600, 26, 96  # points


@dataclass(frozen=True, slots=True)
class SlotLine:
    no: int
    said: str
    reasons: tuple[str, ...]
    chosen: bool
    rows: tuple[tuple[str, int, tuple[tuple[float, float], ...]], ...]  # (name, y, [(x, width)] of what is taken)
    x: float
    w: float
    height: int


def shown(run: Run) -> dict[str, Any]:
    told: Mapping[str, Any] = run.proposal or {}
    if not told.get("slots"):
        return {}
    taken = {each["name"]: busy_of(each["person"])[0] for each in told["meeting"]["people"] if each["person"]}
    slots = [_line(no, slot, told["chosen"], taken) for no, slot in enumerate(told["slots"])]
    return {
        "slots": slots,
        "chosen_slot": slots[told["chosen"]],
        "meeting": told["meeting"],
        "hour_marks": [(hour, round(_x(hour * 60), 1)) for hour in range(OPENS, CLOSES + 1, 2)],
        "booking": Booking.objects.filter(run=run).first(),
        "letters": list(Letter.objects.filter(run=run)),
    }


def _line(no: int, slot: Mapping[str, Any], chosen: int, taken: Mapping[str, Any]) -> SlotLine:
    start, end = (datetime.fromisoformat(slot[name]).astimezone(SEOUL) for name in ("start", "end"))
    rows = []
    for place, (name, busy) in enumerate(taken.items()):
        spans = []
        for each in busy:
            begins, ends = each.start.astimezone(SEOUL), each.end.astimezone(SEOUL)
            if begins.date() <= start.date() <= ends.date():
                low = _x(_minute(begins) if begins.date() == start.date() else 0)
                high = _x(_minute(ends) if ends.date() == start.date() else 24 * 60)
                if high > low:
                    spans.append((round(low, 1), round(high - low, 1)))
        rows.append((name, 24 + place * ROW, tuple(spans)))
    said = f"{text.moment(start, language())} – {end:%H:%M}"
    reasons = tuple(each[language()] for each in slot["reasons"])
    low, high = _x(_minute(start)), _x(_minute(end))
    height = 24 + max(1, len(rows)) * ROW
    return SlotLine(no, said, reasons, no == chosen, tuple(rows), round(low, 1), round(high - low, 1), height)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _x(minute: int) -> float:
    inside = min(max(minute, OPENS * 60), CLOSES * 60) - OPENS * 60
    return LABEL + inside * (WIDE - LABEL - 8) / ((CLOSES - OPENS) * 60)
