"""A month looked back on: prepared from records, edited and closed by a person, its lessons beside plans to grow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from jangbu.apps.base.evidence import ask
from jangbu.apps.ledger.models import Entry
from jangbu.apps.people.models import Firm
from jangbu.apps.pilots.expansion.firm import firm_lessons
from jangbu.apps.reports import queries, services
from jangbu.apps.reports.learning import preparing
from jangbu.apps.reports.learning import queries as learning
from jangbu.apps.reports.models import MonthReview
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def owner(cast):
    return Actor.person(cast.owner.pk, cast.owner.name)


def facts(**told):
    return {"runs": 0, "failed": 0, "approved": 0, "edited": 0, "hours": None, "won": 0, "worst": None} | told


def test_a_month_begins_at_midnight_in_seoul_and_ends_with_the_next():
    month = preparing.Month.of("2026-10", NOW)
    assert month.first.isoformat() == "2026-10-01T00:00:00+09:00"
    assert month.last.isoformat() == "2026-11-01T00:00:00+09:00"
    assert month.before().first.isoformat() == "2026-09-01T00:00:00+09:00"
    assert month.holds(datetime(2026, 10, 31, tzinfo=SEOUL).date())
    assert not month.holds(datetime(2026, 11, 1, tzinfo=SEOUL).date())
    assert preparing.Month.of("2026-11", NOW).last == NOW


def test_too_few_to_tell_says_nothing():
    good, bad = preparing._compared(facts(runs=9, failed=9), facts(runs=100))
    assert (good, bad) == ([], [])


def test_better_and_worse_carry_their_figures_in_both_languages():
    now = facts(runs=100, failed=2, approved=50, edited=20, hours=4.0, worst=70)
    then = facts(runs=100, failed=10, approved=50, edited=10, hours=4.0, worst=80)
    good, bad = preparing._compared(now, then)
    assert [each["ko"] for each in good] == ["못 한 실행의 비율이 10.0%에서 2.0%로 나아졌어요"]
    assert [each["en"] for each in bad] == [
        "approvals with changes went from 20.0% to 40.0%: worse",
        "the lowest data score went from 80.0 to 70.0 points: worse",
    ]
    assert all(each["url"] for each in [*good, *bad])


def test_lessons_are_proposed_with_their_figures():
    errors = [{"class": "x", "count": 7, "ko": "파일을 읽지 못했어요", "en": "unreadable", "fix": "다시 스캔해요"}]
    found = preparing._proposed(facts(approved=20, edited=10), errors, [], [{"theme": "검색이 느려요", "count": 3}])
    assert "7번" in found[0]["ko"]
    assert "다시 스캔해요" in found[0]["ko"]
    assert "50%" in found[1]["ko"]
    assert "검색이 느려요" in found[2]["ko"]


def test_the_worker_prepares_last_month_once_and_none_before_the_firm_began(owner):
    system = Actor.system()
    assert services.prepare_if_due(actor=system, clock=fixed(NOW)) is None
    Firm.objects.create(name="한빛정밀", created_at=NOW - timedelta(days=60))
    made = services.prepare_if_due(actor=system, clock=fixed(NOW))
    assert made is not None
    assert made.month == "2026-10"
    assert services.prepare_if_due(actor=system, clock=fixed(NOW)) is None
    waiting = learning.needs(owner, NOW)
    assert [each.url for each in waiting] == ["/months/2026-10/"]


def test_a_person_edits_and_closes_it_and_then_it_stays(owner):
    review = services.prepare_month("2026-10", actor=owner, why="돌아보려고", clock=fixed(NOW))
    with pytest.raises(Problem) as empty:
        services.close_month(review, actor=owner, why="함께 돌아봐서", clock=fixed(NOW))
    assert empty.value.code == "reports.no_lessons"
    services.write_month(
        review, "빨라졌어요", "", ["스캔은 300dpi로", "", "스캔은 300dpi로"], actor=owner, clock=fixed(NOW)
    )
    services.prepare_month("2026-10", actor=owner, why="다시", clock=fixed(NOW))
    closed = services.close_month(review, actor=owner, why="함께 돌아봐서", clock=fixed(NOW))
    assert closed.lessons == ["스캔은 300dpi로"]
    assert closed.good == "빨라졌어요"
    assert Entry.objects.get(number=closed.entry).action == "reports.month_closed"
    for late in (
        lambda: services.write_month(review, "", "", ["다른 말"], actor=owner),
        lambda: services.close_month(review, actor=owner, why="또"),
        lambda: services.prepare_month("2026-10", actor=owner, why="또", clock=fixed(NOW)),
    ):
        with pytest.raises(Problem) as refused:
            late()
        assert refused.value.code == "reports.month_closed"


def test_lessons_of_closed_months_stand_beside_plans_to_grow(owner):
    review = services.prepare_month("2026-10", actor=owner, why="돌아보려고", clock=fixed(NOW))
    services.write_month(review, "", "", ["계좌가 바뀌면 전화해요"], actor=owner, clock=fixed(NOW))
    assert queries.lessons() == []
    services.close_month(review, actor=owner, why="함께 돌아봐서", clock=fixed(NOW))
    assert [each.said for each in firm_lessons()] == ["계좌가 바뀌면 전화해요"]
    assert firm_lessons()[0].url == "/months/2026-10/"


@pytest.mark.parametrize("month", ["2026-13", "2026-12", "어제", "", "1999-01"])
def test_a_month_that_is_none_is_refused(owner, month):
    with pytest.raises(Problem) as refused:
        services.prepare_month(month, actor=owner, why="돌아보려고", clock=fixed(NOW))
    assert refused.value.code == "reports.no_month"


def test_evidence_answers_for_any_past_moment(owner):
    review = services.prepare_month("2026-10", actor=owner, why="돌아보려고", clock=fixed(NOW))
    services.write_month(review, "", "", ["배웠어요"], actor=owner, clock=fixed(NOW))
    services.close_month(review, actor=owner, why="함께", clock=fixed(NOW))
    call = Call.of("retrospective_held", {"days": 45})
    days = (-1, 0, 45, 46)
    assert [ask(call, NOW + timedelta(days=day)).status.value for day in days] == ["unmet", "met", "met", "unmet"]


def test_the_page_closes_with_one_button(cast, sign_in):
    client = sign_in(cast.approver)
    month = learning.last_month(datetime.now(UTC))
    assert client.post("/months/prepare/", {"month": month}).status_code == 302
    assert "돌아보기" in client.get(f"/months/{month}/").content.decode()
    given = {"good": "", "bad": "", "lessons": "하나\r\n둘", "then": "close"}
    assert client.post(f"/months/{month}/write/", given).status_code == 302
    assert MonthReview.objects.get(month=month).lessons == ["하나", "둘"]
    assert sign_in(cast.auditor).get(f"/months/{month}/").status_code == 200
    assert sign_in(cast.auditor).post(f"/months/{month}/write/", given).status_code == 403
    assert sign_in(cast.member).get("/months/").status_code == 403
