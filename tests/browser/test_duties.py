"""The matrix by click and by key: only its row is drawn anew, and what happened is taken back."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site, enter
from tests.browser.looking import settle


def test_a_cell_changes_by_click_and_key_and_back(site: Site, browser: Browser):
    with enter(browser, site, "owner", language="ko", scheme="light") as visit:
        tab = visit.new_page()
        tab.goto("/duties/?kind=area")
        settle(tab)
        cell = tab.locator("tr#area-it td button.cell").nth(1)  # nobody's so far
        key = cell.get_attribute("id")
        cell = tab.locator(f"[id='{key}']")
        expect(cell).to_have_text("·")
        cell.click()
        expect(cell).to_have_text("R")
        expect(tab.locator(".toast")).to_contain_text("칸을 바꿨어요")
        assert tab.url.endswith("/duties/?kind=area")  # the page stayed

        cell.focus()
        tab.keyboard.press("i")
        expect(cell).to_have_text("I")
        expect(cell).to_be_focused()
        tab.keyboard.press("a")  # somebody else is accountable
        expect(tab.locator(".toast")).to_contain_text("최종은 한 사람이라")
        expect(cell).to_have_text("I")
        tab.locator("tr#area-it button[name=take]").click()
        expect(cell).to_have_text("A")
        expect(tab.locator("tr#area-it button.cell.A")).to_have_count(1)
        with tab.expect_navigation():
            tab.keyboard.press("z")
        expect(cell).to_have_text("I")

        cell.focus()
        tab.keyboard.press("Backspace")
        expect(cell).to_have_text("·")
        expect(cell).to_be_focused()
        tab.keyboard.press("ArrowRight")
        expect(tab.locator("tr#area-it td button.cell").nth(2)).to_be_focused()
        tab.keyboard.press("ArrowDown")
        expect(tab.locator("tr#area-it + tr td button.cell").nth(2)).to_be_focused()


def test_a_click_works_without_a_script(site: Site, browser: Browser):
    with enter(browser, site, "owner", language="ko", scheme="light", scripts=False) as visit:
        tab = visit.new_page()
        tab.goto("/duties/?kind=area")
        cell = tab.locator("tr#area-marketing td button.cell").nth(3)
        before = cell.inner_text()
        cell.click()
        assert tab.locator("tr#area-marketing td button.cell").nth(3).inner_text() != before
        tab.locator(".toast form button").first.click()
        assert tab.locator("tr#area-marketing td button.cell").nth(3).inner_text() == before
