"""Only what was evaluated and approved by another person serves, whatever is done in whatever order."""

from __future__ import annotations

from datetime import datetime

import pytest

from jangbu.apps.aimodels import evidence, queries, services
from jangbu.apps.aimodels.models import AiModel, Alias, Evaluation, FrozenError, ModelVersion
from jangbu.apps.ledger.models import Entry
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

from .conftest import WHY

pytestmark = pytest.mark.django_db


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    return caught.value.code


def serves(version: ModelVersion, at: datetime | None = None) -> bool:
    return queries.may_serve(version.entry.kind, version.entry.ref, version.fingerprint, at)


def test_what_runs_registers_itself_once_and_its_grace_is_a_gap(workshop):
    first = workshop.add("v1", use=True)
    services.sync(clock=workshop.clock)
    services.sync(clock=workshop.clock)
    entry = AiModel.objects.get()
    assert entry.versions.count() == 1
    assert entry.aliases.get().ground == Alias.Ground.SINCE_BEFORE
    assert serves(first, workshop.now)
    assert evidence.nothing_unevaluated_serves(workshop.now).status == "unmet"
    assert evidence.models_registered(workshop.now).status == "met"


def test_a_change_under_grace_is_followed_and_said_to_be_unapproved(workshop):
    workshop.add("v1", use=True)
    workshop.pass_days(1)
    second = workshop.add("v2", use=True)
    assert queries.champion(second.entry).ground == Alias.Ground.FOLLOWS
    assert second.entry.aliases.filter(ended_at=None).count() == 1


def test_a_version_row_can_neither_be_changed_nor_deleted(workshop):
    version = workshop.add("v1", use=True)
    version.note = "다시 썼어요"
    with pytest.raises(FrozenError):
        version.save()
    with pytest.raises(FrozenError):
        ModelVersion.objects.filter(pk=version.pk).update(note="-")
    with pytest.raises(FrozenError):
        ModelVersion.objects.all().delete()
    with pytest.raises(FrozenError):
        version.delete()


def test_promotion_needs_an_evaluation_that_passed_on_that_very_version(workshop, owner, evaluate):
    first = workshop.add("v1", right=99, use=True)
    second = workshop.add("v2", right=60)
    evaluate(first)
    told = {"actor": owner, "why": WHY, "clock": workshop.clock}
    assert code_of(services.ask_promotion, second, **told) == "aimodels.not_evaluated"
    assert evaluate(second).verdict == "fail"
    told = {"actor": owner, "why": WHY, "clock": workshop.clock}
    assert code_of(services.ask_promotion, second, **told) == "aimodels.not_evaluated"


def test_promotion_needs_a_second_person_and_a_person_at_all(workshop, owner, lead, evaluate):
    version = workshop.add("v1", right=99, use=True)
    evaluate(version)
    asked = services.ask_promotion(version, actor=owner, why=WHY, clock=workshop.clock)
    told = {"why": WHY, "clock": workshop.clock}
    assert code_of(services.approve_promotion, asked, actor=owner, **told) == "aimodels.own_request"
    with pytest.raises(Problem):
        services.approve_promotion(asked, actor=Actor.system(), **told)
    services.approve_promotion(asked, actor=lead, **told)
    entry = AiModel.objects.get()
    assert entry.regime_since == workshop.now
    assert queries.champion(entry).ground == Alias.Ground.PROMOTED
    assert code_of(services.approve_promotion, asked, actor=lead, **told) == "aimodels.not_open"
    assert evidence.promotion_by_two(workshop.now).status == "met"


def test_an_evaluation_that_grew_old_while_the_request_waited_no_longer_carries_it(workshop, owner, lead, evaluate):
    version = workshop.add("v1", right=99, use=True)
    evaluate(version)
    asked = services.ask_promotion(version, actor=owner, why=WHY, clock=workshop.clock)
    workshop.pass_days(31)
    refused = code_of(services.approve_promotion, asked, actor=lead, why=WHY, clock=workshop.clock)
    assert refused == "aimodels.not_evaluated"
    evaluate(version)
    services.approve_promotion(asked, actor=lead, why=WHY, clock=workshop.clock)
    assert serves(version, workshop.now)


