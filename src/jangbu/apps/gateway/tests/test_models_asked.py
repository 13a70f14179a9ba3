"""Labelled data asked of a model through the gateway: masked, metered, gone on from a break, held to a budget."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.urls import reverse
from tests.fakes.vendor import FakeVendor, Reply, fails, thinks

from jangbu.apps.aimodels import queries
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.evaluating.wanting import forecast, progress
from jangbu.apps.aimodels.models import AiModel, Answered, Asking, Evaluation, Suite, Wanted
from jangbu.apps.gateway.models import Call, Taken
from jangbu.apps.gateway.tests.conftest import WHY
from jangbu.apps.sources import services as data
from jangbu.engines.quality import csv_bytes
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
ROWS, WRONG = 60, 6  # every tenth is answered wrongly
LABELS = ("배송", "견적", "불량")
RRN = "900101-1234568"


def truth_of(number: int) -> str:
    return LABELS[number % 3]


@pytest.fixture
def questions(owner) -> str:
    """A dataset of inquiries with their right labels, one of them with a resident number in its text."""
    header = ["번호", "문의", "정답", "지역"]
    rows = [
        [
            str(n),
            f"{n}번 {truth_of(n)} 문의 {RRN if n == 7 else ''}",
            truth_of(n),
            "수도권" if n < ROWS // 2 else "영남",
        ]
        for n in range(ROWS)
    ]
    told = {"actor": owner, "why": WHY, "as_of": date(2026, 11, 20)}
    return data.add_bytes([csv_bytes(header, rows)], "문의 문제지.csv", **told).version.dataset_id


def clever(request: dict) -> object:
    """Right but for every tenth, and less sure of those."""
    asked = request["messages"][1]["content"]
    number = int(asked.split("\n")[1].split("번")[0])
    wrong = number % 10 == 9
    said = truth_of(number + 1) if wrong else truth_of(number)
    return {"answer": said, "confidence": 0.5 if wrong else 0.95}


@pytest.fixture
def vendor() -> Iterator[FakeVendor]:
    with FakeVendor([thinks(clever)]) as fake:
        yield fake


@pytest.fixture
def entry(vendor, connect) -> AiModel:
    connect(vendor)
    return AiModel.objects.get(kind="model")


@pytest.fixture
def suite(entry, questions, owner) -> Callable[..., Suite]:
    def made(kind: str = "accuracy", limits=None, **settings: object) -> Suite:
        told = {"dataset": questions, "name": "문의 문제지", "truth": "정답", "input": "문의", **settings}
        usual = {"value_accuracy": {"limit": 0.7, "at_most": False}}
        more = {"source": "dataset", "limits": limits or usual, "every_days": 30, "required": True}
        return aimodels.set_suite(entry, kind, settings=told, actor=owner, why=WHY, **more)

    return made


def measure(entry: AiModel, suite: Suite, owner) -> Evaluation:
    return aimodels.evaluate(entry.versions.get(), suite, actor=owner, why=WHY)


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    return caught.value.code


def value(found: Evaluation, measure: str) -> dict:
    return next(each for each in found.results if each["measure"] == measure)


def test_every_row_is_asked_once_masked_metered_and_measured_with_its_interval(entry, suite, vendor, owner):
    found = measure(entry, suite(), owner)
    right = value(found, "value_accuracy")
    assert (right["value"], right["n"], found.verdict) == ((ROWS - WRONG) / ROWS, ROWS, "pass")
    assert right["low"] < right["value"] < right["high"]
    calls = Call.objects.filter(purpose=Call.Purpose.PROBE)
    assert calls.count() == len(vendor.requests) == ROWS
    assert found.cost_micros == sum(calls.values_list("cost_micros", flat=True)) > 0
    sent = "".join(request["body"].decode() for request in vendor.requests)
    assert RRN not in sent
    assert sum(sum(call.blanked.values()) for call in calls) == 1
    assert found.data["fingerprint"]


def test_calibration_and_fairness_use_the_same_answers_and_ask_nothing_twice(entry, suite, vendor, owner):
    measure(entry, suite(), owner)
    honest = measure(entry, suite("calibration", {"ece": {"limit": 0.2, "at_most": True}}), owner)
    gaps = {"demographic_parity_ratio": {"limit": 0.5, "at_most": False}}
    fair = measure(entry, suite("fairness", gaps, groups=["지역"], positive="불량"), owner)
    assert len(vendor.requests) == ROWS
    assert value(honest, "ece")["n"] == ROWS
    assert honest.tables["bins"]
    assert fair.tables["groups"][0]["attribute"] == "지역"
    assert {each["n"] for each in fair.tables["groups"][0]["groups"]} == {ROWS // 2}


def test_what_is_asked_stands_between_lines_nobody_can_guess_and_obeys_a_schema(entry, suite, vendor, owner):
    measure(entry, suite(), owner)
    first, second = (json.loads(request["body"]) for request in vendor.requests[:2])
    lines = first["messages"][1]["content"].split("\n")
    assert lines[0] == lines[-1] != second["messages"][1]["content"].split("\n")[0]
    assert lines[0] in first["messages"][0]["content"]
    enum = first["response_format"]["json_schema"]["schema"]["properties"]["answer"]["enum"]
    assert set(enum) == set(LABELS)


def test_data_that_nobody_has_measure_nothing(entry, suite, owner, vendor):
    gone = suite(dataset="0" * 26)
    assert code_of(measure, entry, gone, owner) == "aimodels.data_missing"
    assert code_of(aimodels.want, entry.versions.get(), gone, actor=owner, why=WHY) == "aimodels.data_missing"
    assert code_of(measure, entry, suite(input="없는 열"), owner) == "aimodels.column_missing"
    assert (Evaluation.objects.count(), vendor.requests) == (0, [])


def scripted(after: int, then: Reply) -> list[Reply]:
    return [thinks(clever)] * after + [then]


def test_a_vendor_that_fails_half_way_leaves_no_evaluation_and_is_gone_on_from(connect, suite_of, owner):
    with FakeVendor(scripted(20, fails(400, kind="invalid_request_error"))) as vendor:
        connect(vendor)
        entry = AiModel.objects.get(kind="model")
        held = suite_of(entry)
        assert code_of(measure, entry, held, owner) == "llm.request_refused"
        assert Evaluation.objects.count() == 0
        asking = Asking.objects.get()
        assert (asking.state, asking.problem["code"], asking.answers.count()) == ("stopped", "llm.request_refused", 20)
        before = len(vendor.requests)
        vendor._script = [thinks(clever)]  # the vendor is well again
        found = measure(entry, held, owner)
        assert value(found, "value_accuracy")["n"] == ROWS
        assert len(vendor.requests) - before == ROWS - 20
    assert Asking.objects.get().state == "done"


@pytest.fixture
def suite_of(questions, owner) -> Callable[[AiModel], Suite]:
    def made(entry: AiModel, **settings: object) -> Suite:
        told = {"dataset": questions, "name": "문의 문제지", "truth": "정답", "input": "문의", **settings}
        more = {"source": "dataset", "limits": {"value_accuracy": {"limit": 0.7, "at_most": False}}}
        return aimodels.set_suite(
            entry, "accuracy", settings=told, every_days=30, required=True, actor=owner, why=WHY, **more
        )

    return made


def test_a_budget_that_is_spent_stops_it_and_a_larger_one_goes_on(entry, suite, vendor, owner):
    small = suite(budget_minor=15)  # a question reserves nearly nine won, and costs a fifth of one
    assert code_of(measure, entry, small, owner) == "llm.budget_spent"
    asked = len(vendor.requests)
    assert 0 < asked < ROWS
    assert Evaluation.objects.count() == 0
    assert Taken.objects.get(holder=f"automation:{small.pk}").micros <= 15_000_000
    found = measure(entry, suite(budget_minor=10_000), owner)
    assert (found.verdict, len(vendor.requests)) == ("pass", ROWS)


def test_an_answer_of_another_shape_or_a_refusal_is_a_wrong_answer_and_no_break(connect, suite_of, owner):
    def brain(request: dict) -> object:
        number = int(request["messages"][1]["content"].split("\n")[1].split("번")[0])
        return {"answer": "환불", "confidence": 1} if number < 10 else clever(request)

    with FakeVendor([thinks(brain)]) as vendor:
        connect(vendor)
        entry = AiModel.objects.get(kind="model")
        found = measure(entry, suite_of(entry), owner)
    assert round(value(found, "value_accuracy")["value"] * ROWS) == ROWS - WRONG - 9
    assert Answered.objects.filter(said="").count() == 10


def test_questions_with_answers_in_words_hold_the_truth_as_words_of_their_own(connect, owner):
    rows = [[f"{n} 더하기 {n}은?", str(2 * n)] for n in range(40)]
    told = {"actor": owner, "why": WHY, "as_of": date(2026, 11, 20)}
    dataset = data.add_bytes([csv_bytes(["물음", "답"], rows)], "셈.csv", **told).version.dataset_id

    def brain(request: dict) -> object:
        number = int(request["messages"][1]["content"].split("\n")[1].split(" ")[0])
        return {"answer": f"{2 * number}입니다." if number != 3 else "66이에요", "confidence": 0.9}

    with FakeVendor([thinks(brain)]) as vendor:
        connect(vendor)
        entry = AiModel.objects.get(kind="model")
        settings = {"dataset": dataset, "name": "셈", "truth": "답", "input": "물음"}
        more = {"source": "dataset", "limits": {"value_accuracy": {"limit": 0.7, "at_most": False}}}
        held = aimodels.set_suite(
            entry, "accuracy", settings=settings, every_days=30, required=True, actor=owner, why=WHY, **more
        )
        found = measure(entry, held, owner)
    assert round(value(found, "value_accuracy")["value"] * 40) == 39


def test_the_cost_is_said_before_and_never_less_than_what_it_took(entry, suite, vendor, owner):
    held, version = suite(), entry.versions.get()
    before = forecast(version, held)
    assert (before.left, before.total, vendor.requests) == (ROWS, ROWS, [])
    found = measure(entry, held, owner)
    assert before.price.currency == found.cost_currency == "KRW"
    assert before.price.micros >= found.cost_micros


def test_a_person_puts_it_in_line_sees_the_cost_and_the_worker_does_it(entry, suite, vendor, owner, cast, sign_in):
    held, version = suite(), entry.versions.get()
    client = sign_in(cast.owner)
    page = reverse("aimodels-version", args=[entry.pk, version.number])
    assert f"모델에 {ROWS}번 물어요." in client.get(page).content.decode()
    client.post(reverse("aimodels-evaluate", args=[entry.pk, version.number]), {"suite": "accuracy"})
    client.post(reverse("aimodels-evaluate", args=[entry.pk, version.number]), {"suite": "accuracy"})
    assert Wanted.objects.get().state == "waiting"
    assert vendor.requests == []
    assert "차례를 기다려요" in client.get(page).content.decode()
    found = aimodels.do_wanted()
    assert [each.verdict for each in found] == ["pass"]
    assert Wanted.objects.get().evaluation_id == found[0].pk
    assert progress(version, held) == (ROWS, ROWS)
    assert aimodels.do_wanted() == []


def test_one_that_stopped_says_why_on_its_page_and_goes_on_from_there(entry, suite, vendor, owner, cast, sign_in):
    suite(budget_minor=15)
    version = entry.versions.get()
    client, page = sign_in(cast.owner), reverse("aimodels-version", args=[entry.pk, version.number])
    client.post(reverse("aimodels-evaluate", args=[entry.pk, version.number]), {"suite": "accuracy"})
    assert aimodels.do_wanted() == []
    shown = client.get(page).content.decode()
    assert "까지 물었어요" in shown
    assert "이어서 하기" in shown
    assert queries.is_evaluated(version, Wanted.objects.get().ended_at) is False
