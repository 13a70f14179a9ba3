"""The port between what should be so and the records that show it: named predicates, asked of a moment.

Each app declares its own in its `evidence.py`; checklists, roadmaps, regulations and clauses of policies ask here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jangbu.apps.base.none_of import none_of
from jangbu.apps.base.remembering import remember
from jangbu.engines.checklist import Answer, Call, Evidence, Next, Status, Words
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL

__all__ = [
    "Answer",
    "Evidence",
    "Next",
    "Status",
    "Words",
    "ask",
    "counted",
    "dated",
    "day_of",
    "end_of",
    "known",
    "own",
    "predicate",
    "remember",
]

Predicate = Callable[..., Answer]  # (at, **params)
SHOWN = 8  # records of one answer; the sentence has the count of all
NOBODY = Words("이 사실을 재는 곳이 아직 없어요.", "Nothing measures this fact yet.")
_predicates: dict[str, Predicate] = {}


class PredicateTwiceError(LookupError):
    """Two predicates of one name. A programming error."""


def predicate(name: str) -> Callable[[Predicate], Predicate]:
    """Declare `(at, **params) -> Answer` under a name. Raises PredicateTwiceError for a name another function has."""

    def declare(made: Predicate) -> Predicate:
        if _predicates.setdefault(name, made) is not made:
            raise PredicateTwiceError(name)
        return made

    return declare


def known() -> frozenset[str]:
    """The names that may be asked."""
    return frozenset(_predicates)


def fits(call: Call) -> bool:
    """Whether the predicate of that name takes these parameters, by name and type; True where nobody declared it."""
    found = _predicates.get(call.name)
    if found is None:
        return True
    try:
        inspect.signature(found).bind(None, **dict(call.params))
    except TypeError:
        return False
    hints = get_type_hints(found)
    return all(_suits(value, hints.get(name, Any)) for name, value in call.params)


def _suits(value: object, hint: Any) -> bool:
    """A plain value against a plain annotation; whatever is richer than that is left to the predicate."""
    if isinstance(hint, UnionType):
        return any(_suits(value, each) for each in get_args(hint))
    kind = get_origin(hint) or hint
    if kind in {int, float}:
        return isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    return isinstance(value, kind) if kind in {str, bool, tuple, NoneType} else True


def ask(call: Call, at: datetime) -> Answer:
    """What the records say; unknown, never met, where nobody declared the name."""
    found = _predicates.get(call.name)
    if found is None:
        return Answer(Status.UNKNOWN, NOBODY)
    params: dict[str, Any] = dict(call.params)
    return found(at, **params)


def counted(
    records: Sequence[Evidence], said: Words, none: Words, todo: Next | None = None, *, since: datetime | None = None
) -> Answer:
    """Met where every record is good, unmet where none is, partly between, unknown where there is none to look at.

    `said` is filled with {total} and {bad}, and turned round where none is bad. What speaks against it is shown first.
    """
    if not records:
        return Answer(Status.UNKNOWN, none, next=todo)
    bad = [each for each in records if not each.good]
    total = len(records)
    said = said if bad else none_of(said)
    filled = Words(said.ko.format(bad=len(bad), total=total), said.en.format(bad=len(bad), total=total))
    status = Status.MET if not bad else Status.UNMET if len(bad) == total else Status.PARTLY
    shown = (*bad, *(each for each in records if each.good))[:SHOWN]
    return Answer(status, filled, shown, todo if bad else None, since=since)


def day_of(at: datetime) -> date:
    return at.astimezone(SEOUL).date()


def end_of(day: date) -> datetime:
    """The last moment of that day in Seoul."""
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=SEOUL) - timedelta(microseconds=1)


def dated(moment: date | datetime) -> Words:
    """A day as people say it, with its year: 2026년 11월 23일 (월)."""
    day = day_of(moment) if isinstance(moment, datetime) else moment
    return Words(text.day(day, "ko", year=True), text.day(day, "en", year=True))


def own(name: object) -> Words:
    """The firm's own words, the same in both languages."""
    return Words(str(name), str(name))
