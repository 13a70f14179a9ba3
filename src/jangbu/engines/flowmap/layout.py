"""Where everything stands: lanes one below the other, boxes inside them, level with what they are linked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jangbu.engines.flowmap.boxes import CLOSE, MIDDLE, ROOMY, Box, Density, boxed
from jangbu.engines.flowmap.model import FlowMap, Lane, checked
from jangbu.engines.flowmap.ordering import Graph, lane_order, ordered, used_columns

WIDE = 1200.0  # pixels; printed on A4 landscape (277 mm between margins) a pixel is 0.23 mm
LABEL = 96.0  # the names of the lanes
GUTTER = 44.0  # between columns, where arrows turn
HEAD = 34.0
STAND_IN = 8.0  # an arrow that passes a column
LANE_PAD = 10.0
LANE_GAP = 6.0
RELAXING = 6
TALL = 730.0  # above this, boxes say less so that the page is read without a lens


@dataclass(frozen=True, slots=True)
class Placed:
    """A box or a stand-in; x and y of its upper left corner."""

    key: str
    x: float
    y: float
    wide: float
    high: float
    box: Box | None

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


@dataclass(frozen=True, slots=True)
class Band:
    lane: Lane
    y: float
    high: float


@dataclass(frozen=True, slots=True)
class Layout:
    """`places` by key, stand-ins too; `starts` is the x of each used column, numbered as in `columns`."""

    wide: float
    high: float
    column_wide: float
    starts: tuple[float, ...]
    columns: tuple[int, ...]
    bands: tuple[Band, ...]
    places: Mapping[str, Placed]
    graph: Graph
    density: Density


def laid_out(given: FlowMap, tall: float = TALL) -> Layout:
    """Boxes say less where the map would be taller than `tall` pixels. The same map is always laid out the same way.

    Raises Problem as `checked` does.
    """
    checked(given)
    for density in (ROOMY, MIDDLE):
        made = _layout(given, density)
        if made.high <= tall:
            return made
    return _layout(given, CLOSE)


def _layout(given: FlowMap, density: Density) -> Layout:
    columns = used_columns(given)
    count = max(1, len(columns))
    column_wide = (WIDE - LABEL - GUTTER * count) / count  # a gutter after the last too: arrows beside the column
    starts = tuple(LABEL + number * (column_wide + GUTTER) + GUTTER / 2 for number in range(len(columns)))
    lanes = lane_order(given)
    graph = ordered(given, lanes)
    boxes = {node.key: boxed(node, column_wide, density) for node in given.nodes}
    high = {key: boxes[key].high if key in boxes else STAND_IN for column in graph.columns for key in column}
    bands = _bands(given, lanes, graph, high, density)
    tops = _relaxed(graph, high, bands, density)
    places = {
        key: Placed(key, starts[number], tops[key], column_wide, high[key], boxes.get(key))
        for number, column in enumerate(graph.columns)
        for key in column
    }
    bottom = bands[-1].y + bands[-1].high if bands else HEAD
    return Layout(WIDE, bottom, column_wide, starts, tuple(columns), tuple(bands), places, graph, density)


def _bands(
    given: FlowMap, lanes: Sequence[str], graph: Graph, high: Mapping[str, float], density: Density
) -> list[Band]:
    known = {lane.key: lane for lane in given.lanes}
    bands, y = [], HEAD
    for number, key in enumerate(lanes):
        stacks = [
            _stack([item for item in column if graph.lane[item] == number], high, density) for column in graph.columns
        ]
        tall = max([*stacks, 36.0]) + 2 * LANE_PAD
        bands.append(Band(known.get(key, Lane(key, key)), y, tall))
        y += tall + LANE_GAP
    return bands


def _stack(items: Sequence[str], high: Mapping[str, float], density: Density) -> float:
    return sum(high[item] for item in items) + density.gap * max(0, len(items) - 1)


def _relaxed(graph: Graph, high: Mapping[str, float], bands: Sequence[Band], density: Density) -> dict[str, float]:
    """Tops: stacked first, then drawn towards their neighbours as far as order, gaps and lanes let them."""
    cells = [
        [item for item in column if graph.lane[item] == number]
        for column in graph.columns
        for number in range(len(bands))
    ]
    tops: dict[str, float] = {}
    for cell in cells:
        y = bands[graph.lane[cell[0]]].y + LANE_PAD if cell else 0.0
        for item in cell:
            tops[item] = y
            y += high[item] + density.gap
    for turn in range(RELAXING):
        for cell in cells if turn % 2 == 0 else reversed(cells):
            _draw_near(cell, graph, high, bands, density, tops)
    return tops


def _draw_near(
    cell: Sequence[str],
    graph: Graph,
    high: Mapping[str, float],
    bands: Sequence[Band],
    density: Density,
    tops: dict[str, float],
) -> None:
    if not cell:
        return
    band = bands[graph.lane[cell[0]]]
    floor = band.y + band.high - LANE_PAD
    wish = {}
    for item in cell:
        near = [*graph.before.get(item, ()), *graph.after.get(item, ())]
        middles = sorted(tops[other] + high[other] / 2 for other in near)
        wish[item] = middles[len(middles) // 2] - high[item] / 2 if middles else tops[item]
    y = band.y + LANE_PAD
    for item in cell:  # as wished, but below the one before
        tops[item] = max(wish[item], y)
        y = tops[item] + high[item] + density.gap
    for item in reversed(cell):  # and above the floor
        tops[item] = min(tops[item], floor - high[item])
        floor = tops[item] - density.gap
