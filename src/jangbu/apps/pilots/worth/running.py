"""What running a pilot's automations costs a month: the metered calls of the gateway beside the plan's licences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from jangbu.apps.gateway import queries as gateway
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.stopping.services import processes_of
from jangbu.apps.work import queries as work
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.money import MINOR_DIGITS

MICRO = 1_000_000
FEWEST_DAYS = 7  # of metering before a month is told from it
MONTH = 365 / 12  # days


@dataclass(frozen=True, slots=True)
class MeteredLine:
    """One automation in one month; amount in major units of its currency."""

    automation: str
    name: str
    month: str
    calls: int
    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Running:
    """metered: won a month from the calls since the start; None where there are none yet, or too few days. licences:
    won a month that the plan names. foreign: currencies metered that won cannot be added to."""

    lines: tuple[MeteredLine, ...]
    metered: int | None
    licences: int
    days: int
    foreign: tuple[str, ...]
    in_plan: bool  # the plan's lines hold the calls already
    cases: int = 0  # runs since the start that the calls were made for

    @property
    def won_a_case(self) -> float | None:
        """Metered won of one case; None where too few days or no cases were metered."""
        if self.metered is None or not self.cases:
            return None
        return sum(line.amount for line in self.lines if line.currency == "KRW") / self.cases

    @property
    def monthly(self) -> int:
        return self.licences + (0 if self.in_plan else self.metered or 0)

    def cost_line(self) -> list[dict[str, Any]]:
        """The metered calls as a line of costs, where they are not in the plan's lines."""
        if self.in_plan or not self.metered:
            return []
        return [{"name": "모델 호출 (잰 값)", "amount": self.metered, "per": "month"}]


def running_of(pilot: Pilot, asked: Mapping[str, float], now: datetime) -> Running:
    automations = {each.pk: str(each.name) for each in _automations(pilot)}
    found = gateway.metered(list(automations), pilot.starts_on) if automations else []
    lines = tuple(
        MeteredLine(
            each.automation,
            automations.get(each.automation, each.automation),
            each.month,
            each.calls,
            each.cost_micros / MICRO / 10 ** MINOR_DIGITS.get(each.currency, 2),
            each.currency,
        )
        for each in found
    )
    days = max(0, (now.astimezone(SEOUL).date() - pilot.starts_on).days + 1)
    return Running(
        lines,
        _a_month(lines, days),
        licences(pilot, asked),
        days,
        tuple(sorted({line.currency for line in lines} - {"KRW"})),
        bool(asked.get("calls_in_plan")),
        _cases(pilot) if lines else 0,
    )


def _cases(pilot: Pilot) -> int:
    begun = datetime.combine(pilot.starts_on, time(), SEOUL)
    return work.all_runs().filter(automation__process__in=processes_of(pilot), created_at__gte=begun).count()


def _a_month(lines: Sequence[MeteredLine], days: int) -> int | None:
    """The calls of the days since the start, as many days as a month has."""
    won = [line.amount for line in lines if line.currency == "KRW"]
    return round(sum(won) / days * MONTH) if won and days >= FEWEST_DAYS else None


def licences(pilot: Pilot, asked: Mapping[str, float]) -> int:
    planned = sum(
        float(line["amount"]) for line in pilot.plan.get("cost", {}).get("lines", []) if line["per"] != "once"
    )
    return round(planned + asked["monthly_cost"])


def _automations(pilot: Pilot) -> list[Any]:
    scope = processes_of(pilot)
    return list(work.automations(Actor.system()).filter(process__in=scope)) if scope else []
