"""Splink on the public sets of two tables whose columns are alike: restaurants and papers."""

from __future__ import annotations

import sys
from pathlib import Path

import splink.comparison_library as cl  # type: ignore[import-not-found]  # in .venv-bench

from bench.peers.splink_run import Model, run

NEAR = [0.92, 0.8]
MODELS: dict[str, Model] = {
    "fodors_zagats": {
        "comparisons": [
            cl.JaroWinklerAtThresholds("name", NEAR),
            cl.JaroWinklerAtThresholds("addr", NEAR),
            cl.JaroWinklerAtThresholds("city", NEAR),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
        ],
        "blocking": [("phone",), ("substr(name, 1, 5)",), ("substr(addr, 1, 8)",)],
        "deterministic": [("name", "phone"), ("addr", "phone")],
        "em": [("phone",), ("name",)],
    },
    "dblp_acm": {
        "comparisons": [
            cl.JaroWinklerAtThresholds("title", [0.95, 0.88]),
            cl.JaroWinklerAtThresholds("authors", [0.95, 0.85]),
            cl.ExactMatch("year"),
        ],
        "blocking": [("substr(title, 1, 12)",), ("substr(authors, 1, 12)", "year")],
        "deterministic": [("title", "year")],
        "em": [("title",), ("authors",)],
    },
}
CLEANING = {
    "fodors_zagats": ["* REPLACE (regexp_replace(phone, '[^0-9]', '', 'g') AS phone)"] * 2,
    "dblp_acm": ["lower(title) AS title, lower(authors) AS authors, substr(year, 1, 4) AS year"] * 2,
}

if __name__ == "__main__":
    which, where = sys.argv[1:3]
    run(Path(where), MODELS[which], CLEANING[which])
