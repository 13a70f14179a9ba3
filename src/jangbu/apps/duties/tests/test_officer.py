"""The privacy officer: one at a time, on a ground of the decree, reporting to the head; gone when they leave."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from jangbu.apps.base.evidence import ask
from jangbu.apps.duties import services
from jangbu.apps.duties.officer.models import Officer, Report
from jangbu.apps.duties.officer.queries import officer
from jangbu.apps.people import services as people
from jangbu.engines.checklist import Call, Status
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def said(name: str, at: datetime | None = None) -> Status:
    return ask(Call.of(name, {}), at or datetime.now(UTC)).honest


def test_nobody_is_red_and_one_who_reports_is_met(cast, boss):
    assert said("privacy_officer_named") is Status.UNMET
    services.name_officer(cast.approver.pk, "executive", actor=boss, why="제31조")
    assert said("privacy_officer_named") is Status.MET
    assert said("privacy_officer_reports") is Status.UNMET
    lead = Actor.person(cast.approver.pk, cast.approver.name)
    made = services.note_report(date(2026, 1, 1), "반기 점검", actor=lead, why="보고해서")
    assert said("privacy_officer_reports", datetime(2026, 6, 1, tzinfo=UTC)) is not Status.MET, "not written by then"
    services.withdraw_report(made, actor=lead, why="잘못 적어서")
    now = datetime.now(UTC)
    services.note_report(now.date() - timedelta(days=3), "반기 점검", actor=lead, why="보고해서")
    assert said("privacy_officer_reports") is Status.MET


def test_a_head_who_is_the_officer_reports_to_nobody(cast, boss):
    services.name_officer(cast.owner.pk, "micro", actor=boss, why="소상공인")
    assert said("privacy_officer_reports") is Status.MET
    with pytest.raises(Problem) as refused:
        services.name_officer(cast.approver.pk, "head", actor=boss, why="제31조")
    assert refused.value.code == "duties.not_an_owner"


def test_there_is_one_officer_and_the_past_keeps_who_it_was(cast, boss):
    then = datetime.now(UTC) - timedelta(days=30)
    services.name_officer(cast.approver.pk, "executive", actor=boss, why="제31조", clock=fixed(then))
    again = services.name_officer(cast.approver.pk, "executive", actor=boss, why="제31조")
    services.name_officer(cast.it.pk, "department", actor=boss, why="바뀌어서")
    assert Officer.objects.filter(until=None).count() == 1
    assert officer(then + timedelta(days=1)).person == cast.approver.pk == again.person
    assert officer(datetime.now(UTC)).person == cast.it.pk


def test_whoever_left_is_no_officer(cast, boss):
    services.name_officer(cast.it.pk, "department", actor=boss, why="제31조")
    people.deactivate_person(cast.it, actor=boss, why="그만둬서")
    assert said("privacy_officer_named") is Status.UNMET


@pytest.mark.parametrize(
    ("on", "text"), [(date.max, "점검"), (date(2026, 1, 1), "  ")], ids=["a day to come", "nothing said"]
)
def test_a_report_needs_a_day_that_has_come_and_words(cast, boss, on, text):
    services.name_officer(cast.approver.pk, "executive", actor=boss, why="제31조")
    with pytest.raises(Problem) as refused:
        services.note_report(on, text, actor=boss, why="보고해서")
    assert refused.value.code == "duties.report_empty"


def test_others_write_no_report(cast, boss):
    services.name_officer(cast.approver.pk, "executive", actor=boss, why="제31조")
    with pytest.raises(Problem) as refused:
        services.note_report(date(2026, 1, 1), "점검", actor=Actor.person(cast.member.pk, ""), why="보고해서")
    assert refused.value.code == "duties.not_their_report"


def test_the_page_names_and_reports(cast, sign_in):
    site = sign_in(cast.owner)
    site.post(reverse("duties-officer"), {"person": cast.approver.pk, "ground": "executive"})
    site.post(reverse("duties-officer-report"), {"on": "2026-01-05", "said": "권한을 좁혔어요"})
    page = site.get(reverse("duties")).content.decode()
    assert "권한을 좁혔어요" in page
    site.post(reverse("duties-officer-withdraw", args=[Report.objects.get().pk]))
    assert "권한을 좁혔어요" not in site.get(reverse("duties")).content.decode().split('class="messages"')[0]
