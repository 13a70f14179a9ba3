"""An exemption and "not high-impact" are one person's claim until another has agreed; that can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from jangbu.apps.regulations import queries, services
from jangbu.engines.checklist import Status
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db


def stands(rule: str, at: datetime | None = None) -> Status:
    return queries.report("ai_basic_act", at or datetime.now(UTC)).result(rule).status


@pytest.fixture
def chatbot(home, make_case, owner):
    made = make_case()
    services.decide_role(made, revision=1, actor=owner, why="남의 모델을 이어서")
    return made


def test_one_persons_word_is_claimed_and_leads_to_the_second(chatbot, owner, second):
    report = queries.report("ai_basic_act", datetime.now(UTC))
    result = report.result("A33-1")
    assert (result.status, report.result("A34-1-1").status) == (Status.CLAIMED, Status.CLAIMED)
    assert result.next.url == reverse("use-cases-detail", args=[chatbot.pk])
    services.confirm_decision(chatbot, actor=second, why="함께 읽어서")
    assert (stands("A33-1"), stands("A34-1-1")) == (Status.MET, Status.NA)


def test_internal_use_is_exempt_with_ground_and_approver_and_a_claim_without(home, make_case, owner, second):
    case = make_case("견적 초안", offered="inside")
    made = services.decide_role(case, revision=1, actor=owner, why="안에서만 써서")
    assert made.exempt == "internal"
    assert stands("D23-4") is Status.CLAIMED
    confirmed = services.confirm_decision(case, actor=second, why="함께 읽어서")
    assert stands("D23-4") is Status.MET
    assert (confirmed.person, confirmed.decision) == (second.id, made)
    assert confirmed.entry > made.entry


def test_whoever_decided_confirms_nothing_nor_does_the_system_or_a_member(chatbot, owner, member):
    for actor, code in ((owner, "regulations.same_person"), (Actor.system(), None), (member, None)):
        with pytest.raises(Problem) as refused:
            services.confirm_decision(chatbot, actor=actor, why="맞아서")
        assert code is None or refused.value.code == code


def test_a_confirmation_is_taken_back_and_given_again_and_the_past_stands(chatbot, second):
    then = datetime.now(UTC) + timedelta(minutes=1)
    services.confirm_decision(chatbot, actor=second, why="함께 읽어서", clock=fixed(then))
    services.withdraw_confirmation(chatbot, actor=second, why="잘못 읽어서", clock=fixed(then + timedelta(hours=1)))
    assert stands("A33-1", then + timedelta(minutes=1)) is Status.MET
    assert stands("A33-1", then + timedelta(hours=2)) is Status.CLAIMED
    with pytest.raises(Problem) as nothing:
        services.withdraw_confirmation(chatbot, actor=second, why="또")
    assert nothing.value.code == "regulations.nothing_to_confirm"
    services.confirm_decision(chatbot, actor=second, why="다시 읽어서", clock=fixed(then + timedelta(hours=3)))
    assert stands("A33-1", then + timedelta(hours=4)) is Status.MET


def test_a_new_decision_needs_a_new_confirmation(chatbot, owner, second):
    services.confirm_decision(chatbot, actor=second, why="함께 읽어서")
    services.decide_role(chatbot, revision=1, actor=owner, why="다시 봐서")
    assert stands("A33-1") is Status.CLAIMED


def test_what_two_people_need_not_see_is_not_confirmed(home, make_case, owner, second):
    case = make_case(fields=["rights"], grave=True, decides="helps")
    services.decide_role(case, revision=1, high=True, actor=owner, why="지원자를 걸러서")
    with pytest.raises(Problem) as nothing:
        services.confirm_decision(case, actor=second, why="맞아서")
    assert nothing.value.code == "regulations.nothing_to_confirm"


def test_the_second_person_is_asked_on_the_first_page_and_confirms_on_the_page(chatbot, cast, owner, second, sign_in):
    assert not queries.needs(owner, datetime.now(UTC))
    asked = queries.needs(second, datetime.now(UTC))
    assert [each.url for each in asked] == [reverse("use-cases-detail", args=[chatbot.pk])]
    site = sign_in(cast.owner)
    mine = site.get(reverse("use-cases-detail", args=[chatbot.pk])).content.decode()
    assert "한 사람의 말" in mine
    assert reverse("use-cases-confirm", args=[chatbot.pk]) not in mine, "no button that would be refused"
    site = sign_in(cast.it)
    assert reverse("use-cases-confirm", args=[chatbot.pk]) in site.get(asked[0].url).content.decode()
    site.post(reverse("use-cases-confirm", args=[chatbot.pk]), {"why": "함께 읽어서"})
    assert "두 사람이 봤어요" in site.get(asked[0].url).content.decode()
    site.post(reverse("use-cases-unconfirm", args=[chatbot.pk]), {"why": "다시 보려고"})
    assert "한 사람의 말" in site.get(asked[0].url).content.decode()
