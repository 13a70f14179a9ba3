"""`roi`: a case run through quasi-random draws of its inputs, to ranges of NPV, ROI, IRR and payback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from jangbu.engines.value.effect import Warned
from jangbu.engines.value.returns import problems
from jangbu.engines.value.returns.case import AXES, KINDS, RoiCase, Term, parse_roi_case, read_roi_case
from jangbu.engines.value.returns.flows import Draws, Model, product
from jangbu.engines.value.returns.irr import irr, profile, sign_changes
from jangbu.engines.value.returns.links import require_counted_once
from jangbu.engines.value.returns.points import lattice
from jangbu.engines.value.returns.result import Ask, MoneyRange, Range, Roi, minor
from jangbu.engines.value.returns.sensitivity import sobol, tornado, worth_knowing
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

DRAWS = 16_384
SOBOL_DRAWS = 4_096
PATHS = 2_048  # draws whose months are drawn and whose IRR is sought
HARD = ("cash", "avoided")
REFUSED = 0.05  # share of draws with more than one change of sign beyond which there is no IRR
PROFILE = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0)  # rates a year


def roi(case: RoiCase | Mapping[str, Any] | Path | str, *, draws: int = DRAWS, seed: int = 20261123) -> Roi:
    """Ranges of what a case is worth: a case, plain data of one, or a YAML file. Same case and seed, same answer.

    Raises Problem value.same_hour_twice, .more_than_worked, .no_wage, and those of `parse_roi_case`.
    """
    case = _as_case(case)
    require_counted_once(case)
    _require_wage(case)
    drawn = draw(case, draws, np.random.default_rng(seed))
    _require_within_work(case, drawn)
    model = Model.of(case)
    found = model.run(drawn)
    hard_case = replace(case, benefits=tuple(each for each in case.benefits if each.kind in HARD))
    hard = Model.of(hard_case).run(drawn)
    rates, refused, shape = _rates_of_return(model, drawn)
    everything, each = worth_knowing(_wide(found.npv, drawn), drawn, [one.name for one in case.uncertain])
    indices = sobol(case, model, SOBOL_DRAWS, np.random.default_rng(seed + 1))
    currency = case.currency
    return Roi(
        name=case.name,
        currency=currency,
        horizon=case.months,
        npv=MoneyRange.of(found.npv, currency),
        hard=MoneyRange.of(hard.npv, currency),
        cost=MoneyRange.of(found.cost, currency),
        benefit=MoneyRange.of(found.benefit, currency),
        roi=Range.of(found.roi),
        irr=rates,
        irr_refused=refused,
        npv_profile=shape,
        payback=Range.of(found.payback),
        probability_positive=float((found.npv > 0).mean()),
        probability_hard_positive=float((hard.npv > 0).mean()),
        split=_parts(case, drawn, "kind"),
        axes=_parts(case, drawn, "axis"),
        tornado=tornado(case, model),
        sobol=indices,
        worth_everything=minor(everything, currency),
        measure_next=_asked(case, each, indices),
        cumulative=_cumulative(model, drawn, currency),
        draws=draws,
        warnings=_warnings(case),
        payback_shares=tuple(float((found.payback <= month).mean()) for month in range(case.months + 1)),
    )


def _as_case(case: RoiCase | Mapping[str, Any] | Path | str) -> RoiCase:
    if isinstance(case, RoiCase):
        return case
    return read_roi_case(case) if isinstance(case, (str, Path)) else parse_roi_case(case)


def draw(case: RoiCase, count: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Every input: (count,) where it has a range, else (1,)."""
    points = lattice(count, len(case.uncertain), rng) if case.uncertain else np.empty((0, count))
    ranged = {each.name: each.value.at(points[i]) for i, each in enumerate(case.uncertain)}
    return {name: ranged.get(name, np.array([each.value.mid])) for name, each in case.inputs.items()}


def _wide(values: Floats, drawn: Draws) -> Floats:
    count = max((len(each) for each in drawn.values()), default=1)
    return np.broadcast_to(values, (count,)) if len(values) == 1 else values


