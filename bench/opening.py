"""The first half hour of a firm, walked in a real browser: fields typed, clicks, machine time, and a person's time.

    ./jangbu bench opening [--json]

An empty home is served, chromium walks from creating the owner to the first score, and nothing is prepared beforehand.
The file is a real log of work where the shared data are (helpdesk.csv, 13,710 rows), else one written here, messy on
purpose. JANGBU_BENCH_PICTURES=DIR keeps a picture of every page.

A person's time is reckoned, not measured, by the keystroke-level model of Card, Moran and Newell (1980, Communications
of the ACM 23(7): 396-410): a key .28 s (the average non-secretary typist), pointing 1.10 s, a press of the button .20 s
(down and up), moving the hand between keyboard and mouse .40 s, a thought before each field, choice and press 1.35 s.
Reading is added at 200 words a minute over every word of the page that was not there on the page before. A Hangul
syllable costs as many keys as it has letters. Choosing the file in the dialog counts as two clicks with a thought each,
and taking up the phone for its app as a minute. The second figure adds opening and reading whole, by the same rule,
each of the seven things that were made, the four drafts of policies too.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import os
import random
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.rows import Row

TITLE = "The opening, in a browser, from an empty home to the first score"
KEY, POINT, PRESS, HAND, THINK = 0.28, 1.10, 0.20, 0.40, 1.35  # seconds; Card, Moran and Newell 1980
PHONE = 60.0  # our own guess: no model of a desk knows it
WORDS_A_MINUTE = 200
FIELDS_ALLOWED, MINUTES_ALLOWED = 40, 30
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
DATA = Path(os.environ.get("JANGBU_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
MADE = ("source map", "diagnosis", "draft of a pilot", "policies", "duties", "ninety days", "score")
POLICIES = MADE.index("policies")


@dataclass
class Visitor:
    """Somebody at the keyboard: does what a person does on a page, and keeps count of it."""

    page: Any
    pictures: Path | None = None
    fields: int = 0
    keys: int = 0
    clicks: int = 0
    thoughts: int = 0
    hands: int = 0
    words: int = 0
    waited: float = 0.0
    phone: int = 0
    stops: int = 0
    seen: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Read what is new on the page, line by line."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        lines = {line.strip() for line in self.page.locator("main").inner_text().splitlines() if line.strip()}
        new = sum(len(line.split()) for line in lines - self.seen)
        self.words, self.seen, self.stops = self.words + new, self.seen | lines, self.stops + 1
        self.told.append(f"{re.sub(r'^https?://[^/]+', '', self.page.url)}: {new} words")
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{self.stops:02}.png", full_page=True)

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).fill(text)
        self.fields, self.thoughts = self.fields + 1, self.thoughts + 1
        self.keys += len(unicodedata.normalize("NFD", text)) + 1  # the tab into it
        self.hands += self.fields == 1

    def choose(self, selector: str) -> None:
        self.page.locator(selector).first.check()
        self._clicked()

    def give(self, selector: str, path: Path) -> None:
        self.page.locator(selector).set_input_files(path)
        self._clicked(2)

    def press(self, selector: str) -> None:
        """A button or link that leads to another page; how long that took is the machine's."""
        began = time.perf_counter()
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.waited += time.perf_counter() - began
        self._clicked()
        self.look()

    def _clicked(self, times: int = 1) -> None:
        self.clicks, self.thoughts, self.hands = self.clicks + times, self.thoughts + times, self.hands + times

    @property
    def minutes(self) -> float:
        """By the keystroke-level model, and reading; the machine's own time is not in it."""
        acts = self.keys * KEY + self.clicks * (POINT + PRESS) + self.hands * HAND + self.thoughts * THINK
        return (acts + self.phone * PHONE) / 60 + self.words / WORDS_A_MINUTE


def run(report: Callable[[Row], None]) -> None:
    if CHROMIUM is None:
        raise SystemExit("bench opening needs chromium: apt install chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only this bench opens a browser

    kept = os.environ.get("JANGBU_BENCH_PICTURES", "")
    pictures = Path(kept) if kept else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="jangbu-opening-") as folder,
        site(Path(folder) / "home") as address,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = chromium.new_context(viewport={"width": 1200, "height": 900}, locale="ko-KR").new_page()
        visitor = Visitor(page, pictures)
        there = walk(visitor, address, a_log(Path(folder)))
        tell(visitor, there, report)
        read_all(visitor, address)
        chromium.close()
    minutes = visitor.minutes + visitor.waited / 60
    asked = f"asked: under {MINUTES_ALLOWED} min"
    report(Row("the same, all seven read whole", asked, MINUTES_ALLOWED, minutes, minutes / MINUTES_ALLOWED, "min"))
    for line in visitor.told:
        print(line, file=sys.stderr)


