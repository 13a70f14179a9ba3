"""No declared decision is forgotten: each asks the matrix or stands in the list of exemptions, and the ones that ask
really refuse whoever is outside, whatever the way in."""

from __future__ import annotations

import pkgutil
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase
from importlib import import_module

import pytest
from django.db import transaction

from jangbu import apps
from jangbu.apps.aimodels.models import AiModel
from jangbu.apps.duties import ruling, services, subjects
from jangbu.apps.duties.exemptions import EXEMPT
from jangbu.apps.duties.tests.conftest import actor
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.ledger.actions import all_declared, declared
from jangbu.apps.ledger.models import Entry
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.ledger.services import record
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.policies.models import Policy
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.usecases.models import FoundUse, UseCase
from jangbu.apps.sources.delivery.models import Dataset, Source
from jangbu.apps.vendors.models import Certificate, Contract, Vendor
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.events.models import EventSource
from jangbu.apps.work.processes.models import Process
from jangbu.apps.work.runs.models import Run
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

THEN, DAY = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2)
ROW = {"state": "x", "created_at": THEN, "changed_at": THEN}
WHOSE = {  # the kind of subject that each ruled action's entry is about, by the beginning of its name
    "work.automation": "automation",
    "work.version": "automation",
    "work.resumed": "automation",
    "work.material": "automation",
    "work.process": "process",
    "work.sop": "process",
    "work.source": "event_source",
    "work.secret": "event_source",
    "work.pull": "event_source",
    "work.": "run",
    "dataset.": "dataset",
    "sources.": "dataset",
    "vendors.": "vendor",
    "contracts.": "contract",
    "certificates.": "certificate",
    "policies.": "policy",
    "aimodels.": "ai_model",
    "gateway.": "endpoint",
    "pilots.": "pilot",
    "use-cases.": "use_case",
    "regulations.role": "use_case",
    "legal-reviews.": "legal_review",
    "people.access": "person",
}
TOP = {"run": "process", "automation": "process", "event_source": "process", "pilot": "process", "use_case": "process"}
TOP |= {"contract": "vendor", "certificate": "vendor", "legal_review": "vendor", "person": "dataset"}


def kind_of(name: str) -> str:
    return next(kind for start, kind in WHOSE.items() if name.startswith(start))


@pytest.fixture
def rows(cast) -> dict[str, Subject]:
    """One thing of every kind that a decision may be about."""
    process = Process.objects.create(name="매입 계산서", owner=cast.owner.pk, created_at=THEN)
    automation = Automation.objects.create(process=process, name="읽기", kind="invoice", created_at=THEN)
    said = dict.fromkeys(("what", "when", "where", "why"), "–")
    version = AutomationVersion.objects.create(
        automation=automation, number=1, who=cast.owner.pk, settings={}, datasets=[], created_at=THEN, **said
    )
    run = Run.objects.create(automation=automation, version=version, title="1.pdf", input={}, created_at=THEN)
    source = EventSource.objects.create(name="n8n", tool="n8n", process=process, created_at=THEN)
    place = Source.objects.create(kind="file", location="a.csv", created_at=THEN)
    dataset = Dataset.objects.create(source=place, name="고객", created_at=THEN)
    vendor = Vendor.objects.create(name="루미나", **ROW)
    contract = Contract.objects.create(title="계약", vendor=vendor, **ROW)
    certificate = Certificate.objects.create(vendor=vendor, standard="isms", number="1", **ROW)
    policy = Policy.objects.create(title="보안", kind="security", owner=cast.owner.pk, **ROW)
    model = AiModel.objects.create(name="읽는 모델", kind="llm", **ROW)
    endpoint = Endpoint.objects.create(
        name="본사", base_url="https://a.example", model="m", currency="KRW", price_in=1, price_out=1, created_at=THEN
    )
    pilot = Pilot.objects.create(
        name="파일럿",
        gates=[],
        starts_on=DAY,
        ends_on=DAY,
        decide_on=DAY,
        plan={"scope": [{"process": process.pk}]},
        created_at=THEN,
    )
    case = UseCase.objects.create(name="쓰임", owner=cast.owner.pk, **ROW)
    FoundUse.objects.create(case=case, kind="automation", key=automation.pk)
    review = LegalReview.objects.create(question="?", owner=cast.owner.pk, contract=contract, **ROW)
    made = {"process": process, "automation": automation, "run": run, "event_source": source, "dataset": dataset}
    made |= {"vendor": vendor, "contract": contract, "certificate": certificate, "policy": policy, "ai_model": model}
    made |= {"endpoint": endpoint, "pilot": pilot, "use_case": case, "legal_review": review, "person": cast.member}
    return {kind: Subject(kind, str(row.pk)) for kind, row in made.items()}


