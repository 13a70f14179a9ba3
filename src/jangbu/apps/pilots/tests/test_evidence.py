"""What pilots show of themselves, and from when on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jangbu.apps.base.evidence import ask
from jangbu.apps.pilots import services
from jangbu.apps.pilots.models import Review
from jangbu.apps.pilots.tests.test_running import NOW, START, clock, owner, pilot  # noqa: F401  # fixtures
from jangbu.apps.pilots.worth import services as worth
from jangbu.apps.pilots.worth.queries import DEFAULTS
from jangbu.engines import value
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import SEOUL

pytestmark = pytest.mark.django_db


def test_a_pilot_that_just_began_is_not_held_to_what_only_time_can_bring(owner):  # noqa: F811
    plan = services.Plan(
        "새 파일럿", "30% 줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates()
    )
    services.create_pilot(plan, actor=owner, why="시작", clock=lambda: datetime(2026, 10, 26, 9, tzinfo=SEOUL))

    def stands(name: str, day: date) -> str:
        return ask(Call(name), datetime(day.year, day.month, day.day, 19, tzinfo=SEOUL)).status.value

    late = {
        "kpis_measured": date(2026, 11, 2),
        "interviews_held": date(2026, 11, 9),
        "satisfaction_asked": date(2026, 11, 9),
        "pilots_examined": date(2026, 11, 23),
        "lessons_written": date(2026, 11, 23),
        "worth_estimated": date(2026, 11, 23),
        "tools_compared": date(2026, 11, 23),
    }
    for name, last in late.items():
        assert stands(name, last) == "unknown", name
        assert stands(name, last + timedelta(days=1)) == "unmet", name


def test_a_range_is_told_once_somebody_answered_and_something_was_measured(pilot, owner):  # noqa: F811
    def stands(at: datetime) -> str:
        return ask(Call("worth_estimated"), at).status.value

    after = datetime(2026, 11, 25, 9, tzinfo=SEOUL)
    assert stands(after) == "unmet"
    worth.answer_worth(pilot, DEFAULTS, actor=owner, why="값을 보려고", clock=clock)
    assert stands(after) == "met"
    assert stands(NOW - timedelta(days=1)) == "unknown"  # before it was answered, and before its day of decision


def test_what_is_over_is_not_asked_for_a_newer_review_nor_for_its_lessons_before_the_day_of_decision(owner):  # noqa: F811
    start, end, decides = date(2026, 10, 26), date(2026, 11, 20), date(2026, 11, 23)
    plan = services.Plan("새 파일럿", "30% 줄이기", start, end, decides, value.default_gates())
    made = services.create_pilot(plan, actor=owner, why="시작", clock=lambda: _at(start, 9))
    Review.objects.create(pilot=made, every="week", day=end, note="둬요", seen={}, written_at=_at(end, 15))

    def stands(name: str, day: date) -> str:
        return ask(Call(name), _at(day, 22)).status.value

    assert {stands("reviews_held", end + timedelta(days=days)) for days in (0, 13, 14, 15, 40)} == {"met"}
    assert {stands("lessons_feed_growth", day) for day in (end, end + timedelta(days=1), decides)} == {"met"}
    assert stands("lessons_feed_growth", decides + timedelta(days=1)) == "unmet"


def test_a_pilot_whose_last_review_lay_long_before_its_end_shows_so(owner):  # noqa: F811
    plan = services.Plan(
        "새 파일럿", "30% 줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates()
    )
    made = services.create_pilot(plan, actor=owner, why="시작", clock=lambda: _at(date(2026, 10, 26), 9))
    early = date(2026, 11, 2)
    Review.objects.create(pilot=made, every="week", day=early, note="그대로 둬요.", seen={}, written_at=_at(early, 15))
    assert ask(Call("reviews_held"), _at(date(2026, 11, 16), 22)).status.value == "met"
    for day in (17, 20, 25):
        assert ask(Call("reviews_held"), _at(date(2026, 11, day), 22)).status.value == "unmet"


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL)
