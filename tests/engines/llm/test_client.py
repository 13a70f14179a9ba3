"""One question, every way it can end."""

import json
import logging
from datetime import timedelta
from email.utils import format_datetime

import pytest

from jangbu.engines.llm import Asker, CallFailed, Image, Message, Prices, Timeouts, Usage, complete, models
from jangbu.kernel.errors import Problem
from tests.engines.llm.calls import ASKED, NOW, World, purse, vendor_at
from tests.fakes import vendor as fakes
from tests.fakes.vendor import KEY, FakeVendor, fails, says, says_json

SCHEMA = {
    "type": "object",
    "properties": {"total": {"type": "integer"}},
    "required": ["total"],
    "additionalProperties": False,
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def failed(script, *, schema=None, budget=None, world=None, max_tokens=50, **changes):
    """The failure of one call, its fake and its world."""
    world = world or World()
    budget = budget or purse()
    with FakeVendor(script) as fake, pytest.raises(Problem) as caught:
        complete(
            vendor_at(fake, **changes),
            ASKED,
            schema=schema,
            max_tokens=max_tokens,
            budget=budget,
            outside=world.outside,
        )
    return caught.value, fake, world


def test_an_answer_carries_its_tokens_cost_and_origin():
    budget = purse()
    with FakeVendor([says("12시예요.", tokens_in=1_000, tokens_out=10, tokens_cached=400)]) as fake:
        answer = complete(vendor_at(fake), ASKED, max_tokens=50, budget=budget, outside=World().outside)
    assert (answer.text, answer.data, answer.finish_reason, answer.attempts) == ("12시예요.", None, "stop", 1)
    assert (answer.usage.tokens_in, answer.usage.tokens_cached, answer.usage.tokens_out) == (1_000, 400, 10)
    assert answer.cost.micro == 600 * 3_000 + 400 * 300 + 10 * 15_000
    assert str(answer.cost.amount()) == "2.070000"
    assert budget.spent_micro == answer.cost.micro
    assert (answer.request_id, answer.model) == ("req_0", "fake-1")
    assert answer.latency_ms >= 0


def test_the_request_is_the_official_one():
    with FakeVendor([says_json({"total": 3})]) as fake:
        answer = complete(
            vendor_at(fake),
            (Message("system", "규칙"), Message("user", "읽어요", (Image(PNG),))),
            schema=SCHEMA,
            max_tokens=50,
            budget=purse(),
            temperature=0,
            outside=World().outside,
        )
    body = json.loads(fake.requests[0]["body"])
    assert answer.data == {"total": 3}
    assert fake.requests[0]["path"] == "/v1/chat/completions"
    assert body["max_completion_tokens"] == 50
    assert body["response_format"]["json_schema"] == {"name": "answer", "strict": True, "schema": SCHEMA}
    assert body["messages"][0] == {"role": "system", "content": "규칙"}
    assert body["messages"][1]["content"][1]["image_url"]["url"].startswith("data:image/png;base64,")


def test_older_servers_get_the_names_that_they_know():
    with FakeVendor([says_json({"total": 3})]) as fake:
        vendor = vendor_at(fake, limit_name="max_tokens", format_name="json_object")
        complete(vendor, ASKED, schema=SCHEMA, max_tokens=50, budget=purse(), outside=World().outside)
    body = json.loads(fake.requests[0]["body"])
    assert body["max_tokens"] == 50
    assert "max_completion_tokens" not in body
    assert body["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (fakes.refuses(), "llm.refused"),
        (says('{"total": 1', finish_reason="length"), "llm.length_cut"),
        (says("", finish_reason="content_filter"), "llm.content_filtered"),
        (fakes.calls_tool(), "llm.tool_called"),
        (fakes.gives_no_choices(), "llm.no_choices"),
        (says("  "), "llm.empty_answer"),
        (says("The total is 3."), "llm.wrong_json"),
        (says('{"total": NaN}'), "llm.wrong_json"),
        (says('{"total": 1, "total": 2}'), "llm.wrong_json"),
        (says("[" * 100_000), "llm.wrong_json"),
        (says_json({"total": "3"}), "llm.wrong_schema"),
        (says_json({"total": 3, "pay_to": "IBAN"}), "llm.wrong_schema"),
        (says_json([3]), "llm.wrong_schema"),
        (fakes.sends(b"<html>login</html>", "text/html"), "llm.bad_reply"),
        (fakes.sends(b'{"object":"list"}'), "llm.bad_reply"),
        (fakes.sends(b'{"choices":[{"message":{"content":[1]}}]}'), "llm.bad_reply"),
        (fakes.sends(b"\x1f\x8b", Content_Encoding="gzip"), "llm.bad_reply"),
        (fakes.sends(b"x" * 10_000_001), "llm.reply_too_large"),
        (fakes.sends(b"", status=302, Location="http://169.254.169.254/"), "llm.redirected"),
        (fails(400, code="context_length_exceeded"), "llm.too_long"),
        (fails(400, message="no such parameter"), "llm.request_refused"),
        (fails(403), "llm.key_refused"),
        (fails(429, code="insufficient_quota"), "llm.quota_spent"),
    ],
)
def test_each_bad_ending_has_a_class_of_its_own_and_is_not_tried_again(reply, code):
    problem, fake, world = failed([reply], schema=SCHEMA)
    assert isinstance(problem, CallFailed)
    assert (problem.code, problem.attempts, len(fake.requests), world.slept) == (code, 1, 1, [])
    assert problem.sentence("ko")
    assert problem.sentence("en")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (fails(408), "llm.vendor_failed"),
        (fails(409), "llm.vendor_failed"),
        (fails(429), "llm.rate_limited"),
        (fails(500), "llm.vendor_failed"),
        (fails(503), "llm.vendor_failed"),
        (fakes.sends(b"<html>502</html>", "text/html", status=502), "llm.vendor_failed"),
        (fakes.hangs_up(), "llm.cut_off"),
        (fakes.cuts(), "llm.cut_off"),
    ],
)
def test_what_may_pass_is_tried_three_times_with_growing_waits(reply, code):
    problem, fake, world = failed([reply])
    assert (problem.code, problem.attempts, len(fake.requests)) == (code, 3, 3)
    assert 0.25 <= world.slept[0] <= 0.5 <= world.slept[1] <= 1.0


