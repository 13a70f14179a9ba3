"""The interval plot of a gate: point, whisker, threshold and the hatched zone in which nothing can be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Tone, Width

WIDTHS = {"wide": 380.0, "narrow": 326.0, "paper": 380.0}
HEIGHT, AXIS, MIDDLE, MARGIN = 64.0, 44.5, 30.0, 12.0


def interval_plot(
    point: float | None,
    low: float | None,
    high: float | None,
    threshold: float | None,
    *,
    chart_id: str,
    label: str,
    undecided: tuple[float, float] | None = None,
    axis: Sequence[tuple[float, str]] = (),
    tone: Tone = "ink",
    threshold_label: str = "",
    nothing: str = "",
    width: Width = "wide",
) -> str:
    """point, low, high, threshold, undecided and the positions of `axis` share one unit; axis is (position, text).

    Without a point, or without a finite interval, only the axis and the words of `nothing` are drawn. `chart_id` must
    be unique on the page; `label` is the sentence read aloud.
    """
    wide = WIDTHS[width]
    if point is None or low is None or high is None or len(svg.finite((point, low, high))) < 3:
        return svg.drawing("interval", wide, HEIGHT, label, _line(wide), svg.text(wide / 2, 30, nothing))
    limit = threshold if svg.finite((threshold,)) else None
    zone = undecided if undecided and len(svg.finite(undecided)) == 2 else None
    inside = svg.finite((point, low, high, limit, *(zone or ()), *(place for place, _ in axis)))
    first, last = min(inside), max(inside)
    span = (last - first) or 1.0

    def at(value: float) -> float:
        return MARGIN + (value - first) / span * (wide - 2 * MARGIN)

    pattern, parts = f"{chart_id}-{width}", []
    if zone is not None:
        parts += [svg.hatch(pattern), svg.hatched(pattern, at(zone[0]), 16, at(zone[1]) - at(zone[0]), 28)]
    parts.append(_line(wide))
    parts += _axis(axis, at, wide, limit)
    parts += _threshold(limit, threshold_label, at, wide)
    parts += _whisker(at(point), at(low), at(high), svg.tone_class(tone))
    return svg.drawing("interval", wide, HEIGHT, label, *parts)


def _line(wide: float) -> str:
    return svg.path("axis-line", f"M{MARGIN:g} {AXIS}H{wide - MARGIN:g}")


def _whisker(point: float, low: float, high: float, kind: str) -> list[str]:
    left, right = svg.number(low), svg.number(high)
    return [
        svg.path(kind, f"M{left} {MIDDLE:g}H{right}", stroke=2),
        svg.path(kind, f"M{left} 25v10M{right} 25v10", stroke=2),
        svg.element("circle", class_=kind, cx=point, cy=MIDDLE, r=5.0),
    ]


def _threshold(limit: float | None, said: str, at: Callable[[float], float], wide: float) -> list[str]:
    if limit is None:
        return []
    half = svg.text_width(said) / 2
    return [
        svg.path("threshold", f"M{svg.number(at(limit))} 14V48", stroke=1.5),
        svg.text(min(max(at(limit), half), wide - half), 10, said, "label"),
    ]


def _axis(
    axis: Sequence[tuple[float, str]], at: Callable[[float], float], wide: float, threshold: float | None
) -> list[str]:
    """Ticks and their texts, except where a text would meet its neighbour or the foot of the threshold."""
    parts: list[str] = []
    taken = -1e9
    for place, said in sorted(axis):
        x, half = at(place), svg.text_width(said) / 2
        anchor: svg.Anchor = "start" if x < half else "end" if x > wide - half else "middle"
        left = {"start": 0.0, "middle": x, "end": wide}[anchor]
        near = threshold is not None and place != threshold and abs(x - at(threshold)) < 24
        begin = left - {"start": 0.0, "middle": half, "end": 2 * half}[anchor]
        if begin < taken + 6 or (near and MARGIN < x < wide - MARGIN) or place == threshold:
            continue
        taken = begin + 2 * half
        parts += [svg.path("axis-line", f"M{svg.number(x)} 44.5v4"), svg.text(left, 60, said, anchor=anchor)]
    return parts
