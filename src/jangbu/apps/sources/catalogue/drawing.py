"""The flow of a dataset as lanes, drawn by hand: one lane per step, itself in the middle, arrows between."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from django.utils.translation import gettext as _

from jangbu.apps.sources.catalogue.lineage import Lineage, Node

WIDE, LANE_GAP, NODE_HIGH, NODE_GAP, TOP = 1040, 56, 56, 14, 44
LONGEST_NAME = 19  # Hangul letters that fit into the narrowest node
MOST = 12  # nodes in one lane; the rest is in the list below the drawing


def lanes(found: Lineage, words: Mapping[str, str]) -> str:
    """SVG. `words` says each kind of node in the reader's language."""
    steps = sorted({node.step for node in found.nodes})
    wide = min(260, (WIDE - LANE_GAP * (len(steps) - 1)) / max(1, len(steps)))
    left = (WIDE - wide * len(steps) - LANE_GAP * (len(steps) - 1)) / 2
    places: dict[str, tuple[float, float]] = {}
    drawn = []
    tallest = max(min(MOST, sum(node.step == step for node in found.nodes)) for step in steps)
    high = TOP + tallest * (NODE_HIGH + NODE_GAP) + NODE_GAP
    for column, step in enumerate(steps):
        x = left + column * (wide + LANE_GAP)
        here = [node for node in found.nodes if node.step == step][:MOST]
        drawn.append(f'<text class="lane-title" x="{x:.0f}" y="24">{escape(_title(step))}</text>')
        start = TOP + (tallest - len(here)) * (NODE_HIGH + NODE_GAP) / 2
        for row, node in enumerate(here):
            y = start + row * (NODE_HIGH + NODE_GAP)
            places[node.key] = (x, y)
            drawn.append(_node(node, x, y, wide, words))
    arrows = [
        _arrow(places[flow.source], places[flow.target], wide)
        for flow in found.flows
        if flow.source in places and flow.target in places
    ]
    label = escape(_("데이터 흐름. 아래 목록에 같은 내용이 글로 있어요."))
    return (
        f'<svg class="lanes" viewBox="0 0 {WIDE} {high:.0f}" role="img" aria-label="{label}">'
        f"{''.join(arrows)}{''.join(drawn)}</svg>"
    )


def _title(step: int) -> str:
    if step == 0:
        return _("이 데이터")
    return _("어디서 왔나") if step < 0 else _("어디에 쓰이나")


def _node(node: Node, x: float, y: float, wide: float, words: Mapping[str, str]) -> str:
    kind = "node person" if node.step == 0 else "node outside" if node.kind == "origin" else "node"
    fits = max(8, int(LONGEST_NAME * wide / 260))
    name = node.name if len(node.name) <= fits else f"{node.name[: fits - 1]}…"
    return (
        f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{NODE_HIGH}" rx="6"/>'
        f'<text class="node-name" x="{x + 12:.0f}" y="{y + 24:.0f}">{escape(name)}</text>'
        f'<text class="node-meta" x="{x + 12:.0f}" y="{y + 43:.0f}">{escape(words[node.kind])}</text>'
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], wide: float) -> str:
    x1, y1 = start[0] + wide, start[1] + NODE_HIGH / 2
    x2, y2 = end[0] - 2, end[1] + NODE_HIGH / 2
    bend = (x2 - x1) / 2
    curve = f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    head = f"M{x2 - 7:.0f} {y2 - 4:.0f}L{x2 + 1:.0f} {y2:.0f}L{x2 - 7:.0f} {y2 + 4:.0f}z"
    return f'<path class="edge" d="{curve}"/><path class="arrow" d="{head}"/>'
