"""A box with its text broken into lines, so that it is known how tall it is before it gets its place."""

from __future__ import annotations

from dataclasses import dataclass

from jangbu.engines.flowmap.measuring import wrapped
from jangbu.engines.flowmap.model import Node, Tone


@dataclass(frozen=True, slots=True)
class Density:
    """Sizes in pixels. `facts` is how many lines of facts a box may have."""

    name: float
    fact: float
    name_line: float
    fact_line: float
    facts: int
    pad: float
    gap: float  # between boxes of one column


ROOMY = Density(name=14.0, fact=12.5, name_line=17.0, fact_line=16.0, facts=3, pad=8.0, gap=12.0)
MIDDLE = Density(name=13.5, fact=12.0, name_line=16.0, fact_line=15.0, facts=2, pad=6.0, gap=9.0)
CLOSE = Density(name=13.0, fact=11.5, name_line=15.0, fact_line=14.0, facts=1, pad=5.0, gap=7.0)
WEIGHT: dict[Tone, int] = {"bad": 0, "private": 1, "good": 2, "": 3}
INSIDE = 10.0  # from a box's side to its text


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    tone: Tone
    bold: bool
    size: float
    down: float  # from the top of the box to the baseline


@dataclass(frozen=True, slots=True)
class Box:
    node: Node
    lines: tuple[Line, ...]
    wide: float
    high: float


def boxed(node: Node, wide: float, density: Density) -> Box:
    """The name on at most two lines, then one line a fact."""
    room = wide - 2 * INSIDE
    lines: list[Line] = []
    down = density.pad
    for text in wrapped(node.name or "–", room, density.name, 2, bold=True):
        down += density.name_line
        lines.append(Line(text, "", True, density.name, down - 4))
    for fact, tone in _facts(node, density):
        for text in wrapped(fact, room, density.fact, 1, bold=tone == "private"):
            down += density.fact_line
            lines.append(Line(text, tone, tone == "private", density.fact, down - 4))
    return Box(node, tuple(lines), wide, down + density.pad)


def _facts(node: Node, density: Density) -> list[tuple[str, Tone]]:
    """What has a tone is news and comes first where there is no room for all."""
    if len(node.lines) <= density.facts:
        return list(node.lines)
    kept = sorted(range(len(node.lines)), key=lambda place: (WEIGHT[node.lines[place][1]], place))
    return [node.lines[place] for place in sorted(kept[: density.facts])]
