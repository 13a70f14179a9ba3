"""The map as SVG. Colours and line styles come through classes: from the page's style sheet, or from the block that a
file of its own carries. All text is escaped; nothing is loaded and nothing runs."""

from __future__ import annotations

import re
from html import escape

from jangbu.engines.flowmap.boxes import INSIDE
from jangbu.engines.flowmap.layout import GUTTER, HEAD, LABEL, TALL, WIDE, Band, Layout, Placed, laid_out
from jangbu.engines.flowmap.measuring import width, wrapped
from jangbu.engines.flowmap.model import NATURES, FlowMap
from jangbu.engines.flowmap.routing import HEAD_LONG, Route, routes

LEGEND_ROW = 24.0
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML, however escaped
SWATCH = 30.0
FACT_CLASS = {"": "fm-meta", "good": "fm-good", "bad": "fm-bad", "private": "fm-private"}
# What a file of its own, or a page on paper, is coloured with: the light tokens of web/static/css/tokens.css.
STYLE = (
    "text{font-family:Pretendard,'Noto Sans CJK KR',sans-serif}"
    ".lane-bg{fill:#f0f0ed}.fm-title{fill:#1b1c1f;font-weight:700}"
    ".node{fill:#fff;stroke:#8b8d92;stroke-width:1}.node.person{stroke:#2b49c4;stroke-width:1.5}"
    ".node.outside{stroke:#1b1c1f;stroke-dasharray:5 3}.node.stopped{stroke:#b0261d;stroke-width:1.5}"
    ".fm-name{fill:#1b1c1f;font-weight:700}.fm-meta{fill:#4a4c53}.fm-private{fill:#1b1c1f;font-weight:700}"
    ".fm-good{fill:#1a6b3c}.fm-bad{fill:#b0261d}"
    ".edge{fill:none;stroke:#656870;stroke-width:1.25}.edge.private{stroke:#1b1c1f;stroke-width:2.25}"
    ".edge.masked{stroke:#1b1c1f;stroke-width:1.5;stroke-dasharray:2 3}"
    ".edge.stopped{stroke:#b0261d;stroke-dasharray:6 4}"
    ".edge.abroad{stroke:#855000;stroke-width:2.25;stroke-dasharray:10 3 2 3}"
    ".arrow{fill:#656870}.arrow.private,.arrow.masked{fill:#1b1c1f}.arrow.stopped{fill:#b0261d}.arrow.abroad{fill:#855000}"
)


def flow_svg(given: FlowMap, *, map_id: str = "flow", standalone: bool = False, tall: float = TALL) -> str:
    """One svg element; `map_id` must be unique on the page. `standalone` is a whole file: own colours, no links. Above
    `tall` pixels boxes say less.

    Raises Problem flowmap.key_twice, .edge_loose, .kind_unknown.
    """
    layout = laid_out(given, tall)
    legend, tail = _legend(given, layout)
    high = layout.high + tail
    parts = [
        f'<title id="{escape(map_id)}-t" translate="no">{escape(given.title)}</title>',
        f'<desc id="{escape(map_id)}-d">{escape(given.description)}</desc>',
        f"<style>{STYLE}</style>" if standalone else "",
        *_columns(given, layout),
        *(_band(band, layout) for band in layout.bands),
        *(_route(route) for route in routes(given, layout)),
        *(_box(place, linked=not standalone) for place in layout.places.values() if place.box is not None),
        *legend,
    ]
    size = f' width="{WIDE:.0f}" height="{high:.0f}"' if standalone else ""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lanes" viewBox="0 0 {WIDE:.0f} {high:.0f}"{size} '
        f'role="group" aria-labelledby="{escape(map_id)}-t {escape(map_id)}-d">'
    )
    return FORBIDDEN.sub("", f"{opening}{''.join(parts)}</svg>")


def _columns(given: FlowMap, layout: Layout) -> list[str]:
    return [
        _text(x, 21, given.columns.get(column, ""), "fm-title", 14)
        for x, column in zip(layout.starts, layout.columns, strict=True)
    ]


