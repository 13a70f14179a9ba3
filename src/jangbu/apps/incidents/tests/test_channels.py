"""Slack and Teams through the product's real path: rules, messages, Apprise, TLS; only the two vendors are fakes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.fakes import chat as fakes

from jangbu.apps.incidents import services
from jangbu.apps.incidents.alerts.models import Alert, Channel, Message, Quiet
from jangbu.apps.incidents.tests.conftest import WHY
from jangbu.apps.incidents.tests.test_alerts import NOON, facts, on_duty, rule, watch
from jangbu.apps.incidents.tests.test_life import code_of
from jangbu.apps.work.tests.post import post_office
from jangbu.engines.notify import sending
from jangbu.kernel.clock import fixed

__all__ = ["facts", "post_office"]
SITE = "https://jangbu.hanbit.example"


@pytest.fixture
def chat(tmp_path, monkeypatch, settings):
    settings.SITE_URL = SITE
    with fakes.chatting(tmp_path) as server:
        fakes.divert(monkeypatch, tmp_path, server)
        yield server


def channel(owner, url=fakes.SLACK, kind="slack", name="전산팀 방") -> Channel:
    return services.add_channel(name, kind, url, actor=owner, why=WHY, resolver=fakes.public)


def told_to(owner, *channels, name="backups_in_time", **values):
    made = rule(owner, name=name, **{"to": "nobody", **values})
    made.channels.set(channels)
    return made


def deliver(at=NOON, **more):
    found = services.deliver(clock=fixed(at), resolver=fakes.public, **more)
    return found.sent, found.failed


def test_slack_gets_korean_that_leads_back_and_names_nobody(owner, cast, facts, chat):
    told_to(owner, channel(owner), title_ko=f"{cast.member.name} 님의 010-1234-5678 백업이 <!channel> 늦었어요")
    facts["backups_in_time"] = [f"{cast.member.name}의 백업"]
    watch()
    assert deliver() == (1, 0)
    (heard,) = chat.to(fakes.SLACK_HOST)
    (part,) = heard["json"]["attachments"]
    assert part["title"] == "●●● 님의 ●●● 백업이 ‹!channel› 늦었어요"
    alert = Alert.objects.get()
    assert part["text"] == (
        "오늘 안에 볼 알림이 1건 있어요.\n\n할 일\n1. 먼저 봐요\n2. 고쳐요\n\n"
        f"<{SITE}/incidents/alerts/{alert.pk}/|장부에서 보고 맡기>"
    )
    assert "github" not in json.dumps(heard["json"])  # no picture of somebody else's
    assert Message.objects.get().state == "sent"


@pytest.mark.parametrize("url", [fakes.TEAMS, fakes.POWER], ids=["logic.azure.com", "api.powerplatform.com"])
def test_teams_gets_a_card_with_a_button(owner, facts, chat, url):
    told_to(owner, channel(owner, url, "teams"))
    facts["backups_in_time"] = ["가", "나"]
    watch()
    assert deliver() == (1, 0)
    (heard,) = chat.heard
    (card,) = [each["content"] for each in heard["json"]["attachments"]]
    title, body = card["body"]
    assert (title["text"], title["wrap"], body["wrap"]) == ("backups\\_in\\_time 규칙", True, True)
    assert body["text"] == "오늘 안에 볼 알림이 2건 있어요.\n\n할 일\n\n1. 먼저 봐요\n\n2. 고쳐요"
    (button,) = card["actions"]
    assert (button["title"], button["url"]) == ("장부에서 보고 맡기", f"{SITE}/incidents/alerts/")


def test_a_message_that_is_too_long_for_teams_is_cut_and_still_leads_back(owner, facts, chat):
    told_to(owner, channel(owner, fakes.TEAMS, "teams"), response_ko="\n".join(["확인하고 고쳐요 " * 12] * 90))
    facts["backups_in_time"] = ["가"]
    watch()
    assert deliver() == (1, 0)
    (heard,) = chat.heard
    card = heard["json"]["attachments"][0]["content"]
    assert len(heard["body"]) < fakes.MOST
    assert card["body"][1]["text"].endswith("…")
    assert card["actions"][0]["url"].startswith(SITE)


def test_without_an_address_of_ours_the_card_has_no_button_and_says_where_to_look(owner, facts, chat, settings):
    settings.SITE_URL = ""
    told_to(owner, channel(owner, fakes.TEAMS, "teams"))
    facts["backups_in_time"] = ["가"]
    watch()
    assert deliver() == (1, 0)
    card = chat.heard[0]["json"]["attachments"][0]["content"]
    assert "actions" not in card
    assert card["body"][1]["text"].endswith("장부의 '울린 알림'에서 보고 맡아 주세요.")


def test_what_rings_together_is_one_message_and_what_is_not_urgent_waits_for_the_morning(owner, facts, chat):
    told_to(owner, channel(owner))
    night = NOON.replace(hour=23)
    facts["backups_in_time"] = ["가", "나", "다"]
    watch(night)
    assert deliver(night) == (0, 0)
    assert deliver(night + timedelta(hours=8)) == (1, 0)
    (heard,) = chat.heard
    assert "알림이 3건" in heard["json"]["attachments"][0]["text"]


def test_slack_is_told_first_and_the_next_in_line_by_mail_when_nobody_answers(owner, cast, facts, chat, post_office):
    on_duty(owner, cast.it.pk)
    on_duty(owner, cast.approver.pk, place=2)
    told_to(owner, channel(owner), to="duty", severity="urgent", escalate_minutes=10)
    facts["backups_in_time"] = ["가"]
    watch()
    assert deliver() == (2, 0)
    watch(NOON + timedelta(minutes=11))
    assert deliver(NOON + timedelta(minutes=11)) == (1, 0)
    assert [mail["To"] for mail in post_office.mails()] == [cast.it.email, cast.approver.email]
    assert len(chat.heard) == 1


def test_a_receiver_that_asks_to_wait_is_left_alone_for_as_long(owner, facts, chat):
    told_to(owner, channel(owner))
    facts["backups_in_time"] = ["가"]
    watch()
    chat.says(fakes.too_many("900"), fakes.fails(503, "Service Unavailable"))
    assert deliver() == (0, 1)
    message = Message.objects.get()
    assert (message.trouble, message.next_at) == ("HTTP 429 rate_limited", NOON + timedelta(seconds=900))
    assert deliver(NOON + timedelta(seconds=899)) == (0, 0)
    assert deliver(message.next_at) == (0, 1)
    message.refresh_from_db()
    assert (message.trouble, message.tries) == ("HTTP 503", 2)
    assert deliver(message.next_at) == (1, 0)
    message.refresh_from_db()
    assert (message.state, message.tries, message.trouble) == ("sent", 3, "")


@pytest.mark.parametrize(
    ("url", "kind", "said"),
    [
        (fakes.SLACK[:-2] + "11", "slack", "HTTP 403 invalid_token"),
        (fakes.SLACK.replace("B0ALERTS00", "B0ALERTS99"), "slack", "HTTP 404 no_service"),
        (fakes.TEAMS.replace("a-Signature", "b-Signature"), "teams", "HTTP 401"),
    ],
)
def test_a_wrong_key_is_shown_at_once_and_not_tried_for_hours(owner, cast, facts, chat, url, kind, said, sign_in):
    told_to(owner, channel(owner, url, kind))
    facts["backups_in_time"] = ["가"]
    watch()
    assert deliver() == (0, 1)
    message = Message.objects.get()
    assert (message.state, message.tries, message.trouble) == ("undelivered", 1, said)
    page = sign_in(cast.owner).get(f"/incidents/alerts/{Alert.objects.get().pk}/").content.decode()
    assert "주소를 새로 받아" in page
    assert said in page


def test_a_worker_that_dies_while_sending_loses_nothing(owner, facts, chat, monkeypatch):
    told_to(owner, channel(owner))
    facts["backups_in_time"] = ["가"]
    watch()

    class Killed(BaseException): ...

    def die(*_args, **_options):
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(sending, "_child", die)
        with pytest.raises(Killed):
            deliver()
    assert deliver(NOON + timedelta(minutes=1)) == (0, 0)  # still leased to the dead
    assert deliver(NOON + timedelta(minutes=3)) == (1, 0)


def test_a_hook_that_hangs_is_cut_off_and_delays_no_other_channel_and_no_mail(
    owner, cast, facts, chat, post_office, monkeypatch
):
    monkeypatch.setattr(sending.send, "__kwdefaults__", {"level": "info", "seconds": 12.0})
    on_duty(owner, cast.it.pk)
    chat_of = channel(owner), channel(owner, fakes.TEAMS, "teams", "공장 방")
    told_to(owner, *chat_of, to="duty")
    facts["backups_in_time"] = ["가"]
    watch()
    answers = chat.answer
    done_before_the_end = []

    def answer(heard):
        if heard["host"] == fakes.SLACK_HOST:
            chat.stop.wait(30)
            return 200, {}, b"ok"
        done_before_the_end.append((heard["host"], len(post_office.received)))
        return answers(heard)

    chat.answer = answer
    assert deliver() == (2, 1)
    assert done_before_the_end == [(fakes.TEAMS_HOST, 1)]
    assert Message.objects.get(channel=chat_of[0]).trouble == "timeout"


def test_after_one_that_did_not_get_through_the_channel_rests(owner, facts, chat):
    made = channel(owner)
    told_to(owner, made)
    told_to(owner, made, name="duty_covered")
    facts["backups_in_time"], facts["duty_covered"] = ["가"], ["나"]
    watch()
    chat.says(fakes.too_many("60"))
    assert deliver() == (0, 2)
    assert len(chat.heard) == 1
    assert deliver(NOON + timedelta(seconds=61)) == (2, 0)


def test_an_answer_that_leads_inside_is_not_followed(owner, facts, chat):
    told_to(owner, channel(owner, f"https://{fakes.ELSEWHERE}/hook", "webhook"))
    facts["backups_in_time"] = ["가"]
    watch()
    chat.says(fakes.leads_to("http://169.254.169.254/latest/meta-data"))
    assert deliver() == (0, 1)
    assert len(chat.heard) == 1
    message = Message.objects.get()
    assert (message.state, message.trouble) == ("undelivered", "HTTP 302")


def test_a_certificate_that_nobody_vouches_for_gets_nothing(owner, facts, chat, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    told_to(owner, channel(owner))
    facts["backups_in_time"] = ["가"]
    watch()
    assert deliver() == (0, 1)
    assert Message.objects.get().trouble == "certificate"
    assert chat.heard == []


def test_a_test_message_is_sent_to_each_kind_and_remembers_where_the_product_is_opened(
    owner, cast, chat, sign_in, settings, monkeypatch
):
    settings.SITE_URL = ""
    made = channel(owner, fakes.TEAMS, "teams")
    monkeypatch.setattr("jangbu.apps.incidents.alerts.channels.try_channel.__kwdefaults__", {"resolver": fakes.public})
    answer = sign_in(cast.owner).post(f"/incidents/alerts/channels/{made.pk}/", {"do": "try"}, follow=True)
    assert "시험 글이 닿았어요" in answer.content.decode()
    assert Quiet.objects.get().site == "http://testserver"
    card = chat.heard[0]["json"]["attachments"][0]["content"]
    assert card["body"][0]["text"] == "장부 시험 글"
    assert card["actions"][0]["url"] == "http://testserver/incidents/alerts/channels/"


def test_an_old_teams_connector_is_refused_with_what_to_do(owner):
    old = "https://firm.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d"
    assert code_of(channel, owner, old, "teams") == "alerts.not_this_kind"


def test_what_arrived_is_a_fact_of_each_past_moment(owner, facts, chat):
    from jangbu.apps.incidents.evidence import alerts_delivered  # noqa: PLC0415

    told_to(owner, channel(owner))
    facts["backups_in_time"] = ["가"]
    watch()
    chat.says(fakes.fails(500))
    deliver()
    assert alerts_delivered(NOON + timedelta(hours=1)).status == "unknown"  # its time is not over
    assert alerts_delivered(NOON + timedelta(hours=25)).status == "unmet"
    assert deliver(NOON + timedelta(minutes=2)) == (1, 0)
    assert alerts_delivered(NOON + timedelta(hours=25)).status == "met"
    assert alerts_delivered(NOON + timedelta(minutes=1)).status == "unknown"
