"""What surrounds every page: by keyboard, on a phone, in the reader's light and language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import Site, enter
from tests.browser.looking import Watch, barriers


@pytest.fixture
def phone(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    with enter(browser, site, "owner", width=390) as context:
        yield context


@pytest.fixture
def desk(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    with enter(browser, site, "owner") as context:
        yield context


def test_the_first_tab_stop_skips_to_the_content(desk: BrowserContext):
    page = desk.new_page()
    page.goto("/_ui")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_menu_of_a_phone_opens_by_keyboard_and_closes_with_escape(phone: BrowserContext):
    page = phone.new_page()
    page.goto("/_ui")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_the_choice_of_dark_stays_and_comes_from_the_server(desk: BrowserContext):
    page = desk.new_page()
    page.goto("/")
    page.locator(".who-am-i").click()
    page.locator("#me input[value=dark]").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    answer = page.request.get("/")
    assert 'data-theme="dark"' in answer.text()


def test_the_language_changes_where_the_reader_is(desk: BrowserContext):
    page = desk.new_page()
    page.goto("/_ui?q=1")
    page.locator(".who-am-i").click()
    page.locator("#me button[name=language]").click()
    page.wait_for_load_state()
    assert page.url.endswith("/_ui?q=1")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_list_sorts_and_turns_pages_by_its_links(desk: BrowserContext):
    page = desk.new_page()
    page.goto("/_ui")
    page.locator("#list a[rel=next]").click()
    page.locator("#list a.sort", has_text="점수").click()
    expect(page.locator("#list th[aria-sort=ascending]")).to_have_text("점수 ↑")
    assert "page=" not in page.url


def test_paper_gets_the_content_without_the_menu(desk: BrowserContext):
    page = desk.new_page()
    page.goto("/_ui")
    page.emulate_media(media="print")
    expect(page.locator(".side")).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()


def test_the_watch_hears_what_the_policy_forbids(desk: BrowserContext):
    """That no page complains means something only if an inline script would."""
    page = desk.new_page()
    watch = Watch().on(page)
    page.goto("/_ui")
    assert watch.complaints == []
    with page.expect_console_message():
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {textContent: 'alert(1)'}))"
        )
    assert any("Content Security Policy" in text for text in watch.complaints)
