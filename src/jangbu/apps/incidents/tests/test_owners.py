"""A rule that rings whoever answers rings whom the matrix names for what the alert is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties import services as duties
from jangbu.apps.incidents.alerts.models import AlertRule, Message
from jangbu.apps.incidents.alerts.ringing import Found, ring
from jangbu.apps.people import services as people
from jangbu.apps.work.models import Process
from jangbu.kernel.entry import Actor, Subject

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def rule(db) -> AlertRule:
    return AlertRule.objects.create(
        key="r", area="data", title_ko="규칙", title_en="rule", source="predicate", name="x", severity="urgent",
        to="owner", created_at=THEN,
    )  # fmt: skip


def found(cast, name: str) -> tuple[Found, Subject]:
    made = Process.objects.create(name=name, owner=cast.owner.pk, created_at=THEN)
    return Found(name, Words(name, name), reverse("process", args=[made.pk])), Subject("process", made.pk)


def told() -> dict[str, list[str]]:
    messages = Message.objects.filter(channel=None).order_by("pk")
    return {each.person: sorted(each.alerts.values_list("subject", flat=True)) for each in messages}


def test_each_alert_goes_to_whoever_is_accountable_for_what_it_is_about(cast, owner, rule):
    (one, first), (two, second), (three, _third) = (found(cast, name) for name in ("계산서", "견적", "일정"))
    duties.set_letter(first, cast.it.pk, "A", actor=owner, why="맡기려고")
    duties.set_letter(second, cast.approver.pk, "R", actor=owner, why="맡기려고")
    ring(rule, [one, two, three], datetime.now(UTC))
    assert told() == {cast.it.pk: ["계산서"], cast.approver.pk: ["견적"], cast.owner.pk: ["일정"]}


def test_a_leavers_alert_goes_to_their_deputy(cast, owner, rule):
    one, first = found(cast, "계산서")
    duties.set_letter(first, cast.it.pk, "A", actor=owner, why="맡기려고")
    until = (datetime.now(UTC) + timedelta(days=7)).date()
    duties.name_deputy(cast.it.pk, cast.approver.pk, until, actor=owner, why="퇴사를 앞두고")
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    ring(rule, [one], datetime.now(UTC))
    assert told() == {cast.approver.pk: ["계산서"]}


def test_whom_the_rule_names_comes_first(cast, owner, rule):
    one, first = found(cast, "계산서")
    duties.set_letter(first, cast.it.pk, "A", actor=owner, why="맡기려고")
    AlertRule.objects.update(owner=cast.member.pk)
    rule.refresh_from_db()
    ring(rule, [one], datetime.now(UTC))
    assert told() == {cast.member.pk: ["계산서"]}
