"""Whoever the matrix names for what an item speaks of does it; the role only where the matrix is silent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jangbu.apps.duties import services as duties
from jangbu.apps.journey import queries
from jangbu.apps.people import services as people
from jangbu.apps.people.models import Firm
from jangbu.apps.work.models import Process
from jangbu.kernel.entry import Actor, Subject

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 3, 2, tzinfo=UTC)
SOP = "R1-5"  # every process has its way of working written down


@pytest.fixture
def owner(cast) -> Actor:
    Firm.objects.create(name="한빛정밀", created_at=timezone.now() - timedelta(days=10))
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def process(cast) -> Subject:
    made = Process.objects.create(name="매입 계산서", owner=cast.owner.pk, created_at=LONG_AGO)
    return Subject("process", made.pk)


def doing(item: str = SOP) -> queries.Planned:
    found = queries.planned(queries.report("roadmap_90", timezone.now()))
    return next(each for each in found if each.result.item.id == item)


def name(subject: Subject, person, letter: str, owner: Actor) -> None:
    duties.set_letter(subject, person.pk, letter, replace=True, actor=owner, why="맡기려고")


def test_where_the_matrix_is_silent_the_first_of_the_role_does_it_and_the_page_says_so(owner, cast, process, sign_in):
    line = doing()
    assert (line.by.by, line.person) == ("role", cast.approver.pk)
    page = sign_in(cast.owner).get(reverse("roadmap-of", args=["roadmap_90"])).content.decode()
    assert "책임표가 비어 있어서 역할로 정했어요" in page


def test_the_accountable_of_the_thing_does_it_and_the_page_says_of_which(owner, cast, process, sign_in):
    name(process, cast.it, "A", owner)
    line = doing()
    assert (line.by.by, line.person, line.by.letter) == ("thing", cast.it.pk, "A")
    page = sign_in(cast.owner).get(reverse("roadmap-of", args=["roadmap_90"])).content.decode()
    assert "책임표의 최종 책임: 매입 계산서" in page
    assert [task.result.item.id for _name, task in queries.tasks_of(cast.it.pk, timezone.now())].count(SOP) == 1


def test_the_responsible_does_it_where_nobody_is_accountable(owner, cast, process):
    name(process, cast.member, "R", owner)
    assert (doing().person, doing().by.letter) == (cast.member.pk, "R")


def test_whoever_is_only_asked_or_told_does_not(owner, cast, process):
    name(process, cast.it, "C", owner)
    assert doing().by.by == "role"


def test_without_a_row_of_its_own_the_part_of_the_firm_says_who(owner, cast, process):
    name(Subject("area", "it"), cast.it, "A", owner)
    line = doing("R1-2")  # second factors: no thing of the matrix, but /people/ belongs to IT
    assert (line.by.by, line.person) == ("area", cast.it.pk)


def test_what_a_leaver_had_moves_at_once_to_the_deputy_or_else_to_the_head_and_shows_the_gap(
    owner, cast, process, sign_in
):
    name(process, cast.it, "A", owner)
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    line = doing()
    assert (line.person, line.by.how, line.by.left) == (cast.owner.pk, "head", cast.it.name)
    until = (timezone.now() + timedelta(days=7)).date()
    people.reactivate_person(cast.it, actor=owner, why="돌아와서")
    duties.name_deputy(cast.it.pk, cast.approver.pk, until, actor=owner, why="퇴사를 앞두고")
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    line = doing()
    assert (line.person, line.by.how, line.by.left) == (cast.approver.pk, "deputy", cast.it.name)
    page = sign_in(cast.owner).get(reverse("roadmap-of", args=["roadmap_90"])).content.decode()
    assert f"{cast.it.name}님이 떠나서 대리가 이어받았어요" in page
    assert reverse("duties") + "?gap=left" in page


def test_a_past_day_names_whoever_answered_then(owner, cast, process):
    name(process, cast.it, "A", owner)
    then = timezone.now()
    name(process, cast.member, "A", owner)
    found = queries.planned(queries.report("roadmap_90", then))
    line = next(each for each in found if each.result.item.id == SOP)
    assert line.person == cast.it.pk
    assert doing().person == cast.member.pk


def test_the_checklist_says_who_does_what_is_next(owner, cast, process, sign_in):
    name(process, cast.it, "A", owner)
    page = sign_in(cast.owner).get(reverse("checklist-of", args=["roadmap_90"]) + f"?open={SOP}").content.decode()
    assert f'<b translate="no">{cast.it.name}</b>' in page
    assert "책임표의 최종 책임: 매입 계산서" in page
