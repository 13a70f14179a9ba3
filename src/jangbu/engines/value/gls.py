"""One regression coefficient with the autocorrelation of the errors integrated out, exactly on a grid.

Errors have covariance sigma^2 H(rho, w), H_ij = (1 - w) rho^|t_i - t_j| + w [i = j]: an AR(1) level plus a nugget of
daily noise. R, the AR(1) part, has a tridiagonal inverse T at any spacing of days, and H = R M with
M = (1 - w) I + w T, so H^-1 = M^-1 T costs O(n) instead of a Cholesky factor. All grid points are solved side by side.

Everything a pilot needs (the step, the step without the last week, a fake step on every baseline day) is a sub-block of
one Gram matrix under H^-1. The family of models, its grid and the shrunk slope follow Chib, "Bayes regression with
autoregressive errors", Journal of Econometrics 58 (1993), with the grid in place of Gibbs draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.value import student
from jangbu.engines.value.student import Floats

Ints = NDArray[np.int64]

RHOS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97, 0.99)
NUGGETS = (0.0, 0.3, 0.6, 0.85)
INDEPENDENT = 3.0  # prior weight of days that do not depend on each other, over that of any other rho
RHO: Floats = np.repeat(np.array(RHOS), len(NUGGETS))
NUGGET: Floats = np.tile(np.array(NUGGETS), len(RHOS))


@dataclass(frozen=True)
class Gram:
    """Cross-products of m columns over n days under each of the K error models.

    products (K, m, m); log_det (K,) of H; log_prior (K,) of the models; days n.
    """

    products: Floats
    log_det: Floats
    log_prior: Floats
    days: int


@dataclass(frozen=True)
class Mixture:
    """A weighted mixture of Student t: centre (K,), spread (K,), weight (K,) summing to 1, one df for all."""

    centre: Floats
    spread: Floats
    weight: Floats
    df: float

    def cdf(self, x: float) -> float:
        """P(coefficient <= x)."""
        return float(self.weight @ student.cdf((x - self.centre) / self.spread, self.df))

    def quantile(self, p: float) -> float:
        """The x with P(coefficient <= x) = p, to 1e-9 in probability: regula falsi, Illinois variant."""
        reach = self.sd() / 4
        x = self.mean() + 4 * reach * student.quantile(p, self.df)
        low, high = x - reach, x + reach
        below, above = self.cdf(low) - p, self.cdf(high) - p
        while below > 0:
            low -= reach
            below = self.cdf(low) - p
            reach *= 2
        while above < 0:
            high += reach
            above = self.cdf(high) - p
            reach *= 2
        side = 0
        for _ in range(60):
            x = (low * above - high * below) / (above - below) if above > below else (low + high) / 2
            miss = self.cdf(x) - p
            if abs(miss) < 1e-9 or high - low < 1e-12 * reach:
                break
            if miss < 0:  # a bound kept twice in a row weighs half, or it would never move
                low, below, above, side = x, miss, above / 2 if side < 0 else above, -1
            else:
                high, above, below, side = x, miss, below / 2 if side > 0 else below, 1
        return x

    def mean(self) -> float:
        return float(self.weight @ self.centre)

    def sd(self) -> float:
        """The spread of the mixture: root of the mean square spread plus the variance of the centres."""
        return float(np.sqrt(self.weight @ (self.spread**2 + (self.centre - self.mean()) ** 2)))


def gram(days: Ints, columns: Floats, rho: Floats = RHO, nugget: Floats = NUGGET) -> Gram:
    """Columns (n, m) crossed under H^-1 of `days` (n,) in ascending order, for K pairs of rho and nugget (K,)."""
    gap = np.diff(days).astype(np.float64)
    link = rho[None, :] ** gap[:, None]  # (n - 1, K); 0 ** gap is 0: independent days
    free = 1.0 - link**2
    diagonal = np.ones((len(days), len(rho)))
    diagonal[1:] = 1.0 / free
    diagonal[:-1] += link**2 / free
    beside = -link / free
    steps = columns[:, None, :]
    right = diagonal[:, :, None] * steps  # T times columns, (n, K, m)
    right[1:] += beside[:, :, None] * steps[:-1]
    right[:-1] += beside[:, :, None] * steps[1:]
    diagonal = (1.0 - nugget) + nugget * diagonal
    log_m = _solve(diagonal, nugget * beside, right)
    products = np.einsum("ni,nkj->kij", columns, right, optimize=True)
    log_prior = np.where(rho == 0, np.log(INDEPENDENT), 0.0)
    return Gram(products, log_m + np.log(free).sum(axis=0), log_prior, len(days))


def _solve(diagonal: Floats, beside: Floats, right: Floats) -> Floats:
    """Solve M G = right in place for symmetric tridiagonal M (Thomas); returns log|M| (K,)."""
    pivot = diagonal.copy()
    factor = np.empty_like(beside)
    for i in range(len(beside)):
        np.divide(beside[i], pivot[i], out=factor[i])
        pivot[i + 1] -= factor[i] * beside[i]
        right[i + 1] -= factor[i][:, None] * right[i]
    right /= pivot[:, :, None]
    for i in range(len(beside) - 1, -1, -1):
        right[i] -= factor[i][:, None] * right[i + 1]
    log_det: Floats = np.log(pivot).sum(axis=0)
    return log_det


@dataclass(frozen=True)
class Fit:
    """For J target columns, each with the common ones: centre, spread, weight (K, J); coefficients (K, c) of the
    common columns with the first target in; df."""

    centre: Floats
    spread: Floats
    weight: Floats
    coefficients: Floats
    df: float

    def below_zero(self) -> Floats:
        """P(coefficient <= 0) of each target; (J,)."""
        below: Floats = (self.weight * student.cdf(-self.centre / self.spread, self.df)).sum(axis=0)
        return below

    def mixture(self, target: int = 0) -> Mixture:
        return Mixture(self.centre[:, target], self.spread[:, target], self.weight[:, target], self.df)


def fit(crossed: Gram, common: list[int], targets: list[int], y: int, *, shrunk: tuple[int, float] | None) -> Fit:
    """Regress column `y` on the `common` columns and, one at a time, each target.

    `shrunk` is (column, precision in units of 1 / sigma^2): a normal prior at zero on one common column.
    """
    products = crossed.products
    inner = products[:, common][:, :, common].copy()
    if shrunk is not None:
        place = common.index(shrunk[0])
        inner[:, place, place] += shrunk[1]
    seen = products[:, common][:, :, [*targets, y]]
    solved = np.linalg.solve(inner, seen) if common else seen
    target_diagonal = products[:, targets, targets]
    ss = target_diagonal - np.einsum("kcj,kcj->kj", seen[:, :, :-1], solved[:, :, :-1])
    sy = products[:, targets, y] - np.einsum("kcj,kc->kj", seen[:, :, :-1], solved[:, :, -1])
    yy = products[:, y, y] - np.einsum("kc,kc->k", seen[:, :, -1], solved[:, :, -1])
    ss = np.maximum(ss, 1e-12)  # a target that the common columns already explain tells nothing: a spread without end
    centre = sy / ss
    rest = np.maximum(yy[:, None] - sy * centre, 1e-300)
    df = float(crossed.days - len(common) - 1)
    log_inner = np.linalg.slogdet(inner)[1] if common else np.zeros(len(products))
    log_weight = (
        (crossed.log_prior - 0.5 * (crossed.log_det + log_inner))[:, None] - 0.5 * np.log(ss) - 0.5 * df * np.log(rest)
    )
    weight = np.exp(log_weight - log_weight.max(axis=0))
    coefficients = solved[:, :, -1] - centre[:, :1] * solved[:, :, 0]
    return Fit(centre, np.sqrt(rest / df / ss), weight / weight.sum(axis=0), coefficients, df)


@dataclass(frozen=True)
class Noise:
    """What a stretch without any step tells of the errors: weight (K,) of the models, their variance (K,), df."""

    weight: Floats
    variance: Floats
    df: float


def noise(crossed: Gram, common: list[int], y: int, *, shrunk: tuple[int, float]) -> Noise:
    """Regress column `y` on the common columns alone; `shrunk` as in `fit`."""
    inner = crossed.products[:, common][:, :, common].copy()
    inner[:, common.index(shrunk[0]), common.index(shrunk[0])] += shrunk[1]
    seen = crossed.products[:, common, y]
    solved = np.linalg.solve(inner, seen[:, :, None])[:, :, 0]
    rest = np.maximum(crossed.products[:, y, y] - np.einsum("kc,kc->k", seen, solved), 1e-300)
    df = float(crossed.days - len(common))
    log_weight = crossed.log_prior - 0.5 * (crossed.log_det + np.linalg.slogdet(inner)[1] + df * np.log(rest))
    weight = np.exp(log_weight - log_weight.max())
    return Noise(weight / weight.sum(), rest / df, df)
