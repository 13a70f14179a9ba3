"""Decisions: options with grounds that can be looked up, what is unknown, and a person who chooses with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.fakes.vendor import KEY, MODEL, FakeVendor, refuses, says_json

from jangbu.apps.gateway import services as gateway
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work import services
from jangbu.apps.work.models import Decision, Run
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines.llm import Outside
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)

WON = 1_000_000
SETTINGS = {
    "prompt": "어떻게 할까요? {{요청}} {{규칙}}",
    "inputs": [{"name": "요청"}, {"name": "규칙"}],
    "options": ["전액 환불", "거절"],
    "own": True,
}
CASE = {"요청": "받은 지 10일 된 볼트를 반품하고 싶어요.", "규칙": "반품은 받은 날부터 14일 안에 받는다."}
LAID_OUT = {
    "options": [
        {
            "title": "전액 환불",
            "for": [{"claim": "기한 안이에요", "quote": "14일 안에 받는다"}],
            "against": [{"claim": "재고가 남아요", "quote": "창고가 가득 찼다"}],
        },
        {"title": "교환", "for": [], "against": []},
    ],
    "unknown": ["포장을 뜯었는지"],
}


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    gateway.bind_outside(Outside(sleep=lambda seconds: None))
    yield
    gateway.bind_outside(None)


@pytest.fixture
def laid_out(process, plan, owner, member, direct):
    def make(vendor: FakeVendor | None = None, **more: object) -> Run:
        settings = {**SETTINGS, **more}
        if vendor is not None:
            told = {"name": "시험", "base_url": vendor.base_url, "model": MODEL, "currency": "KRW"}
            prices = {"price_in": 1_000 * WON, "price_out": 4_000 * WON, "private_allowed": True}
            endpoint = gateway.add_endpoint(gateway.Setup(**told, **prices), KEY, actor=owner, why=WHY)
            gateway.switch(endpoint, True, actor=owner, why=WHY)
            settings |= {"endpoint": endpoint.pk, "budget": {"minor": 10_000, "currency": "KRW"}}
        automation = services.add_automation(process, "반품", "decision", plan(**settings), actor=owner, why=WHY)
        run = services.start_draft(automation, CASE, "", actor=member, why=WHY)
        run.refresh_from_db()
        return run

    return make


def test_grounds_that_quote_the_case_are_shown_with_their_place_and_others_as_unproven(laid_out):
    with FakeVendor([says_json(LAID_OUT)]) as vendor:
        run = laid_out(vendor)
    refund, swap, refuse = run.proposal["options"]
    assert [each["title"] for each in (refund, swap, refuse)] == ["전액 환불", "교환", "거절"]
    assert refund["for"][0]["where"] == "규칙"
    assert refund["against"][0]["where"] is None
    assert run.proposal["unknown"] == ["포장을 뜯었는지"]
    assert run.tokens == 120


def test_the_choice_and_its_reason_are_recorded(laid_out, member):
    run = laid_out()
    services.finish_draft(run, {"choice": "0", "reason": "기한 안이라서"}, actor=member)
    made = Decision.objects.get()
    assert (made.choice, made.reason, made.own, made.decided_by) == ("전액 환불", "기한 안이라서", False, member.id)
    lines = ledger.history(Subject("run", run.pk), limit=9)
    assert any("기한 안이라서" in line.why for line in lines)
    assert any("고른 것: 전액 환불" in line.what for line in lines)


def test_a_person_may_choose_something_of_their_own(laid_out, member):
    run = laid_out()
    services.finish_draft(run, {"choice": "other", "other": "반값 환불", "reason": "서로 반씩"}, actor=member)
    assert (Decision.objects.get().choice, Decision.objects.get().own) == ("반값 환불", True)


@pytest.mark.parametrize(
    "edits",
    [{}, {"choice": "0"}, {"reason": "왜냐하면"}, {"choice": "9", "reason": "x"}, {"choice": "other", "reason": "x"}],
)
def test_no_choice_or_no_reason_is_refused_and_the_question_stays(laid_out, member, edits):
    run = laid_out()
    with pytest.raises(Problem, match="choice_missing"):
        services.finish_draft(run, edits, actor=member)
    run.refresh_from_db()
    assert run.state == Run.State.WAITING


def test_a_model_that_refuses_leaves_the_fixed_options(laid_out):
    with FakeVendor([refuses()]) as vendor:
        run = laid_out(vendor)
    assert [each["title"] for each in run.proposal["options"]] == ["전액 환불", "거절"]
    assert "펴 보이지 못했어요" in run.doubts[0]["ko"]


def test_past_decisions_like_it_are_shown(laid_out, member):
    first = laid_out()
    services.finish_draft(first, {"choice": "1", "reason": "너무 늦어서"}, actor=member)
    run = services.start_draft(first.automation, CASE, "", actor=member, why=WHY)
    run.refresh_from_db()
    assert [pair[0] for pair in run.proposal["similar"]] == [first.pk]


def test_the_page_shows_options_unknowns_and_no_recommendation(laid_out, cast, sign_in):
    with FakeVendor([says_json(LAID_OUT)]) as vendor:
        run = laid_out(vendor)
    browser = sign_in(cast.member)
    page = browser.get(reverse("draft", args=[run.pk])).content.decode()
    for said in ("전액 환불", "포장을 뜯었는지", "받은 값에서 근거를 찾지 못했어요", "순서에는 뜻이 없어요"):
        assert said in page
    browser.post(reverse("draft-finish", args=[run.pk]), {"choice": "1", "reason": "새것이 있어서"})
    page = browser.get(reverse("draft", args=[run.pk])).content.decode()
    assert "새것이 있어서" in page
    assert "새것이 있어서" in browser.get(reverse("assist-past", args=[run.automation_id])).content.decode()


def test_a_decision_is_taken_in_the_inbox_with_its_reason(laid_out, cast, sign_in):
    run = laid_out(own=False)
    approval = run.approvals.get()
    browser = sign_in(cast.approver)
    assert "전액 환불" in browser.get(reverse("inbox") + f"?a={approval.pk}").content.decode()
    browser.post(reverse("approve", args=[approval.pk]), {"field-reason": ""})
    run.refresh_from_db()
    assert run.state == Run.State.WAITING
    browser.post(reverse("approve", args=[approval.pk]), {"field-choice": "1", "field-reason": "규칙이 그래서"})
    assert Decision.objects.get().choice == "거절"
