"""CausalImpact's Rust port, statsmodels and linearmodels on simulated pilots. Argument: a folder with pilots.json."""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]  # in .venv-bench

Series = dict[str, Any]
LEVEL = 0.9


def frame(told: Series) -> pd.DataFrame:
    days = pd.Timestamp("2031-01-06") + pd.to_timedelta(told["day"], unit="D")
    return pd.DataFrame({"y": told["value"], "x": told["control"]}, index=pd.DatetimeIndex(days))


def causal_impact(told: Series, *, control: bool) -> list[float]:
    """Weekly season; the ratio from the mean of the pilot and the interval of the absolute effect."""
    from causal_impact import CausalImpact, ModelOptions  # type: ignore[import-not-found]  # noqa: PLC0415

    data = frame(told)[["y", "x"] if control else ["y"]]
    data.index = pd.date_range("2031-01-06", periods=len(data))  # the port wants days without gaps
    before = told["before"]
    pre, post = [data.index[0], data.index[before - 1]], [data.index[before], data.index[-1]]
    found = CausalImpact(data, pre, post, model_args=ModelOptions(nseasons=7, seed=1), alpha=1 - LEVEL).summary_stats
    actual = float(np.mean(told["value"][before:]))
    effects = found["ci_lower"], found["point_effect_mean"], found["ci_upper"]
    return [actual / (actual - each) for each in effects]


def unobserved_components(told: Series) -> list[float]:
    """Local level, weekday dummies and the step, fitted together."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents  # type: ignore # noqa: PLC0415

    day = np.array(told["day"])
    step = (np.arange(len(day)) >= told["before"]).astype(float)
    columns = np.column_stack([*[(day % 7 == w).astype(float) for w in range(6)], step])
    fitted = UnobservedComponents(np.log(told["value"]), "llevel", exog=columns).fit(disp=False)
    return [float(np.exp(bound)) for bound in step_bounds(fitted.params[-1], fitted.bse[-1])]


def panel(told: Series) -> list[float]:
    """Difference in differences on the two logs, days and series as effects, errors clustered by series and day."""
    from linearmodels.panel import PanelOLS  # type: ignore[import-not-found]  # noqa: PLC0415

    n = len(told["day"])
    after = np.arange(n) >= told["before"]
    data = pd.DataFrame(
        {
            "entity": np.repeat([0, 1], n),
            "time": np.tile(told["day"], 2),
            "y": np.log(np.concatenate([told["value"], told["control"]])),
            "step": np.concatenate([after, np.zeros(n)]).astype(float),
        }
    ).set_index(["entity", "time"])
    fitted = PanelOLS(data["y"], data[["step"]], entity_effects=True, time_effects=True).fit(
        cov_type="kernel", kernel="newey-west"
    )
    return [float(np.exp(bound)) for bound in step_bounds(fitted.params["step"], fitted.std_errors["step"])]


def step_bounds(centre: float, error: float) -> list[float]:
    return [centre - 1.645 * error, centre, centre + 1.645 * error]


METHODS: dict[str, tuple[Callable[[Series], list[float]], int]] = {
    "CausalImpact port": (lambda told: causal_impact(told, control=False), 200),
    "CausalImpact port, control": (lambda told: causal_impact(told, control=True), 200),
    "statsmodels UCM": (unobserved_components, 60),
    "linearmodels DiD": (panel, 200),
}


def main(folder: Path) -> None:
    warnings.filterwarnings("ignore")
    told: dict[str, list[Series]] = json.loads((folder / "pilots.json").read_text("utf-8"))
    answers: dict[str, Any] = {}
    for name, (method, most) in METHODS.items():
        method(next(iter(told.values()))[0])  # imports are not timed
        for scenario, series in told.items():
            began = time.process_time()
            bounds = []
            for each in series[:most]:
                try:
                    bounds.append(method(each))
                except (ValueError, ArithmeticError, np.linalg.LinAlgError):
                    continue
            spent = 1000 * (time.process_time() - began) / max(1, len(series[:most]))
            answers[f"{name}/{scenario}"] = {"bounds": bounds, "ms": spent}
    print(json.dumps(answers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
