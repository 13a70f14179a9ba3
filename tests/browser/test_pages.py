"""Each page, wide and on a phone, in both languages, light and dark."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests.browser.conftest import Site, enter
from tests.browser.looking import Watch, barriers, settle, sideways, untranslated
from tests.browser.owned import invented
from tests.browser.pages import FROM_STAGE, PAGES, Page

LIGHTEST_PROMISE = 400_000  # bytes of a first visit
ROWS = {
    "dataset-errors",
    "dataset-fields",
    "dataset-mend",
    "dataset-rows",
    "dataset-matches",
    "dataset-label",
}  # of files
WAYS = [("ko", "light", "dark"), ("en", "dark", "light")]  # language, at 1200, at 390


def address(page: Page, site: Site) -> str:
    return (
        page.path
        or reverse(page.view, args=[site.ids[FROM_STAGE.get(name, name.removesuffix("_id"))] for name in page.args])
        + page.query
    )


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_a_page_can_be_used_by_everybody(
    page: Page, way: tuple[str, str, str], site: Site, browser: Browser, records: str
):
    language, wide, narrow = way
    with enter(browser, site, page.who, language=language, scheme=wide) as visit:
        tab = visit.new_page()
        watch = Watch().on(tab)
        answer = tab.goto(address(page, site))
        settle(tab)
        assert answer is not None
        assert answer.status == page.status
        weight = watch.weight

        found = {f"1200 {wide}": barriers(tab)}
        tab.set_viewport_size({"width": 390, "height": 844})
        over = {"390 sideways": sideways(tab)}
        tab.emulate_media(color_scheme=narrow)
        found[f"390 {narrow}"] = barriers(tab)

        expected = [] if page.status == 200 else [f"status of {page.status}"]
        complaints = [text for text in watch.complaints if not any(mark in text for mark in expected)]
        assert complaints == []
        assert found == {f"1200 {wide}": [], f"390 {narrow}": []}
        assert over == {"390 sideways": 0}
        assert weight < LIGHTEST_PROMISE, sorted(watch.heavy.items(), key=lambda each: -each[1])[:8]
        assert tab.evaluate("document.documentElement.lang") == language
        if language == "en":
            assert untranslated(tab) == []
            assert page.view in ROWS or invented(tab, records) == []
