"""The graph of what feeds what: KPIs on one side, money on the other, and a struck arrow where a sum is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Width

SIZES: dict[Width, tuple[float, float]] = {"wide": (640.0, 230.0), "narrow": (342.0, 184.0), "paper": (640.0, 230.0)}
ROW, BOX, TOP = 58.0, 40.0, 8.0
Stand = Literal["counted", "refused", "not_money"]


@dataclass(frozen=True, slots=True)
class LinkedNode:
    """standing: counted in the sum, refused, or no money. through: the id of the node that counts its hours already;
    what is counted besides hours may have one too."""

    id: str
    name: str
    note: str
    standing: Stand
    through: str = ""


def link_graph(nodes: Sequence[LinkedNode], *, money: str, label: str, width: Width = "wide") -> str:
    """KPIs one below the other, counted ones first, with arrows to a box named `money`; a refused one points to the KPI
    that counts it already, with a stroke through. Names that do not fit are cut, the whole is in `label`."""
    wide, box = SIZES[width]
    ordered = sorted(nodes, key=lambda node: ("counted", "refused", "not_money").index(node.standing))
    high = TOP * 2 + ROW * max(1, len(ordered)) - (ROW - BOX)
    places = {node.id: TOP + ROW * place for place, node in enumerate(ordered)}
    left = 0.5
    sum_left = wide - (64.0 if width == "narrow" else 130.0)
    counted = [places[node.id] for node in ordered if node.standing == "counted"]
    parts = _money(money, sum_left, wide - 0.5 - sum_left, counted)
    lanes = 0
    for node in ordered:
        y = places[node.id]
        if node.standing == "counted":
            parts += _arrow(left + box, y + BOX / 2, sum_left)
        if node.through in places:
            parts += _refused(left + box, y + BOX / 2, places[node.through] + BOX / 2, lanes, ROW)
            lanes += 1
        parts += _node(node, left, y, box)
    return svg.drawing("chart", wide, high, label, *parts)


def _node(node: LinkedNode, x: float, y: float, wide: float) -> list[str]:
    dashes = "4 3" if node.standing == "not_money" else None
    kind = "node-counted" if node.standing == "counted" else "node"
    frame = svg.element(
        "rect", class_=kind, x=x, y=y, width=wide, height=BOX, rx=6.0, stroke_width="1.5", stroke_dasharray=dashes
    )
    room = wide - 20
    return [
        frame,
        svg.text(x + 10, y + 16, fitting(node.name, room), "label-strong", "start"),
        svg.text(x + 10, y + 32, fitting(node.note, room), "label", "start"),
    ]


def _money(said: str, x: float, wide: float, counted: Sequence[float]) -> list[str]:
    """The box of money, as high as what feeds it."""
    if not counted:
        return []
    top, bottom = min(counted), max(counted) + BOX
    frame = svg.element(
        "rect", class_="node-counted", x=x, y=top, width=wide, height=bottom - top, rx=6.0, stroke_width="1.5"
    )
    return [frame, svg.text(x + wide / 2, (top + bottom) / 2 + 4, fitting(said, wide - 10), "label-strong")]


def _arrow(x: float, y: float, end: float) -> list[str]:
    return [svg.path("axis-line", f"M{svg.number(x)} {svg.number(y)}H{svg.number(end - 6)}", stroke=1.5), _head(end, y)]


def _head(x: float, y: float) -> str:
    return svg.element("path", class_="arrow-head", d=f"M{svg.number(x)} {svg.number(y)}l-8 -4v8z")


def _refused(x: float, y: float, goal: float, lane: int, row: float) -> list[str]:
    """From a refused KPI out, up, and back into the box of the one that counts it, struck out half way."""
    out = x + 18 + 12 * min(lane, 3)
    aim = goal + 8  # below the arrow into money
    line = f"M{svg.number(x)} {svg.number(y)}H{svg.number(out)}V{svg.number(aim)}H{svg.number(x + 7)}"
    middle = y - min(row / 2, abs(y - aim) / 2)
    return [
        svg.element("path", class_="axis-line", stroke_width="1.5", stroke_dasharray="4 3", d=line),
        svg.element("path", class_="arrow-head", d=f"M{svg.number(x)} {svg.number(aim)}l8 -4v8z"),
        svg.path("tone-bad", f"M{svg.number(out - 5)} {svg.number(middle + 5)}l10 -10", stroke=2),
        svg.path("tone-bad", f"M{svg.number(out - 5)} {svg.number(middle - 5)}l10 10", stroke=2),
    ]


def fitting(said: str, room: float) -> str:
    """`said` cut to about `room` pixels of 12 px text."""
    if svg.text_width(said) <= room:
        return said
    kept = said
    while kept and svg.text_width(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
