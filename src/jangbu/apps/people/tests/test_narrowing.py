"""Given against used: what a grant gives, what was done with it, what is proposed, and that one click does it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from jangbu.apps.ledger.actions import declare
from jangbu.apps.ledger.services import record
from jangbu.apps.people import narrowing, queries, services
from jangbu.apps.people.models import Grant
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Subject

from .test_services import as_actor, last, refused

pytestmark = pytest.mark.django_db
ONE = Subject("dataset", "one")
CHANGED = declare("test.dataset_changed", ko="고침", en="changed")


def give(cast, level="read", days_ago=40, days=40, to=None) -> Grant:
    """A grant of some days ago that was looked at today."""
    now = datetime.now(UTC)
    then = fixed(now - timedelta(days=days_ago))
    until, to = now + timedelta(days=days), to or cast.outsider
    grant = services.grant_access(to, ONE, level, until, actor=as_actor(cast.owner), why="함께", clock=then)
    services.note_use(to.pk, ONE)
    return grant


def change(person) -> None:
    with transaction.atomic():
        record(CHANGED, actor=as_actor(person), where="데이터", why="고침", subject=ONE)


def only() -> narrowing.Weighed:
    found = narrowing.weighed(datetime.now(UTC))
    assert len(found) == 1
    return found[0]


def test_a_level_that_was_never_used_is_lowered_and_one_that_was_is_kept(cast):
    give(cast, "write")
    assert (only().reason, only().level) == ("level_unused", "read")
    change(cast.outsider)
    assert (only().reason, only().writes) == ("", 1)


def test_a_level_given_last_week_is_not_judged(cast):
    give(cast, "write", days_ago=7)
    assert only().reason == ""


def test_a_guest_who_manages_keeps_what_they_used(cast):
    give(cast, "manage")
    assert (only().reason, only().level) == ("guest_manages", "read")
    change(cast.outsider)
    assert (only().reason, only().level) == ("guest_manages", "write")


@pytest.mark.parametrize(
    ("level", "ago", "days", "who", "reason"),
    [
        ("read", 40, 60, "member", "redundant"),
        ("read", 10, 200, "outsider", "guest_long"),
        ("read", 10, 60, "outsider", ""),
    ],
)
def test_each_reason_has_its_proposal(cast, level, ago, days, who, reason):
    give(cast, level, ago, days, getattr(cast, who))
    found = only()
    assert found.reason == reason
    assert found.takes_back == (reason == "redundant")
    assert (found.until is not None) == (reason == "guest_long")


def test_what_nobody_used_for_90_days_is_taken_back(cast):
    grant = give(cast, days_ago=100)
    Grant.objects.filter(pk=grant.pk).update(last_used_at=datetime.now(UTC) - timedelta(days=95))
    assert (only().reason, only().takes_back) == ("unused", True)


def test_narrowing_ends_the_wide_one_and_is_undone_whole(cast):
    owner = as_actor(cast.owner)
    wide = give(cast, "write")
    narrow = services.narrow_grant(wide, level="read", actor=owner, why="쓰는 만큼만")
    assert last().action == "people.access_narrowed"
    outsider = as_actor(cast.outsider)
    assert queries.permits(outsider, "sources.read", ONE)
    assert not queries.permits(outsider, "sources.write", ONE)
    refused("grants.not_narrower", services.narrow_grant, narrow, level="write", actor=owner, why="거꾸로")
    refused("grants.not_narrower", services.narrow_grant, narrow, actor=owner, why="그대로")
    services.widen_back(narrow, actor=owner, why="되돌림")
    assert queries.permits(outsider, "sources.write", ONE)
    assert Grant.objects.live(datetime.now(UTC)).count() == 1
    refused("grants.ended", services.widen_back, narrow, actor=owner, why="또")


def test_the_page_says_given_used_and_proposed_and_one_click_narrows(sign_in, cast):
    grant = give(cast, "write")
    page = sign_in(cast.owner)
    text = page.get(reverse("grants-use")).content.decode()
    assert "줄일 수 있는 권한이 1개예요" in text
    assert "고칠 수 있지만 고친 적이 없음" in text
    page.post(reverse("grant-narrow", args=[grant.pk]))
    made = Grant.objects.get(replaces=grant)
    assert (made.level, Grant.objects.get(pk=grant.pk).revoked_at is not None) == ("read", True)
    assert "모두 쓰는 만큼만 있어요" in page.get(reverse("grants-use")).content.decode()
    page.post(reverse("grant-widen", args=[made.pk]))
    assert Grant.objects.live(datetime.now(UTC)).get().pk == grant.pk


def test_an_auditor_sees_the_lines_and_no_button(sign_in, cast):
    give(cast, "write")
    text = sign_in(cast.auditor).get(reverse("grants-use")).content.decode()
    assert "고칠 수 있지만" in text
    assert "/narrow/" not in text
