"""What the quantities of the work say: hours, break-even wage, share and volume, units that are missing or doubled."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jangbu.engines.value.claims.case import Case, Claim
from jangbu.engines.value.claims.saying import Said, money
from jangbu.kernel.text import number, percent

HALF = Fraction(1, 2)
YEAR = 12
HUNDREDFOLD = 100  # a return of more than a hundred times its cost is a sum of money by mistake


def hours_saved(case: Case) -> dict[str, Fraction]:
    """Hours a month by source, from work.volume_per_month, minutes_per_case, automated_share, minutes_saved_on_rest and
    repeat_share. They are parts of the same work and add up only if none of them is counted twice."""
    work = case.work
    volume, minutes = work.get("volume_per_month"), work.get("minutes_per_case")
    if volume is None or minutes is None:
        return {}
    share, rest = work.get("automated_share", Fraction(0)), work.get("minutes_saved_on_rest", Fraction(0))
    found = {"automated": volume * share * minutes / 60, "faster": volume * (1 - share) * rest / 60}
    if "repeat_share" in work:
        found["fewer_repeats"] = volume * work["repeat_share"] * minutes / 60
    return {name: hours for name, hours in found.items() if hours}


def breakeven(case: Case) -> dict[str, Any]:
    """Wage, realised share and volume at which the case just pays, over twelve months, and what its benefit implies."""
    saved = hours_saved(case)
    core = saved.get("automated", Fraction(0)) + saved.get("faster", Fraction(0))
    cost = case.first + case.running_monthly * YEAR
    benefit = case.benefit_monthly * YEAR
    found: dict[str, Any] = {
        "cost_12_months": _plain(cost),
        "benefit_12_months": _plain(benefit),
        "realised_share": _plain(cost / benefit) if benefit else None,
    }
    if core:
        found |= _hours(case, saved, core, cost)
    made = case.work.get("pieces_per_year")
    if made:
        found["benefit_per_piece"] = _plain(benefit / made)
        found["cost_per_piece"] = _plain(case.running_monthly * YEAR / made)
    return found


def _hours(case: Case, saved: dict[str, Fraction], core: Fraction, cost: Fraction) -> dict[str, Any]:
    """What the hours of the case imply, and what they are worth at each wage it names."""
    handling = case.work["volume_per_month"] * case.work["minutes_per_case"] / 60
    found: dict[str, Any] = {
        "hours_now_per_month": _plain(handling),
        "hours_saved_per_month": _plain(core),
        "hours_by_source": {name: _plain(hours) for name, hours in saved.items()},
        "share_of_handling": _plain(core / handling),
        "wage_implied_by_benefit": _plain(case.benefit_monthly / core),
        "wage_implied_at_half_realised": _plain(case.benefit_monthly / core / HALF),
        "wage_to_cover_costs": _plain(cost / YEAR / core),
    }
    if labour := case.work.get("labour_share"):
        found |= {
            "hours_by_labour_share": _plain(handling * labour),
            "wage_base_implied_by_labour_share": _plain(case.benefit_monthly / labour),
            "wage_implied_by_labour_share": _plain(case.benefit_monthly / labour / handling),
        }
    if transfers := case.work.get("transfer_share"):
        found["transfers"] = {
            "cases_per_month": _plain(case.work["volume_per_month"] * transfers),
            "hours_per_month": _plain(handling * transfers),
        }
    found["by_wage"] = [
        {
            "wage": _plain(wage),
            "net_per_month": _plain(core * wage - case.running_monthly),
            "net_12_months": _plain(core * wage * YEAR - cost),
        }
        for wage in case.wages
    ]
    if wage := case.work.get("wage_per_hour"):
        found["volume_per_month"] = _plain(cost / YEAR / (core / case.work["volume_per_month"] * wage))
        found["net_12_months_at_wage"] = _plain(core * wage * YEAR - cost)
    return found


def pieces(case: Case, extra_monthly: Fraction) -> dict[str, Any]:
    """What an unstated benefit comes to per piece of work, and how long a piece must have taken at each wage."""
    made = case.work.get("pieces_per_year")
    if not made or not extra_monthly:
        return {}
    each = extra_monthly * YEAR / made
    shares = sorted(value for key, value in case.work.items() if key.endswith("_part_saved") and value)
    found: dict[str, Any] = {"extra_per_year": _plain(extra_monthly * YEAR), "extra_per_piece": _plain(each)}
    found["by_wage"] = [
        {
            "wage": _plain(wage),
            "hours_saved_per_piece": _plain(each / wage),
            "piece_took_hours": [_plain(each / wage / share) for share in reversed(shares)],
        }
        for wage in case.wages
        if wage
    ]
    return found


def unit_problems(case: Case) -> tuple[Said, ...]:
    """What is stated in a unit that it cannot have, without its base, or twice."""
    found = []
    if case.first_per:
        found.append(
            Said(
                f"처음 드는 돈({money(case, case.first)}) 옆에 '{_ko(case.first_per)}마다'라고 적혀 있어요. "
                "한 번인지 되풀이인지 알 수 없어요.",
                f"The first cost of {money(case, case.first)} is stated per {case.first_per}: once or often?",
            )
        )
    if case.basis == "unsaid" and case.running and case.benefits:
        found.append(
            Said(
                "이익이 사용료를 뺀 것인지 빼기 전인지 적혀 있지 않아요.",
                "It is not said whether the benefit is before or after the running cost.",
            )
        )
    returns = [claim for claim in case.claims if claim.kind == "roi"]
    found += [_ratio_as_money(claim) for claim in returns if claim.amount is not None and claim.amount > HUNDREDFOLD]
    found += [_transfers(case)] if "transfer_share" in case.work else []
    found += [Said(f"{said}: {missing}", f"{said}: {missing}") for said, missing in case.unclear]
    return (*found, *_double(case), *_parts(case), *_soft(case))


def _ratio_as_money(claim: Claim) -> Said:
    return Said(
        f"'{claim.texts['ko']}'에 적힌 값은 비율이 아니라 금액처럼 보여요. ROI는 순이익을 비용으로 나눈 비율이에요.",
        f"'{claim.texts['en']}' looks like money, not a ratio: ROI is net benefit over cost.",
    )


def _transfers(case: Case) -> Said:
    """A share of transfers is hours that come back, or hours gained, as long as nobody says which."""
    share = percent(float(case.work["transfer_share"]))
    cases = case.work.get("volume_per_month", Fraction(0)) * case.work["transfer_share"]
    hours = number(float(cases * case.work.get("minutes_per_case", Fraction(0)) / 60), 0)
    return Said(
        f"연결 {share}는 무엇의 몇 퍼센트인지, 늘어야 좋은지 적혀 있지 않아요. "
        f"건수로 {number(float(cases), 0)}건, {hours}시간이 돌아오는 비용일 수도, 이익일 수도 있어요.",
        f"{share} of transfers: of what, and is more better? {number(float(cases), 0)} cases, {hours} hours a month, "
        "may be a cost that comes back, or a gain.",
    )


def _double(case: Case) -> list[Said]:
    """Labour in percent, minutes and volume are three views of the same hours."""
    saved, labour = hours_saved(case), case.work.get("labour_share")
    core = saved.get("automated", Fraction(0)) + saved.get("faster", Fraction(0))
    if not core or labour is None:
        return []
    handling = case.work["volume_per_month"] * case.work["minutes_per_case"] / 60
    stated = handling * labour
    return [
        Said(
            f"인건비 {percent(float(labour))} 절감은 한 달 {number(float(stated), 0)}시간인데, "
            "자동 처리와 줄어든 분으로는 "
            f"{number(float(core), 0)}시간이에요. 서로 다른 것을 재거나 같은 시간을 두 번 세고 있어요.",
            f"Labour down {percent(float(labour))} is {number(float(stated), 0)} hours a month, but automation and "
            f"shorter handling make {number(float(core), 0)}. They measure different things, or the same hours twice.",
        )
    ]


def _parts(case: Case) -> list[Said]:
    """Savings of different parts of the work cannot be added; the whole lies between them."""
    shares = [value for key, value in case.work.items() if key.endswith("_part_saved")]
    if len(shares) < 2:
        return []
    low, high = percent(float(min(shares))), percent(float(max(shares)))
    return [
        Said(
            f"서로 다른 부분을 줄인 비율이라 더할 수 없어요. 전체로는 {low}에서 {high} 사이예요.",
            f"These are shares of different parts and cannot be added: the whole lies between {low} and {high}.",
        )
    ]


def _soft(case: Case) -> list[Said]:
    soft = [flow for flow in case.benefits if flow.kind in ("indirect", "capacity", "risk", "unsaid")]
    if not soft or not case.benefit_monthly:
        return []
    share = percent(float(sum((flow.monthly for flow in soft), Fraction(0)) / case.benefit_monthly))
    return [
        Said(
            f"이익의 {share}는 현금으로 남는지 적혀 있지 않거나 간접 이익이에요.",
            f"{share} of the benefit is indirect, or not said to be cash.",
        )
    ]


def _ko(per: str) -> str:
    return {"month": "달", "quarter": "분기", "year": "해"}[per]


def _plain(value: Fraction) -> float:
    return round(float(value), 4)
