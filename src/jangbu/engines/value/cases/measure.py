"""`case_effect`: stratified ratio of means at the pilot's mix. Medians and logs are shown, never money.

Truth here is the ratio of mean values of the pilot's own cases to what those cases would have cost before: that is
what becomes money. A mix that shifted fakes no gain, and a tail that grew is not hidden by a median that fell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from jangbu.engines.value import problems, student
from jangbu.engines.value.cases import cautions, poisson
from jangbu.engines.value.cases.cells import Cells, cells_of, moments
from jangbu.engines.value.cases.drift import Drift, drift_of
from jangbu.engines.value.cases.reading import Cases, Ints, Kind, arranged
from jangbu.engines.value.cases.result import CaseEffect, Stratum
from jangbu.engines.value.classes import EvidenceClass, lowered
from jangbu.engines.value.effect import Warned
from jangbu.engines.value.mixture import Mixture
from jangbu.engines.value.posterior import Interval, Posterior, Reading, StepPosterior, interval
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

FEWEST = 5  # comparable cases on either side
POWER = 0.8


def case_effect(
    cases: Iterable[Mapping[str, Any]],
    *,
    group: str,
    value: str,
    strata: Sequence[str] = (),
    day: str | None = None,
    agent: str | None = None,
    kind: Kind = "minutes",
    level: float = 0.9,
    history: Iterable[Mapping[str, Any]] = (),
) -> CaseEffect:
    """Compare cases before and after (or control and treated) among cases of the same kind.

    cases: rows; group, value, strata, day, agent name their columns. group holds before/after (전/후, 0/1) or
    control/treated, which says that cases were assigned at random. kind: "minutes" any amount of zero or more, "rate"
    0 or 1, "score" an ordered answer, "count" events of the case. With `day`, errors are clustered by day; with
    `agent`, cases of one agent are compared among themselves where there are ten on both sides. history: further rows
    from before these; they tell how the level drifts and enter no mean.

    Raises Problem value.empty, .case_column_missing, .group_unknown, .value_unreadable, .date_unreadable, .one_sided,
    .no_variation, .bad_argument.
    """
    if not 0.5 <= level < 1 or kind not in ("minutes", "rate", "score", "count"):
        raise Problem(
            problems.BAD_ARGUMENT, name="level, kind", value=f"{level}, {kind}", allowed="0.5 ~ 0.99, minutes"
        )
    rows = list(cases)
    told = arranged(rows, group=group, value=value, strata=strata, day=day, agent=agent, kind=kind)
    cells = cells_of(told)
    used = cells.used
    before, after = int((used & ~told.after).sum()), int((used & told.after).sum())
    if before < FEWEST or after < FEWEST:
        raise Problem(problems.ONE_SIDED, before=before, after=after)
    found = _compared(told, cells, _weights(cells, told))
    drift = None
    if kind != "score" and told.day is not None:
        every = [*history, *rows]
        longer = arranged(every, group=group, value=value, strata=strata, day=day, agent=agent, kind=kind)
        drift = drift_of(longer, cells_of(longer), int(told.day.min()))
    return _result(told, cells, found, kind, level, bool(strata), drift)


@dataclass(frozen=True)
class Compared:
    """Means at the pilot's mix, variances of each, influence-based df, and the same on logs where all are positive."""

    before: float
    after: float
    before_error: float
    after_error: float
    df: float
    typical: tuple[float, float] | None  # log ratio of geometric means and its error
    weight: Floats  # (cells,) of the pilot


def _weights(cells: Cells, told: Cases) -> Floats:
    count = int(cells.cell.max()) + 1
    after = np.bincount(cells.cell[cells.used & told.after], minlength=count).astype(np.float64)
    share: Floats = after / after.sum()
    return share


