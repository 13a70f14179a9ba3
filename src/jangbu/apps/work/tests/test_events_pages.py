"""The pages of outside tools and webhooks: the secret is seen once, changes ask why, files leave."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from jangbu.apps.work import services
from jangbu.apps.work.events.taking import refuse
from jangbu.apps.work.models import EventSource, Outgoing, RefusedDelivery, Subscription
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines.events import problems as trouble
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{40,}")


@pytest.fixture
def site(sign_in, cast):
    return sign_in(cast.owner)


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("tool", EventSource.Tool.values)
def test_a_new_tool_shows_its_secret_once_and_what_to_paste(site, tool):
    answer = site.post(reverse("event-source-new"), {"name": "도구", "tool": tool, "why": WHY})
    assert answer.status_code == 200
    (secret,) = SECRET.findall(text(answer))
    made = EventSource.objects.get()
    assert made.pk in text(answer) or tool == "n8n"
    page = site.get(reverse("event-source", args=[made.pk]))
    assert secret not in text(page)
    assert "no-store" in answer["Cache-Control"]


def test_a_name_that_is_taken_is_said_on_the_form(site):
    for _ in range(2):
        answer = site.post(reverse("event-source-new"), {"name": "도구", "tool": "n8n", "why": WHY})
    assert "이미 있어요" in text(answer)
    assert EventSource.objects.count() == 1


def test_the_n8n_file_leads_here_and_holds_no_secret(site, owner):
    made = services.add_source("n8n", "n8n", actor=owner, why=WHY)
    answer = site.get(reverse("event-source-n8n", args=[made.source.pk]))
    workflow = json.loads(answer.content)
    urls = {node["parameters"]["url"] for node in workflow["nodes"] if "url" in node["parameters"]}
    assert urls == {"http://testserver/api/v1/events"}
    assert made.secret not in text(answer)
    assert "attachment" in answer["Content-Disposition"]


def test_rotating_shows_the_new_secret_once_and_revoking_asks_why(site, owner):
    made = services.add_source("n8n", "n8n", actor=owner, why=WHY)
    (secret,) = SECRET.findall(text(site.post(reverse("event-source-rotate", args=[made.source.pk]))))
    assert secret != made.secret
    assert site.post(reverse("event-source-revoke", args=[made.source.pk]), {"why": ""}).status_code == 422
    site.post(reverse("event-source-revoke", args=[made.source.pk]), {"why": "안 써서"})
    assert EventSource.objects.get().revoked_at
    assert site.post(reverse("event-source-rotate", args=[made.source.pk])).status_code == 409


def test_a_refused_original_is_a_download_and_its_sentence_is_on_the_page(site, owner):
    made = services.add_source("n8n", "n8n", actor=owner, why=WHY)
    refuse(made.source, Problem(trouble.NOT_JSON, detail="1:1"), body=b"<script>", vouched=True, now=system_clock())
    page = text(site.get(reverse("event-source", args=[made.source.pk])))
    assert "JSON이 아니에요" in page
    answer = site.get(reverse("refused-original", args=[RefusedDelivery.objects.get().pk]))
    assert b"".join(answer.streaming_content) == b"<script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert "events.not_json" in text(site.get(reverse("error-catalogue")))


def test_logs_leave_as_files(site):
    xes = site.post(reverse("runs-xes"))
    assert b"".join(xes.streaming_content).startswith(b"<?xml")
    ocel = site.post(reverse("runs-ocel"), {"since": "2026-01-01", "until": "2026-12-31"})
    assert set(json.loads(ocel.content)) == {"eventTypes", "objectTypes", "events", "objects"}


def test_a_webhook_is_added_with_a_secret_seen_once_and_its_dead_letters_are_sent_again(site, owner, cast, settings):
    told = {"name": "알림판", "url": "http://127.0.0.1:9/hook?key=x", "inside": "on", "actions": ["work.process_added"]}
    answer = site.post(reverse("webhook-new"), {**told, "why": WHY})
    (secret,) = SECRET.findall(text(answer))
    made = Subscription.objects.get()
    services.add_process("매입", cast.approver.pk, actor=owner, why=WHY)
    services.gather()
    Outgoing.objects.update(state="dead")
    page = text(site.get(reverse("webhook", args=[made.pk])))
    assert secret not in page
    assert "key=x" not in page
    site.post(reverse("webhook-resend", args=[made.pk]))
    assert Outgoing.objects.get().state == "waiting"


def test_an_address_nothing_may_be_sent_to_is_said_on_the_form(site):
    told = {"name": "알림판", "url": "http://169.254.169.254/", "actions": ["work.process_added"], "why": WHY}
    assert "보내지 않아요" in text(site.post(reverse("webhook-new"), told))
    assert not Subscription.objects.exists()


def test_who_only_reads_sees_no_forms(sign_in, cast, owner):
    made = services.add_source("n8n", "n8n", actor=owner, why=WHY)
    page = text(sign_in(cast.auditor).get(reverse("event-source", args=[made.source.pk])))
    assert "비밀값 바꾸기" not in page
