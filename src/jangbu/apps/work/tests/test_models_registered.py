"""Automations in the register of AI models: measured on what people corrected, held back until approved."""

from __future__ import annotations

import pytest

from jangbu.apps.aimodels import queries as models
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.models import AiModel, Evaluation
from jangbu.apps.work import services
from jangbu.apps.work.models import Approval, Run
from jangbu.apps.work.tests.conftest import WHY, given
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)
PAPERS = 4  # with ten values each they are enough for a threshold of 0.8


@pytest.fixture
def checked(automation, direct, paper, member, approver) -> AiModel:
    """Papers that were read and approved, one value of them corrected."""
    for number in range(PAPERS):
        path = paper(net=1_000_000 + 10_000 * number, approval_number=f"2026112041000042{number:08}")
        run = services.submit(automation, files=[given(path)], actor=member, why=WHY)
        approval = run.approvals.get(state=Approval.State.OPEN)
        services.approve(approval, actor=approver, edits={"number": "정정-1"} if number == 0 else {})
    return AiModel.objects.get(kind="automation", ref=automation.pk)


@pytest.fixture
def promoted(checked, owner, approver) -> AiModel:
    lower(checked, owner)
    promote(models.champion(checked).version, owner, approver)
    return AiModel.objects.get(pk=checked.pk)


def lower(entry: AiModel, owner) -> None:
    """A threshold that so few papers can meet."""
    limits = {"value_accuracy": {"limit": 0.6, "at_most": False}}
    told = {"source": "runs", "limits": limits, "every_days": 30, "required": True}
    aimodels.set_suite(entry, "accuracy", actor=owner, why="건수가 적어서", **told)


def measure(version, owner) -> Evaluation:
    suite = version.entry.suites.get(kind="accuracy", ended_at=None)
    return aimodels.evaluate(version, suite, actor=owner, why=WHY)


def promote(version, owner, approver) -> None:
    assert measure(version, owner).verdict == "pass"
    aimodels.approve_promotion(aimodels.ask_promotion(version, actor=owner, why=WHY), actor=approver, why=WHY)


def test_what_people_corrected_is_the_truth_it_is_measured_against(checked, owner):
    found = measure(models.champion(checked).version, owner)
    values = next(each for each in found.results if each["measure"] == "value_accuracy")
    cases = next(each for each in found.results if each["measure"] == "case_accuracy")
    assert values["n"] == sum(len(run.input["read"]) for run in Run.objects.all())
    assert round(values["value"] * values["n"]) == values["n"] - 1
    assert (cases["n"], cases["value"]) == (PAPERS, (PAPERS - 1) / PAPERS)
    again = measure(models.champion(checked).version, owner)
    assert again.data["fingerprint"] == found.data["fingerprint"]  # the same cases are the same data


def test_a_new_version_waits_works_on_past_papers_and_serves_once_approved(promoted, automation, plan, owner, approver):
    first = automation.versions.get(number=1)
    made = services.add_version(automation, plan(business_numbers=["220-81-62517"]), note="둘째", actor=owner, why=WHY)
    automation.refresh_from_db()
    assert automation.current_id == first.pk
    candidate = promoted.versions.get(ref=made.pk)
    found = measure(candidate, owner)
    assert found.data["cases"] == PAPERS
    promote(candidate, owner, approver)
    automation.refresh_from_db()
    assert (automation.current_id, automation.rollback_id) == (made.pk, first.pk)


def test_after_a_roll_back_the_next_paper_goes_to_the_version_before(
    promoted, automation, plan, owner, approver, member, paper
):
    made = services.add_version(automation, plan(business_numbers=["220-81-62517"]), note="둘째", actor=owner, why=WHY)
    promote(promoted.versions.get(ref=made.pk), owner, approver)
    aimodels.roll_back(AiModel.objects.get(pk=promoted.pk), actor=owner, why="틀린 값이 나와서")
    automation.refresh_from_db()
    path = paper(net=3_000_000, approval_number="202611204100004299999999")
    run = services.submit(automation, files=[given(path)], actor=member, why=WHY)
    assert run.version.number == 1
    assert not models.may_serve("automation", automation.pk, made.fingerprint)


def test_a_version_put_in_use_by_force_is_refused_at_the_door(promoted, automation, plan, owner, member, paper):
    made = services.add_version(automation, plan(business_numbers=["220-81-62517"]), note="둘째", actor=owner, why=WHY)
    type(automation).objects.filter(pk=automation.pk).update(current=made)
    automation.refresh_from_db()
    with pytest.raises(Problem) as caught:
        services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    assert caught.value.code == "aimodels.not_allowed"


def test_rules_that_nobody_approved_read_nothing_once_the_regime_is_on(
    checked, automation, owner, approver, member, paper
):
    aimodels.sync()
    rules = AiModel.objects.get(kind="rules")
    lower(rules, owner)
    promote(models.champion(rules).version, owner, approver)
    rules.aliases.filter(ended_at=None).update(ended_at=system_clock())
    path = paper(net=4_000_000, approval_number="202611204100004288888888")
    run = services.submit(automation, files=[given(path)], actor=member, why=WHY)
    run.refresh_from_db()
    assert (run.state, run.error_class) == (Run.State.FAILED, "aimodels.not_allowed")
    promote(rules.versions.get(), owner, approver)
    again = services.replay(run, actor=member, why=WHY)
    again.refresh_from_db()
    assert again.state == Run.State.WAITING


def test_going_back_on_a_suspicion_takes_the_alias_along(promoted, automation, plan, owner, approver):
    made = services.add_version(automation, plan(business_numbers=["220-81-62517"]), note="둘째", actor=owner, why=WHY)
    promote(promoted.versions.get(ref=made.pk), owner, approver)
    automation.refresh_from_db()
    reason = services.Reason("의심스러워요", "suspicious")
    services.roll_back(automation, reason, actor=owner, why="의심스러워서", reopen=False)
    assert models.champion(promoted).version.number == 1
    assert models.champion(promoted).ground == "rolled_back"


def test_readers_of_documents_are_registered_once_something_is_read(cast, owner):
    aimodels.sync()
    assert not AiModel.objects.filter(kind__in=("rules", "ocr")).exists()