def _rates_of_return(model: Model, drawn: Draws) -> tuple[Range | None, str, tuple[tuple[float, int], ...]]:
    """(range a year, why not, NPV by rate a year); refused where the middle case or many draws turn twice."""
    few = {name: values if len(values) == 1 else values[:PATHS] for name, values in drawn.items()}
    middle = model.paths({name: np.array([float(np.median(values))]) for name, values in drawn.items()})[0]
    monthly = (1 + np.array(PROFILE)) ** (1 / 12) - 1
    currency = model.case.currency
    shape = tuple((rate, minor(x, currency)) for rate, x in zip(PROFILE, profile(middle, monthly), strict=True))
    paths = model.paths(few)
    changes = sign_changes(paths)
    if sign_changes(middle)[0] > 1 or (changes > 1).mean() > REFUSED:
        return None, "more_than_one_change_of_sign", shape
    if (changes == 0).mean() > 0.5:
        return None, "no_change_of_sign", shape
    rates = (1 + irr(paths)) ** 12 - 1
    known = rates[np.isfinite(rates)]
    return (Range.of(known), "", shape) if len(known) > len(rates) / 2 else (None, "out_of_reach", shape)


def _parts(case: RoiCase, drawn: Draws, by: str) -> dict[str, int]:
    """Median present benefit of each kind or axis."""
    found: dict[str, int] = {}
    for word in KINDS if by == "kind" else AXES:
        chosen = tuple(each for each in case.benefits if getattr(each, by) == word)
        if chosen:
            part = Model.of(replace(case, costs=(), benefits=chosen)).run(drawn).benefit
            found[word] = minor(float(np.median(part)), case.currency)
    return found


def _asked(case: RoiCase, worth: dict[str, float], matters: dict[str, float]) -> tuple[Ask, ...]:
    ranked = sorted(worth.items(), key=lambda pair: (-round(pair[1], 6), -matters.get(pair[0], 0.0)))
    return tuple(Ask(name, minor(value, case.currency), case.inputs[name].ask) for name, value in ranked)


def _cumulative(model: Model, drawn: Draws, currency: str) -> tuple[tuple[int, int, int], ...]:
    few = {name: values if len(values) == 1 else values[:PATHS] for name, values in drawn.items()}
    money = model.paths(few).cumsum(axis=1)
    low, middle, high = np.quantile(money, (0.05, 0.5, 0.95), axis=0)
    return tuple(
        (minor(a, currency), minor(b, currency), minor(c, currency)) for a, b, c in zip(low, middle, high, strict=True)
    )


def _require_wage(case: RoiCase) -> None:
    for benefit in case.benefits:
        for name in benefit.inputs:
            if "wage" in name.lower() and case.inputs[name].value.high <= 0:
                rest = Term("", benefit.factor, tuple(each for each in benefit.inputs if each != name))
                hours = product(rest, {key: np.array([each.value.quantile(0.5)]) for key, each in case.inputs.items()})
                raise Problem(problems.NO_WAGE, hours=f"{float(hours[0]):,.1f}")


def _require_within_work(case: RoiCase, drawn: Draws) -> None:
    """Hours freed of a work, by the middle of every input, within the hours that are spent on it."""
    middle = {name: np.array([float(np.median(values))]) for name, values in drawn.items()}
    for work, spent in case.works.items():
        hours = float(product(spent, middle)[0])
        saved = 0.0
        for benefit in case.benefits:
            if benefit.work == work:
                kept = tuple(name for name in benefit.inputs if "wage" not in name.lower() and name != "realised")
                saved += float(product(Term("", benefit.factor, kept), middle)[0])
        if saved > hours * (1 + 1e-9):
            raise Problem(problems.MORE_THAN_WORKED, work=work, saved=f"{saved:,.1f}", hours=f"{hours:,.1f}")


def _warnings(case: RoiCase) -> tuple[Warned, ...]:
    found = []
    asked = [each.name for each in case.inputs.values() if not each.confirmed]
    if asked:
        names = ", ".join(asked)
        ko = f"아직 확인하지 않은 값이 있어요: {names}. 넓은 범위로 계산했어요."
        found.append(Warned("unconfirmed", ko, f"Not confirmed yet: {names}; wide ranges were taken."))
    weak = [each.name for each in case.uncertain if each.evidence in ("D", "E")]
    if weak:
        names = ", ".join(weak)
        ko = f"재지 않고 적은 값이 있어요: {names}. 이 결과는 계획이고 실현된 가치가 아니에요."
        found.append(Warned("not_measured", ko, f"Stated, not measured: {names}. This is a plan, not realised value."))
    if case.benefits and not any(each.kind in HARD for each in case.benefits):
        ko = "현금으로 남는 이익이 하나도 없어요. 줄어든 시간을 어디에 쓸지 정해야 돈이 돼요."
        found.append(Warned("nothing_hard", ko, "No benefit is cash. Hours freed become money only when put to use."))
    return tuple(found)
