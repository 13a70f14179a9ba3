"""How likely the stated figures are when nothing is sure: the hours at ranges of wage, share put to use and cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from jangbu.engines.value.claims.case import RANGES, Case, Claim
from jangbu.engines.value.claims.quantities import hours_saved
from jangbu.engines.value.returns.case import Input, RoiCase, Term
from jangbu.engines.value.returns.flows import Model
from jangbu.engines.value.returns.points import Uncertain
from jangbu.engines.value.returns.result import MoneyRange
from jangbu.engines.value.returns.roi import draw

DRAWS = 8_192
LONG = 60  # months in which a payback is looked for


@dataclass(frozen=True, slots=True)
class Likelihood:
    """net: of twelve months, not discounted. claims: P(claim met or beaten), in the case's order."""

    net: MoneyRange
    probability_positive: float
    claims: tuple[tuple[str, float], ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "net_12_months": self.net.as_json(),
            "probability_positive": round(self.probability_positive, 4),
            "claims": [{"text": text, "probability": round(share, 4)} for text, share in self.claims],
        }


def likelihood(case: Case) -> Likelihood | None:
    """None where the case gives no ranges or no hours to value."""
    saved = {name: hours for name, hours in hours_saved(case).items() if name != "fewer_repeats"}
    if not case.ranges or not saved or "wage" not in case.ranges:
        return None
    model = _model(case, saved, 12)
    drawn = draw(model.case, DRAWS, np.random.default_rng(20261123))
    net = model.run(drawn).npv
    judged = tuple((claim.text, _met(case, saved, claim)) for claim in case.claims)
    return Likelihood(MoneyRange.of(net, case.currency), float((net > 0).mean()), judged)


def _model(case: Case, saved: dict[str, Fraction], months: int) -> Model:
    ranges = {
        "first": Uncertain.sure(float(case.first)),
        "running": Uncertain.sure(float(case.running_monthly)),
        "realised": Uncertain.sure(1.0),
        "ramp_months": Uncertain.sure(0.0),
        **case.ranges,
    }
    inputs = {name: Input(name, ranges[name]) for name in RANGES}
    benefits = tuple(
        Term(name, float(hours), ("wage", "realised"), kind="capacity", work="hours", part=name)
        for name, hours in saved.items()
    )
    costs = (Term("first", 1.0, ("first",), per="once"), Term("running", 1.0, ("running",)))
    return Model.of(RoiCase(case.name, case.currency, months, 0.0, inputs, costs, benefits, ramp="ramp_months"))


def _met(case: Case, saved: dict[str, Fraction], claim: Claim) -> float:
    months = max(claim.months, 1) if claim.kind != "payback" else max(LONG, claim.months)
    model = _model(case, saved, min(months, 240))
    found = model.run(draw(model.case, DRAWS, np.random.default_rng(20261123)))
    if claim.kind == "payback":
        return float((found.payback <= claim.months).mean())
    wanted = float(claim.amount or 0)
    return float(((found.npv if claim.kind == "cumulative" else found.roi) >= wanted).mean())
