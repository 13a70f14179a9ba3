"""Whose it is: two parties have the same columns, and often only the columns beside one say which party it belongs to.

A list of tax invoices has 공급자사업자등록번호, 상호, 대표자명, 주소, 공급받는자사업자등록번호, 상호, 대표자명, 주소.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jangbu.engines.quality.mapping.contents import Content
from jangbu.engines.quality.mapping.heads import plain
from jangbu.engines.quality.mapping.likeness import Floats
from jangbu.engines.quality.mapping.model import Schema

NAMED = 2.5  # log-odds that a column belongs to the party named in a head before it, or against
TURN = 1.3  # that of several columns alike the first is the first party's
ALONE = 0.4  # that a party that is not named is the first
PARTY_KINDS = ("business_number", "company", "person", "address", "email", "phone")


def party_evidence(schema: Schema, heads: Sequence[str], contents: Sequence[Content], heard: Floats) -> Floats:
    """Log-odds from neighbours: shape (columns, fields). `heard` is the evidence of the heads, `heads` "" for none."""
    found = np.zeros((len(heads), len(schema.fields)))
    roles = list(schema.roles)
    if not roles:
        return found
    places = {role: [at for at, each in enumerate(schema.fields) if each.role == role] for role in roles}
    both = [at for role in roles for at in places[role]]
    concepts = {at: schema.fields[at].concept for at in both}
    said = [_said(head, schema) for head in heads]
    about = [_concept(row, concepts, content) for row, content in zip(heard, contents, strict=True)]
    for column, (party, weight) in _owners(said, about, roles).items():
        for role in roles:
            found[column, places[role]] += weight if role == party else -weight
    return found


def _owners(
    said: Sequence[str | None], about: Sequence[str | None], roles: Sequence[str]
) -> dict[int, tuple[str, float]]:
    """The party of each column that names none, with its log-odds: the one named before it or else behind it, unless
    that one has such a column already; and where nobody is named, by turns."""
    before, behind = _carried(said, about), _carried(said[::-1], about[::-1])[::-1]
    held = {(party, concept) for party, concept in zip(said, about, strict=True) if party is not None}
    found: dict[int, tuple[str, float]] = {}
    turns: dict[str, int] = {}
    for column, concept in enumerate(about):
        if concept is None or said[column] is not None:
            continue
        turn = turns.get(concept, 0)
        turns[concept] = turn + 1
        beside = [party for party in (before[column], behind[column]) if party and (party, concept) not in held]
        free = [role for role in roles if (role, concept) not in held]
        if beside:
            found[column] = beside[0], NAMED
        elif len(free) == 1:
            found[column] = free[0], TURN
        else:
            found[column] = roles[min(turn, len(roles) - 1)], TURN if about.count(concept) > 1 else ALONE
        held.add((found[column][0], concept))
    return found


def _said(head: str, schema: Schema) -> str | None:
    """The party whose word a head holds; the longest word wins."""
    words = plain(head)
    packed = "".join(words)
    longest, party = 0, None
    for role, names in schema.roles.items():
        for name in names:
            cut = plain(name)
            held = _follows(words, cut) if name.isascii() else "".join(cut) in packed
            if held and len(name) > longest:
                longest, party = len(name), role
    return party


def _follows(words: Sequence[str], cut: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(cut)]) == tuple(cut) for at in range(len(words) - len(cut) + 1))


def _concept(row: Floats, concepts: dict[int, str | None], content: Content) -> str | None:
    """What a column of a party is about: by its head if that says so, else by the form of its values."""
    best = int(row.argmax()) if len(row) else -1
    if best >= 0 and row[best] > 1.5:
        return concepts.get(best)
    kind = content.kind
    if row.max(initial=0.0) > 0.5 or kind not in PARTY_KINDS or content.share(kind) < 0.5:
        return None
    meant = {"person": "representative"}.get(kind, kind)
    return meant if meant in concepts.values() else None


def _carried(said: Sequence[str | None], about: Sequence[str | None]) -> list[str | None]:
    """The party that was named last, for as long as every column since is about a party too."""
    found: list[str | None] = []
    current: str | None = None
    for party, concept in zip(said, about, strict=True):
        if party is not None and concept is not None:
            current = party
        elif concept is None:
            current = None
        found.append(current)
    return found
