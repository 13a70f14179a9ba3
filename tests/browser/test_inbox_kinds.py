"""Quotes and appointments beside invoices in one inbox, without a mouse."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site, enter
from tests.browser.looking import settle


def test_a_time_is_chosen_by_its_number_and_approved_and_taken_back(site: Site, browser: Browser):
    with enter(browser, site, "owner", language="ko", scheme="light") as visit:
        tab = visit.new_page()
        tab.goto(f"/work/inbox/?a={site.ids['meeting_ask']}")
        settle(tab)
        tab.keyboard.press("2")
        expect(tab.locator("input[name=field-slot]").nth(1)).to_be_checked()
        tab.locator("body").focus()
        with tab.expect_navigation():
            tab.keyboard.press("a")
        settle(tab)
        assert "승인했어요" in tab.locator(".toast").first.inner_text()


def test_a_quote_is_priced_anew_with_enter_and_says_what_is_still_open(site: Site, browser: Browser):
    with enter(browser, site, "owner", language="ko", scheme="light") as visit:
        tab = visit.new_page()
        tab.goto(f"/work/inbox/?a={site.ids['quote_ask']}")
        settle(tab)
        with tab.expect_navigation():
            tab.keyboard.press("a")
        settle(tab)
        assert "아직 정하지 않은" in tab.locator(".toast").first.inner_text()
        price = tab.locator(".quote-lines input[inputmode=decimal][name$=-price]").nth(1)
        price.fill("12,000")
        with tab.expect_navigation():
            price.press("Enter")
        settle(tab)
        assert "다시 계산했어요" in tab.locator(".toast").first.inner_text()
        expect(tab.locator(".notice.warn h3")).to_have_count(0)
