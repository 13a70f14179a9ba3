"""Which pairs of rows are worth comparing: those that share a value which few rows have, or two that few rows combine.

Blocking by several keys at once, each limited by how many rows share it (block purging, Papadakis
et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from jangbu.engines.quality.matching.fields import Field

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ALONE = (30, 4)  # rows that may share a value for it to be a key by itself: in small and in large tables
TOGETHER = (20, 10)  # rows that may share two values for the two to be a key
LARGE = 100_000  # rows
SELECTIVE = 8  # fields that are combined with each other: those with the most values


def candidates(
    con: DuckDBPyConnection, fields: Sequence[Field], left: str, right: str | None, rows: int, *, into: str = "pairs"
) -> int:
    """Write the distinct pairs to table `into` (l, r): rows of `left` and `right`, or of `left` with l < r."""
    alone, together = (limit[rows > LARGE] for limit in (ALONE, TOGETHER))
    parts = []
    for place, field in enumerate(fields):
        if field.comparison != "number":
            parts.append(_grouped([f"f{place}"], left, right, alone, f"n{place} BETWEEN 2 AND {alone}"))
        if field.comparison == "address":
            parts.append(_grouped([f"p{place}"], left, right, together))
    for one, two in _combined(con, fields, left):
        parts.append(_grouped([f"f{one}", f"f{two}"], left, right, together, f"n{one} > {alone} AND n{two} > {alone}"))
    parts += [_grouped(pair, left, right, together) for pair in _loose(fields)]
    union = " UNION ALL ".join(parts) or "SELECT 0 AS l, 0 AS r WHERE false"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT DISTINCT l, r FROM ({union})")
    return int(con.execute(f"SELECT count(*) FROM {into}").fetchall()[0][0])


def loosely(fields: Sequence[Field]) -> dict[int, list[int]]:
    """Which fields bring candidates only together with a part of the name: their place, and the name's."""
    name = _name(fields)
    if name is None:
        return {}
    return {place: [name] for place, field in enumerate(fields) if field.comparison in ("date", "key", "address")}


def _name(fields: Sequence[Field]) -> int | None:
    return next((place for place, field in enumerate(fields) if field.comparison in ("company", "person")), None)


def newcomers(con: DuckDBPyConnection, fields: Sequence[Field], held: str, new: str, rows: int) -> None:
    """Write `pairs` (l, r) of rows of `new` with rows of `held` and with each other, without grouping `held` whole."""
    together = TOGETHER[rows > LARGE]
    keys = [[f"f{place}"] for place, field in enumerate(fields) if field.comparison != "number"]
    keys += [[f"p{place}"] for place, field in enumerate(fields) if field.comparison == "address"]
    keys += [[f"f{one}", f"f{two}"] for one, two in _combined(con, fields, new)]
    keys += _loose(fields)
    parts = []
    for columns in keys:
        listed = ", ".join(columns)
        near = f"(SELECT * FROM {held} WHERE ({listed}) IN (SELECT ({listed}) FROM {new}))"
        parts += [_grouped(columns, near, new, together), _grouped(columns, new, None, together)]
    con.execute(f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT DISTINCT l, r FROM ({' UNION ALL '.join(parts)})")


def _loose(fields: Sequence[Field]) -> list[list[str]]:
    """Keys that a slip in the name survives: its first or last letter, or the area, with a date or number."""
    name = _name(fields)
    areas = [f"d{place}" for place, field in enumerate(fields) if field.comparison == "address"]
    dates = [f"f{place}" for place, field in enumerate(fields) if field.comparison in ("date", "key")]
    keys = [[date, area] for date in dates for area in areas]
    if name is not None:
        ends = [f"f{name}[1]", f"f{name}[-1]"]
        keys += [[date, end] for date in dates for end in ends] + [[f"o{name}", area] for area in areas]
    return keys


def _grouped(columns: Sequence[str], left: str, right: str | None, limit: int, where: str = "true") -> str:
    """Pairs of rows with the same values, where not more than `limit` rows of a side have them."""
    listed = ", ".join(f"{column} AS k{place}" for place, column in enumerate(columns))
    names = ", ".join(f"k{place}" for place in range(len(columns)))
    there = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    groups = (
        f"SELECT {listed}, list(row) AS rows FROM {{}} WHERE {there} AND {where}"
        f" GROUP BY ALL HAVING count(*) BETWEEN {{}} AND {limit}"
    )
    if right is None:
        one = f"SELECT rows, unnest(rows) AS l FROM ({groups.format(left, 2)})"
        return f"SELECT * FROM (SELECT l, unnest(rows) AS r FROM ({one})) WHERE l < r"
    mine, theirs = groups.format(left, 1), groups.format(right, 1)
    both = f"SELECT unnest(a.rows) AS l, b.rows AS others FROM ({mine}) AS a JOIN ({theirs}) AS b USING ({names})"
    return f"SELECT l, unnest(others) AS r FROM ({both})"


def _combined(con: DuckDBPyConnection, fields: Sequence[Field], left: str) -> list[tuple[int, int]]:
    counted = ", ".join(f"approx_count_distinct(f{place})" for place in range(len(fields)))
    variety = con.execute(f"SELECT {counted} FROM {left}").fetchall()[0]
    ranked = sorted(range(len(fields)), key=lambda place: -variety[place])[:SELECTIVE]
    return list(combinations(sorted(ranked), 2))
