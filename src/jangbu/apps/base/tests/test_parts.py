"""The parts say in words what they show in shapes, and let nothing through that could run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from jangbu.apps.base.cards import Step, Tile
from jangbu.apps.base.drawing import SHAPES, STATE_WORDS
from jangbu.kernel.money import Money

LINE = SimpleNamespace(
    number=18940,
    who="<b>이서준",
    what="계산서 3건을 승인했어요",
    when=datetime(2025, 11, 23, 0, 12, tzinfo=UTC),
    where="승인함",
    why="검사를 모두 통과해서",
    url="/ledger/18940/",
    decision=True,
    by_rule=False,
)


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    with translation.override("ko"):
        yield


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get("/list/?q=가&page=2"))


def test_every_state_has_a_shape_of_its_own_and_a_word():
    assert SHAPES.keys() == STATE_WORDS.keys()
    assert len(set(SHAPES.values())) == 6
    for kind, word in STATE_WORDS.items():
        assert str(word) in drawn(f'{{% state "{kind}" %}}')


def test_a_quiet_state_is_still_read_aloud():
    assert '<span class="hidden-text">충족</span>' in drawn('{% state "met" quiet=True %}')


def test_an_entry_is_escaped_and_leads_to_its_evidence():
    table = drawn("{% w5_table lines numbers=True %}", lines=[LINE])
    assert "&lt;b&gt;이서준" in table
    assert 'href="/ledger/18940/"' in table
    assert "18,940" in table
    assert "2025년 11월 23일 (일) 09:12" in table


def test_a_tile_without_a_value_says_so_and_offers_the_next_step():
    tile = Tile("직원 만족", state="unknown", word="기록 없음", action="한 문항 보내기", action_url="/ask/")
    shown = drawn("{% tile tile %}", tile=tile)
    assert "기록 없음" in shown
    assert 'href="/ask/"' in shown


def test_a_quality_bar_below_its_threshold_is_marked_and_said():
    bar = drawn('{% quality_bar "유일성" 69 80 %}')
    assert "tone-bad" in bar
    assert "69점" in bar
    assert "기준 80점" in bar
    assert "판단할 근거가 없어요" in drawn('{% quality_bar "최신성" None 80 %}')


def test_an_empty_page_acts_in_one_click():
    shown = drawn("{% empty step %}", step=Step("아직 없어요", "설명", "만들기", "/make/", posts=True))
    assert 'method="post" action="/make/"' in shown


def test_a_message_can_be_taken_back():
    message = SimpleNamespace(extra_tags="undo:/people/1/restore/", level_tag="success", __str__=lambda: "했어요")
    assert 'action="/people/1/restore/"' in drawn("{% toast message %}", message=message)


@pytest.mark.parametrize(
    "chart",
    ["<img src=x>", "<svg><script>1</script></svg>", '<svg onload="x()"/>', '<svg><g style="fill:red"/></svg>'],
)
def test_what_is_not_a_chart_of_ours_is_never_let_through(chart: str):
    with pytest.raises(ValueError, match="not a chart"):
        drawn("{% svg chart %}", chart=chart)


def test_numbers_and_days_are_read_in_the_readers_language():
    values = {"money": Money(12_340_000), "day": date(2026, 11, 23), "hash": "9f2c41d07be3" + "0" * 48 + "0c55"}
    source = "{{ money|won }} {{ money|won_exact }} {{ day|day }} {{ 0.5|percent }} {{ hash|hash_short }}"
    assert drawn(source, **values) == "1,234만 원 12,340,000원 11월 23일 (월) 50% 9f2c 41d0 7be3 … 0c55"
    with translation.override("en"):
        assert drawn("{{ money|won }} {{ day|day:'year' }}", **values) == "12,340,000 won Mon 23 Nov 2026"


def test_sorting_keeps_the_search_and_leaves_the_page():
    link = drawn('{% sort_link "name" "이름" %}')
    assert "q=%EA%B0%80" in link
    assert "sort=name" in link
    assert "page" not in link
    assert "sort=-name" in drawn('{% sort_link "name" "이름" "name" %}')


def test_the_theme_is_light_or_dark_or_left_to_the_device():
    for cookie, expected in (("dark", "dark"), ("light", "light"), ('"><script>', ""), ("", "")):
        request = RequestFactory().get("/")
        request.COOKIES["theme"] = cookie
        assert engines["django"].from_string("{% theme %}").render({}, request) == expected
