"""Who must meet, when they cannot, and the times that are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from jangbu.kernel.clock import SEOUL

WEEK: Mapping[int, tuple[time, time]] = MappingProxyType({day: (time(9), time(18)) for day in range(5)})


@dataclass(frozen=True, slots=True)
class Busy:
    """A time that is taken, both ends aware; `place` says where, for the way there and back."""

    start: datetime
    end: datetime
    place: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """`hours` by weekday (Monday 0) in the request's zone; a weekday that is missing is free of work. `buffer` and
    `travel` (minutes) stand in for the request's where given; `lunch` is kept free beside the request's own."""

    name: str
    required: bool = True
    busy: tuple[Busy, ...] = ()
    hours: Mapping[int, tuple[time, time]] = field(default_factory=lambda: WEEK)
    buffer: int | None = None
    travel: int | None = None
    lunch: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for. Durations in minutes. `travel` minutes lie between two different places; `preferred` are
    times of the day that are liked; `days_off` are not worked on by anybody."""

    attendees: tuple[Attendee, ...]
    start: datetime
    end: datetime
    duration: int = 60
    zone: ZoneInfo = SEOUL
    lunch: tuple[time, time] | None = (time(12), time(13))
    buffer: int = 10
    travel: int = 0
    place: str = ""
    notice: int = 0  # minutes from now before which nothing is proposed
    preferred: tuple[tuple[time, time], ...] = ()
    days_off: frozenset[date] = frozenset()
    step: int = 15
    count: int = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that fits everybody who must come. `score` 0 to 1; `reasons` in both languages, the weightiest first."""

    start: datetime
    end: datetime
    score: float
    reasons: tuple[dict[str, str], ...]
    absent: tuple[str, ...] = ()  # optional people who cannot come

    def as_json(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "score": round(self.score, 3),
            "reasons": list(self.reasons),
            "absent": list(self.absent),
        }


@dataclass(frozen=True, slots=True)
class NoneFound:
    """Why there is no time, and how many there would be if one thing gave way, the most helpful first."""

    ko: str
    en: str
    relaxations: tuple[dict[str, Any], ...]  # {ko, en, slots}

    def as_json(self) -> dict[str, Any]:
        return {"ko": self.ko, "en": self.en, "relaxations": list(self.relaxations)}
