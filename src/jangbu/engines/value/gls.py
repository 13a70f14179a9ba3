"""Columns crossed under the inverse covariance of autocorrelated errors, for a whole grid of error models at once.

Errors have covariance sigma^2 H(rho, w), H_ij = (1 - w) rho^|t_i - t_j| + w [i = j]: an AR(1) level plus a nugget of
daily noise. R, the AR(1) part, has a tridiagonal inverse T at any spacing of days, and H = R M with
M = (1 - w) I + w T, so H^-1 = M^-1 T needs no Cholesky factor. Where no day is missing, T is a polynomial of the path
graph's Laplacian but for its two corners, so the cosine transform turns every M into a diagonal plus rank two and one
matrix product does the whole grid; with gaps the tridiagonal systems are solved side by side, day after day.

The family of models, with a grid in place of Gibbs draws, follows Chib, "Bayes regression with autoregressive errors",
Journal of Econometrics 58 (1993).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.value.mixture import Mixture
from jangbu.engines.value.prior import LOG_PRIOR, NUGGET, RHO, SHARPNESS
from jangbu.engines.value.student import Floats

Ints = NDArray[np.int64]
WIDEST = 400  # days up to which the cosine transform is kept ready


@dataclass(frozen=True)
class Gram:
    """Cross-products of m columns over n days under each of the K error models.

    products (K, m, m); log_det (K,) of H; log_prior (K,) of the models; days n.
    """

    products: Floats
    log_det: Floats
    log_prior: Floats
    days: int


def gram(
    days: Ints, columns: Floats, rho: Floats = RHO, nugget: Floats = NUGGET, log_prior: Floats | None = None
) -> Gram:
    """Columns (n, m) crossed under H^-1 of `days` (n,) in ascending order, for K pairs of rho and nugget (K,)."""
    if log_prior is None:
        log_prior = LOG_PRIOR if rho is RHO else np.zeros(len(rho))
    n = len(days)
    if 8 <= n <= WIDEST and days[-1] - days[0] == n - 1:
        products, log_det = _spectral(columns, rho, nugget)
    else:
        products, log_det = _tridiagonal(days, columns, rho, nugget)
    return Gram(products, log_det, log_prior, n)


@lru_cache(maxsize=64)
def _cosines(n: int) -> tuple[Floats, Floats]:
    """The orthonormal cosine transform (n, n), and the Laplacian's eigenvalues (n,)."""
    order = np.arange(n)
    transform = np.cos(np.pi / n * np.outer(order, order + 0.5)) * np.sqrt(2.0 / n)
    transform[0] /= np.sqrt(2.0)
    return transform, 4 * np.sin(np.pi * order / (2 * n)) ** 2


def _spectral(columns: Floats, rho: Floats, nugget: Floats) -> tuple[Floats, Floats]:
    """T (1 - rho^2) = (1 - rho)^2 I + rho L + rho (1 - rho) E, E the two corners; B holds E's columns, transformed."""
    n, m = columns.shape
    transform, laplace = _cosines(n)
    z = np.empty((n, m + 2))
    z[:, :m] = transform @ columns
    z[:, m], z[:, m + 1] = transform[:, 0], transform[:, -1]
    inverse = ((1 - rho) ** 2)[:, None] + rho[:, None] * laplace
    inverse /= (1 - rho**2)[:, None]
    diagonal = (1 - nugget)[:, None] + nugget[:, None] * inverse
    plain = nugget == 0
    weights = 1.0 / diagonal
    weights[plain] = inverse[plain]
    pairs = (z[:, :, None] * z[:, None, :]).reshape(n, (m + 2) ** 2)
    crossed = (weights @ pairs).reshape(-1, m + 2, m + 2)
    corner = nugget * rho / (1 + rho)
    found = crossed[:, :m, :m]
    side, ends = crossed[:, :m, m:], crossed[:, m:, m:]
    a, b = 1 + corner * ends[:, 0, 0], corner * ends[:, 0, 1]
    d = 1 + corner * ends[:, 1, 1]
    determinant = a * d - b * b
    inner = np.array([[d, -b], [-b, a]]).transpose(2, 0, 1) * (corner / determinant)[:, None, None]
    found = found - (side @ inner) @ side.transpose(0, 2, 1)
    share = np.where(plain, 1.0, nugget)
    whole = columns.T @ columns
    found = (whole - (1 - nugget)[:, None, None] * found) / share[:, None, None]
    if plain.any():
        ends_of = columns[[0, -1]]
        straight = crossed[plain, :m, :m] + (rho / (1 + rho))[plain, None, None] * (ends_of.T @ ends_of)
        found[plain] = straight
    log_m = np.where(plain, 0.0, np.log(diagonal).sum(axis=1) + np.log(determinant))
    return found, log_m + (n - 1) * np.log1p(-(rho**2))