def test_once_the_regime_is_on_a_new_version_waits_and_may_not_serve(workshop, promote):
    first = workshop.add("v1", right=99, use=True)
    promote(first)
    second = workshop.add("v2", right=99, use=True)
    assert serves(first, workshop.now)
    assert not serves(second, workshop.now)
    asked = ("automation", "thing", second.fingerprint, "계산서")
    assert code_of(queries.require_serving, *asked, workshop.now) == "aimodels.not_allowed"
    promote(second)
    assert serves(second, workshop.now)
    assert not serves(first, workshop.now)
    assert workshop.switched[-1] == "v2"


def test_rolling_back_holds_for_the_next_question_and_goes_to_an_approved_version(workshop, owner, promote):
    first, second = workshop.add("v1", right=99, use=True), workshop.add("v2", right=99)
    promote(first)
    workshop.pass_days(1)
    entry = promote(second)
    services.roll_back(entry, actor=owner, why="틀린 값이 나와서", clock=workshop.clock)
    assert serves(first, workshop.now)
    assert not serves(second, workshop.now)
    assert workshop.serving == "v1"
    assert Entry.objects.filter(action="aimodels.rolled_back").count() == 1


def test_there_is_nothing_to_go_back_to_before_a_second_approved_version(workshop, owner, promote):
    workshop.add("v0", use=True)
    entry = promote(workshop.add("v1", right=99))
    assert code_of(services.roll_back, entry, actor=owner, why=WHY, clock=workshop.clock) == "aimodels.nothing_before"


def test_the_drill_leaves_nothing_behind_but_its_result(workshop, owner, promote):
    promote(workshop.add("v1", right=99, use=True))
    workshop.pass_days(1)
    entry = promote(workshop.add("v2", right=99))
    before = list(Alias.objects.values_list("pk", "ended_at"))
    assert evidence.model_rollback_drilled(workshop.now).status == "unmet"
    made = services.drill_due(clock=workshop.clock)[0]
    assert made.passed
    assert made.milliseconds <= 2_000
    assert [step["passed"] for step in made.steps] == [True] * 5
    assert list(Alias.objects.values_list("pk", "ended_at")) == before
    assert workshop.switched[-1] == "v2"
    assert evidence.model_rollback_drilled(workshop.now).status == "met"
    assert services.drill_due(clock=workshop.clock) == []
    assert queries.champion(entry).version.label == "v2"


def test_work_that_went_back_by_itself_takes_the_alias_along_only_to_what_was_approved(workshop, owner, promote):
    first = workshop.add("v0", use=True)
    promote(workshop.add("v1", right=99))
    workshop.pass_days(1)
    services.note_went_back(workshop.running("v0"), actor=owner, why="의심스러워서", clock=workshop.clock)
    assert not serves(first, workshop.now)
    assert queries.champion(AiModel.objects.get()) is None


def test_a_strict_firm_uses_nothing_new_before_its_first_promotion(workshop, owner, promote):
    services.set_strict(True, actor=owner, why="먼저 평가하기로 해서", clock=workshop.clock)
    version = workshop.add("v1", right=99, use=True)
    assert not serves(version, workshop.now)
    promote(version)
    assert serves(version, workshop.now)


def test_new_thresholds_need_a_new_evaluation(workshop, owner, promote):
    version = workshop.add("v1", right=99, use=True)
    entry = promote(version)
    assert queries.is_evaluated(version, workshop.now)
    limits = {"value_accuracy": {"limit": 0.99, "at_most": False}}
    told = {"source": "runs", "limits": limits, "every_days": 30, "required": True}
    services.set_suite(entry, "accuracy", actor=owner, why="더 엄격하게", clock=workshop.clock, **told)
    assert not queries.is_evaluated(version, workshop.now)
    assert evidence.evaluations_current(workshop.now).status == "unmet"


