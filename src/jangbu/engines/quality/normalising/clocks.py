"""The clock and the weekday that may stand behind a day."""

from __future__ import annotations

import re

WEEKDAYS = "월화수목금토일"
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = re.compile(
    r"(.*?[0-9일.)요])(?:T|,? | ?(?=오[전후]))(오전 ?|오후 ?|AM |PM )?([0-9]{1,2})"
    r"(?::([0-9]{2})|시(?: ?([0-9]{1,2})분)?)"
    r"(?:(?::| ?)([0-9]{2})(?:\.[0-9]{1,9})?초?)?( ?[AP]M)?( ?Z| ?[+-][0-9]{2}:?[0-9]{2}| KST| UTC| GMT)?",
    re.IGNORECASE,
)
KOREAN = re.compile(
    r"(.*[0-9일.])(?: ?\(([월화수목금토일])(?:요일)?\)| ([월화수목금토일])(?:요일)?| ?([월화수목금토일])요일)"
)
LATIN = re.compile(r"(.*[0-9.])(?:,? )\(?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\)?", re.IGNORECASE)
LATIN_FIRST = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]* (.*[0-9])", re.IGNORECASE)


def split_clock(text: str) -> tuple[str, dict[str, str] | None]:
    """ "2026-01-05 오후 2:30" -> ("2026-01-05", {"time": "14:30"}); an impossible time is left where it was."""
    found = CLOCK.fullmatch(text) if ":" in text or "시" in text else None
    if found is None:
        return text, None
    before, half, hour, minute, minute_ko, second, half_after, zone = found.groups()
    hours = int(hour)
    half = (half or half_after or "").strip().lower()
    if half:
        if not 1 <= hours <= 12:
            return text, None
        hours = hours % 12 + (12 if half in {"오후", "pm"} else 0)
    minutes, seconds = int(minute or minute_ko or 0), int(second or 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return text, None
    clock = {"time": f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if second else "")}
    if zone:
        clock["zone"] = zone.strip().upper()
    return before, clock


def split_weekday(text: str) -> tuple[str, tuple[str, int] | None]:
    """ "2026-01-05 (월)" -> ("2026-01-05", ("월", 0)); Monday is 0."""
    if (found := KOREAN.fullmatch(text)) is not None:
        named = found[2] or found[3] or found[4]
        return found[1], (named, WEEKDAYS.index(named))
    if (found := LATIN.fullmatch(text)) is not None:
        return found[1], (found[2], ENGLISH.index(found[2].lower()))
    if (found := LATIN_FIRST.fullmatch(text)) is not None:
        return found[2], (found[1], ENGLISH.index(found[1].lower()))
    return text, None
