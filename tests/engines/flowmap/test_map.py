"""A map that can be read: nothing on top of anything else, nothing cut off, every arrow there."""

from __future__ import annotations

import struct
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jangbu.engines import documents
from jangbu.engines.flowmap import (
    KINDS,
    NATURES,
    Edge,
    FlowMap,
    Lane,
    Node,
    flow_svg,
    laid_out,
    print_size,
    routes,
    rows,
    width,
    wrapped,
)
from jangbu.engines.flowmap.boxes import INSIDE
from jangbu.kernel.errors import Problem

COLUMNS = {0: "원천", 1: "데이터", 2: "자동화", 3: "AI와 업체", 4: "사람", 5: "결과"}
WORDS = {nature: f"길 {nature}" for nature in NATURES}
LOOKS = {"person": "사람이 정해요", "outside": "회사 밖", "stopped": "멈췄어요"}
SVG = "{http://www.w3.org/2000/svg}"


def made(nodes, edges, lanes=("a", "b", "c")) -> FlowMap:
    return FlowMap("지도", "설명", nodes, edges, [Lane(key, f"담당 {key}") for key in lanes], COLUMNS, WORDS, LOOKS)


names = st.text(st.sampled_from('가나다 라마바사견적계산서 ABCdefg-0123<>&"漢é'), min_size=0, max_size=40)


@st.composite
def maps(draw, most=40):
    count = draw(st.integers(1, most))
    nodes = [
        Node(
            f"n{i}",
            draw(st.sampled_from(KINDS)),
            draw(names),
            draw(st.sampled_from("abcde")),
            tuple(
                (draw(names), draw(st.sampled_from(["", "good", "bad", "private"])))
                for _ in range(draw(st.integers(0, 3)))
            ),
            draw(st.sampled_from(["", "person", "outside", "stopped"])),
        )
        for i in range(count)
    ]
    ends = st.sampled_from([node.key for node in nodes])
    edges = [
        Edge(draw(ends), draw(ends), draw(st.sampled_from(NATURES))) for _ in range(draw(st.integers(0, count * 2)))
    ]
    return made(nodes, edges)


def boxes_of(layout):
    return [place for place in layout.places.values() if place.box is not None]


@settings(max_examples=60, deadline=None)
@given(maps())
def test_no_box_lies_on_another_and_all_lie_in_their_lane(given_map):
    layout = laid_out(given_map)
    boxes = boxes_of(layout)
    assert len(boxes) == len(given_map.nodes)
    for one, other in combinations(boxes, 2):
        apart = (
            one.x + one.wide <= other.x
            or other.x + other.wide <= one.x
            or one.y + one.high <= other.y
            or other.y + other.high <= one.y
        )
        assert apart, (one.key, other.key)
    bands = {band.lane.key: band for band in layout.bands}
    for place in boxes:
        band = bands[place.box.node.lane]
        assert band.y <= place.y
        assert place.y + place.high <= band.y + band.high + 0.01


@settings(max_examples=60, deadline=None)
@given(maps())
def test_no_text_leaves_its_box(given_map):
    for place in boxes_of(laid_out(given_map)):
        for line in place.box.lines:
            assert INSIDE + width(line.text, line.size, bold=line.bold) <= place.wide - INSIDE + 0.01
            assert 0 < line.down <= place.high


@settings(max_examples=60, deadline=None)
@given(maps())
def test_every_arrow_is_drawn_from_its_box_to_its_box_and_over_no_other(given_map):
    layout = laid_out(given_map)
    found = routes(given_map, layout)
    assert len(found) == len(given_map.edges)
    boxes = boxes_of(layout)
    for route in found:
        source, target = layout.places[route.edge.source], layout.places[route.edge.target]
        start, tip = route.curves[0][0], route.head
        assert start[0] in (source.x, source.x + source.wide)
        assert source.y < start[1] < source.y + source.high
        assert tip[0] in (target.x, target.x + target.wide)
        assert target.y < tip[1] < target.y + target.high
        for x, y in points_of(route):
            for box in boxes:
                inside = box.x + 0.1 < x < box.x + box.wide - 0.1 and box.y + 0.1 < y < box.y + box.high - 0.1
                assert not inside, (route.edge, box.key)
    drawn = etree.fromstring(flow_svg(given_map).encode())
    assert len(drawn.findall(f".//{SVG}path[@class]")) >= 2 * len(given_map.edges)


