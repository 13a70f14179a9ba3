"""No personal values leave the firm unasked: people become codes or are hidden, and numbers of people are blanked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from jangbu.apps.people.models import Person
from jangbu.engines import privacy

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![0-9A-Za-z_-])(?:\+82[- ]?|0)\d{1,2}[-. )]?\d{3,4}[-. ]?\d{4}(?![0-9A-Za-z_-])")
HIDDEN = "●●●"
SHORTEST = 2  # letters of a name that is replaced; a single letter would tear words apart


class Masker:
    """`codes` are by person id: P01, P02 ... in the order in which people came, so that two packs agree.

    People outside are hidden: those of `outsiders` (names that the firm's registers hold), and what reads like a name
    in free text. `names` counts the places; with `show_names` they are counted and left as they stand.
    """

    def __init__(self, now: datetime, outsiders: Collection[str] = (), *, show_names: bool = False) -> None:
        self.outsiders, self.show_names, self.names = frozenset(outsiders), show_names, 0
        held = list(Person.objects.with_state(now).filter(erased_at=None).order_by("joined_at", "pk"))
        self.people = held
        self.codes: Mapping[str, str] = {each.pk: f"P{number:02d}" for number, each in enumerate(held, start=1)}
        words = {each.name: self.codes[each.pk] for each in held if len(each.name) >= SHORTEST}
        words |= {each.email: self.codes[each.pk] for each in held if each.email}
        self._words = words
        longest = sorted(words, key=len, reverse=True)
        self._names = re.compile("|".join(re.escape(word) for word in longest)) if longest else None

    def text(self, said: str) -> str:
        """Names and addresses of people here as codes; numbers of any person blanked."""
        if self._names is not None:
            said = self._names.sub(lambda found: self._words[found.group()], said)
        return PHONE.sub(HIDDEN, EMAIL.sub(HIDDEN, privacy.blank(self._without_outsiders(said))[0]))

    def _without_outsiders(self, said: str) -> str:
        spans = privacy.find_names(said, known=self.outsiders)
        self.names += len(spans)
        if self.show_names:
            return said
        for span in reversed(spans):
            said = said[: span.start] + HIDDEN + said[span.end :]
        return said

    def hidden(self, said: str) -> str:
        """As `text`, but with names hidden instead of coded: a message lies in many boxes."""
        masked = self.text(said)
        for code in sorted(self.codes.values(), reverse=True):
            masked = masked.replace(code, HIDDEN)
        return masked

    def found(self, said: str) -> re.Match[str] | None:
        """The first name or address of somebody here."""
        return self._names.search(said) if self._names is not None else None

    def data(self, value: Any) -> Any:
        """The same, in every string of JSON."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.data(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.data(each) for each in value]
        return value
