"""Reading the catalogue: lines of the list, who may see what, what falls due, receipts, lineage as events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.people import queries as people
from jangbu.apps.sources.catalogue.answers import open_questions
from jangbu.apps.sources.catalogue.columns import effective
from jangbu.apps.sources.catalogue.models import Card, ColumnMark, Hold, LineageEdge, Receipt
from jangbu.apps.sources.catalogue.openlineage import Arrow, Described, openlineage_events
from jangbu.apps.sources.catalogue.retention import Due, due_on, falling_due
from jangbu.apps.sources.delivery import queries as delivery
from jangbu.apps.sources.delivery.models import Dataset, QualityRun, Version
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor, Subject

DUE_WITHIN = 90  # days
TELL_BEFORE = 14  # days before a deletion that the first page speaks of it
UNUSED_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One dataset as the catalogue lists it. `state` is open, usable, hold, deleted or review."""

    dataset: Dataset
    version: Version | None
    card: Card | None
    owner: str  # a name
    personal: Mapping[str, str]
    missing: tuple[str, ...]
    due: date | None
    state: str

    @property
    def name(self) -> str:
        return self.dataset.name

    @property
    def classification(self) -> str | None:
        return self.card.classification if self.card else None

    @property
    def personal_count(self) -> int:
        return len(self.personal)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One grant on the dataset, and what is odd about it."""

    grant: Any
    unused: bool
    wide: str  # "", "redundant", "guest_manages", "guest_long"


def catalogue(actor: Actor, today: date) -> list[CatalogueLine]:
    """Every visible dataset; a fixed number of queries however many there are."""
    datasets = list(delivery.visible(actor).order_by("name", "pk"))
    cards = {card.dataset_id: card for card in Card.objects.filter(dataset__in=datasets)}
    marks: dict[str, dict[str, str]] = {}
    for mark in ColumnMark.objects.filter(dataset__in=datasets):
        marks.setdefault(mark.dataset_id, {})[mark.column] = mark.kind
    versions = {each.dataset_id: each for each in Version.objects.filter(dataset__in=datasets).order_by("number")}
    deleted = set(Receipt.objects.filter(version__in=versions.values()).values_list("version_id", flat=True))
    held = set(Hold.objects.filter(dataset__in=datasets, released_at=None).values_list("dataset_id", flat=True))
    staff = dict(people.people_list().filter(is_active=True).values_list("pk", "name")) if cards else {}
    made = []
    for dataset in datasets:
        card, version, said = cards.get(dataset.pk), versions.get(dataset.pk), marks.get(dataset.pk, {})
        missing = open_questions(version, card, said, staff)
        owner = staff.get(card.owner, "") if card else ""
        gone = version is not None and version.pk in deleted
        due = due_on(card, version) if card and version and not gone else None
        state = _state(missing, card, today, held=dataset.pk in held, gone=gone)
        personal = effective(version, said) if version else {}
        made.append(CatalogueLine(dataset, version, card, owner, personal, missing, due, state))
    return made


def _state(missing: tuple[str, ...], card: Card | None, today: date, *, held: bool, gone: bool) -> str:
    if gone:
        return "deleted"
    if missing:
        return "open"
    if held:
        return "hold"
    return "review" if card is not None and card.access_until < today else "usable"


def line_of(dataset: Dataset, actor: Actor, today: date) -> CatalogueLine | None:
    return next((line for line in catalogue(actor, today) if line.dataset.pk == dataset.pk), None)


def access(dataset: Dataset, now: datetime) -> list[AccessLine]:
    """Live grants on this dataset, soonest end first, with those unused for 90 days and those too wide marked."""
    about = people.grants_list(now).filter(resource_kind="dataset", resource_id=dataset.pk)
    wide = {found.grant.pk: found.reason for found in people.wide_grants(now)}
    return [
        AccessLine(
            grant,
            (grant.last_used_at or grant.granted_at) <= now - UNUSED_AFTER,
            wide.get(grant.pk, ""),
        )
        for grant in about
    ]


def due(actor: Actor, today: date, days: int = DUE_WITHIN) -> list[Due]:
    """What is deleted in the next days, overdue first, of the datasets this actor may see."""
    seen = list(delivery.visible(actor).values_list("pk", flat=True))
    return falling_due(today + timedelta(days=days), seen)


def receipts(actor: Actor) -> list[Receipt]:
    """Receipts of the datasets this actor may see, newest first."""
    ids = people.visible_ids(actor, "dataset")
    found = Receipt.objects.exclude(deleted_at=None).select_related("version__dataset").order_by("-deleted_at", "-pk")
    return list(found if ids is None else found.filter(version__dataset__in=ids))


def find_receipt(actor: Actor, receipt_id: str) -> Receipt | None:
    found = Receipt.objects.filter(pk=receipt_id).select_related("version__dataset").first()
    may = found is not None and allowed(actor, "sources.read", Subject("dataset", found.version.dataset_id))
    return found if may else None


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Data that waits to be cleared for use, and deletions that come within two weeks."""
    if not allowed(actor, "sources.govern"):
        return []
    today = now.astimezone(SEOUL).date()
    open_lines = [line for line in catalogue(actor, today) if line.state == "open"]
    soon = [each for each in due(actor, today, TELL_BEFORE) if each.hold is None]
    return [*_to_answer(open_lines), *_to_delete(soon)]


