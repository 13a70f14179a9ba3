"""The look for sentences that hide behind the mark of the firm's own words finds one, and lets the firm's own pass."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.owned import invented

PAGE = """<p translate="no">거래처가 보낸 편지</p><p translate="no">아직 정한 기준이 없어요</p>
<p translate="no" lang="ko">한국어라고 적은 문장이에요</p><p>여기는 다른 검사가 봐요</p>"""


def test_a_sentence_of_ours_marked_as_the_firms_is_found(browser: Browser):
    with browser.new_context() as context:
        tab = context.new_page()
        tab.set_content(PAGE)
        assert invented(tab, "어제 거래처가 보낸 편지 한 통") == ["아직 정한 기준이 없어요"]
