"""How often the nominal 90 % interval holds the truth, how far its middle is off, and what a series costs."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.effects.habits import Bounds, matched_t, newey_west
from bench.effects.simulate import PLAIN, SCENARIOS, TRUTH, Floats, Simulated, simulate
from bench.rows import Row
from bench.turns import in_turns, peer
from jangbu.engines.value import effect

Report = Callable[[Row], None]
SERIES = 2000
GIVEN_TO_PEERS = 200
HERE = {"same-weekday t": matched_t, "OLS Newey-West": newey_west}
PORT, PORT_CONTROL = "CausalImpact port", "CausalImpact port, control"


def ours(data: Simulated, *, control: bool) -> Bounds:
    """low, middle and high of the ratio from the product's own `effect`, everything it does included."""
    beside = data.beside() if control else None
    found = effect(data.pairs(), start=data.dates[data.before], control=beside, washout=0, holidays=data.closed).ratio
    return found.low, found.mid, found.high


def run(report: Report, *, quick: bool, seed: int) -> None:
    series = 100 if quick else SERIES
    kept: dict[str, list[dict[str, Any]]] = {}
    spent = []
    for scenario in SCENARIOS:
        found, milliseconds, some = _measured(scenario, series, seed)
        kept[scenario] = some
        spent.append(milliseconds)
        for name, rows in found.items():
            if name.startswith("ours"):
                continue
            report(_row(f"coverage, {scenario}", name, _held(rows), _held(found["ours"]), "share"))
        plain, beside = found["ours"], found["ours, control"]
        report(_row(f"coverage with a control, {scenario}", "nominal", 0.9, _held(beside), "share"))
        for what, rows in (("absolute bias", plain), ("absolute bias with a control", beside)):
            report(_row(f"{what}, {scenario}", "OLS Newey-West", _bias(found["OLS Newey-West"]), _bias(rows), "points"))
        wide = _width(plain)
        report(_row(f"median width, {scenario}", "OLS Newey-West", _width(found["OLS Newey-West"]), wide, "points"))
    report(_row("cpu per series, everything", "CausalImpact port, facts", 34.0, float(np.mean(spent)), "ms"))
    _beside_peers(report, kept, 20 if quick else GIVEN_TO_PEERS)


def _measured(scenario: str, series: int, seed: int) -> tuple[dict[str, Floats], float, list[dict[str, Any]]]:
    """For each method (series, 3) bounds; our cpu milliseconds a series; and the first series as plain data."""
    rng = np.random.default_rng([seed, SCENARIOS.index(scenario)])
    found: dict[str, list[Bounds]] = {name: [] for name in ("ours", "ours, control", *HERE)}
    spent, some = 0.0, []
    for i in range(series):
        data = simulate(scenario, rng)
        began = time.process_time()
        found["ours"].append(ours(data, control=False))
        spent += time.process_time() - began
        found["ours, control"].append(ours(data, control=True))
        careful = data.without_known()
        for name, method in HERE.items():
            found[name].append(method(careful))
        if i < GIVEN_TO_PEERS:
            lists = {"day": careful.day.tolist(), "value": careful.value.tolist(), "control": careful.control.tolist()}
            some.append({**lists, "before": careful.before})
    return {name: np.array(rows) for name, rows in found.items()}, 1000 * spent / series, some


def _beside_peers(report: Report, kept: dict[str, list[dict[str, Any]]], most: int) -> None:
    """The peers' own environment reads the same series; ours are measured on those alone."""
    with tempfile.TemporaryDirectory() as folder:
        told = {scenario: series[:most] for scenario, series in kept.items()}
        (Path(folder) / "pilots.json").write_text(json.dumps(told), "utf-8")
        turns = in_turns({"peers": peer("pilots", folder)}, 1)
    if "peers" not in turns:
        return
    for key, answer in turns["peers"].told.items():
        name, scenario = key.split("/")
        if not answer["bounds"] or (name != PORT and scenario not in PLAIN and "UCM" in name):
            continue
        bounds = np.array(answer["bounds"])
        control = name in (PORT_CONTROL, "linearmodels DiD")
        same = np.array([ours(_again(each), control=control) for each in told[scenario][: len(bounds)]])
        what = f"coverage{' with a control' if control else ''}, {scenario}"
        report(_row(f"{what}, same {len(bounds)} series", name, _held(bounds), _held(same), "share"))
        if scenario == "ar3":
            report(_row("peer's cpu per series", name, answer["ms"], 0.0, "ms"))


def _again(told: dict[str, Any]) -> Simulated:
    return Simulated(np.array(told["day"]), np.array(told["value"]), np.array(told["control"]), told["before"])


def _held(bounds: Floats) -> float:
    return float(((bounds[:, 0] <= TRUTH) & (bounds[:, 2] >= TRUTH)).mean())


def _bias(bounds: Floats) -> float:
    return abs(100 * float(bounds[:, 1].mean() - TRUTH))


def _width(bounds: Floats) -> float:
    return 100 * float(np.median(bounds[:, 2] - bounds[:, 0]))


def _row(what: str, name: str, theirs: float, mine: float, unit: str) -> Row:
    return Row(what, name, round(theirs, 4), round(mine, 4), round(mine / theirs, 3) if theirs else 0.0, unit)
