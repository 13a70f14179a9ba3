"""Quotes and appointments: requests priced and set as PDF, with the firm's own forms; times for ten people.

There is no peer to run beside these: the limits are the ones the project set itself.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from bench.rows import Row
from jangbu.engines import quotes, scheduling
from jangbu.kernel.clock import SEOUL

TITLE = "Quotes and appointments"
QUOTES = 200
PEOPLE, DAYS = 10, 30
DAY = date(2026, 11, 30)
START = datetime(2026, 11, 30, 9, tzinfo=SEOUL)
TURNS = 25


def run(report: Callable[[Row], None]) -> None:
    _quotes(report)
    _slots(report)


def _quotes(report: Callable[[Row], None]) -> None:
    """A letter read, matched against 500 prices, priced and set, 200 times, each another customer and quantity."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        prices = place / "prices.csv"
        prices.write_text(
            "코드,품명,규격,단위,단가\n"
            + "".join(f"P-{n:03d},육각볼트 M{n},30mm,EA,{100 + n}\n" for n in range(3, 503)),
            "utf-8",
        )
        listed = quotes.read_prices(prices)
        rules = quotes.rules_from_text("discounts:\n  - {quantity_from: 500, percent: 5}\n")
        for form, limit in (("typ", 30.0), ("docx", 30.0), ("xlsx", 30.0), ("hwpx", 30.0)):
            template = quotes.sample_template(form, place / f"t.{form}")
            began, used = time.perf_counter(), time.process_time()
            for number in range(QUOTES):
                _made(number, listed, rules, template)
            spent, used = time.perf_counter() - began, time.process_time() - used
            aim = "must, 20 s aimed at"
            report(Row(f"{QUOTES} quotes, mail to {form}, wall", aim, limit, spent, spent / limit, "s"))
            report(Row(f"{QUOTES} quotes, mail to {form}, processor", aim, limit, used, used / limit, "s"))


def _made(number: int, listed: quotes.PriceList, rules: quotes.Rules, template: Path) -> bytes:
    lines = "\n".join(f"육각볼트 M{3 + (number * 7 + line) % 500} {10 + number + line}개" for line in range(8))
    asked = quotes.read_letter(f"두레기계 김과장입니다.\n{lines}\n견적 부탁드립니다.", on=DAY, place="mail")
    quote = quotes.price(asked, listed, rules, on=DAY, number=f"Q-{number:03d}")
    return quotes.filled(quote, template)


def _slots(report: Callable[[Row], None]) -> None:
    """Ten people, thirty days, about five appointments a day each; with and without reading their calendars."""
    rng = np.random.default_rng(7)
    calendars = [_calendar(rng) for _person in range(PEOPLE)]
    end = START + timedelta(days=DAYS)
    busy = [scheduling.busy_in(text, START, end) for text in calendars]
    people = tuple(
        scheduling.Attendee(f"{number}", busy=taken, required=number < 4) for number, taken in enumerate(busy)
    )
    request = scheduling.Request(people, START, end, travel=30, place="서울")
    scheduling.propose(request, now=START)
    spent = []
    for _turn in range(TURNS):
        began = time.perf_counter()
        found = scheduling.propose(request, now=START)
        spent.append(time.perf_counter() - began)
    assert found, "no time was found: the bench measures nothing"
    median = sorted(spent)[TURNS // 2] * 1000
    report(
        Row(
            f"slots, {PEOPLE} people, {DAYS} days, busy times known",
            "must, 50 ms aimed at",
            100.0,
            median,
            median / 100,
            "ms",
        )
    )
    began = time.perf_counter()
    for text in calendars:
        scheduling.busy_in(text, START, end)
    read = (time.perf_counter() - began) * 1000
    report(Row(f"reading {PEOPLE} calendars, once each when they change", "none", 0.0, read, 0.0, "ms"))


def _calendar(rng: np.random.Generator) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:bench"]
    for day in range(DAYS):
        for number in range(int(rng.poisson(5))):
            start = START + timedelta(days=day, minutes=30 * int(rng.integers(0, 18)))
            lines += ["BEGIN:VEVENT", f"UID:{day}-{number}-{rng.integers(1 << 30)}", "DTSTAMP:20261101T000000Z"]
            lines += [f"DTSTART;TZID=Asia/Seoul:{start:%Y%m%dT%H%M%S}", "DURATION:PT30M", "SUMMARY:x", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
