"""Roles, leaving, erasure and invitations: who may, what stays, what is told."""

from datetime import UTC, datetime, timedelta

import pytest

from jangbu.apps.ledger.models import Entry, EntryValue
from jangbu.apps.people import queries, services
from jangbu.apps.people.models import Firm, Person
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
SHELL = Actor.operator("test")
GOOD = "서른네 명의 한빛정밀"


def as_actor(person: Person) -> Actor:
    return Actor.person(person.pk, person.name)


def refused(code: str, call, *args, **named):
    """The call raises that problem and leaves no entry behind."""
    before = Entry.objects.count()
    with pytest.raises(Problem) as raised:
        call(*args, **named)
    assert raised.value.code == code
    assert Entry.objects.count() == before


def last() -> Entry:
    return Entry.objects.order_by("-number")[0]


def test_the_first_start_makes_one_firm_and_its_owner():
    owner = services.create_firm("한빛정밀", " Minji@Hanbit.example ", "김민지", GOOD, actor=SHELL, why="처음")
    assert (owner.email, owner.role) == ("minji@hanbit.example", "owner")
    assert owner.check_password(GOOD)
    assert queries.firm().name == "한빛정밀"
    assert queries.owner_actor() == as_actor(owner)
    assert [person.email for person in queries.people_list()] == ["minji@hanbit.example"]
    assert last().action == "people.firm_created"
    refused("people.firm_exists", services.create_firm, "둘", "a@b.kr", "둘", GOOD, actor=SHELL, why="또")
    assert Firm.objects.count() == 1
    assert Person.objects.count() == 1


def test_only_the_machine_itself_makes_a_firm(cast):
    for person in (cast.owner, cast.outsider):
        refused(
            "permission.denied",
            services.create_firm,
            "x",
            "x@x.kr",
            "x",
            GOOD,
            actor=as_actor(person),
            why="x",
        )


@pytest.mark.parametrize("password", ["short", "password123", "minji@hanbit"])
def test_a_weak_password_makes_no_owner(password):
    refused(
        "people.password_weak", services.create_firm, "x", "minji@hanbit.example", "x", password, actor=SHELL, why="x"
    )
    assert not Firm.objects.exists()


def test_an_invited_person_comes_in_once_with_their_link(cast):
    invited = services.invite_person(
        "new@hanbit.example", " 새 사람 ", "member", actor=as_actor(cast.owner), why="입사"
    )
    assert invited.person.name == "새 사람"
    assert not invited.person.has_usable_password()
    assert invited.token not in str(list(invited.person.links.values()))
    person = services.accept_invitation(invited.token, GOOD)
    assert person.check_password(GOOD)
    assert last().action == "people.person_joined"
    refused("people.link_spent", services.accept_invitation, invited.token, GOOD)


def test_an_invitation_runs_out_after_seven_days_and_can_be_renewed(cast):
    actor = as_actor(cast.owner)
    then = datetime(2026, 3, 1, tzinfo=UTC)
    old = services.invite_person("n@hanbit.example", "새", "member", actor=actor, why="입사", clock=fixed(then))
    late = fixed(then + timedelta(days=7))
    refused("people.link_spent", services.accept_invitation, old.token, GOOD, clock=late)
    new = services.renew_invitation(old.person, actor=actor, why="늦음", clock=late)
    refused("people.link_spent", services.accept_invitation, old.token, GOOD, clock=fixed(then))
    assert services.accept_invitation(new.token, GOOD, clock=late).check_password(GOOD)


@pytest.mark.parametrize("role", ["approver", "member", "auditor", "it", "outsider"])
def test_only_an_owner_manages_people(cast, role):
    actor = as_actor(getattr(cast, role))
    target = cast.auditor if role == "member" else cast.member
    refused("permission.denied", services.invite_person, "n@x.kr", "n", "owner", actor=actor, why="x")
    refused("permission.denied", services.change_role, target, "owner", actor=actor, why="x")
    refused("permission.denied", services.deactivate_person, target, actor=actor, why="x")
    refused("permission.denied", services.erase_person, target, actor=actor, why="x")


