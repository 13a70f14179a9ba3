"""Collecting events one by one into columns."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from jangbu.engines.processes import problems
from jangbu.engines.processes.log import NO_TIME, EventLog
from jangbu.engines.processes.times import parse
from jangbu.kernel.errors import Problem


@dataclass
class Builder:
    """Names get codes in the order they are met; equal time texts are parsed once."""

    cases: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    times: dict[str, tuple[int, int]] = field(default_factory=dict)
    case: array[int] = field(default_factory=lambda: array("q"))
    activity: array[int] = field(default_factory=lambda: array("q"))
    time: array[int] = field(default_factory=lambda: array("q"))
    zone: array[int] = field(default_factory=lambda: array("q"))
    blank: int = 0
    unread: str = ""

    def add(self, case: str, activity: str, time: str) -> None:
        if not activity.strip():
            self.blank += 1
            activity = "(빈 이름)"
        if (parsed := self.times.get(time)) is None:
            parsed = self.times[time] = parse(time)
            if parsed[0] == NO_TIME and time.strip() and not self.unread:
                self.unread = time[:40]
        self.case.append(self.cases.setdefault(case, len(self.cases)))
        self.activity.append(self.activities.setdefault(activity, len(self.activities)))
        self.time.append(parsed[0])
        self.zone.append(parsed[1])

    def finish(self, path: str, file: str, fingerprint: str) -> EventLog:
        """Raises Problem: EMPTY, BLANK_ACTIVITIES, NO_TIMES."""
        total = len(self.case)
        if not total:
            raise Problem(problems.EMPTY, file=file)
        if self.blank * 2 > total:
            raise Problem(problems.BLANK_ACTIVITIES, file=file, count=f"{self.blank:,}", total=f"{total:,}")
        time = np.array(self.time, dtype=np.int64)
        if (time == NO_TIME).all():
            raise Problem(problems.NO_TIMES, file=file, example=self.unread or "—")
        columns = (np.array(values, dtype=np.int64) for values in (self.case, self.activity))
        case, activity = columns
        zone = np.array(self.zone, dtype=np.int64)
        return EventLog(path, fingerprint, tuple(self.cases), tuple(self.activities), case, activity, time, zone)
