"""TF-IDF over letters in threes, all fields in one text, mutual best partners: strong, simple, no labels."""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]  # in .venv-bench

from bench.matching import scoring

THRESHOLDS = (0.3, 0.4)


def texts(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [" ".join(value for name, value in line.items() if name != "id") for line in csv.DictReader(file)]


def main(folder: Path) -> None:
    began = time.perf_counter()
    left, right = texts(folder / "left.csv"), texts(folder / "right.csv")
    weigh = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True).fit(left + right)
    closeness = (weigh.transform(left) @ weigh.transform(right).T).toarray()
    forth, back = closeness.argmax(1), closeness.argmax(0)
    mutual = np.flatnonzero(back[forth] == np.arange(len(left)))
    seconds = time.perf_counter() - began
    true = scoring.partners_of(folder)

    def at(threshold: float) -> dict[str, float]:
        rows = [row for row in mutual.tolist() if closeness[row, forth[row]] >= threshold]
        return scoring.of_links([(row, int(forth[row])) for row in rows], true)

    print(json.dumps({"seconds": seconds, **scoring.best_of((t, at(t)) for t in THRESHOLDS)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