def test_nobody_is_invited_twice_or_without_a_reason(cast):
    actor = as_actor(cast.owner)
    refused("people.email_taken", services.invite_person, "DOYUN@hanbit.example", "x", "member", actor=actor, why="x")
    refused("people.role_unknown", services.invite_person, "n@x.kr", "x", "king", actor=actor, why="x")
    refused("people.email_invalid", services.invite_person, "n at x", "x", "member", actor=actor, why="x")
    refused("people.reason_missing", services.invite_person, "n@x.kr", "x", "member", actor=actor, why="  ")
    assert not Person.objects.filter(email="n@x.kr").exists()


def test_a_changed_role_is_told_with_what_it_was(cast):
    services.change_role(cast.member, "approver", actor=as_actor(cast.owner), why="승진")
    entry = last()
    assert entry.action == "people.role_changed"
    assert '"role":"member"' in entry.content
    assert '"role":"approver"' in entry.content
    assert cast.member.name not in entry.content


def test_nobody_changes_or_ends_themselves(cast):
    actor = as_actor(cast.owner)
    for call in (services.deactivate_person, services.erase_person):
        refused("people.own_standing", call, cast.owner, actor=actor, why="x")
    refused("people.own_standing", services.change_role, cast.owner, "member", actor=actor, why="x")


def test_the_last_owner_stays_whoever_asks(cast):
    for call in (services.deactivate_person, services.erase_person):
        refused("people.last_owner", call, cast.owner, actor=SHELL, why="x")
    refused("people.last_owner", services.change_role, cast.owner, "member", actor=SHELL, why="x")
    services.change_role(cast.it, "owner", actor=SHELL, why="둘째 대표")
    services.deactivate_person(cast.owner, actor=as_actor(cast.it), why="퇴사")
    refused("people.last_owner", services.change_role, cast.it, "member", actor=SHELL, why="x")


def test_who_was_deactivated_may_nothing_and_can_come_back(cast, client):
    client.force_login(cast.member)
    assert cast.member.sign_ins.count() == 1
    services.deactivate_person(cast.member, actor=as_actor(cast.owner), why="휴직")
    assert not queries.permits(as_actor(cast.member), "sources.read", None)
    assert cast.member.sign_ins.count() == 0
    assert client.get("/").status_code == 302
    services.reactivate_person(cast.member, actor=as_actor(cast.owner), why="복직")
    assert queries.permits(as_actor(cast.member), "sources.read", None)


def test_erasing_a_person_leaves_the_id_and_no_trace_of_who_it_was(cast):
    services.change_role(cast.member, "auditor", actor=as_actor(cast.owner), why="x")
    assert EntryValue.objects.filter(person=cast.member.pk).exists()
    services.erase_person(cast.member, actor=as_actor(cast.owner), why="본인 요청")
    gone = Person.objects.get(pk=cast.member.pk)
    assert (gone.name, gone.title, gone.is_active, gone.has_usable_password()) == ("", "", False, False)
    assert "doyun" not in gone.email
    assert not EntryValue.objects.filter(person=cast.member.pk).exists()
    assert last().action == "people.person_erased"
    refused("people.erased", services.reactivate_person, gone, actor=as_actor(cast.owner), why="x")


def test_one_ends_ones_own_other_sign_ins_but_nobody_elses(cast, client):
    refused("permission.denied", services.end_other_sessions, cast.owner, None, actor=as_actor(cast.outsider), why="x")
    client.force_login(cast.member)
    here = client.session.session_key
    assert services.end_other_sessions(cast.member, here, actor=as_actor(cast.member), why="x") == 0
    assert services.end_other_sessions(cast.member, None, actor=as_actor(cast.member), why="x") == 1
