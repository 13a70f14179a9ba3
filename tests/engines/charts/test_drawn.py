"""Pictures for paper carry the page's light colours; readings, links and ranges say what they were given."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import jangbu
from jangbu.engines import charts
from jangbu.engines.charts import svg
from jangbu.engines.charts.drawn import STYLE

TOKENS = Path(jangbu.__file__).parent / "web/static/css/tokens.css"


def light(name: str) -> str:
    found = re.search(rf"--{name}: light-dark\((#[0-9a-f]+)", TOKENS.read_text("utf-8"))
    assert found is not None
    return found[1]


def marks(drawing: str, name: str, kind: str = "") -> list[ElementTree.Element]:
    root = ElementTree.fromstring(drawing)
    return [each for each in root.iter() if each.tag.endswith(name) and kind in each.get("class", "")]


def texts(drawing: str) -> list[str]:
    return [each.text or "" for each in marks(drawing, "text")]


def test_paper_has_the_colours_of_the_light_page():
    paper = sys.modules["jangbu.engines.charts.drawn"]  # the package's `drawn` is a function of it
    names = {"INK": "ink", "SOFT": "ink-2", "FAINT": "ink-3", "LINE": "line", "STRONG": "line-strong"}
    names |= {"ACCENT": "accent", "GOOD": "good", "WARN": "warn", "BAD": "bad", "SUNKEN": "sunken"}
    assert {key: getattr(paper, key) for key in names} == {key: light(token) for key, token in names.items()}


def test_every_class_of_a_drawing_is_coloured_on_paper():
    css = (TOKENS.parent / "components.css").read_text("utf-8")
    for kind in ("node", "node-counted", "arrow-head", "tone-good", "dot-before", "band-after", "label-strong"):
        assert f".{kind} {{" in css
        assert f".{kind}{{" in STYLE


def test_a_drawing_for_paper_stands_alone():
    picture = charts.drawn(lambda width: charts.range_rows([], (0, 1), label="a & b", width=width))
    assert picture.alone.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert marks(picture.alone, "style")
    assert picture.wide in picture.page
    assert picture.narrow in picture.page


def test_each_reading_is_a_dot_where_its_value_lies_and_green_where_the_claim_holds():
    readings = [(2.0, True, True), (8.0, False, False), (2.0, True, True)]
    drawing = charts.readings_plot(readings, 6.0, label="l", claimed_label="적힌 값 6", said=lambda v: f"{v:g}")
    dots = marks(drawing, "circle")
    assert [dot.get("class") for dot in dots] == ["dot-before", "tone-good"]  # equal ones are one
    line = float(re.match(r"M(\S+) ", marks(drawing, "path", "threshold")[0].get("d", ""))[1])
    assert float(dots[1].get("cx", "")) < line < float(dots[0].get("cx", ""))
    assert "적힌 값 6" in texts(drawing)


def test_without_readings_there_is_an_empty_line():
    drawing = charts.readings_plot([], 6.0, label="l", claimed_label="c", said=str)
    assert not marks(drawing, "circle")


NODES = [
    charts.LinkedNode("rework", "오류 재작업", "두 번 세지 않아요", "refused", "time"),
    charts.LinkedNode("time", "처리 시간", "셈에 들어가요", "counted"),
    charts.LinkedNode("staff", "직원 만족 <b>", "돈으로 세지 않아요", "not_money"),
]


def test_a_refused_sum_is_struck_out_and_only_counted_ones_reach_the_money():
    for width in ("wide", "narrow", "paper"):
        drawing = charts.link_graph(NODES, money="돈", label="l", width=width)
        assert len(marks(drawing, "rect", "node-counted")) == 2  # handling time, and the money itself
        assert len(marks(drawing, "path", "tone-bad")) == 2  # two strokes of one cross
        assert "직원 만족 <b>" in texts(drawing)


def test_a_name_too_long_for_its_box_is_cut():
    node = charts.LinkedNode("x", "아주 긴 이름의 지표 하나를 여기에 적어 두었어요", "n", "counted")
    name = texts(charts.link_graph([node], money="돈", label="l", width="narrow"))[-2]
    assert name.endswith("…")


def test_ranges_lie_between_the_same_ends_with_their_figures_beside():
    rows = [charts.Ranged("현금만", -2, -1, 0, "−1원"), charts.Ranged("더하면", 0, 1, 2, "+1원", "good")]
    drawing = charts.range_rows(rows, (-2.0, 2.0), label="l")
    bars = [(float(each.get("x", "")), float(each.get("width", ""))) for each in marks(drawing, "rect")]
    assert bars == [(4.0, 316.0), (320.0, 316.0)]
    assert texts(drawing) == ["현금만", "−1원", "더하면", "+1원"]


def test_letters_at_an_axis_have_the_decimals_that_tell_them_apart():

    assert [svg.digits_of(levels) for levels in ([0, 20, 40], [0, 0.5, 1], [0, 2.5], [0, 0.0002], [3])] == [
        0,
        1,
        1,
        4,
        0,
    ]
