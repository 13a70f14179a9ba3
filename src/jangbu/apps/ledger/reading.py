"""From an entry as it was hashed to an entry as people read it: names put back, or said to be erased."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, override

from jangbu.apps.ledger import actions, models
from jangbu.kernel import chain
from jangbu.kernel.errors import Language

ERASED: dict[Language, str] = {"ko": "지워진 사람", "en": "erased person"}
SYSTEM: dict[Language, str] = {"ko": "장부", "en": "Jangbu"}
WHEN = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as a line. `when` is aware; `url` leads to the entry, or is empty where its reader may not follow."""

    number: int
    who: str
    what: str
    when: datetime
    where: str
    why: str
    url: str
    decision: bool
    by_rule: bool  # a rule or the system, not a person


@dataclass(frozen=True, slots=True)
class Change:
    """One member that the entry tells of: its path, and how it was and is; None where it was not."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with its values put back: {after, before, name, where, why}; `erased` if one of them is gone."""

    entry: models.Entry
    content: dict[str, Any]
    erased: bool

    def line(self, language: Language, *, linked: bool = True) -> EntryLine:
        entry = self.entry
        who = SYSTEM[language] if entry.actor_kind == "system" else str(self.content["name"])
        return EntryLine(
            number=entry.number,
            who=who,
            what=self.sentence(language),
            when=moment(entry.when),
            where=spoken(str(self.content["where"]), language),
            why=spoken(str(self.content["why"]), language),
            url=reverse("ledger-entry", args=[entry.number]) if linked else "",
            decision=(known := actions.known(entry.action)) is not None and known.decision,
            by_rule=entry.actor_kind in {"rule", "system"},
        )

    def sentence(self, language: Language) -> str:
        action = actions.known(self.entry.action)
        if action is None:
            return self.entry.action
        if self.erased and action.erasure == "hide":
            return actions.HIDDEN[language]
        return action.say(self.values(), language)

    def subject_url(self) -> str:
        action = actions.known(self.entry.action)
        return action.leads_to(self.values()) if action else ""

    def values(self) -> dict[str, Any]:
        """What sentences are filled from."""
        before, after = self.content["before"] or {}, self.content["after"] or {}
        return {"subject_kind": self.entry.subject_kind, "subject_id": self.entry.subject_id, **before, **after}

    def changes(self) -> list[Change]:
        before, after = dict(_leaves(self.content["before"])), dict(_leaves(self.content["after"]))
        return [Change(name, before.get(name), after.get(name)) for name in dict.fromkeys([*before, *after])]


def spoken(said: str, language: Language) -> str:
    """A place or a reason of the product's own, in that language; a person's own words as they were written."""
    if language == "ko" or not said:
        return said
    with override(language):
        return gettext(said)


def moment(when: str) -> datetime:
    return datetime.strptime(when, WHEN).replace(tzinfo=UTC)


def tell(entries: Iterable[models.Entry], language: Language) -> list[Told]:
    """Entries with their personal values, read in one query."""
    held = [(entry, json.loads(entry.content)) for entry in entries]
    wanted = {commitment for _entry, content in held for commitment in _commitments(content)}
    values = dict(models.EntryValue.objects.filter(pk__in=wanted).values_list("commitment", "value"))
    return [
        Told(entry, _filled(content, values, ERASED[language]), any(c not in values for c in _commitments(content)))
        for entry, content in held
    ]


def _commitments(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if chain.PERSONAL in value:
            yield str(value[chain.PERSONAL])
        else:
            for item in value.values():
                yield from _commitments(item)
    elif isinstance(value, list):
        for item in value:
            yield from _commitments(item)


def _filled(value: Any, values: Mapping[str, str], erased: str) -> Any:
    if isinstance(value, Mapping):
        if chain.PERSONAL in value:
            return values.get(str(value[chain.PERSONAL]), erased)
        return {key: _filled(item, values, erased) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, values, erased) for item in value]
    return value


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Members by path, each as text; lists of plain values on one line."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
        for place, item in enumerate(value):
            yield from _leaves(item, f"{path}.{place}")
    elif value is not None or path:
        yield path, ", ".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "○" if value else "×"
    return f"{value:,}".replace("-", "\N{MINUS SIGN}") if isinstance(value, int) else str(value)
