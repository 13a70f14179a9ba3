"""The weekly letter: really sent, once, to whoever wants it, and never with anybody's name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from jangbu.apps.base.needs import Need
from jangbu.apps.ledger.models import Entry
from jangbu.apps.people.models import Firm, Person
from jangbu.apps.reports import services
from jangbu.apps.reports.digest import queries
from jangbu.apps.reports.models import DigestLetter
from jangbu.apps.work.tests.post import post_office  # noqa: F401  # a real mail server
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # nine in the morning in Seoul
SYSTEM = Actor.system()


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def staff(cast):
    """Owner, approver and member have come in; the others have not yet."""
    Firm.objects.create(name="한빛정밀", created_at=MONDAY - timedelta(days=90))
    people = [cast.owner, cast.approver, cast.member]
    Person.objects.filter(pk__in=[each.pk for each in people]).update(last_login=MONDAY)
    return people


def waiting(_actor, _now):
    return [Need("박도윤 님의 계좌 010-1234-5678을 확인해 주세요", "자세히", None, "/", "보기", urgent=True)]


def send(at=MONDAY, needs=waiting):
    return services.send_digests(needs, actor=SYSTEM, clock=fixed(at))


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_everybody_gets_one_letter_a_week_in_their_language(staff, post_office):  # noqa: F811
    Person.objects.filter(pk=staff[1].pk).update(language="en")
    assert send() == 3
    assert send(MONDAY + timedelta(hours=1)) == 0
    assert send(MONDAY + timedelta(days=6)) == 0
    mails = {mail["To"]: mail for mail in post_office.mails()}
    assert set(mails) == {each.email for each in staff}
    assert "기다리는 일" in text_of(mails[staff[0].email])
    assert "Waiting for you" in text_of(mails[staff[1].email])
    assert send(MONDAY + timedelta(days=7)) == 3
    assert Entry.objects.filter(action="reports.digest_sent").count() == 2


def test_no_letter_holds_a_name_or_a_number(staff, post_office):  # noqa: F811
    send()
    for mail in post_office.mails():
        said = text_of(mail) + str(mail["Subject"])
        assert "010-1234-5678" not in said
        assert [each.name for each in staff if each.name in said] == []
        assert "●●●" in said


def test_nothing_goes_before_monday_at_eight(staff, post_office):  # noqa: F811
    early = MONDAY - timedelta(hours=1, minutes=1)
    assert send(early) == 0
    assert send(early + timedelta(minutes=1)) == 3
    assert queries.week_of(MONDAY) == "2026-W47"
    assert post_office.received


def test_whoever_said_no_is_left_alone_and_may_come_back(staff, post_office):  # noqa: F811
    person = Actor.person(staff[2].pk, staff[2].name)
    services.choose_digest(wanted=False, actor=person, clock=fixed(MONDAY))
    services.choose_digest(wanted=False, actor=person, clock=fixed(MONDAY))
    assert Entry.objects.filter(action="reports.digest_chosen").count() == 1
    assert send() == 2
    services.choose_digest(wanted=True, actor=person, clock=fixed(MONDAY + timedelta(days=1)))
    assert send(MONDAY + timedelta(days=1)) == 1
    assert len(post_office.mails()) == 3


def test_a_server_that_refuses_one_keeps_no_one_else_waiting(staff, post_office):  # noqa: F811
    post_office.refuse = staff[0].email
    assert send() == 2
    failed = DigestLetter.objects.get(person=staff[0].pk)
    assert (failed.state, failed.trouble) == ("failed", "SMTPRecipientsRefused")
    post_office.refuse = ""
    assert send(MONDAY + timedelta(minutes=59)) == 0
    assert send(MONDAY + timedelta(hours=1)) == 1


def test_a_server_that_is_down_loses_nothing(staff, post_office, settings):  # noqa: F811
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert send() == 0
    assert set(DigestLetter.objects.values_list("state", flat=True)) == {"failed"}
    settings.EMAIL_PORT = port
    assert send(MONDAY + timedelta(hours=2)) == 3


def test_a_letter_whose_process_died_is_sent_by_the_next(staff, post_office):  # noqa: F811
    DigestLetter.objects.create(person=staff[0].pk, week=queries.week_of(MONDAY), state="sending", tried_at=MONDAY)
    assert send(MONDAY + timedelta(minutes=1)) == 2
    assert send(MONDAY + timedelta(minutes=16)) == 1
    assert len(post_office.mails()) == 3


def test_without_a_mail_server_nothing_is_counted_as_sent(staff, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert send() == 0
    assert not DigestLetter.objects.exists()


def test_the_page_shows_the_letter_and_switches_it_off(cast, sign_in):
    client = sign_in(cast.member)
    assert "받지 않기" in client.get("/digest/").content.decode()
    assert client.post("/digest/", {"wanted": "no"}).status_code == 302
    assert "다시 받기" in client.get("/digest/").content.decode()
    assert not queries.wants(cast.member.pk)


def about_a_customer(_actor, _now):
    return [Need("오세훈 과장의 견적에 답해 주세요", "자세히", None, "/", "보기", urgent=True)]


def test_people_outside_are_hidden_and_counted_until_the_firm_says_why_not(staff, post_office):  # noqa: F811
    send(needs=about_a_customer)
    said = text_of(post_office.mails()[0])
    assert "●●● 과장의 견적" in said
    assert "바깥 사람의 이름을 1곳에서 가렸어요" in said
    owner = Actor.person(staff[0].pk, staff[0].name)
    with pytest.raises(Problem) as empty:
        services.set_names(shown=True, why="", actor=owner)
    assert empty.value.code == "reports.no_why"
    member = Actor.person(staff[2].pk, staff[2].name)
    with pytest.raises(Problem) as refused:
        services.set_names(shown=True, why="보려고", actor=member)
    assert refused.value.code == "permission.denied"
    services.set_names(shown=True, why="거래처가 셋뿐이라", actor=owner, clock=fixed(MONDAY))
    post_office.received.clear()
    send(MONDAY + timedelta(days=7), needs=about_a_customer)
    assert "오세훈 과장의 견적" in text_of(post_office.mails()[0])
