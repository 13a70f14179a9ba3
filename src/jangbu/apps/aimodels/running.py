"""The port to what really runs. Apps above bind a `Source` for each kind; this app asks it and knows no more.

What runs stays in the app where it runs: a source says what there is, what people made of it, and can make another
version the one that runs. The register holds references and fingerprints, never a second copy of the truth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from jangbu.kernel.canonical import canonical
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Running:
    """One version of one thing that runs. `content` is canonical JSON (no floats); `serving` the one in use now."""

    kind: str
    ref: str
    name: str
    content: Mapping[str, Any]
    label: str
    fingerprint: str = ""  # the app's own, where it has one; otherwise of the content
    version_ref: str = ""
    note: str = ""
    made_by: str = ""
    made_at: datetime | None = None
    purpose: str = ""
    owner: str = ""
    datasets: tuple[str, ...] = ()  # ids of datasets it touches
    serving: bool = True
    suites: tuple[str, ...] | None = None  # kinds of evaluation that make sense of it, if not all of its source

    @property
    def print(self) -> str:
        return self.fingerprint or fingerprint_of(self.content)


def fingerprint_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of canonical JSON, hex."""
    return hashlib.sha256(canonical(dict(content)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Judged:
    """One case that a version worked on and a person checked: values right of values proposed, with confidences.

    `passed`: the version raised no doubt. `good`: nothing had to be changed. `groups`: what may be compared.
    """

    case: str
    at: datetime
    values: tuple[tuple[float | None, bool], ...]  # (confidence from 0 to 1, right)
    passed: bool
    good: bool
    groups: Mapping[str, str] = field(default_factory=dict)
    truth: str = ""  # what the person left standing, as a fingerprint


@dataclass(frozen=True, slots=True)
class Asked:
    """Which version's cases: the thing, the version's id there, what it is, and from when to when it served."""

    ref: str
    version_ref: str
    content: Mapping[str, Any]
    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What a model answered, and what that took; `refused` where it declined to, `shapeless` where the answer had not
    the shape that was asked for. `data` is the answer as JSON where a schema was given."""

    text: str
    refused: bool = False
    shapeless: bool = False
    data: Mapping[str, Any] | None = None
    cost_micros: int = 0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a real call showed of which version answered: `fingerprint` is that of what was really used, never of what
    should have been; `ko`, `en` say what was done; `ms` from asking to answer."""

    fingerprint: str
    ko: str
    en: str
    ms: int = 0
    cost_micros: int = 0
    currency: str = ""


class Ask(Protocol):
    """Puts one question: system text, what the user says, and the JSON Schema of the answer where data are wanted.

    Raises Problem where nobody answers, or where the money does not suffice.
    """

    def __call__(self, system: str, user: str, schema: Mapping[str, Any] | None = None) -> Said: ...


@dataclass(frozen=True, slots=True)
class Purse:
    """Who pays for an evaluation's questions and what they may cost in a month, in minor units; None: no own limit."""

    holder: str = ""
    minor: int | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What questions would cost at most, in millionths of a minor unit."""

    micros: int
    currency: str


Serve = Callable[[str, str, Mapping[str, Any], Actor, str], None]  # (ref, version ref, content, actor, why)


@dataclass(frozen=True, slots=True)
class Spent:
    month: str  # 2026-11
    currency: str
    calls: int
    micros: int


@dataclass(frozen=True, slots=True)
class Source:
    """What an app offers of one kind. Absent faces mean that it cannot be done there, and the page says so."""

    kind: str
    running: Callable[[], Iterable[Running]]
    url: Callable[[str], str]
    judged: Callable[[Asked], Sequence[Judged]] | None = None  # real runs that people checked
    replay: Callable[[Asked], Sequence[Judged]] | None = None  # past cases, worked on again by a version that never ran
    serve: Serve | None = None
    ask: Callable[[str, Mapping[str, Any], Purse], Ask] | None = None  # (ref, content, who pays)
    price: Callable[[str, Mapping[str, Any], int, int], Price | None] | None = None  # (ref, content, calls, bytes sent)
    spent: Callable[[str], Sequence[Spent]] | None = None
    rehearse: Callable[[str, Mapping[str, Any], datetime], Seen | None] | None = None  # use it once, now
    suites: tuple[str, ...] = ()  # kinds of evaluation that make sense here


_sources: dict[str, Source] = {}


def bind_source(source: Source) -> None:
    """Once per kind, in web/wiring; a test may bind another in its place."""
    _sources[source.kind] = source


def unbind_source(kind: str) -> None:
    _sources.pop(kind, None)


def source_of(kind: str) -> Source | None:
    return _sources.get(kind)


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())
