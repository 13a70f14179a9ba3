"""Charts as SVG text, drawn by hand: no library, no inline style, colours from the page's classes.

Everything takes plain numbers and returns markup in which all text is escaped; charts are made wide and narrow.
"""

from jangbu.engines.charts.before_after import before_after, before_after_legend
from jangbu.engines.charts.intervals import interval_plot
from jangbu.engines.charts.money import money_ends, money_range
from jangbu.engines.charts.small import bar, histogram, rope, share_bar, sparkline
from jangbu.engines.charts.svg import Tone, Width, both, ticks

__all__ = [
    "Tone",
    "Width",
    "bar",
    "before_after",
    "before_after_legend",
    "both",
    "histogram",
    "interval_plot",
    "money_ends",
    "money_range",
    "rope",
    "share_bar",
    "sparkline",
    "ticks",
]
