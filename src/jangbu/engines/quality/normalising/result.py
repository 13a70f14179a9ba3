"""What normalising one value answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Normalised(NamedTuple):
    """One value in its one form.

    `value` is the normalised form, or the original text untouched where it could not be parsed. `parts` are its named
    pieces (each kind's module lists them). `confidence` runs from 0 to 1; 0 means not parsed: the value waits for a
    person. A tuple, not a dataclass, because millions are made and a tuple is made four times as fast.
    """

    value: str
    parts: Mapping[str, str]
    confidence: float
    original: str

    @property
    def normalised(self) -> str:
        return self.value

    @property
    def parsed(self) -> bool:
        return self.confidence > 0

    def as_json(self) -> dict[str, Any]:
        return {
            "value": self.original,
            "normalised": self.value,
            "parts": dict(self.parts),
            "confidence": self.confidence,
        }


def unparsed(text: str, parts: Mapping[str, str] | None = None) -> Normalised:
    """The text as it came, for the queue; `parts` may say what was seen in it."""
    return Normalised(text, parts or {}, 0.0, text)
