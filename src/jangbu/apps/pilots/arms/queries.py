"""Reading lots: the sides for the measurement, and what today's lot says."""

from __future__ import annotations

from datetime import date

from jangbu.apps.pilots.arms.models import Lot
from jangbu.apps.pilots.arms.sides import Arms
from jangbu.apps.pilots.models import Pilot


def kind_of(pilot: Pilot) -> str:
    return str(pilot.plan.get("design", {}).get("kind", "before_after"))


def arms_of(pilot: Pilot, today: date) -> Arms:
    """Empty for designs without lots. Days are those of the plan: they were frozen at the start."""
    kind = kind_of(pilot)
    if kind == "switchback":
        days = {date.fromisoformat(day): on for day, on in pilot.plan["design"].get("days", {}).items()}
        come = [lot for lot in pilot.lots.filter(unit=Lot.Unit.DAY) if date.fromisoformat(lot.key) <= today]
        return Arms(days=days, strayed=sum(lot.strayed for lot in come), drawn=len(come))
    if kind == "randomised":
        drawn = list(pilot.lots.filter(unit=Lot.Unit.CASE))
        return Arms(
            cases={lot.key: lot.on for lot in drawn}, strayed=sum(lot.strayed for lot in drawn), drawn=len(drawn)
        )
    return Arms()


def lot_of_day(pilot: Pilot, day: date) -> Lot | None:
    if kind_of(pilot) != "switchback":
        return None
    found: Lot | None = pilot.lots.filter(unit=Lot.Unit.DAY, key=day.isoformat()).first()
    return found
