"""The clocks of a leak, from its facts: PIPA Art. 34 and Decree Art. 39 to 40 (see laws.yaml).

Facts read here: possible_leak, leak_confirmed ("leak", "loss" or "tampering"), leak_disproved, people_count, sensitive,
unique_ids, outside_access, recovered, items, course; holds: hold ("urgent" or "force_majeure") and hold_over;
acts: told_people ("first", "full", "possible", "addition", "retraction") and reported ("first", "full", "addition").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from jangbu.engines.deadlines.model import Clock, Fact, Rule, State, Words
from jangbu.engines.deadlines.said import Holds, Said
from jangbu.kernel.clock import SEOUL

CONFIRMED = frozenset({"first", "full"})
POSSIBLE = frozenset({"possible", "first", "full"})
DETAILS = ("items", "course")
STOPPED: State = "stopped"
EXCUSED: State = "excused"
GROUNDS = {
    "people_count": Words("정보주체가 1,000명 이상이라는 것을 알아서", "because 1,000 people or more are affected"),
    "sensitive": Words("민감정보가 들어 있어서", "because sensitive data are among them"),
    "unique_ids": Words("고유식별정보가 들어 있어서", "because unique identifiers are among them"),
    "outside_access": Words("바깥에서 불법으로 접근해서", "because of illegal access from outside"),
}
BEGAN_CONFIRMED = Words("유출을 알게 되어서", "because a leak became known")
BEGAN_TAMPERED = Words("위조, 변조, 훼손도 유출로 보아서", "because forgery, alteration or damage count as a leak")
BEGAN_POSSIBLE = Words("유출이 의심되는 접근이나 거래를 알아서", "because access or trade makes a leak likely")
BEGAN_DISPROVED = Words("알린 뒤에 유출이 아니라고 확인되어서", "because it was disproved after people had been told")
BEGAN_DETAIL = Words("먼저 알린 뒤에 새로 확인한 것이 있어서", "because more became known after the first word")
TOLD = Words("알렸어요", "told")
REPORTED = Words("신고했어요", "reported")
DISPROVED = Words("유출이 아니라고 확인했어요", "disproved")
REPLACED = Words("유출이 확인되어 확정 통지로 바뀌었어요", "a confirmed leak took its place")
RECOVERED = Words("경로를 확인하고 회수해서 위험이 뚜렷이 낮아졌어요", "the route is known and the data were recovered")
HELD = Words("법이 인정하는 사정으로 멈춰 있어요", "held by a ground that the law accepts")


def breach_clocks(rules: Mapping[str, Rule], said: Said, now: datetime) -> list[Clock]:
    """Every clock that a leak started by `now`; those of the law before it was in force do not exist."""
    disproved = said.standing("leak_disproved")
    leak = said.standing("leak_confirmed")
    if disproved is not None and (anew := said.anew("leak_confirmed", "leak_disproved")) is not None:
        leak, disproved = anew, None
    made = [
        _confirmed(rules["notify_confirmed"], said, leak, disproved, now),
        _possible(rules["notify_possible"], said, leak, disproved, now),
        _retraction(rules["retract"], said, disproved, now),
        *_additions(rules["add_notice"], said, "told_people", leak, now),
        _report(rules["report"], said, leak, disproved, now),
        *_additions(rules["add_report"], said, "reported", leak, now),
    ]
    return [clock for clock in made if clock is not None]


def in_force(rule: Rule, fact: Fact) -> bool:
    """Whether the rule bound the firm on the day in Seoul that it learned the fact."""
    day = fact.since.astimezone(SEOUL).date()
    since = rule.in_force_from
    if fact.name == "leak_confirmed" and fact.value == "tampering" and rule.tampering_from:
        since = rule.tampering_from
    return day >= since


def _confirmed(rule: Rule, said: Said, leak: Fact | None, disproved: Fact | None, now: datetime) -> Clock | None:
    if leak is None or not in_force(rule, leak):
        return None
    began = BEGAN_TAMPERED if leak.value == "tampering" else BEGAN_CONFIRMED
    done = said.first("told_people", CONFIRMED, leak.since)
    stops = ((_after(disproved, leak), DISPROVED, STOPPED),)
    return _timed(rule, said, leak, leak.since, began, done, TOLD, now, stops=stops)


def _possible(rule: Rule, said: Said, leak: Fact | None, disproved: Fact | None, now: datetime) -> Clock | None:
    possible = said.standing("possible_leak")
    if possible is None or not in_force(rule, possible):
        return None
    done = said.first("told_people", POSSIBLE, possible.since)
    due = possible.since + timedelta(hours=rule.hours or 0)
    replaced = leak if leak is not None and possible.since <= leak.since <= due else None  # Decree 39-3(2)
    stops = ((_after(disproved, possible), DISPROVED, STOPPED), (replaced, REPLACED, STOPPED))
    only = frozenset({"force_majeure"})  # Decree 39-3(1) knows no hold for urgent measures
    return _timed(rule, said, possible, possible.since, BEGAN_POSSIBLE, done, TOLD, now, stops=stops, holds=only)


def _retraction(rule: Rule, said: Said, disproved: Fact | None, now: datetime) -> Clock | None:
    if disproved is None or not in_force(rule, disproved):
        return None
    told = said.first("told_people", POSSIBLE)
    if told is None or told.since > disproved.since:
        return None
    done = said.first("told_people", frozenset({"retraction"}), disproved.since)
    return _timed(rule, said, disproved, disproved.since, BEGAN_DISPROVED, done, TOLD, now)


def _additions(rule: Rule, said: Said, act: str, leak: Fact | None, now: datetime) -> list[Clock | None]:
    """A clock for what became known after the first word and before the next; `full` and `addition` both tell it."""
    first = said.first(act, CONFIRMED)
    if leak is None or first is None:
        return []
    later = [fact for name in DETAILS for fact in said.all(name) if fact.value and fact.since > first.since]
    together: dict[Fact | None, list[Fact]] = {}
    for fact in sorted(later, key=lambda fact: fact.since):
        if in_force(rule, fact):
            together.setdefault(said.first(act, frozenset({"addition", "full"}), fact.since), []).append(fact)
    word = TOLD if act == "told_people" else REPORTED
    return [
        _timed(rule, said, facts[0], facts[0].since, BEGAN_DETAIL, done, word, now) for done, facts in together.items()
    ]


def _report(rule: Rule, said: Said, leak: Fact | None, disproved: Fact | None, now: datetime) -> Clock | None:
    if leak is None or not in_force(rule, leak):
        return None
    least = rule.people or 0

    def many(value: bool | int | str) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and value >= least

    grounds = [said.standing("people_count", many), *(said.standing(name) for name in list(GROUNDS)[1:])]
    found = [fact for fact in grounds if fact is not None]
    done = said.first("reported", CONFIRMED, leak.since)
    if not found:
        return _fallen(rule, said, leak, many, done, now)
    ground = min(found, key=lambda fact: fact.since)
    start = max(leak.since, ground.since)
    stops = ((_after(disproved, leak), DISPROVED, STOPPED), (said.standing("recovered"), RECOVERED, EXCUSED))
    return _timed(rule, said, ground, start, GROUNDS[ground.name], done, REPORTED, now, stops=stops)


def _fallen(rule: Rule, said: Said, leak: Fact, many: Holds, done: Fact | None, now: datetime) -> Clock | None:
    """A ground that was there once and was corrected away: the clock stops, and shows that it ran."""
    once = [fact for fact in said.all("people_count") if many(fact.value)]
    once += [fact for name in list(GROUNDS)[1:] for fact in said.all(name) if fact.value]
    if not once:
        return None
    ground = min(once, key=lambda fact: fact.since)
    last = max((said.all(fact.name)[-1] for fact in once), key=lambda fact: fact.since)
    gone = Words("더 알아보니 신고 대상이 아니에요", "on further facts no report is due")
    start = max(leak.since, ground.since)
    stops = ((last, gone, STOPPED),)
    return _timed(rule, said, ground, start, GROUNDS[ground.name], done, REPORTED, now, stops=stops)


def _after(end: Fact | None, start: Fact) -> Fact | None:
    """What ends a clock is learned after what started it; a leak confirmed after an all-clear runs anew."""
    return end if end is not None and end.since >= start.since else None


Stop = tuple[Fact | None, Words, State]


def _timed(
    rule: Rule,
    said: Said,
    start: Fact,
    since: datetime,
    began: Words,
    done: Fact | None,
    word: Words,
    now: datetime,
    *,
    stops: tuple[Stop, ...] = (),
    holds: frozenset[str] = frozenset({"urgent", "force_majeure"}),
) -> Clock:
    """A clock in hours from `since`: met by `done`, ended by the first of `stops`, held while a hold lasts."""
    own = rule.hours is None
    due = since + timedelta(hours=rule.hours if rule.hours is not None else rule.house_hours or 0)
    held, due = (None, due) if own else _held(rule, said, due, holds)
    ends = [(fact.since, words, state, fact) for fact, words, state in stops if fact is not None]
    if done is not None:
        ends.append((done.since, word, "met" if done.since <= due else "met_late", done))
    facts = [start]
    state: State
    if ends:
        ended_at, words, state, fact = min(ends, key=lambda end: end[0])
        ended_at = max(ended_at, since)
        facts.append(fact)
        if state in {"stopped", "excused"} and ended_at > due:
            state = "stopped_late"  # it had run out before anything stopped it
        return _clock(rule, state, since, due, began, facts, own, ended_at, words)
    if held is not None:
        return _clock(rule, "held", since, due, began, [*facts, held], own, None, HELD)
    return _clock(rule, "late" if now > due else "running", since, due, began, facts, own)


def _held(rule: Rule, said: Said, due: datetime, grounds: frozenset[str]) -> tuple[Fact | None, datetime]:
    """(the hold that lasts, the end it leads to). A hold counts if it began in time; after it: without delay."""
    began = said.standing("hold", lambda value: value in grounds)
    if began is None or began.since > due:
        return None, due
    over = said.first("hold_over", frozenset({"over"}), began.since)
    if over is None:
        return began, due
    return None, max(due, over.since + timedelta(hours=rule.house_hours or 0))


def _clock(
    rule: Rule,
    state: State,
    since: datetime,
    due: datetime,
    began: Words,
    facts: list[Fact],
    own: bool,
    ended_at: datetime | None = None,
    ended: Words | None = None,
) -> Clock:
    entries = tuple(fact.entry for fact in facts if fact.entry is not None)
    return Clock(rule, state, since, due, began, ended_at, ended, None, own, entries)
