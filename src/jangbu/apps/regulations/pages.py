"""What the pages of laws show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.cards import Shown, shown
from jangbu.apps.base.problems import language
from jangbu.apps.regulations import queries
from jangbu.apps.regulations.listing import ANNOUNCED, ORDER, RuleLine, state_word
from jangbu.apps.regulations.usecases.words import ROLES
from jangbu.apps.regulations.words import CERTAINTIES, OF_KIND, PARTS, REACHES, SEVERITIES, TOPICS
from jangbu.engines.checklist import Answer, Call, Catalogue, Change, Report
from jangbu.kernel.clock import SEOUL


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rules of a module stand so, with the address that lists them."""

    state: str
    word: str
    count: int

    @property
    def drawn(self) -> str:
        return "na" if self.state == ANNOUNCED else self.state


@dataclass(frozen=True, slots=True)
class Card:
    """One module on the first page."""

    catalogue: Catalogue
    title: str
    note: str
    counts: tuple[Counted, ...]
    open: int
    reviewed: int
    fault: str


def lines(found: Report, day: date) -> list[RuleLine]:
    """What needs somebody first, the gravest before the rest."""
    name = found.catalogue.name
    reviewed = queries.reviewed_rules(name)
    held = [
        RuleLine(name, each, each.item.law, day, each.item.id in reviewed)
        for each in found.results
        if each.item.law is not None
    ]
    return sorted(held, key=lambda line: line.place)


def counts(held: list[RuleLine]) -> tuple[Counted, ...]:
    states = [line.state for line in held]
    there = sorted(set(states), key=lambda state: ORDER[state])
    return tuple(Counted(state, state_word(state), states.count(state)) for state in there)


def cards(now: datetime) -> list[Card]:
    day, said, faults = now.astimezone(SEOUL).date(), language(), queries.faults()
    made = []
    for name, catalogue in queries.modules().items():
        held = lines(queries.report(name, now), day)
        made.append(
            Card(
                catalogue,
                catalogue.title.said(said),
                catalogue.note.said(said),
                counts(held),
                sum(line.state in {"unmet", "partly"} for line in held),
                sum(line.reviewed for line in held),
                faults.get(name, {}).get(said, ""),
            )
        )
    return made


def lede(held: list[Card], undecided: int, late: int) -> tuple[str, str]:
    """What is true now, and what needs somebody."""
    if not held:
        return _("쓸 수 있는 법 모듈이 없어요."), _("파일을 올리거나 폴더의 파일을 고쳐 주세요.")
    broken = sum(card.open for card in held)
    rest = []
    if undecided:
        said = ngettext("AI 쓰임 %(n)d개를 정해 주세요.", "AI 쓰임 %(n)d개를 정해 주세요.", undecided)
        rest.append(said % {"n": undecided})
    if late:
        said = ngettext("법률 검토 %(n)d건의 기한이 지났어요.", "법률 검토 %(n)d건의 기한이 지났어요.", late)
        rest.append(said % {"n": late})
    if broken:
        said = ngettext(
            "지금 시행하는 규칙 %(n)d개가 기록과 어긋나요.", "지금 시행하는 규칙 %(n)d개가 기록과 어긋나요.", broken
        )
        return said % {"n": broken}, " ".join(rest)
    return _("기록과 어긋나는 규칙이 없어요."), " ".join(rest)


@dataclass(frozen=True, slots=True)
class Said:
    """What one predicate says, with its records."""

    call: str
    state: str
    said: str
    evidence: tuple[Shown, ...]


def answer(call: Call, given: Answer) -> Said:
    said = language()
    records = tuple(shown(each, said) for each in given.evidence)
    return Said(str(call), given.honest.value, given.said.said(said), records)


def condition(call: Call) -> str:
    """When a rule applies, in words; a condition of the firm's own module by its name."""
    if call.name not in REACHES:
        return str(call)
    given = dict(call.params)
    details = [str(ROLES[role]) for role in given.get("roles", ())]
    details += [str(word) for name, word in OF_KIND.items() if given.get(name)]
    said = str(REACHES[call.name])
    return f"{said} ({', '.join(details)})" if details else said


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One changed rule as the diff shows it."""

    id: str
    kind: str
    title: str
    topics: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...]


def changes(found: tuple[Change, ...]) -> list[ShownChange]:
    """Parts in the other language stay out where both languages changed: one reader reads one."""
    return [_change(each) for each in found]


def _change(each: Change) -> ShownChange:
    said = language()
    other = "en" if said == "ko" else "ko"
    names = {name for name, _old, _new in each.parts}
    shown = tuple(
        (str(PARTS.get(name, name)), _said(name, old), _said(name, new))
        for name, old, new in each.parts
        if not (_tongue(name) == other and _twin(name, said) in names)
    )
    return ShownChange(
        each.item.id, each.kind, each.item.said.said(said), tuple(str(TOPICS[topic]) for topic in each.topics), shown
    )


def _said(name: str, value: str) -> str:
    """A value as people read it."""
    words = {"severity": SEVERITIES, "certainty": CERTAINTIES}.get(name, {})
    return str(words.get(value, value))


def _tongue(name: str) -> str:
    return name.rpartition(".")[2] if name.rpartition(".")[2] in {"ko", "en"} else ""


def _twin(name: str, language_: str) -> str:
    stem = name.rpartition(".")[0]
    return f"{stem}.{language_}" if stem else language_


def compared_said(found: queries.Compared) -> str:
    """더함 1, 뺌 0, 바뀜 3."""
    values: dict[str, Any] = {kind: found.count(kind) for kind in ("added", "removed", "changed")}
    return _("더해진 규칙 %(added)d, 빠진 규칙 %(removed)d, 바뀐 규칙 %(changed)d") % values
