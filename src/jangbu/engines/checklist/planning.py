"""What is left of a roadmap, in the order in which it can be done: re-planned every day, each move with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from jangbu.engines.checklist.model import Item, Report, Result, Status, Words

HOURS_A_DAY = 4  # of a working day that somebody in a small firm has for it
KEPT = 12  # moves of one item that a plan holds: the first, and the last ones
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
    times: int = 0  # how often it moved; more than `moves` once it moved very often

    @property
    def moved(self) -> bool:
        return self.due != self.first_due

    def as_json(self) -> dict[str, Any]:
        moves = [move.as_json() for move in self.moves]
        return {
            "item": self.item,
            "first_due": self.first_due.isoformat(),
            "due": self.due.isoformat(),
            "moves": moves,
            "times": self.times,
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Step:
        """From what `as_json` gave."""
        moves = tuple(
            Move(date.fromisoformat(each["on"]), date.fromisoformat(each["due"]), Words(each["ko"], each["en"]))
            for each in told["moves"]
        )
        due = date.fromisoformat(told["due"])
        first, times = date.fromisoformat(told["first_due"]), int(told.get("times", len(moves)))
        return cls(str(told["item"]), first, due, moves, times)

    def put_off(self, move: Move) -> Step:
        kept = (*self.moves[: KEPT - 1], move) if len(self.moves) < KEPT else (self.moves[0], *self.moves[2:], move)
        return Step(self.item, self.first_due, move.due, kept, self.times + 1)


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
    `start`. What is late moves to the earliest day that its hours and those of the same person's other moved items
    allow, and takes along what comes after it.
    """
    open_ones = {result.item.id: result for result in report.results if result.status not in DONE and result.item.days}
    planned: dict[str, Step] = {}
    taken: dict[str, float] = {}  # hours of moved items by whose they are
    for item in _in_order(report, open_ones):
        held = before.get(item.id)
        first = held.first_due if held else start + timedelta(days=(item.days or (1, 1))[1] - 1)
        step = held or Step(item.id, first, first)
        planned[item.id] = _moved(step, open_ones[item.id], planned, open_ones, today, works, taken)
        if planned[item.id].moved:
            taken[item.owner_role] = taken.get(item.owner_role, 0) + (item.effort_hours or 1)
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
    step: Step,
    result: Result,
    planned: Mapping[str, Step],
    open_ones: Mapping[str, Result],
    today: date,
    works: Works,
    taken: Mapping[str, float],
) -> Step:
    item = result.item
    reason: Words | None = None
    due = step.due
    if due < today:
        late = (today - due).days
        hours = taken.get(item.owner_role, 0) + (item.effort_hours or 1)
        due = worked(today, max(1, ceil(hours / HOURS_A_DAY)), works)
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
    return step.put_off(Move(today, due, reason))


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
