"""Who answers for data: the datasets of the matrix of duties, and who cleared which for use."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import Approved, SubjectKind, Thing, declare_deed, declare_subjects, rule
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.columns import effective
from jangbu.apps.sources.catalogue.models import Card, ColumnMark, Receipt
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.kernel.entry import Subject

CLEAR = declare_deed("dataset.clear", "A", ko="써도 된다고 결정", en="clear it for use", kind="dataset")
CHANGE = declare_deed(
    "dataset.change", "AR", ko="값과 검사 규칙을 결정", en="decide on values and rules", kind="dataset"
)
OWNER = Words("데이터 카드의 맡은 사람", "the owner on its card")


def _listed(at: datetime) -> list[Thing]:
    """What had been added by then and was not deleted. A fixed number of queries however many there are."""
    datasets = list(Dataset.objects.filter(created_at__lte=at, archived_at=None))
    cards = {card.dataset_id: card for card in Card.objects.filter(confirmed_at__lte=at)}
    versions = {each.dataset_id: each for each in Version.objects.filter(created_at__lte=at).order_by("number")}
    gone = set(Receipt.objects.filter(deleted_at__lte=at).values_list("version_id", flat=True))
    marks: dict[str, dict[str, str]] = {}
    for mark in ColumnMark.objects.filter(marked_at__lte=at):
        marks.setdefault(mark.dataset_id, {})[mark.column] = mark.kind
    made = []
    for each in datasets:
        version, card = versions.get(each.pk), cards.get(each.pk)
        if version is not None and version.pk in gone:
            continue
        personal = bool(version and effective(version, marks.get(each.pk, {})))
        made.append(Thing(each.pk, each.name, each.created_at, card.owner if card else "", OWNER, personal))
    return made


def personal_at(at: datetime) -> frozenset[str]:
    """Ids of the datasets that held personal data then."""
    return frozenset(each.id for each in _listed(at) if each.personal)


def _cleared(since: datetime, until: datetime) -> list[Approved]:
    cards = Card.objects.filter(confirmed_at__gt=since, confirmed_at__lte=until).select_related("dataset")
    return [
        Approved(
            card.dataset_id,
            Subject("dataset", card.dataset_id),
            CLEAR.name,
            card.confirmed_by,
            card.confirmed_at,
            card.dataset.name,
            reverse("dataset-card", args=[card.dataset_id]),
        )
        for card in cards
    ]


declare_subjects(
    SubjectKind(
        "dataset",
        Words("데이터", "dataset"),
        _listed,
        lambda key: reverse("dataset", args=[key]),
        approvals=_cleared,
        order=20,
    )
)
rule(CLEAR, actions.CARD_CONFIRMED, actions.HOLD_RELEASED)
rule(CHANGE, actions.CONTRACT_SET, actions.THRESHOLD_SET, actions.COLUMN_MARKED, actions.ARCHIVED, actions.RESTORED)
rule(CHANGE, actions.JUDGED, actions.JUDGEMENT_WITHDRAWN, actions.MEND_ASKED, actions.MENDED, actions.MEND_UNDONE)
