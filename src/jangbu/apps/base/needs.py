"""What waits for a person: the lines of the first page, offered by each app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Need:
    title: str  # what is asked, in the reader's language
    detail: str
    due: date | None
    url: str
    verb: str  # the button: one verb
    urgent: bool
