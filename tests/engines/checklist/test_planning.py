"""A plan holds only what is open; what is late moves with its reason and takes along what comes after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from jangbu.engines.checklist import Answer, Evidence, Status, Step, Words, judge, read_catalogue, replan
from jangbu.kernel.errors import Problem

YAML = """
name: road
kind: roadmap
version: 1
as_of: 2026-11-30
title: {ko: 계획, en: Plan}
groups:
  - id: one
    title: {ko: 하나, en: One}
    items:
      - {id: A, days: [1, 3], effort_hours: 8, ko: 가, en: A, needs: [a]}
      - {id: B, days: [2, 4], effort_hours: 2, after: [A], ko: 나, en: B, needs: [b]}
      - {id: C, days: [1, 20], effort_hours: 2, ko: 다, en: C, needs: [c]}
"""
MONDAY = date(2026, 11, 2)


def report(on: date, met: str = ""):
    def ask(call, at):
        status = Status.MET if call.name in met else Status.UNMET
        return Answer(status, Words(f"{call.name} 없음", f"no {call.name}"), (Evidence("1", Words("", "")),))

    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return judge(read_catalogue(YAML.encode(), file="road"), ask, at=at)


def plan(on: date, before=(), met: str = "", *, holidays=()) -> dict[str, Step]:
    steps = replan(
        report(on, met),
        start=MONDAY,
        today=on,
        before={step.item: step for step in before},
        works=lambda day: day.weekday() < 5 and day not in holidays,
    )
    return {step.item: step for step in steps}


def test_only_what_is_open_is_planned_in_the_order_of_days():
    assert list(plan(MONDAY)) == ["A", "B", "C"]
    assert list(plan(MONDAY, met="b")) == ["A", "C"]
    assert plan(MONDAY, met="abc") == {}


def test_an_item_ends_no_sooner_than_what_unblocks_it_allows():
    found = plan(MONDAY)
    assert found["A"].due == date(2026, 11, 4)
    assert (found["B"].first_due, found["B"].due) == (date(2026, 11, 5), date(2026, 11, 5))


def test_what_is_late_moves_by_its_hours_says_why_and_keeps_its_first_day():
    found = plan(date(2026, 11, 6), plan(MONDAY).values())
    late = found["A"]
    assert (late.first_due, late.due) == (date(2026, 11, 4), date(2026, 11, 10))  # two working days after Friday
    assert late.moves[0].said == Words("2일 지났어요. a 없음", "2 days late. no a")
    assert found["B"].due == date(2026, 11, 11)  # the same person has ten hours to do by then
    assert found["C"].moves == ()


def test_what_waits_for_something_late_moves_along_and_says_for_what():
    found = plan(date(2026, 11, 5), plan(MONDAY).values())
    assert found["A"].due == date(2026, 11, 9)
    assert found["B"].due == date(2026, 11, 10)
    assert found["B"].moves[-1].said.en == "Something comes first: A"


def test_an_item_that_moves_every_day_keeps_its_first_move_and_the_last_ones():
    before: dict[str, Step] = {}
    for number in range(200):
        before = plan(MONDAY + timedelta(days=number), before.values())
    late = before["A"]
    assert late.times > 30
    assert len(late.moves) == 12
    assert late.moves[0].on == date(2026, 11, 5)
    assert Step.of(late.as_json()) == late


def test_the_same_day_twice_changes_nothing_and_a_later_day_moves_once_more():
    friday = date(2026, 11, 6)
    once = plan(friday, plan(MONDAY).values())
    assert plan(friday, once.values()) == once
    later = plan(date(2026, 11, 12), once.values())
    assert [move.on for move in later["A"].moves] == [friday, date(2026, 11, 12)]
    assert later["A"].first_due == date(2026, 11, 4)


def test_holidays_do_not_count_as_days_of_work():
    found = plan(date(2026, 11, 6), plan(MONDAY).values(), holidays={date(2026, 11, 9)})
    assert found["A"].due == date(2026, 11, 11)


def test_a_plan_comes_back_from_its_json():
    for step in plan(date(2026, 11, 6), plan(MONDAY).values()).values():
        assert Step.of(step.as_json()) == step


def test_whatever_the_days_nobody_is_asked_to_finish_yesterday():
    before: dict[str, Step] = {}
    for number in range(120):
        today = MONDAY + timedelta(days=number)
        before = plan(today, before.values(), met="c" if number % 7 == 3 else "")
        assert all(step.due >= today for step in before.values())
        if "A" in before and "B" in before:
            assert before["A"].due < before["B"].due


def test_items_that_unblock_each_other_are_refused():
    with pytest.raises(Problem) as caught:
        read_catalogue(
            YAML.replace("after: [A]", "after: [A]").replace("8, ko", "8, after: [B], ko").encode(), file="x"
        )
    assert caught.value.code == "checklist.circular"
