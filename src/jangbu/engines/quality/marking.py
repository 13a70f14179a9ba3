"""The rules of a contract in one pass over the file: one number a row says which it is about and which it breaks.

What is kept of a row is 8 bytes for the marks of some 30 rules, and for every key that must not occur twice its hash
and its text. Counts, first failing rows and repeats are read from these, and the file again as far as the examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from jangbu.engines.quality import depending, sql
from jangbu.engines.quality.compiling import Compiled

if TYPE_CHECKING:
    import numpy.typing as npt
    from duckdb import DuckDBPyConnection

BITS = 60  # marks in one number
TOGETHER = 200  # rules in one pass; more cost DuckDB more in planning than a second pass over the file
TABLE = "jangbu_marks"
EVERY = "true"
NEAR = 100_000  # rows that are read first for examples
MIDDLE = np.uint64(1 << 63)
SIEVE = 1 << 20  # the low bits of a hash that are looked up before it is compared


@dataclass(frozen=True, slots=True)
class Marked:
    """A rule's counts and the numbers of its first failing rows, from 0, in the order of the file; of repeats their
    `keys` too."""

    failing: int
    total: int
    rows: tuple[int, ...]
    keys: tuple[str, ...] = ()


def mark(
    connection: DuckDBPyConnection, relation: str, compiled: Sequence[Compiled], examples: int
) -> Iterator[tuple[Compiled, Marked]]:
    """Hold every row of `relation` (what stands after FROM, columns prepared) to the rules, `TOGETHER` at most."""
    marks = _Marks(compiled)
    with _table(connection, f"SELECT {', '.join(marks.columns)} FROM {relation}"):
        yield from marks.answers(connection, examples)


@contextmanager
def _table(connection: DuckDBPyConnection, query: str) -> Iterator[None]:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {TABLE} AS {query}")
    try:
        yield
    finally:
        connection.execute(f"DROP TABLE {TABLE}")


class _Marks:
    """Which bit of which number says what: one for every condition that differs, however many rules share it."""

    def __init__(self, compiled: Sequence[Compiled]) -> None:
        self.compiled = compiled
        told = [rule.looks for rule in compiled] + [_bare(rule.breaks) for rule in compiled if rule.breaks]
        self.bits = {condition: place for place, condition in enumerate(c for c in dict.fromkeys(told) if c != EVERY)}
        self.numbers = -(-len(self.bits) // BITS)
        self.keys = {
            rule.rule.id: place for place, rule in enumerate(rule for rule in compiled if rule.key is not None)
        }  # unique rules and dependencies
        self.columns = [*self._packed(), *self._hashed()] or ["0 AS m0"]

    def _packed(self) -> Iterator[str]:
        conditions = list(self.bits)
        for place in range(self.numbers):
            part = conditions[place * BITS : (place + 1) * BITS]
            each = (f"CASE WHEN {condition} THEN {1 << bit} ELSE 0 END" for bit, condition in enumerate(part))
            yield f"CAST({' + '.join(each)} AS BIGINT) AS m{place}"

    def _hashed(self) -> Iterator[str]:
        for rule in self.compiled:
            if rule.key is not None:
                # 0 stands for a row that the rule is not about; a key with that hash is one in 18 trillion million
                place = self.keys[rule.rule.id]
                yield f"CASE WHEN {rule.looks} THEN hash({rule.key}) ELSE 0 END AS h{place}"
                if rule.follows is not None:
                    yield f"hash({rule.follows}) AS f{place}"
                    continue
                text = rule.key if len(rule.rule.columns) == 1 else f"concat_ws(', ', {rule.key})"
                yield f"{text} AS k{place}"  # what an example shows: it may lie far down the file

    def answers(self, connection: DuckDBPyConnection, examples: int) -> Iterator[tuple[Compiled, Marked]]:
        counts = self._counts(connection)
        for rule in self.compiled:
            total = counts[rule.looks]
            if rule.follows is not None:
                yield rule, _strays(connection, self.keys[rule.rule.id], total, examples)
                continue
            if rule.breaks is None:
                yield rule, _repeats(connection, self.keys[rule.rule.id], total, examples)
                continue
            failing = counts[rule.breaks]
            rows = self._first(connection, rule.breaks, examples) if failing else ()
            yield rule, Marked(failing, total, rows)

    def _counts(self, connection: DuckDBPyConnection) -> dict[str, int]:
        """How many rows meet each condition."""
        asked = ", ".join(["count(*)", *(f"count_if({self._holds(condition)})" for condition in self.bits)])
        ((every, *counts),) = connection.execute(f"SELECT {asked} FROM {TABLE}").fetchall()
        found = {EVERY: every, **dict(zip(self.bits, counts, strict=True))}
        return found | {f"{sql.NOT}{condition}": every - count for condition, count in found.items()}

    def _holds(self, condition: str) -> str:
        if condition == EVERY:
            return EVERY
        number, bit = divmod(self.bits[_bare(condition)], BITS)
        return f"m{number} & {1 << bit} {'=' if condition.startswith(sql.NOT) else '!='} 0"

    def _first(self, connection: DuckDBPyConnection, condition: str, examples: int) -> tuple[int, ...]:
        # rows of a temporary table lie in the order they came in, which was that of the file
        found = connection.execute(
            f"SELECT rowid FROM {TABLE} WHERE {self._holds(condition)} LIMIT {examples}"
        ).fetchall()
        return tuple(row for (row,) in found)


def _bare(condition: str) -> str:
    """A condition and its contrary share a mark; only those that are never NULL are written with NOT in front."""
    return condition.removeprefix(sql.NOT)


def _repeats(connection: DuckDBPyConnection, place: int, total: int, examples: int) -> Marked:
    """How many rows repeat an earlier one, and the first of them.

    64-bit hashes: distinct hashes prove distinct values; at 5 million values one clash in a million scans.
    """
    hashes = connection.execute(f"SELECT h{place} AS h FROM {TABLE}").fetchnumpy()["h"]
    with ThreadPoolExecutor(2) as pool:  # NumPy sorts without holding the interpreter; equal hashes share a half
        halves = list(pool.map(_again, (hashes[hashes < MIDDLE], hashes[hashes >= MIDDLE])))
    repeated = np.concatenate(halves)
    failing = len(repeated)
    if not failing or not examples:
        return Marked(failing, total, ())
    rows = _first_repeats(hashes, repeated, examples)
    listed = ", ".join(map(str, rows))
    keys = connection.execute(f"SELECT k{place} FROM {TABLE} WHERE rowid IN ({listed}) ORDER BY rowid").fetchall()
    return Marked(failing, total, tuple(rows), tuple(key for (key,) in keys))


def _strays(connection: DuckDBPyConnection, place: int, total: int, examples: int) -> Marked:
    """How many rows have another following value than most rows of their key, and the first of them."""
    groups = depending.usual(TABLE, f"h{place}", f"f{place}", "rowid", f"h{place} != 0")
    stray = f"FROM {TABLE} AS t JOIN {groups} AS u ON t.h{place} = u.left_value WHERE t.f{place} != u.right_value"
    ((failing,),) = connection.execute(f"SELECT count(*) {stray}").fetchall()
    rows = connection.execute(f"SELECT t.rowid {stray} ORDER BY 1 LIMIT {examples}").fetchall() if failing else []
    return Marked(failing, total, tuple(row for (row,) in rows))


def _again(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every hash as often as it was there before."""
    hashes.sort()
    again: npt.NDArray[np.bool_] = (hashes[1:] == hashes[:-1]) & (hashes[1:] != 0)
    repeated: npt.NDArray[np.uint64] = hashes[1:][again]
    return repeated


