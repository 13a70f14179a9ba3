"""Alerts: rules over facts, measures and entries; grouped, quiet at night, escalated; by real mail and real hooks."""

from __future__ import annotations

import json
import threading
from datetime import date, datetime, timedelta

import pytest
from tests.fakes.listening import listening

from jangbu.apps.base import sealing
from jangbu.apps.base.evidence import Answer, Evidence, Status, Words, known
from jangbu.apps.incidents import services
from jangbu.apps.incidents.alerts import delivering, quiet, watching
from jangbu.apps.incidents.alerts.channels import USE
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Cursor, Message, Quiet
from jangbu.apps.incidents.tests.conftest import WHY, actor_of, told
from jangbu.apps.incidents.tests.test_life import code_of
from jangbu.apps.people import services as people
from jangbu.apps.work.tests.post import post_office
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.entry import Actor

__all__ = ["post_office"]
NOON = datetime(2099, 11, 24, 12, 0, tzinfo=SEOUL)  # a Tuesday, later than anything tests write


@pytest.fixture
def facts(monkeypatch):
    """Facts of the records that a test sets: name -> ids that speak against it."""
    bad: dict[str, list[str]] = {}

    def ask(call, _at):
        ids = bad.get(call.name, [])
        lines = tuple(Evidence(each, Words(each, each), f"/x/{each}", good=False) for each in ids)
        status = Status.UNMET if ids else Status.MET
        return Answer(status, Words("말", "words"), lines or (Evidence("ok", Words("ok", "ok")),))

    monkeypatch.setattr(watching, "ask", ask)
    return bad


def rule(owner, source="predicate", name="backups_in_time", **values) -> AlertRule:
    usual = {
        "title_ko": f"{name} 규칙", "title_en": f"rule {name}", "area": "security", "source": source, "name": name,
        "severity": "high", "to": "duty", "every_minutes": 10, "window_minutes": 60, "escalate_minutes": 0,
        "response_ko": "먼저 봐요\n고쳐요", "response_en": "Look\nMend",
    }  # fmt: skip
    return services.add_rule({**usual, **values}, [], actor=owner, why=WHY, clock=fixed(NOON - timedelta(days=1)))


def watch(at=NOON, *, force=False):
    return services.watch(clock=fixed(at), force=force)


def on_duty(owner, person, place=1, **hours):
    day = NOON.date()
    return services.add_shift(
        person, day, day + timedelta(days=6), place=place, actor=owner, why=WHY, clock=fixed(NOON), **hours
    )


# ---- rules and what they find


def test_the_defaults_are_all_set_on_something_that_is_measured_and_say_what_to_do(owner):
    count = services.install_defaults(actor=owner)
    assert count >= 20
    assert services.install_defaults(actor=owner) == 0
    for each in AlertRule.objects.all():
        assert each.response_ko
        assert each.response_en
        if each.source == "predicate":
            assert each.name in known()
    assert {each.area for each in AlertRule.objects.all()} >= {"data", "kpi", "cost", "security", "reviews"}
    assert watch(force=True) >= 0


def test_a_fact_that_is_unmet_rings_once_for_each_record_and_ends_when_it_is_met(owner, facts):
    rule(owner)
    facts["backups_in_time"] = ["a", "b"]
    assert watch() == 2
    assert watch(NOON + timedelta(minutes=11)) == 0
    facts["backups_in_time"] = ["b"]
    watch(NOON + timedelta(minutes=22))
    assert dict(Alert.objects.values_list("subject", "resolved_at")) == {"a": NOON + timedelta(minutes=22), "b": None}


def test_a_rule_is_looked_at_when_its_interval_is_over_and_at_once_when_the_clock_was_set_back(owner, facts):
    made = rule(owner)
    watch()
    facts["backups_in_time"] = ["a"]
    assert watch(NOON + timedelta(minutes=5)) == 0
    assert watch(NOON - timedelta(days=1)) == 1
    made.refresh_from_db()
    assert made.looked_at == NOON - timedelta(days=1)


def test_a_clock_with_a_day_left_rings(owner, member):
    told(member, known_at=NOON - timedelta(hours=50))
    rule(owner, "measure", "clock_hours_left", op="<=", threshold=24)
    assert watch() == 1
    assert "22시간 남음" in Alert.objects.get().said_ko


