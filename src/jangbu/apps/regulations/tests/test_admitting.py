"""A use of AI that is offered outside asks no model without its notice; text that leaves through it is marked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.fakes.vendor import KEY, MODEL, FakeVendor, says

from jangbu.apps.gateway import services as gateway
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.services import Behalf
from jangbu.apps.ledger.models import Entry
from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import services
from jangbu.apps.regulations.services import USE_CASES
from jangbu.apps.regulations.usecases.models import Notice
from jangbu.apps.work import services as work
from jangbu.apps.work.assist.models import FinishedText
from jangbu.apps.work.tests import test_assist
from jangbu.apps.work.tests.conftest import approver, direct, plan, process  # noqa: F401  # fixtures
from jangbu.engines.llm import Message, Outside
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)
made = test_assist.made  # an automation that drafts by a vendor
ASK = (Message("user", "언제 와요?"),)
WON = 1_000_000


@pytest.fixture(autouse=True)
def _no_waiting():
    gateway.bind_outside(Outside(sleep=lambda seconds: None))
    yield
    gateway.bind_outside(None)


@pytest.fixture
def connect(owner):
    def make(vendor: FakeVendor) -> Endpoint:
        told = {"name": "상담 모델", "base_url": vendor.base_url, "model": MODEL, "currency": "KRW"}
        prices = {"price_in": 1_000 * WON, "price_out": 4_000 * WON, "private_allowed": True}
        endpoint = gateway.add_endpoint(gateway.Setup(**told, **prices), KEY, actor=owner, why="상담에 쓰려고")
        gateway.switch(endpoint, True, actor=owner, why="상담에 쓰려고")
        return endpoint

    return make


@pytest.fixture
def today():
    return timezone.localdate()


def ask(endpoint: Endpoint, purpose: str = "draft") -> str:
    return gateway.port(endpoint.pk, Behalf(purpose), actor=Actor.system()).text(ASK)


def told(today, **more: object) -> dict[str, object]:
    return {"notice": "인공지능이 답해요.", "notice_where": "screen", "notice_on": today, **more}


def test_nothing_goes_out_until_the_notice_is_in_force_and_again_when_it_ends(home, connect, make_case, owner, today):
    with FakeVendor([says("내일 와요"), says("내일 와요")]) as vendor:
        endpoint = connect(vendor)
        case = make_case(endpoints=[endpoint.pk])
        services.decide_role(case, revision=1, actor=owner, why="남의 모델을 이어서")
        with pytest.raises(Problem) as refused:
            ask(endpoint)
        assert refused.value.code == "regulations.notice_missing"
        assert "바로 풀려요" in refused.value.sentence("ko")
        assert vendor.requests == []
        assert not Call.objects.exists(), "nothing was spent"
        (entry,) = Entry.objects.filter(action="gateway.held_back")
        assert entry.subject_id == endpoint.pk
        case = registers.change_row(
            USE_CASES, case, told(today, notice_on=today + timedelta(days=2)), actor=owner, why="모레부터라서"
        )
        with pytest.raises(Problem):
            ask(endpoint)
        case = registers.change_row(USE_CASES, case, {"notice_on": today}, actor=owner, why="오늘부터라서")
        assert ask(endpoint) == "내일 와요"
        registers.change_row(USE_CASES, case, {"notice": ""}, actor=owner, why="내려서")
        with pytest.raises(Problem):
            ask(endpoint)
    assert Entry.objects.filter(action="gateway.held_back").count() == 1, "once a day for the same call"


def test_nobody_decided_yet_and_the_answers_say_operator_it_holds_back_too(home, connect, make_case):
    with FakeVendor([says("내일 와요")]) as vendor:
        endpoint = connect(vendor)
        make_case(endpoints=[endpoint.pk])
        with pytest.raises(Problem):
            ask(endpoint)


def test_internal_use_and_what_is_only_tried_go_out(home, connect, make_case, owner):
    with FakeVendor([says("ready"), says("내일 와요")]) as vendor:
        endpoint = connect(vendor)
        outside = make_case(endpoints=[endpoint.pk])
        assert gateway.try_endpoint(endpoint, actor=owner).problem is None
        registers.change_row(USE_CASES, outside, {"offered": "inside"}, actor=owner, why="안에서만 쓰기로 해서")
        assert ask(endpoint) == "내일 와요"


def test_an_obvious_exemption_opens_the_way_only_when_two_people_saw_it(home, connect, make_case, owner, second):
    with FakeVendor([says("내일 와요")]) as vendor:
        endpoint = connect(vendor)
        case = make_case(endpoints=[endpoint.pk], obvious=True)
        made_by_one = services.decide_role(case, revision=1, actor=owner, why="이름부터 AI라서")
        assert made_by_one.exempt == "obvious"
        with pytest.raises(Problem):
            ask(endpoint)
        services.confirm_decision(case, actor=second, why="화면을 봐서")
        assert ask(endpoint) == "내일 와요"


def test_each_change_of_the_notice_is_a_version_with_its_entry(home, make_case, owner, today):
    case = make_case()
    assert not Notice.objects.exists()
    case = registers.change_row(USE_CASES, case, told(today), actor=owner, why="알리려고")
    case = registers.change_row(USE_CASES, case, {"notice": "AI가 답해요."}, actor=owner, why="짧게")
    case = registers.change_row(USE_CASES, case, {"purpose": "상담"}, actor=owner, why="다른 것을 고쳐서")
    first, second = Notice.objects.order_by("number")
    assert (first.number, second.number, second.text, second.ended_at) == (1, 2, "AI가 답해요.", None)
    assert first.ended_at is not None
    assert 0 < first.entry < second.entry
    registers.change_row(USE_CASES, case, {"notice_where": ""}, actor=owner, why="내려서")
    assert not Notice.objects.filter(ended_at=None).exists()


def finish(automation, member, text: str = "안녕하세요. 21일에 보냈어요.") -> FinishedText:
    run = test_assist.started(automation, member)
    work.look_at(run.approvals.get(), actor=member)
    work.finish_draft(run, {"text": text}, actor=member)
    return FinishedText.objects.latest("finished_at")


def test_text_that_leaves_through_a_public_use_carries_its_mark_once(home, made, member, make_case, owner, today):
    with FakeVendor([says("안녕하세요."), says("안녕하세요."), says("안녕하세요.")]) as vendor:
        automation = made(vendor)
        case = make_case(automations=[automation.pk], **told(today))
        done = finish(automation, member)
        assert done.final == "안녕하세요. 21일에 보냈어요.\n\n이 글은 인공지능이 만들었어요."
        case = registers.change_row(USE_CASES, case, {"mark_text": "AI 작성"}, actor=owner, why="짧게")
        assert finish(automation, member, "안녕하세요.\n\nAI 작성").final.count("AI 작성") == 1
        registers.change_row(USE_CASES, case, {"leaves": False}, actor=owner, why="화면 안에서만 보여서")
        assert "AI 작성" not in finish(automation, member).final, "inside the service the screen tells it"


def test_a_person_who_is_refused_reads_why_and_writes_themselves(home, made, member, make_case):
    with FakeVendor([says("안녕하세요.")]) as vendor:
        automation = made(vendor)
        make_case(automations=[automation.pk])
        run = test_assist.started(automation, member)
        assert vendor.requests == []
    assert run.proposal["source"] == "template"
    assert any("알리는 문구가 시행 중이 아니라서" in doubt["ko"] for doubt in run.doubts)
