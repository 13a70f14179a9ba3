"""A passkey from the first prompt to the sign-in without a password, under the strict content policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Site, enter
from tests.browser.looking import Watch

# An authenticator in software: it holds resident keys, and its owner is always there and recognised.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def by_name(site: Site) -> Site:
    """The same site as localhost: a passkey belongs to a name, and 127.0.0.1 is none."""
    return replace(site, url=site.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    with enter(browser, by_name(site), "member") as context:
        yield context


def plug_in(visit: BrowserContext, page: Page) -> None:
    session = visit.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main form button").click()


def test_a_passkey_is_added_and_signs_in_without_a_password(visit: BrowserContext):
    page = visit.new_page()
    watch = Watch().on(page)
    plug_in(visit, page)
    page.goto("/account/2fa/webauthn/add/")
    page.locator("[data-passkey=create]").click()
    # The stage's sessions remember no recent sign-in, so the recovery codes ask first; the new passkey answers.
    page.wait_for_url("**/reauthenticate/**")
    page.locator("[data-passkey=get]").click()
    page.wait_for_url("**/recovery-codes/")
    assert len(page.locator("pre.secret").inner_text().split()) == 10
    sign_out(page)
    page.goto("/account/login/")
    page.locator("[data-passkey=get]").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/people/me/")
    assert page.url.endswith("/people/me/")
    assert watch.complaints == []


def test_at_a_number_the_page_says_where_passkeys_work(site: Site, browser: Browser):
    with enter(browser, site) as visit:
        page = visit.new_page()
        page.goto("/account/login/")
        notices = page.locator("[data-passkey-problem]")
        assert notices.count() == 3
        assert not any(notices.nth(number).is_visible() for number in range(3))
        page.locator("[data-passkey=get]").click()
        assert page.locator("[data-passkey-problem=address]").is_visible()
        assert "localhost" in (page.locator("[data-passkey-localhost]").get_attribute("href") or "")
