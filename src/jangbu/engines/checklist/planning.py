"""What is left of a roadmap, in the order in which it can be done: re-planned every day, each move with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from jangbu.engines.checklist.model import Item, Report, Result, Status, Words

HOURS_A_DAY = 4  # of a working day that somebody in a small firm has for it
DONE = (Status.MET, Status.NA)
Works = Callable[[date], bool]  # whether people work on that day


@dataclass(frozen=True, slots=True)
class Move:
    """On which day the end was put off to when, and why."""

    on: date
    due: date
    said: Words

    def as_json(self) -> dict[str, Any]:
        return {"on": self.on.isoformat(), "due": self.due.isoformat(), "ko": self.said.ko, "en": self.said.en}


@dataclass(frozen=True, slots=True)
class Step:
    """An item that is not done: the last day first planned, the one planned now, and every move between them."""

    item: str
    first_due: date
    due: date
    moves: tuple[Move, ...] = ()

    @property
    def moved(self) -> bool:
        return self.due != self.first_due

    def as_json(self) -> dict[str, Any]:
        moves = [move.as_json() for move in self.moves]
        return {"item": self.item, "first_due": self.first_due.isoformat(), "due": self.due.isoformat(), "moves": moves}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Step:
        """From what `as_json` gave."""
        moves = tuple(
            Move(date.fromisoformat(each["on"]), date.fromisoformat(each["due"]), Words(each["ko"], each["en"]))
            for each in told["moves"]
        )
        due = date.fromisoformat(told["due"])
        return cls(str(told["item"]), date.fromisoformat(told["first_due"]), due, moves)


def replan(
    report: Report,
    *,
    start: date,
    today: date,
    before: Mapping[str, Step],
    works: Works = lambda day: day.weekday() < 5,
) -> list[Step]:
    """The open items of a roadmap as it stands `today`, first what unblocks others, then by day.

    `before` is the plan kept last, by item; an item it does not know gets the day of the catalogue, counted from
    `start`. What is late moves to the earliest day its hours allow, and takes along what comes after it.
    """
    open_ones = {result.item.id: result for result in report.results if result.status not in DONE and result.item.days}
    planned: dict[str, Step] = {}
    for item in _in_order(report, open_ones):
        held = before.get(item.id)
        first = held.first_due if held else start + timedelta(days=(item.days or (1, 1))[1] - 1)
        step = Step(item.id, first, held.due if held else first, held.moves if held else ())
        planned[item.id] = _moved(step, open_ones[item.id], planned, open_ones, today, works)
    place = {item.id: number for number, item in enumerate(_in_order(report, open_ones))}
    return sorted(planned.values(), key=lambda step: (step.due, place[step.item]))


def days_of(item: Item) -> int:
    """Working days that an item takes."""
    return max(1, ceil((item.effort_hours or 1) / HOURS_A_DAY))


def worked(day: date, days: int, works: Works) -> date:
    """The working day so many working days after `day`."""
    left = days
    while left > 0:
        day += timedelta(days=1)
        left -= works(day)
    return day


def _moved(
    step: Step, result: Result, planned: Mapping[str, Step], open_ones: Mapping[str, Result], today: date, works: Works
) -> Step:
    item = result.item
    reason: Words | None = None
    due = step.due
    if due < today:
        late = (today - due).days
        due = worked(today, days_of(item), works)
        missing = _missing(result)
        reason = Words(f"{late}일 지났어요. {missing.ko}", f"{late} day{'s' * (late > 1)} late. {missing.en}")
    for other in item.after:
        blocks = planned.get(other)
        if blocks is None:
            continue
        earliest = worked(blocks.due, days_of(item), works)
        if earliest > due:
            due, said = earliest, open_ones[other].item.said
            reason = Words(f"먼저 할 일이 아직이에요: {said.ko}", f"Something comes first: {said.en}")
    if reason is None or due == step.due:
        return step
    return Step(item.id, step.first_due, due, (*step.moves, Move(today, due, reason)))


def _missing(result: Result) -> Words:
    """The sentence of the first answer that is not met."""
    for _call, answer in result.answers:
        if answer.honest is not Status.MET:
            return answer.said
    return Words("아직 기록이 없어요.", "No record yet.")


def _in_order(report: Report, open_ones: Mapping[str, Result]) -> list[Item]:
    """Items after those that unblock them; `read_catalogue` has refused circles."""
    by_id = {item.id: item for item in report.catalogue.items}
    done: dict[str, Item] = {}

    def place(item: Item) -> None:
        for other in item.after:
            if other in by_id and other not in done:
                place(by_id[other])
        done.setdefault(item.id, item)

    for item in sorted(report.catalogue.items, key=lambda each: (each.days or (0, 0))[1]):
        place(item)
    return [item for item in done.values() if item.id in open_ones]
