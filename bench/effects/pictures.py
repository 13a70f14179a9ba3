"""Whether a picture says what its result says: letters are read and shapes measured from the SVG itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from jangbu.engines import charts
from jangbu.engines.value import Effect, GateResult
from jangbu.kernel.errors import Language
from jangbu.kernel.text import MINUS

NEAR = 0.75  # pixels: coordinates are written with one decimal, figures are rounded
TONES = {"pass": "tone-good", "fail": "tone-bad", "undecided": "tone-warn"}
MEANS = {"ko": ("시작 전 평균", "시작 뒤 평균"), "en": ("mean before", "mean after")}
CUT = 4e-4  # of the difference of two levels: below it they lie on one pixel


@dataclass(frozen=True, slots=True)
class Mark:
    """One element: its class, attributes and letters."""

    name: str
    kind: str
    attributes: dict[str, str]
    text: str

    def number(self, name: str) -> float:
        return float(self.attributes[name])


def marks_of(drawing: str) -> tuple[str, list[Mark]]:
    """The sentence read aloud, and every element in order. Raises where the drawing is not well formed."""
    root = ElementTree.fromstring(drawing)  # made in this process
    found = [
        Mark(each.tag.rsplit("}", 1)[-1], each.get("class", ""), dict(each.attrib), each.text or "")
        for each in root.iter()
    ]
    return root.get("aria-label", ""), found


def value_of(text: str) -> float:
    """The number that letters begin with or hold."""
    plain = text.replace(MINUS, "-").replace(",", "").replace("+", "")
    found = re.search(r"-?\d+(\.\d+)?", plain)
    return float(found[0]) if found else float("nan")


def gate_faults(judged: GateResult) -> list[str]:
    """Of the picture of a judged gate, in both languages and every size."""
    told = {**judged.as_json(), "says": {"ko": judged.sentence("ko"), "en": judged.sentence("en")}}
    found = []
    for language in ("ko", "en"):
        drawn = charts.gate_picture(told, language, chart_id="g")
        for drawing in (drawn.wide, drawn.narrow, drawn.paper):
            found += _gate_drawing(drawing, judged, language)
    return found


def _gate_drawing(drawing: str, judged: GateResult, language: Language) -> list[str]:
    label, marks = marks_of(drawing)
    said = [] if judged.sentence(language) in label else [f"picture says {label}"]
    value, ratio = judged.value, judged.gate.kind == "ratio"
    circle = next((each for each in marks if each.name == "circle"), None)
    if value is None or circle is None:
        return said if value is None and circle is None else [*said, "picture: a point without a value, or none"]
    if TONES[judged.verdict] not in circle.kind:
        said.append(f"picture: {circle.kind} for {judged.verdict}")
    limit = judged.gate.threshold
    shown = {
        name: 100 * (each - 1) if ratio else each
        for name, each in (("limit", limit), ("low", value.low), ("mid", value.mid), ("high", value.high))
    }
    places = _places(marks, circle)
    said += _to_scale(shown, places)
    stated = value_of(next(each.text for each in marks if each.kind == "label" and each.name == "text"))
    if abs(stated - shown["limit"]) > 0.006 * max(abs(shown["limit"]), 1e-9) + 1e-9:
        said.append(f"picture: gate at {stated}, is {shown['limit']}")
    return [*said, *_ticks(marks, shown, places), *_zone(marks, judged, places)]


def _places(marks: list[Mark], circle: Mark) -> dict[str, float]:
    """Pixels of threshold, ends and middle."""
    line = next(each for each in marks if each.kind == "threshold").attributes["d"]
    whisker = next(each for each in marks if each.name == "path" and each.kind == circle.kind).attributes["d"]
    ends = re.fullmatch(r"M(\S+) \S+H(\S+)", whisker)
    start = re.match(r"M(\S+) ", line)
    assert ends is not None
    assert start is not None
    return {"limit": float(start[1]), "low": float(ends[1]), "mid": circle.number("cx"), "high": float(ends[2])}


def _to_scale(shown: dict[str, float], places: dict[str, float]) -> list[str]:
    """Four values and their pixels must lie on one line."""
    order = sorted(shown, key=lambda name: shown[name])
    first, last = order[0], order[-1]
    span = shown[last] - shown[first]
    if span <= 0:
        return []
    scale = (places[last] - places[first]) / span
    off = {name: abs(places[first] + scale * (shown[name] - shown[first]) - places[name]) for name in order}
    return [f"picture: {name} {off[name]:.1f} px off" for name in order if off[name] > NEAR]


def _ticks(marks: list[Mark], shown: dict[str, float], places: dict[str, float]) -> list[str]:
    """Letters at the axis: no two alike, and where their number lies."""
    faint = [(value_of(each.text), each) for each in marks if each.name == "text" and each.kind == "label-faint"]
    said = [f"picture: {one[1].text} twice" for one, other in pairwise(faint) if one[1].text == other[1].text]
    ticks = [re.match(r"M(\S+) 44.5v4$", each.attributes.get("d", "")) for each in marks if each.name == "path"]
    at = [float(each[1]) for each in ticks if each]
    order = sorted(shown, key=lambda name: shown[name])
    first, last = order[0], order[-1]
    span = shown[last] - shown[first]
    if span <= 0 or places[last] == places[first]:
        return said
    scale = (places[last] - places[first]) / span
    for (value, mark), x in zip(faint, at, strict=True):
        reach = abs(value) + abs(shown[first]) + abs(shown[last])
        wanted = places[first] + scale * (value - shown[first])
        # two pixels rounded to a tenth decide the scale, so ticks far from them may be off by more than that
        slack = 2 + 0.15 * abs(wanted - places[first]) / (places[last] - places[first]) + 1e-9 * reach
        if abs(wanted - x) > slack:
            said.append(f"picture: {mark.text} {abs(wanted - x):.1f} px off")
    return said


def _zone(marks: list[Mark], judged: GateResult, places: dict[str, float]) -> list[str]:
    """The point lies in the hatched zone where nothing can be told, and outside of it where it can."""
    hatch = next((each for each in marks if each.attributes.get("fill", "").startswith("url(")), None)
    if judged.undecided is None or judged.reason == "too_early":
        return []
    if hatch is None:
        return ["picture: no zone"]
    left = hatch.number("x")
    right, point = left + hatch.number("width"), places["mid"]
    inside, outside = left - NEAR <= point <= right + NEAR, point <= left + NEAR or point >= right - NEAR
    fits = inside if judged.verdict == "undecided" else outside
    return [] if fits else [f"picture: point at {point}, zone {left} to {right}, {judged.verdict}"]


def effect_faults(found: Effect) -> list[str]:
    """Of the picture over days: the two means in letters, and which of them lies above."""
    points = [(each.date, each.value, each.use) for each in found.points]
    expected = found.counterfactual
    said = []
    for language in ("ko", "en"):
        for width in ("wide", "narrow", "paper"):
            drawing = charts.before_after(
                points,
                chart_id="e",
                start=found.start,
                before_mean=found.before_mean,
                after_mean=found.after_mean,
                counterfactual=(expected.low, expected.mid, expected.high),
                language=language,
                width=width,
            )
            said += _effect_drawing(drawing, found, language)
    return said


def _effect_drawing(drawing: str, found: Effect, language: Language) -> list[str]:
    _label, marks = marks_of(drawing)
    strong = [each.text for each in marks if each.kind == "label-strong"]
    said = []
    for name, mean in zip(MEANS[language], (found.before_mean, found.after_mean), strict=True):
        text = next(each for each in strong if each.startswith(name))
        stated = value_of(text.removeprefix(name))
        if abs(stated - mean) > max(0.051 * abs(mean), 1e-12):
            said.append(f"picture: {text}, is {mean}")
    after = next(each for each in marks if each.kind == "after-line" and "H" in each.attributes["d"])
    dotted = next(each for each in marks if each.kind == "ink-line" and "stroke-dasharray" in each.attributes)
    y_after, y_without = (float(each.attributes["d"].split()[1].split("H")[0]) for each in (after, dotted))
    gap = y_after - y_without  # downwards
    if abs(gap) > NEAR and (gap > 0) != (found.difference.mid < 0):
        said.append(f"picture: after {gap:.1f} px below, difference {found.difference.mid}")
    levels = [each.text for each in marks if each.kind == "label-faint" and each.attributes.get("text-anchor") == "end"]
    values = [text for text in levels if not re.search(r"[월A-Z]", text)]
    if len(set(values)) != len(values):
        said.append(f"picture: levels {values}")
    return said
