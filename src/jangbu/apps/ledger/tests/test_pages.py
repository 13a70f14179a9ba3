"""The ledger's pages, as each of the cast meets them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from jangbu.apps.ledger import commands, services
from jangbu.apps.ledger.models import Entry
from jangbu.apps.ledger.tests.conftest import DECIDED, MINJI, OPERATOR
from jangbu.kernel.entry import Actor, Personal, Subject

PAGES = ["ledger", "ledger-verify", "ledger-anchor", "ledger-export"]


@pytest.fixture
def page(cast, sign_in):
    browser = sign_in(cast.owner)
    return lambda query="": browser.get(f"{reverse('ledger')}{query}").content.decode()


def test_an_empty_ledger_says_what_to_do(page):
    assert "아직 기록이 없어요" in page()


def test_entries_are_listed_newest_first_with_the_five_ws(page, write):
    write(1)
    write(1204)
    text = page()
    assert text.index("볼트 1,204개를 박도윤에게 줬어요") < text.index("볼트 1개를 박도윤에게 줬어요")
    assert all(word in text for word in ("김민지", "창고", "시험하려고", "2건이 있어요"))
    assert page("?sort=number").index("볼트 1개를") < page("?sort=number").index("볼트 1,204개를")


def test_an_entry_opens_in_place_without_script(page, write):
    write(5, before={"n": 3})
    assert "바뀐 것" not in page()
    text = page("?open=1")
    assert "<del>3</del>" in text
    assert "<ins>5</ins>" in text
    assert Entry.objects.get().hash in text
    assert "아직 확인점 밖이에요" in text
    commands.anchor()
    assert "확인점 안에 있어요" in page("?open=1")


def test_a_tampered_entry_says_so_where_it_is_opened(page, write, tamper):
    write()
    write()
    commands.anchor()
    tamper.edit(1, subject_id="8")
    text = page("?open=1")
    assert "다시 계산하면 다른 지문이 나와요" in text
    assert "확인점과 맞지 않아요" in text


def test_an_entry_has_a_page_of_its_own(cast, sign_in, write):
    write()
    browser = sign_in(cast.auditor)
    answer = browser.get(reverse("ledger-entry", args=[1]))
    assert answer.status_code == 200
    assert "1번 기록" in answer.content.decode()
    assert browser.get(reverse("ledger-entry", args=[9])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=너트", {2}),
        ("?q=서준", {3}),  # who did it
        ("?q=고객", {4}),  # a personal value inside
        ("?q=정했어요", {3}),  # what happened
        ("?q=2", {2}),
        ("?q=너트+창고", {2}),
        ("?q=없는말", set()),
        ("?who=person:01seojun", {3}),
        ("?who=rule", {4}),
        ("?what=decisions", {3}),
        ("?about=bolt:9", {1}),
        ("?when=7", {1, 2, 3, 4}),
        ("?when=never&page=99&open=x&who=", {1, 2, 3, 4}),
    ],
)
def test_search_and_filters_live_in_the_address(page, write, query, found):
    write(1, subject=Subject("bolt", "9"), after={"thing": "볼트"})
    write(1, after={"thing": "너트"})
    write(1, action=DECIDED, actor=Actor.person("01seojun", "이서준"), where="회의실", after={"thing": "값"})
    write(1, actor=Actor.rule("기준"), where="밖", after={"name": Personal("고객 가", "01guest")})
    text = page(query)
    assert {number for number in range(1, 5) if f'id="n{number}"' in text} == found


def test_fifty_to_a_page(page, write):
    for n in range(53):
        write(n)
    assert page().count('id="n') == 50
    assert page("?page=2").count('id="n') == 3


def test_before_verifying_nothing_is_green(page, write):
    write()
    text = page()
    assert "아직 확인하지 않았어요" in text
    assert 'class="state met"' not in text


def test_verify_now_without_an_anchor_is_unknown(cast, sign_in, write):
    write()
    text = sign_in(cast.approver).post(reverse("ledger-verify")).content.decode()
    assert "바깥 확인점이 없어서" in text
    assert 'class="state met"' not in text
    assert Entry.objects.last().action == "ledger.verified"


def test_leave_outside_then_verify_is_green_up_to_the_anchor(cast, sign_in, write):
    write()
    browser = sign_in(cast.auditor)
    assert browser.post(reverse("ledger-anchor")).status_code == 302
    text = browser.post(reverse("ledger-verify")).content.decode()
    assert 'class="state met"' in text
    assert "바깥 확인점까지 그대로예요" in text
    assert "까지 그대로였어요" in browser.get(reverse("ledger")).content.decode()


def test_a_broken_ledger_is_red(cast, sign_in, write, tamper):
    for n in range(3):
        write(n)
    commands.anchor()
    tamper.edit(2, action="tests.decided")
    text = sign_in(cast.owner).post(reverse("ledger-verify")).content.decode()
    assert "2번 기록에서 처음과 달라졌어요" in text
    assert 'class="state met"' not in text


def test_the_anchor_can_be_taken_away(cast, sign_in, write):
    write()
    browser = sign_in(cast.owner)
    assert browser.get(reverse("ledger-anchor")).status_code == 422
    browser.post(reverse("ledger-anchor"))
    taken = browser.get(reverse("ledger-anchor"))
    assert taken["Content-Disposition"].startswith("attachment")
    assert taken.content.decode().startswith("jangbu/")


def test_the_bundle_can_be_taken_away_and_leaves_nothing_behind(cast, sign_in, write, home):
    write()
    answer = sign_in(cast.auditor).post(reverse("ledger-export"))
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as bundle:
        assert "entries.jsonl" in bundle.namelist()
    answer.close()
    assert not list(home.glob("export-*"))


def test_an_erased_person_reads_as_erased(page, write):
    write()
    services.erase_person(MINJI.id, actor=OPERATOR, why="부탁받아서")
    text = page("?open=1&who=person:01minji")
    assert "지워진 사람" in text


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["member", "outsider"])
def test_outsiders_and_members_get_nothing(cast, sign_in, write, name, role):
    write()
    browser = sign_in(getattr(cast, role))
    for answer in (browser.get(reverse(name)), browser.post(reverse(name))):
        assert answer.status_code == 403
        assert "볼트" not in answer.content.decode()
    assert browser.get(reverse("ledger-entry", args=[1])).status_code == 403
    assert Entry.objects.count() == 1


def test_a_visitor_is_asked_to_sign_in(client, write):
    write()
    assert client.get(reverse("ledger")).status_code == 302


def test_in_english_the_sentences_are_english(cast, sign_in, write):
    write(2)
    browser = sign_in(cast.owner)
    text = browser.get(reverse("ledger"), headers={"accept-language": "en"}).content.decode()
    assert "Gave 2 볼트 to 박도윤" in text
