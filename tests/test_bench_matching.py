"""The made customers of the matching benchmark, and the arithmetic both of its sides are judged by."""

import csv
from pathlib import Path

import numpy as np
import pytest
from bench.customers import making, write_customers, write_late
from bench.matching import scoring

SEED = 7


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("customers")
    write_customers(folder / "left.csv", folder / "truth.csv", 1600, 400, SEED)
    write_late(folder / "late.csv", folder / "late_truth.csv", 200, 1600, 400, SEED)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_seed_writes_one_file(files: Path, tmp_path: Path) -> None:
    write_customers(tmp_path / "again.csv", tmp_path / "truth.csv", 1600, 400, SEED)
    assert (tmp_path / "again.csv").read_bytes() == (files / "left.csv").read_bytes()
    assert (tmp_path / "truth.csv").read_bytes() == (files / "truth.csv").read_bytes()


def test_every_row_has_its_entity_and_every_entity_a_row(files: Path) -> None:
    entities = scoring.entities_of(files)
    assert len(entities) == len(rows(files / "left.csv")) == 2000
    assert len(set(entities)) == 1600


def test_late_rows_are_mostly_about_customers_already_there(files: Path) -> None:
    known, late = set(scoring.entities_of(files)), scoring.entities_of(files, "late_truth.csv")
    assert (len(late), sum(entity in known for entity in late)) == (200, 180)
    numbers = {row["id"] for row in rows(files / "left.csv")}
    assert not numbers & {row["id"] for row in rows(files / "late.csv")}


def test_a_copy_keeps_two_of_what_tells_a_customer() -> None:
    rng = np.random.default_rng(SEED)
    customers = making.population(rng, 3000)
    copies = making.copies_of(rng, customers, 3000)
    originals = customers[copies["entity"]]
    kept = sum(((copies[field] == originals[field]) & (copies[field] >= 0)).astype(int) for field in making.STRONG)
    given = sum((originals[field] >= 0).astype(int) for field in making.STRONG)
    assert (kept >= np.minimum(given, 2)).all()


def test_two_customers_share_a_business_number_only_as_sites_of_one_company() -> None:
    customers = making.population(np.random.default_rng(SEED), 20_000)
    own = customers["number"][(customers["number"] >= 0) & (customers["site"] == 0)]
    assert len(np.unique(own)) == len(own)
    digits = own[:, None] // 10 ** np.arange(9, -1, -1) % 10
    total = digits[:, :9] @ np.array([1, 3, 7, 1, 3, 7, 1, 3, 5]) + digits[:, 8] * 5 // 10
    assert ((total + digits[:, 9]) % 10 == 0).all()


def test_the_misleading_are_there() -> None:
    customers = making.population(np.random.default_rng(SEED), 20_000)
    people = customers[~customers["company"]]
    _names, counts = np.unique(people["surname"] * 10_000 + people["given"], return_counts=True)
    assert counts.max() > 50
    home = people[people["district"] >= 0]
    places = np.stack([home[field] for field in ("district", "road", "building", "unit", "phone")], axis=1)
    assert len(np.unique(places, axis=0)) < len(home) - 200
    assert (customers["site"] > 0).sum() > 200


def test_pairs_and_clusters_of_the_same_answer_score_the_same() -> None:
    entities = ["a", "a", "a", "b", "b", "c"]
    clusters = [(0, 1), (2, 3, 4)]
    pairs = [(1, 0), (2, 3), (2, 4), (4, 3)]
    assert scoring.of_clusters(clusters, entities) == scoring.of_pairs(pairs, entities)
    assert scoring.of_pairs(pairs, entities) == {"precision": 0.5, "recall": 0.5, "f1": 0.5}


def test_late_rows_are_scored_by_the_pairs_they_bring() -> None:
    entities = ["a", "a", "b", "a", "c"]
    assert scoring.of_clusters([(0, 1, 3), (2, 4)], entities, first=3)["recall"] == 1.0
    assert scoring.of_clusters([(0, 1, 3), (2, 4)], entities, first=3)["precision"] == pytest.approx(2 / 3)
    assert scoring.of_pairs([(0, 1), (1, 3)], entities, first=3) == scoring.figures(1, 1, 2)


def test_nothing_found_scores_nothing() -> None:
    assert scoring.of_links([], {(0, 1)}) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_the_best_threshold_is_the_one_with_the_best_f1() -> None:
    assert scoring.best_of([(0.5, {"f1": 0.8}), (0.9, {"f1": 0.9})]) == {"f1": 0.9, "threshold": 0.9}
