"""Small drawings that stand in a row of text: sparkline, score bar, share bar, histogram, the ledger's rope."""

from __future__ import annotations

from collections.abc import Sequence

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Tone, Width
from jangbu.kernel.errors import Language


def sparkline(
    values: Sequence[float | None],
    threshold: float | None = None,
    *,
    tone: Tone = "ink",
    label: str,
    width: float = 200,
) -> str:
    """The run of `values` with its last point in `tone`; under two values an empty track."""
    numbers = svg.finite(values)
    if len(numbers) < 2:
        track = svg.element("rect", class_="track", y=12.0, width=width, height=16.0, rx=4.0)
        return svg.drawing("spark", width, 40, label, track)
    inside = svg.finite((*numbers, threshold))
    low, high = min(inside), max(inside)

    def y(value: float) -> float:
        return 20.0 if high == low else 36 - (value - low) / (high - low) * 32

    step = (width - 8) / (len(numbers) - 1)
    places = [(3 + i * step, y(value)) for i, value in enumerate(numbers)]
    parts = []
    if threshold is not None and svg.finite((threshold,)):
        parts.append(svg.path("threshold", f"M0 {y(threshold):.1f}H{width:g}", fixed=True))
    parts.append(
        svg.element(
            "polyline",
            class_="ink-line",
            stroke_width="1.5",
            stroke_linejoin="round",
            vector_effect="non-scaling-stroke",
            points=" ".join(f"{x:.1f},{place:.1f}" for x, place in places),
        )
    )
    return svg.drawing("spark", width, 40, label, *parts, _last(*places[-1], tone), stretched=True)


def _last(x: float, y: float, tone: Tone) -> str:
    """A round dot although the drawing is stretched: a line of no length with round ends."""
    return svg.element(
        "path",
        class_=svg.tone_class(tone),
        stroke_width="7",
        stroke_linecap="round",
        vector_effect="non-scaling-stroke",
        d=f"M{x:.1f} {y:.1f}h.01",
    )


def bar(value: float, threshold: float | None = None, *, tone: Tone = "ink", label: str, most: float = 100) -> str:
    """A score from 0 to `most` on its track, with a mark at the threshold."""
    parts = [
        svg.element("rect", class_="track", y=2.0, width=200.0, height=8.0, rx=2.0),
        svg.element(
            "rect",
            class_=svg.tone_class(tone),
            stroke_width="0",
            y=2.0,
            width=200 * _share(value / most),
            height=8.0,
            rx=2.0,
        ),
    ]
    if threshold is not None:
        parts.append(svg.path("axis-line", f"M{svg.number(200 * _share(threshold / most))} 0V12", stroke=1.5))
    return svg.drawing("", 200, 12, label, *parts, stretched=True)


def share_bar(share: float, *, tone: Tone = "ink", label: str = "") -> str:
    """A share from 0 to 1 as a bar of 48 by 8; without a label it only repeats the number beside it."""
    parts = (
        svg.element("rect", class_="track", width=48.0, height=8.0, rx=2.0),
        svg.element(
            "rect", class_=svg.tone_class(tone), stroke_width="0", width=48 * _share(share), height=8.0, rx=2.0
        ),
    )
    return svg.drawing("mini", 48, 8, label, *parts)


def histogram(
    bins: Sequence[tuple[float, float, int]],
    *,
    label: str,
    low: str = "",
    high: str = "",
    tone: Tone = "ink",
    width: Width = "wide",
) -> str:
    """Counts over bins (from, to, count) of any widths, ascending; `low` and `high` are the texts at both ends."""
    wide = 240.0 if width == "narrow" else 320.0
    axis = svg.path("axis-line", f"M0 48.5H{wide:g}")
    ends = (svg.text(0, 62, low, anchor="start"), svg.text(wide, 62, high, anchor="end")) if low or high else ()
    edges = svg.finite(edge for left, right, _ in bins for edge in (left, right))
    most = max((count for _, _, count in bins), default=0)
    if not most or len(edges) < 2 * len(bins):
        return svg.drawing("chart", wide, 66, label, axis, *ends)
    first, last = edges[0], edges[-1]
    span = (last - first) or 1.0
    parts = []
    for i, (left, right, count) in enumerate(bins):
        if last > first:
            x, across = (left - first) / span * wide, (right - left) / span * wide
        else:  # bins without a width, as of a single value: side by side
            x, across = i * wide / len(bins), wide / len(bins)
        high_as = 44 * count / most
        kind = svg.tone_class(tone)
        parts.append(
            svg.element(
                "rect",
                class_=kind,
                stroke_width="0",
                x=x,
                y=48 - high_as,
                width=max(1.0, across - 1),
                height=high_as,
            )
        )
    return svg.drawing("chart", wide, 66, label, *parts, axis, *ends)


def rope(
    anchors: Sequence[str],
    total: int,
    covered: int,
    *,
    chart_id: str,
    label: str,
    language: Language = "ko",
    width: Width = "wide",
) -> str:
    """The ledger's rope: solid with a knot at each outside anchor (texts, oldest first), hatched where none reaches.

    total entries, of which `covered` lie under the last anchor. Without an anchor all of it is hatched.
    """
    wide, most, first = (326.0, 4, 24.0) if width == "narrow" else (912.0, 7, 40.0)
    loose = max(0, total - covered)
    shown = list(anchors[-most:]) if covered > 0 else []
    tail = wide * (0.26 if width == "narrow" else 0.18) if loose else 44.0
    end = wide - tail if shown else 0.0
    step = (end - first) / (len(shown) - 1) if len(shown) > 1 else 0.0
    pattern = f"{chart_id}-{width}"
    parts = []
    if shown:
        parts.append(svg.path("tone-good", f"M0 16H{svg.number(end)}", stroke=3))
    if loose:
        start = end + 8 if shown else 0.0
        parts += [svg.hatch(pattern), svg.hatched(pattern, start, 9, wide - start, 14)]
    for i, said in enumerate(shown):
        x = end if i == len(shown) - 1 else first + i * step
        parts.append(svg.element("circle", class_="tone-good", cx=x, cy=16.0, r=5.0))
        parts.append(svg.text(x, 42, said, "label"))
    if loose:
        parts.append(svg.text(wide, 42, _loose(loose, language, width), "label-strong", "end"))
    return svg.drawing("rope", wide, 56, label, *parts)


def _loose(count: int, language: Language, width: Width) -> str:
    if language == "ko":
        return f"지금, {count:,}건" if width != "narrow" else f"{count:,}건"
    return f"now, {count:,}" if width != "narrow" else f"{count:,}"


def _share(value: float) -> float:
    return min(1.0, max(0.0, value)) if svg.finite((value,)) else 0.0
