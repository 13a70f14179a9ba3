"""Splink 5 as its documentation has it: estimate the prior, u by sampling, m by EM, then predict. DuckDB below."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # type: ignore[import-not-found]  # in .venv-bench

from bench.matching import scoring

THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999)
Model = dict[str, Any]  # comparisons, blocking, deterministic, em: as splink_febrl gives them


def run(folder: Path, model: Model, clean: Sequence[str] = ("*", "*"), first: int = 0) -> None:
    """Match left.csv (and right.csv) and print the figures at the best of five thresholds.

    `clean` is the SELECT list of each table; with `first`, only pairs that have a row from it on are scored.
    """
    began = time.perf_counter()
    con = duckdb.connect()
    linked = (folder / "right.csv").exists()
    for name, columns in zip(("left", "right") if linked else ("left",), clean, strict=False):
        file = str(folder / f"{name}.csv")
        rows = f"SELECT row_number() OVER () - 1 AS row, * FROM read_csv('{file}', all_varchar=true, header=true)"
        con.execute(f"CREATE TABLE {name}_table AS SELECT row, '{name}' AS side, {columns} FROM ({rows})")
    found = predicted(con, model, linked)
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {"seconds": seconds, **scoring.best_of((t, scored(folder, found(t), linked, first)) for t in THRESHOLDS)}
        )
    )


def scored(folder: Path, pairs: list[tuple[int, int]], linked: bool, first: int) -> dict[str, float]:
    if linked:
        return scoring.of_links(pairs, scoring.partners_of(folder))
    return scoring.of_pairs(pairs, scoring.entities_of(folder), first)


def predicted(con: duckdb.DuckDBPyConnection, model: Model, linked: bool) -> Callable[[float], list[tuple[int, int]]]:
    """The pairs from a probability on."""
    api = DuckDBAPI(con)
    settings = SettingsCreator(
        link_type="link_only" if linked else "dedupe_only",
        unique_id_column_name="row",
        source_dataset_column_name="side",
        comparisons=model["comparisons"],
        blocking_rules_to_generate_predictions=rules(model["blocking"]),
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    names = ("left", "right") if linked else ("left",)
    tables = [api.register(f"{name}_table", dataset_display_name=name) for name in names]
    linker = Linker(tables if linked else tables[0], settings, log_level=40)
    training = linker.training
    training.estimate_probability_two_random_records_match(rules(model["deterministic"]), recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=model.get("max_pairs", 1e6), seed=1)
    for columns in rules(model["em"]):
        training.estimate_parameters_using_expectation_maximisation(columns)
    edges = linker.inference.predict(threshold_match_probability=min(THRESHOLDS)).physical_name

    def above(threshold: float) -> list[tuple[int, int]]:
        order = (
            "row_l, row_r"
            if not linked
            else (
                "CASE side_l WHEN 'left' THEN row_l ELSE row_r END, CASE side_l WHEN 'left' THEN row_r ELSE row_l END"
            )
        )
        return con.execute(f"SELECT {order} FROM {edges} WHERE match_probability >= {threshold}").fetchall()

    return above


def rules(columns: Sequence[Sequence[str]]) -> list[Any]:
    return [block_on(*each) for each in columns]
