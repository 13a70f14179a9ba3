"""The pages about people: one can find, give, withdraw, take back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jangbu.apps.people import queries, resources, services
from jangbu.apps.people.models import Grant, Person
from jangbu.apps.people.resources import Resources
from jangbu.kernel.clock import system_clock

from .test_grants import ONE, give
from .test_services import SHELL, as_actor

pytestmark = pytest.mark.django_db
UNDO = re.compile(r'<form method="post" action="([^"]+)">[^<]*<input[^>]*><button class="button" translate="yes">')


@pytest.fixture
def datasets(monkeypatch):
    """One dataset to give access to, as web/wiring would bind it."""
    monkeypatch.setattr(resources, "_kinds", {})
    kept = {"one": "거래처 목록"}
    services.bind_resources(
        Resources(
            kind="dataset",
            label="데이터",
            names=lambda ids: {key: kept[key] for key in ids if key in kept},
            choices=lambda: list(kept.items()),
            url=lambda key: f"/data/{key}/",
        )
    )


def until(days=30) -> str:
    return (system_clock() + timedelta(days=days)).date().isoformat()


def test_access_is_given_withdrawn_and_taken_back_on_the_page(cast, sign_in, datasets):
    browser = sign_in(cast.owner)
    sent = {
        "person": cast.outsider.pk,
        "resource": "dataset:one",
        "level": "read",
        "until": until(),
        "why": "함께 보려고",
    }
    page = browser.post(reverse("grant-new"), sent, follow=True)
    text = page.content.decode()
    assert "거래처 목록" in text
    assert "손하늘님에게 접근 권한을 줬어요." in text
    assert queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    grant = Grant.objects.get()
    text = browser.post(reverse("grant-revoke", args=[grant.pk]), follow=True).content.decode()
    assert not queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    browser.post(UNDO.search(text)[1])
    assert queries.permits(as_actor(cast.outsider), "sources.read", ONE)
    browser.post(reverse("grant-extend", args=[grant.pk]), {"until": until(60)})
    grant.refresh_from_db()
    assert grant.expires_at > system_clock() + timedelta(days=59)


def test_a_grant_that_ends_too_late_is_said_beside_the_field(cast, sign_in, datasets):
    sent = {"person": cast.outsider.pk, "resource": "dataset:one", "level": "read", "until": until(800), "why": "x"}
    page = sign_in(cast.owner).post(reverse("grant-new"), sent)
    assert page.status_code == 422
    assert page.context["give"].errors["until"]
    assert not Grant.objects.exists()


def test_a_thing_that_is_not_there_gets_no_grant(cast, sign_in, datasets):
    sent = {"person": cast.outsider.pk, "resource": "dataset:two", "level": "read", "until": until(), "why": "x"}
    assert sign_in(cast.owner).post(reverse("grant-new"), sent).status_code == 422
    assert not Grant.objects.exists()


def test_who_may_only_read_sees_no_buttons_that_change(cast, sign_in):
    give(cast)
    text = sign_in(cast.auditor).get(reverse("people")).content.decode()
    assert "손하늘" in text
    for name in ("person-invite", "grant-new"):
        assert reverse(name) not in text
    assert "/revoke/" not in text


def test_an_outsider_sees_no_name(cast, sign_in):
    page = sign_in(cast.outsider).get(reverse("people"))
    assert page.status_code == 403
    assert "박도윤" not in page.content.decode()


def names_in(page) -> list[str]:
    return [row.name for row in page.context["list"].page.object_list]


def test_people_are_found_sorted_and_filtered_by_the_address(cast, sign_in):
    browser = sign_in(cast.owner)
    assert names_in(browser.get(reverse("people"), {"q": "seojun"})) == ["이서준"]
    assert names_in(browser.get(reverse("people"), {"role": "auditor"})) == ["정우진"]
    there = names_in(browser.get(reverse("people"), {"sort": "name"}))
    assert there == sorted(there)
    assert names_in(browser.get(reverse("people"), {"sort": "-name"})) == there[::-1]


def test_a_long_list_costs_no_more_questions_than_a_short_one(cast, sign_in, django_assert_max_num_queries):
    now = system_clock()
    many = [Person(name=f"사람 {n}", email=f"p{n}@x.kr", role="member", joined_at=now) for n in range(300)]
    Person.objects.bulk_create(many)
    later = now + timedelta(days=30)
    Grant.objects.bulk_create(
        Grant(person=person, resource_kind="dataset", resource_id="one", level="read", expires_at=later, granted_at=now)
        for person in many
    )
    browser = sign_in(cast.owner)
    with django_assert_max_num_queries(22):
        page = browser.get(reverse("people"))
    assert page.status_code == 200
    assert len(names_in(page)) == 50


def test_deactivating_can_be_taken_back_from_the_message(cast, sign_in):
    browser = sign_in(cast.owner)
    url = reverse("person-deactivate", args=[cast.member.pk])
    text = browser.post(url, follow=True).content.decode()
    assert not queries.permits(as_actor(cast.member), "sources.read", None)
    browser.post(UNDO.search(text)[1])
    assert queries.permits(as_actor(cast.member), "sources.read", None)


def test_the_last_owner_is_told_why_they_stay(cast, sign_in):
    services.change_role(cast.it, "owner", actor=SHELL, why="둘")
    cast.it.refresh_from_db()
    services.deactivate_person(cast.it, actor=as_actor(cast.owner), why="x")
    page = sign_in(cast.owner).post(reverse("person-deactivate", args=[cast.owner.pk]))
    assert page.status_code == 403
    assert "스스로" in page.content.decode()


def test_erasing_asks_for_the_name_as_it_stands(cast, sign_in, monkeypatch):
    monkeypatch.setattr(
        "jangbu.apps.people.adapter.InviteOnlyAdapter.is_reauthentication_required", lambda *_, **__: False
    )
    browser = sign_in(cast.owner)
    url = reverse("person-erase", args=[cast.member.pk])
    assert browser.post(url, {"name": "박도은", "why": "요청"}).status_code == 422
    assert browser.post(url, {"name": "박도윤", "why": "요청"}).headers["Location"] == reverse("people")
    cast.member.refresh_from_db()
    assert cast.member.erased_at is not None
    assert "박도윤" not in browser.get(reverse("person", args=[cast.member.pk])).content.decode()


def test_one_sees_and_ends_ones_other_sign_ins(cast, sign_in):
    elsewhere = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36")
    sent = {"login": cast.member.email, "password": "한빛정밀-2026-비밀번호"}
    elsewhere.post(reverse("account_login"), sent)
    browser = sign_in(cast.member)
    assert "Chrome · Windows" in browser.get(reverse("account")).content.decode()
    browser.post(reverse("account-end-sessions"))
    assert elsewhere.get(reverse("account")).status_code == 302
    assert browser.get(reverse("account")).status_code == 200
