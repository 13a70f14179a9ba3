"""What stated figures come to under every way of reading them: a mark a reading, beside the figure claimed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Width

WIDTHS: dict[Width, float] = {"wide": 640.0, "narrow": 326.0, "paper": 640.0}
HEIGHT, AXIS, MARGIN = 74.0, 52.5, 14.0
PLAIN, OTHER = 24.0, 42.0  # heights of the two rows: read as written, and with something assumed


def readings_plot(
    readings: Sequence[tuple[float, bool, bool]],
    claimed: float,
    *,
    label: str,
    claimed_label: str,
    said: Callable[[float], str],
    width: Width = "wide",
) -> str:
    """readings: (value, read as it is written, whether the claim holds), all in the unit of `claimed`; `said` writes a
    value on the axis. Plain readings are large and stand in the upper row; those that hold are filled. Marks at one
    place lie on each other. Without readings an empty line with its label.
    """
    wide = WIDTHS[width]
    line = svg.path("axis-line", f"M{MARGIN:g} {AXIS}H{wide - MARGIN:g}")
    values = svg.finite(value for value, _plain, _holds in readings)
    if not values or not svg.finite((claimed,)):
        return svg.drawing("chart", wide, HEIGHT, label, line)
    levels = svg.ticks(min(*values, claimed, 0.0), max(*values, claimed, 0.0), 4 if width == "narrow" else 6)
    first, span = levels[0], (levels[-1] - levels[0]) or 1.0

    def at(value: float) -> float:
        return MARGIN + (value - first) / span * (wide - 2 * MARGIN)

    half = svg.text_width(claimed_label) / 2
    parts = [
        line,
        *_axis(levels, at, wide, said),
        *(_mark(at(value), plain, holds) for value, plain, holds in sorted(set(readings), key=lambda each: each[1:])),
        svg.path("threshold", f"M{svg.number(at(claimed))} 14V{AXIS}", stroke=1.5),
        svg.text(min(max(at(claimed), half), wide - half), 10, claimed_label, "label"),
    ]
    return svg.drawing("chart", wide, HEIGHT, label, *parts)


def _mark(x: float, plain: bool, holds: bool) -> str:
    kind = svg.tone_class("good") if holds else "dot-open" if plain else "dot-before"
    return svg.element("circle", class_=kind, cx=x, cy=PLAIN if plain else OTHER, r=5.0 if plain else 2.6)


def _axis(
    levels: Sequence[float], at: Callable[[float], float], wide: float, said: Callable[[float], str]
) -> list[str]:
    parts: list[str] = []
    taken = -1e9
    for level in levels:
        x, text = at(level), said(level)
        half = svg.text_width(text) / 2
        anchor: svg.Anchor = "start" if x < half else "end" if x > wide - half else "middle"
        place = {"start": 0.0, "middle": x, "end": wide}[anchor]
        left = place - {"start": 0.0, "middle": half, "end": 2 * half}[anchor]
        if left < taken + 6:
            continue
        taken = left + 2 * half
        parts += [svg.path("axis-line", f"M{svg.number(x)} {AXIS}v4"), svg.text(place, 69, text, anchor=anchor)]
    return parts
