"""Time comes in as an argument. A clock is a function that returns an aware datetime; tests pass their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

SEOUL = ZoneInfo("Asia/Seoul")


def system_clock() -> datetime:
    """Now, in UTC, aware."""
    return datetime.now(UTC)


def fixed(moment: datetime) -> Clock:
    """A clock that always shows `moment`, which must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is not a moment")
    return lambda: moment
