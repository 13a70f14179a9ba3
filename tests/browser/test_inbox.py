"""Twenty approvals without a mouse."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, enter
from tests.browser.looking import settle

TWENTY = 20
INVOICES = "계산서 읽기"  # the automation whose lines may be approved as they stand; others ask a question first


def to_an_invoice(tab: Page) -> None:
    """Go down the list with the keyboard until an invoice is open."""
    for _line in range(tab.locator(".inbox-list li").count()):
        if INVOICES in tab.locator(".inbox-list a[aria-current]").inner_text():
            return
        with tab.expect_navigation():
            tab.keyboard.press("j")
    raise AssertionError("no invoice is left in the inbox")


def test_twenty_approvals_are_done_by_keyboard_alone(site: Site, browser: Browser):
    with enter(browser, site, "owner", language="ko", scheme="light") as visit:
        tab = visit.new_page()
        tab.goto("/work/inbox/")
        settle(tab)
        lines = tab.locator(".inbox-list li")
        at_first = lines.count()
        assert at_first >= TWENTY

        first = tab.locator(".inbox-list a[aria-current]").get_attribute("href")
        with tab.expect_navigation():
            tab.keyboard.press("j")
        assert tab.locator(".inbox-list a[aria-current]").get_attribute("href") != first
        with tab.expect_navigation():
            tab.keyboard.press("k")
        assert tab.locator(".inbox-list a[aria-current]").get_attribute("href") == first

        for done in range(1, TWENTY):
            to_an_invoice(tab)
            with tab.expect_navigation():
                tab.keyboard.press("a")
            expect(lines).to_have_count(at_first - done)

        to_an_invoice(tab)
        tab.keyboard.press("r")
        expect(tab.locator("#reject-why")).to_be_focused()
        tab.keyboard.type("주문한 적이 없어요")
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        settle(tab)
        assert tab.locator(".inbox-list li").count() == at_first - TWENTY

        with tab.expect_navigation():
            tab.keyboard.press("z")
        settle(tab)
        assert "되돌렸어요" in tab.locator(".toast").inner_text()


def test_a_box_and_its_value_answer_to_each_other(site: Site, browser: Browser):
    with enter(browser, site, "owner", language="ko", scheme="light") as visit:
        tab = visit.new_page()
        tab.goto("/work/inbox/")
        settle(tab)
        to_an_invoice(tab)
        box = tab.locator(".page-image a").first
        number = (box.get_attribute("id") or "").removeprefix("b")
        box.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(f"#f{number}")).to_have_css(
            "background-color", tab.evaluate(f"getComputedStyle(document.querySelector('#f{number}')).backgroundColor")
        )
        assert tab.evaluate("location.hash") == f"#f{number}"
