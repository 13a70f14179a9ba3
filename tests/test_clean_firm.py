"""The clean firm of `bench governance --only clean` in its first days: the mechanism; the year is the bench's."""

from __future__ import annotations

from datetime import date

import pytest
from bench.clean import data, judging, keeping, people, policies, story
from bench.clean.deciding import decider
from bench.clean.habits import Firm, Habit, chapters

from jangbu.apps.journey.models import Snapshot
from jangbu.web.seed import policies as seed
from jangbu.web.seed import work
from jangbu.web.seed.chapters import tell_all

TODAY, DAYS = date(2026, 11, 30), 11
NOT_HERE = {keeping.evening, keeping.plan_backups, data.deliver_logs}  # a home and files of their own, and time


def test_a_habit_happens_on_its_first_day_and_then_on_its_cycle():
    assert list(Habit(print, 3, 7).days(20)) == [3, 10, 17]
    assert list(Habit(print, 3, 7, until=12).days(20)) == [3, 10]
    assert list(Habit(print, 3).days(20)) == [3]
    assert list(Habit(print, 30).days(20)) == []


def test_days_count_from_the_founding_up_to_today(tmp_path):
    firm = Firm(TODAY, tmp_path, days=100)
    assert (firm.on(1), firm.on(100)) == (date(2026, 8, 23), TODAY)
    assert [each.ago for each in chapters(firm, [Habit(print, 1, 50)])] == [99, 49]


@pytest.mark.django_db
def test_its_first_days_come_out_again_as_they_were_kept(tmp_path, settings):
    settings.HOME = tmp_path
    firm = Firm(TODAY, tmp_path / "files", days=DAYS)
    table = [each for each in (*story.SETTING_UP, *story.HABITS) if each.do not in NOT_HERE and each.first < 10]
    with work.at_once():
        tell_all(chapters(firm, [*table, Habit(keeping.keep_the_day, 1, 2, hour=story.NIGHT)]), TODAY)
    assert Snapshot.objects.exists()
    found = judging.look(firm, range(1, DAYS + 1, 2))
    assert found.differences == 0, list(judging.lines(found))
    assert {"met", "unmet", "unknown"} <= {
        status for kept in Snapshot.objects.all() for status in kept.statuses.values()
    }


@pytest.mark.django_db
def test_whom_the_matrix_names_decides_where_it_leaves_out_whoever_used_to(tmp_path, settings):
    settings.HOME = tmp_path
    firm = Firm(TODAY, tmp_path / "files", days=DAYS)
    tell_all(chapters(firm, [Habit(people.found, 1), Habit(policies.draft, 2)]), TODAY)
    about = ("policy", seed.policy_of("security").pk, "policy.change")
    assert decider(*about, "최하은").name == "최하은", "the matrix has no row for it yet"
    keeping.fill_duties(firm)
    assert decider(*about, "최하은").name == "김민지"
    assert decider(*about, "이서준").name == "이서준"