def test_a_past_moment_reads_as_it_was(workshop, promote):
    version = workshop.add("v1", right=99, use=True)
    before = workshop.now
    then = [each(before).status for each in PREDICATES]
    workshop.pass_days(2)
    promote(version)
    assert evidence.nothing_unevaluated_serves(workshop.now).status == "met"
    assert [each(before).status for each in PREDICATES] == then


PREDICATES = (
    evidence.nothing_unevaluated_serves,
    evidence.versions_evaluated,
    evidence.evaluations_current,
    evidence.promotion_by_two,
    evidence.models_registered,
    evidence.model_rollback_drilled,
)


def test_every_green_leads_to_the_ledger(workshop, promote):
    promote(workshop.add("v1", right=99, use=True))
    for each in (evidence.nothing_unevaluated_serves, evidence.versions_evaluated, evidence.promotion_by_two):
        shown = each(workshop.now).evidence
        assert shown
        assert all(Entry.objects.filter(number=one.entry).exists() for one in shown)


def test_drift_turns_red_when_the_last_weeks_fall_under_the_threshold(workshop):
    version = workshop.add("v1", right=99, use=True)
    assert evidence.no_drift(workshop.now).status == "met"
    workshop.right["v1"] = 60
    assert evidence.no_drift(workshop.now).status == "unmet"
    assert queries.drift_of(version.entry, workshop.now).verdict == "fail"


def test_the_schedule_evaluates_what_serves_and_says_what_it_could_not(workshop):
    workshop.add("v1", right=99, use=True)
    made = services.evaluate_due(clock=workshop.clock)
    assert {(each.kind, each.verdict) for each in made} >= {("accuracy", "pass")}
    assert services.evaluate_due(clock=workshop.clock) == []
    workshop.right.clear()
    workshop.pass_days(31)
    broken = services.evaluate_due(clock=workshop.clock)
    assert {each.verdict for each in broken} == {"failed"}
    assert broken[0].problem["code"] == "aimodels.nothing_to_measure"
    workshop.pass_days(0.5)
    assert services.evaluate_due(clock=workshop.clock) == []


def test_the_schedule_renews_an_evaluation_before_it_lapses(workshop):
    workshop.add("v1", right=99, use=True)
    services.evaluate_due(clock=workshop.clock)
    workshop.pass_days(29)
    assert evidence.evaluations_current(workshop.now).status == "met"
    assert {each.verdict for each in services.evaluate_due(clock=workshop.clock)} >= {"pass"}
    workshop.pass_days(2)
    assert evidence.evaluations_current(workshop.now).status == "met"


def test_an_evaluation_on_data_nobody_has_is_a_sentence_and_leaves_nothing(workshop, owner, evaluate):
    version = workshop.add("v1", right=99, use=True)
    told = {"source": "dataset", "limits": {}, "every_days": 30, "required": True, "settings": {"dataset": "none"}}
    services.set_suite(version.entry, "accuracy", actor=owner, why=WHY, clock=workshop.clock, **told)
    assert code_of(evaluate, version) == "aimodels.data_missing"
    assert Evaluation.objects.count() == 0


def test_fairness_says_nothing_while_a_group_is_too_small(workshop, evaluate):
    version = workshop.add("v1", right=50, use=True)
    found = evaluate(version, "fairness")
    assert {row["n"] for row in found.tables["groups"][0]["groups"]} == {50}
    assert found.tables["groups"][0]["small"] == []
    workshop.cases = 40
    small = evaluate(version, "fairness")
    assert small.tables["groups"][0]["small"] == ["a", "b"]
    assert small.verdict == "cannot_tell"


def test_measured_calibration_keeps_its_bins_and_its_n(workshop, evaluate):
    version = workshop.add("v1", right=90, use=True)
    found = evaluate(version, "calibration")
    assert found.results[0]["measure"] == "ece"
    assert found.results[0]["n"] == 100
    assert found.results[0]["value"] == pytest.approx(0.0, abs=1e-9)
    assert found.verdict == "pass"
    assert found.data["fingerprint"]