def _first_repeats(hashes: npt.NDArray[np.uint64], repeated: npt.NDArray[np.uint64], examples: int) -> list[int]:
    """The first rows whose hash was there before. A sieve of low bits leaves few rows to be looked at closely."""
    sieve = np.zeros(SIEVE, dtype=bool)
    sieve[(repeated & np.uint64(SIEVE - 1)).astype(np.intp)] = True
    wanted, seen, first = set(repeated.tolist()), set(), []
    step = 1 << 18
    for start in range(0, len(hashes), step):
        part = hashes[start : start + step]
        near = np.flatnonzero(sieve[(part & np.uint64(SIEVE - 1)).astype(np.intp)])
        for row, value in zip(near.tolist(), part[near].tolist(), strict=True):
            if value in seen:
                first.append(start + row)
                if len(first) == examples:
                    return first
            elif value in wanted:
                seen.add(value)
    return first


def values_of(
    connection: DuckDBPyConnection, relation: str, told: Mapping[str, tuple[str, tuple[int, ...]]]
) -> dict[str, list[str | None]]:
    """For each rule id with an SQL value and row numbers: the value of each of these rows, as text.

    Rows near the head are read first and apart: a LIMIT stops reading, and most rules have their examples there.
    """
    found: dict[str, dict[int, str | None]] = {rule: {} for rule in told}
    for low, high in pairwise((0, NEAR, 1 << 62)):
        asked = {
            rule: (value, inside)
            for rule, (value, rows) in told.items()
            if (inside := [row for row in rows if low <= row < high])
        }
        if not asked:
            continue
        every = sorted({row for _value, rows in asked.values() for row in rows})
        values = ", ".join(f"{value} AS v{place}" for place, (value, _rows) in enumerate(asked.values()))
        head = f"(SELECT {values} FROM {relation} LIMIT {every[-1] + 1})"
        listed = ", ".join(map(str, every))
        answers = connection.execute(
            f"SELECT {sql.ROW}, * EXCLUDE {sql.ROW} FROM {sql.numbered(head)} WHERE {sql.ROW} IN ({listed})"
        ).fetchall()
        by_row = {row: cells for row, *cells in answers}
        for place, (rule, (_value, rows)) in enumerate(asked.items()):
            found[rule] |= {row: by_row[row][place] for row in rows}
    return {rule: [found[rule][row] for row in rows] for rule, (_value, rows) in told.items()}
