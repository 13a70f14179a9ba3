"""The pages of laws, as a person uses them."""

from __future__ import annotations

import csv
import html
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jangbu.apps.people.models import SECOND_FACTOR_KEY
from jangbu.apps.regulations import queries, services
from jangbu.apps.regulations.tests.test_versions import NAME, changed, write
from jangbu.apps.regulations.usecases.models import UseCase
from jangbu.apps.work.models import Automation, Process

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session[SECOND_FACTOR_KEY] = person.pk
    session.save()
    return client


@pytest.fixture
def page(cast, home) -> Client:
    return browser(cast.owner)


def test_the_first_page_takes_up_what_ships_and_says_that_it_is_no_advice(page):
    shown = page.get(reverse("regulations"))
    assert shown.status_code == 200
    assert "법률 자문이 아니에요" in shown.content.decode()
    assert [queries.serving(name).version.number for name in ("ai_basic_act", "pipa")] == [1, 1]
    assert "수 없는 파일" not in shown.content.decode()


def test_rules_are_narrowed_in_the_address_and_go_out_as_a_file(page):
    address = reverse("regulation", args=["pipa"])
    coming = page.get(f"{address}?force=coming")
    assert [line.id for line in coming.context["list"].page] == ["P28-12", "P37-2-27", "P32-2"]
    assert all(line.state == "announced" for line in coming.context["list"].page)
    heavy = page.get(f"{address}?severity=middle&contested=yes&force=now")
    assert {line.id for line in heavy.context["list"].page} == {"P64-2"}
    rows = list(csv.reader(io.StringIO(b"".join(page.get(f"{address}?format=csv")).decode("utf-8-sig"))))
    assert len(rows) == 1 + len(queries.module("pipa").items)
    assert page.get(f"{address}?format=xlsx")["Content-Type"].startswith("application/vnd.openxml")
    assert page.get(reverse("regulation", args=["nothing"])).status_code == 404


def test_every_rule_page_says_source_day_and_that_no_lawyer_has_looked(page):
    for name in ("ai_basic_act", "pipa"):
        for item in queries.module(name).items:
            shown = page.get(reverse("regulation-rule", args=[name, item.id]))
            assert shown.status_code == 200, item.id
            text = shown.content.decode()
            assert "법률 자문이 아니에요; 변호사가 검토하지 않았어요." in text
            assert item.law.source_url.replace("&", "&amp;")[:60] in text
    assert page.get(reverse("regulation-rule", args=["pipa", "P999"])).status_code == 404


def test_a_question_to_a_lawyer_begins_at_the_rule(page):
    address = reverse("regulation-ask", args=["pipa", "P31"])
    assert page.post(address, {"question": ""}).status_code == 422
    given = {"question": "대표가 겸해도 되나요?", "asked_of": "법률사무소", "due": "2027-01-10"}
    page.post(address, given)
    (review,) = services.LEGAL_REVIEWS.model.objects.all()
    assert review.rule == "pipa:P31"
    assert "대표가 겸해도 되나요?" in page.get(reverse("regulation-rule", args=["pipa", "P31"])).content.decode()


def test_a_file_is_seen_before_it_counts_and_a_bad_one_is_told_in_a_sentence(page, text):
    address = reverse("regulation-upload")
    bad = SimpleUploadedFile("ai_basic_act.yaml", text.replace("as_of: 2026-11-30\n", "", 1).encode())
    refused = page.post(address, {"file": bad})
    assert refused.status_code == 422
    assert "쓰던 판을 그대로 써요" in refused.content.decode()
    assert page.post(address).status_code == 422
    good = SimpleUploadedFile("ai_basic_act.yaml", changed(text).encode())
    preview = page.post(address, {"file": good}, follow=True)
    assert "2026-08-01" in preview.content.decode()
    assert queries.module(NAME).version == 1
    (place, _status) = preview.redirect_chain[-1]
    page.post(place, {"against": preview.context["against"], "why": "고쳐서"})
    assert queries.module(NAME).version == 2
    page.post(reverse("regulation-back", args=[NAME, 1]), {"why": "날짜가 틀려서"})
    assert queries.module(NAME).version == 1
    versions = page.get(reverse("regulation-versions", args=[NAME]) + "?old=1&new=2")
    assert [change.id for change in versions.context["changes"]] == ["A35-1-2", "X1"]
    assert page.get(reverse("regulation-versions", args=[NAME]) + "?old=1&new=9").status_code == 404


