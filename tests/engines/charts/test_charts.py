import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jangbu.engines import charts

NUMBERS = st.floats(allow_nan=True, allow_infinity=True, width=32)
CLASSES = re.compile(r'class="([^"]*)"')
START = date(2026, 10, 26)
POINTS = [
    (START + timedelta(days=i), 12.4 if i < 0 else 8.1 + i % 3, "before" if i < 0 else "washout" if i < 7 else "after")
    for i in range(-56, 26)
]


def drawn(markup):
    """Well-formed, no style, no colour of its own, and either a sentence or hidden."""
    tree = etree.fromstring(f"<div>{markup}</div>")
    for svg in tree.iter("svg"):
        assert (svg.get("role") == "img" and svg.get("aria-label")) or svg.get("aria-hidden") == "true"
    for node in tree.iter():
        assert "style" not in node.attrib
        assert node.tag != "script"
        assert node.get("fill", "url(#").startswith("url(#")
        assert "stroke" not in node.attrib
        for value in node.attrib.values():
            assert "nan" not in value.lower().split("=")
    assert "inf" not in re.sub(r'aria-label="[^"]*"|>[^<]*<', "", markup)
    return tree


def gate(**changes):
    given_ = {
        "chart_id": "g1",
        "label": "처리 시간 −35%",
        "undecided": (-34.0, -26.0),
        "axis": [(v, f"{v}%") for v in (-60, -45, -30, -15, 0)],
        "tone": "good",
        "threshold_label": "기준 −30%",
    }
    return charts.interval_plot(-35.0, -43.0, -27.0, -30.0, **(given_ | changes))


def before_after(**changes):
    given_ = {
        "chart_id": "ba",
        "start": START,
        "washout_until": START + timedelta(days=7),
        "holidays": [(date(2026, 9, 24), "추석 전날"), (date(2026, 9, 25), "추석"), (date(2026, 10, 9), "한글날")],
        "before_mean": 12.4,
        "after_mean": 8.1,
        "counterfactual": (11.3, 12.5, 13.6),
        "unit": "분",
    }
    return charts.before_after(POINTS, **(given_ | changes))


def test_the_interval_plot_has_its_parts_in_place():
    tree = drawn(gate())
    assert [text.text for text in tree.iter("text")] == ["-60%", "-45%", "-15%", "0%", "기준 −30%"]
    point = tree.find(".//circle")
    assert point.get("class") == "tone-good"
    zone = tree.find(".//rect")
    assert not float(zone.get("x")) < float(point.get("cx")) < float(zone.get("x")) + float(zone.get("width"))


def test_the_point_in_the_hatched_zone_is_drawn_in_it():
    tree = drawn(gate(undecided=(-40.0, -20.0)))
    zone, point = tree.find(".//rect"), tree.find(".//circle")
    assert float(zone.get("x")) < float(point.get("cx")) < float(zone.get("x")) + float(zone.get("width"))


def test_wide_and_narrow_differ_in_size_and_in_their_pattern():
    for draw in (gate, before_after):
        wide, narrow = draw(), draw(width="narrow")
        ids = [re.findall(r'id="([^"]*)"', markup) for markup in (wide, narrow)]
        assert ids[0] != ids[1]
        views = [float(re.search(r'viewBox="0 0 ([\d.]+)', markup)[1]) for markup in (wide, narrow)]
        assert views[0] > views[1]
        tree = drawn(charts.both(wide, narrow))
        assert [div.get("class") for div in tree] == ["wide-only", "narrow-only"]


def test_without_an_interval_only_the_words_are_drawn():
    tree = drawn(
        charts.interval_plot(None, None, None, None, chart_id="x", label="구간 없음", nothing="22건 더 필요해요")
    )
    assert [text.text for text in tree.iter("text")] == ["22건 더 필요해요"]
    assert not list(tree.iter("circle"))


def test_the_comparison_draws_each_day_by_its_use():
    tree = drawn(before_after())
    kinds = [circle.get("class") for circle in tree.iter("circle")]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"dot-before": 56, "dot-open": 7, "dot-after": 19}
    texts = [text.text for text in tree.iter("text")]
    assert {
        "파일럿 시작 10월 26일",
        "시작 전 평균 12.4분",
        "시작 뒤 평균 8.1분",
        "추석",
        "한글날",
        "익히는 기간",
    } <= set(texts)
    assert (
        tree.find("svg").get("aria-label")
        == "8월 31일부터 11월 20일까지 하루 평균. 시작 전 평균 12.4분, 시작 뒤 평균 8.1분."
    )


