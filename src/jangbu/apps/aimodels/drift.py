"""How a model does week by week on real cases that people checked, held against its threshold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jangbu.apps.aimodels.evaluating.services import cases_of
from jangbu.apps.aimodels.models import AiModel, ModelVersion
from jangbu.apps.aimodels.running import Judged
from jangbu.engines.fairness import Estimate, Verdict, judge, wilson
from jangbu.kernel.clock import SEOUL

WEEKS = 12
RECENT = timedelta(days=28)  # what the verdict stands on
LEAST = 30  # checked values below which nothing is said


@dataclass(frozen=True, slots=True)
class Week:
    """Cases that people checked in the week from `monday` on: the share of values right, of n."""

    monday: date
    cases: int
    right: Estimate


@dataclass(frozen=True, slots=True)
class Drift:
    """The weeks, oldest first, the last four weeks together, the threshold, and what that says of them."""

    weeks: tuple[Week, ...]
    recent: Estimate
    limit: float | None
    verdict: Verdict

    @property
    def measured(self) -> bool:
        return bool(self.weeks)


def drift_of(entry: AiModel, at: datetime) -> Drift:
    """From the rows of real runs only, so that any past moment gives the same again."""
    cases = _cases(entry, at)
    begun = at - timedelta(weeks=WEEKS)
    by_week: dict[date, list[Judged]] = {}
    for case in cases:
        if case.at > begun:
            day = case.at.astimezone(SEOUL).date()
            by_week.setdefault(day - timedelta(days=day.weekday()), []).append(case)
    weeks = tuple(Week(monday, len(held), _share(held)) for monday, held in sorted(by_week.items()))
    recent = _share([case for case in cases if case.at > at - RECENT])
    limit = _limit(entry, at)
    enough = limit is not None and recent.n >= LEAST
    return Drift(weeks, recent, limit, judge(recent, limit or 0.0, at_most=False) if enough else "cannot_tell")


def _share(cases: list[Judged]) -> Estimate:
    values = [right for case in cases for _confidence, right in case.values]
    return wilson(sum(values), len(values))


def _cases(entry: AiModel, at: datetime) -> list[Judged]:
    """Each case once, whichever of the versions that served worked on it."""
    served = ModelVersion.objects.filter(aliases__entry=entry, aliases__name="champion", aliases__set_at__lte=at)
    found: dict[str, Judged] = {}
    for version in served.select_related("entry").distinct():
        for case in cases_of(version, at, replay=False):
            if case.at <= at:
                found.setdefault(case.case, case)
    return list(found.values())


def _limit(entry: AiModel, at: datetime) -> float | None:
    suites = entry.suites.filter(kind="accuracy", made_at__lte=at).exclude(ended_at__lte=at)
    suite = suites.first()
    told = suite.limits.get("value_accuracy") if suite else None
    return float(told["limit"]) if told else None
