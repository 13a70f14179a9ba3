"""Every page of signing in and of accounts is whole in both languages, also when it has something to complain about."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jangbu.apps.people import services
from jangbu.apps.people.models import SECOND_FACTOR_KEY

from .test_grants import give
from .test_services import GOOD, SHELL, as_actor

pytestmark = pytest.mark.django_db
PASSWORD = "한빛정밀-2026-비밀번호"
NAMES = re.compile(
    r"한국어|\bAI\b|Google Authenticator|Microsoft Authenticator|1Password|English|QR|localhost|https|"
    r"name@example\.com|"
    r"[\w.@+:/·-]*(?:\.example|testserver)\S*"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
STIFF = re.compile(r"니다|십시오|하시오")  # libraries speak another Korean than these pages do
HANGUL = re.compile(r"[가-힣]")
SKIPPED = {"script", "style", "code", "noscript"}
SAID_IN = ("placeholder", "aria-label", "alt", "title")


class Text(HTMLParser):
    """What a reader sees or hears, without what is marked as the firm's own words or as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        hidden = tag in SKIPPED or named.get("translate") == "no" or (tag != "html" and "lang" in named)
        if not any(self.open) and not hidden:
            self.said += [named[key] for key in SAID_IN if named.get(key)]
        if tag not in {"meta", "link", "input", "br", "hr", "img"}:
            self.open.append(hidden)

    def handle_endtag(self, tag):
        if tag not in {"meta", "link", "input", "br", "hr", "img"}:
            self.open.pop()

    def handle_data(self, data):
        if not any(self.open) and data.strip():
            self.said.append(data.strip())


def foreign(html: str, language: str) -> list[str]:
    reader = Text()
    reader.feed(html)
    if language == "en":
        return [said for said in reader.said if HANGUL.search(NAMES.sub("", said))]
    stiff = [said for said in reader.said if STIFF.search(said)]
    return stiff + [said for said in reader.said if LATIN.search(NAMES.sub("", said))]


def speaking(language: str) -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


