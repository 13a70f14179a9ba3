"""One thing of every kind that a decision may be about, and how to decide about it, for the tests of ruling."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from jangbu.apps.aimodels.models import AiModel
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.ledger.actions import declared
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


def after_of(kind: str, rows: dict[str, Subject]) -> dict[str, str]:
    given = rows["dataset"]
    return {"resource_kind": "dataset", "resource_id": given.id} if kind == "person" else {}


def decide(name: str, rows: dict[str, Subject], who: Actor) -> None:
    kind = kind_of(name)
    with transaction.atomic():
        record(
            declared(name), actor=who, where="–", why="–", subject=rows[kind], after=after_of(kind, rows) or {"a": "b"}
        )


def one_of_each(cast: Any) -> dict[str, Subject]:
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
