"""Charts as SVG text, drawn by hand: no library, no inline style, colours from the page's classes.

Everything takes plain numbers and returns markup in which all text is escaped; charts are made wide and narrow.
"""

from jangbu.engines.charts.before_after import Words, before_after, before_after_legend
from jangbu.engines.charts.drawn import Drawn, drawn, printed, same_everywhere
from jangbu.engines.charts.gate import gate_picture
from jangbu.engines.charts.intervals import interval_plot
from jangbu.engines.charts.links import LinkedNode, Stand, link_graph
from jangbu.engines.charts.money import money_ends, money_range
from jangbu.engines.charts.ranges import Ranged, range_rows
from jangbu.engines.charts.readings import readings_plot
from jangbu.engines.charts.small import bar, histogram, rope, share_bar, sparkline
from jangbu.engines.charts.svg import Tone, Width, both, ticks

__all__ = [
    "Drawn",
    "LinkedNode",
    "Ranged",
    "Stand",
    "Tone",
    "Width",
    "Words",
    "bar",
    "before_after",
    "before_after_legend",
    "both",
    "drawn",
    "gate_picture",
    "histogram",
    "interval_plot",
    "link_graph",
    "money_ends",
    "money_range",
    "printed",
    "range_rows",
    "readings_plot",
    "rope",
    "same_everywhere",
    "share_bar",
    "sparkline",
    "ticks",
]