def entered(language: str, person) -> Client:
    client = speaking(language)
    client.force_login(person)
    session = client.session
    session[SECOND_FACTOR_KEY] = person.pk
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = person.pk
    session.save()
    return client


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def check(page, language):
    assert page.status_code in {200, 403, 409, 410, 422, 429}, (page.request["PATH_INFO"], page.status_code)
    assert foreign(page.content.decode(), language) == [], page.request["PATH_INFO"]
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_way_in_is_whole(cast, language):
    client = speaking(language)
    check(client.get(reverse("account_login")), language)
    check(client.post(reverse("account_login"), {"login": "a@b.kr", "password": "x"}), language)
    check(client.post(reverse("account_login"), {}), language)
    for _ in range(6):
        limited = client.post(reverse("account_login"), {"login": "doyun@hanbit.example", "password": "x"})
    check(limited, language)
    for _ in range(31):
        limited = client.post(reverse("account_login"), {"login": "doyun@hanbit.example", "password": "x"})
    assert limited.status_code == 429
    check(limited, language)
    check(client.get(reverse("account_reset_password")), language)
    check(client.post(reverse("account_reset_password"), {"email": "not an address"}), language)
    check(client.get(reverse("account_reset_password_done")), language)
    check(client.get(reverse("account_reset_password_from_key_done")), language)
    check(client.get(reverse("account_inactive")), language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_setting_a_new_password_by_mail_is_whole(cast, language):
    client = speaking(language)
    wrong = reverse("account_reset_password_from_key", args=["0", "nothing"])
    check(client.get(wrong), language)
    from allauth.account.utils import user_pk_to_url_str  # noqa: PLC0415

    key = default_token_generator.make_token(cast.member)
    url = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(cast.member), key])
    page = client.get(url, follow=True)
    check(page, language)
    check(client.post(page.request["PATH_INFO"], {"password1": "1", "password2": "2"}), language)
    check(client.post(page.request["PATH_INFO"], {"password1": "1234", "password2": "1234"}), language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_first_start_and_an_invitation_are_whole(db, language):
    client = speaking(language)
    check(client.get(reverse("first-owner")), language)
    check(client.post(reverse("first-owner"), {"password": "1", "again": "2", "email": "x"}), language)
    full = {"firm": "X", "name": "Y", "email": "y@x.example", "password": "password", "again": "password"}
    check(client.post(reverse("first-owner"), full), language)
    owner = services.create_firm(
        "Hanbit" if language == "en" else "한빛",
        "m@x.example",
        "Kim" if language == "en" else "김",
        GOOD,
        actor=SHELL,
        why="start",
    )
    invited = services.invite_person(
        "n@x.example", "Park" if language == "en" else "박", "member", actor=as_actor(owner), why="joins"
    )
    check(client.get(reverse("invitation", args=[invited.token])), language)
    check(client.post(reverse("invitation", args=[invited.token]), {"password": "1", "again": "1"}), language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_setting_up_and_giving_a_second_factor_is_whole(cast, language):
    fresh = entered(language, cast.owner)
    session = fresh.session
    del session[SECOND_FACTOR_KEY]
    session.save()
    check(fresh.get(reverse("second-factor")), language)
    check(fresh.get(reverse("mfa_activate_totp")), language)
    check(fresh.post(reverse("mfa_activate_totp"), {"code": "000000"}), language)
    check(fresh.post(reverse("mfa_activate_totp"), {}), language)
    check(fresh.get(reverse("mfa_add_webauthn")), language)
    check(fresh.post(reverse("mfa_add_webauthn"), {"credential": "{}"}), language)
    check(fresh.post(reverse("mfa_add_webauthn"), {}), language)
    TOTP.activate(cast.owner, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.owner)
    check(fresh.get(reverse("second-factor")), language)
    other = speaking(language)
    other.post(reverse("account_login"), {"login": cast.owner.email, "password": PASSWORD})
    check(other.get(reverse("mfa_authenticate")), language)
    check(other.post(reverse("mfa_authenticate"), {"code": "000000"}), language)
    check(other.post(reverse("mfa_authenticate"), {"credential": "{}"}), language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_ones_own_account_is_whole(cast, language, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda _user: [])
    client = entered(language, cast.owner)
    check(client.get(reverse("account")), language)
    check(client.get(reverse("mfa_index")), language)
    TOTP.activate(cast.owner, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.owner)
    key = Authenticator.objects.create(user=cast.owner, type="webauthn", data={"name": "1", "credential": {}})
    names = [
        "account",
        "account_change_password",
        "account_reauthenticate",
        "account_logout",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_list_webauthn",
    ]
    for name in names:
        check(client.get(reverse(name)), language)
    check(client.post(reverse("account_change_password"), {}), language)
    wrong = {"oldpassword": "x", "password1": "1", "password2": "2"}
    check(client.post(reverse("account_change_password"), wrong), language)
    check(client.post(reverse("account_reauthenticate"), {"password": "x"}), language)
    check(client.post(reverse("mfa_reauthenticate"), {"code": "1"}), language)
    check(client.get(reverse("mfa_edit_webauthn", args=[key.pk])), language)
    check(client.get(reverse("mfa_remove_webauthn", args=[key.pk])), language)
    cast.owner.set_unusable_password()
    cast.owner.save()
    client = entered(language, cast.owner)
    check(client.get(reverse("account_set_password")), language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_people_and_their_access_are_whole(cast, language):
    give(cast, "manage", days=3)
    client = entered(language, cast.owner)
    for name in ("people", "grants"):
        check(client.get(reverse(name)), language)
        check(client.get(reverse(name), {"q": "zzz"}), language)
    check(client.get(reverse("person", args=[cast.outsider.pk])), language)
    check(client.get(reverse("person", args=[cast.owner.pk])), language)
    check(client.post(reverse("person-invite"), {"email": "x", "role": "king"}), language)
    taken = {"name": "X", "email": "doyun@hanbit.example", "role": "member", "language": "ko", "why": "1"}
    check(client.post(reverse("person-invite"), taken), language)
    check(client.post(reverse("person-invite"), {**taken, "email": "new@hanbit.example"}), language)
    check(client.post(reverse("grant-new"), {"until": "x"}), language)
    check(client.post(reverse("person-erase", args=[cast.member.pk]), {"name": "x", "why": "1"}), language)
    check(client.post(reverse("person-role", args=[cast.member.pk]), {"role": "king"}), language)
    client.post(reverse("person-deactivate", args=[cast.member.pk]))
    check(client.get(reverse("person", args=[cast.member.pk])), language)
    services.erase_person(cast.member, actor=SHELL, why="1")
    check(client.get(reverse("person", args=[cast.member.pk])), language)


def test_what_libraries_say_is_compiled_as_it_is_written():
    """After a change: `pybabel compile -D django -d src/jangbu/apps/people/locale`."""
    folder = Path(__file__).parents[1] / "locale" / "ko" / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as written, (folder / "django.mo").open("rb") as compiled:
        catalogues = read_po(written, locale="ko"), read_mo(compiled)
    texts = [sorted("".join(message.string) for message in one if message.id) for one in catalogues]
    assert texts[0] == texts[1]
