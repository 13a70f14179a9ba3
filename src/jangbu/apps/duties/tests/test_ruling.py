"""No declared decision is forgotten: each asks the matrix or stands in the list of exemptions, and the ones that ask
really refuse whoever is outside, whatever the way in."""

from __future__ import annotations

import pkgutil
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from importlib import import_module

import pytest

from jangbu import apps
from jangbu.apps.duties import ruling, services, subjects
from jangbu.apps.duties.exemptions import EXEMPT
from jangbu.apps.duties.tests.conftest import actor
from jangbu.apps.duties.tests.things import TOP, after_of, decide, kind_of, one_of_each
from jangbu.apps.ledger.actions import all_declared, declared
from jangbu.apps.ledger.guarding import Intent
from jangbu.apps.ledger.models import Entry
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


@pytest.fixture
def rows(cast) -> dict[str, Subject]:
    return one_of_each(cast)


@pytest.fixture(scope="module", autouse=True)
def vocabulary() -> None:
    """Every action of every app, whoever was imported before."""
    for module in pkgutil.walk_packages(apps.__path__, "jangbu.apps."):
        if module.name.endswith(".actions"):
            import_module(module.name)


def test_every_declared_decision_asks_the_matrix_or_is_exempt_with_a_reason():
    of_tests = ("tests.", "test.")  # what other tests of the same run have declared
    assert [name for name in ruling.unsettled() if not name.startswith(of_tests)] == []
    assert [name for name in ruling.ruled() if name not in all_declared()] == []


def test_no_exemption_outlives_what_it_exempts():
    decisions = [name for name, action in all_declared().items() if action.decision]
    assert [each for each in EXEMPT if not any(fnmatchcase(name, each) for name in decisions)] == []
    assert all(len(why) > 20 for why in EXEMPT.values())


@pytest.mark.django_db
def test_every_ruled_decision_is_refused_to_whoever_is_outside_and_leaves_nothing(cast, owner, rows):
    for kind in {TOP.get(kind, kind) for kind in rows}:
        services.set_letter(rows[kind], cast.it.pk, "A", actor=owner, why="맡기려고")
        services.set_letter(rows[kind], cast.approver.pk, "C", actor=owner, why="의논하려고")
        services.set_letter(rows[kind], cast.owner.pk, "I", actor=owner, why="알리려고")
    before, let = Entry.objects.count(), []
    for name in ruling.ruled():
        for person in (cast.approver, cast.owner, cast.member):
            try:
                decide(name, rows, actor(person))
            except Problem as problem:
                assert problem.code == "duties.outside_matrix", name  # noqa: PT017
                assert "최하은" in problem.sentence("ko"), name  # noqa: PT017
            else:
                let.append(name)
    assert let == []
    assert Entry.objects.count() == before
    for name in ruling.ruled():
        decide(name, rows, actor(cast.it))
    assert Entry.objects.count() == before + len(ruling.ruled())


@pytest.mark.django_db
def test_the_responsible_decide_wherever_a_deed_takes_them(cast, owner, rows):
    for kind in {TOP.get(kind, kind) for kind in rows}:
        services.set_letter(rows[kind], cast.it.pk, "A", actor=owner, why="맡기려고")
        services.set_letter(rows[kind], cast.approver.pk, "R", actor=owner, why="맡기려고")
    for name in ruling.ruled():
        kind, who = kind_of(name), actor(cast.approver)
        intent = Intent(declared(name), who, rows[kind], {}, after_of(kind, rows))
        deed = ruling.deed_of(intent)
        assert deed is not None
        assert (ruling.keep(intent) is None) == ("R" in deed.letters), name


@pytest.mark.django_db
def test_a_deputy_decides_and_the_machine_is_bound_by_its_permissions(cast, owner, rows):
    for kind in {TOP.get(kind, kind) for kind in rows}:
        services.set_letter(rows[kind], cast.it.pk, "A", actor=owner, why="맡기려고")
    until = (datetime.now(UTC) + timedelta(days=7)).date()
    services.name_deputy(cast.it.pk, cast.approver.pk, until, actor=actor(cast.it), why="휴가")
    for name in ruling.ruled():
        decide(name, rows, actor(cast.approver))
        decide(name, rows, Actor.system())
        decide(name, rows, Actor.rule("test"))


@pytest.mark.django_db
def test_what_follows_from_a_decision_is_not_asked_again(cast, owner, rows):
    services.set_letter(rows["endpoint"], cast.it.pk, "A", actor=owner, why="맡기려고")
    with services.consequences():
        decide("gateway.switched_on", rows, owner)
    with pytest.raises(Problem):
        decide("gateway.switched_on", rows, owner)


def test_every_deed_that_something_asks_for_says_of_which_kind_it_is():
    kinds = {each.kind for each in subjects.kinds()} - {"area"}
    assert {deed.kind for kind in kinds for deed in subjects.deeds_of(kind)} == kinds
