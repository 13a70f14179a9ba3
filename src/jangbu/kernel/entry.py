"""The five Ws. Who did what, when, where and why: the one shape that every change of the firm's state is told in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["person", "rule", "system", "operator"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. A person signed in; a rule the firm set; the system itself; or an operator at the machine's shell."""

    kind: ActorKind
    id: str  # a person's id, a rule's name, or "" for the system; never a name or an address
    name: str = ""  # how people call them; personal for persons, so the ledger keeps it as a commitment

    @classmethod
    def person(cls, person_id: str, name: str) -> Actor:
        return cls("person", person_id, name)

    @classmethod
    def rule(cls, name: str) -> Actor:
        return cls("rule", name, name)

    @classmethod
    def system(cls) -> Actor:
        return cls("system", "", "장부")

    @classmethod
    def operator(cls, account: str) -> Actor:
        """Whoever runs a command on the machine itself; they hold the disk, so they hold every permission."""
        return cls("operator", account, account)


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal value on its way into the ledger: the entry keeps a salted commitment, a side table the value.

    `person` names whose value it is, so that erasing that person finds it.
    """

    value: str
    person: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a kind ("dataset", "person", "pilot") and its id."""

    kind: str
    id: str
