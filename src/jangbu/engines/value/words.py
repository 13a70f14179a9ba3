"""Sentences about an interval. The verdict, the numbers and the words come from the same three bounds."""

from __future__ import annotations

import math
from typing import Literal

from jangbu.engines.value.posterior import Interval
from jangbu.kernel.errors import Language
from jangbu.kernel.text import MINUS, number

Verdict = Literal["less", "more", "cannot_tell"]


def verdict_of(change: Interval) -> Verdict:
    """Of an interval of change around zero."""
    if change.high < 0:
        return "less"
    return "more" if change.low > 0 else "cannot_tell"


def digits_for(change: Interval, fewest: int) -> int:
    """Enough decimals that a bound that is not zero does not read as zero, and no more."""
    sizes = [abs(bound) for bound in (change.low, change.mid, change.high) if bound]
    if not sizes:
        return fewest
    digits = 0 if max(sizes) >= 100 else fewest
    while digits < 12 and float(f"{min(sizes):.{digits}f}") == 0:
        digits += 1
    return digits


def signed(value: float, digits: int) -> str:
    """+0.5, −0.3, 0: for axes and ranges that cross zero."""
    text = number(value, digits)
    return text if text.startswith(MINUS) or float(text.replace(",", "")) == 0 else f"+{text}"


def change_sentence(change: Interval, language: Language, unit: str, what: str, fewest: int) -> str:
    """One sentence for the middle, one for the range: "한 건에 4.3분 줄었어요. 3.3분에서 5.3분 사이로 봐요." """
    digits = digits_for(change, fewest)
    if verdict_of(change) == "cannot_tell":
        low, high = signed(change.low, digits), signed(change.high, digits)
        if language == "ko":
            return f"{_lead(what)}{low}{unit}에서 {high}{unit} 사이로 봐요."
        return f"Between {low} and {_en(high, unit)}{_trail(what)}."
    low, middle, high = (number(size, digits) for size in sorted(map(abs, (change.low, change.mid, change.high))))
    less = change.high < 0
    if language == "ko":
        verb = "줄었어요" if less else "늘었어요"
        return f"{_lead(what)}{middle}{unit} {verb}. {low}{unit}에서 {high}{unit} 사이로 봐요."
    word = "less" if less else "more"
    return f"{_en(middle, unit)} {word}{_trail(what)}. Between {low} and {_en(high, unit)} {word}."


def effect_sentence(change: Interval, days: int | None, language: Language, unit: str, what: str, fewest: int) -> str:
    """The change, or that it cannot be told yet and how many more working days would tell."""
    said = change_sentence(change, language, unit, what, fewest)
    if verdict_of(change) != "cannot_tell":
        return said
    return f"{cannot_tell(days, 'days', language)} {said}"


def cannot_tell(more: int | None, more_unit: Literal["days", "cases", "answers"], language: Language) -> str:
    """ "아직 알 수 없어요, 9일 더 필요해요." and its siblings for cases and answers."""
    if more is None:
        if language == "ko":
            return "아직 알 수 없어요, 더 기다려도 알기 어려우니 견줄 업무를 함께 재 주세요."
        return "It cannot be told yet, and waiting will hardly help: measure something to compare with as well."
    if language == "ko":
        return f"아직 알 수 없어요, {more:,}{ {'days': '일', 'cases': '건', 'answers': '명'}[more_unit] } 더 필요해요."
    word = {"days": "working day", "cases": "case", "answers": "answer"}[more_unit]
    return f"It cannot be told yet; {more:,} more {word}{'s' if more != 1 else ''} needed."


def likelihood(probability: float) -> int:
    """Per cent, rounded away from the side it would cross: .798 reads 79, .202 reads 21, 80 is only ever a pass."""
    percent = probability * 100
    if 0 < percent < 1 or 99 < percent < 100:
        return 1 if percent < 1 else 99  # nothing that is uncertain reads as never or always
    return math.floor(percent + 1e-9) if probability >= 0.5 else math.ceil(percent - 1e-9)


def as_percent(ratio: Interval) -> Interval:
    """A ratio as a change in per cent: 0.65 is −35."""
    return Interval(*(100 * (bound - 1) for bound in (ratio.low, ratio.mid, ratio.high)))


def _lead(what: str) -> str:
    return f"{what} " if what else ""


def _trail(what: str) -> str:
    return f" {what}" if what else ""


def _en(figure: str, unit: str) -> str:
    return f"{figure}{unit}" if unit in ("", "%") else f"{figure} {unit}"


def level_sentence(level: Interval, language: Language, unit: str) -> str:
    """Where a level stands: "지금 3.5점이에요. 3.3점에서 3.7점 사이로 봐요." """
    digits = digits_for(level, 1)
    low, middle, high = (number(bound, digits) for bound in (level.low, level.mid, level.high))
    if language == "ko":
        return f"지금 {middle}{unit}로 봐요. {low}{unit}에서 {high}{unit} 사이예요."
    return f"Now {_en(middle, unit)}. Between {low} and {_en(high, unit)}."