BAD_FILES = {
    "a missing date": ("        in_force_from: 2026-07-21\n", "", "in_force_from", "채운 뒤 다시 올려 주세요"),
    "no date at all": ("in_force_from: 2026-07-21", "in_force_from: 곧", "곧", "가운데 하나로 적어 주세요"),
    "an unknown predicate": ("[use_cases_decided]", "[use_cases_decide]", "use_cases_decide", "use_cases_decided"),
    "a circle": ("needs: [use_cases_decided]", "leans_on: [A3-2]\n        needs: []", "A2-7 → A3-2", "서로를 근거로"),
}


@pytest.mark.parametrize(("old", "new", "named", "step"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_told_on_both_ways_in_with_its_next_step_and_the_old_one_serves(
    page, home, text, old, new, named, step
):
    page.get(reverse("regulations"))
    bad = text.replace(old, new, 1)
    if named.startswith("A2-7"):
        bad = bad.replace("needs: [explanations_ready]", "needs: []\n        leans_on: [A2-7]", 1)
    refused = page.post(reverse("regulation-upload"), {"file": SimpleUploadedFile(f"{NAME}.yaml", bad.encode())})
    assert refused.status_code == 422
    write(home, bad)
    pages = [refused, page.get(reverse("regulations")), page.get(reverse("regulation", args=[NAME]))]
    for told in (html.unescape(each.content.decode()) for each in pages):
        assert named in told
        assert step in told
        assert "쓰던 판을 그대로 써요" in told
        assert "Traceback" not in told
    assert queries.serving(NAME).version.number == 1
    assert queries.report(NAME, timezone.now()).result("A2-7").item.needs
    write(home, text)
    assert "새 파일을 받지 않았어요" not in page.get(reverse("regulations")).content.decode()


def test_a_member_reads_and_changes_nothing(cast, home, text):
    client = browser(cast.member)
    assert client.get(reverse("regulations")).status_code == 200
    assert client.get(reverse("regulation-versions", args=[NAME])).status_code == 200
    assert client.get(reverse("regulation-upload")).status_code == 403
    assert client.post(reverse("regulation-back", args=[NAME, 1]), {"why": "그냥"}).status_code == 403
    assert client.post(reverse("use-cases-found")).status_code == 403


def test_a_bad_file_in_the_folder_is_told_on_the_page_until_it_is_mended(page, home, text):
    page.get(reverse("regulations"))
    write(home, text.replace("kind: regulation", "kind: wishlist"))
    told = page.get(reverse("regulations")).content.decode()
    assert "새 파일을 받지 않았어요" in told
    assert "wishlist" in told
    write(home, text.replace("version: 1", "version: 2"))
    assert "새 파일을 받지 않았어요" not in page.get(reverse("regulations")).content.decode()


def test_what_runs_is_proposed_with_its_answers_and_decided_by_a_person(page, cast, owner):
    process = Process.objects.create(name="견적", owner=cast.it.pk, created_at="2026-01-01T00:00:00Z")
    made = Automation.objects.create(process=process, name="견적서", kind="quote", created_at="2026-01-01T00:00:00Z")
    version = made.versions.create(
        number=1,
        settings={},
        who=cast.it.pk,
        datasets=[],
        fingerprint="0" * 64,
        created_by=cast.it.pk,
        created_at="2026-01-01T00:00:00Z",
    )
    Automation.objects.filter(pk=made.pk).update(current=version)
    page.post(reverse("use-cases-found"))
    (case,) = UseCase.objects.all()
    assert (case.state, case.offered, case.made, case.trained) == ("found", "inside", "bought", False)
    page.post(reverse("use-cases-found"))
    assert UseCase.objects.count() == 1
    questions = page.get(reverse("use-cases-questions", args=[case.pk]))
    assert questions.context["verdict"].role == "user"
    decide = reverse("use-cases-decide", args=[case.pk])
    page.post(decide, {"revision": case.revision, "high": "no", "why": "사람이 보내서"})
    (decision,) = case.decisions.all()
    assert (decision.role, decision.exempt, decision.decided_by) == ("user", "internal", cast.owner.pk)
    assert "제2조 제8호" in page.get(reverse("use-cases-detail", args=[case.pk])).content.decode()


def test_answers_are_kept_and_a_wrong_pair_is_told_at_its_question(page, make_case):
    case = make_case(fields=[])
    address = reverse("use-cases-questions", args=[case.pk])
    given = {"offered": "outside", "made": "api", "generative": "yes", "synthetic": "no", "decides": "none"}
    wrong = page.post(address, {**given, "fields_": ["none", "rights"]})
    assert wrong.status_code == 422
    page.post(address, {**given, "fields_": ["rights"], "grave": "yes"})
    case.refresh_from_db()
    assert (case.fields, case.grave, case.leaves) == (["rights"], True, None)
    assert page.get(address).context["verdict"].high == "likely"
