"""A picture made for every place it is looked at: a page, a phone, and paper, where it must carry its own colours.

All of them are drawn by one function from the same numbers, so they cannot differ in what they say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Width

INK, SOFT, FAINT = "#1b1c1f", "#4a4c53", "#656870"  # as the light page has them in tokens.css; a test compares
LINE, STRONG, ACCENT = "#e4e3df", "#8b8d92", "#2b49c4"
GOOD, WARN, BAD = "#1a6b3c", "#855000", "#b0261d"
SUNKEN, SURFACE = "#f0f0ed", "#ffffff"
_TONES = {"good": GOOD, "warn": WARN, "bad": BAD, "ink": SOFT, "accent": ACCENT}
STYLE = "".join(
    [
        "text{font-family:Pretendard;font-size:12px}",
        f".ink-line{{stroke:{SOFT};fill:none}}.soft-line{{stroke:{LINE};fill:none}}",
        f".axis-line{{stroke:{STRONG};fill:none}}.after-line{{stroke:{ACCENT};fill:none}}",
        f".threshold{{stroke:{INK};stroke-dasharray:4 3;fill:none}}",
        f".dot-after{{fill:{ACCENT}}}.dot-before{{fill:{FAINT}}}.dot-open{{fill:{SURFACE};stroke:{ACCENT}}}",
        f".band{{fill:{FAINT};opacity:.14}}.band-after{{fill:{ACCENT};opacity:.12}}",
        f".hatch-line{{stroke:{FAINT};opacity:.55}}.track{{fill:{SUNKEN}}}",
        f".node{{fill:{SURFACE};stroke:{STRONG}}}.node-counted{{fill:{SURFACE};stroke:{GOOD}}}",
        f".arrow-head{{fill:{STRONG}}}",
        *(f".tone-{name}{{fill:{color};stroke:{color}}}" for name, color in _TONES.items()),
        f".label{{fill:{SOFT}}}.label-faint{{fill:{FAINT}}}.label-strong{{fill:{INK};font-weight:700}}",
    ]
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """wide, narrow and paper are each one svg element of the same figures."""

    wide: str
    narrow: str
    paper: str

    @property
    def page(self) -> str:
        """For a page: the style sheet shows the wide or the narrow one."""
        return svg.both(self.wide, self.narrow)

    @property
    def alone(self) -> str:
        """For a file: the one for paper, with its own colours and name space."""
        return printed(self.paper)


def drawn(draw: Callable[[Width], str]) -> Drawn:
    return Drawn(draw("wide"), draw("narrow"), draw("paper"))


def same_everywhere(picture: str) -> Drawn:
    """A drawing that has one size for all places."""
    return Drawn(picture, picture, picture)


def printed(picture: str) -> str:
    """An svg element of this package as a file of its own: name space, light colours and letters inside it."""
    head, _, rest = picture.partition(">")
    named = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    if named.endswith("/"):  # nothing in it
        named, rest = named[:-1], "</svg>"
    return f"{named}><style>{STYLE}</style>{rest}"
