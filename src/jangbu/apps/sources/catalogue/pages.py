"""From the catalogue's records to what its pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue import queries
from jangbu.apps.sources.catalogue.answers import QUESTIONS, Answers, open_questions, said
from jangbu.apps.sources.catalogue.columns import effective, kind_word, marks_of, measured
from jangbu.apps.sources.catalogue.drawing import lanes
from jangbu.apps.sources.catalogue.forms import AnswerForm
from jangbu.apps.sources.catalogue.kept import receipt_of
from jangbu.apps.sources.catalogue.laws import CERTAINTY_WORDS, Law, basis_said, rule
from jangbu.apps.sources.catalogue.lineage import Lineage, Node, lineage_of
from jangbu.apps.sources.catalogue.models import Card, Classification, ColumnMark, LineageEdge, Receipt
from jangbu.apps.sources.catalogue.proposing import propose
from jangbu.apps.sources.catalogue.retention import due_on, hold_of
from jangbu.apps.sources.delivery.models import Dataset, Source, Version
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.text import day

SURE = {
    "measured": gettext_lazy("데이터를 세어서 알았어요"),
    "known": gettext_lazy("기록에서 가져왔어요"),
    "guessed": gettext_lazy("짐작이에요"),
    **CERTAINTY_WORDS,
}
NODE_WORDS: dict[str, Promise] = {
    "origin": gettext_lazy("들어온 곳"),
    "dataset": gettext_lazy("데이터"),
    LineageEdge.Target.PILOT: gettext_lazy("파일럿"),
    LineageEdge.Target.EXAMINATION: gettext_lazy("살펴보기"),
    LineageEdge.Target.REPORT: gettext_lazy("보고서"),
    LineageEdge.Target.RECIPE_RUN: gettext_lazy("손질"),
}
SOURCE_WORDS = {
    Source.Kind.UPLOAD: gettext_lazy("올린 파일"),
    Source.Kind.PATH: gettext_lazy("이 컴퓨터의 파일"),
    Source.Kind.DATABASE: gettext_lazy("데이터베이스"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One proposed answer as the card shows it."""

    term: str
    value: str
    why: str
    about: str
    sure: Any
    open: bool
    owned: bool  # the firm's own words


@dataclass(frozen=True, slots=True)
class ColumnRow:
    name: str
    measured: str
    now: str
    mark: ColumnMark | None
    marked_by: str
    kind: str


def panel(dataset: Dataset, version: Version, actor: Actor) -> dict[str, Any]:
    """What the dataset's own page shows of the catalogue: the card, or what to answer before use."""
    now = system_clock()
    about = Subject("dataset", dataset.pk)
    card, marks = Card.objects.filter(dataset=dataset).first(), marks_of(dataset)
    missing = open_questions(version, card, marks)
    grants = queries.access(dataset, now)
    lineage, receipt = lineage_of(dataset), receipt_of(version)
    clearing = look_ahead(actor, "sources.govern", actions.CARD_CONFIRMED, about, on=about)
    return {
        "card": card,
        "facts": card_facts(card) if card else {},
        "missing": missing,
        "missing_words": _question_words(missing),
        "ask": ask(dataset, version, marks, missing, actor) if missing else None,
        "laws": laws_of(card.basis_rule) if card else (),
        "due": due_on(card, version) if card and not receipt else None,
        "hold": hold_of(dataset),
        "receipt": receipt,
        "readers": people.by_role("sources.read").count(),
        "grants": grants,
        "unused": sum(each.unused for each in grants),
        "flows": [named(node) for node in lineage.at(1, 1)],
        "may_govern": allowed(actor, "sources.govern", about),
        "may_clear": clearing.may,
        "kept_out": clearing.kept_out,
        "personal": personal_words(effective(version, marks)),
    }


def ask(
    dataset: Dataset, version: Version, marks: Mapping[str, str], missing: tuple[str, ...], actor: Actor
) -> dict[str, Any]:
    """The proposals, as facts to read and as a form to confirm in one click."""
    found = propose(dataset, version, marks, actor, system_clock().astimezone(SEOUL).date())
    answers = found.answers
    values = _values(answers)
    lines = [
        Asked(
            _word(key),
            values[key],
            found.proposals[key].why,
            found.proposals[key].about,
            SURE[found.proposals[key].certainty],
            key in missing,
            key in ("owner", "origin", "purpose"),
        )
        for key in QUESTIONS
        if key in found.proposals
    ]
    return {
        "lines": lines,
        "form": AnswerForm(initial={name: getattr(answers, name) for name in Answers.__dataclass_fields__}),
        "laws": laws_of(answers.basis_rule),
        "personal": personal_words(found.personal),
    }


def proposed_lines(dataset: Dataset, actor: Actor) -> list[Asked]:
    """The proposed answers of a dataset's card as people read them; none before its first delivery."""
    version = dataset.versions.first()
    if version is None:
        return []
    marks = marks_of(dataset)
    card = Card.objects.filter(dataset=dataset).first()
    lines: list[Asked] = ask(dataset, version, marks, open_questions(version, card, marks), actor)["lines"]
    return lines


