"""Reading sources: lists, a dataset's page, the rows behind a finding."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.content import chunks_of, under_its_name
from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.sources.catalogue.columns import personal_of
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.delivery.masking import mask
from jangbu.apps.sources.delivery.models import Dataset, QualityRun, Refusal, Version
from jangbu.engines import quality
from jangbu.kernel.entry import Actor, Subject

DIMENSIONS = ("completeness", "uniqueness", "validity", "consistency", "timeliness")


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A row of the list."""

    dataset: Dataset
    version: Version | None
    run: QualityRun | None

    @property
    def score(self) -> int | None:
        return self.run.score if self.run else None

    @property
    def below(self) -> bool:
        return self.score is not None and self.score < self.dataset.threshold

    @property
    def findings(self) -> int:
        return sum(1 for rule in self.run.result["rules"] if rule["failing"]) if self.run else 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows behind a finding: their numbers in the file (from 0), column names, values as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    total: int
    column: str | None
    masked: bool


def visible(actor: Actor) -> QuerySet[Dataset]:
    """The datasets this actor may see: all, or those they hold a grant on."""
    ids = people.visible_ids(actor, "dataset")
    shown = Dataset.objects.filter(archived_at=None).select_related("source")
    return shown if ids is None else shown.filter(pk__in=ids)


def find(actor: Actor, dataset_id: str) -> Dataset | None:
    """One dataset, or None when it is not there or not theirs to see: the two look the same from outside."""
    dataset = Dataset.objects.filter(pk=dataset_id).select_related("source").first()
    return dataset if dataset and allowed(actor, "sources.read", Subject("dataset", dataset.pk)) else None


def lines(actor: Actor) -> list[DatasetLine]:
    """Every visible dataset with its newest version and measurement, in three queries."""
    datasets = list(visible(actor))
    versions: dict[str, Version] = {}
    for version in Version.objects.filter(dataset__in=datasets).order_by("number"):
        versions[version.dataset_id] = version
    runs: dict[str, QualityRun] = {}
    for run in QualityRun.objects.filter(version__in=versions.values()).order_by("created_at"):
        runs[run.version_id] = run
    made = []
    for dataset in datasets:
        newest = versions.get(dataset.pk)
        made.append(DatasetLine(dataset, newest, runs.get(newest.pk) if newest else None))
    return made


def latest(dataset: Dataset) -> DatasetLine:
    version = dataset.versions.first()
    return DatasetLine(dataset, version, version.runs.first() if version else None)


def latest_version(dataset_id: str) -> Version | None:
    """The newest delivery of a dataset, for whoever has already been let in."""
    return Version.objects.filter(dataset=dataset_id).order_by("-number").first()


def score_history(dataset: Dataset, limit: int = 14) -> list[tuple[datetime, int]]:
    """Scores of the last versions, oldest first."""
    runs = QualityRun.objects.filter(version__dataset=dataset, score__isnull=False).order_by("-created_at")[:limit]
    return [(run.created_at, run.score) for run in reversed(runs) if run.score is not None]


