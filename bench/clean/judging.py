"""Every day of the clean firm looked at again: what reads red, and what differs from what was kept that evening."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bench.clean.habits import Firm
from bench.clean.story import FIRST_DAYS, NIGHT
from jangbu.apps.journey import queries
from jangbu.apps.journey.models import Snapshot
from jangbu.engines.checklist import Report, Status
from jangbu.kernel.clock import system_clock

RED = frozenset({"unmet", "partly"})
# What is honestly open in a firm that does everything right, with the reason. Aim: nothing.
OPEN: dict[str, str] = {}


@dataclass
class Found:
    """False reds by catalogue and item with the days on which they read so, and what was said on the first."""

    days: int = 0
    items: int = 0  # of all catalogues, on the last of the days
    red: dict[str, list[date]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    differing: dict[str, list[date]] = field(default_factory=dict)
    slowest: float = 0.0

    @property
    def false_reds(self) -> int:
        return sum(len(days) for days in self.red.values())

    @property
    def differences(self) -> int:
        return sum(len(days) for days in self.differing.values())


def green() -> int:
    """How many items are met now: in a home where nothing happened yet, none may be."""
    reports = queries.reports(system_clock())
    return sum(report.count(Status.MET) for report in reports.values())


def look(firm: Firm, days: Iterable[int]) -> Found:
    """Each of these days as of its night: statuses against the snapshot where one was kept, reds from day 91 on."""
    found = Found()
    for number in days:
        began = time.perf_counter()
        at = _moment(firm, number)
        reports = queries.reports(at)
        found.slowest = max(found.slowest, time.perf_counter() - began)
        found.days += 1
        found.items = sum(len(each.results) for each in reports.values())
        for name, report in reports.items():
            _compare(found, name, report, firm.on(number))
            if number > FIRST_DAYS:
                _reds(found, name, report, firm.on(number))
    return found


def _moment(firm: Firm, number: int) -> datetime:
    """When the day's snapshot was made; its night where none was kept."""
    kept = Snapshot.objects.filter(day=firm.on(number)).order_by("-made_at").values_list("made_at", flat=True).first()
    return kept or firm.moment(number, NIGHT) + timedelta(minutes=30)


def _compare(found: Found, name: str, report: Report, day: date) -> None:
    kept = queries.snapshot(name, day)
    if kept is None:
        return
    again = report.statuses()
    for item, status in kept.statuses.items():
        if again.get(item) != status:
            found.differing.setdefault(f"{name}:{item}", []).append(day)


def _reds(found: Found, name: str, report: Report, day: date) -> None:
    for result in report.results:
        key = f"{name}:{result.item.id}"
        if result.status.value in RED and key not in OPEN:
            found.red.setdefault(key, []).append(day)
            bad = [
                f"{call}: {answer.said.ko} [{', '.join(each.said.ko for each in answer.evidence if not each.good)}]"
                for call, answer in result.answers
                if answer.honest.value in RED
            ]
            found.said.setdefault(key, " / ".join(bad))


def lines(found: Found) -> Iterator[str]:
    """For whoever mends: each false red with its days and what was said first."""
    for key, days in sorted(found.red.items()):
        yield f"falsely red: {key} on {len(days)} days from {days[0]} to {days[-1]}: {found.said[key]}"
    for key, days in sorted(found.differing.items()):
        yield f"differs: {key} on {len(days)} days, first {days[0]}"
