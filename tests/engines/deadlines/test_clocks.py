"""Clocks of the law: timed scenarios worked out by hand, and what must hold for any facts in any order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from bench.breaches import rows

from jangbu.engines.deadlines import Clock, Fact, clocks, end_of_days, rules
from jangbu.kernel.clock import SEOUL

START = datetime(2026, 11, 2, 9, tzinfo=SEOUL)


@pytest.mark.parametrize("result", rows(), ids=lambda result: result.name)
def test_every_clock_of_the_scenario_is_right(result):
    assert result.found == result.expected


def test_there_are_at_least_thirty_scenarios():
    assert len(rows()) >= 30


def test_every_rule_says_article_source_and_since_when_in_both_languages():
    for rule in rules().values():
        assert rule.source_url.startswith("https://")
        assert rule.in_force_from <= rule.as_of
        assert sum(each is not None for each in (rule.hours, rule.days)) <= 1
        assert rule.hours or rule.days or rule.house_hours
        for words in (rule.title, rule.article, rule.starts, rule.stops):
            assert words.ko
            assert words.en
            assert not any("가" <= char <= "힣" for char in words.en)


def _facts(random: Random) -> list[Fact]:
    names = {
        "leak_confirmed": ["leak", "tampering"], "possible_leak": ["illegal_access"], "people_count": [10, 900, 1000],
        "unique_ids": [True], "told_people": ["first", "full"], "reported": ["first"], "items": ["이름"],
        "access_requested": [True], "answered": ["given"],
    }  # fmt: skip
    made, recorded = [], START
    for _each in range(random.randint(1, 9)):
        recorded += timedelta(minutes=random.randint(1, 2_000))
        name = random.choice(sorted(names))
        known = recorded - timedelta(minutes=random.randint(0, 3_000))
        made.append(Fact(name, random.choice(names[name]), known, recorded))
    return made


def _ends(found: list[Clock]) -> dict[tuple[str, datetime], datetime]:
    return {(clock.rule.id, clock.started_at): clock.due_at for clock in found}


@pytest.mark.parametrize("seed", range(200))
def test_a_later_statement_of_the_same_leak_never_makes_its_deadline_later(seed):
    facts = _facts(Random(seed))
    before = {clock.rule.id: clock.due_at for clock in clocks(facts, facts[-1].recorded_at) if clock.open}
    later = facts[-1].recorded_at + timedelta(hours=1)
    again = [Fact(fact.name, fact.value, later, later) for fact in facts if fact.name in {"leak_confirmed"}]
    after = {clock.rule.id: clock.due_at for clock in clocks([*facts, *again], later)}
    for name in {"notify_confirmed"} & before.keys():
        assert after[name] <= before[name]


@pytest.mark.parametrize("seed", range(200))
def test_the_order_in_which_facts_are_handed_over_and_their_zone_change_nothing(seed):
    random = Random(seed)
    facts = _facts(random)
    now = facts[-1].recorded_at + timedelta(hours=random.randint(0, 200))
    abroad = [Fact(f.name, f.value, f.known_at.astimezone(UTC), f.recorded_at.astimezone(UTC)) for f in facts]
    random.shuffle(abroad)
    assert _ends(clocks(abroad, now.astimezone(UTC))) == _ends(clocks(facts, now))


@pytest.mark.parametrize("seed", range(200))
def test_a_past_moment_is_answered_without_what_was_written_later(seed):
    facts = _facts(Random(seed))
    for place in range(1, len(facts) + 1):
        moment = facts[place - 1].recorded_at
        assert clocks(facts, moment) == clocks(facts[:place], moment)


def test_days_end_at_midnight_in_seoul_and_move_past_rest_days():
    end, moved = end_of_days(datetime(2026, 12, 15, 23, 59, tzinfo=SEOUL), 10)
    assert (end, moved) == (datetime(2026, 12, 26, tzinfo=SEOUL), datetime(2026, 12, 29, tzinfo=SEOUL))
