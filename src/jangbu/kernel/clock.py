"""Time comes in as an argument. A clock is a function that returns an aware datetime; tests pass their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

SEOUL = ZoneInfo("Asia/Seoul")


_story: ContextVar[Clock | None] = ContextVar("story", default=None)


def system_clock() -> datetime:
    """Now, in UTC, aware; inside `story_at`, the moment of the story."""
    story = _story.get()
    return story() if story is not None else datetime.now(UTC)


def machine_clock() -> datetime:
    """What the machine's own clock shows, in a story too."""
    return datetime.now(UTC)


@contextmanager
def story_at(moment: datetime) -> Iterator[None]:
    """What this thread does inside happened then: how the sample firm got its year of history, and benches theirs.

    Each look at the clock is a millisecond after the one before. Nothing that serves people enters here.
    """
    start, ticks = fixed(moment)().astimezone(UTC), [0]

    def told() -> datetime:
        ticks[0] += 1
        return start + timedelta(milliseconds=ticks[0])

    before = _story.set(told)
    try:
        yield
    finally:
        _story.reset(before)


def fixed(moment: datetime) -> Clock:
    """A clock that always shows `moment`, which must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is not a moment")
    return lambda: moment
