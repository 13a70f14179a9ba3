"""What rows that share a number have in common: a case has one customer and several steps, a code names one item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from jangbu.engines.quality.mapping.contents import Content
from jangbu.engines.quality.mapping.likeness import Floats
from jangbu.engines.quality.mapping.model import Group

ROWS = 1_000  # looked at
FEW = 4  # groups of two rows or more from which anything is said
KEYS, MEMBERS = 3, 12  # the likeliest columns of either side
LIKELY = -3.0  # log-odds from which a column is looked at
SAME, OTHER = 0.9, 0.6  # shares of groups that have one value: from here on, up to here
KEY, MEMBER, MIXED = 1.2, 1.0, 2.0  # log-odds of being the key, of being in common, against being in common


def group_evidence(contents: Sequence[Content], group: Group, ids: Sequence[str], so_far: Floats) -> Floats:
    """Log-odds from one group of a schema: shape (columns, fields)."""
    found = np.zeros(so_far.shape)
    key = ids.index(group.key)
    keys = [at for at in _best(so_far[:, key], KEYS) if _groups(contents[at])]
    if not keys:
        return found
    for at in keys:
        for targets, one in ((group.same, True), (group.other, False)):
            members = _best(so_far[:, ids.index(targets[0])], 2) if targets else []
            member = next((each for each in members if each != at and so_far[each].max() > -KEY), None)
            share = None if member is None else _told(contents[at], contents[member], one=one)
            if share is not None:
                found[at, key] += KEY if share >= SAME else -KEY if share <= OTHER else 0.0
    chosen = max(keys, key=lambda at: float(so_far[at, key] + found[at, key]))
    for targets, sign in ((group.same, 1.0), (group.other, -1.0)):
        for target in targets:
            place = ids.index(target)
            for at in _best(so_far[:, place], MEMBERS):
                share = _told(contents[chosen], contents[at], one=True) if at != chosen else None
                if share is not None and share >= SAME:
                    found[at, place] += MEMBER if sign > 0 else -MIXED
                elif share is not None and share <= OTHER:
                    found[at, place] += -MEMBER if sign > 0 else MEMBER
    return found


def _best(scores: Floats, count: int) -> list[int]:
    likely = np.flatnonzero(scores > LIKELY)
    return [int(at) for at in likely[np.argsort(-scores[likely], kind="stable")][:count]]


def _groups(content: Content) -> list[list[int]]:
    """Rows by value, of the values that occur in two rows or more."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, cell in enumerate(content.cells[:ROWS]):
        if cell:
            rows[cell].append(row)
    found = [each for each in rows.values() if len(each) > 1]
    return found if len(found) >= FEW else []


def _told(key: Content, member: Content, *, one: bool) -> float | None:
    """The share of groups that have one value or, if not `one`, never the same value twice. None where too few groups
    have several values to tell, or the column has one value only."""
    if member.distinct < 2:
        return None
    told = agreed = 0
    for rows in _groups(key):
        values = [cell for row in rows if (cell := member.cells[row])]
        if len(values) > 1:
            told += 1
            agreed += len(set(values)) == (1 if one else len(values))
    return agreed / told if told >= FEW else None
