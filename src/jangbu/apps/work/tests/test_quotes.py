"""From a request to a quote that was issued: priced, asked about, numbered, filed, sent, taken back."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from jangbu.apps.base.content import place_of
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work import services
from jangbu.apps.work.models import Approval, Letter, NumberSeries, Paper, Quotation, QuoteMaterial, Run
from jangbu.apps.work.quoting.numbers import take_number
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines import quotes
from jangbu.kernel.clock import SEOUL, fixed, system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)
PRICES = "코드,품명,규격,단위,단가\nB-M8,육각볼트 M8,30mm,EA,150\nB-M10,육각볼트 M10,30mm,EA,210\nW-8,평와셔 8,,EA,20\n"
RULES = """number: "Q{date}-{seq:03d}"
validity_days: 14
discounts:
  - {quantity_from: 500, percent: 5}
supplier: {name: 한빛정밀, email: quote@hanbit.example}
"""
MAIL = "안녕하세요, 두레기계 김과장입니다.\n육각볼트 M8 200개, 평와셔 8 1,000 EA 견적 부탁드립니다."


@pytest.fixture
def quoting(process, plan, owner):
    made = services.add_automation(process, "견적 만들기", "quote", plan(), actor=owner, why=WHY)
    services.add_material(made, "prices", "단가표.csv", [PRICES.encode()], actor=owner, why=WHY)
    services.add_material(made, "rules", "rules.yaml", [RULES.encode()], actor=owner, why=WHY)
    return made


def ask(quoting, member, text: str = MAIL, **given: object) -> Run:
    run = services.submit(quoting, given={"text": text, **given}, title="견적", actor=member, why=WHY)
    run.refresh_from_db()
    return run


def asked(run: Run) -> Approval:
    return run.approvals.get(state=Approval.State.OPEN)


def file_of(run: Run, suffix: str) -> bytes:
    paper = run.papers.get(role=Paper.Role.OUT, file_name__endswith=suffix)
    return place_of(Path(settings.CONTENT_STORE), paper.fingerprint).read_bytes()


def words_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_a_mail_becomes_a_priced_draft_that_waits(quoting, direct, member):
    run = ask(quoting, member)
    assert (run.state, run.title, run.about) == (Run.State.WAITING, "두레기계", "₩53,900")
    lines = run.proposal["quote"]["lines"]
    assert [(line["name"], line["net"]) for line in lines] == [("육각볼트 M8", 30_000), ("평와셔 8", 19_000)]
    assert not Quotation.objects.exists()


def test_approval_issues_it_under_the_next_number_with_its_papers(quoting, direct, member, approver):
    run = ask(quoting, member)
    services.approve(asked(run), actor=approver)
    run.refresh_from_db()
    today = system_clock().astimezone(SEOUL).date()
    issued = Quotation.objects.get()
    assert (run.state, issued.number) == (Run.State.DONE, f"Q{today:%Y%m%d}-001")
    assert (issued.net, issued.tax, issued.gross) == (49_000, 4_900, 53_900)
    assert issued.valid_until == today + timedelta(days=14)
    said = words_of(file_of(run, ".pdf"))
    for told in (issued.number, "두레기계", "육각볼트 M8", "53,900", "금 오만삼천구백원정"):
        assert told in said
    assert "초안" not in said


@pytest.mark.parametrize("form", ["docx", "xlsx", "hwpx"])
def test_the_firms_own_form_is_filed_beside_the_pdf_with_the_same_words(form, quoting, direct, member, owner, tmp_path):
    template = quotes.sample_template(form, tmp_path / f"우리 서식.{form}")
    made = services.add_material(quoting, "template", template.name, [template.read_bytes()], actor=owner, why=WHY)
    assert made.usable
    assert "gross" in made.facts["placeholders"]
    run = ask(quoting, member)
    services.approve(asked(run), actor=owner)
    body = file_of(run, f".{form}")
    if form == "xlsx":
        cells = [str(c.value) for row in openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows() for c in row]
        said = " ".join(cells)
    else:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            said = archive.read("word/document.xml" if form == "docx" else "Contents/section0.xml").decode()
    pdf = words_of(file_of(run, ".pdf"))
    for told in (Quotation.objects.get().number, "두레기계", "오만삼천구백원정", "53,900"):
        assert told in said
        assert told in pdf


def test_an_item_that_is_not_certain_is_asked_about_and_chosen_by_the_person(quoting, direct, member, approver):
    run = ask(quoting, member, "두레기계 김과장입니다.\n육각볼트 100개 부탁드립니다.")
    question = run.proposal["quote"]["questions"][0]
    assert question["kind"] == "item_doubtful"
    assert {one["code"] for one in question["candidates"]} >= {"B-M8", "B-M10"}
    with pytest.raises(Problem, match=r"work\.still_open"):
        services.approve(asked(run), actor=approver)
    assert Approval.objects.get(run=run).state == Approval.State.OPEN
    services.correct(asked(run), edits={"line-0-item": "B-M10", "line-0-quantity": "1,200"}, actor=approver)
    run.refresh_from_db()
    assert (run.about, run.doubts) == ("₩263,340", [])
    services.approve(asked(run), actor=approver)
    assert Quotation.objects.get().net == 239_400
    assert run.approvals.get().edits["line-0-item"] == "B-M10"
    said = [line.what for line in ledger.history(Subject("run", run.pk), limit=10)]
    assert any("다시 계산했어요" in line for line in said)


def test_a_person_sets_a_price_takes_a_line_out_and_adds_one(quoting, direct, member, approver):
    run = ask(quoting, member)
    edits = {
        "line-0-price": "₩140",
        "line-1-quantity": "0",
        "add-item": "운송비",
        "add-price": "75,000",
        "customer": "다온(주)",
    }
    services.approve(asked(run), edits=edits, actor=approver)
    issued = Quotation.objects.get()
    assert (issued.customer, issued.net, issued.line_count) == ("다온(주)", 28_000 + 75_000, 2)


@pytest.mark.parametrize("edits", [{"line-0-price": "많이"}, {"line-0-price": "1.5"}, {"valid_until": "내일"}])
def test_what_cannot_be_read_is_told_and_nothing_changes(edits, quoting, direct, member, approver):
    run = ask(quoting, member)
    with pytest.raises(Problem, match=r"work\.not_a_value"):
        services.approve(asked(run), edits=edits, actor=approver)
    assert not Quotation.objects.exists()


def test_the_amount_that_was_seen_is_the_amount_that_is_issued(quoting, direct, member, approver, owner):
    run = ask(quoting, member)
    dearer = PRICES.replace("150", "999").encode()
    services.add_material(quoting, "prices", "새 단가.csv", [dearer], actor=owner, why=WHY)
    later = fixed(system_clock() + timedelta(days=40))
    services.approve(asked(run), actor=approver, clock=later)
    assert Quotation.objects.get().gross == 53_900


def test_a_taken_back_quote_keeps_its_number_and_the_next_takes_the_next(quoting, direct, member, approver):
    first, second = ask(quoting, member), ask(quoting, member)
    services.approve(asked(first), actor=approver)
    first.refresh_from_db()
    services.take_back(first, actor=approver, why="단가가 틀려서")
    services.approve(asked(second), actor=approver)
    assert [(each.sequence, each.state) for each in Quotation.objects.order_by("sequence")] == [
        (1, "withdrawn"),
        (2, "issued"),
    ]


def test_steps_that_run_twice_issue_once(quoting, direct, member, approver):
    run = ask(quoting, member)
    services.approve(asked(run), actor=approver)
    for _ in range(3):
        services.carry_out_run(run.pk, f"{run.pk}:carry_out")
        services.deliver_run(run.pk, f"{run.pk}:deliver")
    assert (Quotation.objects.count(), NumberSeries.objects.get().last) == (1, 1)


def test_numbers_have_neither_gaps_nor_doubles_however_many_ask_at_once():
    day, taken, failed = system_clock().date(), [], []

    def work(place: int) -> None:
        for turn in range(6):
            try:
                with transaction.atomic():
                    number = take_number("Q{date}-{seq:03d}", day)
                    if (place + turn) % 3 == 0:
                        raise ZeroDivisionError
                    taken.append(number.sequence)
            except ZeroDivisionError:
                failed.append(place)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == 16
    assert sorted(taken) == list(range(1, 33))
    connection.close()


RULE_FAULTS = [
    ("limits:\n  total_ovr: 3\n", "2:limits.total_ovr"),
    ("combine: best\ncombine: add\n", "2:combine"),
    ("vat: {rate: 10}\nvalidity_days: many\n", "2"),
    ("discounts:\n  - {percent: 5}\n  - {percnt: 5}\n", "3"),
    ("a: &x [1]\nb: *x\n", "1"),
    ("number: [\n", "2"),
    ("number: Q-1\n", ""),
]


@pytest.mark.parametrize(("text", "place"), RULE_FAULTS)
def test_faults_in_rules_are_told_by_their_line_and_the_old_rules_stay(text, place, quoting, owner):
    before = QuoteMaterial.objects.get(kind="rules", in_use=True)
    made = services.add_material(quoting, "rules", "rules.yaml", [text.encode()], actor=owner, why=WHY)
    assert place in made.findings[0]["ko"]
    assert QuoteMaterial.objects.get(kind="rules", in_use=True) == before
    with pytest.raises(Problem, match=r"work\.material_unsound"):
        services.choose_material(made, actor=owner, why=WHY)


def test_an_unsound_template_is_kept_told_and_not_used(quoting, owner, tmp_path):
    template = quotes.sample_template("hwpx", tmp_path / "t.hwpx")
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body_text = parts["Contents/section0.xml"].decode().replace("{{ 합계 }}", "{{ 합계")
    broken = {**parts, "Contents/section0.xml": body_text.encode()}
    for change, code in ((broken, "닫히지"), ({n: b for n, b in parts.items() if n != "Contents/header.xml"}, "빠졌")):
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            for name, content in change.items():
                archive.writestr(name, content)
        made = services.add_material(quoting, "template", "우리.hwpx", [body.getvalue()], actor=owner, why=WHY)
        assert not made.usable
        assert any(code in finding["ko"] for finding in made.findings)
        assert made.fingerprint
    assert not QuoteMaterial.objects.filter(kind="template", in_use=True).exists()


def test_a_typst_template_that_does_not_set_is_found_on_upload(quoting, owner):
    source = quotes.BUILT_IN.read_text("utf-8") + "\n#nothing-of-this-name\n"
    made = services.add_material(quoting, "template", "우리.typ", [source.encode()], actor=owner, why=WHY)
    assert not made.usable


def test_without_a_mail_server_the_letter_says_so_and_waits_for_a_person(quoting, direct, member, approver, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    run = ask(quoting, member)
    services.approve(asked(run), edits={"email": "kim@dure.example", "send": "yes"}, actor=approver)
    run.refresh_from_db()
    assert (run.state, Letter.objects.get().state) == (Run.State.DONE, Letter.State.UNSENT)


def test_an_approved_quote_arrives_with_its_papers_and_only_once(quoting, direct, member, approver, post_office):
    run = ask(quoting, member)
    services.approve(asked(run), edits={"email": "kim@dure.example", "send": "yes"}, actor=approver)
    for _ in range(2):
        services.deliver_run(run.pk, f"{run.pk}:deliver-again")
    (mail,) = post_office.mails()
    issued = Quotation.objects.get()
    assert issued.number in mail["Subject"]
    assert mail["Reply-To"].addresses[0].addr_spec == "quote@hanbit.example"
    (paper,) = mail.iter_attachments()
    assert paper.get_filename() == f"{issued.number}.pdf"
    assert issued.number in words_of(paper.get_content())
    assert Letter.objects.get().state == Letter.State.SENT


def test_a_line_that_breaks_midway_is_a_doubt_and_not_a_second_letter(quoting, direct, member, approver, post_office):
    post_office.breaks = True
    run = ask(quoting, member)
    services.approve(asked(run), edits={"email": "kim@dure.example", "send": "yes"}, actor=approver)
    letter = Letter.objects.get()
    assert letter.state == Letter.State.UNCERTAIN
    post_office.breaks = False
    assert services.post_waiting() == 0
    assert len(post_office.received) == 1
    services.send_again(letter, actor=approver, why="고객이 못 받았대요")
    first, second = post_office.mails()
    assert first["Message-ID"] == second["Message-ID"]
