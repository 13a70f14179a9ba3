"""An incident from the first word to the end: clocks from its facts, letters, steps, and what closing it needs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jangbu.apps.incidents import services
from jangbu.apps.incidents.clocks import clocks_of, now_for
from jangbu.apps.incidents.models import Incident, Statement
from jangbu.apps.incidents.services import INCIDENTS
from jangbu.apps.incidents.tests.conftest import KNOWN, WHY, filled, told
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.registers import services as registers
from jangbu.kernel import clock as clocks_module
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.errors import Problem


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    assert caught.value.sentence("ko")
    assert caught.value.sentence("en")
    return caught.value.code


def states(incident: Incident, at: datetime) -> dict[str, str]:
    return {clock.rule.id: clock.state for clock in clocks_of(Incident.objects.get(pk=incident.pk), at)}


def state(incident, key, value="", *, known_at, actor):
    return services.state_fact(incident, key, value, known_at=known_at, actor=actor, why=WHY, clock=fixed(known_at))


def test_whoever_notices_a_leak_tells_of_it_and_its_clock_runs_from_when_it_was_known(leak):
    (clock,) = clocks_of(leak, KNOWN + timedelta(hours=1))
    assert (clock.rule.id, clock.due_at) == ("notify_confirmed", KNOWN + timedelta(hours=72))
    assert clock.entries == (leak.statements.get().entry,)


def test_facts_that_come_later_start_and_stop_clocks(leak, member):
    later = KNOWN + timedelta(hours=20)
    state(leak, "people_count:number", "1,240명", known_at=later, actor=member)
    assert states(leak, later) == {"notify_confirmed": "running", "report": "running"}
    state(leak, "people_count:number", "640", known_at=later + timedelta(hours=3), actor=member)
    assert states(leak, later + timedelta(hours=3)) == {"notify_confirmed": "running", "report": "stopped"}
    assert states(leak, later) == {"notify_confirmed": "running", "report": "running"}  # as it was then


def test_what_cannot_be_is_refused_with_a_next_step_and_nothing_is_written(leak, member):
    before = Statement.objects.count()
    for value in ("", "많음", "-3", "1e9", "９９"):
        assert code_of(state, leak, "people_count:number", value, known_at=KNOWN, actor=member) == "incidents.bad_value"
    assert code_of(state, leak, "extended:text", "x", known_at=KNOWN, actor=member) == "incidents.not_for_kind"
    future = {"known_at": KNOWN + timedelta(days=1), "actor": member, "why": WHY, "clock": fixed(KNOWN)}
    assert code_of(services.state_fact, leak, "sensitive:yes", "", **future) == "incidents.in_future"
    assert Statement.objects.count() == before


def test_statements_are_never_changed(leak):
    statement = leak.statements.get()
    with pytest.raises(ValueError, match="never changed"):
        statement.save()


def test_a_machine_whose_clock_was_set_back_gains_no_time(leak, member, monkeypatch):
    newest = ledger.latest_moment()
    back = newest - timedelta(days=7)
    monkeypatch.setattr("jangbu.apps.incidents.clocks.system_clock", fixed(back))
    from jangbu.apps.incidents import clocks  # noqa: PLC0415

    assert clocks.now_for(clocks.system_clock) == newest
    assert now_for(fixed(back), [newest]) == newest
    assert clocks_module.system_clock() >= newest


def first_letter(leak, lead, at):
    made = services.draft_notice(leak, "first", actor=lead, clock=fixed(at))
    return services.approve_notice(made, actor=lead, why="맞아요", clock=fixed(at))


def test_the_first_letter_tells_what_is_known_and_says_what_is_not(leak, member, lead):
    later = KNOWN + timedelta(hours=2)
    state(leak, "items:text", "이름, 전화번호", known_at=later, actor=member)
    made = services.draft_notice(leak, "first", actor=member, clock=fixed(later))
    assert "이름, 전화번호" in made.text_ko
    assert "현재 확인 중입니다" in made.text_ko
    assert "still being established" in made.text_en
    for law in ("제39조", "제39조의2", "제43조"):
        assert law in made.text_ko
    assert "{" not in made.text_ko + made.text_en


def test_sending_stops_the_clock_and_later_facts_ask_for_an_addition(leak, member, lead):
    at = KNOWN + timedelta(hours=30)
    made = first_letter(leak, lead, at)
    services.note_sent(made, sent_at=at, channel="text", recipients=12, actor=lead, why=WHY, clock=fixed(at))
    assert states(leak, at) == {"notify_confirmed": "met"}
    later = at + timedelta(hours=20)
    state(leak, "course:text", "퇴사자 계정으로", known_at=later, actor=member)
    assert states(leak, later)["add_notice"] == "running"
    addition = services.draft_notice(leak, "addition", actor=member, clock=fixed(later))
    assert "퇴사자 계정으로" in addition.text_ko


def test_a_letter_is_sent_only_after_a_person_of_weight_approved_it(leak, member, lead):
    made = services.draft_notice(leak, "first", actor=member, clock=fixed(KNOWN))
    sending = {"sent_at": KNOWN, "channel": "text", "recipients": 1, "why": WHY, "clock": fixed(KNOWN)}
    assert code_of(services.note_sent, made, actor=lead, **sending) == "incidents.not_approved"
    assert code_of(services.approve_notice, made, actor=member, why="") == "permission.denied"
    approved = services.approve_notice(made, actor=lead, why="맞아요", clock=fixed(KNOWN))
    assert code_of(services.change_notice, approved, "바꾼 글", "", actor=member) == "incidents.notice_settled"
    services.note_sent(approved, actor=lead, **sending)
    assert code_of(services.note_sent, approved, actor=lead, **sending) == "incidents.notice_settled"


def test_a_possible_leak_is_told_confirmed_or_taken_back(member, lead):
    possible = told(member, "possible_leak")
    at = KNOWN + timedelta(hours=10)
    made = services.draft_notice(possible, "possible", actor=member, clock=fixed(at))
    assert "아직 확정되지 않았으며" in made.text_ko
    services.approve_notice(made, actor=lead, why="", clock=fixed(at))
    made.refresh_from_db()
    services.note_sent(made, sent_at=at, channel="mail", recipients=5, actor=lead, why=WHY, clock=fixed(at))
    later = at + timedelta(days=2)
    state(possible, "leak_disproved:yes", known_at=later, actor=member)
    assert states(possible, later) == {"notify_possible": "met", "retract": "running"}
    back = services.draft_notice(possible, "retraction", actor=member, clock=fixed(later))
    services.approve_notice(back, actor=lead, why="", clock=fixed(later))
    services.note_sent(back, sent_at=later, channel="mail", recipients=5, actor=lead, why=WHY, clock=fixed(later))
    assert states(possible, later) == {"notify_possible": "met", "retract": "met"}


def test_it_is_closed_only_when_nothing_is_left(leak, member, lead):
    def close():
        return registers.move_row(INCIDENTS, leak, "close", actor=lead, why="다 끝나서")

    assert code_of(close) == "incidents.clocks_run"
    at = KNOWN + timedelta(hours=3)
    for fact in ("items:text", "course:text"):
        state(leak, fact, "이름", known_at=at, actor=member)
    made = first_letter(leak, lead, at)
    services.note_sent(made, sent_at=at, channel="text", recipients=1, actor=lead, why=WHY, clock=fixed(at))
    assert code_of(close) == "incidents.steps_open"
    for step in ("contain", "preserve", "tell_head", "scope", "notify"):
        services.do_step(leak, step, actor=member)
    assert code_of(close) == "incidents.not_reviewed"
    looked = {"cause": "계정을 거두지 않아서", "change": "퇴사하는 날 거둬요", "owner": lead.id}
    assert code_of(services.look_back, leak, **looked, due=date(2020, 1, 1), actor=lead) == "incidents.due_past"
    review = services.look_back(leak, **looked, due=date(2099, 1, 1), actor=lead)
    assert close().state == "closed"
    assert code_of(state, leak, "sensitive:yes", known_at=at, actor=member) == "incidents.closed"
    assert services.finish_change(review, note="거뒀어요", actor=lead).done_at is not None
    actions = [each.action for each in ledger.told(INCIDENTS.subject(leak), 60)]
    assert {"incidents.stated", "incidents.notice_sent", "incidents.step_done", "incidents.looked_back"} <= set(actions)


def test_a_step_is_taken_back_by_ticking_it_again(leak, member):
    assert services.do_step(leak, "contain", actor=member) is not None
    assert services.do_step(leak, "contain", actor=member) is None
    assert leak.steps.get().undone_at is not None
    assert code_of(services.do_step, leak, "nonsense", actor=member) == "incidents.no_step"


def test_a_request_for_access_shows_the_day_it_ends_and_is_answered(member, lead):
    asked = told(member, "access_request")
    (clock,) = clocks_of(asked, KNOWN)
    assert clock.due_at == datetime(2026, 12, 1, tzinfo=SEOUL)
    made = services.draft_notice(asked, "reply_given", actor=member, clock=fixed(KNOWN))
    services.approve_notice(filled(made, lead), actor=lead, why="", clock=fixed(KNOWN))
    made.refresh_from_db()
    services.note_sent(made, sent_at=KNOWN, channel="post", recipients=1, actor=lead, why=WHY, clock=fixed(KNOWN))
    assert states(asked, KNOWN) == {"access": "met"}
