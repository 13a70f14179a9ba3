"""Two factors: asked of whoever approves or sees personal data, per session, with secrets sealed at rest."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from jangbu.apps.ledger.models import Entry
from jangbu.apps.people import services
from jangbu.apps.people.models import SECOND_FACTOR_KEY
from jangbu.kernel.entry import Subject

from .test_grants import give
from .test_services import GOOD, SHELL, as_actor

pytestmark = pytest.mark.django_db
PASSWORD = "한빛정밀-2026-비밀번호"
SETUP = "second-factor"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enter(client: Client, person, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def secret_of(person) -> str:
    sealed = Authenticator.objects.get(user=person, type="totp").data["secret"]
    from jangbu.apps.people.sealing import unseal  # noqa: PLC0415

    return unseal(sealed)


@pytest.fixture
def turn_on(monkeypatch):
    """As a person does it: open the page, read the secret, type the code. What waits for the commit happens at once."""
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_named: call())

    def typed(client: Client):
        page = client.get(reverse("mfa_activate_totp"))
        return client.post(reverse("mfa_activate_totp"), {"code": code_for(page.context["form"].secret)})

    return typed


@pytest.mark.parametrize("who", ["owner", "approver", "auditor"])
def test_who_decides_or_sees_personal_data_sees_nothing_before_the_set_up(cast, client, who):
    enter(client, getattr(cast, who))
    for name in ("people", "account", "grants"):
        assert client.get(reverse(name)).headers["Location"] == reverse(SETUP)
    assert client.get(reverse(SETUP)).status_code == 200


def test_a_member_and_a_guest_without_access_need_none(cast, client):
    enter(client, cast.member)
    assert client.get(reverse("account")).status_code == 200
    assert client.get(reverse(SETUP)).headers["Location"] == "/"


def test_a_guest_needs_two_factors_as_soon_as_there_is_a_grant(cast, client):
    enter(client, cast.outsider)
    assert client.get(reverse("account")).status_code == 200
    give(cast)
    assert client.get(reverse("account")).headers["Location"] == reverse(SETUP)


def test_setting_up_shows_the_recovery_codes_once_and_opens_the_house(cast, client, turn_on):
    enter(client, cast.owner)
    assert turn_on(client).headers["Location"] == reverse("mfa_view_recovery_codes")
    page = client.get(reverse("mfa_view_recovery_codes"))
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in page.content.decode()
    assert client.get(reverse("people")).status_code == 200
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in codes)
    assert [entry.action for entry in Entry.objects.order_by("number")][-1] == "people.second_factor_added"


def test_signing_in_again_asks_for_the_second_factor(cast, client, turn_on):
    enter(client, cast.owner)
    turn_on(client)
    other = Client()
    assert enter(other, cast.owner).headers["Location"] == reverse("mfa_authenticate")
    assert other.get(reverse("people")).status_code == 302
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    cache.clear()
    other.post(reverse("mfa_authenticate"), {"code": code_for(secret_of(cast.owner))})
    assert other.get(reverse("people")).status_code == 200


def test_a_recovery_code_stands_in_once(cast, client, turn_on):
    enter(client, cast.owner)
    turn_on(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in (302, 200):
        other = Client()
        enter(other, cast.owner)
        cache.clear()
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_a_new_factor_ends_the_sign_ins_that_had_only_the_password(cast, client, turn_on):
    thief = Client()
    enter(thief, cast.owner)
    enter(client, cast.owner)
    turn_on(client)
    for name in ("people", SETUP, "mfa_deactivate_totp"):
        assert thief.get(reverse(name)).headers["Location"].startswith(reverse("account_login"))
    assert client.get(reverse("people")).status_code == 200


def test_a_session_that_has_not_seen_the_factor_must_show_it(cast, client, turn_on):
    enter(client, cast.owner)
    turn_on(client)
    other = Client()
    other.force_login(cast.owner)
    assert other.get(reverse("people")).headers["Location"] == reverse(SETUP)
    page = other.get(reverse(SETUP))
    assert page.context["has_second_factor"]
    other.post(page.context["prove_url"], {"code": code_for(secret_of(cast.owner))})
    assert other.session[SECOND_FACTOR_KEY] == cast.owner.pk


def test_turning_the_last_factor_off_leads_back_to_the_set_up(cast, client, turn_on):
    enter(client, cast.owner)
    turn_on(client)
    assert client.get(reverse("people")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=cast.owner, type="totp").exists()
    assert client.get(reverse("people")).headers["Location"] == reverse(SETUP)


def test_secrets_are_sealed_at_rest(cast, client):
    enter(client, cast.owner)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    stored = " ".join(str(row.data) for row in Authenticator.objects.filter(user=cast.owner))
    assert secret not in stored
    assert secret_of(cast.owner) == secret
    assert TOTP(Authenticator.objects.get(user=cast.owner, type="totp")).validate_code(code_for(secret))


def test_the_qr_code_is_drawn_without_inline_style(cast, client):
    enter(client, cast.owner)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'role="img"' in page
    assert "style=" not in page


def test_dangerous_actions_ask_for_the_password_again(cast, client, sign_in):
    browser = sign_in(cast.owner)
    url = reverse("person-role", args=[cast.member.pk])
    asked = browser.post(url, {"role": "auditor", "why": "회계를 맡아서"})
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    cast.member.refresh_from_db()
    assert cast.member.role == "member"
    wrong = browser.post(asked.headers["Location"], {"password": "wrong", "next": url})
    assert wrong.status_code == 200
    done = browser.post(asked.headers["Location"], {"password": PASSWORD, "next": url})
    assert done.headers["Location"] == reverse("person", args=[cast.member.pk])
    cast.member.refresh_from_db()
    assert cast.member.role == "auditor"


def test_a_changed_password_ends_the_other_sign_ins(cast, client):
    other = Client()
    enter(client, cast.member)
    enter(other, cast.member)
    assert cast.member.sign_ins.count() == 2
    sent = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    client.post(reverse("account_change_password"), sent)
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302
    assert cast.member.sign_ins.count() == 1
    assert Entry.objects.filter(action="people.password_changed").count() == 1


def test_the_sample_owner_is_through_without_a_factor_for_that_session_only(client):
    owner = services.create_firm("한빛정밀", "m@x.kr", "김민지", None, actor=SHELL, why="예시", is_sample=True)
    token = services.issue_sample_link(actor=SHELL, why="demo")
    client.get(reverse("sample-link", args=[token]))
    assert client.get(reverse("people")).status_code == 200
    other = Client()
    other.force_login(owner)
    assert other.get(reverse("people")).headers["Location"] == reverse(SETUP)


def test_who_is_let_in_by_a_grant_keeps_needing_it_only_while_it_lasts(cast, client):
    grant = give(cast, resource=Subject("pilot", "p"))
    enter(client, cast.outsider)
    assert client.get(reverse("account")).headers["Location"] == reverse(SETUP)
    services.revoke_grant(grant, actor=as_actor(cast.owner), why="끝")
    assert client.get(reverse("account")).status_code == 200
