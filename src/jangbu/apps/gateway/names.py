"""What an automation or run is called. The gateway lies below work and asks it through this port."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    url: str


Names = Callable[[Iterable[str]], Mapping[str, tuple[str, str]]]

_names: list[Names] = []  # bound once in web/wiring


def bind_names(names: Names) -> None:
    """`names(ids)` gives name and address of the automations that are known."""
    _names[:] = [names]


def names_of(ids: Iterable[str]) -> Mapping[str, Named]:
    found = _names[0](ids) if _names else {}
    return {key: Named(*each) for key, each in found.items()}
