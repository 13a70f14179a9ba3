"""Splink on febrl 1-3, with the comparisons its own febrl tutorials use."""

from __future__ import annotations

import sys
from pathlib import Path

import splink.comparison_library as cl  # type: ignore[import-not-found]  # in .venv-bench

from bench.peers.splink_run import Model, run

MODEL: Model = {
    "comparisons": [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number"),
        cl.JaroWinklerAtThresholds("address_1", [0.9, 0.75]),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ],
    "blocking": [("soc_sec_id",), ("date_of_birth",), ("surname",), ("given_name",), ("postcode",), ("address_1",)],
    "deterministic": [("soc_sec_id",), ("given_name", "surname", "date_of_birth")],
    "em": [("date_of_birth",), ("surname",), ("soc_sec_id",)],
}

if __name__ == "__main__":
    run(Path(sys.argv[1]), MODEL)
