"""The pages, with and without a script."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse

from jangbu.apps.duties import queries, services
from jangbu.apps.duties.models import Change
from jangbu.apps.people import services as people
from jangbu.kernel.clock import system_clock

pytestmark = pytest.mark.django_db
WHY = {"why": "맡기려고"}


@pytest.fixture
def page(sign_in, cast):
    return sign_in(cast.owner)


def told(invoices, person) -> str:
    return f"{invoices.kind}|{invoices.id}|{person.pk}"


def test_the_matrix_says_what_is_open_first_and_names_everybody(page, cast, invoices):
    text = page.get(reverse("duties")).content.decode()
    assert "최종 책임이 없는 것이 1건이에요." in text
    assert "이서준" in text
    assert "제안 1건 받아들이기" in text


def test_a_click_without_a_script_leads_back_to_the_same_rows(page, cast, invoices):
    back = reverse("duties") + "?kind=process"
    answer = page.post(reverse("duties-cell"), {"cell": told(invoices, cast.it), "back": back})
    assert answer.headers["Location"] == f"{back}#process-{invoices.id}"
    assert [each.letter for each in queries.held_on(invoices, system_clock())] == ["R"]


def test_with_a_script_only_the_row_comes_back_and_a_taken_a_offers_to_hand_over(page, cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    sent = {"cell": told(invoices, cast.approver), "letter": "A"}
    text = page.post(reverse("duties-cell"), sent, headers={"HX-Request": "true"}).content.decode()
    assert text.startswith("<tr")
    assert "최종은 한 사람이라" in text
    assert 'name="take"' in text
    text = page.post(reverse("duties-cell"), {"take": sent["cell"]}, headers={"HX-Request": "true"}).content.decode()
    assert "칸을 바꿨어요" in text
    assert queries.accountable(invoices) == cast.approver.pk


def test_a_change_is_undone_from_its_message(page, cast, invoices):
    page.post(reverse("duties-accept"))
    assert queries.accountable(invoices) == cast.approver.pk
    page.post(reverse("duties-undo", args=[Change.objects.get().pk]))
    assert queries.accountable(invoices) == ""


def test_filters_stand_in_the_address(page, cast, owner, invoices, quotes):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    text = page.get(reverse("duties"), {"gap": "bare"}).content.decode()
    assert ("견적" in text, f'id="process-{invoices.id}"' in text) == (True, False)
    text = page.get(reverse("duties"), {"person": cast.it.pk}).content.decode()
    assert (f'id="process-{invoices.id}"' in text, f'id="process-{quotes.id}"' in text) == (True, False)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_that_was_taken_out_comes_in_again_and_changes_nothing(page, cast, owner, invoices, form):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    got = page.get(reverse("duties"), {"format": form})
    content = got.getvalue() if form == "csv" else got.content
    file = BytesIO(content)
    file.name = f"책임표.{form}"
    before = Change.objects.count()
    answer = page.post(reverse("duties-file"), {"file": file}, follow=True)
    assert "모두 지금과 같아요" in answer.content.decode()
    assert Change.objects.count() == before


def test_a_leaver_is_on_the_page_and_on_today_and_handed_over_by_one_button(page, cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    assert "떠난 사람이 맡던 일 1건이 비었어요" in page.get(reverse("today")).content.decode()
    assert "최하은" in page.get(reverse("duties")).content.decode()
    page.post(reverse("duties-hand-over"), {"giver": cast.it.pk, "taker": cast.approver.pk})
    assert queries.accountable(invoices) == cast.approver.pk


def test_a_subject_is_shown_as_it_stood_on_a_day(page, cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    url = reverse("duties-subject", args=["process", invoices.id])
    assert "최하은" in page.get(url).content.decode()
    text = page.get(url, {"day": "2026-03-05"}).content.decode()
    assert "2026년 3월 5일" in text
    assert page.get(reverse("duties-subject", args=["process", "nowhere"])).status_code == 404


def test_the_form_of_a_subject_sets_what_a_click_cannot(page, cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    url = reverse("duties-set", args=["process", invoices.id])
    sent = {"person": cast.approver.pk, "letter": "A", "why": "바꾸기로 해서"}
    assert "최종은 한 사람이라" in page.post(url, sent, follow=True).content.decode()
    page.post(url, {**sent, "replace": "yes"})
    assert queries.accountable(invoices) == cast.approver.pk


def test_a_member_reads_the_matrix_and_finds_no_button(sign_in, cast, invoices):
    text = sign_in(cast.member).get(reverse("duties")).content.decode()
    assert "이서준" in text
    assert 'name="cell"' not in text