def card_facts(card: Card) -> dict[str, Any]:
    owner = people.person(card.owner)
    by = people.person(card.confirmed_by)
    words = said(card)
    korean = language() == "ko"
    return {
        "owner": owner.name if owner else "",
        "owner_left": owner is None or not owner.is_active,
        "classification": Classification(card.classification).label,
        "keep": words["keep_ko" if korean else "keep_en"],
        "confirmed_by": by.name if by else card.confirmed_by,
        "sure": CERTAINTY_WORDS[found.certainty] if (found := rule(card.basis_rule)) else CERTAINTY_WORDS["person"],
    }


def laws_of(rule_id: str) -> tuple[dict[str, Any], ...]:
    """Each law with article, in force from, source, day of checking and how sure."""
    found = rule(rule_id)
    return tuple(_law(law) for law in found.laws) if found else ()


def column_rows(version: Version, dataset: Dataset) -> list[ColumnRow]:
    marks = {mark.column: mark for mark in ColumnMark.objects.filter(dataset=dataset)}
    found = measured(version)
    now = effective(version, {column: mark.kind for column, mark in marks.items()})
    rows = []
    for column in version.columns:
        name = column["name"]
        mark = marks.get(name)
        by = people.person(mark.marked_by) if mark else None
        rows.append(
            ColumnRow(
                name,
                kind_word(found.get(name, "")),
                kind_word(now.get(name, "")),
                mark,
                by.name if by else "",
                now.get(name, ""),
            )
        )
    return rows


def personal_words(personal: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(kind_word(kind) for kind in personal.values()))


@dataclass(frozen=True, slots=True)
class Named:
    """A node by the name people know, and where it leads."""

    node: Node
    name: str
    kind: Any
    url: str


def named(node: Node) -> Named:
    name = node.name
    if node.kind == "origin" and name in SOURCE_WORDS:
        name = str(SOURCE_WORDS[Source.Kind(name)])
    route = {"dataset": "dataset", "pilot": "pilot", "examination": "examination"}.get(node.kind)
    url = ""
    if route:
        try:
            url = reverse(route, args=[node.id])
        except NoReverseMatch:  # the app that shows it is not installed
            url = ""
    return Named(node, name, NODE_WORDS[node.kind], url)


def lineage_page(dataset: Dataset) -> dict[str, Any]:
    found = lineage_of(dataset)
    nodes = tuple(Node(node.key, node.kind, node.id, named(node).name, node.step) for node in found.nodes)
    drawn = Lineage(nodes, found.flows)
    by_key = {node.key: named(node) for node in nodes}
    flows = [
        {
            "source": by_key[flow.source],
            "target": by_key[flow.target],
            "version": flow.version,
            "at": flow.made_at,
            "transformation": flow.transformation.get("name", ""),
            "columns": flow.columns,
        }
        for flow in found.flows
    ]
    words = {kind: str(word) for kind, word in NODE_WORDS.items()}
    return {"drawing": lanes(drawn, words), "flows": flows, "uses": len(found.at(1, 99))}


def receipt_page(receipt: Receipt) -> dict[str, Any]:
    card = Card(
        keep_number=receipt.rule["keep_number"],
        keep_unit=receipt.rule["keep_unit"],
        keep_since=receipt.rule["keep_since"],
        classification=Classification.INTERNAL,
    )
    by = people.person(receipt.rule["confirmed_by"])
    return {
        "receipt": receipt,
        "dataset": receipt.version.dataset,
        "version": receipt.version,
        "keep": said(card)["keep_ko" if language() == "ko" else "keep_en"],
        "basis": basis_said(receipt.rule["basis_rule"], receipt.rule["basis"]),
        "own_basis": not receipt.rule["basis_rule"],
        "laws": laws_of(receipt.rule["basis_rule"]),
        "confirmed_by": by.name if by else receipt.rule["confirmed_by"],
        "confirmed_at": datetime.fromisoformat(receipt.rule["confirmed_at"]),
        "columns": [column["name"] for column in receipt.version.columns],
    }


def _values(answers: Answers) -> dict[str, str]:
    owner = people.person(answers.owner)
    words = said(
        Card(
            keep_number=answers.keep_number,
            keep_unit=answers.keep_unit,
            keep_since=answers.keep_since,
            classification=answers.classification,
        )
    )
    korean = language() == "ko"
    return {
        "owner": owner.name if owner else "–",
        "origin": f"{answers.created_where} → {answers.collected_where}",
        "purpose": answers.purpose,
        "classification": str(Classification(answers.classification).label),
        "retention": words["keep_ko" if korean else "keep_en"],
        "access": _("%(day)s까지") % {"day": day(answers.access_until, language(), year=True)},
    }


def _law(law: Law) -> dict[str, Any]:
    said_in = language()
    return {
        "name": law.name(said_in),
        "says": law.says[said_in],
        "in_force_from": law.in_force_from,
        "source": law.source,
        "checked_on": law.checked_on,
        "sure": CERTAINTY_WORDS[law.certainty],
    }


def _word(question: str) -> str:
    return QUESTIONS[question][0 if language() == "ko" else 1].capitalize()


def _question_words(missing: tuple[str, ...]) -> str:
    return ", ".join(QUESTIONS[key][0 if language() == "ko" else 1] for key in missing)