def after_of(kind: str, rows: dict[str, Subject]) -> dict[str, str]:
    given = rows["dataset"]
    return {"resource_kind": "dataset", "resource_id": given.id} if kind == "person" else {}


def decide(name: str, rows: dict[str, Subject], who: Actor) -> None:
    kind = kind_of(name)
    with transaction.atomic():
        record(
            declared(name), actor=who, where="–", why="–", subject=rows[kind], after=after_of(kind, rows) or {"a": "b"}
        )


@pytest.fixture(scope="module", autouse=True)
def vocabulary() -> None:
    """Every action of every app, whoever was imported before."""
    for module in pkgutil.walk_packages(apps.__path__, "jangbu.apps."):
        if module.name.endswith(".actions"):
            import_module(module.name)


def test_every_declared_decision_asks_the_matrix_or_is_exempt_with_a_reason():
    assert ruling.unsettled() == []
    assert [name for name in ruling.ruled() if name not in all_declared()] == []


def test_no_exemption_outlives_what_it_exempts():
    decisions = [name for name, action in all_declared().items() if action.decision]
    assert [each for each in EXEMPT if not any(fnmatchcase(name, each) for name in decisions)] == []
    assert all(len(why) > 20 for why in EXEMPT.values())


@pytest.mark.django_db
def test_every_ruled_decision_is_refused_to_whoever_is_outside_and_leaves_nothing(cast, owner, rows):
    for kind in {TOP.get(kind, kind) for kind in rows}:
        services.set_letter(rows[kind], cast.it.pk, "A", actor=owner, why="맡기려고")
        services.set_letter(rows[kind], cast.approver.pk, "C", actor=owner, why="의논하려고")
        services.set_letter(rows[kind], cast.owner.pk, "I", actor=owner, why="알리려고")
    before, let = Entry.objects.count(), []
    for name in ruling.ruled():
        for person in (cast.approver, cast.owner, cast.member):
            try:
                decide(name, rows, actor(person))
            except Problem as problem:
                assert problem.code == "duties.outside_matrix", name  # noqa: PT017
                assert "최하은" in problem.sentence("ko"), name  # noqa: PT017
            else:
                let.append(name)
    assert let == []
    assert Entry.objects.count() == before
    for name in ruling.ruled():
        decide(name, rows, actor(cast.it))
    assert Entry.objects.count() == before + len(ruling.ruled())


@pytest.mark.django_db
def test_the_responsible_decide_wherever_a_deed_takes_them(cast, owner, rows):
    for kind in {TOP.get(kind, kind) for kind in rows}:
        services.set_letter(rows[kind], cast.it.pk, "A", actor=owner, why="맡기려고")
        services.set_letter(rows[kind], cast.approver.pk, "R", actor=owner, why="맡기려고")
    for name in ruling.ruled():
        kind, who = kind_of(name), actor(cast.approver)
        intent = Intent(declared(name), who, rows[kind], {}, after_of(kind, rows))
        deed = ruling.deed_of(intent)
        assert deed is not None
        assert (ruling.keep(intent) is None) == ("R" in deed.letters), name


@pytest.mark.django_db
def test_a_deputy_decides_and_the_machine_is_bound_by_its_permissions(cast, owner, rows):
    for kind in {TOP.get(kind, kind) for kind in rows}:
        services.set_letter(rows[kind], cast.it.pk, "A", actor=owner, why="맡기려고")
    until = (datetime.now(UTC) + timedelta(days=7)).date()
    services.name_deputy(cast.it.pk, cast.approver.pk, until, actor=actor(cast.it), why="휴가")
    for name in ruling.ruled():
        decide(name, rows, actor(cast.approver))
        decide(name, rows, Actor.system())
        decide(name, rows, Actor.rule("test"))


@pytest.mark.django_db
def test_what_follows_from_a_decision_is_not_asked_again(cast, owner, rows):
    services.set_letter(rows["endpoint"], cast.it.pk, "A", actor=owner, why="맡기려고")
    with services.consequences():
        decide("gateway.switched_on", rows, owner)
    with pytest.raises(Problem):
        decide("gateway.switched_on", rows, owner)


def test_every_deed_that_something_asks_for_says_of_which_kind_it_is():
    kinds = {each.kind for each in subjects.kinds()} - {"area"}
    assert {deed.kind for kind in kinds for deed in subjects.deeds_of(kind)} == kinds