def test_entries_ring_as_they_are_written_and_only_those_of_the_rule(owner, cast):
    rule(owner, "event", "people.role_changed", severity="normal")
    watch()
    people.change_role(cast.member, "approver", actor=owner, why=WHY)
    assert watching.look_at_entries(NOON) == 1
    assert watching.look_at_entries(NOON) == 0
    assert Alert.objects.get().subject == f"person:{cast.member.pk}"
    assert cast.member.name not in Alert.objects.get().said_ko


def test_five_failed_sign_ins_ring_and_four_do_not(owner, client, cast):
    from jangbu.apps.ledger.services import bind_clock  # noqa: PLC0415
    from jangbu.apps.people.failing import note_failure  # noqa: PLC0415
    from jangbu.kernel.clock import system_clock  # noqa: PLC0415

    services.install_defaults(actor=owner)
    watch()
    try:
        for number in range(5):
            bind_clock(fixed(NOON + timedelta(minutes=number)))
            note_failure(credentials={"email": "minji@hanbit.example"})
            watching.look_at_entries(NOON + timedelta(minutes=number))
            rang = Alert.objects.filter(rule__key="sign_ins").count()
            assert rang == (1 if number == 4 else 0)
    finally:
        bind_clock(system_clock)


def test_what_alerts_write_cannot_be_listened_to_and_unknown_names_are_refused(owner):
    usual = {"area": "security", "title_ko": "x", "title_en": "x", "severity": "high", "to": "duty"}
    for source, name, code in (
        ("event", "alerts.opened", "alerts.own_events"),
        ("event", "no.such_action", "alerts.unknown_source"),
        ("predicate", "nothing_of_the_kind", "alerts.unknown_source"),
        ("measure", "budget_used_percent", "alerts.no_threshold"),
    ):
        values = {**usual, "source": source, "name": name}
        assert code_of(services.add_rule, values, [], actor=owner, why=WHY) == code


# ---- messages


def test_who_is_on_duty_gets_one_mail_for_what_rang_together_with_what_to_do(owner, cast, facts, post_office, settings):
    settings.SITE_URL = "https://jangbu.example"
    rule(owner)
    on_duty(owner, cast.member.pk)
    facts["backups_in_time"] = ["a", "b", "c"]
    watch()
    assert services.deliver(clock=fixed(NOON)) == delivering.Delivered(1, 0)
    (mail,) = post_office.mails()
    assert mail["To"] == cast.member.email
    text = mail.get_content()
    assert "알림이 3건" in text
    assert "1. 먼저 봐요" in text
    assert "https://jangbu.example/incidents/alerts/" in text


def test_what_rings_within_the_window_waits_for_its_end_and_goes_as_one(owner, cast, facts, post_office):
    rule(owner)
    facts["backups_in_time"] = ["a"]
    watch()
    services.deliver(clock=fixed(NOON))
    for minutes, ids in ((11, ["a", "b"]), (22, ["a", "b", "c"])):
        facts["backups_in_time"] = ids
        watch(NOON + timedelta(minutes=minutes))
    assert services.deliver(clock=fixed(NOON + timedelta(minutes=30))).sent == 0
    assert services.deliver(clock=fixed(NOON + timedelta(minutes=61))).sent == 1
    assert Message.objects.filter(state="sent").count() == 2
    assert "알림이 2건" in post_office.mails()[1].get_content()


def test_what_is_over_before_it_was_sent_is_not_sent(owner, facts, post_office):
    rule(owner)
    facts["backups_in_time"] = ["a"]
    watch()
    facts["backups_in_time"] = []
    watch(NOON + timedelta(minutes=11))
    assert services.deliver(clock=fixed(NOON + timedelta(minutes=12))) == delivering.Delivered(0, 0)
    assert Message.objects.get().state == "dropped"


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-24 23:00", "2026-11-25 07:00"),  # a Tuesday night
        ("2026-11-25 03:00", "2026-11-25 07:00"),
        ("2026-11-27 22:30", "2026-11-30 07:00"),  # Friday night to Monday morning
        ("2026-09-24 10:00", "2026-09-28 07:00"),  # Chuseok and the weekend after it
        ("2026-11-24 12:00", "2026-11-24 12:00"),
    ],
)
def test_quiet_hours_end_on_the_next_working_morning_in_seoul(now, until):
    start, end = (datetime.fromisoformat(each).replace(tzinfo=SEOUL) for each in (now, until))
    assert quiet.quiet_until(start, Quiet(pk=1)) == end


