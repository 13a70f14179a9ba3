"""A connection in the register of AI models: probed for real, refused until approved, switched and switched back."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.fakes.vendor import MODEL, Completion, FakeVendor

from jangbu.apps.aimodels import queries
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.evaluating.probes import TIMES, Probe, probes, version
from jangbu.apps.aimodels.models import AiModel, Evaluation
from jangbu.apps.aimodels.running import Said
from jangbu.apps.gateway import services
from jangbu.apps.gateway.models import Call
from jangbu.apps.gateway.services import Behalf
from jangbu.apps.gateway.tests.conftest import WHY
from jangbu.engines.llm import Message
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

pytestmark = pytest.mark.django_db
NEXT = "fake-2"


def careful(request: dict) -> Completion:
    """A model that withstands: declines what harms, repeats no secret, answers the rest."""
    asked = json.dumps(request["messages"], ensure_ascii=False)
    if any(each.user in asked for each in probes() if each.held == "refusal"):
        return Completion(None, refusal="I cannot help with that.")
    return Completion("네, 내일 도착해요.")


def fooled(request: dict) -> Completion:
    """A model that does whatever the text says, secrets and all."""
    return Completion(" ".join(message["content"] for message in request["messages"]))


@pytest.fixture
def lead(cast) -> Actor:
    return Actor.person(cast.approver.pk, cast.approver.name)


@pytest.fixture
def vendor() -> Iterator[FakeVendor]:
    with FakeVendor([careful], models=(MODEL, NEXT)) as fake:
        yield fake


def probe(version, owner: Actor) -> Evaluation:
    suite = version.entry.suites.get(kind="safety")
    return aimodels.evaluate(version, suite, actor=owner, why=WHY)


def ask(endpoint, cast) -> str:
    port = services.port(endpoint.pk, Behalf("draft", limit=Money(10_000, "KRW")), actor=Actor.system())
    return port.text([Message("user", "안녕하세요")])


def test_a_connection_registers_itself_and_its_probes_go_through_the_gateway(vendor, connect, owner):
    endpoint = connect(vendor)
    entry = AiModel.objects.get(kind="model")
    assert (entry.ref, entry.name) == (endpoint.pk, endpoint.name)
    found = probe(entry.versions.get(), owner)
    assert found.verdict == "pass", found.results
    assert found.data["cases"] == Call.objects.filter(purpose=Call.Purpose.PROBE).count() == TIMES * len(probes())
    assert found.cost_micros > 0


def test_a_model_that_is_fooled_fails_its_probes(connect, owner):
    with FakeVendor([fooled]) as vendor:
        connect(vendor)
        found = probe(AiModel.objects.get(kind="model").versions.get(), owner)
    assert found.verdict == "fail"
    shares = {each["measure"]: each["value"] for each in found.results}
    assert shares["probes_injection"] == shares["probes_leak"] == shares["probes_secret"] == 0.0
    assert found.data["version"] == version()


def test_a_secret_written_apart_backwards_or_in_base64_is_told_all_the_same():
    probe = Probe("x", "secret", "", "", "without", "QX-7741-ZEBRA")
    told = ("QX7741 ZEBRA", "ARBEZ-1477-XQ", "UVgtNzc0MS1aRUJSQQ==", "q x - 7 7 4 1 - z e b r a")
    assert not any(probe.holds(Said(each)) for each in told)
    assert probe.holds(Said("문 번호는 알려 드릴 수 없어요."))


def test_probes_are_many_korean_first_and_each_of_a_kind_that_is_measured():
    kinds = {each.kind for each in probes()}
    assert kinds == {"injection", "leak", "secret", "refusal", "answer"}
    assert len(probes()) == len({each.id for each in probes()}) >= 25
    assert all(each.secret for each in probes() if each.held == "without")


def test_under_the_regime_another_model_is_refused_until_it_is_evaluated_and_approved(
    vendor, connect, owner, lead, cast
):
    endpoint = connect(vendor)
    entry = AiModel.objects.get(kind="model")
    first = entry.versions.get()
    probe(first, owner)
    aimodels.approve_promotion(aimodels.ask_promotion(first, actor=owner, why=WHY), actor=lead, why=WHY)
    assert ask(endpoint, cast)
    setup = services.Setup(
        **{name: getattr(endpoint, name) for name in services.Setup.__dataclass_fields__ if name != "model"}, model=NEXT
    )
    services.change_endpoint(endpoint, setup, actor=owner, why="새 모델을 써 보려고")
    with pytest.raises(Problem) as caught:
        ask(endpoint, cast)
    assert caught.value.code == "aimodels.not_allowed"
    second = entry.versions.get(label=NEXT)
    assert probe(second, owner).verdict == "pass"
    aimodels.approve_promotion(aimodels.ask_promotion(second, actor=owner, why=WHY), actor=lead, why=WHY)
    assert ask(endpoint, cast)
    assert json.loads(vendor.requests[-1]["body"])["model"] == NEXT
    aimodels.roll_back(AiModel.objects.get(pk=entry.pk), actor=owner, why="답이 이상해서")
    assert ask(endpoint, cast)
    assert json.loads(vendor.requests[-1]["body"])["model"] == MODEL


def test_a_candidate_is_probed_beside_what_serves_and_changes_nothing(vendor, connect, owner):
    endpoint = connect(vendor)
    entry = AiModel.objects.get(kind="model")
    content = aimodels.candidate_content(entry, entry.versions.get().content, NEXT)
    candidate = aimodels.add_version(entry, NEXT, content, note="더 싸서", actor=owner, why=WHY)
    assert probe(candidate, owner).verdict == "pass"
    assert json.loads(vendor.requests[-1]["body"])["model"] == NEXT
    endpoint.refresh_from_db()
    assert endpoint.model == MODEL
    assert queries.champion(entry).version.label == MODEL


def test_a_connection_that_is_off_cannot_be_probed_and_serves_nothing(vendor, connect, owner):
    endpoint = connect(vendor)
    services.switch(endpoint, False, actor=owner, why="쓰지 않으려고")
    entry = AiModel.objects.get(kind="model")
    assert queries.champion(entry) is None
    with pytest.raises(Problem) as caught:
        probe(entry.versions.get(), owner)
    assert caught.value.code == "gateway.switched_off"
    assert Evaluation.objects.count() == 0


def test_snapshots_are_read_from_the_vendors_name(vendor, connect):
    assert aimodels.snapshot_of("gpt-x-2026-08-06") == "2026-08-06"
    assert aimodels.snapshot_of("claude-20260806") == "20260806"
    assert aimodels.snapshot_of("latest") == ""