def points_of(route):
    for start, one, other, end in route.curves:
        for step in range(13):
            t = step / 12
            yield tuple(
                (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
                for a, b, c, d in zip(start, one, other, end, strict=True)
            )


@settings(max_examples=20, deadline=None)
@given(maps())
def test_the_same_map_is_the_same_drawing_and_has_no_style_of_its_own(given_map):
    first = flow_svg(given_map)
    assert first == flow_svg(given_map)
    assert "style" not in first
    assert "<script" not in first


@settings(max_examples=20, deadline=None)
@given(maps())
def test_every_flow_is_also_said_in_words(given_map):
    assert len(rows(given_map)) == len(given_map.edges)


def firm_of(systems: int) -> FlowMap:
    """A firm with that many systems, as firms have them: more data than anything else, few people."""
    people, kinds = "abcde", ("source", "dataset", "dataset", "automation", "model", "person", "result")
    nodes = [
        Node(
            f"n{i}",
            kinds[i % len(kinds)],
            f"매입 계산서 처리 {i}번 시스템",
            people[i % 5],
            (("대외비 · 이서준", ""), ("이름, 전화, 이메일", "private"), ("91점, 기준 80점", "good")),
        )
        for i in range(systems)
    ]
    by_kind: dict[str, list[str]] = {}
    for node in nodes:
        by_kind.setdefault(node.kind, []).append(node.key)
    order = ("source", "dataset", "automation", "model", "person", "result")
    edges = []
    for left, right in [*pairwise(order), ("automation", "person")]:
        for i, key in enumerate(by_kind[left]):
            edges.append(Edge(key, by_kind[right][i % len(by_kind[right])], NATURES[i % 5]))
    return made(nodes, edges, people)


def test_thirty_systems_are_readable_on_a4():
    """Seven points is the smallest print that timetables use."""
    assert print_size(laid_out(firm_of(30))) >= 7


def test_a_box_nobody_knows_an_unknown_kind_and_a_key_twice_are_refused():
    node = Node("a", "source", "메일함", "a")
    for nodes, edges, code in (
        ([node], [Edge("a", "b")], "flowmap.edge_loose"),
        ([node, node], [], "flowmap.key_twice"),
        ([Node("a", "cloud", "?", "a")], [], "flowmap.kind_unknown"),
    ):
        with pytest.raises(Problem) as refused:
            flow_svg(made(nodes, edges))
        assert refused.value.kind.code == code


def test_an_empty_map_is_an_empty_drawing():
    assert etree.fromstring(flow_svg(made([], [])).encode()).tag == f"{SVG}svg"


def test_names_are_text_and_never_markup():
    drawn = flow_svg(made([Node("a", "source", "<script>alert(1)</script>", "a", url='/x"y')], []), standalone=False)
    assert "<script>" not in drawn
    assert 'href="/x&quot;y"' in drawn


def test_long_names_break_at_spaces_and_end_in_an_ellipsis():
    assert wrapped("매입 계산서 처리", 60, 14, 2, bold=True)[0] == "매입"
    assert wrapped("가" * 100, 100, 14, 2)[-1].endswith("…")
    assert wrapped("", 100, 14, 2) == ()


def test_the_table_of_widths_is_what_the_font_says():
    fonts = Path(documents.__file__).parent / "fonts"
    for name, bold in (("Regular", False), ("Bold", True)):
        advances = advances_of((fonts / f"Pretendard-{name}.otf").read_bytes())
        for letter in [*map(chr, range(32, 127)), *"가힣각뷁·–—…●○→"]:
            assert width(letter, 2048, bold=bold) == advances[ord(letter)], letter


def advances_of(font: bytes) -> dict[int, int]:
    """Code point to advance width, from cmap format 12 and hmtx of an OpenType file."""
    tables = {}
    for i in range(struct.unpack(">H", font[4:6])[0]):
        tag, _sum, offset, _length = struct.unpack(">4sIII", font[12 + 16 * i : 28 + 16 * i])
        tables[tag.decode()] = offset
    metrics = struct.unpack(">H", font[tables["hhea"] + 34 : tables["hhea"] + 36])[0]
    found = {}
    for i in range(struct.unpack(">H", font[tables["cmap"] + 2 : tables["cmap"] + 4])[0]):
        place = tables["cmap"] + struct.unpack(">I", font[tables["cmap"] + 8 + 8 * i : tables["cmap"] + 12 + 8 * i])[0]
        if struct.unpack(">H", font[place : place + 2])[0] != 12:
            continue
        for j in range(struct.unpack(">I", font[place + 12 : place + 16])[0]):
            first, last, glyph = struct.unpack(">III", font[place + 16 + 12 * j : place + 28 + 12 * j])
            for code in range(first, last + 1):
                at = tables["hmtx"] + 4 * min(glyph + code - first, metrics - 1)
                found[code] = struct.unpack(">H", font[at : at + 2])[0]
    return found
