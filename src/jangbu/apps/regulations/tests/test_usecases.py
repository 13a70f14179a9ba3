"""Who the firm is in each use of AI: the table of answers, decisions that are kept, and a second look on change."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import queries, services
from jangbu.apps.regulations.services import USE_CASES
from jangbu.apps.regulations.tests.conftest import CHATBOT
from jangbu.apps.regulations.usecases.classifying import classify
from jangbu.engines.checklist import Status
from jangbu.kernel.errors import Problem

# What a small firm meets, as the facts read it.
TABLE = [
    ("글 초안을 안에서 쓴다", {"offered": "inside", "made": "api"}, "user", "no", "internal"),
    ("스캔을 읽는다", {"offered": "inside", "made": "bought", "generative": False}, "user", "no", "internal"),
    ("홈페이지 상담", {}, "deployer", "no", ""),
    ("산 상담 도구를 고객에게", {"made": "bought"}, "deployer", "no", ""),
    ("이름부터 AI인 상담", {"obvious": True}, "deployer", "no", "obvious"),
    ("우리가 만든 AI를 판다", {"made": "own"}, "developer", "no", ""),
    ("우리가 만들어 안에서만", {"offered": "inside", "made": "own"}, "user", "no", "internal"),
    (
        "산 채용 도구를 쓴다",
        {"offered": "inside", "made": "bought", "fields": ["rights"], "grave": True, "decides": "helps"},
        "user",
        "likely",
        "internal",
    ),
    (
        "채용 도구를 서비스로",
        {"made": "api", "fields": ["rights"], "grave": True, "decides": "helps"},
        "deployer",
        "likely",
        "",
    ),
    ("교통이지만 큰 영향은 없다", {"fields": ["transport"], "grave": False}, "deployer", "no", ""),
]


@pytest.mark.parametrize(("_what", "answers", "role", "high", "exempt"), TABLE, ids=[row[0] for row in TABLE])
def test_the_answers_of_a_small_firm_come_to_the_role_the_law_gives(_what, answers, role, high, exempt):
    verdict = classify({**CHATBOT, **answers})
    assert (verdict.role, verdict.high, verdict.exempt) == (role, high, exempt)
    assert verdict.open == ()
    assert verdict.article.ko
    assert all(each.ko and each.en for each in verdict.reasons)


@pytest.mark.parametrize(
    ("answers", "open_"),
    [
        ({"offered": ""}, "offered"),
        ({"made": ""}, "made"),
        ({"generative": None}, "generative"),
        ({"fields": []}, "fields"),
        ({"fields": ["health"], "grave": None}, "grave"),
        ({"decides": ""}, "decides"),
    ],
)
def test_what_is_not_answered_is_asked_and_never_guessed(answers, open_):
    assert open_ in classify({**CHATBOT, **answers}).open


@pytest.mark.django_db
def test_a_decision_keeps_article_reason_answers_and_the_version_of_the_module(home, make_case, owner, member):
    case = make_case()
    with pytest.raises(Problem):
        services.decide_role(case, revision=1, actor=member, why="그냥")
    with pytest.raises(Problem) as moved:
        services.decide_role(case, revision=7, actor=owner, why="그냥")
    assert moved.value.code == "regulations.answers_changed"
    made = services.decide_role(case, revision=1, actor=owner, why="남의 모델을 이어서")
    assert (made.role, made.high, made.module_version, made.article["en"]) == ("deployer", False, 1, "Art. 2(7)(b)")
    assert made.reasons
    assert made.answers["offered"] == "outside"
    assert made.entry
    with pytest.raises(ValueError, match="never changed"):
        made.save()


@pytest.mark.django_db
def test_open_questions_decide_nothing(home, make_case, owner):
    case = make_case(fields=[])
    with pytest.raises(Problem) as refused:
        services.decide_role(case, revision=1, actor=owner, why="급해서")
    assert refused.value.code == "regulations.questions_open"


@pytest.mark.django_db
def test_a_changed_answer_or_rule_asks_for_a_second_look(home, text, make_case, owner):
    case = make_case()
    services.decide_role(case, revision=1, actor=owner, why="남의 모델을 이어서")
    assert queries.standings(datetime.now(UTC))[0].decided
    changed = registers.change_row(USE_CASES, case, {"purpose_changed": True}, actor=owner, why="용도를 바꿔서")
    assert queries.standings(datetime.now(UTC))[0].stale
    services.decide_role(changed, revision=changed.revision, actor=owner, why="다시 봤어요")
    assert queries.standings(datetime.now(UTC))[0].decided
    path = home / "ai_basic_act.yaml"
    path.write_text(text.replace("severity: low", "severity: middle"), encoding="utf-8")
    assert queries.standings(datetime.now(UTC))[0].decided, "a rule that the decision does not lean on"
    path.write_text(text.replace("제33조 제1항, 제2조 제4호", "제33조의2"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert queries.standings(datetime.now(UTC))[0].stale


@pytest.mark.django_db
def test_a_chatbot_without_notice_is_red_and_turns_green_with_notice_and_mark(home, make_case, owner, second):
    case = make_case()
    services.decide_role(case, revision=1, actor=owner, why="남의 모델을 이어서")
    services.confirm_decision(case, actor=second, why="함께 읽어서")
    report = queries.report("ai_basic_act", datetime.now(UTC))
    assert {report.result(rule).status for rule in ("A31-1", "A31-2", "A43-1")} == {Status.UNMET}
    assert report.result("A31-3").status is Status.NA
    assert report.result("A34-1-1").status is Status.NA
    told = {
        "notice": "이 상담은 인공지능이 답해요.",
        "notice_where": "screen",
        "notice_on": datetime.now(UTC).date(),
        "mark": "human",
        "mark_on": datetime.now(UTC).date(),
    }
    registers.change_row(USE_CASES, case, told, actor=owner, why="알리려고")
    report = queries.report("ai_basic_act", datetime.now(UTC))
    assert {report.result(rule).status for rule in ("A31-1", "A31-2", "A43-1", "A33-1")} == {Status.MET}
    (evidence,) = report.result("A31-1").evidence
    assert evidence.entry


@pytest.mark.django_db
def test_a_person_may_see_high_impact_differently_and_the_duties_follow(home, make_case, owner, second):
    case = make_case(fields=["rights"], grave=True, decides="helps")
    services.decide_role(case, revision=1, high=True, actor=owner, why="지원자를 걸러서")
    report = queries.report("ai_basic_act", datetime.now(UTC))
    assert report.result("A34-1-1").status is Status.UNMET
    again = services.decide_role(case, revision=1, high=False, actor=owner, why="사람이 모두 다시 봐서")
    assert (again.number, again.proposed_high, again.high) == (2, "likely", False)
    services.confirm_decision(case, actor=second, why="사람이 모두 보는 것을 봐서")
    assert queries.report("ai_basic_act", datetime.now(UTC)).result("A34-1-1").status is Status.NA


@pytest.mark.django_db
def test_a_late_legal_review_is_late_and_an_answered_one_needs_its_answer(home, make_case, owner, cast):
    values = {
        "question": "홈페이지 상담에 알림이 필요한가요?",
        "rule": "ai_basic_act:A31-1",
        "due": datetime(2026, 1, 1, tzinfo=UTC).date(),
        "asked_of": "법무법인",
        "owner": cast.it.pk,
    }
    review = services.add_review(values, actor=owner, why="확인하려고")
    today = timezone.localdate()
    assert queries.overdue(today).count() == 1
    looked = queries.looked_at("ai_basic_act", "A31-1")
    assert (looked.review, looked.waiting) == (None, review)
    with pytest.raises(Problem) as refused:
        registers.move_row(services.LEGAL_REVIEWS, review, "answer", actor=owner, why="받았어요")
    assert refused.value.code == "regulations.not_answered"
    told = {"answer": "필요해요.", "answered_on": today, "by_lawyer": True}
    registers.change_row(services.LEGAL_REVIEWS, review, told, actor=owner, why="답을 받아서")
    registers.move_row(services.LEGAL_REVIEWS, review, "answer", actor=owner, why="받았어요")
    assert queries.looked_at("ai_basic_act", "A31-1").review == review
    assert queries.reviewed_rules("ai_basic_act") == {"A31-1"}
    assert not queries.overdue(today).exists()


@pytest.mark.django_db
def test_a_review_is_about_something(home, owner, cast):
    values = {"question": "무엇이든?", "due": datetime(2027, 1, 1, tzinfo=UTC).date(), "asked_of": "법무법인"}
    with pytest.raises(Problem) as refused:
        services.add_review({**values, "owner": cast.it.pk}, actor=owner, why="확인하려고")
    assert refused.value.code == "registers.refused"
