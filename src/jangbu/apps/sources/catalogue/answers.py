"""The answers a dataset needs before it is used: what is open, confirming them, and refusing use until then."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.people import queries as people
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue import problems
from jangbu.apps.sources.catalogue.columns import SENSITIVE, effective, marks_of, personal_of
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.catalogue.models import Card, Classification, Since, Unit
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

QUESTIONS: dict[str, tuple[str, str]] = {
    "owner": ("관리 책임", "owner"),
    "origin": ("만든 곳과 모은 곳", "origin"),
    "purpose": ("쓰는 목적", "purpose"),
    "classification": ("등급", "class"),
    "personal": ("개인정보가 있는 열", "columns with personal data"),
    "retention": ("보관과 삭제", "retention and deletion"),
    "access": ("누가 언제까지 볼지", "who may see it until when"),
}
CLASS_WORDS = {
    Classification.PUBLIC: ("공개", "public"),
    Classification.INTERNAL: ("사내", "internal"),
    Classification.CONFIDENTIAL: ("기밀", "confidential"),
    Classification.PERSONAL: ("개인정보", "personal data"),
    Classification.SENSITIVE: ("민감정보", "sensitive data"),
}
UNIT_WORDS = {Unit.DAYS: ("일", "day"), Unit.MONTHS: ("개월", "month"), Unit.YEARS: ("년", "year")}
SINCE_WORDS = {
    Since.COLLECTED: ("받은 날부터", "after it was received"),
    Since.LAST_USED: ("마지막으로 쓴 날부터", "after its last use"),
}
LONGEST = 1200
USE_IS_NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person confirms. `keep_number` None keeps it without an end, which personal data may not be."""

    owner: str
    created_where: str
    collected_where: str
    purpose: str
    classification: str
    keep_number: int | None
    keep_unit: str
    keep_since: str
    basis: str
    basis_rule: str
    access_until: date


def open_questions(
    version: Version | None, card: Card | None, marks: Mapping[str, str], staff: Container[str] | None = None
) -> tuple[str, ...]:
    """Keys of QUESTIONS that nobody answered, or that a new version or a departure opened again.

    `staff` are the ids of those who work here, for whoever asks about many datasets.
    """
    if card is None:
        return tuple(QUESTIONS)
    found = []
    if not (_works_here(card.owner) if staff is None else card.owner in staff):
        found.append("owner")
    if version is not None and not effective(version, marks).keys() <= card.personal.keys():
        found.append("personal")
    return tuple(found)


def is_usable(dataset: Dataset) -> bool:
    card = Card.objects.filter(dataset=dataset).first()
    return not open_questions(dataset.versions.first(), card, marks_of(dataset))


def require_usable(dataset: Dataset | str) -> Card:
    """The card of a dataset that may be used. Looking at the diagnosis and answering need no card; all else does.

    Raises Problem: NOT_ANSWERED, CONTENT_DELETED, NO_SUCH_DATASET.
    """
    held = Dataset.objects.filter(pk=dataset if isinstance(dataset, str) else dataset.pk).first()
    if held is None:
        raise Problem(problems.NO_SUCH_DATASET, id=dataset)
    card, version = Card.objects.filter(dataset=held).first(), held.versions.first()
    missing = open_questions(version, card, marks_of(held))
    if missing or card is None:
        raise Problem(problems.NOT_ANSWERED, dataset=held.name, **_words(missing))
    if version is not None:
        kept_place(version)
    return card


def note_data_use(dataset: Dataset | str, *, clock: Clock = system_clock) -> None:
    """Mark a use, at most once an hour: retention that runs from the last use runs from here.

    Not a ledger entry of its own: whatever uses the data records what it did.
    """
    now = clock()
    key = dataset if isinstance(dataset, str) else dataset.pk
    used = Card.objects.filter(dataset_id=key)
    used.filter(last_used_at=None).update(last_used_at=now)
    used.filter(last_used_at__lt=now - USE_IS_NOTED_EVERY).update(last_used_at=now)