def test_the_comparison_speaks_english():
    markup = before_after(language="en", unit=" min", holidays=[]) + charts.before_after_legend("en")
    assert not re.search("[가-힣]", markup)
    assert "pilot starts 26 Oct" in markup


def test_text_is_escaped_everywhere():
    evil = "<script>\"&'"
    pieces = [
        gate(label=evil, threshold_label=evil, chart_id=evil, axis=[(0, evil)]),
        before_after(unit=evil, label=evil, chart_id=evil, holidays=[(date(2026, 9, 25), evil)]),
        charts.sparkline([1, 2], 1, label=evil),
        charts.bar(1, label=evil),
        charts.share_bar(0.5, label=evil, tone=evil),
        charts.histogram([(0, 1, 2)], label=evil, low=evil, high=evil),
        charts.rope([evil], 3, 2, chart_id=evil, label=evil),
    ]
    for piece in pieces:
        assert "<script" not in piece
        drawn(piece)


@given(st.lists(NUMBERS, max_size=8), NUMBERS)
def test_a_sparkline_is_drawn_from_any_numbers(values, threshold):
    drawn(charts.sparkline(values, threshold, label="x"))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.tuples(NUMBERS, NUMBERS))
def test_an_interval_plot_is_drawn_from_any_numbers(point, low, high, threshold, zone):
    drawn(charts.interval_plot(point, low, high, threshold, chart_id="x", label="x", undecided=zone))


@given(st.lists(st.tuples(st.integers(0, 400), NUMBERS), min_size=0, max_size=20))
def test_a_comparison_is_drawn_from_any_days(days):
    points = [(START + timedelta(days=n - 200), value, "before" if n < 200 else "after") for n, value in days]
    for width in ("wide", "narrow"):
        drawn(
            charts.before_after(
                points, chart_id="x", start=START, before_mean=1.0, after_mean=2.0, width=width, label="x"
            )
        )


@given(NUMBERS, NUMBERS)
def test_bars_stay_on_their_track(value, threshold):
    for node in drawn(charts.bar(value, threshold, label="x") + charts.share_bar(value)).iter("rect"):
        assert 0 <= float(node.get("width")) <= 200


def test_the_rope_is_solid_up_to_the_last_anchor_and_hatched_after_it():
    days = [f"11월 {n}일" for n in range(10, 23)]
    tree = drawn(charts.rope(days, 18_942, 18_907, chart_id="r", label="l"))
    assert len(list(tree.iter("circle"))) == 7
    assert [text.text for text in tree.iter("text")][-1] == "지금, 35건"
    whole = drawn(charts.rope(days, 18_907, 18_907, chart_id="r", label="l", width="narrow"))
    assert len(list(whole.iter("circle"))) == 4
    assert not list(whole.iter("rect"))
    none = drawn(charts.rope([], 35, 0, chart_id="r", label="l"))
    assert not list(none.iter("circle"))
    assert none.find(".//rect").get("width") == "912"


def test_a_histogram_scales_to_its_fullest_bin():
    tree = drawn(charts.histogram([(0, 10, 4), (10, 20, 8), (20, 30, 0)], label="h", low="0", high="30"))
    assert [node.get("height") for node in tree.iter("rect")] == ["22", "44", "0"]
    drawn(charts.histogram([], label="비어 있음"))
    drawn(charts.histogram([(5, 5, 3)], label="한 값"))


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3, 17), (0.001, 0.0042), (5, 5), (0, 0), (-1e6, 1e6)])
def test_ticks_are_round_and_enclose_the_range(low, high):
    places = charts.ticks(low, high)
    assert places[0] <= low
    assert places[-1] >= high
    assert 2 <= len(places) <= 7


def test_only_classes_of_the_style_sheet_are_used():
    sheet = (__import__("pathlib").Path(charts.__file__).parents[2] / "web/static/css/components.css").read_text(
        "utf-8"
    )
    markup = gate() + before_after() + charts.before_after_legend() + charts.sparkline([1, 2], 1, label="x")
    markup += charts.bar(3, 2, label="x") + charts.share_bar(0.2) + charts.rope(["a"], 2, 1, chart_id="r", label="l")
    for names in CLASSES.findall(markup):
        for name in names.split():
            assert f".{name}" in sheet
