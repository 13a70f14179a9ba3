"""An approval runs out with its evaluation: red at once, a dated grace, one person's name, then nothing serves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jangbu.apps.aimodels import evidence, queries, services
from jangbu.apps.aimodels.models import Prolongation
from jangbu.apps.aimodels.prolonging import ends_of
from jangbu.kernel.clock import SEOUL

from .conftest import WHY
from .test_promotion import code_of, serves

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(workshop, promote):
    version = workshop.add("v1", right=99, use=True)
    promote(version)
    return version


def lapse(version, at):
    return queries.lapse_of(queries.champion(version.entry), at)


def test_an_evaluation_that_grew_old_is_red_at_once_and_stops_a_month_later(workshop, approved):
    assert lapse(approved, workshop.now) is None
    workshop.pass_days(31)
    assert evidence.evaluations_current(workshop.now).status == "unmet"
    held = lapse(approved, workshop.now)
    assert (held.failed, held.until - held.since) == (False, timedelta(days=30))
    assert serves(approved, workshop.now)
    workshop.pass_days(29)
    assert not serves(approved, workshop.now)
    asked = ("automation", "thing", approved.fingerprint, "계산서")
    assert code_of(queries.require_serving, *asked, workshop.now) == "aimodels.evaluation_over"


def test_a_new_evaluation_that_passes_lets_it_serve_again(workshop, approved, evaluate):
    workshop.pass_days(70)
    assert not serves(approved, workshop.now)
    evaluate(approved)
    assert serves(approved, workshop.now)
    assert lapse(approved, workshop.now) is None


def test_what_was_measured_as_not_good_enough_stops_within_a_week(workshop, approved, evaluate):
    workshop.pass_days(3)
    workshop.right["v1"] = 50
    assert evaluate(approved).verdict == "fail"
    held = lapse(approved, workshop.now)
    assert (held.failed, held.until - workshop.now) == (True, timedelta(days=7))
    workshop.pass_days(1)
    evaluate(approved)  # looking again does not buy time
    assert lapse(approved, workshop.now).until == held.until
    workshop.pass_days(6)
    assert not serves(approved, workshop.now)


def test_one_named_person_prolongs_it_to_a_day_and_not_for_ever(workshop, approved, owner, lead):
    told = {"actor": lead, "why": "업체 점검이 끝나면 다시 재려고", "clock": workshop.clock}
    day = workshop.now.astimezone(SEOUL).date()
    assert code_of(services.prolong, approved.entry, day + timedelta(days=9), **told) == "aimodels.not_lapsed"
    workshop.pass_days(61)
    assert not serves(approved, workshop.now)
    day = workshop.now.astimezone(SEOUL).date()
    assert code_of(services.prolong, approved.entry, day + timedelta(days=40), **told) == "aimodels.prolonged_enough"
    assert code_of(services.prolong, approved.entry, day - timedelta(days=1), **told) == "aimodels.prolonged_enough"
    assert code_of(services.prolong, approved.entry, day, **{**told, "why": " "}) == "aimodels.no_why"
    made = services.prolong(approved.entry, day + timedelta(days=30), **told)
    assert (made.by, made.until) == (lead.id, ends_of(day + timedelta(days=30)))
    assert serves(approved, workshop.now)
    assert evidence.evaluations_current(workshop.now).status == "unmet"  # a name is no evaluation
    workshop.pass_days(31)
    assert not serves(approved, workshop.now)
    day = workshop.now.astimezone(SEOUL).date()
    assert code_of(services.prolong, approved.entry, day + timedelta(days=30), **told) == "aimodels.prolonged_enough"
    assert Prolongation.objects.count() == 1


def test_going_back_to_what_was_measured_long_ago_begins_its_own_grace(workshop, owner, promote, approved):
    workshop.pass_days(80)
    entry = promote(workshop.add("v2", right=99))
    services.roll_back(entry, actor=owner, why="틀린 값이 나와서", clock=workshop.clock)
    assert serves(approved, workshop.now)
    workshop.pass_days(31)
    assert not serves(approved, workshop.now)


def test_a_measure_that_is_no_longer_needed_does_not_let_it_serve_for_ever(workshop, approved, owner):
    suite = approved.entry.suites.get(kind="accuracy", ended_at=None)
    told = {"source": "runs", "limits": suite.limits, "every_days": 30, "required": False}
    services.set_suite(approved.entry, "accuracy", actor=owner, why=WHY, clock=workshop.clock, **told)
    workshop.pass_days(31)
    assert not serves(approved, workshop.now)


def test_a_past_moment_of_a_lapse_reads_as_it_was(workshop, approved, lead, evaluate):
    workshop.pass_days(31)
    then, before = workshop.now, lapse(approved, workshop.now)
    workshop.pass_days(2)
    day = workshop.now.astimezone(SEOUL).date() + timedelta(days=20)
    services.prolong(approved.entry, day, actor=lead, why=WHY, clock=workshop.clock)
    evaluate(approved)
    assert lapse(approved, workshop.now) is None
    assert lapse(approved, then) == before
