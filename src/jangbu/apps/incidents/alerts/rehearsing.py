"""What a rule would have rung in the last days, from the records as they were then. Nothing is written or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from jangbu.apps.base.evidence import Status, ask, day_of
from jangbu.apps.base.words import Words
from jangbu.apps.incidents.alerts.models import AlertRule
from jangbu.apps.ledger import queries as ledger
from jangbu.engines.checklist import Call
from jangbu.kernel.errors import Problem

DAYS, MOST = 30, 2_000


@dataclass(frozen=True, slots=True)
class Ring:
    """One alert as it would have been: when, about what, and where it is seen."""

    at: datetime
    said: Words
    url: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`known` is False where the records of the past do not tell; `days` are those on which it would have rung."""

    known: bool
    rings: tuple[Ring, ...] = ()

    @property
    def days(self) -> list[tuple[date, int]]:
        counts: dict[date, int] = {}
        for ring in self.rings:
            counts[day_of(ring.at)] = counts.get(day_of(ring.at), 0) + 1
        return sorted(counts.items(), reverse=True)


def rehearse(values: Mapping[str, Any], now: datetime, *, days: int = DAYS) -> Rehearsal:
    """`values` are fields of AlertRule, saved or not. Facts are asked at the same hour of each past day; entries of the
    ledger are counted as they came. Measures keep no past, so of them nothing is said."""
    if values["source"] == AlertRule.Source.EVENT:
        return Rehearsal(True, tuple(_entries(values, now, days)))
    if values["source"] == AlertRule.Source.PREDICATE:
        return Rehearsal(True, tuple(_facts(values, now, days)))
    return Rehearsal(False)


def _facts(values: Mapping[str, Any], now: datetime, days: int) -> list[Ring]:
    """A subject rings on the first day on which it stands against the fact, and anew after a day without."""
    rings: list[Ring] = []
    before: set[str] = set()
    for number in range(days, -1, -1):
        at = now - timedelta(days=number)
        try:
            answer = ask(Call.of(values["name"], values.get("params") or {}), at)
        except Problem:  # a record of that day cannot be read; the other days go on
            continue
        found: dict[str, Ring] = {}
        if answer.status in {Status.UNMET, Status.PARTLY} and answer.honest is not Status.UNKNOWN:
            bad = [each for each in answer.evidence if not each.good]
            found = {each.id: Ring(at, Words(each.said.ko, each.said.en), each.url) for each in bad}
            if not bad:
                url = answer.next.url if answer.next else ""
                found = {"": Ring(at, Words(answer.said.ko, answer.said.en), url)}
        rings += [ring for subject, ring in found.items() if subject not in before]
        before = set(found)
    return rings[::-1]


def _entries(values: Mapping[str, Any], now: datetime, days: int) -> list[Ring]:
    """One a subject, or one a window in which as many came as the rule asks for."""
    least = values.get("threshold") or 1
    window = timedelta(minutes=values["window_minutes"])
    lines = ledger.between(values["name"].split(), since=now - timedelta(days=days), until=now, limit=MOST)
    lines = sorted(lines, key=lambda line: line.when)
    if least == 1:
        return [
            Ring(line.when, Words(f"장부 {line.number}번의 기록", f"Entry {line.number}"), f"/ledger/{line.number}/")
            for line in reversed(lines)
        ]
    rings: list[Ring] = []
    recent: list[datetime] = []
    for line in lines:
        recent = [*(each for each in recent if each > line.when - window), line.when]
        if len(recent) >= least:
            count = len(recent)
            said = Words(
                f"{values['window_minutes']}분 동안 {count}번", f"{count} times in {values['window_minutes']} min"
            )
            rings.append(Ring(line.when, said, f"/ledger/{line.number}/"))
            recent = []
    return rings[::-1]