def confirm_card(
    dataset: Dataset,
    answers: Answers,
    *,
    actor: Actor,
    why: str,
    proposed: Mapping[str, bool] | None = None,
    clock: Clock = system_clock,
) -> Card:
    """A person answers; from now on the dataset may be used. `proposed` says which answers stand as proposed.

    Raises Problem: ANSWER_MISSING, OWNER_UNKNOWN, PERIOD_WRONG, FOREVER_PERSONAL, CLASS_TOO_LOW.
    """
    require(actor, "sources.govern", Subject("dataset", dataset.pk))
    require_duty(actor, Subject("dataset", dataset.pk), "dataset.clear")
    with transaction.atomic():
        held = Dataset.objects.select_for_update().get(pk=dataset.pk)
        version = held.versions.first()
        personal = personal_of(version) if version else {}
        _check(held, answers, personal)
        earlier = Card.objects.filter(dataset=held).first()
        before = _facts(earlier) if earlier else None
        card = Card(
            dataset=held,
            owner=answers.owner,
            created_where=answers.created_where.strip(),
            collected_where=answers.collected_where.strip(),
            purpose=answers.purpose.strip(),
            classification=answers.classification,
            personal=personal,
            keep_number=answers.keep_number,
            keep_unit=answers.keep_unit,
            keep_since=answers.keep_since,
            basis=answers.basis.strip(),
            basis_rule=answers.basis_rule,
            access_until=answers.access_until,
            proposed=dict(proposed or {}),
            confirmed_by=actor.id,
            confirmed_at=clock(),
            last_used_at=earlier.last_used_at if earlier else None,
        )
        card.save()
        tell(actions.CARD_CONFIRMED, held, actor, why, before=before, after={**_facts(card), **said(card)})
    return card


def said(card: Card) -> dict[str, str]:
    """Classification and retention in both languages, as the ledger keeps them."""
    class_ko, class_en = CLASS_WORDS[Classification(card.classification)]
    if card.keep_number is None:
        keep = ("기한 없이", "without an end")
    else:
        unit, since = UNIT_WORDS[Unit(card.keep_unit)], SINCE_WORDS[Since(card.keep_since)]
        many = unit[1] if card.keep_number == 1 else f"{unit[1]}s"
        keep = (f"{since[0]} {card.keep_number}{unit[0]}", f"{card.keep_number} {many} {since[1]}")
    return {"class_ko": class_ko, "class_en": class_en, "keep_ko": keep[0], "keep_en": keep[1]}


def _facts(card: Card) -> dict[str, Any]:
    owner = people.person(card.owner)
    return {
        "owner_id": card.owner,
        "owner": Personal(owner.name, owner.pk) if owner and owner.name else None,
        "created_where": card.created_where,
        "collected_where": card.collected_where,
        "purpose": card.purpose,
        "classification": card.classification,
        "personal": [{"column": column, "kind": kind} for column, kind in sorted(card.personal.items())],
        "keep": [card.keep_number, card.keep_unit, card.keep_since],
        "basis": card.basis,
        "basis_rule": card.basis_rule,
        "access_until": card.access_until.isoformat(),
        "as_proposed": sorted(question for question, stands in card.proposed.items() if stands),
    }


def _check(dataset: Dataset, answers: Answers, personal: Mapping[str, str]) -> None:
    empty = [
        question
        for question, given in (
            ("owner", answers.owner),
            ("origin", answers.created_where.strip() and answers.collected_where.strip()),
            ("purpose", answers.purpose.strip()),
            ("classification", answers.classification in Classification.values),
            ("retention", answers.basis.strip() and answers.keep_unit in Unit.values),
            ("retention", answers.keep_since in Since.values),
        )
        if not given
    ]
    if empty:
        raise Problem(problems.ANSWER_MISSING, dataset=dataset.name, **_words(tuple(dict.fromkeys(empty))))
    if not _works_here(answers.owner):
        raise Problem(problems.OWNER_UNKNOWN, dataset=dataset.name)
    if answers.keep_number is not None and not 1 <= answers.keep_number <= LONGEST:
        raise Problem(problems.PERIOD_WRONG, dataset=dataset.name, number=answers.keep_number)
    if personal and answers.keep_number is None:
        raise Problem(problems.FOREVER_PERSONAL, dataset=dataset.name)
    lowest = least_class(personal)
    order = Classification.values
    if personal and order.index(answers.classification) < order.index(lowest):
        raise Problem(problems.CLASS_TOO_LOW, dataset=dataset.name)


def least_class(personal: Mapping[str, str]) -> str:
    """The lowest class that data with these personal kinds may have."""
    if SENSITIVE & set(personal.values()):
        return Classification.SENSITIVE
    return Classification.PERSONAL if personal else Classification.PUBLIC


def _works_here(person_id: str) -> bool:
    found = people.person(person_id)
    return found is not None and found.is_active


def _words(missing: tuple[str, ...]) -> dict[str, str]:
    return {
        "missing_ko": ", ".join(QUESTIONS[key][0] for key in missing),
        "missing_en": ", ".join(QUESTIONS[key][1] for key in missing),
    }
