"""The clocks of a person's request: PIPA Art. 35, 36, 37 and 37-2 (see laws.yaml).

Facts read here: access_requested, correction_requested, stop_requested, automated_requested (known when they arrived),
request_withdrawn, postponed (reasons were told) and postponed_over, extended (reasons were told); act: answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from jangbu.engines.deadlines.breach import in_force
from jangbu.engines.deadlines.counting import end_of_days
from jangbu.engines.deadlines.model import Clock, Fact, Rule, State, Words
from jangbu.engines.deadlines.said import Said

REQUESTS = {
    "access_requested": "access",
    "correction_requested": "correction",
    "stop_requested": "stop_processing",
    "automated_requested": "automated",
}
ARRIVED = Words("요구를 받아서", "because the request arrived")
ANSWERED = Words("답했어요", "answered")
WITHDRAWN = Words("요구를 거두었어요", "the request was withdrawn")
POSTPONED = Words("까닭을 알리고 미뤘어요", "postponed, with reasons told")


def request_clocks(rules: Mapping[str, Rule], said: Said, now: datetime) -> list[Clock]:
    made = []
    for name, rule_id in REQUESTS.items():
        asked = said.standing(name)
        if asked is not None and in_force(rules[rule_id], asked):
            made.append(_request(rules[rule_id], said, asked, now))
    return made


def _request(rule: Rule, said: Said, asked: Fact, now: datetime) -> Clock:
    aim, due = _end(rule, said, asked)
    facts, held = [asked], None
    if rule.id == "access":
        held, due, aim = _postponed(rule, said, asked, due, aim)
    ends: list[tuple[datetime, Words, State, Fact]] = []
    if done := said.first("answered", frozenset({"given", "refused", "explained", "done"}), asked.since):
        ends.append((done.since, ANSWERED, "met" if done.since < due else "met_late", done))
    if gone := said.standing("request_withdrawn"):
        ends.append((gone.since, WITHDRAWN, "stopped" if gone.since < due else "stopped_late", gone))
    early = aim if aim < due else None
    if ends:
        ended_at, words, state, fact = min(ends, key=lambda end: end[0])
        return _clock(rule, state, asked, due, [*facts, fact], early, ended_at, words)
    if held is not None:
        return _clock(rule, "held", asked, due, [*facts, held], early, None, POSTPONED)
    return _clock(rule, "late" if now >= due else "running", asked, due, facts, early)


def _end(rule: Rule, said: Said, asked: Fact) -> tuple[datetime, datetime]:
    """(end, end moved past rest days), after as many extensions as were told before the time then running was out."""
    days = rule.days or 0
    aim, due = end_of_days(asked.since, days)
    for told in said.all("extended")[: rule.extensions]:
        if told.value and told.since < due:
            days += rule.days or 0
            aim, due = end_of_days(asked.since, days)
    return aim, due


def _postponed(
    rule: Rule, said: Said, asked: Fact, due: datetime, aim: datetime
) -> tuple[Fact | None, datetime, datetime]:
    """A postponement counts if its reasons were told in time; once they are gone, without delay."""
    told = said.standing("postponed")
    if told is None or not asked.since <= told.since < due:
        return None, due, aim
    over = said.first("postponed_over", frozenset({"over"}), told.since)
    if over is None:
        return told, due, aim
    later = max(due, over.since + timedelta(hours=rule.house_hours or 0))
    return None, later, aim if later == due else later


def _clock(
    rule: Rule,
    state: State,
    asked: Fact,
    due: datetime,
    facts: list[Fact],
    aim: datetime | None,
    ended_at: datetime | None = None,
    ended: Words | None = None,
) -> Clock:
    entries = tuple(fact.entry for fact in facts if fact.entry is not None)
    return Clock(rule, state, asked.since, due, ARRIVED, ended_at, ended, aim, False, entries)
