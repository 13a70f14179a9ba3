"""Several ranges on one line of values: a name and its figures above each bar, zero where it lies inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jangbu.engines.charts import svg
from jangbu.engines.charts.links import fitting
from jangbu.engines.charts.svg import Tone, Width

WIDTHS: dict[Width, float] = {"wide": 640.0, "narrow": 342.0, "paper": 640.0}
ROW, NARROW_ROW, BAR, MARGIN = 44.0, 62.0, 10.0, 4.0


@dataclass(frozen=True, slots=True)
class Ranged:
    """low <= middle <= high in one unit for all rows, middle may be None; `said`: the figures as people read them."""

    name: str
    low: float
    middle: float | None
    high: float
    said: str
    tone: Tone = "ink"


def range_rows(rows: Sequence[Ranged], ends: tuple[float, float], *, label: str, width: Width = "wide") -> str:
    """One row below the other between the same `ends`; what lies outside them is cut off there."""
    wide, row = WIDTHS[width], NARROW_ROW if width == "narrow" else ROW
    first, span = ends[0], (ends[1] - ends[0]) or 1.0

    def at(value: float) -> float:
        return MARGIN + min(1.0, max(0.0, (value - first) / span)) * (wide - 2 * MARGIN)

    parts: list[str] = []
    for place, each in enumerate(rows):
        if len(svg.finite((each.low, each.high))) < 2:
            continue
        top = place * row
        bar = top + row - 18
        parts += _words(each, top, wide, narrow=width == "narrow")
        parts.append(svg.path("soft-line", f"M{MARGIN:g} {svg.number(bar + BAR / 2)}H{svg.number(wide - MARGIN)}"))
        left, right = at(each.low), at(each.high)
        kind = svg.tone_class(each.tone)
        parts.append(
            svg.element(
                "rect", class_=kind, fill_opacity="0.3", stroke_width="0", x=left, y=bar,
                width=max(1.0, right - left), height=BAR,
            )
        )  # fmt: skip
        if each.middle is not None:
            x = svg.number(at(each.middle))
            parts.append(svg.path(kind, f"M{x} {svg.number(bar - 2)}v{svg.number(BAR + 4)}", stroke=3))
        if first <= 0 <= ends[1]:
            parts.append(svg.path("axis-line", f"M{svg.number(at(0))} {svg.number(bar - 3)}v16", stroke=1.5))
    return svg.drawing("chart", wide, row * max(1, len(rows)), label, *parts)


def _words(each: Ranged, top: float, wide: float, *, narrow: bool) -> list[str]:
    if narrow:
        return [
            svg.text(MARGIN, top + 16, fitting(each.name, wide - 8), "label-strong", "start"),
            svg.text(MARGIN, top + 34, fitting(each.said, wide - 8), "label", "start"),
        ]
    room = wide - svg.text_width(each.said) - 24
    return [
        svg.text(MARGIN, top + 16, fitting(each.name, room), "label-strong", "start"),
        svg.text(wide - MARGIN, top + 16, each.said, "label", "end"),
    ]
