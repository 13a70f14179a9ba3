"""What the pages of the checklist show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.cards import Shown, shown
from jangbu.apps.base.drawing import STATE_WORDS
from jangbu.apps.base.problems import language
from jangbu.apps.journey import queries
from jangbu.apps.journey.models import ItemExemption
from jangbu.apps.journey.owners import Owner, Owners
from jangbu.engines.checklist import Report, Result, Status
from jangbu.kernel.entry import Actor

NINETY = timedelta(days=89)
OPEN = frozenset({Status.UNMET, Status.PARTLY, Status.UNKNOWN, Status.CLAIMED})
DOTS = (Status.MET, Status.PARTLY, Status.UNMET, Status.CLAIMED, Status.UNKNOWN, Status.NA)


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
    entries: tuple[int, ...]  # of the evidence, newest first
    claim: object
    claimed_by: str
    exemption: ItemExemption | None
    exempt_by: str
    may_claim: bool
    own_request: bool
    open: bool
    owner: Owner | None  # who does what is next; None where nothing is


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


def areas(found: Report, opened: str, actor: Actor, names: dict[str, str], only: str = "") -> list[Area]:
    """Every area; with `only`, the items of that status, in areas that have some, all of them open."""
    asked, said, owners = queries.asked_exemptions(found.catalogue.name), language(), Owners(found.at)
    held = []
    for number, group in enumerate(found.catalogue.groups, start=1):
        results = [found.result(item.id) for item in group.items]
        kept = [each for each in results if only in {"", each.status.value}]
        if not kept:
            continue
        lines = tuple(_line(each, found, opened, actor, asked, names, owners) for each in kept)
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
                bool(only) or any(each.open for each in lines),
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
    owners: Owners,
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
                tuple(shown(each, said) for each in answer.evidence),
                answer.since,
                answer.until or found.at,
            )
            for call, answer in result.answers
        ),
        next=result.next.said.said(said) if result.next else "",
        next_url=result.next.url if result.next else "",
        shared=", ".join(shared),
        count=len(result.evidence),
        entries=tuple(sorted({each.entry for each in result.evidence if each.entry}, reverse=True)[:5]),
        claim=result.claim if result.status is Status.CLAIMED else None,
        claimed_by=names.get(result.claim.by, "–") if result.claim else "",
        exemption=exemption,
        exempt_by=names.get(exemption.person, "–") if exemption else "",
        may_claim=queries.may_be_claimed(item, result),
        own_request=exemption is not None and exemption.person == actor.id,
        open=item.id == opened,
        owner=owners.of(result) if item.id == opened and result.next and result.status in OPEN else None,
    )


def stages(found: Report) -> list[Stage]:
    said, held = language(), []
    for group in found.catalogue.groups:
        results = [found.result(item.id) for item in group.items]
        days = [item.days for item in group.items if item.days]
        counted = [each for each in results if each.status is not Status.NA]
        closed = sum(each.status is Status.MET for each in counted)
        first = min((day[0] for day in days), default=1)
        last = max((day[1] for day in days), default=1)
        held.append(Stage(group.title.said(said), group.about.said(said), first, last, closed, len(counted)))
    return held


@dataclass(frozen=True, slots=True)
class Overview:
    """One catalogue in a line of counts."""

    name: str
    kind: str
    title: str
    url: str
    counts: tuple[tuple[str, int], ...]  # of each status that there is
    met: int
    of: int
    next: str
    next_url: str


def overview(found: Report, kind: str) -> Overview:
    said, held = language(), found.catalogue
    todo = next((each for each in found.results if each.next and each.status in {Status.UNMET, Status.PARTLY}), None)
    view = "roadmap-of" if held.kind == "roadmap" else "checklist-of"
    return Overview(
        held.name,
        kind,
        held.title.said(said),
        reverse(view, args=[held.name]),
        tuple((each.value, found.count(each)) for each in DOTS if found.count(each)),
        found.count(Status.MET),
        len(found.results) - found.count(Status.NA),
        todo.next.said.said(said) if todo and todo.next else "",
        f"{reverse('checklist-of', args=[held.name])}?open={todo.item.id}#{todo.item.id}" if todo else "",
    )


@dataclass(frozen=True, slots=True)
class Task:
    """An open item of a roadmap as the page shows it."""

    id: str
    state: str
    said: str
    owner: str
    owner_why: str
    gap: str  # it belonged to somebody who left
    due: date
    first_due: date | None  # where the day moved
    reason: str
    times: int  # how often it moved
    moves: tuple[tuple[date, date, str], ...]
    hours: str
    todo: str
    url: str
    soon: bool


def task(line: queries.Planned, today: date) -> Task:
    said, item, step = language(), line.result.item, line.step
    return Task(
        id=item.id,
        state=line.result.status.value,
        said=item.said.said(said),
        owner=line.owner,
        owner_why=line.by.why if line.owner else "",
        gap=line.by.gap,
        due=step.due,
        first_due=step.first_due if step.moved else None,
        reason=step.moves[-1].said.said(said) if step.moves else "",
        times=step.times,
        moves=tuple((move.on, move.due, move.said.said(said)) for move in reversed(step.moves)),
        hours=f"{item.effort_hours:g}" if item.effort_hours else "",
        todo=line.result.next.said.said(said) if line.result.next else "",
        url=line.result.next.url if line.result.next else "",
        soon=(step.due - today).days <= 3,
    )


def closed(result: Result) -> tuple[str, str, str]:
    """Id, state and sentence of an item that is done."""
    return result.item.id, result.status.value, result.item.said.said(language())


def ends() -> date | None:
    """The last of the ninety days."""
    start = queries.first_day()
    return start + NINETY if start else None


def day_number(today: date) -> int | None:
    """Which day of the ninety it is; None before there is a firm."""
    start = queries.first_day()
    return (today - start).days + 1 if start else None


def lede(found: Report) -> str:
    values = {"n": len(found.results) - found.count(Status.NA), "met": found.count(Status.MET)}
    return _("%(n)s개 중 %(met)s개를 기록으로 확인했어요.") % values
