"""The one page: drawn from what is really there, for whoever may see it, and kept so that changes show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from django.utils import translation

from jangbu.apps.aimodels import queries as models
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.services import AIMODELS
from jangbu.apps.base.evidence import ask
from jangbu.apps.duties import services as duties
from jangbu.apps.ledger.models import Entry
from jangbu.apps.people import services as people
from jangbu.apps.registers import services as registers
from jangbu.apps.reports import services
from jangbu.apps.reports.models import Drawing
from jangbu.apps.reports.onepage import paper, queries
from jangbu.apps.work import registering
from jangbu.apps.work import services as work
from jangbu.apps.work.automations.stopping import Reason
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def owner(cast):
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def automation(cast, owner):
    process = work.add_process("매입 계산서 처리", cast.approver.pk, actor=owner, why="많아서")
    plan = work.Plan(
        who=cast.approver.pk, what="읽어요", when="오는 대로", where="여기", why="느려서", settings={}, datasets=[]
    )
    return work.add_automation(process, "계산서 읽기", "invoice", plan, actor=owner, why="해 보려고")


def test_an_empty_firm_is_told_what_to_do(owner):
    page = queries.one_page(owner, NOW)
    assert page.empty
    with pytest.raises(Problem) as refused:
        services.keep_drawing(actor=owner, why="남기려고")
    assert refused.value.code == "reports.nothing_drawn"


@pytest.mark.usefixtures("automation")
def test_boxes_are_records_and_lanes_are_those_who_answer(cast, owner):
    page = queries.one_page(owner, datetime.now(UTC))
    boxes = {node.name: node for node in page.map.nodes}
    assert boxes["계산서 읽기"].lane == cast.approver.pk
    assert boxes["계산서 읽기"].url.startswith("/work/")
    assert ("계산서 읽기", "지급 예정표") in [(source, target) for source, target, _how, _what in page.table]
    assert page.duties.rows == []


def test_the_table_is_the_matrix_of_duties(cast, owner, automation):
    process = Subject("process", automation.process_id)
    duties.set_letter(process, cast.it.pk, "A", actor=owner, why="맡아서")
    page = queries.one_page(owner, datetime.now(UTC))
    assert list(page.duties.rows) == [("매입 계산서 처리", ("final",))]
    boxes = {node.name: node for node in page.map.nodes}
    assert boxes["계산서 읽기"].lane == cast.it.pk


def test_what_has_stopped_is_the_first_thing_said(owner, automation):
    work.pause(automation, Reason("이상해서", "It looks odd"), actor=owner, why="이상해서")
    page = queries.one_page(owner, datetime.now(UTC))
    assert page.first == "자동화 1개가 멈춰 있어요."
    assert 'class="edge stopped"' in page.svg()


@pytest.mark.usefixtures("automation")
def test_a_kept_picture_names_nobody_and_shows_what_changed_since(cast, owner):
    kept = services.keep_drawing(actor=owner, why="분기마다 남겨요")
    assert cast.approver.name not in str(kept.shape)
    assert Entry.objects.get(number=kept.entry).action == "reports.one_page_drawn"
    work.add_source("주문 옮기기", "n8n", actor=owner, why="해 보려고")
    now = queries.one_page(owner, datetime.now(UTC))
    found = queries.changed(now, queries.kept())
    assert found is not None
    assert list(found.came) == ["주문 옮기기"]
    assert not found.went


@pytest.mark.usefixtures("automation")
def test_the_paper_is_one_sheet_of_a4_in_both_languages(owner):
    for language in ("ko", "en"):
        with translation.override(language):
            made = paper.pdf(queries.one_page(owner, datetime.now(UTC)))
        assert made.startswith(b"%PDF")


@pytest.mark.usefixtures("automation")
def test_a_file_that_cannot_be_written_keeps_nothing(owner, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Problem) as refused:
        services.write_one_page(blocked / "one.pdf", actor=owner, why="그리려고")
    assert refused.value.code == "reports.not_writable"
    assert not Drawing.objects.exists()


@pytest.mark.usefixtures("automation")
def test_the_evidence_answers_for_any_past_moment(owner):
    call = Call.of("one_page_drawn_recently", {"days": 30})
    later = datetime.now(UTC) + timedelta(days=1)
    assert ask(call, later).status.value == "unmet"
    services.keep_drawing(actor=owner, why="남기려고", clock=fixed(later))
    assert ask(call, later - timedelta(seconds=1)).status.value == "unmet"
    assert ask(call, later).status.value == "met"
    assert ask(call, later + timedelta(days=31)).status.value == "unmet"


@pytest.mark.usefixtures("automation")
def test_the_page_shows_names_as_text(cast, owner, sign_in):
    people.change_role(cast.it, "member", actor=owner, why="바꿔요")
    work.add_source("<script>alert(1)</script>", "n8n", actor=owner, why="해 보려고")
    page = sign_in(cast.owner).get("/one-page/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_whoever_may_not_read_reports_is_turned_away(cast, sign_in):
    assert sign_in(cast.member).get("/one-page/").status_code == 403


def sheets(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


@pytest.mark.usefixtures("automation")
def test_ai_of_the_register_stands_in_the_lane_of_whoever_answers_with_what_serves(cast, owner, automation):
    aimodels.note_running(registering.rules_running(), actor=owner)
    rules = models.entry_of("rules", "reader")
    registers.change_row(AIMODELS, rules, {"owner": cast.it.pk}, actor=owner, why="맡기려고")
    tool = {"name": "문의 분류 도구", "kind": "other", "owner": cast.approver.pk}
    registers.add_row(AIMODELS, tool, actor=owner, why="밖에서 써서")
    page = queries.one_page(owner, datetime.now(UTC))
    boxes = {node.name: node for node in page.map.nodes}
    assert (boxes["문서 읽기 규칙"].lane, boxes["문서 읽기 규칙"].url) == (cast.it.pk, f"/ai/{rules.pk}/")
    assert "전부터 씀, 승인 전" in boxes["문서 읽기 규칙"].lines[0][0]
    assert (boxes["문의 분류 도구"].lane, boxes["문의 분류 도구"].look) == (cast.approver.pk, "outside")
    assert any("v1" in text and "승인 전" in text for text, _tone in boxes["계산서 읽기"].lines)
    assert ("계산서 읽기", "문서 읽기 규칙") in [(source, target) for source, target, _how, _what in page.table]
    retired = registers.move_row(AIMODELS, rules, "retire", actor=owner, why="그만 쓰려고")
    assert retired.name not in {node.name for node in queries.one_page(owner, datetime.now(UTC)).map.nodes}


def test_a_tall_picture_keeps_its_table_on_the_same_sheet_as_long_as_it_can_be_read(cast, owner):
    """Twelve processes with an automation each: the picture shrinks a little, the table stays."""
    for number in range(12):
        process = work.add_process(f"업무 {number}", cast.approver.pk, actor=owner, why="많아서")
        plan = work.Plan(cast.approver.pk, "읽어요", "오는 대로", "여기", "느려서", {}, [])
        work.add_automation(process, f"계산서 읽기 {number}", "invoice", plan, actor=owner, why="해 보려고")
        if number < 5:
            duties.set_letter(Subject("process", process.pk), cast.it.pk, "A", actor=owner, why="맡아서")
    assert sheets(paper.pdf(queries.one_page(owner, datetime.now(UTC)))) == 1


def test_a_picture_that_could_not_be_read_beside_its_table_gets_the_front_of_the_sheet(cast, owner):
    for number in range(26):
        process = work.add_process(f"업무 {number}", cast.approver.pk, actor=owner, why="많아서")
        plan = work.Plan(cast.approver.pk, "읽어요", "오는 대로", "여기", "느려서", {}, [])
        work.add_automation(process, f"계산서 읽기 {number}", "invoice", plan, actor=owner, why="해 보려고")
        duties.set_letter(Subject("process", process.pk), cast.it.pk, "A", actor=owner, why="맡아서")
    assert sheets(paper.pdf(queries.one_page(owner, datetime.now(UTC)))) == 2
