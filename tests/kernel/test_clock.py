"""The system's clock shows a story's time only to those who tell it."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest

from jangbu.kernel.clock import fixed, story_at, system_clock

THEN = datetime(2025, 11, 30, 1, tzinfo=UTC)


def test_inside_a_story_it_is_then_and_time_goes_on():
    with story_at(THEN):
        first, second = system_clock(), system_clock()
    assert THEN < first < second
    assert (second - THEN).total_seconds() < 1


def test_outside_of_it_and_beside_it_it_is_now():
    seen: list[datetime] = []
    with story_at(THEN):
        beside = Thread(target=lambda: seen.append(system_clock()))
        beside.start()
        beside.join()
    assert system_clock().year > THEN.year
    assert seen[0].year > THEN.year


def test_a_story_that_fails_gives_the_clock_back():
    with pytest.raises(RuntimeError), story_at(THEN):
        raise RuntimeError
    assert system_clock().year > THEN.year


def test_a_moment_without_a_zone_is_no_moment():
    with pytest.raises(ValueError, match="zone"):
        fixed(datetime(2025, 11, 30))  # noqa: DTZ001  # the fault on purpose
