"""Our side: `python -m bench.ours.match FOLDER` matches left.csv (and right.csv) without a word of configuration."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.matching import scoring


def main(folder: Path) -> None:
    from jangbu.engines.quality.matching import match  # noqa: PLC0415  # importing it is part of the process's wall

    right = folder / "right.csv"
    began = time.perf_counter()
    matches = match(folder / "left.csv", right if right.exists() else None)
    seconds = time.perf_counter() - began
    if right.exists():
        scores = scoring.of_links(((pair.left, pair.right) for pair in matches.pairs), scoring.partners_of(folder))
    else:
        scores = scoring.of_clusters(matches.clusters, scoring.entities_of(folder))
    print(json.dumps({"seconds": seconds, "threshold": matches.threshold, **scores}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
