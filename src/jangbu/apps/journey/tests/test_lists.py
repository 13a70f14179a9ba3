"""Every checklist with its counts, all items as a list and as files, and twelve questions that may go unanswered."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.journey import queries
from jangbu.apps.journey.questions import answers
from jangbu.apps.people.models import Grant
from jangbu.apps.registers import services as registers
from jangbu.apps.vendors.services import VENDORS
from jangbu.kernel.entry import Actor

pytestmark = pytest.mark.django_db


def told(question: str):
    return next(each.told for each in answers(timezone.now()) if each.id == question)


def test_all_catalogues_are_listed_with_counts(cast, sign_in):
    page = sign_in(cast.auditor).get(reverse("checklist-all")).content.decode()
    for found in queries.catalogues().values():
        assert found.title.ko in page


def test_twelve_pilot_items_and_six_of_returns():
    held = queries.catalogues()
    assert [item.requirement for item in held["pilot"].items] == [f"P{number}" for number in range(1, 13)]
    assert [item.requirement for item in held["roi"].items] == [f"R{number}" for number in range(1, 7)]
    assert sum(item.days is not None for item in held["roadmap_2w"].items) == 10
    assert max(item.days[1] for item in held["roadmap_8w"].items) == 56
    assert max(item.days[1] for item in held["roadmap_2w"].items) == 14


def test_items_narrow_in_the_address_and_leave_as_files(cast, sign_in):
    browser = sign_in(cast.owner)
    url = reverse("checklist-items") + "?catalogue=governance&state=unmet"
    assert browser.get(url).status_code == 200
    file = b"".join(browser.get(url + "&format=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    unmet = [each for each in queries.report("governance", timezone.now()).results if each.status.value == "unmet"]
    assert [row["번호"] for row in rows] == [each.item.id for each in unmet]
    assert browser.get(url + "&format=xlsx")["Content-Type"].startswith("application/vnd.openxml")
    assert browser.get(reverse("checklist-items") + "?state=nonsense").status_code == 200


def test_a_status_in_the_address_shows_only_those_items(cast, sign_in):
    page = sign_in(cast.owner).get(reverse("checklist-of", args=["governance"]) + "?state=unmet").content.decode()
    found = queries.report("governance", timezone.now())
    for result in found.results:
        assert (f'id="{result.item.id}"' in page) is (result.status.value == "unmet")


def test_where_records_are_silent_nobody_can_tell(cast, sign_in):
    silent = {each.id for each in answers(timezone.now()) if each.told.status.value == "unknown"}
    assert {"vendor", "process", "source", "success"} <= silent
    assert len(answers(timezone.now())) == 12
    page = sign_in(cast.owner).get(reverse("checklist-questions")).content.decode()
    assert "열두 가지 가운데" in page
    for each in answers(timezone.now()):
        if each.told.status.value == "unknown":
            assert each.told.next is not None


def test_who_may_see_data_is_counted_by_role_and_by_grant(cast):
    since = timezone.now() - timedelta(days=120)
    values = {"resource_kind": "dataset", "resource_id": "x", "level": "read"}
    ends = timezone.now() + timedelta(days=30)
    Grant.objects.create(person=cast.outsider, granted_at=since, expires_at=ends, **values)
    found = told("open")
    assert [figure.value.en for figure in found.figures][2] == "1"
    assert found.evidence
    idle = told("least")
    assert idle.status.value in {"partly", "unmet"}
    assert [figure.value.en for figure in idle.figures][:2] == ["1", "1"]
    assert idle.next is not None


def test_the_biggest_vendor_risk_says_whether_the_contract_covers_it(cast):
    owner = Actor.person(cast.owner.pk, cast.owner.name)
    values = {"name": "루미나 AI", "owner": cast.it.pk, "handles_personal": True, "country": "US"}
    made = registers.add_row(VENDORS, values, actor=owner, why="써 보려고")
    registers.move_row(VENDORS, made, "already", actor=owner, why="쓰고 있어서")
    found = told("vendor")
    assert "루미나 AI" in found.said.ko
    assert "살아 있는 계약이 없어요" in found.said.ko
    assert found.status.value == "unmet"
    assert found.evidence[0].entry


def test_the_most_urgent_policy_is_the_one_that_is_missing(cast):
    assert "데이터 활용 정책" in told("policy").said.ko
    assert told("policy").next is not None


def test_an_answer_is_as_of_its_day(cast, sign_in):
    assert Endpoint.objects.count() == 0
    yesterday = timezone.localdate() - timedelta(days=1)
    assert sign_in(cast.owner).get(reverse("checklist-questions") + f"?day={yesterday}").status_code == 200
