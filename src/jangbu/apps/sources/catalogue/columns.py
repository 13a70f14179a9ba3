"""Which columns hold personal data: what was measured, overruled by what a person said."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.models import Card, ColumnMark
from jangbu.apps.sources.catalogue.problems import COLUMN_UNKNOWN, KIND_UNKNOWN, NO_REASON
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

# Kinds by name, with the words the ledger keeps. The first group is of Article 24 and 23 of the privacy act.
SENSITIVE = frozenset({"rrn", "passport", "driver", "health", "belief", "biometric"})
KINDS: dict[str, tuple[str, str]] = {
    "name": ("이름", "name"),
    "phone": ("전화", "phone"),
    "email": ("이메일", "e-mail"),
    "address": ("주소", "address"),
    "birth": ("생년월일", "date of birth"),
    "account": ("계좌번호", "bank account"),
    "card": ("카드번호", "card number"),
    "rrn": ("주민등록번호", "resident number"),
    "passport": ("여권번호", "passport number"),
    "driver": ("운전면허번호", "driving licence"),
    "health": ("건강", "health"),
    "belief": ("사상·신념·정치", "beliefs"),
    "biometric": ("생체", "biometrics"),
    "other": ("그 밖의 개인정보", "other personal data"),
}


def kind_word(kind: str) -> str:
    """A kind in the reader's language; one we have no word for as it is."""
    return KINDS.get(kind, (kind, kind))[0 if language() == "ko" else 1]


def measured(version: Version) -> dict[str, str]:
    """{column: kind} as the profile found it."""
    return {column["name"]: column["personal"] for column in version.columns if column["personal"]}


def effective(version: Version, marks: Mapping[str, str]) -> dict[str, str]:
    """{column: kind} after people's marks; a mark with an empty kind takes a column out."""
    found = measured(version)
    there = {column["name"] for column in version.columns}
    found |= {column: kind for column, kind in marks.items() if column in there}
    return {column: kind for column, kind in found.items() if kind}


def marks_of(dataset: Dataset) -> dict[str, str]:
    return dict(ColumnMark.objects.filter(dataset=dataset).values_list("column", "kind"))


def personal_of(version: Version) -> dict[str, str]:
    """{column: kind} of one version, people's marks applied. One query."""
    return effective(version, dict(ColumnMark.objects.filter(dataset=version.dataset_id).values_list("column", "kind")))


def mark_column(
    dataset: Dataset, column: str, kind: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> ColumnMark:
    """Say what personal data a column holds; an empty kind says none, which also unmasks it.

    Needs sources.write, and for anything that unmasks personal.read: nobody lifts their own veil.
    """
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    version = dataset.versions.first()
    if version is None or column not in {each["name"] for each in version.columns}:
        raise Problem(COLUMN_UNKNOWN, dataset=dataset.name, column=column)
    if kind and kind not in KINDS and kind not in measured(version).values():
        raise Problem(KIND_UNKNOWN, kind=kind)
    if not why.strip():
        raise Problem(NO_REASON)
    if not kind:
        require(actor, "personal.read")
    with transaction.atomic():
        Dataset.objects.select_for_update().get(pk=dataset.pk)
        before = personal_of(version).get(column, "")
        values = {"kind": kind, "why": why.strip(), "marked_by": actor.id, "marked_at": clock()}
        mark, _made = ColumnMark.objects.update_or_create(dataset=dataset, column=column, defaults=values)
        _settle(dataset, column, kind)
        ko, en = KINDS.get(kind, (kind, kind)) if kind else ("개인정보 아님", "not personal")
        after = {"column": column, "kind": kind, "said_ko": ko, "said_en": en}
        tell(actions.COLUMN_MARKED, dataset, actor, why.strip(), before={"kind": before}, after=after)
    return mark


def _settle(dataset: Dataset, column: str, kind: str) -> None:
    """A column a person spoke about is answered, so it does not open the card again."""
    card = Card.objects.select_for_update().filter(dataset=dataset).first()
    if card is None:
        return
    card.personal = {name: held for name, held in card.personal.items() if name != column} | (
        {column: kind} if kind else {}
    )
    card.save(update_fields=["personal"])
