"""Published data with published answers; read where the shared folder has them, else skipped."""

from __future__ import annotations

import csv
from datetime import date

import numpy as np
import pytest

from jangbu.engines.value import effect, mean_effect
from tests.shared_data import DATA, needs_shared_data


def rows(name, delimiter=","):
    with (DATA / "value" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@needs_shared_data("value", "california_prop99.csv")
def test_prop_99_difference_in_differences_is_the_published_one():
    """Packs a head in California less the mean of 38 states, before and from 1989 on (data of Abadie et al. 2010)."""
    gaps: dict[int, list[list[float]]] = {}
    for row in rows("california_prop99.csv", ";"):
        sides = gaps.setdefault(int(row["Year"]), [[], []])
        sides[row["State"] == "California"].append(float(row["PacksPerCapita"]))
    gap = {year: np.mean(ours) - np.mean(others) for year, (others, ours) in gaps.items()}
    before, after = ([each for year, each in gap.items() if (year >= 1989) == later] for later in (False, True))
    found = mean_effect(before, after)
    assert found.difference.mid == pytest.approx(-27.35, abs=0.01)
    assert found.verdict == "less"


@needs_shared_data("value", "ci_volks_data.csv")
def test_vw_fell_by_about_a_quarter_against_its_peers():
    told = rows("ci_volks_data.csv", " ")
    start = date(2015, 9, 20)
    days = [date.fromisoformat(row["Date"]) for row in told]
    kept = [i for i, day in enumerate(days) if date(2013, 9, 1) <= day <= date(2016, 6, 30)]
    series = [(days[i], float(told[i]["VolksWagen"])) for i in kept]
    control = [(days[i], float(told[i]["BMW"])) for i in kept]
    found = effect(series, start=start, control=control, washout=0, holidays={})
    assert found.verdict == "less"
    assert found.ratio.mid == pytest.approx(0.74, abs=0.07)


@needs_shared_data("value", "ci_comparison_data.csv")
def test_the_comparison_fixture_is_not_significant_by_one_number_and_not_by_another():
    told = rows("ci_comparison_data.csv")
    days = [date.fromisoformat(row["DATE"]) for row in told]
    series = [(day, float(row["CHANGED"])) for day, row in zip(days, told, strict=True)]
    control = [(day, float(row["NOT_CHANGED_1"])) for day, row in zip(days, told, strict=True)]
    found = effect(series, start=days[int(len(days) * 0.7)], control=control, washout=0, holidays={})
    significant = not found.ratio.low <= 1 <= found.ratio.high
    assert significant == (found.verdict != "cannot_tell")
    assert significant == (not found.difference.low <= 0 <= found.difference.high)
    below = found.probability(1.0)
    assert significant == (below < (1 - found.level) / 2 or below > (1 + found.level) / 2)
    assert significant == ("알 수 없" not in found.sentence("ko"))
