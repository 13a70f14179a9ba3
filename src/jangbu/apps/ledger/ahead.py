"""The look-ahead of pages: whether a button may be offered, or which sentence stands in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.actions import Action, declared
from jangbu.apps.ledger.guarding import Intent, refusal
from jangbu.kernel.entry import Actor, Subject


@dataclass(frozen=True, slots=True)
class Ahead:
    """`may`: offer it. `kept_out`: the sentence for whoever has the right but is kept from this one thing, or ""."""

    may: bool
    kept_out: str = ""


def look_ahead(
    actor: Actor,
    permission: str,
    action: Action | str,
    about: Subject,
    *,
    on: Subject | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Ahead:
    """What would become of `action` about a subject; `on` is the resource that the permission may be held on."""
    if not allowed(actor, permission, on):
        return Ahead(False)
    found = refusal(Intent(declared(action), actor, about, before or {}, after or {}))
    return Ahead(True) if found is None else Ahead(False, found.sentence(language()))
