"""What others may ask of duties: who answers for what, at any moment; whether somebody may decide; what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.duties import problems, subjects
from jangbu.apps.duties.cover.queries import covers
from jangbu.apps.duties.models import Course, Deputy, Duty, Head
from jangbu.apps.duties.subjects import Thing
from jangbu.apps.ledger.queries import memo
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

__all__ = [
    "Gap",
    "Held",
    "accountable",
    "courses_known",
    "covers_of",
    "deputies",
    "gaps",
    "has_rows",
    "head",
    "held_at",
    "is_ruled",
    "may",
    "needs",
    "outside",
    "require_duty",
    "who_may",
]
What = Literal["empty", "no_accountable", "left"]


@dataclass(frozen=True, slots=True)
class Held:
    """One cell: a person's id, the letter, and the entry by which it came."""

    person: str
    letter: str
    entry: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A row that nobody answers for: empty, without an accountable, or `left` by the person who held the letter."""

    subject: Subject
    thing: Thing
    what: What
    person: str = ""
    letter: str = ""
    entry: int | None = None


def held_at(at: datetime, kind: str = "") -> dict[Subject, list[Held]]:
    """The whole matrix as it stood then. One query."""
    found: dict[Subject, list[Held]] = {}
    rows = Duty.objects.at(at).order_by("since", "pk")
    for row in rows.filter(subject_kind=kind) if kind else rows:
        found.setdefault(row.subject, []).append(Held(row.person, row.letter, row.entry, row.since))
    return found


def courses_known() -> bool:
    return Course.objects.exists()


def covers_of(at: datetime) -> list[tuple[Subject, Thing, list[str]]]:
    """Every process with the ids of those who can do it."""
    return [(each.subject, each.thing, [able.person for able in each.able]) for each in covers(at)]


def has_rows() -> bool:
    """Whether anybody was ever named for anything."""
    return Duty.objects.exists()


def held_on(subject: Subject, at: datetime) -> list[Held]:
    rows = Duty.objects.at(at).of(subject).order_by("since", "pk")
    return [Held(row.person, row.letter, row.entry, row.since) for row in rows]


def accountable(subject: Subject, at: datetime | None = None) -> str:
    """The id of the one person who is accountable; "" where nobody is, or whoever was has left."""
    moment = at or system_clock()
    found = next((each.person for each in held_on(subject, moment) if each.letter == "A"), "")
    return "" if found in people.away(moment) else found


def head(at: datetime) -> Head | None:
    """The head of the firm, finally responsible for personal data at that moment; None where none was named."""
    named = Head.objects.filter(since__lte=at).exclude(until__lte=at).order_by("-since").first()
    return None if named is None or named.person in people.away(at) else named


def deputies(at: datetime) -> list[Deputy]:
    """Who stood in for whom at that moment."""
    named = Deputy.objects.filter(since__lte=at, until__gte=at).exclude(ended_at__lte=at)
    return list(named.order_by("until", "pk"))


def is_ruled(subject: Subject, at: datetime | None = None) -> bool:
    """Whether the matrix decides here: somebody was named to answer or to act. Before that the role alone counts."""
    return any(each.letter in "AR" for each in held_on(subject, at or system_clock()))


def who_may(subject: Subject, deed: str, at: datetime | None = None) -> list[str]:
    """Ids of those whom the matrix lets decide at that moment: by letter, by standing in, or as head of the firm where
    personal data are concerned. Whoever left is not among them."""
    return may_on(subject, deed, at or system_clock(), *_context(at or system_clock()))


def _context(at: datetime) -> tuple[frozenset[str], list[Deputy], str]:
    named = head(at)
    return people.away(at), deputies(at), named.person if named else ""


def may_on(
    subject: Subject, deed: str, at: datetime, gone: frozenset[str], standing_in: Iterable[Deputy], head_id: str
) -> list[str]:
    letters = subjects.deed_named(deed).letters
    held = held_on(subject, at)
    named = [each.person for each in sorted(held, key=lambda each: each.letter) if each.letter in letters]
    final = {each.person for each in held if each.letter == "A"}
    named += [each.person for each in standing_in if each.stands_for in final]
    if head_id and final and deed_is_of_data(subject, at):
        named.append(head_id)
    return [person for person in dict.fromkeys(named) if person not in gone]


def deed_is_of_data(subject: Subject, at: datetime) -> bool:
    """Whether the thing holds personal data, so that the head of the firm has the last word."""
    kind = subjects.kind_named(subject.kind)
    return kind is not None and any(thing.personal for thing in kind.listed(at) if thing.id == subject.id)


def outside(actor: Actor, subject: Subject, deed: str) -> Problem | None:
    """Why the matrix keeps `actor` from this decision, as a sentence that says who may; None where it does not."""
    now = system_clock()
    if actor.kind != "person":
        return None
    held, letters = _held_once(subject, now), subjects.deed_named(deed).letters
    if not any(each.letter in "AR" for each in held):
        return None
    if any(each.person == actor.id and each.letter in letters for each in held) and actor.id not in people.away(now):
        return None
    may_decide = who_may(subject, deed, now)
    if actor.id in may_decide:
        return None
    said = subjects.deed_named(deed).said
    told = {"subject": subjects.name_of(subject, now), "deed_ko": said.ko, "deed_en": said.en}
    names = names_of(may_decide)
    if not names:
        return Problem(problems.NOBODY, **told)
    return Problem(problems.OUTSIDE, who=", ".join(names), **told)


def _held_once(subject: Subject, at: datetime) -> list[Held]:
    """The row; of a page that asks about many, from the whole matrix, read at its first question."""
    kept = memo()
    if kept is None:
        return held_on(subject, at)
    if "duties" not in kept:
        kept["duties"] = held_at(at)
    found: list[Held] = kept["duties"].get(subject, [])
    return found


def require_duty(actor: Actor, subject: Subject, deed: str) -> None:
    """Raises Problem duties.outside_matrix, .nobody_may. The line after `require` in a service that decides.

    Where nobody was named yet the role alone counts. Rules, the system and the operator are bound by their permissions.
    """
    found = outside(actor, subject, deed)
    if found is not None:
        raise found


def may(actor: Actor, subject: Subject, deed: str) -> bool:
    return outside(actor, subject, deed) is None


def names_of(ids: Iterable[str]) -> list[str]:
    """Names in the order of the ids; who was erased is left out."""
    wanted = list(ids)
    known = dict(people.people_list().filter(pk__in=wanted).values_list("pk", "name"))
    return [known[each] for each in wanted if each in known]


def gaps(at: datetime, held: Mapping[Subject, list[Held]] | None = None) -> list[Gap]:
    """Rows that nobody answers for at that moment, those that somebody left first."""
    matrix, gone = held_at(at) if held is None else held, people.away(at)
    found: list[Gap] = []
    for subject, thing in subjects.things(at):
        cells = matrix.get(subject, [])
        left = [each for each in cells if each.letter in "AR" and each.person in gone]
        found += [Gap(subject, thing, "left", each.person, each.letter, each.entry) for each in left]
        if not cells:
            found.append(Gap(subject, thing, "empty"))
        elif not any(each.letter == "A" for each in cells):
            found.append(Gap(subject, thing, "no_accountable"))
    return sorted(found, key=lambda gap: gap.what != "left")


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for `actor` in the matrix, for the first page: what a leaver held at once, then rows without an A."""
    if not allowed(actor, "duties.write"):
        return []
    found = gaps(now)
    left = [each for each in found if each.what == "left"]
    bare = {each.subject for each in found if each.what != "left"}
    made = []
    if left:
        names = ", ".join(names_of({each.person: None for each in left}))
        title = ngettext("떠난 사람이 맡던 일 %(n)d건이 비었어요", "떠난 사람이 맡던 일 %(n)d건이 비었어요", len(left))
        detail = _("%(names)s님이 맡던 일이에요. 다른 사람에게 한 번에 넘길 수 있어요.") % {"names": names or "–"}
        url = reverse("duties") + "?gap=left"
        made.append(Need(title % {"n": len(left)}, detail, None, url, _("넘기기"), urgent=True))
    if bare:
        title = ngettext("최종 책임이 없는 것이 %(n)d건이에요", "최종 책임이 없는 것이 %(n)d건이에요", len(bare))
        detail = _("정하기 전에는 역할만 보고 승인해요. 기록에서 찾은 제안을 한 번에 받아들일 수 있어요.")
        url = reverse("duties") + "?gap=bare"
        made.append(Need(title % {"n": len(bare)}, detail, None, url, _("정하기"), urgent=False))
    return made
