"""Letters by a real mail server, and the pages as people use them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jangbu.apps.incidents import queries, services
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.models import Incident
from jangbu.apps.incidents.services import INCIDENTS
from jangbu.apps.incidents.tests.conftest import WHY, actor_of, told
from jangbu.apps.incidents.tests.test_life import code_of
from jangbu.apps.work.tests.post import post_office
from jangbu.kernel.clock import SEOUL, system_clock

__all__ = ["post_office"]


@pytest.fixture
def ready(member, lead):
    """A letter that may be sent now."""
    incident = told(member, known_at=system_clock())
    made = services.draft_notice(incident, "first", actor=member)
    return services.approve_notice(made, actor=lead, why="맞아요")


def mail(notice, addresses, lead, tongue="ko"):
    return services.mail_notice(notice, addresses, tongue=tongue, actor=lead, why=WHY)


def test_each_person_gets_a_letter_of_their_own_and_no_address_is_kept(ready, lead, post_office):
    made, refused = mail(ready, "a@example.com\nb@example.com, a@example.com", lead)
    assert (made.recipients, refused) == (2, [])
    mails = post_office.mails()
    assert sorted(each["To"] for each in mails) == ["a@example.com", "b@example.com"]
    assert "유출" in mails[0]["Subject"]
    assert "제39조의2" in mails[0].get_content()
    made.refresh_from_db()
    assert "example.com" not in str(made.__dict__)
    assert made.incident.statements.get(name="told_people").value == "first"


def test_whom_the_server_refuses_is_told_and_not_counted(ready, lead, post_office):
    post_office.refuse = "gone"
    made, refused = mail(ready, "a@example.com\ngone@example.com", lead)
    assert (made.recipients, refused) == (1, ["gone@example.com"])


def test_a_mail_server_that_is_down_changes_nothing_and_the_clock_runs_on(ready, lead, post_office, settings):
    settings.EMAIL_PORT = 1
    assert code_of(mail, ready, "a@example.com", lead) == "incidents.mail_down"
    ready.refresh_from_db()
    assert ready.sent_at is None
    assert not ready.incident.statements.filter(name="told_people").exists()


def test_addresses_that_are_none_are_refused_before_anything_is_sent(ready, lead, post_office):
    for addresses in (
        "",
        "not an address",
        "a@example.com\r\nBcc: x@example.com",
        "\n".join(f"{n}@example.com" for n in range(201)),
    ):
        assert code_of(mail, ready, addresses, lead) == "incidents.no_addresses"
    assert post_office.received == []


def test_without_a_mail_server_another_way_is_offered(ready, lead, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert code_of(mail, ready, "a@example.com", lead) == "incidents.no_mail"


def post(browser, url, **data):
    return browser.post(url, data)


def test_from_the_first_word_to_the_letter_on_the_pages(cast, sign_in):
    browser = sign_in(cast.owner)
    now = now_for().astimezone(SEOUL)
    told_form = {
        "kind": "wrong_recipient", "title": "견적서 잘못 보냄", "known_at": f"{now:%Y-%m-%dT%H:%M}",
        "owner": cast.member.pk, "summary": "<b>다른 거래처</b>에 보냈어요", "why": WHY, "people_count": "3",
    }  # fmt: skip
    made = browser.post(reverse("incidents-tell"), told_form)
    incident = Incident.objects.get()
    assert made.headers["Location"] == reverse("incidents-detail", args=[incident.pk])
    page = browser.get(made.headers["Location"]).content.decode()
    assert "유출된 사람들에게 알리기" in page
    assert "<b>다른 거래처</b>" not in page
    wrong = post(
        browser,
        reverse("incidents-fact", args=[incident.pk]),
        fact="people_count:number",
        value="여럿",
        why=WHY,
        known_at=f"{now:%Y-%m-%dT%H:%M}",
    )
    assert wrong.status_code == 422
    assert "여럿" in wrong.content.decode()
    post(browser, reverse("incidents-step", args=[incident.pk]), step="recall")
    letter = post(browser, reverse("incidents-draft", args=[incident.pk]), stage="first").headers["Location"]
    assert "초안" in browser.get(letter).content.decode()
    post(browser, letter, do="approve")
    sent = post(browser, letter, do="sent", sent_at=f"{now:%Y-%m-%dT%H:%M}", channel="phone", recipients="3", why=WHY)
    assert sent.status_code == 302
    assert "제때 함" in browser.get(reverse("incidents-detail", args=[incident.pk])).content.decode()
    assert browser.get(reverse("incidents")).status_code == 200


def test_running_clocks_wait_on_the_first_page_of_whoever_may_act(member, owner, cast, leak):
    (need,) = queries.needs(owner, system_clock())
    assert "유출된 사람들에게 알리기" in need.title
    assert need.urgent
    assert queries.needs(actor_of(cast.auditor), system_clock()) == []


def test_the_register_offers_incidents_to_programs_too(cast, sign_in, leak):
    told_rows = sign_in(cast.owner).get("/api/v1/incidents").json()
    assert str(leak.pk) in str(told_rows)
    assert INCIDENTS.name == "incidents"
