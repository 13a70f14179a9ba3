"""The week's security-relevant entries in groups, what is unusual first, from the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from jangbu.apps.base.words import Words
from jangbu.apps.ledger import queries as ledger
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.holidays import holidays_kr

FILE = Path(__file__).with_name("groups.yaml")
BEFORE = 8  # weeks that say what is usual
TIMES = 3  # so many times the usual, and at least so many, is unusual
NIGHT = (22, 7)
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    said: Words
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A group of one week: its entries, and why it stands first."""

    group: Group
    count: int
    usual: float  # a week, over the weeks before
    at_night: int
    lines: Sequence[ledger.EntryLine]
    reasons: tuple[Words, ...]

    @property
    def unusual(self) -> bool:
        return bool(self.reasons)


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    told = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(Group(each["id"], Words(each["ko"], each["en"]), tuple(each["actions"])) for each in told)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def bounds(week: date) -> tuple[datetime, datetime]:
    """The first and last moment of the week that begins on that Monday, in Seoul."""
    start = datetime.combine(week, time(0), tzinfo=SEOUL)
    return start, start + timedelta(days=7) - timedelta(microseconds=1)


def prepare(week: date) -> list[Prepared]:
    """Groups that have entries, unusual ones first."""
    start, end = bounds(week)
    made = []
    for group in groups():
        counts = ledger.counts(actions_=group.actions, since=start, until=end)
        if not counts:
            continue
        past = ledger.counts(
            actions_=group.actions, since=start - timedelta(weeks=BEFORE), until=start - timedelta(microseconds=1)
        )
        lines = ledger.between(group.actions, since=start, until=end, limit=500)
        at_night = sum(_rests(line.when) for line in lines if not line.by_rule)
        reasons = tuple(_reasons(counts, past, at_night))
        total = sum(counts.values())
        made.append(Prepared(group, total, sum(past.values()) / BEFORE, at_night, lines[:SHOWN], reasons))
    return sorted(made, key=lambda each: (not each.unusual, [g.id for g in groups()].index(each.group.id)))


def counted(week: date) -> dict[str, int]:
    start, end = bounds(week)
    wanted = [action for group in groups() for action in group.actions]
    return ledger.counts(actions_=wanted, since=start, until=end)


def _reasons(counts: dict[str, int], past: dict[str, int], at_night: int) -> list[Words]:
    found = []
    fresh = [action for action in counts if action not in past]
    if fresh:
        found.append(
            Words(f"앞의 {BEFORE}주 동안 없던 일 {len(fresh)}가지", f"{len(fresh)} kinds not seen in {BEFORE} weeks")
        )
    for action, count in counts.items():
        usual = past.get(action, 0) / BEFORE
        if usual and count >= TIMES and count >= TIMES * usual:
            found.append(
                Words(f"평소의 {count / usual:.0f}배 ({count}건)", f"{count / usual:.0f} times the usual ({count})")
            )
    if at_night:
        found.append(Words(f"밤이나 쉬는 날 {at_night}건", f"{at_night} at night or on a rest day"))
    return found


def _rests(moment: datetime) -> bool:
    local = moment.astimezone(SEOUL)
    night = local.hour >= NIGHT[0] or local.hour < NIGHT[1]
    return night or local.weekday() >= 5 or local.date() in holidays_kr()