def _band(band: Band, layout: Layout) -> str:
    parts = [
        f'<rect class="lane-bg" x="0" y="{_n(band.y)}" width="{_n(layout.wide)}" height="{_n(band.high)}" rx="8"/>'
    ]
    down = band.y + 8
    room = LABEL - 14
    for text in wrapped(band.lane.name, room, 13.5, 2, bold=True):
        down += 16
        parts.append(_text(10, down, text, "fm-title", 13.5))
    for text in wrapped(band.lane.note, room, 11.5, 2 if band.high > 70 else 0):
        down += 15
        parts.append(_text(10, down, text, "fm-meta", 11.5))
    return f'<g translate="no">{"".join(parts)}</g>'


def _box(place: Placed, *, linked: bool) -> str:
    box = place.box
    if box is None:
        return ""
    look = f"node {box.node.look}".strip()
    facts = "".join(f", {text}" for text, _tone in box.node.lines)
    inside = [
        f"<title>{escape(box.node.name + facts)}</title>",
        f'<rect class="{look}" x="{_n(place.x)}" y="{_n(place.y)}" width="{_n(place.wide)}" height="{_n(place.high)}" '
        'rx="6"/>',
    ]
    for line in box.lines:
        kind = "fm-name" if line.bold and not line.tone else FACT_CLASS[line.tone]
        inside.append(_text(place.x + INSIDE, place.y + line.down, line.text, kind, line.size))
    group = f'<g translate="no">{"".join(inside)}</g>'
    return f'<a class="node-link" href="{escape(box.node.url)}">{group}</a>' if linked and box.node.url else group


def _route(route: Route) -> str:
    nature = route.edge.nature
    start = route.curves[0][0]
    d = f"M{_n(start[0])} {_n(start[1])}"
    for _start, one, other, end in route.curves:
        if one[1] == end[1]:
            d += f"H{_n(end[0])}"
        else:
            d += f"C{_n(one[0])} {_n(one[1])} {_n(other[0])} {_n(other[1])} {_n(end[0])} {_n(end[1])}"
    x, y = route.head
    back = x - HEAD_LONG if route.rightwards else x + HEAD_LONG
    tip = f"M{_n(x)} {_n(y)}L{_n(back)} {_n(y - 4)}V{_n(y + 4)}z"
    return f'<path class="edge {nature}" d="{d}"/><path class="arrow {nature}" d="{tip}"/>'


def _legend(given: FlowMap, layout: Layout) -> tuple[list[str], float]:
    """What the lines and frames mean, of those that are there; broken into rows. Returns it and its height."""
    seen = {edge.nature for edge in given.edges}
    looks = {node.look for node in given.nodes}
    items: list[tuple[str, str, str]] = [
        ("edge", nature, given.natures[nature]) for nature in NATURES if nature in seen and nature in given.natures
    ]
    items += [("node", look, said) for look, said in given.looks.items() if look in looks]
    parts: list[str] = []
    x, y = LABEL + GUTTER / 2, layout.high + 22.0
    for shape, kind, said in items:
        long = SWATCH + 8 + width(said, 12.5) + 24
        if x + long > layout.wide and x > LABEL + GUTTER / 2:
            x, y = LABEL + GUTTER / 2, y + LEGEND_ROW
        if shape == "edge":
            parts.append(f'<path class="edge {kind}" d="M{_n(x)} {_n(y)}h{SWATCH:.0f}"/>')
        else:
            parts.append(
                f'<rect class="node {kind}" x="{_n(x)}" y="{_n(y - 7)}" width="{SWATCH:.0f}" height="14" rx="3"/>'
            )
        parts.append(_text(x + SWATCH + 8, y + 4.5, said, "fm-meta", 12.5))
        x += long
    return parts, (y - layout.high + 14) if items else 8.0


def _text(x: float, y: float, said: str, kind: str, size: float) -> str:
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" font-size="{size:g}">{escape(said)}</text>'


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def print_size(layout: Layout, wide_mm: float = 277.0, high_mm: float = 172.0) -> float:
    """The smallest text in points once the map fits into that much paper (A4 landscape less margins and a heading)."""
    scale = min(wide_mm / layout.wide, high_mm / (layout.high + HEAD))
    return layout.density.fact * scale / 25.4 * 72
