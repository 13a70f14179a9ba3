"""Identifiers: time-sortable, unguessable enough, without a central counter."""

from __future__ import annotations

import secrets
from datetime import datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32, lower case: no i, l, o, u to misread


def new_id(moment: datetime) -> str:
    """26 characters: 48 bits of milliseconds, then 80 random bits (the ULID layout)."""
    number = (int(moment.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))
