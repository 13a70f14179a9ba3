"""Calls over HTTP to a vendor that speaks the real protocol: counted, paid for, blanked, recorded, refused."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from tests.fakes.vendor import FakeVendor, calls_tool, cuts, fails, is_silent, refuses, says, says_json, sends

from jangbu.apps.gateway import queries, services
from jangbu.apps.gateway.models import Call, Taken
from jangbu.apps.gateway.recording import opened
from jangbu.apps.gateway.services import Behalf
from jangbu.apps.gateway.spending import MonthlyBudget, month_of
from jangbu.apps.gateway.tests.conftest import WON
from jangbu.apps.ledger import queries as ledger
from jangbu.engines.llm import CallFailed, Cost, Message
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

pytestmark = pytest.mark.django_db

AUTOMATION = "01JAUTOMATION0000000000000"
ASK = (Message("user", "합계가 얼마예요?"),)
SCHEMA = {
    "type": "object",
    "properties": {"gross": {"type": "string"}},
    "required": ["gross"],
    "additionalProperties": False,
}


def port(endpoint, limit=10_000, **more):
    behalf = Behalf(Call.Purpose.FIELDS, AUTOMATION, "run", Money(limit))
    return services.port(endpoint.pk, behalf, actor=Actor.system(), **more)


def test_a_call_is_counted_paid_for_and_entered_into_the_ledger_once(connect):
    with FakeVendor([says_json({"gross": "1100000"}, tokens_in=3_000, tokens_out=500)]) as vendor:
        endpoint = connect(vendor)
        asked = port(endpoint)
        assert asked(ASK, SCHEMA) == {"gross": "1100000"}
    call = Call.objects.get()
    assert (call.outcome, call.tokens_in, call.tokens_out) == ("answered", 3_000, 500)
    assert call.cost_micros == 5 * WON  # 3 won for what was sent, 2 for what came back
    assert call.reserved_micros == 0
    assert (asked.spent.calls, asked.spent.tokens, asked.spent.cost_micros) == (1, 3_500, 5 * WON)
    line = ledger.history(Subject("endpoint", endpoint.pk), limit=1)[0]
    assert line.what == "시험 모델에 물었어요: 문서의 의심스러운 칸 읽기, 3,500토큰, 5 KRW"
    assert {taken.micros for taken in Taken.objects.all()} == {5 * WON}


@pytest.mark.parametrize(
    ("reply", "outcome", "costs"),
    [
        (fails(500), "llm.vendor_failed", False),
        (fails(401, code="invalid_api_key"), "llm.key_refused", False),
        (fails(429, code="insufficient_quota"), "llm.quota_spent", False),
        (refuses(), "llm.refused", True),
        (calls_tool(), "llm.tool_called", True),
        (says("not json"), "llm.wrong_json", True),
        (says_json({"gross": 5}), "llm.wrong_schema", True),
        (says_json({"gross": "5", "transfer": "now"}), "llm.wrong_schema", True),
        (sends(b"<html>maintenance</html>", "text/html"), "llm.bad_reply", True),
        (cuts(), "llm.cut_off", True),
    ],
)
def test_a_call_that_fails_says_how_and_what_it_may_have_cost(connect, reply, outcome, costs):
    with FakeVendor([reply]) as vendor:
        asked = port(connect(vendor))
        with pytest.raises(Problem) as met:
            asked(ASK, SCHEMA)
    call = Call.objects.get()
    assert met.value.code == call.outcome == outcome
    assert (call.cost_micros > 0) is costs
    assert call.reserved_micros == 0
    assert Taken.objects.get(holder=f"automation:{AUTOMATION}").micros == call.cost_micros


def test_tokens_of_an_answer_that_was_refused_are_counted(connect):
    with FakeVendor([refuses()]) as vendor, pytest.raises(CallFailed):
        port(connect(vendor))(ASK, SCHEMA)
    assert Call.objects.get().tokens == 120


def test_a_vendor_that_says_nothing_is_given_up_in_time(connect):
    with FakeVendor([is_silent()]) as vendor:
        endpoint = connect(vendor, timeout_s=1)
        with pytest.raises(Problem, match="timed_out"):
            port(endpoint, limit=10_000_000)(ASK, SCHEMA)
    assert Call.objects.get().attempts == 3


def test_a_call_beyond_the_month_of_its_automation_is_refused_before_it_leaves(connect):
    with FakeVendor([says("네", tokens_in=1_000, tokens_out=0)]) as vendor:
        endpoint = connect(vendor)
        with pytest.raises(Problem) as met:
            port(endpoint, limit=1).text(ASK)
        assert vendor.requests == []
    assert "예산이 1 KRW 남아서 보내지 않았어요" in met.value.what("ko")
    call = Call.objects.get()
    assert (call.outcome, call.cost_micros, call.attempts) == ("llm.budget_spent", 0, 0)


def test_the_next_month_has_its_own_money(connect):
    with FakeVendor([says("네", tokens_in=1_000, tokens_out=10)]) as vendor:
        endpoint = connect(vendor)
        port(endpoint, limit=10).text(ASK)
        Taken.objects.filter(holder__startswith="automation:").update(micros=10 * WON)
        with pytest.raises(Problem, match="budget_spent"):
            port(endpoint, limit=10).text(ASK)
        later = fixed(system_clock() + timedelta(days=40))
        assert port(endpoint, limit=10, clock=later).text(ASK) == "네"


def test_the_limit_of_the_endpoint_holds_for_all_automations_together(connect):
    with FakeVendor([says("네")]) as vendor:
        endpoint = connect(vendor, monthly_limit=1)
        with pytest.raises(Problem, match="budget_spent"):
            port(endpoint).text(ASK)
    assert Taken.objects.filter(micros=0).count() == Taken.objects.count()


def test_a_budget_in_another_currency_pays_nothing(connect):
    with FakeVendor() as vendor:
        endpoint = connect(vendor, currency="USD")
        with pytest.raises(Problem, match="wrong_currency"):
            port(endpoint).text(ASK)
        assert vendor.requests == []


def test_numbers_that_name_a_person_are_black_in_what_the_vendor_receives(connect):
    text = "대표 주민번호 900101-1234568, 외국인 900101-5234564, 카드 4111-1111-1111-1111, 사업자 120-81-47521"
    with FakeVendor([says("네")]) as vendor:
        port(connect(vendor)).text([Message("user", text)])
        sent = json.loads(vendor.requests[0]["body"])["messages"][0]["content"]
    for number in ("900101-1234568", "900101-5234564", "4111-1111-1111-1111"):
        assert number not in sent
    assert "120-81-47521" in sent  # a firm's number is no person's
    assert Call.objects.get().blanked == {"resident_number": 1, "foreigner_number": 1, "card_number": 1}


def test_pictures_do_not_go_where_they_are_not_allowed(connect):
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    with FakeVendor() as vendor:
        with pytest.raises(Problem, match="no_pictures"):
            port(connect(vendor)).text([{"role": "user", "content": [picture]}])
        assert vendor.requests == []


def test_what_is_switched_off_is_not_asked(connect):
    with FakeVendor() as vendor:
        endpoint = connect(vendor, on=False)
        with pytest.raises(Problem, match="switched_off"):
            port(endpoint)
        assert vendor.requests == []


def test_nobody_but_the_system_asks_for_an_automation(connect, member):
    with FakeVendor() as vendor:
        endpoint = connect(vendor)
        with pytest.raises(Problem, match="denied"):
            services.port(endpoint.pk, Behalf(Call.Purpose.FIELDS), actor=member)


def test_a_call_whose_asker_died_counts_at_its_worst(connect):
    with FakeVendor([says("네")]) as vendor:
        endpoint = connect(vendor)
        call = opened(endpoint, Call.Purpose.FIELDS, AUTOMATION, "run", 0, fixed(system_clock() - timedelta(hours=2)))
        Call.objects.filter(pk=call.pk).update(reserved_micros=7 * WON)
        port(endpoint)
    call.refresh_from_db()
    assert (call.outcome, call.cost_micros, call.reserved_micros) == ("gateway.lost", 7 * WON, 0)


def test_costs_are_told_by_automation_month_day_and_endpoint(connect, owner):
    with FakeVendor([says("네", tokens_in=1_000, tokens_out=0)]) as vendor:
        endpoint = connect(vendor)
        for _ in range(3):
            port(endpoint).text(ASK)
    month = month_of(system_clock())
    for by, key in (("automation", AUTOMATION), ("month", month), ("endpoint", endpoint.pk)):
        (line,) = queries.costs(owner, by, month=month)
        assert (line.key, line.calls, line.failed, line.cost_micros) == (key, 3, 0, 3 * WON)
    assert queries.costs(owner, "day")[0].key.startswith(month)
    assert queries.costs(Actor.person("", ""), "day") == []


@pytest.mark.django_db(transaction=True)
def test_calls_that_come_at_once_cannot_pass_a_limit_together(connect):
    with FakeVendor() as vendor:
        endpoint = connect(vendor)
        calls = [opened(endpoint, Call.Purpose.FIELDS, AUTOMATION, "run", 0, system_clock) for _ in range(16)]
        holders = port(endpoint, limit=50)._holders()
    let_in: list[bool] = []
    start = threading.Barrier(len(calls))

    def reserve(call: Call) -> None:
        start.wait()
        try:
            MonthlyBudget(call, holders).reserve(Cost(10 * WON, "KRW"))
            let_in.append(True)
        except CallFailed:
            let_in.append(False)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=reserve, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(let_in) == 5
    assert Taken.objects.get(holder=f"automation:{AUTOMATION}").micros == 50 * WON
    assert connection.vendor in {"sqlite", "postgresql"}
