"""Stop and roll back: by rule when the data fail, at once on a suspicion, and drilled on a copy."""

from __future__ import annotations

import pytest

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.sources import services as sources
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.apps.work import queries, services
from jangbu.apps.work.automations import stopping
from jangbu.apps.work.drills.services import drill
from jangbu.apps.work.models import Approval, Automation, Process, Run
from jangbu.apps.work.tests.conftest import WHY, given
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)
REASON = stopping.Reason("메일이 이상해요", "the mail is odd")


TABLE = "코드,금액\n" + "".join(f"C{n:03d},{n * 1000}\n" for n in range(1, 61))
TWICE = TABLE.replace("C010,", "C009,")


def taken(owner: Actor, text: str):
    return sources.add_bytes([text.encode()], "거래처.csv", actor=owner, why=WHY, as_of=TODAY).version.dataset


@pytest.fixture
def vendors(owner):
    """A list of vendors that is cleared for use, and whose gate lets nothing through that breaks a rule."""
    dataset = taken(owner, TABLE)
    cleared(dataset, owner)
    sources.set_threshold(dataset, 100, actor=owner, why=WHY)
    return dataset


@pytest.fixture
def with_data(process, plan, vendors, owner) -> Automation:
    plan_of = plan()
    told = services.Plan(plan_of.who, plan_of.what, plan_of.when, plan_of.where, plan_of.why, {}, (vendors.pk,))
    return services.add_automation(process, "거래처와 견주기", "invoice", told, actor=owner, why=WHY)


def test_failing_data_pause_what_touches_them_and_reopen_the_way_of_working(with_data, vendors, owner, direct):
    stopped = stopping.stop_for_data(vendors.pk, vendors.name, "41점이에요", "41 points")
    assert [each.pk for each in stopped] == [with_data.pk]
    with_data.refresh_from_db()
    assert with_data.state == Automation.State.PAUSED
    assert with_data.stopped_by_rule
    assert Process.objects.get(pk=with_data.process_id).sop_open
    assert with_data.pk in direct.paused
    line = ledger.history(Subject("automation", with_data.pk), limit=1)[0]
    assert "거래처" in line.what


def test_the_rule_listens_to_the_ledger(with_data, vendors, owner, direct):
    taken(owner, TWICE)
    with_data.refresh_from_db()
    assert with_data.state == Automation.State.PAUSED


def test_what_the_news_missed_is_caught_up_with(with_data, vendors, owner, direct, monkeypatch):
    monkeypatch.setattr(stopping, "stop_for_data", lambda *_told: [])  # as if the process died before the handler
    taken(owner, TWICE)
    with_data.refresh_from_db()
    assert with_data.state == Automation.State.RUNNING
    assert [each.pk for each in services.catch_up()] == [with_data.pk]


def test_a_stopped_automation_takes_nothing_and_goes_on_only_when_the_reason_is_gone(
    automation, owner, member, direct, paper
):
    services.pause(automation, REASON, actor=member, why=REASON.ko, reopen=True)
    with pytest.raises(Problem, match="not_running"):
        services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    with pytest.raises(Problem, match="sop_open"):
        services.resume(automation, actor=owner, why="고쳤어요")
    services.write_sop(automation.process, "다시 적음", actor=owner, why=WHY)
    services.resume(automation, actor=owner, why="고쳤어요")
    automation.refresh_from_db()
    assert automation.state == Automation.State.RUNNING


def test_a_member_may_stop_but_not_set_going(automation, member, direct):
    services.pause(automation, REASON, actor=member, why=REASON.ko)
    with pytest.raises(Problem, match="denied"):
        services.resume(automation, actor=member, why="괜찮아요")


def test_a_suspicion_revokes_rolls_back_and_undoes_open_runs(automation, plan, owner, member, approver, direct, paper):
    run = services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    first = automation.current_id
    services.add_version(automation, plan(straight_through=10), note="한도", actor=owner, why=WHY)
    Automation.objects.filter(pk=automation.pk).update(credentials="sealed")
    undone = services.roll_back(automation, REASON, actor=member, why=REASON.ko)
    automation.refresh_from_db()
    run.refresh_from_db()
    assert undone == [run.pk]
    assert (automation.current_id, automation.rollback_id, automation.credentials) == (first, None, "")
    assert automation.credentials_revoked_at is not None
    assert automation.state == Automation.State.PAUSED
    assert run.state == Run.State.CANCELLED
    assert not queries.inbox(approver).exists()
    assert not Approval.objects.filter(state=Approval.State.OPEN).exists()


def test_without_a_version_to_go_back_to_it_becomes_work_by_hand(automation, owner, direct):
    services.roll_back(automation, REASON, actor=owner, why=REASON.ko)
    automation.refresh_from_db()
    assert automation.state == Automation.State.MANUAL


def test_a_version_is_never_changed(automation):
    version = automation.current
    version.note = "다르게"
    with pytest.raises(ValueError, match="never changed"):
        version.save()


@pytest.mark.parametrize("kind", ["stop", "rollback"])
def test_a_drill_proves_itself_on_a_copy(automation, owner, direct, kind, plan):
    services.add_version(automation, plan(straight_through=10), note="한도", actor=owner, why=WHY)
    made = drill(automation, kind, actor=owner, why="정말 되는지")
    assert made.passed, made.steps
    automation.refresh_from_db()
    assert automation.state == Automation.State.RUNNING
    assert not Process.objects.get(pk=automation.process_id).sop_open
    assert list(queries.automations(owner)) == [automation]
    assert ledger.history(Subject("drill", made.pk), limit=5)[0].what.startswith("계산서 읽기")


def test_a_drill_that_goes_wrong_says_so(automation, owner, direct, monkeypatch):
    monkeypatch.setattr(stopping, "roll_back", lambda *_args, **_more: [])
    made = drill(automation, "rollback", actor=owner, why="정말 되는지")
    assert not made.passed


def test_rules_may_stop_and_nothing_else(automation, direct):
    with pytest.raises(Problem, match="denied"):
        services.resume(automation, actor=Actor.rule("x"), why="규칙")