def names(ids: Iterable[str]) -> dict[str, str]:
    """Names of the datasets that exist among these ids."""
    return dict(Dataset.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def choices() -> list[tuple[str, str]]:
    """Every dataset that access can be given on."""
    return list(Dataset.objects.filter(archived_at=None).order_by("name").values_list("pk", "name"))


def shown_result(actor: Actor, line: DatasetLine) -> dict[str, Any]:
    """The newest measurement for this reader: sample values of personal columns masked where they may not be seen."""
    assert line.run is not None
    assert line.version is not None
    hidden = hidden_columns(actor, line.version)
    result = copy.deepcopy(line.run.result)
    for column in result["columns"]:
        if column["name"] in hidden:
            column["top"] = [{**top, "value": mask(str(top["value"]))} for top in column["top"]]
    for rule in result["rules"]:
        if hidden & {rule["column"], *rule.get("columns", [])}:
            rule["samples"] = [None if value is None else mask(str(value)) for value in rule.get("samples", [])]
    return dict(result)


def refusals() -> list[Refusal]:
    return list(Refusal.objects.filter(dismissed_at=None).order_by("-created_at")[:20])


def failing_rows(actor: Actor, run: QualityRun, rule_id: str, *, limit: int = 50, offset: int = 0) -> Rows | None:
    """The rows that break one rule, personal columns masked for those who may not see them."""
    rule = next((rule for rule in run.result["rules"] if rule["id"] == rule_id), None)
    if rule is None:
        return None
    contract = quality.parse_contract(run.contract)
    with under_its_name(kept_place(run.version), run.version.file_name) as path:
        found = quality.failing_rows(
            path, contract.rule(rule_id), limit=limit, offset=offset, table=run.version.dataset.table or None
        )
    hidden = hidden_columns(actor, run.version)
    rows = tuple((number, _masked(found.columns, values, hidden)) for number, values in found.rows)
    return Rows(found.columns, rows, rule["failing"], rule["column"], bool(hidden))


def hidden_columns(actor: Actor, version: Version) -> frozenset[str]:
    """Columns with personal values that this actor must see masked."""
    if allowed(actor, "personal.read"):
        return frozenset()
    return frozenset(personal_of(version))


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Datasets that fell below their threshold, and files that could not be read."""
    if not allowed(actor, "sources.read"):
        return []
    found = [_below(line) for line in lines(actor) if line.below]
    if allowed(actor, "sources.write"):
        found += [_unread(refusal) for refusal in refusals()[:3]]
    return found


def worst(actor: Actor) -> DatasetLine | None:
    """The measured dataset with the fewest points."""
    measured = [line for line in lines(actor) if line.score is not None]
    return min(measured, key=lambda line: line.score or 0, default=None)


def _below(line: DatasetLine) -> Need:
    return Need(
        title=_("%(dataset)s 품질이 기준 아래예요") % {"dataset": line.dataset.name},
        detail=_("%(score)s점이고 기준은 %(threshold)s점이에요. 찾은 문제가 %(findings)s가지예요.")
        % {"score": line.score, "threshold": line.dataset.threshold, "findings": line.findings},
        due=None,
        url=reverse("dataset", args=[line.dataset.pk]),
        verb=_("살펴보기"),
        urgent=False,
    )


def _unread(refusal: Refusal) -> Need:
    return Need(
        title=_("%(file)s 파일을 읽지 못했어요") % {"file": refusal.file_name},
        detail=refusal.sentence_ko if language() == "ko" else refusal.sentence_en,
        due=None,
        url=reverse("dataset-list"),
        verb=_("확인하기"),
        urgent=False,
    )


def _masked(columns: Sequence[str], values: Sequence[Any], hidden: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        mask(text) if column in hidden else text
        for column, text in zip(columns, ("" if value is None else str(value) for value in values), strict=True)
    )


def kept_bytes(version: Version) -> Iterable[bytes]:
    """The original, as it was handed over. Raises Problem(CONTENT_DELETED) at once, not while it is sent."""
    return chunks_of(kept_place(version))


@dataclass(frozen=True, slots=True)
class Labelled:
    """The cells of a dataset's newest version by column, with what they are known by."""

    dataset: str
    name: str
    number: int
    fingerprint: str
    columns: dict[str, list[str | None]]


def labelled(dataset_id: str) -> Labelled | None:
    """All cells, for a measurement that keeps only counts of them. Raises Problem(CONTENT_DELETED) and as reading does;
    None where there is no such dataset."""
    version = Version.objects.filter(dataset=dataset_id).select_related("dataset").order_by("-number").first()
    if version is None:
        return None
    with under_its_name(kept_place(version), version.file_name) as path:
        frame = quality.read_frame(path, table=version.dataset.table or None)
    columns = dict(zip(frame.names, frame.columns, strict=True))
    return Labelled(dataset_id, version.dataset.name, version.number, version.fingerprint, columns)
