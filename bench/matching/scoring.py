"""Precision, recall and F1 over pairs of rows. Plain Python: it runs in either environment."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

Pairs = set[tuple[int, int]]


def entities_of(folder: Path, name: str = "truth.csv") -> list[str]:
    """Entity of each row of a set of one table."""
    with (folder / name).open(encoding="utf-8") as file:
        return [line["entity"] for line in csv.DictReader(file)]


def partners_of(folder: Path) -> Pairs:
    """True pairs (left row, right row) of a set of two tables."""
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        return {(int(line["left"]), int(line["right"])) for line in csv.DictReader(file)}


def figures(hits: int, found: int, true: int) -> dict[str, float]:
    precision, recall = hits / max(found, 1), hits / max(true, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * hits / max(found + true, 1)}


def couples(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def of_links(pairs: Iterable[tuple[int, int]], true: Pairs) -> dict[str, float]:
    found = set(pairs)
    return figures(len(found & true), len(found), len(true))


def of_pairs(pairs: Iterable[tuple[int, int]], entities: Sequence[str], first: int = 0) -> dict[str, float]:
    """Pairs of one table, each counted once whichever way round; with `first`, those that have a row from it on."""
    found = {(min(pair), max(pair)) for pair in pairs if max(pair) >= first}
    hits = sum(entities[one] == entities[two] for one, two in found)
    return figures(hits, len(found), with_new_rows(entities, first))


def of_clusters(clusters: Iterable[Sequence[int]], entities: Sequence[str], first: int = 0) -> dict[str, float]:
    """Every two rows of a cluster are a pair; with `first`, those that have a row from it on."""
    hits = found = 0
    for rows in clusters:
        old = [row for row in rows if row < first]
        found += couples([len(rows)]) - couples([len(old)])
        hits += couples(Counter(entities[row] for row in rows).values())
        hits -= couples(Counter(entities[row] for row in old).values())
    return figures(hits, found, with_new_rows(entities, first))


def with_new_rows(entities: Sequence[str], first: int) -> int:
    """True pairs that have a row from `first` on."""
    return couples(Counter(entities).values()) - couples(Counter(entities[:first]).values())


def best_of(scored: Iterable[tuple[float, dict[str, float]]]) -> dict[str, float]:
    """The threshold that would have been best, chosen with the truth in hand: a favour done to the peer."""
    threshold, chosen = max(scored, key=lambda each: each[1]["f1"])
    return {**chosen, "threshold": threshold}
