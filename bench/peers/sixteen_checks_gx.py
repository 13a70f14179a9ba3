"""The sixteen checks in Great Expectations on pandas, with its partial lists of failing values."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import great_expectations as gx  # type: ignore[import-not-found]  # in .venv-bench
import pandas  # type: ignore[import-untyped]
from great_expectations import expectations as gxe

from bench.peers.sixteen import CHECKS


def bound(column: str, text: str) -> Any:
    return pandas.Timestamp(text) if column.endswith("date") else float(text)


def told(kind: str, column: str, values: tuple[str, ...]) -> Any:
    if kind == "unique":
        return gxe.ExpectColumnValuesToBeUnique(column=column)
    if kind == "required":
        return gxe.ExpectColumnValuesToNotBeNull(column=column)
    if kind == "pattern":
        return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=values[0])
    if kind == "range":
        low, high = (bound(column, value) for value in values)
        return gxe.ExpectColumnValuesToBeBetween(column=column, min_value=low, max_value=high)
    if kind == "order":
        return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A=values[0], column_B=column, or_equal=True, ignore_row_if="either_value_is_missing"
        )
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values))


began = time.perf_counter()
table = pandas.read_csv(sys.argv[1], parse_dates=["order_date", "ship_date"])
context = gx.get_context(mode="ephemeral")
asset = context.data_sources.add_pandas("files").add_dataframe_asset("orders")
batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": table})
suite = gx.ExpectationSuite("sixteen", expectations=[told(*each) for each in CHECKS])
done = batch.validate(suite)
seconds = time.perf_counter() - began
counts = [int(result.result["unexpected_count"]) for result in done.results]
print(json.dumps({"seconds": seconds, "failing": counts}))
