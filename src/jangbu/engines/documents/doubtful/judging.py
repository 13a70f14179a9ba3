"""A model's answers are one more reading. Each is weighed against ours and the checks before it may change anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from jangbu.engines.documents.checks import checked
from jangbu.engines.documents.checks.acceptance import accepted
from jangbu.engines.documents.document import Document, Field, Sentence
from jangbu.engines.documents.doubtful.quotes import Sighting, quote_of, sighted
from jangbu.engines.documents.doubtful.wanted import SUM, same
from jangbu.engines.documents.problems import FIELD_MISSING
from jangbu.engines.documents.textlayer.layout import Row

Outcome = Literal["agrees", "proven", "proposed", "refused"]

AGREED = 0.95  # two independent readings of one value
PROPOSED = 0.5  # a value that only a model read: below what any acceptance asks


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer and what became of it. `agrees`: as we read it, surer now; `proven`: taken, arithmetic proves it;
    `proposed`: filled in for a person to look at; `refused`: changed nothing. `ours` is what we had read."""

    name: str
    quote: str | None
    value: str | None
    ours: str | None
    outcome: Outcome
    why: Sentence

    def as_json(self) -> dict[str, Any]:
        why = {"ko": self.why.ko, "en": self.why.en}
        said = {"name": self.name, "quote": self.quote, "value": self.value, "ours": self.ours}
        return {**said, "outcome": self.outcome, "why": why}


def judged(
    document: Document, rows: Sequence[Row], sent: Mapping[int, str], asked: Sequence[str], answers: Mapping[str, Any]
) -> tuple[Document, tuple[Verdict, ...]]:
    """The document with what was taken, checked again, and a verdict on each answer.

    An accepted value is never touched, and an answer that makes a check fail that did not fail before is refused.
    """
    decimals = 0 if document.value("currency") in {"KRW", "JPY"} else None
    ours = dict(document.fields)
    verdicts = []
    for name in asked:
        answer = answers.get(name)
        found = sighted(name, answer, sent, decimals)
        quoted = quote_of(answer)
        quote = quoted[0] if quoted else None
        if isinstance(found, Sentence):
            verdicts.append(Verdict(name, quote, None, document.value(name), "refused", found))
            continue
        document, outcome, why = _weighed(document, ours, rows, name, found)
        mine = ours.get(name)
        verdicts.append(Verdict(name, quote, found.value, mine.value if mine else None, outcome, why))
    return document, tuple(verdicts)


def _weighed(
    document: Document, ours: Mapping[str, Field], rows: Sequence[Row], name: str, found: Sighting
) -> tuple[Document, Outcome, Sentence]:
    mine = ours.get(name)
    if mine is not None and mine.accepted:
        return document, "refused", Sentence("이미 확인된 값이라 바꾸지 않아요.", "The value was accepted before.")
    if mine is not None and same(name, mine.value, found.value):
        surer = replace(mine, confidence=max(mine.confidence, AGREED))
        return _taken(document, name, surer, "agrees", Sentence("두 읽기가 같아요.", "Both readings agree."))
    row = rows[found.row]
    field = Field(found.value, AGREED, row.page, row.box_of(found.start, found.end))
    if _proves(name, field, ours):
        why = Sentence("공급가액 + 세액 = 합계로 증명돼요.", "Net + tax = gross proves it.")
        return _taken(document, name, field, "proven", why)
    if mine is not None:
        why = Sentence(
            f"우리는 {mine.value}로 읽었고, 어느 쪽이 맞는지 증명할 수 없어요.",
            f"We read {mine.value}, and nothing proves which is right.",
        )
        return document, "refused", why
    why = Sentence("모델만 읽은 값이라 사람이 확인해야 해요.", "Only the model read it; a person must look.")
    return _taken(document, name, replace(field, confidence=PROPOSED), "proposed", why)


def _proves(name: str, field: Field, ours: Mapping[str, Field]) -> bool:
    """Net + tax = gross where the other two are our own readings. Three values from one model prove nothing: a
    hostile text can make up three that fit."""
    if name not in SUM or any(other not in ours for other in SUM if other != name):
        return False
    net, tax, gross = ((field if one == name else ours[one]).amount for one in SUM)
    return net is not None and tax is not None and gross is not None and gross != 0 and net + tax == gross


def _taken(
    document: Document, name: str, field: Field, outcome: Outcome, why: Sentence
) -> tuple[Document, Outcome, Sentence]:
    """The document with the field and every check done again; unchanged if a check now fails that did not."""
    after = rechecked(document.with_fields({**document.fields, name: field}))
    before = {check.name for check in document.checks if check.passed is False}
    broken = next((check for check in after.checks if check.passed is False and check.name not in before), None)
    if broken is None:
        return after, outcome, why
    said = Sentence(
        f"이 값이면 검사가 어긋나요: {broken.detail.ko}", f"With this value a check fails: {broken.detail.en}"
    )
    return document, "refused", said


def rechecked(document: Document) -> Document:
    """Every check that needs no other document done again; those that need one are kept as they were."""
    cleared = document.error is not None and document.error.kind is FIELD_MISSING
    fresh = checked(replace(document, error=None) if cleared else document)
    names = {check.name for check in fresh.checks}
    kept = tuple(check for check in document.checks if check.name not in names)
    return accepted(replace(fresh, checks=(*fresh.checks, *kept)))
