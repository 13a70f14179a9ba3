"""The one shape of a benchmark's answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours beside a peer's from the same run (or, said so in `peer`, a quoted one)."""

    what: str
    peer: str
    peer_value: float
    ours: float
    ratio: float  # ours over the peer's
    unit: str