def tell(visitor: Visitor, there: int, report: Callable[[Row], None]) -> None:
    asked = f"asked: under {MINUTES_ALLOWED} min"
    minutes = visitor.minutes + visitor.waited / 60
    report(Row("fields typed", f"at most {FIELDS_ALLOWED}", FIELDS_ALLOWED, visitor.fields, visitor.fields / 40, ""))
    report(Row("clicks", "", 0, visitor.clicks, 0, ""))
    report(Row("words to read", "", 0, visitor.words, 0, ""))
    report(Row("the machine's time", asked, MINUTES_ALLOWED * 60, visitor.waited, visitor.waited / 1800, "s"))
    report(Row("a person's time, reckoned", asked, MINUTES_ALLOWED, minutes, minutes / MINUTES_ALLOWED, "min"))
    report(Row("things there at the end", "seven", len(MADE), there, there / len(MADE), ""))


def walk(visitor: Visitor, address: str, log: Path) -> int:
    """The whole way, as somebody who opens the site for the first time; how many of the seven things are there."""
    visitor.page.goto(address)
    visitor.look()
    for name, text in (("firm", "한빛정밀"), ("name", "김민지"), ("email", "minji@hanbit.example")):
        visitor.type(f"[name={name}]", text)
    for name in ("password", "again"):
        visitor.type(f"[name={name}]", "맑은강 돌다리 일곱")
    visitor.press("main form button.primary")
    prove_twice(visitor)
    visitor.press("main a.button.primary")  # today leads to the opening
    for choice in ("constraint", "success"):
        visitor.choose(f"[name={choice}]")
    visitor.type("[name=process_named]", "문의 처리")
    visitor.press("main .opening button.primary")
    visitor.give("[name=file]", log)
    for _step in ("file", "card", "policies", "duties", "plan"):
        visitor.press("main .opening button.primary")
    visitor.page.goto(f"{address}start/")
    visitor.look()
    return int(visitor.page.locator(".made li:has(a)").count())


def read_all(visitor: Visitor, address: str) -> None:
    """Open each thing that was made, and each policy."""
    for place in range(len(MADE)):
        visitor.page.goto(f"{address}start/")
        visitor.press(f".made li:nth-child({place + 1}) a")
        for draft in range(visitor.page.locator("main tbody th a").count() if place == POLICIES else 0):
            visitor.page.goto(f"{address}policies/")
            visitor.press(f"main tbody tr:nth-child({draft + 1}) th a")


def prove_twice(visitor: Visitor) -> None:
    """The second factor that an owner must have: the app's six digits, and the recovery codes."""
    visitor.press("main a.button.primary")
    secret = "".join(visitor.page.locator(".secret").first.text_content().split())
    visitor.phone += 1
    visitor.type("[name=code]", six_digits(secret, time.time()))
    visitor.press("main form button.primary")
    visitor.press("main a.button.primary")  # the recovery codes are kept


def six_digits(secret: str, at: float) -> str:
    """RFC 6238, as the app on a phone shows them."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def a_log(folder: Path) -> Path:
    """A log of work to point at: the real one, or a messy one of our own."""
    real = DATA / "event-logs" / "helpdesk.csv"
    if real.exists():
        return real
    made, random_days = folder / "계산서 처리 기록.csv", random.Random(20261130)  # a seeded sample
    with made.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out)
        writer.writerow(["접수번호", "단계", "시각"])
        for case in range(900):
            at = datetime(2026, 6, 1, 9, tzinfo=UTC) + timedelta(days=case // 8, minutes=case % 8 * 50)
            for step in ("접수", "입력 ", "확인", "완료")[: random_days.choice((3, 4, 4, 4))]:
                at += timedelta(minutes=random_days.randint(2, 40))
                writer.writerow([f"A{case:04}", step, at.strftime("%Y-%m-%d %H:%M:%S")])
    return made


@contextmanager
def site(home: Path) -> Iterator[str]:
    """Our own site over an empty home, on a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    source = Path(__file__).parents[1] / "src"
    environment = os.environ | {"JANGBU_HOME": str(home), "PYTHONPATH": str(source)}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(  # our own command
        [sys.executable, "-m", "jangbu", "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _until_up(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def _until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    for _try in range(240):
        if process.poll() is not None:
            raise SystemExit("the site ended before it answered")
        try:
            urllib.request.urlopen(address, timeout=5).close()  # our own address
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.25)
        else:
            return
    raise SystemExit("the site did not answer within a minute")
