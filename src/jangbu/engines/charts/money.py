"""A range of money on a line with zero marked: rows of one picture share their ends, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Tone

WIDE, HEIGHT = 400.0, 24.0


def money_range(
    low: float, middle: float, high: float, ends: tuple[float, float], *, tone: Tone = "ink", label: str
) -> str:
    """low <= middle <= high in one unit; `ends` are the first and last value of the line."""
    if len(svg.finite((low, middle, high, *ends))) < 5:
        return svg.drawing("range", WIDE, HEIGHT, label)
    first, last = min(ends), max(ends)
    span = (last - first) or 1.0

    def at(value: float) -> float:
        return 4 + min(1.0, max(0.0, (value - first) / span)) * (WIDE - 8)

    parts = [
        svg.path("soft-line", f"M4 12H{WIDE - 4:g}"),
        svg.element(
            "rect",
            class_=svg.tone_class(tone),
            fill_opacity="0.3",
            stroke_width="0",
            x=at(low),
            y=6.0,
            width=max(1.0, at(high) - at(low)),
            height=12.0,
        ),
        svg.path(svg.tone_class(tone), f"M{svg.number(at(middle))} 4v16", stroke=3),
    ]
    if first <= 0 <= last:
        parts.append(svg.path("axis-line", f"M{svg.number(at(0))} 2v20", stroke=1.5))
    return svg.drawing("range", WIDE, HEIGHT, label, *parts)


def money_ends(values: Sequence[float]) -> tuple[float, float]:
    """Ends that hold every value and zero, with a little room."""
    inside = [0.0, *svg.finite(values)]
    room = (max(inside) - min(inside)) * 0.05 or 1.0
    return min(inside) - room, max(inside) + room
