"""What the data show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, day_of, own, predicate, remember
from jangbu.apps.sources import queries
from jangbu.apps.sources.catalogue.queries import CatalogueLine
from jangbu.apps.sources.models import Card, ColumnMark, Dataset, Hold, QualityRun, Receipt, Version
from jangbu.kernel.entry import Actor

remember(Dataset, "archived_at", "threshold", "contract")
remember(Version)
remember(QualityRun)
remember(
    Card,
    *("owner", "created_where", "collected_where", "purpose", "classification", "personal", "keep_number", "keep_unit"),
    *("keep_since", "basis", "basis_rule", "access_until", "confirmed_by", "confirmed_at", "last_used_at"),
)
remember(ColumnMark, "kind", "marked_at")
remember(Hold, "released_at")
remember(Receipt, "method", "deleted_at", "entry")

SYSTEM = Actor.system()
NO_DATA = Words("아직 데이터가 없어요.", "There are no data yet.")


def _lines(at: datetime) -> list[CatalogueLine]:
    """What had been added by then and is not deleted."""
    lines = queries.catalogue(SYSTEM, day_of(at))
    return [line for line in lines if line.dataset.created_at <= at and line.state != "deleted"]


def _card(line: CatalogueLine, at: datetime, *, good: bool) -> Evidence:
    answered = line.card is not None and line.card.confirmed_at <= at
    url, when = reverse("dataset-card", args=[line.dataset.pk]), line.card.confirmed_at if line.card else None
    return Evidence(line.dataset.pk, own(line.name), url, at=when, good=good and answered)


@predicate("datasets_have_cards")
def have_cards(at: datetime) -> Answer:
    lines = [_card(line, at, good=line.state != "open") for line in _lines(at)]
    said = Words(
        "데이터 {total}개 가운데 {bad}개는 담당이나 목적이 비어 있어요.",
        "{bad} of {total} datasets lack an owner or a purpose.",
    )
    todo = Next(Words("빈 질문에 답해요", "Answer the open questions"), reverse("catalogue") + "?state=open")
    return counted(lines, said, NO_DATA, todo)


@predicate("datasets_have_owners")
def have_owners(at: datetime) -> Answer:
    lines = [_card(line, at, good=bool(line.owner)) for line in _lines(at)]
    said = Words(
        "데이터 {total}개 가운데 {bad}개는 맡은 사람이 없어요.", "{bad} of {total} datasets have nobody in charge."
    )
    todo = Next(Words("데이터마다 맡을 사람을 정해요", "Name an owner for each dataset"), reverse("catalogue"))
    return counted(lines, said, NO_DATA, todo)


@predicate("datasets_classified")
def classified(at: datetime) -> Answer:
    lines = [_card(line, at, good=bool(line.classification)) for line in _lines(at)]
    said = Words(
        "데이터 {total}개 가운데 {bad}개는 등급을 정하지 않았어요.", "{bad} of {total} datasets are not classified."
    )
    todo = Next(Words("데이터 등급을 정해요", "Classify the data"), reverse("catalogue") + "?state=open")
    return counted(lines, said, NO_DATA, todo)


@predicate("retention_set")
def retention_set(at: datetime) -> Answer:
    lines = [_card(line, at, good=line.card is not None and bool(line.card.basis)) for line in _lines(at)]
    said = Words(
        "데이터 {total}개 가운데 {bad}개는 보관 기간과 근거가 없어요.",
        "{bad} of {total} datasets have no retention period with its grounds.",
    )
    todo = Next(Words("보관 기간을 정해요", "Set how long data are kept"), reverse("catalogue") + "?state=open")
    return counted(lines, said, NO_DATA, todo)


@predicate("deletions_in_time")
def deletions_in_time(at: datetime) -> Answer:
    today = day_of(at)
    late = {each.version.dataset_id for each in queries.due(SYSTEM, today) if each.overdue(today) and not each.hold}
    lines = [_card(line, at, good=line.dataset.pk not in late) for line in _lines(at) if line.card]
    said = Words("지울 날이 지난 것이 {bad}개예요.", "{bad} are past the day of their deletion.")
    none = Words("보관 기간을 정한 데이터가 없어요.", "No retention period has been set.")
    todo = Next(Words("지울 날이 지난 데이터를 봐요", "Look at what is past its day"), reverse("expiring"))
    return counted(lines, said, none, todo)


@predicate("datasets_pass_quality")
def pass_quality(at: datetime) -> Answer:
    lines = []
    for dataset in queries.visible(SYSTEM).filter(created_at__lte=at):
        found = queries.quality_state(dataset)
        url = reverse("dataset", args=[dataset.pk])
        good = found.state == "passed"
        if found.state != "unknown":
            lines.append(Evidence(found.run, own(dataset.name), url, at=found.measured_at, good=good))
    said = Words(
        "잰 데이터 {total}개 가운데 {bad}개가 기준에 못 미쳐요.",
        "{bad} of {total} measured datasets fall below their threshold.",
    )
    todo = Next(Words("기준에 못 미친 데이터를 고쳐요", "Mend what fails its threshold"), reverse("dataset-list"))
    return counted(lines, said, Words("아직 품질을 잰 데이터가 없어요.", "No data have been measured yet."), todo)


@predicate("datasets_have_rules")
def have_rules(at: datetime) -> Answer:
    """What each column must look like is agreed in a contract, not only proposed."""
    lines = [
        Evidence(
            each.pk, own(each.name), reverse("dataset", args=[each.pk]), at=each.created_at, good=bool(each.contract)
        )
        for each in queries.visible(SYSTEM).filter(created_at__lte=at).order_by("name", "pk")
    ]
    said = Words(
        "데이터 {total}개 가운데 {bad}개는 형식을 정하지 않았어요.",
        "{bad} of {total} datasets have no agreed format.",
    )
    todo = Next(Words("데이터 형식을 정해요", "Agree on the format"), reverse("dataset-list"))
    return counted(lines, said, NO_DATA, todo)


@predicate("datasets_measured")
def datasets_measured(at: datetime) -> Answer:
    lines = []
    for each in queries.visible(SYSTEM).filter(created_at__lte=at).order_by("name", "pk"):
        found = queries.quality_state(each)
        good, url = found.state != "unknown", reverse("dataset", args=[each.pk])
        lines.append(Evidence(found.run or each.pk, own(each.name), url, at=found.measured_at, good=good))
    said = Words(
        "데이터 {total}개 가운데 {bad}개는 빈칸과 어긋남을 재지 않았어요.",
        "{bad} of {total} datasets were not measured for gaps and contradictions.",
    )
    todo = Next(Words("데이터를 재요", "Measure the data"), reverse("dataset-list"))
    return counted(lines, said, NO_DATA, todo)
