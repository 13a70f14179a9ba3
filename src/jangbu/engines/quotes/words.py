"""Amounts in words, as contracts and quotes have them: 금 일백만원정, 一金 壹百萬원整, one million won only.

Every digit is said, 일 too, so that nothing can be written in front of it.
"""

from __future__ import annotations

from jangbu.engines.quotes.model import WordStyle
from jangbu.kernel.errors import Language
from jangbu.kernel.money import MINOR_DIGITS

HANGUL = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
HANJA = ("", "壹", "貳", "參", "四", "五", "六", "七", "八", "九")
KO_UNITS = {
    "KRW": ("원", ""),
    "USD": ("달러", "센트"),
    "EUR": ("유로", "센트"),
    "JPY": ("엔", ""),
    "CNY": ("위안", "펀"),
    "GBP": ("파운드", "펜스"),
    "CHF": ("프랑", "라펜"),
}
EN_UNITS = {
    "KRW": ("won", ""),
    "USD": ("US dollars", "cents"),
    "EUR": ("euros", "cents"),
    "JPY": ("yen", ""),
    "CNY": ("yuan", "fen"),
    "GBP": ("pounds", "pence"),
    "CHF": ("Swiss francs", "rappen"),
}
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def amount_words(minor: int, currency: str = "KRW", *, style: WordStyle = "금", language: Language = "ko") -> str:
    """1_000_000 -> "금 일백만원정"; style "일금", "一金" or "漢字"; English: "One million won only"."""
    major, rest = divmod(abs(minor), 10 ** MINOR_DIGITS.get(currency, 2))
    if language == "en":
        unit, small = EN_UNITS.get(currency, (currency, "hundredths"))
        tail = f" and {_english(rest)} {small}" if rest else ""
        said = f"{'minus ' if minor < 0 else ''}{_english(major)} {unit}{tail} only"
        return said[0].upper() + said[1:]
    unit, small = KO_UNITS.get(currency, (currency, "전"))
    hanja = style == "漢字"
    tail = f"{_korean(rest, hanja)}{small}" if rest else ""
    sign = "마이너스 " if minor < 0 else ""
    head, end = ("一金", "整") if hanja else (style, "정")
    return f"{head} {sign}{_korean(major, hanja)}{unit}{tail}{end}"


def _korean(value: int, hanja: bool) -> str:
    digits = HANJA if hanja else HANGUL
    small = ("", "拾", "百", "千") if hanja else ("", "십", "백", "천")
    large = ("", "萬", "億", "兆", "京") if hanja else ("", "만", "억", "조", "경")
    if not value:
        return "零" if hanja else "영"
    said, place = "", 0
    while value:
        value, group = divmod(value, 10_000)
        text, power = "", 0
        while group:
            group, digit = divmod(group, 10)
            text = f"{digits[digit]}{small[power]}{text}" if digit else text
            power += 1
        said = f"{text}{large[place]}{said}" if text else said
        place += 1
    return said


def _english(value: int) -> str:
    if value < 20:
        return ONES[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return TENS[ten] + (f"-{ONES[one]}" if one else "")
    for size, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if value >= size:
            count, rest = divmod(value, size)
            return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError(value)