def test_a_call_that_recovers_says_how_many_attempts_it_took():
    with FakeVendor([fails(500), fails(429, retry_after="2"), says("네")]) as fake:
        world = World()
        answer = complete(vendor_at(fake), ASKED, max_tokens=50, budget=purse(), outside=world.outside)
    assert answer.attempts == 3
    assert 2.0 <= world.slept[1] <= 2.2


def test_retry_after_as_a_date_is_followed_too():
    when = format_datetime(NOW + timedelta(seconds=30), usegmt=True)
    with FakeVendor([fails(503, retry_after=when), says("네")]) as fake:
        world = World()
        complete(vendor_at(fake), ASKED, max_tokens=50, budget=purse(), outside=world.outside)
    assert 30 <= world.slept[0] <= 33


def test_a_vendor_that_asks_for_an_hour_is_left_with_the_wait_in_the_failure():
    problem, fake, world = failed([fails(429, retry_after="3600")])
    assert (problem.code, problem.retry_after_s, world.slept) == ("llm.rate_limited", 3600.0, [])
    assert len(fake.requests) == 1


@pytest.mark.parametrize("said", ["soon", "-1", "nan", "1e9", "9" * 400, ""])
def test_a_retry_after_that_is_no_time_is_as_if_unsaid(said):
    _, _, world = failed([fails(503, retry_after=said)], max_attempts=2)
    assert len(world.slept) == 1
    assert world.slept[0] <= 0.5


@pytest.mark.parametrize("reply", [fakes.is_silent(), fakes.drips()])
def test_a_vendor_that_is_slow_or_drips_is_left_at_the_deadline(reply):
    problem, _, _ = failed([reply], timeouts=Timeouts(connect_s=1, read_s=1, total_s=0.2), max_attempts=1)
    assert problem.code == "llm.timed_out"