def test_equal_hours_mean_no_night_and_only_urgent_rings_in_the_quiet(owner, facts):
    night = datetime(2099, 11, 24, 23, 0, tzinfo=SEOUL)
    assert quiet.quiet_until(night, Quiet(pk=1, starts=0, ends=0)) == night
    rule(owner, severity="urgent")
    rule(owner, name="certificates_valid")
    facts.update({"backups_in_time": ["a"], "certificates_valid": ["b"]})
    watch(night)
    at = dict(Message.objects.values_list("rule__name", "next_at"))
    assert at["backups_in_time"] == night
    assert at["certificates_valid"] == datetime(2099, 11, 25, 7, 0, tzinfo=SEOUL)


def test_nobody_answers_and_the_next_in_line_is_told_then_the_head_of_the_firm(owner, cast, facts, post_office):
    rule(owner, severity="urgent", escalate_minutes=30)
    on_duty(owner, cast.member.pk)
    on_duty(owner, cast.it.pk, place=2)
    facts["backups_in_time"] = ["a"]
    for minutes in (0, 31, 62, 93, 124):
        watch(NOON + timedelta(minutes=minutes))
        services.deliver(clock=fixed(NOON + timedelta(minutes=minutes)))
    assert [mail["To"] for mail in post_office.mails()] == [cast.member.email, cast.it.email, cast.owner.email]
    assert "답이 없어요" in post_office.mails()[1]["Subject"]


def test_whoever_takes_it_on_ends_the_escalation(owner, cast, facts, post_office):
    rule(owner, severity="urgent", escalate_minutes=30)
    on_duty(owner, cast.member.pk)
    facts["backups_in_time"] = ["a"]
    watch()
    services.acknowledge(Alert.objects.get(), actor=actor_of(cast.member), clock=fixed(NOON))
    watch(NOON + timedelta(minutes=40))
    assert Alert.objects.get().level == 0
    assert Alert.objects.get().acknowledged_by == cast.member.pk


def test_putting_off_needs_a_reason_and_an_end_and_keeps_it_quiet(owner, cast, facts, post_office):
    rule(owner)
    facts["backups_in_time"] = ["a"]
    watch()
    alert, until = Alert.objects.get(), NOON + timedelta(hours=5)
    answer = {"actor": owner, "clock": fixed(NOON)}
    assert code_of(services.snooze, alert, until, why=" ", **answer) == "registers.no_why"
    assert code_of(services.snooze, alert, NOON + timedelta(days=60), why=WHY, **answer) == "alerts.bad_until"
    services.snooze(alert, until, why=WHY, **answer)
    assert services.deliver(clock=fixed(NOON)).sent == 0
    assert post_office.received == []


def test_a_person_settles_it_and_a_fact_that_still_stands_rings_again(owner, facts):
    rule(owner)
    facts["backups_in_time"] = ["a"]
    watch()
    services.settle(Alert.objects.get(), actor=owner, why="다시 만들었어요", clock=fixed(NOON))
    assert code_of(services.acknowledge, Alert.objects.get(), actor=owner) == "alerts.over"
    watch(NOON + timedelta(minutes=11))
    assert Alert.objects.count() == 2


def test_a_mail_server_that_is_down_is_tried_again_ever_later_and_then_shown_as_undelivered(
    owner, facts, post_office, settings
):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    rule(owner)
    facts["backups_in_time"] = ["a"]
    watch()
    waits, at = [], NOON
    for _each in range(6):
        assert services.deliver(clock=fixed(at)) == delivering.Delivered(0, 1)
        message = Message.objects.get()
        waits.append((message.next_at - at).total_seconds())
        at = message.next_at
    assert waits[:5] == [60, 300, 1_800, 7_200, 21_600]
    assert (message.state, message.trouble) == ("undelivered", "ConnectionRefusedError")
    assert services.resend(actor=owner, why="고쳤어요", clock=fixed(at)) == 1
    settings.EMAIL_PORT = port
    assert services.deliver(clock=fixed(at)).sent == 1
    assert len(post_office.received) == 1


# ---- channels


def channel(owner, url, kind="webhook", name="전산팀 방", *, inside=True) -> Channel:
    return services.add_channel(name, kind, url, inside=inside, actor=owner, why=WHY)