def _tridiagonal(days: Ints, columns: Floats, rho: Floats, nugget: Floats) -> tuple[Floats, Floats]:
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
    products = (columns.T @ right.reshape(len(days), -1)).reshape(columns.shape[1], len(rho), -1).transpose(1, 0, 2)
    return products, log_m + np.log(free).sum(axis=0)


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
    """For J target columns, each with the common ones: centre, spread, weight (K, J); df."""

    centre: Floats
    spread: Floats
    weight: Floats
    df: float

    def mixture(self, target: int = 0) -> Mixture:
        return Mixture.of(self.centre[:, target], self.spread[:, target], self.weight[:, target], self.df)


def fit(
    crossed: Gram, common: list[int], targets: list[int], y: int, *, shrunk: tuple[int, float | Floats] | None
) -> Fit:
    """Regress column `y` on the `common` columns and, one at a time, each target.

    `shrunk` is (column, precision in units of 1 / sigma^2, one or one a model): a normal prior at zero on one column.
    """
    products = crossed.products
    inner = products[:, common][:, :, common].copy()
    log_prior = crossed.log_prior
    if shrunk is not None:
        place = common.index(shrunk[0])
        inner[:, place, place] += shrunk[1]
        log_prior = log_prior + 0.5 * np.log(shrunk[1])
    seen = products[:, common][:, :, [*targets, y]]
    solved = np.linalg.solve(inner, seen) if common else seen
    ss = products[:, targets, targets] - np.einsum("kcj,kcj->kj", seen[:, :, :-1], solved[:, :, :-1])
    sy = products[:, targets, y] - np.einsum("kcj,kc->kj", seen[:, :, :-1], solved[:, :, -1])
    yy = products[:, y, y] - np.einsum("kc,kc->k", seen[:, :, -1], solved[:, :, -1])
    log_inner = np.linalg.slogdet(inner)[1] if common else np.zeros(len(products))
    return stepped(ss, sy, yy[:, None], (log_prior, crossed.log_det + log_inner), crossed.days - len(common) - 1)


def stepped(ss: Floats, sy: Floats, yy: Floats, log: tuple[Floats, Floats], df: float) -> Fit:
    """From sums of squares of targets and y after the common columns are taken out, (K, J); log: (prior of the models,
    |H| |inner|), each (K,)."""
    ss = np.maximum(ss, 1e-12)  # a target that the common columns already explain tells nothing: a spread without end
    centre = sy / ss
    rest = np.maximum(yy - sy * centre, 1e-300)
    prior, determinants = log
    likelihood = -0.5 * (determinants[:, None] + np.log(ss) + df * np.log(rest))
    log_weight = prior[:, None] + SHARPNESS * likelihood
    weight = np.exp(log_weight - log_weight.max(axis=0))
    return Fit(centre, np.sqrt(rest / df / ss), weight / weight.sum(axis=0), float(df))


def eliminated(block: Floats, count: int) -> tuple[Floats, Floats]:
    """What is left of symmetric block (K, m, m) when its first columns are taken out, and the log of their pivots."""
    log_pivots = np.zeros(len(block))
    for _ in range(count):
        pivot, row = block[:, 0, 0], block[:, 0, 1:]
        log_pivots += np.log(pivot)
        block = block[:, 1:, 1:] - row[:, :, None] * (row / pivot[:, None])[:, None, :]
    return block, log_pivots


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
    likelihood = -0.5 * (crossed.log_det + np.linalg.slogdet(inner)[1] + df * np.log(rest))
    log_weight = crossed.log_prior + SHARPNESS * likelihood
    weight = np.exp(log_weight - log_weight.max())
    return Noise(weight / weight.sum(), rest / df, df)
