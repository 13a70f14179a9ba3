"""The weekly look at the log, audits with findings, evidence of all of it at past moments, and the pages."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from jangbu.apps.base.evidence import Call, Status, ask
from jangbu.apps.incidents import evidence, services
from jangbu.apps.incidents.alerts.models import Alert, AlertRule
from jangbu.apps.incidents.logreview.preparing import monday, prepare
from jangbu.apps.incidents.services import AUDITS, FINDINGS
from jangbu.apps.incidents.tests.conftest import KNOWN, WHY, told
from jangbu.apps.incidents.tests.test_alerts import NOON, rule
from jangbu.apps.incidents.tests.test_life import code_of, state
from jangbu.apps.ledger.services import bind_clock
from jangbu.apps.people import services as people
from jangbu.apps.registers import services as registers
from jangbu.kernel.clock import SEOUL, fixed, system_clock

WEEK = date(2099, 11, 16)


@pytest.fixture
def at():
    """Entries are dated by this clock: `at(moment)`."""
    yield lambda moment: bind_clock(fixed(moment))
    bind_clock(system_clock)


def status(name: str, moment: datetime, **params) -> Status:
    return ask(Call.of(name, params), moment).honest


# ---- the weekly look


def test_what_is_new_frequent_or_at_night_stands_first(owner, cast, at):
    monday_night = datetime(2099, 11, 16, 23, 30, tzinfo=SEOUL)
    for weeks in range(1, 9):
        at(monday_night.replace(hour=11) - timedelta(weeks=weeks))
        people.invite_person(f"{weeks}@hanbit.example", "새 직원", "member", actor=owner, why=WHY)
    at(monday_night)
    people.change_role(cast.member, "approver", actor=owner, why=WHY)
    (group,) = [each for each in prepare(WEEK) if each.group.id == "roles"]
    assert group.unusual
    said = " ".join(each.ko for each in group.reasons)
    assert "없던 일 1가지" in said
    assert "밤이나 쉬는 날 1건" in said


def test_a_week_is_confirmed_once_by_a_person_after_it_is_over(owner, member):
    later = fixed(NOON)
    assert code_of(services.confirm_week, WEEK, " ", actor=owner, clock=later) == "registers.no_why"
    assert (
        code_of(services.confirm_week, WEEK + timedelta(days=1), "x", actor=owner, clock=later) == "logreview.no_monday"
    )
    assert code_of(services.confirm_week, monday(NOON.date()), "x", actor=owner, clock=later) == "logreview.not_over"
    assert code_of(services.confirm_week, WEEK, "x", actor=member, clock=later) == "permission.denied"
    assert services.confirm_week(WEEK, "다 읽었어요", actor=owner, clock=later).entry
    assert code_of(services.confirm_week, WEEK, "x", actor=owner, clock=later) == "logreview.done"


def test_a_week_that_nobody_confirmed_speaks_for_itself_after_its_grace(owner, at):
    at(datetime(2099, 11, 2, 12, 0, tzinfo=SEOUL))
    told(owner, "other", known_at=datetime(2099, 11, 2, 12, 0, tzinfo=SEOUL))
    assert status("log_reviewed", datetime(2099, 11, 12, 12, 0, tzinfo=SEOUL), weeks=1) is Status.UNKNOWN
    assert status("log_reviewed", datetime(2099, 11, 16, 1, 0, tzinfo=SEOUL), weeks=2) is Status.UNMET
    services.confirm_week(date(2099, 11, 2), "읽었어요", actor=owner, clock=fixed(NOON))
    assert status("log_reviewed", NOON, weeks=4) is Status.PARTLY  # the week after it is unconfirmed


# ---- audits


def test_an_audit_is_closed_when_its_findings_are_settled(owner, lead):
    values = {"title": "2026년 개인정보 점검", "area": "privacy", "auditor": "정우진", "scope": "전체"}
    audit = registers.add_row(AUDITS, values, actor=owner, why=WHY)

    def move(register, row, name):
        return registers.move_row(register, row, name, actor=owner, why=WHY)

    assert code_of(move, AUDITS, audit, "do") == "audits.not_done"
    done = {"done_on": date(2026, 11, 20), "summary": "대체로 지켜요"}
    registers.change_row(AUDITS, audit, done, actor=owner, why=WHY)
    move(AUDITS, audit, "do")
    lines = {"title": "퇴사자 계정", "audit": audit.pk, "severity": "high", "owner": lead.id, "due": date(2026, 11, 25)}
    finding = registers.add_row(FINDINGS, lines, actor=owner, why=WHY, clock=fixed(KNOWN))
    assert code_of(move, AUDITS, audit, "close") == "audits.findings_open"
    assert code_of(move, FINDINGS, finding, "fix") == "audits.no_action"
    day = datetime(2026, 11, 26, 12, 0, tzinfo=SEOUL)
    assert status("audit_findings_followed", day - timedelta(days=2)) is Status.MET
    assert status("audit_findings_followed", day) is Status.UNMET
    registers.change_row(FINDINGS, finding, {"action": "계정을 거뒀어요"}, actor=owner, why=WHY)
    move(FINDINGS, finding, "fix")
    move(FINDINGS, finding, "check")
    assert move(AUDITS, audit, "close").state == "closed"
    assert status("audit_findings_followed", system_clock() + timedelta(days=1)) is Status.MET
    assert status("audit_findings_followed", day) is Status.UNMET  # that day it was late


# ---- evidence


def test_clocks_of_a_past_moment_are_answered_without_what_came_later(member, lead):
    leak = told(member)
    late = KNOWN + timedelta(hours=80)
    assert status("notices_sent_in_time", KNOWN + timedelta(hours=1)) is Status.MET
    assert status("notices_sent_in_time", late) is Status.UNMET
    state(leak, "leak_disproved:yes", known_at=late, actor=member)
    assert status("notices_sent_in_time", KNOWN + timedelta(hours=1)) is Status.MET
    assert status("incidents_in_time", late) is Status.UNMET
    assert status("access_requests_in_time", late) is Status.UNKNOWN
    told(member, "access_request")
    assert status("access_requests_in_time", KNOWN + timedelta(days=5)) is Status.MET
    assert status("access_requests_in_time", KNOWN + timedelta(days=30)) is Status.UNMET
    assert all(each.entry for each in evidence.incidents_in_time(late).evidence)


def test_an_incident_asks_to_be_looked_back_on_after_a_month(member, lead):
    outage = told(member, "outage")
    month = KNOWN + timedelta(days=31)
    assert status("incident_reviews_done", KNOWN + timedelta(days=5)) is Status.UNKNOWN
    assert status("incident_reviews_done", month) is Status.UNMET
    review = services.look_back(
        outage,
        cause="디스크",
        change="늘려요",
        owner=lead.id,
        due=date(2026, 12, 25),
        actor=lead,
        clock=fixed(month - timedelta(days=1)),
    )
    assert status("incident_reviews_done", month) is Status.MET
    assert status("incident_reviews_done", month + timedelta(days=10)) is Status.UNMET
    services.finish_change(review, note="늘렸어요", actor=lead, clock=fixed(month + timedelta(days=11)))
    assert status("incident_reviews_done", month + timedelta(days=12)) is Status.MET


def test_rules_that_nobody_looks_at_and_alerts_that_nobody_answers_show(owner, monkeypatch):
    rule(owner, "measure", "undelivered_messages", op=">=", threshold=0)
    assert status("alert_rules_live", NOON - timedelta(hours=1)) is Status.UNMET
    services.watch(clock=fixed(NOON))
    assert status("alert_rules_live", NOON + timedelta(hours=1)) is Status.MET
    assert status("alert_rules_live", NOON + timedelta(days=3)) is Status.UNMET
    assert status("alerts_answered", NOON + timedelta(hours=1)) is Status.UNKNOWN
    assert status("alerts_answered", NOON + timedelta(hours=25)) is Status.UNMET
    services.acknowledge(Alert.objects.get(), actor=owner, clock=fixed(NOON + timedelta(hours=2)))
    assert status("alerts_answered", NOON + timedelta(hours=25)) is Status.MET
    made = AlertRule.objects.get()
    services.switch(made, on=False, actor=owner, why=WHY, clock=fixed(NOON + timedelta(days=1)))
    assert status("alert_rules_live", NOON + timedelta(days=2)) is Status.UNKNOWN


def test_duty_is_covered_when_working_hours_of_a_week_have_somebody_first(owner, cast):
    day = NOON.date()
    assert status("duty_covered", NOON) is Status.UNKNOWN
    add = {"actor": owner, "why": WHY, "clock": fixed(NOON)}
    services.add_shift(cast.it.pk, day, day + timedelta(days=6), from_hour=9, to_hour=18, **add)
    assert status("duty_covered", NOON) is Status.MET
    assert status("duty_covered", NOON + timedelta(days=1)) is Status.PARTLY
    assert status("duty_covered", NOON - timedelta(days=1)) is Status.UNKNOWN


# ---- pages


def test_every_page_opens_and_does_what_its_buttons_say(cast, sign_in, owner):
    browser = sign_in(cast.owner)
    assert browser.post(reverse("alert-install")).status_code == 302
    for name in (
        "alert-list",
        "alert-rules",
        "alert-channels",
        "alert-rule-new",
        "duty",
        "logreview",
        "audits",
        "findings",
    ):
        assert browser.get(reverse(name)).status_code == 200, name
    made = AlertRule.objects.get(key="backups")
    page = browser.get(reverse("alert-rule", args=[made.pk])).content.decode()
    assert "백업이 늦었어요" in page
    assert browser.post(reverse("alert-look")).status_code == 302
    first = Alert.objects.first()
    if first is not None:
        assert browser.get(reverse("alert", args=[first.pk])).status_code == 200
        browser.post(reverse("alert", args=[first.pk]), {"do": "take"})
        first.refresh_from_db()
        assert first.acknowledged_by == cast.owner.pk
    added = {
        "person": cast.it.pk,
        "starts_on": "2099-01-01",
        "ends_on": "2099-01-07",
        "from_hour": 0,
        "to_hour": 24,
        "place": 1,
        "why": WHY,
    }
    assert browser.post(reverse("duty"), added).status_code == 302
    assert browser.post(reverse("duty"), {**added, "ends_on": "2098-01-01"}).status_code == 422
    quiet = {"starts": 23, "ends": 6, "weekends": "on", "why": WHY}
    assert browser.post(reverse("alert-quiet"), quiet).status_code == 302
    bad = {"name": "x", "kind": "webhook", "address": "https://10.0.0.1/x", "why": WHY}
    assert "10.0.0.1" in browser.post(reverse("alert-channels"), bad).content.decode()


def test_a_rule_is_changed_on_its_page_and_a_wrong_name_says_so(cast, sign_in, owner):
    browser = sign_in(cast.owner)
    services.install_defaults(actor=owner)
    made = AlertRule.objects.get(key="budget")
    form = {
        "title_ko": made.title_ko, "title_en": made.title_en, "area": "cost", "source": "measure", "name": made.name,
        "op": ">=", "threshold": 60, "severity": "high", "to": "duty", "every_minutes": 30, "window_minutes": 60,
        "escalate_minutes": 0, "why": "더 일찍 알려고",
    }  # fmt: skip
    url = reverse("alert-rule", args=[made.pk])
    assert browser.post(url, form).status_code == 302
    made.refresh_from_db()
    assert made.threshold == 60
    wrong = browser.post(url, {**form, "name": "nothing"})
    assert wrong.status_code == 422
    assert "nothing" in wrong.content.decode()


def test_a_failed_sign_in_is_on_record_without_what_was_typed(client, cast):
    from jangbu.apps.ledger.models import Entry  # noqa: PLC0415

    for typed in ("minji@hanbit.example", "my-secret-word@example.com"):
        client.post(reverse("account_login"), {"login": typed, "password": "아니에요"})
    entries = Entry.objects.filter(action="people.sign_in_failed")
    assert entries.count() == 2
    assert all("secret-word" not in each.content and "아니에요" not in each.content for each in entries)
