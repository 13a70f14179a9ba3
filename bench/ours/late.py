"""Rows that come later: `build FOLDER INDEX` keeps what matching left.csv taught, `join FOLDER INDEX` adds late.csv."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

from bench.matching import scoring


def build(folder: Path, kept: Path) -> None:
    from jangbu.engines.quality.matching import MatchIndex  # noqa: PLC0415  # importing it is part of the time

    began = time.perf_counter()
    index, _matches = MatchIndex.build(folder / "left.csv")
    with index:
        index.save(kept)
    print(json.dumps({"seconds": time.perf_counter() - began}))


def join(folder: Path, kept: Path) -> None:
    """Opens the index and updates its groups. The copy, so that each turn starts from the same index, is not timed."""
    copy = kept.with_suffix(".copy")
    shutil.copy(kept, copy)
    began = time.perf_counter()
    from jangbu.engines.quality.matching import MatchIndex  # noqa: PLC0415

    with MatchIndex.open(copy) as index:
        joined = index.add(folder / "late.csv")
    seconds = time.perf_counter() - began
    copy.unlink()
    entities = scoring.entities_of(folder) + scoring.entities_of(folder, "late_truth.csv")
    print(json.dumps({"seconds": seconds, **scoring.of_clusters(joined.clusters, entities, joined.first)}))


if __name__ == "__main__":
    {"build": build, "join": join}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
