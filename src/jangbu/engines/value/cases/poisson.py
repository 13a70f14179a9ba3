"""Poisson pseudo-likelihood of a mean with dummies for strata and agents: the cross-check of the stratified ratio.

Consistent for the ratio of means whatever the shape of the values (Gourieroux, Monfort and Trognon, "Pseudo maximum
likelihood methods", Econometrica 52, 1984); errors are robust, by day where days are known.
"""

from __future__ import annotations

import numpy as np

from jangbu.engines.value.cases.reading import Ints
from jangbu.engines.value.student import Floats

STEPS = 25


def log_ratio(value: Floats, after: Floats, factors: list[Ints], cluster: Ints) -> tuple[float, float] | None:
    """(log ratio, its standard error) of `after` with a dummy for every level of each factor; None if it fails."""
    columns = [np.ones(len(value)), after]
    for codes in factors:
        columns += [(codes == level).astype(np.float64) for level in np.unique(codes)[1:]]
    x = np.column_stack(columns)
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(max(value.mean(), 1e-12))
    for _ in range(STEPS):
        mean = np.exp(np.clip(x @ beta, -30, 30))
        step = np.linalg.lstsq(x.T @ (x * mean[:, None]), x.T @ (value - mean), rcond=1e-10)[0]
        beta += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    else:
        return None
    mean = np.exp(np.clip(x @ beta, -30, 30))
    bread = np.linalg.pinv(x.T @ (x * mean[:, None]))
    scores = x * (value - mean)[:, None]
    groups = np.unique(cluster, return_inverse=True)[1].ravel()
    count = int(groups.max()) + 1
    summed = np.zeros((count, x.shape[1]))
    np.add.at(summed, groups, scores)
    meat = summed.T @ summed * count / max(1, count - 1)
    variance = float((bread @ meat @ bread)[1, 1])
    return (float(beta[1]), float(np.sqrt(variance))) if variance > 0 else None
