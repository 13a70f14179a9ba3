"""The policy as a value: more rights never appear from nowhere."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jangbu.apps.people.permissions import (
    LEVEL_PERMISSIONS,
    READ_OF_KIND,
    ROLE_PERMISSIONS,
    SECOND_FACTOR_ROLES,
)
from jangbu.apps.people.standing import Held, Standing
from jangbu.kernel.entry import Subject

LATER = datetime(2030, 1, 1, tzinfo=UTC)
ALL = sorted(
    set().union(*ROLE_PERMISSIONS.values(), *(p for kind in LEVEL_PERMISSIONS.values() for p in kind.values()))
)
kinds = st.sampled_from([*LEVEL_PERMISSIONS, "firm"])
held = st.builds(
    lambda kind, key, level: Held("g", kind, key, level, LATER, None),
    kinds,
    st.sampled_from("abc"),
    st.sampled_from(["read", "write", "manage", "own"]),
)
standings = st.builds(
    lambda role, grants: Standing("p", role, False, tuple(grants)),
    st.sampled_from([*ROLE_PERMISSIONS, "nobody"]),
    st.lists(held, max_size=4),
)
resources = st.none() | st.builds(Subject, kinds, st.sampled_from("abcd"))


@given(standings, st.sampled_from(ALL), resources)
def test_a_right_comes_from_the_role_or_from_a_grant_that_names_it(standing, permission, resource):
    if not standing.allows(permission, resource):
        return
    by_grant = [grant for grant in standing.grants if permission in grant.permissions]
    assert standing.by_role(permission) or by_grant
    if not standing.by_role(permission) and resource is not None:
        assert any((grant.kind, grant.resource) == (resource.kind, resource.id) for grant in by_grant)
    if not standing.by_role(permission) and resource is None:
        assert permission.endswith(".read")


@given(standings, st.sampled_from(ALL), resources, held)
def test_one_more_grant_takes_nothing_away(standing, permission, resource, more):
    wider = Standing(standing.person, standing.role, False, (*standing.grants, more))
    assert not standing.allows(permission, resource) or wider.allows(permission, resource)


@given(standings, st.sampled_from(sorted(READ_OF_KIND)))
def test_what_a_list_shows_is_exactly_what_may_be_opened(standing, kind):
    visible = standing.visible(kind)
    for key in "abcd":
        may_open = standing.allows(READ_OF_KIND[kind], Subject(kind, key))
        assert may_open == (visible is None or key in visible)


@given(standings)
def test_who_sees_personal_data_or_decides_needs_two_factors(standing):
    if standing.by_role("personal.read") or standing.by_role("pilots.decide"):
        assert standing.must_have_second_factor
    if standing.role == "guest":
        assert standing.must_have_second_factor == bool(standing.grants)


def test_levels_only_widen_and_an_unknown_one_gives_nothing():
    for levels in LEVEL_PERMISSIONS.values():
        assert levels["read"] < levels["write"] < levels["manage"] | levels["write"]
    assert Held("g", "dataset", "a", "own", LATER, None).permissions == frozenset()
    assert {"owner", "approver", "auditor"} == SECOND_FACTOR_ROLES
