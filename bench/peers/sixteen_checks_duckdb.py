"""Sixteen checks in one hand-written scan: what the engine below us allows."""

from __future__ import annotations

import json
import sys
import time

began = time.perf_counter()  # importing is part of the wall, as on our side
import duckdb  # noqa: E402

from bench.peers.sixteen import CHECKS  # noqa: E402


def failing(kind: str, column: str, told: tuple[str, ...]) -> str:
    """The count of failing rows as an aggregate; NULL fails `required` only."""
    if kind == "unique":
        return f"count({column}) - count(DISTINCT {column})"
    listed = ", ".join(f"'{value}'" for value in told)
    return "count_if({})".format(
        {
            "required": f"{column} IS NULL",
            "pattern": f"NOT regexp_matches({column}, '{told[0] if told else ''}')",
            "range": f"{column} NOT BETWEEN '{told[0]}' AND '{told[-1]}'" if told else "",
            "order": f"{column} > {told[0] if told else column}",
            "allowed": f"{column} NOT IN ({listed})",
        }[kind]
    )


asked = ", ".join(failing(*each) for each in CHECKS)
counts = duckdb.execute(f"SELECT {asked} FROM read_csv('{sys.argv[1]}')").fetchall()[0]
print(json.dumps({"seconds": time.perf_counter() - began, "failing": counts}))
