"""What the pages of the checklist show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jangbu.apps.base.drawing import STATE_WORDS
from jangbu.apps.base.problems import language
from jangbu.apps.journey import queries
from jangbu.apps.journey.models import ItemExemption
from jangbu.engines.checklist import Evidence, Report, Result, Status
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Language

DOTS = (Status.MET, Status.PARTLY, Status.UNMET, Status.CLAIMED, Status.UNKNOWN, Status.NA)


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of evidence in the reader's language. `owned`: the firm's own words."""

    said: str
    url: str
    good: bool
    entry: int | None
    owned: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one predicate says."""

    rule: str
    state: str
    said: str
    evidence: tuple[Shown, ...]
    since: object
    until: object


@dataclass(frozen=True, slots=True)
class Line:
    """One item."""

    id: str
    state: str
    said: str
    requirement: str
    answers: tuple[Said, ...]
    next: str
    next_url: str
    shared: str
    count: int
    claim: object
    claimed_by: str
    exemption: ItemExemption | None
    exempt_by: str
    may_claim: bool
    own_request: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Area:
    number: int
    title: str
    about: str
    lines: tuple[Line, ...]
    states: tuple[str, ...]
    aloud: str
    met: int
    of: int
    next: str
    open: bool


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    about: str
    first: int
    last: int
    closed: int
    of: int

    @property
    def share(self) -> float:
        return self.closed / self.of if self.of else 0.0

    @property
    def width(self) -> int:
        """Of a bar that is 300 wide."""
        return round(300 * self.share)


def areas(found: Report, opened: str, actor: Actor, names: dict[str, str]) -> list[Area]:
    asked, said = queries.asked_exemptions(found.catalogue.name), language()
    held = []
    for number, group in enumerate(found.catalogue.groups, start=1):
        results = [found.result(item.id) for item in group.items]
        lines = tuple(_line(each, found, opened, actor, asked, names) for each in results)
        ordered = sorted((each.status for each in results), key=DOTS.index)
        counts = [(STATE_WORDS[kind.value], ordered.count(kind)) for kind in DOTS if kind in ordered]
        todo = next((each.next for each in lines if each.next and each.state in {"unmet", "partly"}), "")
        held.append(
            Area(
                number,
                group.title.said(said),
                group.about.said(said),
                lines,
                tuple(each.value for each in ordered),
                ", ".join(f"{word} {count}" for word, count in counts),
                ordered.count(Status.MET),
                len(ordered) - ordered.count(Status.NA),
                todo or next((each.next for each in lines if each.next), ""),
                any(each.open for each in lines),
            )
        )
    return held


def _line(
    result: Result,
    found: Report,
    opened: str,
    actor: Actor,
    asked: dict[str, ItemExemption],
    names: dict[str, str],
) -> Line:
    said, item, exemption = language(), result.item, asked.get(result.item.id)
    shared = [found.result(other).item.said.said(said) for other in result.shared_with]
    return Line(
        id=item.id,
        state=result.status.value,
        said=item.said.said(said),
        requirement=item.requirement,
        answers=tuple(
            Said(
                str(call),
                answer.honest.value,
                answer.said.said(said),
                tuple(_shown(each, said) for each in answer.evidence),
                answer.since,
                answer.until or found.at,
            )
            for call, answer in result.answers
        ),
        next=result.next.said.said(said) if result.next else "",
        next_url=result.next.url if result.next else "",
        shared=", ".join(shared),
        count=len(result.evidence),
        claim=result.claim if result.status is Status.CLAIMED else None,
        claimed_by=names.get(result.claim.by, "–") if result.claim else "",
        exemption=exemption,
        exempt_by=names.get(exemption.person, "–") if exemption else "",
        may_claim=queries.may_be_claimed(item, result),
        own_request=exemption is not None and exemption.person == actor.id,
        open=item.id == opened,
    )


def _shown(each: Evidence, said: Language) -> Shown:
    return Shown(each.said.said(said), each.url, each.good, each.entry, each.said.ko == each.said.en)


def stages(found: Report) -> list[Stage]:
    said, held = language(), []
    for group in found.catalogue.groups:
        results = [found.result(item.id) for item in group.items]
        days = [item.days for item in group.items if item.days]
        counted = [each for each in results if each.status is not Status.NA]
        closed = sum(each.status is Status.MET for each in counted)
        first = (min(day[0] for day in days) - 1) // 30 * 30 + 1 if days else 1
        last = first + 29
        held.append(Stage(group.title.said(said), group.about.said(said), first, last, closed, len(counted)))
    return held


def day_number(today: date) -> int | None:
    """Which day of the ninety it is; None before there is a firm."""
    start = queries.first_day()
    return (today - start).days + 1 if start else None


def lede(found: Report) -> str:
    values = {"n": len(found.results) - found.count(Status.NA), "met": found.count(Status.MET)}
    return _("%(n)s개 중 %(met)s개를 기록으로 확인했어요.") % values
