"""Row numbers and tables as JSON and fingerprints."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from jangbu.engines.quality.frame import Frame

CHUNK = 65_536


def to_gaps(rows: Sequence[int]) -> list[int] | int:
    """Row numbers by their distances, which are short to write; 0, 1, 2 ... up to n is just n."""
    if isinstance(rows, range):
        return len(rows)
    before = 0
    gaps = []
    for row in rows:
        gaps.append(row - before)
        before = row
    return gaps


def from_gaps(gaps: Any) -> Sequence[int]:
    """The inverse of `to_gaps`. Raises ValueError for what is no such thing."""
    if isinstance(gaps, int) and not isinstance(gaps, bool) and gaps >= 0:
        return range(gaps)
    if not isinstance(gaps, list) or not all(type(gap) is int for gap in gaps):
        raise ValueError("rows")
    rows = array("q", accumulate(gaps))
    if len(rows) and min(rows) < 0:
        raise ValueError("rows")
    return rows


def is_rows(values: Sequence[Any]) -> bool:
    return all(type(value) is int and value >= 0 for value in values)


def is_cells(values: Any) -> bool:
    return isinstance(values, list) and all(value is None or isinstance(value, str) for value in values)


class Fingerprints:
    """Fingerprints of tables that share columns: each is read once. Valid while the columns are unchanged."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[list[str | None], str]] = {}

    def table(self, frame: Frame) -> str:
        """SHA-256 in hex of the column names and every cell, empty and missing told apart; not of the table's name."""
        digests = [self._column(column) for column in frame.columns]
        told = json.dumps([frame.rows, list(frame.names), digests], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    def _column(self, column: list[str | None]) -> str:
        held = self._known.get(id(column))
        if held is None:
            held = self._known[id(column)] = (column, _digest(column))
        return held[1]


def _digest(column: list[str | None]) -> str:
    """Lengths beside the texts, so that no two columns read alike; in chunks, for memory, of a fixed size."""
    made = hashlib.sha256()
    for start in range(0, len(column), CHUNK):
        cells = column[start : start + CHUNK]
        made.update(array("q", [-1 if cell is None else len(cell) for cell in cells]).tobytes())
        made.update("".join(filter(None, cells)).encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def table_fingerprint(frame: Frame) -> str:
    """SHA-256 in hex of a table's column names and cells: what recipes and undos know their table by."""
    return Fingerprints().table(frame)