def test_nobody_at_the_address_is_said_so():
    with FakeVendor() as fake:
        vendor = vendor_at(fake)
    with pytest.raises(CallFailed) as caught:
        complete(vendor, ASKED, max_tokens=50, budget=purse(), outside=World().outside)
    assert (caught.value.code, caught.value.attempts, caught.value.cost_micro) == ("llm.unreachable", 3, 0)


def test_a_call_that_could_break_the_budget_is_not_sent():
    budget = purse(won=1)
    problem, fake, _ = failed([says("네")], budget=budget, max_tokens=1_000)
    assert (problem.code, fake.requests, budget.spent_micro) == ("llm.budget_spent", [], 0)


def test_attempts_whose_outcome_is_unknown_keep_their_worst_cost():
    budget = purse()
    problem, _, _ = failed([fakes.cuts()], budget=budget, max_attempts=2)
    assert problem.cost_micro == budget.spent_micro > 2 * 50 * 15_000
    free = purse()
    failed([fails(500)], budget=free)
    assert free.spent_micro == 0


def test_an_answer_without_usage_costs_the_worst_case():
    budget = purse()
    with FakeVendor([says("네", usage=False)]) as fake:
        answer = complete(vendor_at(fake), ASKED, max_tokens=50, budget=budget, outside=World().outside)
    assert answer.usage.stated is False
    assert answer.cost.micro == budget.spent_micro > 50 * 15_000


def test_an_unusable_answer_is_paid_for_too():
    budget = purse()
    problem, _, _ = failed([says("no json")], schema=SCHEMA, budget=budget)
    assert problem.cost_micro == budget.spent_micro == 100 * 3_000 + 20 * 15_000


def test_the_key_shows_nowhere_not_even_when_the_vendor_echoes_it(caplog):
    caplog.set_level(logging.DEBUG)
    echo = fails(400, message=f"Incorrect key {KEY} given")
    problem, fake, _ = failed([echo])
    vendor = vendor_at(fake)
    shown = [repr(vendor), str(problem), repr(problem), problem.sentence("ko"), str(problem.values), caplog.text]
    assert all(KEY not in text for text in shown)
    assert "***" in problem.sentence("en")


def test_a_wrong_key_is_the_vendors_word():
    problem, _, _ = failed([says("네")], key="sk-other")
    assert problem.code == "llm.key_refused"


def test_an_unknown_model_is_the_vendors_word():
    problem, _, _ = failed([says("네")], model="fake-9")
    assert problem.code == "llm.model_unknown"


def test_the_connection_test_lists_the_models():
    with FakeVendor(models=("fake-1", "fake-2")) as fake:
        assert models(vendor_at(fake), outside=World().outside) == ("fake-1", "fake-2")
        with pytest.raises(CallFailed) as caught:
            models(vendor_at(fake, key="sk-other"), outside=World().outside)
    assert caught.value.code == "llm.key_refused"


def test_an_asker_hands_on_answers_and_keeps_them_for_the_ledger():
    with FakeVendor([says_json({"total": 3}), says("네")]) as fake:
        asker = Asker(vendor_at(fake), purse(), outside=World().outside)
        assert asker([{"role": "user", "content": "합계는?"}], SCHEMA) == {"total": 3}
        assert asker.text(ASKED) == "네"
    assert [answer.request_id for answer in asker.answers] == ["req_0", "req_1"]


def test_a_picture_that_is_none_is_refused_before_anything_is_sent():
    message = Message("user", "읽어요", (Image(b"%PDF-1.7"),))
    with FakeVendor() as fake, pytest.raises(Problem) as caught:
        complete(vendor_at(fake), (message,), max_tokens=50, budget=purse(), outside=World().outside)
    assert caught.value.code == "llm.bad_image"
    assert fake.requests == []


def test_a_price_below_one_minor_unit_a_million_is_exact():
    prices = Prices(input=75, output=300, currency="USD", per_tokens=10_000_000)
    assert str(prices.cost(Usage(tokens_in=1_000_000, tokens_out=0)).amount()) == "0.07500000"
