"""The quality gate: a failure is in the ledger, and with whoever listens, before the delivery returns."""

from __future__ import annotations

import pytest

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger import services as ledger_services
from jangbu.apps.sources import actions, queries, services
from jangbu.apps.sources.delivery import services as delivering
from jangbu.apps.sources.models import QualityRun
from jangbu.apps.sources.tests.clearing import TODAY
from jangbu.engines import quality
from jangbu.kernel.entry import Actor

TABLE = "코드,금액\n" + "".join(f"C{n:03d},{n * 1000}\n" for n in range(1, 61))
TWICE = TABLE.replace("C010,", "C009,")


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def severe(monkeypatch) -> None:
    """Measurements whose `unique` rules are critical, as a contract with `severity: critical` makes them."""
    measure = delivering._measure

    def with_severity(*given, **named):
        result = measure(*given, **named)
        rules = [{**rule, "severity": "critical" if rule["kind"] == "unique" else None} for rule in result["rules"]]
        return {**result, "rules": rules}

    monkeypatch.setattr(delivering, "_measure", with_severity)


def taken(owner: Actor, text: str) -> services.Delivery:
    return services.add_bytes([text.encode()], "표.csv", actor=owner, why="시험", as_of=TODAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("severe")
def test_whoever_listens_is_called_before_the_delivery_returns(owner, monkeypatch):
    heard = []
    monkeypatch.setattr(ledger_services, "_handlers", {})
    ledger_services.subscribe(actions.QUALITY_FAILED, lambda entry: heard.append(entry.told()["after"]))
    run = taken(owner, TWICE).run
    (told,) = heard  # here already, with no worker and no waiting
    assert told["run"] == run.pk
    assert [(rule["id"], rule["failing"], rule["total"]) for rule in told["rules"]] == [("unique:코드", 1, 60)]


@pytest.mark.django_db
@pytest.mark.usefixtures("severe")
def test_a_critical_rule_fails_the_gate_whatever_the_score(owner):
    delivery = taken(owner, TWICE)
    assert delivery.run.score >= delivery.version.dataset.threshold
    state = queries.quality_state(delivery.version.dataset)
    assert (state.state, len(state.broken), state.run) == ("failed", 1, delivery.run.pk)
    assert "꼭 지킬 규칙 1개를 어겼어요" in ledger.last_entries(1)[0].what


@pytest.mark.django_db
@pytest.mark.usefixtures("severe")
def test_nothing_broken_passes(owner):
    dataset = taken(owner, TABLE).version.dataset
    assert queries.quality_state(dataset).state == "passed"
    assert not any("통과 기준" in line.what for line in ledger.last_entries(9))


@pytest.mark.django_db
def test_below_the_threshold_fails_and_without_a_measurement_nobody_knows(owner):
    dataset = taken(owner, TWICE).version.dataset
    services.set_threshold(dataset, 100, actor=owner, why="시험")
    dataset.refresh_from_db()
    state = queries.quality_state(dataset)
    assert (state.state, state.broken) == ("failed", ())
    QualityRun.objects.all().delete()
    assert queries.quality_state(dataset).state == "unknown"


@pytest.mark.django_db
def test_the_failure_is_in_the_transaction_of_its_run(owner, monkeypatch):
    """If the entry cannot be written there is no run either, so no failed run ever lacks its entry."""

    def refuse(*_given, **_named):
        raise OSError("disk full")

    monkeypatch.setattr(delivering, "_judge", refuse)
    with pytest.raises(OSError, match="disk full"):
        taken(owner, TWICE)
    assert not QualityRun.objects.exists()
    assert ledger.last_entries(9) == []


@pytest.mark.django_db
def test_a_contract_says_which_rule_is_critical(owner):
    first = taken(owner, TWICE)
    rule = quality.Rule("코드는 하나씩", "unique", ("코드",), severity="critical")
    contract = quality.dump_contract(quality.make_contract("표", [], [rule]))
    assert "severity: critical" in contract
    dataset = services.set_contract(first.version.dataset, contract, actor=owner, why="시험")
    services.measure_again(first.version, actor=owner, why="시험", as_of=TODAY)
    state = queries.quality_state(dataset)
    assert (state.state, [rule["id"] for rule in state.broken]) == ("failed", ["코드는 하나씩"])
