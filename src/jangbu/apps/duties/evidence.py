"""What the matrix of duties shows of itself, at any moment, for checklists and policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, own, predicate, remember
from jangbu.apps.duties import queries, subjects
from jangbu.apps.duties.cover.evidence import two_people_can
from jangbu.apps.duties.learning.evidence import literacy_recorded, training_current
from jangbu.apps.duties.models import Attempt, Course, Deputy, Duty, Head, Partner, Skill, Training
from jangbu.apps.duties.officer.evidence import privacy_officer_named, privacy_officer_reports
from jangbu.apps.duties.partners.evidence import partners_bound
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Subject

remember(Duty, "until")
remember(Deputy, "ended_at")
remember(Head, "until")
ROW = ("state", "review_months", "reviewed_on", "review_due", "archived_at")
remember(Course, *ROW, "kind", "roles", "every_months")
remember(Training, *ROW, "course", "person", "due_on", "done_on", "score")
remember(Attempt)
remember(Partner, *ROW, "starts_on", "ends_on", "vendor", "secrecy", "handles_personal")
remember(Skill, "until")

__all__ = [  # declared by their features
    "literacy_recorded",
    "partners_bound",
    "privacy_officer_named",
    "privacy_officer_reports",
    "training_current",
    "two_people_can",
]
NOTHING = Words("책임을 나눌 것이 아직 없어요.", "There is nothing to answer for yet.")


def _place(subject: Subject) -> str:
    return reverse("duties-subject", args=[subject.kind, subject.id])


@predicate("exactly_one_accountable")
def exactly_one_accountable(at: datetime) -> Answer:
    """Every process, dataset, model, vendor and policy that was there has one accountable person, who was here."""
    held, gone = queries.held_at(at), people.away(at)
    lines = []
    for subject, thing in subjects.things(at):
        final = next((each for each in held.get(subject, []) if each.letter == "A"), None)
        good, entry = final is not None and final.person not in gone, final.entry if final else None
        when = final.since if final else None
        key = f"{subject.kind}:{subject.id}"
        lines.append(Evidence(key, own(thing.name), _place(subject), entry=entry, at=when, good=good))
    said = Words(
        "{total}건 가운데 {bad}건에 최종 책임자가 없어요.", "Nobody is accountable for {bad} of {total} things."
    )
    todo = Next(Words("최종 책임자를 정해요", "Name who is accountable"), reverse("duties") + "?gap=any")
    return counted(lines, said, NOTHING, todo)


@predicate("nobody_left_holding")
def nobody_left_holding(at: datetime) -> Answer:
    """Nothing is answered for or done by somebody who had left by then."""
    gone = people.away(at)
    rows = list(Duty.objects.at(at).filter(letter__in=("A", "R")).order_by("since", "pk"))
    names = {subject: thing.name for subject, thing in subjects.things(at)}
    lines = [
        Evidence(
            row.pk,
            own(names.get(row.subject, row.subject_id)),
            _place(row.subject),
            entry=row.entry,
            at=row.since,
            good=row.person not in gone,
        )
        for row in rows
        if row.subject in names
    ]
    said = Words(
        "맡긴 일 {total}건 가운데 {bad}건은 떠난 사람이 맡고 있어요.",
        "{bad} of {total} duties are held by somebody who left.",
    )
    none = Words("아직 맡긴 일이 없어요.", "No duty was given to anybody yet.")
    todo = Next(Words("다른 사람에게 넘겨요", "Hand them over"), reverse("duties") + "?gap=left")
    return counted(lines, said, none, todo)


class Past:
    """The matrix over a span, read once, to be asked about any moment in it."""

    def __init__(self, since: datetime, until: datetime) -> None:
        overlap = Q(since__lte=until) & (Q(until=None) | Q(until__gt=since))
        self.duties: dict[Subject, list[Duty]] = {}
        for duty in Duty.objects.filter(overlap, letter__in=("A", "R")):
            self.duties.setdefault(duty.subject, []).append(duty)
        self.deputies = list(Deputy.objects.filter(since__lte=until, until__gte=since))
        self.heads = list(Head.objects.filter(since__lte=until))
        self.personal = {subject for subject, thing in subjects.things(until) if thing.personal}

    def judge(self, approved: subjects.Approved) -> Evidence | None:
        """Inside or outside, with the entry that gave the right; None where nobody was named by then."""
        at = approved.at
        live = [each for each in self.duties.get(approved.subject, []) if _stood(each.since, each.until, at)]
        if not live:
            return None
        right = self._right(approved, live)
        entry = right if right is not None else approved.entry
        return Evidence(approved.id, own(approved.title), approved.url, entry=entry, at=at, good=right is not None)

    def _right(self, approved: subjects.Approved, live: Sequence[Duty]) -> int | None:
        letters, at = subjects.deed_named(approved.deed).letters, approved.at
        final = {each.person for each in live if each.letter == "A"}
        found = [each.entry for each in live if each.person == approved.person and each.letter in letters]
        found += [
            each.entry
            for each in self.deputies
            if each.person == approved.person and each.stands_for in final
            if each.since <= at <= each.until and (each.ended_at is None or each.ended_at > at)
        ]
        if approved.subject in self.personal and final:
            found += [
                each.entry
                for each in self.heads
                if each.person == approved.person
                if _stood(each.since, each.until, at)
            ]
        return found[0] if found else None


def _stood(since: datetime, until: datetime | None, at: datetime) -> bool:
    return since <= at and (until is None or until > at)


@predicate("approvals_inside_matrix")
def approvals_inside_matrix(at: datetime, days: int = 92) -> Answer:
    """Of what was approved in the period: whoever did was named for it then. Unnamed rows are not judged."""
    since = at - timedelta(days=days)
    past, staff = Past(since, at), set(people.people_list(at).values_list("pk", flat=True))
    lines = []
    for kind in subjects.kinds():
        for approved in kind.approvals(since, at) if kind.approvals else ():
            found = past.judge(approved) if approved.person in staff else None
            if found is not None:
                lines.append(found)
    said = Words(
        "승인 {total}건 가운데 {bad}건을 책임표 밖의 사람이 했어요.",
        "{bad} of {total} approvals were made by somebody outside the matrix.",
    )
    none = Words("책임표가 다스리는 승인이 아직 없어요.", "No approval was ruled by the matrix yet.")
    todo = Next(Words("그 승인을 다시 봐요", "Look at those approvals"), reverse("duties"))
    return counted(lines, said, none, todo, since=since)


@predicate("head_answers_for_personal_data")
def head_answers(at: datetime) -> Answer:
    """PIPA Art. 30-3: for every dataset with personal data, and every process, model, vendor and policy that has to do
    with them, the line from the accountable person ends at the head."""
    held, gone, named = queries.held_at(at), people.away(at), queries.head(at)
    lines = []
    for subject, thing in subjects.things(at):
        if thing.personal:
            final = next((each for each in held.get(subject, []) if each.letter == "A"), None)
            good = named is not None and final is not None and final.person not in gone
            entry = named.entry if named else None
            when = named.since if named else None
            key = f"{subject.kind}:{subject.id}"
            lines.append(Evidence(key, own(thing.name), _place(subject), entry=entry, at=when, good=good))
    if named is None:
        todo = Next(Words("대표의 책임을 적어요", "Write down the head's responsibility"), reverse("duties") + "#head")
        said = Words(
            "개인정보의 최종 책임이 대표에게 있다고 적지 않았어요.",
            "It is not written down that the head of the firm is finally responsible.",
        )
        return Answer(Status.UNMET if lines else Status.UNKNOWN, said, tuple(lines[:8]), todo)
    said = Words(
        "개인정보를 다루는 것 {total}건 가운데 {bad}건은 책임선이 대표까지 이어지지 않아요.",
        "For {bad} of {total} things that have to do with personal data no line leads to the head of the firm.",
    )
    none = Words("개인정보를 다루는 것이 없어요.", "Nothing has to do with personal data.")
    return counted(lines, said, none, Next(Words("최종 책임자를 정해요", "Name who is accountable"), reverse("duties")))
