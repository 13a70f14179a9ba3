"""One decision day, fixed beforehand, and how wide a range must be to be honest before it.

Looking every day until something shows would find something in a third of pilots in which nothing changed. Before the
decision day the range is drawn at O'Brien and Fleming's level for its share of the pilot: a Brownian path leaves
+-c over all of the pilot with probability 1 - level, so a look at share t asks for c / sqrt(t) standard errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from jangbu.engines.value.effect import Warned
from jangbu.engines.value.series import Day

_NORMAL = math.sqrt(2)
HIGHEST = 0.9999


def level_at(share: float, level: float) -> float:
    """The level of an interval looked at when `share` of the pilot has passed; `level` itself at its end."""
    if share >= 1:
        return level
    tail = (1 - level) / 4
    low, high = 0.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if 0.5 * math.erfc(middle / _NORMAL) > tail else (low, middle)
    bound = low / math.sqrt(max(share, 1e-3))
    return min(HIGHEST, max(level, 1 - math.erfc(bound / _NORMAL)))


def share_passed(days: Sequence[Day], start: date, decision: date | None, closed: Sequence[date]) -> float:
    """Pilot days that count so far, over those that will have counted when the decision day begins."""
    if decision is None:
        return 1.0
    counted = [day.date for day in days if day.use in ("after", "off")]
    if not counted or days[-1].date >= decision:
        return 1.0
    weekdays = {day.date.weekday() for day in days if day.used}
    last = days[-1].date
    ahead = (last + timedelta(days=i) for i in range(1, (decision - last).days))
    more = sum(day.weekday() in weekdays and day not in closed for day in ahead)
    return len(counted) / (len(counted) + more)


def too_early(decision: date, level: float) -> Warned:
    ko = f"결정하는 날은 {decision}이에요. 그전에는 우연에 속지 않게 범위를 {level:.0%}로 넓게 잡아요."
    en = (
        f"The decision day is {decision}; until then the range is drawn at {level:.0%}, so that chance is not believed."
    )
    return Warned("too_early", ko, en)
