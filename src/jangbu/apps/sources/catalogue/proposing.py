"""The product proposes the answers; a person confirms. Each proposal says why, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.sources.catalogue.answers import Answers, least_class
from jangbu.apps.sources.catalogue.columns import effective, marks_of
from jangbu.apps.sources.catalogue.laws import Rule, basis_said, fitting
from jangbu.apps.sources.catalogue.models import Card, Classification
from jangbu.apps.sources.catalogue.problems import NO_SUCH_DATASET
from jangbu.apps.sources.delivery.models import Dataset, Source, Version
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

SECRET_WORDS = (
    "단가",
    "원가",
    "급여",
    "마진",
    "계약",
    "견적",
    "매출",
    "비용",
    "금액",
    "price",
    "cost",
    "margin",
    "salary",
)
COMPANY = {"company", "business_number"}
ACCESS_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer. `certainty` is measured (counted in the data), known (taken from records) or guessed, or for the
    retention period the certainty of its rule."""

    question: str
    why: str
    certainty: str
    about: str = ""  # the firm's own words that the reason speaks of: names of columns


@dataclass(frozen=True, slots=True)
class Proposed:
    """All answers together, what each stands on, the personal columns they were seen with, and the retention rule."""

    answers: Answers
    proposals: Mapping[str, Proposal]
    personal: Mapping[str, str]
    rule: Rule | None


def propose(dataset: Dataset, version: Version, marks: Mapping[str, str], actor: Actor, today: date) -> Proposed:
    """From what was measured and recorded; answers already given (`dataset.card`) stand."""
    personal = effective(version, marks)
    card = Card.objects.filter(dataset=dataset).first()
    names = [column["name"] for column in version.columns]
    semantics = {column.get("semantic") for column in version.columns}
    there = {"personal": bool(personal), "company": bool(semantics & COMPANY), "money": "money" in semantics}
    rule = fitting(dataset.name, names, frozenset(key for key, value in there.items() if value))
    made = [
        _owner(version, actor),
        _origin(dataset, version),
        _purpose(dataset),
        _classification(dataset.name, names, personal),
        _retention(rule),
        _access(today),
    ]
    values: dict[str, Any] = {key: value for found, _said in made for key, value in found.items()}
    if card is not None:
        values |= _given(card, personal)
    return Proposed(Answers(**values), {said.question: said for _found, said in made}, personal, rule)


def proposed_answers(dataset: Dataset, actor: Actor, today: date) -> Answers:
    """The answers alone. Raises Problem(NO_SUCH_DATASET) where nothing was delivered yet."""
    version = dataset.versions.first()
    if version is None:
        raise Problem(NO_SUCH_DATASET, id=dataset.pk)
    return propose(dataset, version, marks_of(dataset), actor, today).answers


def unchanged(proposed: Answers, given: Answers) -> dict[str, bool]:
    """Which questions were answered just as proposed."""
    fields = {
        "owner": ("owner",),
        "origin": ("created_where", "collected_where"),
        "purpose": ("purpose",),
        "classification": ("classification",),
        "retention": ("keep_number", "keep_unit", "keep_since", "basis"),
        "access": ("access_until",),
    }
    return {
        question: all(getattr(proposed, name) == getattr(given, name) for name in names)
        for question, names in fields.items()
    }


def _given(card: Card, personal: Mapping[str, str]) -> dict[str, Any]:
    kept = {name: getattr(card, name) for name in Answers.__dataclass_fields__}
    kept["basis"] = basis_said(card.basis_rule, card.basis)
    order = Classification.values
    if personal and order.index(kept["classification"]) < order.index(least_class(personal)):
        kept["classification"] = least_class(personal)
    owner = people.person(card.owner)
    return kept if owner and owner.is_active else {key: value for key, value in kept.items() if key != "owner"}


def _owner(version: Version, actor: Actor) -> tuple[dict[str, Any], Proposal]:
    handed = people.person(version.delivered_by) if version.delivered_by else None
    if handed is not None and handed.is_active:
        return {"owner": handed.pk}, Proposal("owner", _("이 데이터를 올린 사람이에요."), "known")
    if actor.kind == "person":
        return {"owner": actor.id}, Proposal("owner", _("지금 보고 있는 사람이에요."), "guessed")
    owner = people.owner_actor()
    return {"owner": owner.id if owner else ""}, Proposal("owner", _("회사의 대표예요."), "guessed")


def _origin(dataset: Dataset, version: Version) -> tuple[dict[str, Any], Proposal]:
    place = dataset.source.location
    collected = {
        Source.Kind.UPLOAD: _("사람이 장부 화면에서 올려요"),
        Source.Kind.PATH: _("이 컴퓨터의 폴더 %(place)s에서 읽어요") % {"place": place},
        Source.Kind.DATABASE: _("데이터베이스 %(place)s에서 읽어요") % {"place": place},
    }[Source.Kind(dataset.source.kind)]
    if dataset.source.kind == Source.Kind.DATABASE:
        created, sure = _("데이터베이스 %(place)s") % {"place": place}, "known"
    else:
        created, sure = _("%(file)s 파일을 내보낸 프로그램") % {"file": version.file_name}, "guessed"
    why = _("받은 기록에서 가져왔어요. 어느 프로그램에서 만들어졌는지는 사람이 알아요.")
    return {"created_where": created[:300], "collected_where": collected[:300]}, Proposal("origin", why, sure)


def _purpose(dataset: Dataset) -> tuple[dict[str, Any], Proposal]:
    first = ledger.history(Subject("dataset", dataset.pk), limit=200)
    said = first[-1].why.strip() if first else ""
    if said:
        return {"purpose": said[:500]}, Proposal("purpose", _("처음 받을 때 적은 까닭이에요."), "known")
    return {"purpose": _("품질을 살펴보려고")}, Proposal(
        "purpose", _("적힌 까닭이 없어서 가장 좁게 봤어요."), "guessed"
    )


def _classification(name: str, columns: list[str], personal: Mapping[str, str]) -> tuple[dict[str, Any], Proposal]:
    if personal:
        said = ngettext("개인정보가 있는 열이 %(n)d개예요.", "개인정보가 있는 열이 %(n)d개예요.", len(personal))
        why, listed = said % {"n": len(personal)}, ", ".join(personal)
        return {"classification": least_class(personal)}, Proposal("classification", why, "measured", listed)
    text = " ".join([name, *columns]).casefold()
    word = next((word for word in SECRET_WORDS if word in text), "")
    if word:
        why = _("이름에 이 말이 있어서 바깥에 알려지면 곤란해 보여요:")
        return {"classification": Classification.CONFIDENTIAL}, Proposal("classification", why, "guessed", word)
    why = _("개인정보를 찾지 못했어요. 공개는 사람만 정해요.")
    return {"classification": Classification.INTERNAL}, Proposal("classification", why, "guessed")


def _retention(rule: Rule) -> tuple[dict[str, Any], Proposal]:
    said = rule.says[language()]
    values = {
        "keep_number": rule.number,
        "keep_unit": rule.unit,
        "keep_since": rule.since,
        "basis": said,
        "basis_rule": rule.id,
    }
    return values, Proposal("retention", said, rule.certainty)


def _access(today: date) -> tuple[dict[str, Any], Proposal]:
    why = _("역할로 보는 사람과 접근 권한을 받은 사람만 봐요. 1년 뒤에 다시 확인해요.")
    return {"access_until": today + ACCESS_FOR}, Proposal("access", why, "guessed")
