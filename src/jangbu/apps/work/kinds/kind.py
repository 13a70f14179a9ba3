"""The shape every kind has. Whatever is written, is written inside the transaction of the service that calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from jangbu.apps.work.runs.models import Approval, Run

Said = Mapping[str, str]  # {ko, en}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a run proposes. `ask` says that a person must decide; `doubts` are what they should look at."""

    proposal: dict[str, Any]
    title: str
    about: str
    doubts: Sequence[Said] = ()
    ask: bool = True
    tokens: int = 0
    cost_micros: int = 0
    cost_currency: str = ""
    kept: dict[str, Any] = field(default_factory=dict)  # added to the run's input: what later measurements need


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, in both languages, with what the page needs of it. `files` are written beside the run."""

    ko: str
    en: str
    result: dict[str, Any] = field(default_factory=dict)
    files: Sequence[tuple[str, bytes]] = ()


class Kind(Protocol):
    """Raises Problem from any of these: the run then fails with that class, and nothing of the step stays."""

    def prepare(self, run: Run, papers: Sequence[Path], now: datetime) -> Prepared:
        """Read, price, find slots or draft. Writes nothing."""

    def corrected(self, run: Run, edits: Mapping[str, Any]) -> dict[str, Any]:
        """The proposal with what a person changed, checked again."""

    def carry_out(self, run: Run, approval: Approval | None, now: datetime) -> Outcome:
        """The effect on our own records, in the caller's transaction."""

    def deliver(self, run: Run, now: datetime) -> Outcome | None:
        """What leaves the house (mail). May run twice after a kill; says None where nothing leaves."""

    def take_back(self, run: Run, now: datetime) -> Outcome:
        """Undo the effect on our own records, in the caller's transaction."""


Ready = Callable[[Run, datetime], None]  # raises Problem while something must be decided before an approval

_kinds: dict[str, Kind] = {}
_ready: dict[str, Ready] = {}


def register(name: str, kind: Kind, *, ready: Ready | None = None) -> None:
    """`ready` is asked before an approval, so that a person is told at once what a step could only fail at."""
    _kinds[name] = kind
    if ready is not None:
        _ready[name] = ready


def kind_of(run: Run) -> Kind:
    return _kinds[run.automation.kind]


def worker_of(name: str) -> Kind:
    """The kind of that name, for work in memory."""
    return _kinds[name]


def require_ready(run: Run, now: datetime) -> None:
    if (ask := _ready.get(run.automation.kind)) is not None:
        ask(run, now)
