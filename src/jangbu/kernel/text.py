"""How numbers, money and dates are read by people, in Korean and English. The true minus sign, never a hyphen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language
from jangbu.kernel.money import MINOR_DIGITS

MINUS = "\u2212"
WEEKDAYS_KO = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float, digits: int = 0) -> str:
    """1234.5 -> "1,234.5", -3 -> "−3"."""
    text = f"{abs(value):,.{digits}f}"
    return f"{MINUS}{text}" if value < 0 and float(text.replace(",", "")) != 0 else text


def percent(share: float, digits: int = 0) -> str:
    """0.634 -> "63%"; no space before the sign."""
    return f"{number(share * 100, digits)}%"


def won(minor: int, language: Language = "ko") -> str:
    """Money as people say it: 12,340,000 -> "1,234만 원"; exact figures belong in tables (`won_exact`)."""
    if language == "en":
        return f"{number(minor)} won"
    sign, rest = (MINUS if minor < 0 else ""), abs(minor)
    eok, rest = divmod(rest, 100_000_000)
    man, rest = divmod(rest, 10_000)
    parts = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else "", f"{rest:,}" if rest or not (eok or man) else ""]
    said = " ".join(part for part in parts if part)
    return f"{sign}{said}원" if rest or not (eok or man) else f"{sign}{said} 원"


def spent(micros: int, currency: str, language: Language = "ko") -> str:
    """A small cost, given in millionths of a minor unit: 12.3원, 1,234원, 0.0042 USD. Never rounded down to nothing."""
    amount = Decimal(micros).scaleb(-6 - MINOR_DIGITS.get(currency, 2))
    digits = 0 if not amount or amount >= 100 else 2 if amount >= 1 else 4
    least = Decimal(1).scaleb(-digits)
    shown = number(float(amount), digits) if not amount or amount >= least else f"< {least:f}"
    if currency != "KRW":
        return f"{shown} {currency}"
    return f"{shown}원" if language == "ko" else f"{shown} won"


def day(value: date, language: Language = "ko", *, year: bool = False) -> str:
    """11월 23일 (월); with `year`, 2026년 11월 23일 (월)."""
    if language == "en":
        text = f"{WEEKDAYS_EN[value.weekday()]} {value.day} {MONTHS_EN[value.month - 1]}"
        return f"{text} {value.year}" if year else text
    text = f"{value.month}월 {value.day}일 ({WEEKDAYS_KO[value.weekday()]})"
    return f"{value.year}년 {text}" if year else text


def moment(value: datetime, language: Language = "ko", *, today: date | None = None) -> str:
    """오늘 09:12, otherwise 11월 20일 (금) 17:02, in Seoul time."""
    local = value.astimezone(SEOUL)
    clock = f"{local:%H:%M}"
    if today is not None and local.date() == today:
        return f"오늘 {clock}" if language == "ko" else f"today {clock}"
    return f"{day(local.date(), language, year=today is not None and local.year != today.year)} {clock}"
