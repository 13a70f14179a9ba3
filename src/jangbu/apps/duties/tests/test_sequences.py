"""Random sequences of changes to the matrix, leaves, deputies, roles, heads and decisions of every kind,
held against a plain reckoning of who may: never does somebody outside decide, never are two accountable, and the head
of the firm always has the last word on what has to do with personal data."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from jangbu.apps.duties import queries, ruling, services, subjects
from jangbu.apps.duties.deputies import end_head
from jangbu.apps.duties.models import Deputy, Duty
from jangbu.apps.duties.tests.conftest import actor
from jangbu.apps.duties.tests.things import TOP, after_of, decide, kind_of, one_of_each
from jangbu.apps.ledger.actions import declared
from jangbu.apps.ledger.guarding import Intent
from jangbu.apps.people import services as people
from jangbu.apps.policies.models import Policy
from jangbu.apps.sources import services as sources
from jangbu.apps.vendors.models import Vendor
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

SEQUENCES, STEPS = (
    int(os.environ.get("JANGBU_TEST_SEQUENCES", "40")),
    3,
)  # 500 with JANGBU_TEST_SEQUENCES=500, in minutes
WHY = "바꾸려고"
PERSONAL = ["이름,전화\n".encode(), "김하나,010-1234-5678\n박두리,010-2345-6789\n".encode()]


@dataclass
class Reckoning:
    """Who may, told again in plain sets, without a look at the product's rows."""

    letters: dict[Subject, dict[str, str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    deputies: list[tuple[str, str]] = field(default_factory=list)
    head: str = ""

    def may(self, person: str, subject: Subject, letters: tuple[str, ...], personal: bool) -> bool:
        held = self.letters.get(subject, {})
        if not set(held.values()) & {"A", "R"}:
            return True
        final = {each for each, letter in held.items() if letter == "A"}
        inside = held.get(person) in letters
        inside |= any(deputy == person and holder in final for holder, deputy in self.deputies)
        inside |= personal and bool(final) and person == self.head
        return inside and person not in self.gone


class Firm:
    """The cast doing whatever they like; what was let through is also told to the reckoning."""

    def __init__(self, cast: Any, rows: dict[str, Subject], personal: set[Subject], chance: random.Random) -> None:
        self.rows, self.personal, self.chance, self.told = rows, personal, chance, Reckoning()
        self.staff = [cast.approver, cast.member, cast.it]
        self.boss, self.owner = cast.owner, actor(cast.owner)
        self.tops = sorted({rows[TOP.get(kind, kind)] for kind in rows}, key=str)
        self.decided: Counter[bool] = Counter()

    def begin(self) -> None:
        """A matrix of some kind, at once: in most rows one accountable, others as it falls."""
        everybody, cells = [*self.staff, self.boss], []
        for subject in self.tops:
            people_here = self.chance.sample(everybody, self.chance.randint(1, 3))
            for place, person in enumerate(people_here):
                letter = "A" if place == 0 and self.chance.random() < 0.8 else self.chance.choice("RCI")
                cells.append(services.Cell(subject, person.pk, letter))
                self.told.letters.setdefault(subject, {})[person.pk] = letter
        services.set_cells(cells, actor=self.owner, why=WHY)

    def step(self) -> None:
        self.decide()
        self.chance.choice((self.letter, self.letter, self.leave, self.back, self.deputy, self.no_deputy, self.head))()
        self.decide()

    def letter(self) -> None:
        subject, person = self.chance.choice(self.tops), self.chance.choice([*self.staff, self.boss])
        letter, replace = self.chance.choice("RACI") if self.chance.random() < 0.85 else "", self.chance.random() < 0.5
        try:
            with transaction.atomic():
                services.set_letter(subject, person.pk, letter, replace=replace, actor=self.owner, why=WHY)
        except Problem:
            return
        held = self.told.letters.setdefault(subject, {})
        if letter == "A" and replace:
            self.told.letters[subject] = held = {who: each for who, each in held.items() if each != "A"}
        held.pop(person.pk, None)
        if letter:
            held[person.pk] = letter

    def leave(self) -> None:
        person = self.chance.choice(self.staff)
        if person.pk not in self.told.gone:
            people.deactivate_person(person, actor=self.owner, why=WHY)
            self.told.gone.add(person.pk)

    def back(self) -> None:
        for person in self.staff:
            if person.pk in self.told.gone and self.chance.random() < 0.5:
                people.reactivate_person(person, actor=self.owner, why=WHY)
                self.told.gone.discard(person.pk)

    def deputy(self) -> None:
        holder, person = self.chance.sample([*self.staff, self.boss], 2)
        until = (datetime.now(UTC) + timedelta(days=9)).date()
        try:
            with transaction.atomic():
                services.name_deputy(holder.pk, person.pk, until, actor=self.owner, why=WHY)
        except Problem:
            return
        self.told.deputies.append((holder.pk, person.pk))

    def no_deputy(self) -> None:
        found = Deputy.objects.filter(ended_at=None).order_by("pk").first()
        if found is not None:
            services.end_deputy(found, actor=self.owner, why=WHY)
            self.told.deputies.remove((found.stands_for, found.person))

    def head(self) -> None:
        """Named, or no longer an owner: the boss's role goes to somebody else for a while."""
        if self.told.head:
            end_head(self.told.head, actor=Actor.rule("duties.head"), why=WHY)
            self.told.head = ""
        else:
            services.name_head(self.boss.pk, actor=self.owner, why=WHY)
            self.told.head = self.boss.pk

    def decide(self) -> None:
        name = self.chance.choice(ruling.ruled())
        kind, person = kind_of(name), self.chance.choice([*self.staff, self.boss])
        subject = self.rows[TOP.get(kind, kind)]
        deed = ruling.deed_of(Intent(declared(name), actor(person), self.rows[kind], {}, after_of(kind, self.rows)))
        assert deed is not None
        wanted = self.told.may(person.pk, subject, deed.letters, subject in self.personal)
        refused = None
        try:
            decide(name, self.rows, actor(person))
        except Problem as problem:
            refused = problem.code
        assert (refused is None) == wanted, (name, person.name, refused)
        assert refused in {None, "duties.outside_matrix", "duties.nobody_may"}
        self.decided[wanted] += 1

    def holds(self) -> None:
        """What is always so, read back from the product's own rows."""
        finals = Counter(row.subject for row in Duty.objects.now().filter(letter="A"))
        assert all(count == 1 for count in finals.values())
        for subject in self.chance.sample(self.tops, 2):
            for deed in subjects.deeds_of(subject.kind)[:2]:
                named = set(queries.who_may(subject, deed.name))
                assert not named & self.told.gone
                if subject in self.personal and finals[subject] and self.told.head:
                    assert self.told.head in named


@pytest.mark.django_db
def test_random_sequences_never_let_anybody_outside_the_matrix_decide(cast):
    rows = one_of_each(cast)
    Vendor.objects.update(handles_personal=True)
    Policy.objects.update(kind="privacy")
    owner = actor(cast.owner)
    added = sources.add_bytes(PERSONAL, "고객.csv", as_of=date(2026, 11, 23), actor=owner, why=WHY)
    rows["dataset"] = Subject("dataset", added.version.dataset_id)
    personal = {subject for subject, thing in services.things(datetime.now(UTC)) if thing.personal}
    assert {subject.kind for subject in personal} >= {"dataset", "vendor", "policy"}
    decided: Counter[bool] = Counter()
    for seed in range(SEQUENCES):
        kept = transaction.savepoint()
        firm = Firm(cast, rows, personal, random.Random(seed))  # a seeded sequence, no secret
        firm.begin()
        for _step in range(STEPS):
            firm.step()
        firm.holds()
        decided.update(firm.decided)
        transaction.savepoint_rollback(kept)
        for person in firm.staff:
            person.refresh_from_db()
    assert sum(decided.values()) == 2 * SEQUENCES * STEPS
    assert min(decided[True], decided[False]) > SEQUENCES // 2  # both happened often enough to say something