def test_a_hook_hears_of_the_rule_but_of_nobody_s_name_and_its_address_is_sealed(owner, cast, facts):
    with listening(lambda _heard: (200, {}, b"")) as server:
        made = channel(owner, f"{server.url}/hook?key=secret")
        assert "secret" not in made.address
        assert sealing.unseal(made.address, use=USE).endswith("key=secret")
        first = rule(owner, to="nobody")
        first.channels.set([made])
        facts["backups_in_time"] = [cast.member.name]
        watch()
        assert services.deliver(clock=fixed(NOON)).sent == 1
    (heard,) = server.heard
    body = json.loads(heard.body)
    assert heard.query == {"key": ["secret"]}
    assert body["title"] == "backups_in_time 규칙"
    assert cast.member.name not in heard.body.decode() + json.dumps(body, ensure_ascii=False)


def test_a_hook_that_hangs_costs_its_time_and_no_more(owner, facts, monkeypatch):
    from jangbu.engines.notify import sending  # noqa: PLC0415

    stop = threading.Event()

    def hang(_heard):
        stop.wait(15)
        return 200, {}, b""

    monkeypatch.setattr(sending.send, "__kwdefaults__", {"level": "info", "seconds": 3.0})
    with listening(hang) as server:
        made = channel(owner, server.url)
        first = rule(owner, to="nobody")
        first.channels.set([made])
        facts["backups_in_time"] = ["a"]
        watch()
        assert services.deliver(clock=fixed(NOON)) == delivering.Delivered(0, 1)
        stop.set()
    assert Message.objects.get().trouble == "timeout"


def test_addresses_inside_must_be_allowed_and_a_name_that_leads_inside_later_is_refused_at_sending(owner, facts):
    assert code_of(channel, owner, "https://10.0.0.1/hook", inside=False) == "llm.address_refused"
    assert code_of(channel, owner, "http://169.254.169.254/latest") == "llm.address_refused"
    assert code_of(channel, owner, "javascript:alert(1)") == "alerts.no_address"
    assert code_of(channel, owner, "http://127.0.0.1:9/x", kind="slack") == "alerts.not_this_kind"
    made = services.add_channel(
        "밖", "webhook", "https://hooks.example.com/x", actor=owner, why=WHY, resolver=lambda _h, _p: ["93.184.215.14"]
    )
    first = rule(owner, to="nobody")
    first.channels.set([made])
    facts["backups_in_time"] = ["a"]
    watch()
    rebound = services.deliver(clock=fixed(NOON), resolver=lambda _h, _p: ["127.0.0.1"])
    assert rebound == delivering.Delivered(0, 1)
    assert Message.objects.get().trouble == "llm.address_refused"


def test_a_channel_is_tried_and_switched_off(owner):
    with listening(lambda _heard: (500, {}, b"")) as server:
        made = channel(owner, server.url)
        outcome = services.try_channel(made, actor=owner)
    assert (outcome.sent, outcome.said) == (False, "HTTP 500")
    assert services.stop_channel(made, actor=owner, why="").stopped_at is not None


# ---- duty


def test_who_is_on_duty_follows_days_hours_and_place(owner, cast):
    from jangbu.apps.incidents.duty.queries import in_line  # noqa: PLC0415

    on_duty(owner, cast.it.pk, place=2)
    day = on_duty(owner, cast.member.pk, from_hour=9, to_hour=18)
    assert in_line(NOON) == [cast.member.pk, cast.it.pk]
    assert in_line(NOON.replace(hour=20)) == [cast.it.pk]
    services.remove_shift(day, actor=owner, why="")
    assert in_line(NOON) == [cast.it.pk]
    cast.it.is_active = False
    cast.it.save()
    assert in_line(NOON) == []


def test_a_shift_that_runs_backwards_or_of_an_outsider_is_refused(owner, cast):
    add = services.add_shift
    told_ = {"actor": owner, "why": WHY}
    assert code_of(add, cast.it.pk, date(2026, 12, 2), date(2026, 12, 1), **told_) == "duty.bad_shift"
    assert code_of(add, cast.outsider.pk, date(2026, 12, 1), date(2026, 12, 2), **told_) == "duty.not_staff"


def test_members_answer_alerts_but_do_not_change_rules(member, owner, facts):
    made = rule(owner)
    assert code_of(services.switch, made, on=False, actor=member, why=WHY) == "permission.denied"
    assert code_of(services.watch, actor=Actor.person("", "")) == "permission.denied"
    assert Cursor.objects.count() == 0
