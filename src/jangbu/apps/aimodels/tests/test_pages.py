"""The pages: what they say, who may act, and that a request is decided by somebody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jangbu.apps.aimodels import queries
from jangbu.apps.aimodels.models import AiModel, Evaluation, Promotion, Suite

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(workshop, monkeypatch):
    """Pages go by the real clock."""
    from django.utils import timezone  # noqa: PLC0415

    workshop.now = timezone.now()
    return workshop


def test_two_people_take_a_version_from_evaluation_to_use_on_the_pages(cast, sign_in, today):
    version = today.add("v1", right=99, use=True)
    told, browser = [version.entry_id, version.number], sign_in(cast.owner)
    card = browser.get(reverse("aimodels-detail", args=[version.entry_id])).content.decode()
    assert "아직 승인받지 않은 판을 쓰고 있어요" in card
    browser.post(reverse("aimodels-evaluate", args=told), {"suite": "accuracy"})
    assert Evaluation.objects.get().verdict == "pass"
    browser.post(reverse("aimodels-promote", args=told), {"why": "잘 읽어서"})
    asked = Promotion.objects.get()
    own = browser.get(reverse("aimodels-promotion", args=[asked.pk])).content.decode()
    assert "다른 사람의 결정을 기다려요" in own
    decide = reverse("aimodels-decide", args=[asked.pk])
    assert decide not in own
    assert browser.post(decide, {"decision": "approve", "why": "-"}).status_code == 403
    browser = sign_in(cast.approver)
    assert decide in browser.get(reverse("aimodels-promotion", args=[asked.pk])).content.decode()
    browser.post(decide, {"decision": "approve", "why": "평가를 봤어요"})
    assert queries.champion(version.entry).ground == "promoted"
    card = browser.get(reverse("aimodels-detail", args=[version.entry_id])).content.decode()
    assert "평가하고 승인한 판을 써요" in card


def test_every_page_of_a_model_opens_in_both_languages(cast, sign_in, today, evaluate):
    first, second = today.add("v1", right=99, use=True), today.add("v2", right=60)
    made = [evaluate(each, kind) for each in (first, second) for kind in ("accuracy", "calibration", "fairness")]
    browser = sign_in(cast.owner)
    entry = first.entry_id
    pages = [
        reverse("aimodels"),
        reverse("aimodels-detail", args=[entry]),
        reverse("aimodels-print", args=[entry]),
        reverse("aimodels-version", args=[entry, 2]),
        reverse("aimodels-compare", args=[entry]),
        reverse("aimodels-suite", args=[entry, "accuracy"]),
        *(reverse("aimodels-evaluation", args=[each.pk]) for each in made),
    ]
    for language in ("ko", "en"):
        browser.cookies["django_language"] = language
        for page in pages:
            assert browser.get(page).status_code == 200, page


def test_a_threshold_is_changed_with_a_reason_and_an_odd_one_is_told_at_its_field(cast, sign_in, today):
    version = today.add("v1", right=99, use=True)
    browser, url = sign_in(cast.owner), reverse("aimodels-suite", args=[version.entry_id, "accuracy"])
    told = {"source": "runs", "limit_value_accuracy": "95", "every_days": "14", "required": "on", "why": "더 엄격하게"}
    assert browser.post(url, {**told, "limit_value_accuracy": "500"}).status_code == 422
    browser.post(url, told)
    now = Suite.objects.get(entry=version.entry, kind="accuracy", ended_at=None)
    assert (now.limits["value_accuracy"]["limit"], now.every_days) == (0.95, 14)
    assert Suite.objects.filter(kind="accuracy").count() == 2


def test_an_outside_tool_is_noted_by_hand_and_nothing_else_is(cast, sign_in, today):
    browser = sign_in(cast.owner)
    told = {"name": "번역 도구", "kind": "automation", "review_months": "6", "why": "적어 두려고"}
    refused = browser.post(reverse("aimodels-new"), told)
    assert refused.status_code == 422
    assert "밖의 도구" in refused.content.decode()
    browser.post(reverse("aimodels-new"), {**told, "kind": "other"})
    entry = AiModel.objects.get()
    browser.post(reverse("aimodels-version-new", args=[entry.pk]), {"label": "3.1", "note": "처음 산 판"})
    assert entry.versions.get().content == {"version": "3.1"}


def test_a_member_reads_and_changes_nothing(cast, sign_in, today):
    version = today.add("v1", right=99, use=True)
    browser = sign_in(cast.member)
    assert browser.get(reverse("aimodels-detail", args=[version.entry_id])).status_code == 200
    assert browser.post(reverse("aimodels-evaluate", args=[version.entry_id, 1])).status_code == 403
    assert browser.post(reverse("aimodels-back", args=[version.entry_id]), {"why": "-"}).status_code == 403


def test_an_evaluation_that_cannot_be_run_is_told_on_the_page(cast, sign_in, today):
    version = today.add("v1", use=True)
    browser = sign_in(cast.owner)
    url = reverse("aimodels-evaluate", args=[version.entry_id, 1])
    page = browser.post(url, {"suite": "accuracy"}, follow=True).content.decode()
    assert "잴 것이 아직 없어요" in page
    assert Evaluation.objects.count() == 0