def _compared(told: Cases, cells: Cells, weight: Floats) -> Compared:
    before, before_error, before_df = _side(told, cells, weight, after=False, value=told.value)
    after, after_error, after_df = _side(told, cells, weight, after=True, value=told.value)
    typical = None
    if np.all(told.value[cells.used] > 0):
        logs = np.log(np.maximum(told.value, 1e-300))
        one, one_error, _ = _side(told, cells, weight, after=False, value=logs)
        two, two_error, _ = _side(told, cells, weight, after=True, value=logs)
        typical = (two - one, float(np.sqrt(one_error + two_error)))
    # Satterthwaite on the scale where each is a relative error, as both enter the log of the ratio
    parts = before_error / max(before, 1e-12) ** 2, after_error / max(after, 1e-12) ** 2
    df = sum(parts) ** 2 / max(parts[0] ** 2 / before_df + parts[1] ** 2 / after_df, 1e-300) if sum(parts) else 1.0
    return Compared(before, after, before_error, after_error, max(2.0, min(df, 400.0)), typical, weight)


def _side(told: Cases, cells: Cells, weight: Floats, *, after: bool, value: Floats) -> tuple[float, float, float]:
    """(mean at the pilot's mix, its variance, df) of one side; by days where they are known."""
    here = cells.used & (told.after == after)
    cell, values = cells.cell[here], value[here]
    n, mean, variance = moments(values, cell, len(weight))
    level = float(weight @ mean)
    error = float(np.sum(weight**2 * variance / np.maximum(n, 1)))
    influence = weight[cell] / n[cell] * (values - mean[cell])
    if told.day is not None:
        spread = _clustered(influence * np.sqrt(n[cell] / np.maximum(n[cell] - 1, 1)), told.day[here])
        if spread is not None:
            return level, max(spread[0], error * 0.5), spread[1]
    return level, error, max(2.0, min(_steadiness(influence), float(len(values) - np.count_nonzero(n))))


def _steadiness(influence: Floats) -> float:
    """Degrees of freedom of a variance estimated from heavy tails: 2 n / (kurtosis - 1), which is n for a normal one.

    A few long cases decide the variance; the fewer they are, the less it is known (Satterthwaite's matching of the
    first two moments, with the estimated variance's own variance in place of the normal one).
    """
    squares = influence**2
    total = float(squares.sum())
    if total <= 0:
        return float(len(influence))
    kurtosis = len(influence) * float((squares**2).sum()) / total**2
    return 2 * len(influence) / max(kurtosis - 1, 2.0)


def _clustered(influence: Floats, day: Ints) -> tuple[float, float] | None:
    """Variance of the mean from sums of influence by day, and its df; None under five days."""
    groups = np.unique(day, return_inverse=True)[1].ravel()
    count = int(groups.max()) + 1
    if count < 5:
        return None
    sums = np.bincount(groups, weights=influence, minlength=count)
    return float(np.sum(sums**2) * count / (count - 1)), float(count - 1)


def _result(
    told: Cases, cells: Cells, found: Compared, kind: Kind, level: float, stratified: bool, drift: Drift | None
) -> CaseEffect:
    posteriors = _posteriors(found, kind, drift)
    ratio = interval(posteriors["ratio"], level) if "ratio" in posteriors else None
    typical = None
    if found.typical is not None and kind == "minutes":
        typical = _as_ratio(*found.typical, found.df, level)
    check = _crosscheck(told, cells, level) if ratio is not None else None
    warnings = cautions.about_cases(told, cells, ratio, typical, check, stratified)
    found = _widened(found, posteriors.get("ratio"), drift)
    errors = (found.before_error, found.after_error)
    raw_before, raw_after = told.value[~told.after].mean(), told.value[told.after].mean()
    return CaseEffect(
        kind=kind,
        ratio=ratio,
        difference=interval(posteriors["difference"], level),
        level=level,
        evidence_class=_class(told, warnings),
        detectable=_detectable(found, level, as_ratio=ratio is not None),
        before_mean=found.before,
        after_mean=found.after,
        before_n=int((cells.used & ~told.after).sum()),
        after_n=int((cells.used & told.after).sum()),
        raw_ratio=float(raw_after / raw_before) if ratio is not None and raw_before > 0 else None,
        typical=typical,
        crosscheck=check,
        better=_better(told, cells) if kind == "score" else None,
        strata=_strata(told),
        warnings=warnings,
        posteriors=posteriors,
        errors=(errors[0] / found.before**2, errors[1] / found.after**2) if ratio is not None else errors,
    )


