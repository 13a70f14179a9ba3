"""A computer whose clock was set back: a sentence, and the old state is kept. Through the real services."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest

from jangbu.apps.incidents import services
from jangbu.apps.incidents.alerts.models import Alert
from jangbu.apps.incidents.clocks import clocks_of, now_for
from jangbu.apps.incidents.models import Statement
from jangbu.apps.incidents.tests.conftest import WHY
from jangbu.apps.incidents.tests.test_alerts import facts, on_duty, rule
from jangbu.apps.journey import services as journey
from jangbu.apps.journey.models import Snapshot
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger import steadiness
from jangbu.apps.ledger.services import bind_clock
from jangbu.apps.people.models import Firm, Person
from jangbu.apps.reports import services as reports
from jangbu.apps.reports.models import DigestLetter, Reading
from jangbu.apps.work.tests.post import post_office
from jangbu.kernel import clock as kernel_clock
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

__all__ = ["facts", "post_office"]
SYSTEM = Actor.system()
DAYS = timedelta(days=8)


@contextlib.contextmanager
def machine_at(moment, monkeypatch):
    """The machine's clock shows `moment`: for all that asks, the ledger's own dates too."""
    with monkeypatch.context() as wrong:
        wrong.setattr(steadiness, "machine_clock", fixed(moment))
        with kernel_clock.story_at(moment):
            bind_clock(system_clock)
            yield


@pytest.fixture
def firm(cast):
    now = system_clock()
    Firm.objects.create(name="한빛정밀", created_at=now - timedelta(days=90))
    Person.objects.filter(pk=cast.owner.pk).update(last_login=now)
    return now


def refused(do, *given, **more):
    with pytest.raises(Problem) as found:
        do(*given, **more)
    assert "시계가 뒤로 갔어요" in found.value.sentence("ko")
    assert "시계를 맞춰 주세요" in found.value.next_step("ko")
    return found.value.code


def test_the_clocks_of_an_incident_go_on_from_the_later_moment_even_after_more_was_written(
    leak, member, firm, monkeypatch
):
    now = now_for()
    before = [(clock.rule.id, clock.state, clock.due_at) for clock in clocks_of(leak, now)]
    with machine_at(now - DAYS, monkeypatch):
        for said in ("800", "900"):
            services.state_fact(leak, "people_count:number", said, known_at=now - DAYS, actor=member, why=WHY)
            assert now_for() >= now - timedelta(seconds=1)
        after = [(clock.rule.id, clock.state, clock.due_at) for clock in clocks_of(leak, now_for())]
    assert after == before
    assert min(each.recorded_at for each in Statement.objects.filter(name="people_count")) >= leak.created_at


def test_an_alert_rings_about_the_clock_and_escalation_waits_for_time_that_really_passes(
    owner, cast, facts, firm, monkeypatch
):
    on_duty(owner, cast.it.pk)
    rule(owner, severity="urgent", escalate_minutes=10, to="duty")
    facts["backups_in_time"] = ["a"]
    services.install_defaults(actor=owner)
    services.watch(force=True)
    alert = Alert.objects.get(rule__name="backups_in_time", rule__escalate_minutes=10)
    due = alert.escalate_at
    with machine_at(system_clock() - DAYS, monkeypatch):
        services.watch(force=True)
        services.watch(force=True)
        clock = Alert.objects.get(rule__key="clock", resolved_at=None)
        assert "기록보다 뒤예요" in clock.said_ko
        assert clock.opened_at >= alert.opened_at
    alert.refresh_from_db()
    assert (alert.escalate_at, alert.level) == (due, 0)
    services.watch(clock=fixed(due + timedelta(minutes=1)))
    alert.refresh_from_db()
    assert alert.level == 1
    services.watch(force=True)
    clock.refresh_from_db()
    assert clock.resolved_at is not None


def test_no_snapshot_no_figures_and_no_letter_are_written_for_a_day_that_is_over(
    cast, owner, firm, post_office, monkeypatch
):
    reports.keep_figures(actor=SYSTEM)
    journey.take_snapshots(actor=SYSTEM)
    kept = (Snapshot.objects.count(), Reading.objects.count())
    with machine_at(firm - DAYS, monkeypatch):
        assert refused(journey.take_snapshots, actor=SYSTEM) == "ledger.clock_back"
        assert refused(reports.keep_figures, actor=SYSTEM) == "ledger.clock_back"
        assert refused(reports.send_digests, lambda _a, _n: [], actor=SYSTEM) == "ledger.clock_back"
    assert (Snapshot.objects.count(), Reading.objects.count()) == kept
    assert (DigestLetter.objects.count(), post_office.received) == (0, [])


def test_the_pages_say_so_and_whoever_knows_better_confirms_the_clock(cast, owner, leak, firm, sign_in, monkeypatch):
    back = firm - DAYS
    client = sign_in(cast.owner)
    with monkeypatch.context() as wrong:
        wrong.setattr(steadiness, "machine_clock", fixed(back))
        for page in ("/incidents/alerts/", f"/incidents/{leak.pk}/", "/digest/"):
            assert "컴퓨터 시계가 뒤로 갔어요" in client.get(page).content.decode()
        assert sign_in(cast.member).post("/ledger/clock/", {"why": "맞아요"}).status_code == 403
        client = sign_in(cast.owner)
        bind_clock(fixed(back))
        assert client.post("/ledger/clock/", {"why": ""}).status_code == 422
        assert client.post("/ledger/clock/", {"why": "서버를 옮기며 날짜가 앞섰어요"}).status_code == 302
        assert ledger.set_back() is None
        assert "뒤로 갔어요" not in client.get("/incidents/alerts/").content.decode()
    bind_clock(system_clock)


def test_a_small_difference_between_machines_is_no_news(firm, owner, leak):
    latest = ledger.latest_moment()
    assert steadiness.set_back(fixed(latest - timedelta(seconds=90))) is None
    assert steadiness.set_back(fixed(latest - timedelta(seconds=150))) is not None
