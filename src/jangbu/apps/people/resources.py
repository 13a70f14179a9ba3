"""What grants are given on, by name. The apps above own the things; each kind is bound once in web/wiring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from jangbu.kernel.entry import Subject


@dataclass(frozen=True, slots=True)
class Resources:
    """One kind of thing that grants are given on. `names` gives those of the ids that exist; `choices` all of them."""

    kind: str  # as in Subject.kind and permissions.LEVEL_PERMISSIONS
    label: str | Promise
    names: Callable[[Iterable[str]], Mapping[str, str]]
    choices: Callable[[], Iterable[tuple[str, str]]]
    url: Callable[[str], str]


_kinds: dict[str, Resources] = {}


def bind_resources(resources: Resources) -> None:
    _kinds[resources.kind] = resources


def bound() -> tuple[Resources, ...]:
    return tuple(_kinds.values())


def name_of(resource: Subject) -> str:
    """The name people know, or kind and id where nobody answers for the kind."""
    known = _kinds.get(resource.kind)
    found = known.names([resource.id]) if known else {}
    return found.get(resource.id) or f"{resource.kind} {resource.id}"


def names_of(resources: Iterable[Subject]) -> dict[Subject, str]:
    """One question per kind, however many resources."""
    wanted = set(resources)
    said = {resource: f"{resource.kind} {resource.id}" for resource in wanted}
    for kind, known in _kinds.items():
        found = known.names([resource.id for resource in wanted if resource.kind == kind])
        said.update({Subject(kind, key): name for key, name in found.items() if Subject(kind, key) in wanted})
    return said


def url_of(resource: Subject) -> str:
    known = _kinds.get(resource.kind)
    return known.url(resource.id) if known else ""
