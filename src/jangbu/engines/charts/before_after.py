"""The picture of a before/after comparison: daily points, the start, what was left out, and what would have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jangbu.engines.charts import svg
from jangbu.engines.charts.svg import Width
from jangbu.kernel.errors import Language
from jangbu.kernel.text import MONTHS_EN, number

SIZES: dict[Width, tuple[float, float]] = {"wide": (912.0, 264.0), "narrow": (342.0, 240.0), "paper": (640.0, 250.0)}
DayValue = tuple[date, float, str]  # the day, its value, and its use: before, after, or anything else for left out


@dataclass(frozen=True)
class Words:
    """What stands at the line of the start, and before the two means."""

    start: str
    before: str
    after: str


@dataclass(frozen=True)
class Frame:
    """Where a day and a value lie: x from `left` to `right`, y from `bottom` up to `top`."""

    width: Width
    language: Language
    unit: str
    first: date
    days: int
    low: float
    high: float
    digits: int  # of what stands at the axis

    @property
    def wide(self) -> bool:
        return self.width != "narrow"

    @property
    def size(self) -> tuple[float, float]:
        return SIZES[self.width]

    @property
    def left(self) -> float:
        return max(34.0, 8 + max(svg.text_width(self.value_text(v)) for v in (self.low, self.high)))

    @property
    def right(self) -> float:
        return self.size[0] - 12

    @property
    def top(self) -> float:
        return 40.0

    @property
    def bottom(self) -> float:
        return self.size[1] - 28

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / max(1, self.days)

    def x(self, day: date) -> float:
        return self.left + (day - self.first).days * self.day_width

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def value_text(self, value: float) -> str:
        return f"{number(value, self.digits)}{self.unit}"


def before_after(
    points: Sequence[DayValue],
    *,
    chart_id: str,
    start: date,
    before_mean: float,
    after_mean: float,
    washout_until: date | None = None,
    holidays: Sequence[tuple[date, str]] = (),
    counterfactual: tuple[float, float, float] | None = None,
    unit: str = "",
    language: Language = "ko",
    label: str = "",
    words: Words | None = None,
    width: Width = "wide",
) -> str:
    """points are (day, value, use); "before", "off" (a day of the pilot without the
    change) and "after" count, any other use is drawn open. Values, means and the
    counterfactual (low, middle, high) share `unit`. washout_until is the first day that counts again. `chart_id` must
    be unique on the page. `words` are those of another change than a pilot's. Without points an empty chart with its
    label.
    """
    words = words or _pilot_words(start, language)
    seen = sorted((day, value, use) for day, value, use in points if svg.finite((value,)))
    if not seen:
        return svg.drawing("chart", *SIZES[width], label or "-")
    spread = svg.finite([value for _, value, _ in seen] + [before_mean, after_mean, *(counterfactual or ())])
    room = 0.15 * (max(spread) - min(spread))  # below the points, for the captions of the two means
    levels = svg.ticks(min(spread) - room, max(spread), 3 if width == "narrow" else 4)
    days = (seen[-1][0] - seen[0][0]).days
    frame = Frame(width, language, unit, seen[0][0], days, levels[0], levels[-1], svg.digits_of(levels))
    said = label or _sentence(frame, seen, before_mean, after_mean, words)
    first_after = washout_until if washout_until and washout_until > start else start
    parts = [
        *_levels(frame, levels),
        *_left_out(frame, chart_id, start, washout_until, holidays, seen[-1][0]),
        *_means(frame, start, first_after, before_mean, after_mean, counterfactual),
        *_start(frame, start, words.start),
        *(_dot(frame, *point) for point in seen),
        *_captions(frame, before_mean, after_mean, words),
        *_dates(frame, start),
    ]
    return svg.drawing("chart", *frame.size, said, *parts)


def _levels(frame: Frame, levels: Sequence[float]) -> list[str]:
    parts = []
    for level in levels:
        y = frame.y(level)
        parts.append(svg.path("soft-line", f"M{svg.number(frame.left)} {svg.number(y)}H{svg.number(frame.right)}"))
        parts.append(svg.text(frame.left - 8, y + 4, frame.value_text(level), anchor="end"))
    return parts


def _left_out(
    frame: Frame,
    chart_id: str,
    start: date,
    washout_until: date | None,
    holidays: Sequence[tuple[date, str]],
    last: date,
) -> list[str]:
    """The shaded washout and the hatched holidays, each with its name where there is room."""
    pattern, high = f"{chart_id}-{frame.width}", frame.bottom - frame.top
    parts: list[str] = []
    taken: list[tuple[float, float]] = []
    if washout_until and washout_until > start:
        left, right = frame.x(start), min(frame.x(washout_until), frame.right)
        parts.append(svg.element("rect", class_="band", x=left, y=frame.top, width=right - left, height=high))
        if frame.wide:
            name = "익히는 기간" if frame.language == "ko" else "learning"
            clear = left + 4 + svg.text_width(name) / 2  # of the line at the start
            parts += _caption(name, max((left + right) / 2, clear), taken, frame)
    shown = sorted({day: name for day, name in holidays if frame.first <= day <= last}.items())
    if shown:
        parts.insert(0, svg.hatch(pattern))
    for run in _runs(shown):
        left = max(frame.left, frame.x(run[0][0]) - frame.day_width / 2)
        right = min(frame.right, frame.x(run[-1][0]) + frame.day_width / 2)
        parts.append(svg.hatched(pattern, left, frame.top, right - left, high))
        names = [name for _, name in run if name]
        parts += _caption(min(names, key=len) if names else "", (left + right) / 2, taken, frame)
    return parts


def _runs(days: Sequence[tuple[date, str]]) -> list[list[tuple[date, str]]]:
    """Days in a row belong to one holiday."""
    runs: list[list[tuple[date, str]]] = []
    for day, name in days:
        if runs and day - runs[-1][-1][0] == timedelta(days=1):
            runs[-1].append((day, name))
        else:
            runs.append([(day, name)])
    return runs


def _caption(said: str, middle: float, taken: list[tuple[float, float]], frame: Frame) -> list[str]:
    half = svg.text_width(said) / 2
    left, right = middle - half, middle + half
    if not said or left < 0 or right > frame.size[0] or any(left < b + 4 and right > a - 4 for a, b in taken):
        return []
    taken.append((left, right))
    return [svg.text(middle, 34, said)]


def _means(
    frame: Frame,
    start: date,
    first_after: date,
    before: float,
    after: float,
    counterfactual: tuple[float, float, float] | None,
) -> list[str]:
    begun, counted, end = frame.x(start), frame.x(first_after), frame.right
    parts = []
    would_be = before
    if counterfactual is not None:
        low, would_be, high = counterfactual
        top = frame.y(high)
        parts.append(
            svg.element("rect", class_="band-after", x=counted, y=top, width=end - counted, height=frame.y(low) - top)
        )
    parts.append(_level(frame.left, begun, frame.y(before)))
    dotted = f"M{svg.number(begun)} {svg.number(frame.y(would_be))}H{svg.number(end)}"
    parts.append(svg.element("path", class_="ink-line", stroke_width="1.5", stroke_dasharray="2 3", d=dotted))
    y = svg.number(frame.y(after))
    parts.append(svg.path("after-line", f"M{svg.number(counted)} {y}H{svg.number(end)}", stroke=2))
    return parts


def _level(left: float, right: float, y: float) -> str:
    return svg.path("ink-line", f"M{svg.number(left)} {svg.number(y)}H{svg.number(right)}", stroke=1.5)


def _pilot_words(start: date, language: Language) -> Words:
    if language == "ko":
        return Words(f"파일럿 시작 {_day(start, 'ko')}", "시작 전 평균", "시작 뒤 평균")
    return Words(f"pilot starts {_day(start, 'en')}", "mean before", "mean after")


def _start(frame: Frame, start: date, said: str) -> list[str]:
    x = frame.x(start)
    left_side = x + 6 + svg.text_width(said) > frame.size[0]
    label = svg.text(x - 6 if left_side else x + 6, 18, said, "label-strong", "end" if left_side else "start")
    return [svg.path("after-line", f"M{svg.number(x)} 20V{svg.number(frame.bottom)}", stroke=1.5), label]


def _dot(frame: Frame, day: date, value: float, use: str) -> str:
    kind = {"before": "dot-before", "off": "dot-before", "after": "dot-after"}.get(use, "dot-open")
    return svg.element("circle", class_=kind, cx=frame.x(day), cy=frame.y(value), r=3.0 if frame.wide else 2.4)


def _captions(frame: Frame, before: float, after: float, words: Words) -> list[str]:
    y = frame.bottom - 8
    left, right = (
        f"{said} {_mean_text(value, frame.unit)}" for said, value in ((words.before, before), (words.after, after))
    )
    return [
        svg.text(frame.left + 2, y, left, "label-strong", "start"),
        svg.text(frame.right, y, right, "label-strong", "end"),
    ]


def _mean_text(value: float, unit: str) -> str:
    return (
        f"{number(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else max(2, svg.digits_needed(value)))}{unit}"
    )


def _dates(frame: Frame, start: date) -> list[str]:
    """Ticks under the axis: the first and last day, the start, and as many between as fit."""
    last = frame.first + timedelta(days=frame.days)
    wish = [frame.first, start, last]
    apart = 14 if frame.wide else 28
    while frame.days / apart > (8 if frame.wide else 4):
        apart *= 2
    wish += [frame.first + timedelta(days=i) for i in range(apart, frame.days, apart)]
    parts = [svg.path("axis-line", f"M{svg.number(frame.left)} {frame.bottom + 0.5:g}H{svg.number(frame.right)}")]
    taken: list[tuple[float, float]] = []
    for day in wish:
        x, said = frame.x(day), _day(day, frame.language)
        size = svg.text_width(said)
        anchor: svg.Anchor = "start" if day == frame.first else "end" if day == last else "middle"
        left = x - {"start": 0.0, "middle": size / 2, "end": size}[anchor]
        if any(left < b + 4 and left + size > a - 4 for a, b in taken):
            continue
        taken.append((left, left + size))
        parts.append(svg.path("axis-line", f"M{svg.number(x)} {svg.number(frame.bottom)}v4"))
        parts.append(svg.text(x, frame.bottom + 20, said, anchor=anchor))
    return parts


def _day(day: date, language: Language) -> str:
    return f"{day.month}월 {day.day}일" if language == "ko" else f"{day.day} {MONTHS_EN[day.month - 1]}"


def _sentence(frame: Frame, seen: Sequence[DayValue], before: float, after: float, words: Words) -> str:
    first, last = _day(seen[0][0], frame.language), _day(seen[-1][0], frame.language)
    old, new = _mean_text(before, frame.unit), _mean_text(after, frame.unit)
    if frame.language == "ko":
        return f"{first}부터 {last}까지 하루 평균. {words.before} {old}, {words.after} {new}."
    return f"Daily means from {first} to {last}: {words.before} {old}, {words.after} {new}."


def before_after_legend(language: Language = "ko", *, holidays: bool = True, washout: bool = True) -> str:
    """The legend that belongs to `before_after`."""
    ko = language == "ko"
    dot = '<svg viewBox="0 0 20 12" aria-hidden="true"><circle class="{}" cx="10" cy="6" r="3"/></svg>'
    line = '<path class="ink-line" stroke-dasharray="2 3" d="M0 6H20"/>'
    band = f'<svg viewBox="0 0 20 12" aria-hidden="true"><rect class="band-after" width="20" height="12"/>{line}</svg>'
    lines = '<g class="hatch-line"><path d="M2 12 8 0M8 12 14 0M14 12 20 0"/></g>'
    left_out = ("익히는 기간, 계산에서 뺌", "learning, left out") if washout else ("계산에서 뺀 날", "left out")
    items = [
        (dot.format("dot-before"), "시작 전 하루 평균" if ko else "daily mean before"),
        (dot.format("dot-open"), left_out[0 if ko else 1]),
        (dot.format("dot-after"), "시작 뒤 하루 평균" if ko else "daily mean after"),
        (band, "바꾸지 않았다면" if ko else "had nothing changed"),
    ]
    if holidays:
        items.append((f'<svg viewBox="0 0 20 12" aria-hidden="true">{lines}</svg>', "휴일" if ko else "holiday"))
    return f'<p class="legend">{"".join(f"<span>{drawn}{said}</span>" for drawn, said in items)}</p>'
