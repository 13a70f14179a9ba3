"""/api/v1: the same queries and services as the pages, as JSON, described by OpenAPI 3.1."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, NinjaAPI, Schema, Status
from ninja.files import UploadedFile
from ninja.security import django_auth

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.registers.api import add_routes
from jangbu.apps.registers.declaring import declared
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as sources_services
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.errors import Kind, Problem
from jangbu.web.api_journey import router as checklists
from jangbu.web.api_pilots import router

NOT_FOUND = Kind(
    "api.not_found",
    ko="{what} {id}: 없거나 볼 수 없어요.",
    en="There is no {what} {id}, or it is not yours to see.",
    next_ko="주소를 확인하거나 대표에게 권한을 부탁해 주세요.",
    next_en="Check the address, or ask the owner for access.",
    status=404,
)

# the session cookie is the key, so ninja asks for the CSRF token on every write; the guard has asked for the rest
api = NinjaAPI(title="Jangbu", version="1", urls_namespace="api", docs_url=None, auth=django_auth)


class Trouble(Schema):
    """Any refusal: a stable code, one sentence, and the next step."""

    code: str
    message: str
    next: str


class DatasetOut(Schema):
    id: str
    name: str
    version: int | None
    rows: int | None
    fingerprint: str | None
    score: int | None
    threshold: int
    findings: int


class PilotOut(Schema):
    id: str
    name: str
    goal: str
    starts_on: str
    ends_on: str
    decide_on: str
    state: str


class EntryOut(Schema):
    number: int
    who: str
    what: str
    when: datetime
    where: str
    why: str


class LedgerOut(Schema):
    entries: int
    anchored_up_to: int | None
    anchored_at: datetime | None


class EndpointOut(Schema):
    """A model connection. Its key is never part of an answer."""

    id: str
    name: str
    base_url: str
    model: str
    country: str
    on: bool
    takes_images: bool
    currency: str


class CostOut(Schema):
    """`cost_micros` are millionths of a minor unit (won, cent) of `currency`."""

    key: str
    name: str
    currency: str
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    cost_micros: int


REFUSALS = {401: Trouble, 403: Trouble, 404: Trouble, 422: Trouble}


for _register in declared():
    add_routes(api, _register, REFUSALS)


@api.exception_handler(Problem)
def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    said = language()
    body = {"code": problem.code, "message": problem.what(said), "next": problem.next_step(said)}
    return api.create_response(request, body, status=problem.kind.status)


def _dataset(line: sources.DatasetLine) -> DatasetOut:
    return DatasetOut(
        id=line.dataset.pk,
        name=line.dataset.name,
        version=line.version.number if line.version else None,
        rows=line.version.rows if line.version else None,
        fingerprint=line.version.fingerprint if line.version else None,
        score=line.score,
        threshold=line.dataset.threshold,
        findings=line.findings,
    )


@api.get("/datasets", response={200: list[DatasetOut], **REFUSALS}, url_name="datasets")
def list_datasets(request: HttpRequest) -> list[DatasetOut]:
    """Every dataset you may see, with its newest measurement."""
    return [_dataset(line) for line in sources.lines(actor_of(request))]


@api.post("/datasets", response={201: DatasetOut, **REFUSALS}, url_name="datasets")
def add_dataset(request: HttpRequest, file: File[UploadedFile], why: str = "API") -> Status[DatasetOut]:
    """Hand over a file; it is kept, measured and recorded."""
    taken = sources_services.add_bytes(
        file.chunks(),
        file.name or "file",
        actor=actor_of(request),
        why=why,
        as_of=system_clock().astimezone(SEOUL).date(),
    )
    return Status(201, _dataset(sources.latest(taken.version.dataset)))


@api.get("/datasets/{dataset_id}", response={200: dict[str, Any], **REFUSALS}, url_name="dataset")
def show_dataset(request: HttpRequest, dataset_id: str) -> dict[str, Any]:
    """The newest measurement, as `jangbu diagnose --json` prints it."""
    dataset = sources.find(actor_of(request), dataset_id)
    line = sources.latest(dataset) if dataset else None
    if line is None or line.run is None:
        raise Problem(NOT_FOUND, what="dataset", id=dataset_id)
    return sources.shown_result(actor_of(request), line)


@api.get("/datasets/{dataset_id}/lineage", response={200: list[dict[str, Any]], **REFUSALS}, url_name="dataset-lineage")
def show_lineage(request: HttpRequest, dataset_id: str) -> list[dict[str, Any]]:
    """Every version and everything it flowed into, as OpenLineage 2-0-2 events."""
    dataset = sources.find(actor_of(request), dataset_id)
    if dataset is None:
        raise Problem(NOT_FOUND, what="dataset", id=dataset_id)
    return sources.events([dataset])


@api.get("/pilots", response={200: list[PilotOut], **REFUSALS}, url_name="pilots")
def list_pilots(request: HttpRequest) -> list[PilotOut]:
    """Every pilot you may see."""
    return [
        PilotOut(
            id=pilot.pk,
            name=pilot.name,
            goal=pilot.goal,
            starts_on=str(pilot.starts_on),
            ends_on=str(pilot.ends_on),
            decide_on=str(pilot.decide_on),
            state=pilot.state,
        )
        for pilot in pilots.visible(actor_of(request))
    ]


@api.get("/pilots/{pilot_id}", response={200: dict[str, Any], **REFUSALS}, url_name="pilot")
def show_pilot(request: HttpRequest, pilot_id: str) -> dict[str, Any]:
    """The newest examination, as `jangbu pilot examine --json` prints it."""
    pilot = pilots.find(actor_of(request), pilot_id)
    examination = pilot.examinations.first() if pilot else None
    if examination is None:
        raise Problem(NOT_FOUND, what="pilot", id=pilot_id)
    result: dict[str, Any] = examination.result
    return result


@api.get("/ledger", response={200: LedgerOut, **REFUSALS}, url_name="ledger")
def show_ledger(request: HttpRequest) -> LedgerOut:
    """How many entries there are, and up to which the newest anchor reaches."""
    state = ledger.state()
    return LedgerOut(entries=state.entries, anchored_up_to=state.anchored_up_to, anchored_at=state.anchored_at)


@api.get("/ledger/entries", response={200: list[EntryOut], **REFUSALS}, url_name="ledger-entries")
def list_entries(request: HttpRequest, limit: int = 50) -> list[EntryOut]:
    """The newest entries, at most 200."""
    return [
        EntryOut(number=line.number, who=line.who, what=line.what, when=line.when, where=line.where, why=line.why)
        for line in ledger.last_entries(max(1, min(limit, 200)))
    ]


@api.get("/models", response={200: list[EndpointOut], **REFUSALS}, url_name="models")
def list_models(request: HttpRequest) -> list[EndpointOut]:
    """The models that are set up, without their keys."""
    return [
        EndpointOut(
            id=each.pk,
            name=each.name,
            base_url=each.base_url,
            model=each.model,
            country=each.country,
            on=each.on,
            takes_images=each.takes_images,
            currency=each.currency,
        )
        for each in gateway.visible(actor_of(request))
    ]


@api.get("/models/costs", response={200: list[CostOut], **REFUSALS}, url_name="model-costs")
def list_costs(request: HttpRequest, by: gateway.By = "automation", month: str = "") -> list[CostOut]:
    """What the calls took by automation, month, day or endpoint; `month` as 2026-11 keeps to one."""
    return [
        CostOut(
            key=line.key,
            name=line.named.name if line.named else "",
            currency=line.currency,
            calls=line.calls,
            failed=line.failed,
            tokens_in=line.tokens_in,
            tokens_out=line.tokens_out,
            cost_micros=line.cost_micros,
        )
        for line in gateway.costs(actor_of(request), by, month=month)
    ]


api.add_router("", router)
api.add_router("", checklists)
