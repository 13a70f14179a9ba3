"""Words that changed, clauses held to facts, paper in two languages, and the pages."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jangbu.apps.base.evidence import known
from jangbu.apps.base.words import Words
from jangbu.apps.policies import bindings, queries, services
from jangbu.apps.policies.bindings import Predicate
from jangbu.apps.policies.drafting import draft, fill, kinds
from jangbu.apps.policies.models import Policy
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.policies.texts import diff, words
from jangbu.apps.registers import services as registers

TODAY = date(2026, 11, 23)
TEXT = st.text("가나다 \nab.", max_size=60)


def clause(name: str, text: str) -> dict[str, object]:
    both = {"ko": text, "en": text}
    return {
        "id": name,
        "heading": {"ko": name, "en": name},
        "text": both,
        "lines": {"ko": [], "en": []},
        "binding": None,
    }


@given(TEXT, TEXT)
def test_a_diff_holds_both_texts_whole(old, new):
    pieces = words(old, new)
    assert "".join(each.text for each in pieces if each.how != "ins") == old
    assert "".join(each.text for each in pieces if each.how != "del") == new


def test_words_and_clauses_that_changed_are_told_apart():
    old = [clause("가", "세 달마다 되살려 봐요"), clause("나", "그대로예요"), clause("다", "없어질 것")]
    new = [clause("가", "한 달마다 되살려 봐요"), clause("나", "그대로예요"), clause("라", "새것")]
    found = diff(old, new, "ko")
    assert [(each.id, each.state) for each in found] == [
        ("가", "changed"),
        ("나", "same"),
        ("라", "new"),
        ("다", "gone"),
    ]
    assert [(each.how, each.text) for each in found[0].pieces if each.how != "same"] == [("del", "세"), ("ins", "한")]


def test_the_files_name_only_facts_that_are_measured_or_announced():
    measured = known()
    for kind in kinds():
        found = draft(kind)
        assert (found.kind, bool(found.title.ko), bool(found.title.en)) == (kind, True, True)
        for each in found.clauses:
            assert all(each[part][tongue] for part in ("heading", "text") for tongue in ("ko", "en"))
            if "binding" in each:
                assert each["binding"]["predicate"] in measured


def test_a_placeholder_that_nothing_fills_is_a_loud_error():
    with pytest.raises(LookupError, match="moon"):
        fill("{moon}", {"firm": Words("가", "a")}, "ko")
    assert fill("{firm}", {"firm": Words("{moon}", "x")}, "ko") == "{moon}"


@pytest.mark.django_db
def test_every_fact_answers_on_an_empty_home_without_a_green_by_silence(cast):
    params = {"policy_in_force": {"kind": "security"}, "high_impact_has": {"part": "risk_plan"}}
    for name in known():
        found = bindings.evaluate(Predicate(name, params.get(name, {})), TODAY)
        assert found.says.ko
        assert found.says.en
        if found.status == "met":
            assert found.evidence


def test_a_fact_that_nobody_measures_is_unknown():
    assert bindings.evaluate(Predicate("moon", {}), TODAY).status == "unknown"


@pytest.fixture
def in_force(policy, it, owner, lead) -> Policy:
    registers.move_row(POLICIES, policy, "submit", actor=it, why="다 써서")
    services.approve_version(policy, seen=1, note="", actor=owner)
    return services.approve_version(policy, seen=1, note="", actor=lead)


def test_a_broken_policy_shows_itself(in_force, cast, sign_in):
    assert in_force in queries.broken_policies(in_force.effective_on)
    page = sign_in(cast.owner).get(reverse("policies-detail", args=[in_force.pk])).content.decode()
    assert "지금 기록과 어긋나요." in page
    assert "두 번 인증해야 하는" in page
    assert "바깥 확인점을 남긴 적이 없어요." in page


@pytest.mark.parametrize("form", ["pdf", "docx", "md"])
@pytest.mark.parametrize(
    ("tongue", "wanted"), [("ko", ("보안 정책", "승인한 사람")), ("en", ("Security policy", "Approved by"))]
)
def test_it_goes_on_paper_in_both_languages(in_force, form, tongue, wanted, cast, sign_in):
    page = sign_in(cast.member).get(reverse("policies-paper", args=[in_force.pk, form]) + f"?language={tongue}")
    assert page.status_code == 200
    if form == "pdf":
        document = pypdfium2.PdfDocument(page.content)
        text = "".join(each.get_textpage().get_text_bounded() for each in document)
        document.close()
    elif form == "docx":
        made = docx.Document(BytesIO(page.content))
        text = "\n".join([each.text for each in made.paragraphs] + [c.text for t in made.tables for c in t._cells])
    else:
        text = page.content.decode()
    assert all(each in text for each in wanted)
    assert in_force.in_force.fingerprint[:16] in text


@pytest.mark.django_db
def test_an_empty_list_offers_the_four_drafts_and_one_press_makes_them(cast, sign_in):
    client = sign_in(cast.it)
    assert "초안 네 개 만들기" in client.get(reverse("policies")).content.decode()
    client.post(reverse("policies-drafts"))
    assert Policy.objects.count() == 4
    assert "초안 네 개 만들기" not in client.get(reverse("policies")).content.decode()


def test_the_text_is_written_compared_approved_and_read_on_the_pages(policy, cast, sign_in):
    client = sign_in(cast.it)
    page = client.get(reverse("policies-write", args=[policy.pk]))
    given = {"seen": "1", "note": "한 조항을 더해서"}
    for row in page.context["rows"]:
        for tongue in ("ko", "en"):
            given |= {f"c{row['place']}-{part}-{tongue}": row[part][tongue] for part in ("heading", "text", "lines")}
    last = page.context["rows"][-1]["place"]
    half = client.post(reverse("policies-write", args=[policy.pk]), given | {f"c{last}-text-ko": "새 조항의 글"})
    assert half.status_code == 422
    assert "새 조항의 글" in half.content.decode()
    whole = {f"c{last}-{part}-{tongue}": f"{part} {tongue}" for part in ("heading", "text") for tongue in ("ko", "en")}
    client.post(reverse("policies-write", args=[policy.pk]), given | whole)
    page = client.get(reverse("policies-diff", args=[policy.pk])).content.decode()
    assert "조항 1개가 달라졌어요." in page
    assert "<ins>text ko</ins>" in page
    client.post(reverse("policies-move", args=[policy.pk]), {"move": "submit", "why": "다 써서"})
    for person in (cast.owner, cast.approver):
        sign_in(person).post(reverse("policies-approve", args=[policy.pk]), {"seen": "2", "note": "좋아요"})
    held = Policy.objects.get(pk=policy.pk)
    assert (held.state, held.in_force.number) == ("approved", 2)
    sign_in(cast.member).post(reverse("policies-acknowledge", args=[policy.pk]), {"seen": "2"})
    assert held.in_force.acknowledgements.get().person == cast.member.pk