def _widened(found: Compared, ratio: Posterior | None, drift: Drift | None) -> Compared:
    """Errors that tell how long a pilot must be grow with the range that drift made wider."""
    if drift is None or not isinstance(ratio, StepPosterior):
        return found
    alone = found.before_error / found.before**2 + found.after_error / found.after**2
    factor = max(1.0, ratio.mixture.sd() ** 2 / max(alone, 1e-300))
    return replace(found, before_error=found.before_error * factor, after_error=found.after_error * factor)


def _posteriors(found: Compared, kind: Kind, drift: Drift | None) -> dict[Reading, Posterior]:
    apart = float(np.sqrt(found.before_error + found.after_error))
    if apart <= 0:
        raise Problem(problems.NO_VARIATION)
    made: dict[Reading, Posterior] = {"level": _t(found.after, np.sqrt(found.after_error), found.df)}
    positive = found.before > 3 * np.sqrt(found.before_error) and found.after > 0
    if kind == "score" or not positive:
        made["difference"] = _t(found.after - found.before, apart, found.df)
        return made
    error = np.sqrt(found.before_error / found.before**2 + found.after_error / found.after**2)
    centre = float(np.log(found.after / found.before))
    step = _t(centre, error, found.df) if drift is None else drift.around(centre, float(error))
    for reading in ("ratio", "difference"):
        made[reading] = StepPosterior(step, reading, True, found.after, found.before, found.before)
    return made


def _t(centre: float, spread: float, df: float) -> Mixture:
    return Mixture(np.array([centre]), np.array([max(float(spread), 1e-12)]), np.ones(1), round(df, 2))


def _as_ratio(centre: float, error: float, df: float, level: float) -> Interval:
    reach = student.quantile((1 + level) / 2, round(df, 2)) * error
    return Interval(*(float(np.exp(x)) for x in (centre - reach, centre, centre + reach)))


def _crosscheck(told: Cases, cells: Cells, level: float) -> Interval | None:
    used = cells.used
    factors = [told.stratum[used], *([told.agent[used]] if told.agent is not None else [])]
    cluster = told.day[used] if told.day is not None else np.arange(int(used.sum()))
    fitted = poisson.log_ratio(told.value[used], told.after[used].astype(np.float64), factors, cluster)
    return _as_ratio(*fitted, min(400.0, max(2.0, len(np.unique(cluster)) - 2.0)), level) if fitted else None


def _detectable(found: Compared, level: float, *, as_ratio: bool) -> float:
    reach = student.quantile((1 + level) / 2, round(found.df, 2)) + student.quantile(POWER, round(found.df, 2))
    if not as_ratio:
        return float(reach * np.sqrt(found.before_error + found.after_error))
    return float(np.exp(-reach * np.sqrt(found.before_error / found.before**2 + found.after_error / found.after**2)))


def _better(told: Cases, cells: Cells) -> float:
    """P(later value higher) + half of ties, over pairs within a cell, at the pilot's mix (Mann and Whitney)."""
    shares, sizes = [], []
    for cell in range(int(cells.cell.max()) + 1):
        here = cells.cell == cell
        before, after = np.sort(told.value[here & ~told.after]), told.value[here & told.after]
        if not len(before) or not len(after):
            continue
        low, high = np.searchsorted(before, after, "left"), np.searchsorted(before, after, "right")
        shares.append(float(((low + high) / 2).mean() / len(before)))
        sizes.append(len(after))
    return float(np.average(shares, weights=sizes))


def _strata(told: Cases) -> tuple[Stratum, ...]:
    found, pilot = [], max(1, int(told.after.sum()))
    for code, name in enumerate(told.names):
        before = told.value[(told.stratum == code) & ~told.after]
        after = told.value[(told.stratum == code) & told.after]
        means = [float(side.mean()) if len(side) else None for side in (before, after)]
        found.append(Stratum(name, len(before), len(after), means[0], means[1], len(after) / pilot))
    return tuple(found)


def _class(told: Cases, warnings: Sequence[Warned]) -> EvidenceClass:
    start: EvidenceClass = "A" if told.randomised else "C"
    return lowered(start, sum(warned.code in cautions.LOWERS for warned in warnings))
