"""The port between the matrix and what the firm answers for. Each app above declares its own kind, once, at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from jangbu.apps.base.words import Words
from jangbu.kernel.entry import Subject


@dataclass(frozen=True, slots=True)
class Thing:
    """One process, dataset, model, vendor or policy. `since` is when it came to be."""

    id: str
    name: str
    since: datetime
    proposed: str = ""  # the id of the person who seems to answer for it
    why: Words | None = None  # why they seem to
    personal: bool = False  # personal data are in it


@dataclass(frozen=True, slots=True)
class Approved:
    """A decision that was made: who approved what, when. `person` is a person's id."""

    id: str
    subject: Subject
    deed: str
    person: str
    at: datetime
    title: str
    url: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of thing that somebody answers for.

    `listed(at)` gives those that were there at that moment. `approvals(since, at)` gives the decisions of that span,
    so that it can be shown that they were inside the matrix. `doers(subject_id, since, at)` gives how often each
    person (by id) did the work, for a kind where that is known.
    """

    kind: str  # as in Subject.kind
    label: Words
    listed: Callable[[datetime], Iterable[Thing]]
    url: Callable[[str], str]
    approvals: Callable[[datetime, datetime], Iterable[Approved]] | None = None
    doers: Callable[[str, datetime, datetime], dict[str, int]] | None = None
    order: int = 50  # its place in the matrix


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision that the matrix rules: which letters may make it, and how it is said."""

    name: str
    letters: tuple[str, ...]
    said: Words  # "실행을 승인"
    kind: str = ""  # of subject, so that its page can say who may


_kinds: dict[str, SubjectKind] = {}
_deeds: dict[str, Deed] = {}


def declare_subjects(kind: SubjectKind) -> None:
    """Make a kind known to the matrix; again with the same name replaces it."""
    _kinds[kind.kind] = kind


def declare_deed(name: str, letters: str, *, ko: str, en: str, kind: str = "") -> Deed:
    """A decision by name ("run.approve"): `letters` are of those who may make it, "A" or "AR"; `kind` of what."""
    _deeds[name] = Deed(name, tuple(letters), Words(ko, en), kind)
    return _deeds[name]


def kinds() -> tuple[SubjectKind, ...]:
    return tuple(sorted(_kinds.values(), key=lambda each: (each.order, each.kind)))


def kind_named(kind: str) -> SubjectKind | None:
    return _kinds.get(kind)


def deed_named(name: str) -> Deed:
    return _deeds[name]


def deeds_of(kind: str) -> tuple[Deed, ...]:
    """What is decided about a kind, in the order it was declared."""
    return tuple(each for each in _deeds.values() if each.kind == kind)


def things(at: datetime, kind: str = "") -> list[tuple[Subject, Thing]]:
    """Everything of these kinds that was there then, by kind and name."""
    found = []
    for each in kinds():
        if kind in ("", each.kind):
            listed = sorted(each.listed(at), key=lambda thing: (thing.name, thing.id))
            found += [(Subject(each.kind, thing.id), thing) for thing in listed]
    return found


def name_of(subject: Subject, at: datetime) -> str:
    """The name people know, or the id where nothing of that name is there."""
    known = _kinds.get(subject.kind)
    found = next((thing.name for thing in known.listed(at) if thing.id == subject.id), "") if known else ""
    return found or subject.id


def url_of(subject: Subject) -> str:
    known = _kinds.get(subject.kind)
    return known.url(subject.id) if known else ""
