"""The first page: what is true now, what waits for this reader, and nothing that is not theirs to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from jangbu.apps.base.needs import Need
from jangbu.apps.people.models import Person
from jangbu.apps.reports import queries
from jangbu.kernel.entry import Actor

if TYPE_CHECKING:
    from conftest import Cast

NOW = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    """A request leaves its language behind in the thread."""
    with translation.override("ko"):
        yield


def actor(person: Person) -> Actor:
    return Actor.person(person.pk, person.name)


def test_an_empty_firm_says_what_to_do_first(cast: Cast, sign_in: SignIn):
    page = sign_in(cast.owner).get("/").content.decode()
    assert "질문 몇 가지와 파일 하나로 시작해요" in page
    assert page.count('class="button primary"') == 1


def test_figures_without_evidence_say_so(cast: Cast):
    tiles = {str(tile.title): tile for tile in queries.today(actor(cast.owner), NOW).tiles}
    assert tiles["데이터 품질"].value is None
    assert tiles["데이터 품질"].state == "unknown"
    assert tiles["장부"].state == "unknown"


def test_an_outsider_sees_nothing(cast: Cast):
    today = queries.today(actor(cast.outsider), NOW)
    assert (today.needs, today.tiles, today.entries, today.first_step) == ([], [], None, None)


def test_a_member_sees_their_data_but_not_the_ledger_nor_who_lacks_a_factor(cast: Cast):
    today = queries.today(actor(cast.member), NOW)
    assert today.entries is None
    assert {str(tile.title) for tile in today.tiles} == {"데이터 품질", "진행 중인 파일럿"}


def test_urgent_needs_come_first_then_those_with_a_day(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    def need(title: str, due: date | None, *, urgent: bool = False) -> Need:
        return Need(title, "", due, "/", "보기", urgent)

    offered = [need("나중", None), need("목요일", date(2026, 11, 26)), need("멈춤", None, urgent=True)]
    late = [need("어제", date(2026, 11, 22)), need("오늘", date(2026, 11, 23))]
    monkeypatch.setattr(queries, "PROVIDERS", (lambda _actor, _now: offered, lambda _actor, _now: late))
    today = queries.today(actor(cast.owner), NOW)
    assert [each.title for each in today.needs] == ["멈춤", "어제", "오늘", "목요일", "나중"]
    assert today.due == 2


@pytest.mark.parametrize(("language", "said"), [("ko", "님을 기다려요."), ("en", "waiting for")])
def test_the_page_speaks_the_readers_language(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, language: str, said: str
):
    waiting = [Need("계좌가 달라요", "전화로 확인해 주세요", date(2026, 11, 23), "/ledger/", "확인하기", urgent=True)]
    monkeypatch.setattr(queries, "PROVIDERS", (lambda _actor, _now: waiting,))
    browser = sign_in(cast.owner)
    browser.cookies["django_language"] = language
    assert said in browser.get("/").content.decode()
