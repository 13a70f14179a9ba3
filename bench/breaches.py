"""The clocks of the law over timed breach scenarios worked out by hand: how many come out right, and how fast.

    ./jangbu bench breaches [--json]

`rows()` answers for each scenario and is what the test of the engine reads too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bench.rows import Row
from jangbu.engines.deadlines import Clock, Fact, clocks, steady
from jangbu.kernel.clock import SEOUL

TITLE = "Clocks of the law over timed breach scenarios"
FILE = Path(__file__).with_name("breaches.yaml")
TIMES = 50


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario: what was expected and what came out, as {rule: [state, last moment, end]} in Seoul time."""

    name: str
    expected: dict[str, list[str]]
    found: dict[str, list[str]]

    @property
    def right(self) -> bool:
        return self.expected == self.found


def rows() -> list[Result]:
    return [_result(each) for each in yaml.safe_load(FILE.read_text("utf-8"))]


def run(report: Callable[[Row], None], *, only: Collection[str] = (), quick: bool = False) -> None:
    results = rows()
    right = sum(result.right for result in results)
    report(Row("scenarios with every clock right", "worked out by hand", len(results), right, right / len(results), ""))
    started = time.perf_counter()
    for _each in range(1 if quick else TIMES):
        rows()
    spent = (time.perf_counter() - started) / (1 if quick else TIMES) / len(results) * 1000
    report(Row("one scenario, read and computed", "none known", 0, spent, 0, "ms"))
    for result in results:
        if not result.right:
            report(Row(f"wrong: {result.name}: {result.found}", str(result.expected), 1, 0, 0, ""))


def _result(told: dict[str, Any]) -> Result:
    facts = [_fact(each) for each in told["facts"]]
    at = _moment(told["at"])
    if told.get("set_back"):
        at = steady(at, [fact.recorded_at for fact in facts])
    expected = {rule: [str(word)[:16] for word in words] for rule, words in told["expect"].items()}
    found: dict[str, list[str]] = {}
    for clock in sorted(clocks(facts, at), key=lambda clock: clock.started_at):
        name = clock.rule.id
        found[f"{name} again" if name in found else name] = _shown(clock)
    return Result(told["name"], expected, found)


def _shown(clock: Clock) -> list[str]:
    ended = [clock.ended_at] if clock.ended_at else []
    return [clock.state, *(f"{each.astimezone(SEOUL):%Y-%m-%d %H:%M}" for each in (clock.due_at, *ended))]


def _fact(told: list[Any]) -> Fact:
    known = _moment(told[2])
    return Fact(told[0], told[1], known, _moment(told[3]) if len(told) > 3 else known)


def _moment(said: object) -> datetime:
    moment = datetime.fromisoformat(str(said))
    return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
