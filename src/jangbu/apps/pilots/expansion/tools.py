"""The plans of a tool side by side, as tariffs of the value engine: what each costs over the whole time.

A case beyond a plan's quota costs its price, or somebody does it by hand as before the pilot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jangbu.engines import value

HAND_MINUTES = 10.0  # of a case done by hand, where nothing was measured


@dataclass(frozen=True, slots=True)
class Volume:
    """cases a month that the tool must carry; wage: low and high, won an hour; months looked at; hand: minutes that a
    case takes without the tool."""

    cases: float
    wage: tuple[float, float]
    months: int
    hand: float

    @property
    def need(self) -> value.Need:
        low, high = self.wage
        wage = value.Uncertain("uniform", low, (low + high) / 2, high) if low < high else value.Uncertain.sure(low)
        sure = value.Uncertain.sure
        return value.Need(sure(self.cases), sure(0.0), 0.0, wage, self.months, "KRW")


def tariff(tool: Mapping[str, Any], volume: Volume) -> value.Tariff:
    """People's minutes of every case are hours of the month; a price beyond the quota is one step without an end."""
    extra, rise = float(tool["extra"]), float(tool.get("rise", 0)) / 100
    return value.Tariff(
        str(tool["plan"]),
        float(tool["monthly"]),
        0.0,
        float(tool["quota"]),
        ((1e18, extra),) if extra > 0 else (),
        volume.hand,
        volume.cases * float(tool["minutes"]) / 60,
        float(tool["setup"]),
        float(tool["exit"]),
        value.Uncertain("uniform", 0.0, rise / 2, rise) if rise > 0 else value.Uncertain.sure(0.0),
    )


def compare(tools: Sequence[Mapping[str, Any]], volume: Volume) -> list[dict[str, Any]]:
    """Each plan: fee and people of the first month in won, once, the total with its range, the chance of being the
    cheapest, and the cases a month that somebody would do by hand."""
    tariffs = [tariff(tool, volume) for tool in tools]
    if not tariffs:
        return []
    owned = value.ownership(tariffs, volume.need)
    wage = sum(volume.wage) / 2
    found = []
    for tool, priced, each in zip(tools, tariffs, owned.plans, strict=True):
        by_hand = 0.0 if priced.steps else max(0.0, volume.cases - priced.quota)
        found.append(
            {
                "plan": tool["plan"],
                "fee": round(priced.bill(volume.cases)),
                "people": round(priced.people(volume.cases) * wage),
                "once": round(priced.setup + priced.leaving),
                "total": each.total.p50,
                "low": each.total.p5,
                "high": each.total.p95,
                "chance": round(100 * each.cheapest),
                "by_hand": round(by_hand),
                "cheapest": each is owned.best,
            }
        )
    return found
