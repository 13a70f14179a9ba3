"""Access to one thing until a day: given within what one holds, seen when unused or too wide, never for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from jangbu.apps.base.evidence import ask
from jangbu.apps.people import queries, services
from jangbu.apps.people.models import Grant
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.entry import Actor, Subject

from .test_services import SHELL, as_actor, last, refused

pytestmark = pytest.mark.django_db
ONE, OTHER = Subject("dataset", "one"), Subject("dataset", "other")


def in_days(days: float) -> datetime:
    return system_clock() + timedelta(days=days)


def give(cast, level="read", resource=ONE, days=30.0, to=None, by=None) -> Grant:
    actor = as_actor(by or cast.owner)
    return services.grant_access(to or cast.outsider, resource, level, in_days(days), actor=actor, why="함께 보려고")


def test_a_grant_opens_one_thing_and_nothing_else(cast):
    outsider = as_actor(cast.outsider)
    assert not queries.permits(outsider, "sources.read", ONE)
    give(cast)
    assert queries.permits(outsider, "sources.read", ONE)
    assert queries.permits(outsider, "sources.read", None)
    assert not queries.permits(outsider, "sources.read", OTHER)
    assert not queries.permits(outsider, "sources.write", ONE)
    assert not queries.permits(outsider, "pilots.read", None)
    assert queries.visible_ids(outsider, "dataset") == frozenset({"one"})
    assert queries.visible_ids(outsider, "pilot") == frozenset()
    assert queries.visible_ids(as_actor(cast.owner), "dataset") is None


def test_a_write_grant_makes_nothing_new(cast):
    give(cast, "write")
    outsider = as_actor(cast.outsider)
    assert queries.permits(outsider, "sources.write", ONE)
    assert not queries.permits(outsider, "sources.write", None)


def test_a_grant_ends_by_itself_and_when_its_holder_leaves(cast):
    grant = give(cast)
    Grant.objects.filter(pk=grant.pk).update(expires_at=in_days(-1))
    assert not queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    Grant.objects.filter(pk=grant.pk).update(expires_at=in_days(1))
    assert queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    services.deactivate_person(cast.outsider, actor=as_actor(cast.owner), why="끝")
    assert not queries.permits(as_actor(cast.outsider), "sources.read", ONE)


def test_no_grant_is_without_an_end_within_a_year(cast):
    for days in (0, -1, 370):
        refused("grants.expiry_wrong", give, cast, days=days)
    refused("grants.kind_unknown", give, cast, level="own")
    refused("grants.kind_unknown", give, cast, resource=Subject("person", cast.owner.pk))


@pytest.mark.parametrize("who", ["member", "auditor", "outsider"])
def test_who_does_not_manage_grants_gives_none(cast, who):
    refused("permission.denied", give, cast, by=getattr(cast, who))


def test_who_manages_one_thing_gives_no_more_than_they_hold(cast):
    give(cast, "manage", days=30, to=cast.outsider)
    assert give(cast, "read", days=10, to=cast.member, by=cast.outsider).level == "read"
    refused("permission.denied", give, cast, resource=OTHER, days=10, to=cast.member, by=cast.outsider)
    refused("grants.beyond_own", give, cast, days=40, to=cast.member, by=cast.outsider)


def test_who_holds_only_a_grant_cannot_lengthen_it(cast):
    grant = give(cast, "manage", days=30)
    actor = as_actor(cast.outsider)
    refused("grants.beyond_own", services.extend_grant, grant, in_days(60), actor=actor, why="더")
    longer = services.extend_grant(grant, in_days(60), actor=as_actor(cast.approver), why="더")
    assert longer.expires_at > in_days(59)


def test_an_approver_gives_only_up_to_the_role(cast, monkeypatch):
    from jangbu.apps.people import permissions  # noqa: PLC0415

    narrow = permissions.ROLE_PERMISSIONS["approver"] - {"sources.write"}
    monkeypatch.setitem(permissions.ROLE_PERMISSIONS, "approver", narrow)
    refused("grants.beyond_own", give, cast, level="write", by=cast.approver)
    assert give(cast, "read", by=cast.approver).level == "read"


def test_a_withdrawn_grant_can_be_restored_while_it_lasts(cast):
    grant = give(cast)
    services.revoke_grant(grant, actor=as_actor(cast.owner), why="잘못 줌")
    assert last().action == "people.access_revoked"
    assert not queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    refused("grants.ended", services.revoke_grant, grant, actor=as_actor(cast.owner), why="또")
    services.restore_grant(grant, actor=as_actor(cast.owner), why="되돌림")
    assert queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    refused("grants.ended", services.restore_grant, grant, actor=as_actor(cast.owner), why="또")
    refused("permission.denied", services.revoke_grant, grant, actor=as_actor(cast.member), why="x")


def test_use_is_noted_at_most_once_an_hour(cast, django_assert_num_queries):
    grant = give(cast)
    start = system_clock()
    services.note_use(cast.outsider.pk, ONE, clock=fixed(start))
    services.note_use(cast.outsider.pk, ONE, clock=fixed(start + timedelta(minutes=59)))
    grant.refresh_from_db()
    assert grant.last_used_at == start
    services.note_use(cast.outsider.pk, OTHER)
    services.note_use(cast.owner.pk, ONE)
    with django_assert_num_queries(3):
        services.note_use(cast.outsider.pk, ONE, clock=fixed(start + timedelta(minutes=61)))
    grant.refresh_from_db()
    assert grant.last_used_at == start + timedelta(minutes=61)


def test_unused_and_wide_grants_are_seen(cast):
    plain, wide, idle = give(cast), give(cast, "manage", resource=OTHER), give(cast, to=cast.member)
    Grant.objects.filter(pk=plain.pk).update(granted_at=in_days(-100))
    now = system_clock()
    assert [grant.pk for grant in queries.unused_grants(now)] == [plain.pk]
    assert {found.grant.pk: found.reason for found in queries.wide_grants(now)} == {
        wide.pk: "guest_manages",
        idle.pk: "redundant",
        plain.pk: "guest_long",
    }
    services.note_use(cast.outsider.pk, ONE)
    assert queries.unused_grants(system_clock()) == []


def test_who_manages_sees_what_waits_and_an_outsider_nothing(cast):
    grant = give(cast, days=3)
    Grant.objects.filter(pk=grant.pk).update(granted_at=in_days(-100))
    services.invite_person(
        "late@hanbit.example",
        "늦은 사람",
        "member",
        actor=as_actor(cast.owner),
        why="입사",
        clock=fixed(datetime(2026, 1, 5, tzinfo=UTC)),
    )
    now = system_clock()
    titles = [need.title for need in queries.needs(as_actor(cast.owner), now)]
    assert titles == [
        "1명의 초대가 끝났어요",
        "접근 권한 1개가 2주 안에 끝나요",
        "90일 동안 쓰지 않은 접근 권한이 1개예요",
    ]
    assert len(queries.needs(as_actor(cast.approver), now)) == 2
    assert queries.needs(as_actor(cast.outsider), now) == []


def test_the_system_and_rules_do_only_what_is_written_down():
    assert queries.permits(SHELL, "people.manage", None)
    assert queries.permits(Actor.rule("품질 기준"), "pilots.stop", None)
    for actor in (Actor.rule("품질 기준"), Actor.system()):
        for permission in ("people.manage", "grants.manage", "pilots.decide", "sources.write", "personal.read"):
            assert not queries.permits(actor, permission, None)


def test_a_request_asks_the_database_twice_however_often_it_asks(cast, django_assert_num_queries):
    from jangbu.apps.people import standing  # noqa: PLC0415

    give(cast)
    standing.begin_request()
    try:
        with django_assert_num_queries(2):
            for permission in ("sources.read", "pilots.read", "people.manage", "ledger.read"):
                for resource in (None, ONE, OTHER):
                    queries.permits(as_actor(cast.outsider), permission, resource)
            queries.visible_ids(as_actor(cast.outsider), "dataset")
    finally:
        standing.end_request()


def test_that_nobody_was_given_access_shows_nothing_where_there_is_nobody_to_give_it_to(db):
    def stands() -> set[str]:
        return {ask(Call(name), system_clock()).status.value for name in ("grants_are_used", "grants_are_narrow")}

    assert stands() == {"unknown"}
    alone = services.create_firm("하나", "one@one.example", "혼자", None, actor=SHELL, why="시작")
    assert stands() == {"unknown"}
    services.invite_person("two@one.example", "둘째", "member", actor=as_actor(alone), why="함께")
    assert stands() == {"met"}