def _to_answer(lines: list[CatalogueLine]) -> list[Need]:
    if not lines:
        return []
    title = (
        _("%(dataset)s 데이터를 쓰기 전에 확인해 주세요") % {"dataset": lines[0].name}
        if len(lines) == 1
        else _("데이터 %(n)d개를 쓰기 전에 확인해 주세요") % {"n": len(lines)}
    )
    url = reverse("dataset", args=[lines[0].dataset.pk]) if len(lines) == 1 else reverse("catalogue") + "?state=open"
    detail = _("책임자, 목적, 등급, 보관 기간을 제안했어요. 맞으면 한 번에 확인돼요.")
    return [Need(title, detail, None, url, _("확인하기"), urgent=False)]


def _to_delete(soon: list[Due]) -> list[Need]:
    if not soon:
        return []
    title = ngettext("데이터 %(n)d판이 2주 안에 지워져요", "데이터 %(n)d판이 2주 안에 지워져요", len(soon)) % {
        "n": len(soon)
    }
    detail = _("보관 기간이 끝나요. 더 필요하면 삭제를 멈춰 주세요.")
    return [Need(title, detail, soon[0].due_on, reverse("expiring"), _("살펴보기"), urgent=False)]


def events(datasets: Iterable[Dataset]) -> list[dict[str, Any]]:
    """The OpenLineage events of these datasets: every version, and everything they flowed into."""
    versions = list(Version.objects.filter(dataset__in=list(datasets)).select_related("dataset").order_by("pk"))
    edges = list(LineageEdge.objects.filter(version__in=versions).order_by("made_at", "pk"))
    made_ids = [edge.target_id for edge in edges if edge.target_kind == LineageEdge.Target.VERSION]
    made = list(Version.objects.filter(pk__in=made_ids).select_related("dataset"))
    told = {version.pk: version for version in [*versions, *made]}
    described = _describe(told.values())
    arrows = [
        Arrow(
            described[edge.version_id],
            edge.target_kind,
            edge.target_id,
            edge.target_name,
            edge.made_at,
            edge.columns,
            described.get(edge.target_id) if edge.target_kind == LineageEdge.Target.VERSION else None,
        )
        for edge in edges
    ]
    return openlineage_events([described[version.pk] for version in versions], arrows)


def _describe(versions: Iterable[Version]) -> dict[str, Described]:
    versions = list(versions)
    runs: dict[str, QualityRun] = {}
    for run in QualityRun.objects.filter(version__in=versions).order_by("created_at"):
        runs[run.version_id] = run
    owners = dict(
        Card.objects.filter(dataset__in={each.dataset_id for each in versions}).values_list("dataset_id", "owner")
    )
    return {
        version.pk: Described(
            dataset=version.dataset_id,
            name=version.dataset.name,
            number=version.number,
            at=version.created_at,
            rows=version.rows,
            size=version.size,
            columns=version.columns,
            counts=_counts(runs.get(version.pk)),
            owner=owners.get(version.dataset_id, ""),
        )
        for version in versions
    }


def _counts(run: QualityRun | None) -> dict[str, tuple[int, int]]:
    return {column["name"]: (column["nulls"], column["distinct"]) for column in run.result["columns"]} if run else {}
