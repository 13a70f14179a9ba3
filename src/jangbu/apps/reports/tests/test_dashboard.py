"""Figures from records, at any moment; thresholds with a reason; nothing made up where there is nothing."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from jangbu.apps.base.evidence import ask
from jangbu.apps.duties import services as duties
from jangbu.apps.ledger.models import Entry
from jangbu.apps.people import services as people
from jangbu.apps.people.models import Firm
from jangbu.apps.registers import services as registers
from jangbu.apps.reports import services
from jangbu.apps.reports.dashboard import queries
from jangbu.apps.reports.dashboard.figures import FIGURES
from jangbu.apps.reports.dashboard.services import NAMES
from jangbu.apps.reports.models import Reading, Threshold
from jangbu.apps.sources import services as sources
from jangbu.apps.vendors.services import VENDORS
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import fixed, story_at
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def owner(cast):
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def table(owner):
    rows = ["상호,사업자등록번호,전화", *(f"거래처{n},124-81-0099{n % 10},02-123-45{n:02}" for n in range(20))]
    added = sources.add_bytes(
        ["\n".join(rows).encode()], "거래처.csv", actor=owner, why="보려고", as_of=datetime.now(UTC).date()
    )
    return added.version.dataset


def card(actor, name, at=None):
    return next(each for each in queries.cards(actor, at or datetime.now(UTC)) if each.figure.id == name)


def test_an_empty_firm_is_told_nothing_that_nobody_measured(owner):
    board = queries.dashboard(owner, datetime.now(UTC))
    assert len(board.cards) == len(FIGURES)
    assert {each.state for each in board.cards} == {"unknown"}
    for each in board.cards:
        assert each.seen.value is None, each.figure.id
        assert each.tile.value is None


def test_every_figure_has_a_name_in_the_ledger():
    assert {each.id for each in FIGURES} <= set(NAMES)


def test_a_figure_leads_to_its_rows_and_to_whoever_answers(owner, table):
    found = card(owner, "quality")
    assert found.seen.url == f"/data/{table.pk}/"
    assert found.seen.about == "거래처"
    assert found.owner


def test_yesterday_is_worked_out_from_rows_that_keep_their_times(owner, table):
    now = datetime.now(UTC)
    assert card(owner, "quality", now).yesterday is None
    tomorrow = card(owner, "quality", now + timedelta(days=1))
    assert tomorrow.yesterday == tomorrow.seen.value
    assert tomorrow.change == "어제와 같아요"
    assert card(owner, "quality", now - timedelta(days=1)).seen.value is None


@pytest.mark.usefixtures("table")
def test_a_threshold_counts_from_its_moment_on_and_says_who_and_why(cast, owner):
    now = datetime.now(UTC)
    before = card(owner, "quality", now).held_to
    set_at = now + timedelta(hours=1)
    made = services.set_threshold(
        "quality", "100", owner=cast.it.pk, actor=owner, why="더 엄하게 보려고", clock=fixed(set_at)
    )
    assert card(owner, "quality", now).held_to == before
    later = card(owner, "quality", set_at)
    assert later.held_to == 100
    assert later.owner == cast.it.name
    entry = Entry.objects.get(number=made.entry)
    assert entry.action == "reports.threshold_set"
    assert "더 엄하게 보려고" in entry.content
    again = services.set_threshold("quality", "100", owner=cast.it.pk, actor=owner, why="또", clock=fixed(set_at))
    assert again == made


def test_what_is_no_threshold_is_refused_and_changes_nothing(cast, owner):
    for name, value, who, why, code in (
        ("nothing", "1", "", "왜", "reports.no_figure"),
        ("quality", "많이", "", "왜", "reports.no_number"),
        ("quality", "-1", "", "왜", "reports.no_number"),
        ("quality", "NaN", "", "왜", "reports.no_number"),
        ("quality", "80", "nobody", "왜", "reports.no_person"),
        ("quality", "80", "", " ", "reports.no_why"),
    ):
        with pytest.raises(Problem) as refused:
            services.set_threshold(name, value, owner=who, actor=owner, why=why)
        assert refused.value.code == code
    with pytest.raises(Problem):
        services.set_threshold("quality", "80", actor=Actor.person(cast.auditor.pk, ""), why="왜")
    assert not Threshold.objects.exists()


@pytest.mark.usefixtures("table")
def test_the_figures_of_a_day_are_kept_once(owner):
    now = datetime.now(UTC)
    assert services.keep_figures(actor=Actor.system(), clock=fixed(now)) == []
    Firm.objects.create(name="한빛정밀", created_at=now)
    kept = services.keep_figures(actor=Actor.system(), clock=fixed(now))
    assert {row.figure for row in kept} == {each.id for each in FIGURES}
    assert services.keep_figures(actor=Actor.system(), clock=fixed(now)) == []
    assert Reading.objects.get(figure="quality").value == card(owner, "quality", now).seen.value
    assert services.keep_figures(actor=Actor.system(), clock=fixed(now + timedelta(days=1)))


@pytest.mark.usefixtures("table")
def test_the_file_neutralises_formulas_and_names_the_evidence(cast, sign_in):
    response = sign_in(cast.owner).get("/dashboard/figures.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][0] == "지표"
    assert any(row[0] == "데이터 품질" and row[2] for row in rows)
    assert all(row[-1].startswith("http") for row in rows[1:])


@pytest.mark.usefixtures("table")
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(cast, sign_in):
    client = sign_in(cast.owner)
    page = client.post("/dashboard/thresholds/", {"figure": "quality", "value": "많이", "owner": "", "why": "엄하게"})
    assert page.status_code == 400
    assert "숫자로 읽을 수 없어요" in page.content.decode()
    assert 'value="엄하게"' in page.content.decode()
    done = client.post("/dashboard/thresholds/", {"figure": "quality", "value": "99", "owner": "", "why": "엄하게"})
    assert done.status_code == 302
    assert "기준 99점 이상" in client.get("/dashboard/").content.decode()
    assert sign_in(cast.member).get("/dashboard/").status_code == 403


def test_evidence_of_thresholds_answers_for_a_past_moment(owner):
    now = datetime.now(UTC)
    call = Call.of("thresholds_set", {})
    for each in FIGURES:
        services.set_threshold(each.id, "5", actor=owner, why="정하려고", clock=fixed(now))
    assert ask(call, now - timedelta(seconds=1)).status.value == "unmet"
    answer = ask(call, now)
    assert answer.status.value == "met"
    assert all(each.entry for each in answer.evidence)


def test_reviews_overdue_are_worked_out_for_each_day_from_the_rows_as_they_stood(owner):
    """Put off, looked at and put aside: each past day counts what was late then, not what is late now."""
    values = {"name": "루미나", "owner": owner.id, "review_months": 1}
    with story_at(datetime(2026, 10, 5, 12, tzinfo=UTC)):
        late = registers.add_row(VENDORS, values, actor=owner, why="쓰고 있어서")
        other = registers.add_row(VENDORS, {**values, "name": "다른 곳"}, actor=owner, why="쓰고 있어서")
        for vendor in (late, other):  # only what is in use is looked at again
            registers.move_row(VENDORS, vendor, "already", actor=owner, why="쓰고 있어서")
    with story_at(datetime(2026, 11, 12, 12, tzinfo=UTC)):
        registers.review_row(VENDORS, late, "살펴봤어요", actor=owner)
    with story_at(datetime(2026, 11, 14, 12, tzinfo=UTC)):
        registers.put_aside(VENDORS, other, actor=owner, why="쓰지 않아서")
    with story_at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        seen = card(owner, "reviews", datetime(2026, 11, 20, 12, tzinfo=UTC)).seen
    told = {day.day: count for day, count in seen.series if day >= date(2026, 11, 4)}
    assert [told[number] for number in (5, 6, 11, 12, 13, 14, 20)] == [0, 2, 2, 1, 1, 0, 0]
    assert (seen.value, seen.yesterday) == (0, 0)


def test_a_figure_is_answered_for_by_whom_the_matrix_names_and_a_leaver_hands_over_at_once(cast, owner, table):
    assert card(owner, "quality").by.by == "role"
    duties.set_letter(Subject("dataset", table.pk), cast.it.pk, "A", actor=owner, why="맡기려고")
    held = card(owner, "quality")
    assert (held.owner, held.by.by, held.by.letter) == (cast.it.name, "thing", "A")
    assert held.by.why == "책임표의 최종 책임: 거래처"
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    held = card(owner, "quality")
    assert (held.owner, held.by.how) == (cast.owner.name, "head")
    assert (held.tile.owner_by, cast.it.name in str(held.tile.owner_why)) == ("떠난 사람의 몫", True)


def test_whom_a_person_named_comes_first_and_once_they_left_their_deputy_does(cast, owner, table):
    services.set_threshold("quality", "90", owner=cast.it.pk, actor=owner, why="전산이 보려고")
    assert (card(owner, "quality").owner, card(owner, "quality").by.by) == (cast.it.name, "named")
    until = (datetime.now(UTC) + timedelta(days=7)).date()
    duties.name_deputy(cast.it.pk, cast.approver.pk, until, actor=owner, why="퇴사를 앞두고")
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    held = card(owner, "quality")
    assert (held.owner, held.by.how, held.by.left) == (cast.approver.name, "deputy", cast.it.name)
