"""Lessons of the whole firm, shown beside a plan to grow. Who keeps them lies above and is bound once in web/wiring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol


class Lesson(Protocol):
    """One sentence, the month it is of as people read it, and where it stands."""

    @property
    def said(self) -> str: ...
    @property
    def month(self) -> str: ...
    @property
    def url(self) -> str: ...


Provider = Callable[[], Sequence[Lesson]]
_provider: list[Provider] = []


def bind_lessons(provider: Provider) -> None:
    _provider[:] = [provider]


def firm_lessons() -> Sequence[Lesson]:
    """Newest first; none where nothing is bound."""
    return _provider[0]() if _provider else ()
