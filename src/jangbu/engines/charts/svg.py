"""Drawing by hand: elements as text, everything escaped, colours only through the classes of components.css."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Literal

Width = Literal["wide", "narrow", "paper"]  # paper: as wide as a sheet, in letters that can be read on it
Tone = Literal["good", "warn", "bad", "ink", "accent"]
Anchor = Literal["start", "middle", "end"]

TONES = ("good", "warn", "bad", "ink", "accent")


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def element(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """One element; `class_` and `view_box` style names become attribute names, None leaves one out."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else number(value)
        parts.append(f'{_NAMES.get(key, key.rstrip("_").replace("_", "-"))}="{escape(text)}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{name}>" if content else f"<{opening}/>"


_NAMES = {"view_box": "viewBox", "keep_ratio": "preserveAspectRatio"}
_NAMES |= {"pattern_units": "patternUnits", "pattern_transform": "patternTransform"}


def drawing(kind: str, wide: float, high: float, label: str, *content: str, stretched: bool = False) -> str:
    """The svg of a chart of class `kind`. `label` is the sentence read aloud; empty hides it from screen readers."""
    return element(
        "svg",
        "".join(content),
        class_=kind or None,
        view_box=f"0 0 {number(wide)} {number(high)}",
        keep_ratio="none" if stretched else None,
        role="img" if label else None,
        aria_label=label or None,
        aria_hidden=None if label else "true",
    )


def text(x: float, y: float, content: str, kind: str = "label-faint", anchor: Anchor = "middle") -> str:
    return element("text", escape(content), class_=kind, x=x, y=y, text_anchor=anchor)


def path(kind: str, d: str, *, stroke: float | None = None, fixed: bool = False) -> str:
    """A line of class `kind`; `fixed` keeps its thickness where the drawing is stretched."""
    thick = None if stroke is None else f"{stroke:g}"
    return element("path", class_=kind, stroke_width=thick, vector_effect="non-scaling-stroke" if fixed else None, d=d)


def hatch(pattern_id: str) -> str:
    """The definition of a hatched fill; `pattern_id` must be unique on the page."""
    line = element("path", class_="hatch-line", d="M0 0V5", stroke_width="1.25")
    pattern = element(
        "pattern",
        line,
        id=pattern_id,
        width=5.0,
        height=5.0,
        pattern_units="userSpaceOnUse",
        pattern_transform="rotate(45)",
    )
    return element("defs", pattern)


def hatched(pattern_id: str, x: float, y: float, width: float, height: float) -> str:
    return element("rect", x=x, y=y, width=max(0.0, width), height=height, fill=f"url(#{pattern_id})")


def tone_class(tone: str) -> str:
    """The class of a tone; an unknown one is drawn in ink rather than trusted."""
    return f"tone-{tone}" if tone in TONES else "tone-ink"


def both(wide: str, narrow: str) -> str:
    """A chart made twice: the style sheet shows one of the two."""
    return f'<div class="wide-only">{wide}</div><div class="narrow-only">{narrow}</div>'


def finite(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None and math.isfinite(value)]


def text_width(content: str) -> float:
    """About how wide 12 px text is: Hangul and % 11, signs 8, else 7."""
    return sum(
        11.0 if letter > "\u3000" or letter == "%" else 8.0 if letter in "+\u2212" else 7.0 for letter in content
    )


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers (1, 2, 2.5, 5 times a power of ten) from at most `low` to at least `high`."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return []
    if high <= low:
        low, high = low - (abs(low) or 1.0) * 0.1, high + (abs(high) or 1.0) * 0.1
    rough = (high - low) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10, 20) if s * power >= rough * (1 - 1e-9))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def digits_of(levels: Sequence[float]) -> int:
    """Decimals that tell neighbouring levels apart."""
    steps = [abs(after - before) for before, after in pairwise(levels) if after != before]
    return max((digits_needed(step) for step in steps), default=0)


def digits_needed(value: float, most: int = 2) -> int:
    """Decimals that show `most` figures of it, and no more than it has."""
    if not value or not math.isfinite(value):
        return 0
    finest = most - 1 - math.floor(math.log10(abs(value)))
    return next(
        (digits for digits in range(max(0, finest)) if math.isclose(round(value, digits), value)), max(0, finest)
    )
