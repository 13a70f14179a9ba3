"""What the clocks are made of: facts with their own times, rules of the law, and the clocks that come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

State = Literal["running", "late", "held", "met", "met_late", "stopped", "stopped_late", "excused"]
OPEN: frozenset[str] = frozenset({"running", "late", "held"})
BAD: frozenset[str] = frozenset({"late", "met_late", "stopped_late"})
Certainty = Literal["article", "reading", "secondary"]


@dataclass(frozen=True, slots=True)
class Words:
    ko: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about an incident. Statements are never changed; a later one of the same name corrects it.

    `known_at` is when the firm knew it (for an act such as `told_people`: when it was done), `recorded_at` when it was
    written down. A `known_at` after `recorded_at` counts as `recorded_at`. Both carry a zone.
    """

    name: str
    value: bool | int | str
    known_at: datetime
    recorded_at: datetime
    entry: int | None = None  # of the ledger

    @property
    def since(self) -> datetime:
        return min(self.known_at, self.recorded_at)


@dataclass(frozen=True, slots=True)
class Rule:
    """A clock of the law as `laws.yaml` has it. Exactly one of `hours` and `days`, or neither: without delay."""

    id: str
    title: Words
    article: Words
    starts: Words
    stops: Words
    in_force_from: date
    certainty: Certainty
    source: str
    source_url: str
    as_of: date
    hours: int | None = None
    days: int | None = None
    house_hours: int | None = None  # our own measure of "without delay"
    people: int | None = None  # from how many people on
    extensions: int = 0
    tampering_from: date | None = None  # since when forgery, alteration and damage count as a leak
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One duty with its time. `due_at` is the last moment (exclusive for days: midnight in Seoul).

    `aim_at` is earlier than `due_at` where only a weekend or holiday moves the end. `own_measure` says that the law
    gives no number and `due_at` is ours.
    """

    rule: Rule
    state: State
    started_at: datetime
    due_at: datetime
    began: Words  # what started it
    ended_at: datetime | None = None
    ended: Words | None = None  # what stopped, met or holds it
    aim_at: datetime | None = None
    own_measure: bool = False
    entries: tuple[int, ...] = field(default=())  # of the ledger, that it stands on

    def left(self, now: datetime) -> timedelta:
        """Time left; negative once it is past."""
        return self.due_at - now

    @property
    def open(self) -> bool:
        return self.state in OPEN
