"""What may lean on a vendor. The apps above own automations and models; each kind is bound once in web/wiring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from jangbu.apps.vendors.models import Use, Vendor


@dataclass(frozen=True, slots=True)
class Usable:
    """One kind of thing that may lean on a vendor. `choices` gives (id, name) of all that are there."""

    kind: str
    label: str | Promise
    choices: Callable[[], Iterable[tuple[str, str]]]
    url: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Used:
    use: Use
    label: str | Promise
    name: str
    url: str


_kinds: dict[str, Usable] = {}


def bind_usable(usable: Usable) -> None:
    _kinds[usable.kind] = usable


def bound() -> tuple[Usable, ...]:
    return tuple(_kinds.values())


def uses_of(vendor: Vendor) -> list[Used]:
    """By kind and name; a thing that is gone keeps its id as its name."""
    names: dict[str, Mapping[str, str]] = {kind: dict(usable.choices()) for kind, usable in _kinds.items()}
    found = []
    for use in vendor.uses.all():
        usable = _kinds.get(use.kind)
        name = names.get(use.kind, {}).get(use.key, use.key)
        found.append(Used(use, usable.label if usable else use.kind, name, usable.url(use.key) if usable else ""))
    return sorted(found, key=lambda used: (used.use.kind, used.name))


def choices_of(kind: str) -> dict[str, str]:
    """Names by id; nothing for a kind that nobody bound."""
    usable = _kinds.get(kind)
    return dict(usable.choices()) if usable else {}
