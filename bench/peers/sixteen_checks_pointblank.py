"""The sixteen checks in Pointblank on polars, with its extracts of failing rows."""

from __future__ import annotations

import datetime
import json
import sys
import time
from typing import Any

import pointblank  # type: ignore[import-not-found]  # in .venv-bench
import polars  # type: ignore[import-not-found]  # in .venv-bench

from bench.peers.sixteen import CHECKS


def bound(column: str, text: str) -> Any:
    return datetime.date.fromisoformat(text) if column.endswith("date") else float(text)


def told(plan: Any, kind: str, column: str, values: tuple[str, ...]) -> Any:
    if kind == "unique":
        return plan.rows_distinct(columns_subset=[column])
    if kind == "required":
        return plan.col_vals_not_null(columns=column)
    if kind == "pattern":
        return plan.col_vals_regex(columns=column, pattern=values[0], na_pass=True)
    if kind == "range":
        low, high = (bound(column, value) for value in values)
        return plan.col_vals_between(columns=column, left=low, right=high, na_pass=True)
    if kind == "order":
        return plan.col_vals_le(columns=column, value=pointblank.col(values[0]), na_pass=True)
    return plan.col_vals_in_set(columns=column, set=list(values))


began = time.perf_counter()
plan = pointblank.Validate(polars.read_csv(sys.argv[1], try_parse_dates=True))
for each in CHECKS:
    plan = told(plan, *each)
done = plan.interrogate(collect_extracts=True, get_first_n=5)
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "failing": [int(count) for count in done.n_failed().values()]}))
