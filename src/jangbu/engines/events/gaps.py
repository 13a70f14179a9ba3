"""Runs that must have been there and were not seen: by the tool's own count, or, likely, by how many there usually are.

A count without holes proves a gap. Without one, an hour is held to the same hour of other weeks: the lower quartile of
what was usual there, taken as a Poisson rate, must make the silence (or the few runs) a matter of one in ten thousand.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language

HOUR = timedelta(hours=1)
FEWEST_WEEKS = 3  # of the same hour, before anything is usual
RARE = 1e-4  # a chance below which a stretch counts as a gap
DENSE = 0.9  # of its range: a count of which less was seen counts other things too


@dataclass(frozen=True, slots=True)
class Gap:
    """`missing` runs after `after` and before `before` (None: up to now). `certain` when the tool's own count says so,
    else `missing` is what is usual less what came. `numbers` are the missing ones, first and last of each stretch."""

    missing: int
    after: datetime
    before: datetime | None
    certain: bool
    numbers: tuple[tuple[int, int], ...] = ()

    def says(self, language: Language = "ko") -> str:
        ko = language == "ko"
        start, end = _clock(self.after, language), _until(self.after, self.before, language)
        if ko:
            verb = "빠졌어요" if self.certain else "빠진 것 같아요"
            many = f"{self.missing:,}건이" if self.certain else f"{self.missing:,}건쯤"
            return f"{start}부터 {end} 사이에 {many} {verb}."
        many = f"{self.missing:,} run{'s' if self.missing != 1 else ''}"
        said = f"{many} missing" if self.certain else f"About {many} likely missing"
        return f"{said} between {start} and {end}."


def by_number(runs: Iterable[tuple[int, datetime]], *, gapless: bool | None = None) -> list[Gap]:
    """Holes in the tool's own count, oldest first. `runs` are (number, start).

    gapless: whether the count is known to number these runs only; None finds out, and then says "likely": a count of
    which less than nine tenths was seen belongs to other runs too and proves nothing.
    """
    known = dict(sorted(runs))
    numbers = list(known)
    if len(numbers) < 2 or gapless is False:
        return []
    if gapless is None and len(numbers) < DENSE * (numbers[-1] - numbers[0] + 1):
        return []
    holes = [(low, high) for low, high in pairwise(numbers) if high - low > 1]
    gaps = []
    for low, high in holes:
        between = sorted((known[low], known[high]))
        gaps.append(Gap(high - low - 1, between[0], between[1], gapless is True, ((low + 1, high - 1),)))
    return gaps


def by_rate(starts: Sequence[datetime], *, since: datetime, now: datetime, free: Collection[date] = ()) -> list[Gap]:
    """Hours since `since` in which far fewer runs started than usually do, joined where they touch, oldest first.

    `starts` are all starts known, weeks before `since` included: they say what is usual. Days in `free` (public
    holidays) are held to nothing and teach nothing. The hour that is not over is not judged.
    """
    local = sorted(moment.astimezone(SEOUL) for moment in starts)
    if not local:
        return []
    counts: dict[datetime, int] = {}
    for moment in local:
        hour = _hour(moment)
        counts[hour] = counts.get(hour, 0) + 1
    first, last = _hour(local[0]) + HOUR, _hour(now.astimezone(SEOUL)) - HOUR
    short: list[tuple[datetime, float, int]] = []
    gaps: list[Gap] = []
    hour = max(first, _hour(since.astimezone(SEOUL)))
    while hour <= last:
        usual = _usual(hour, counts, first, last, free) if hour.date() not in free else 0.0
        seen = counts.get(hour, 0)
        if usual and seen <= usual / 2:
            short.append((hour, usual, seen))
        elif usual or seen:  # an hour without usual runs, such as a night, neither starts nor ends a stretch
            gaps += _judged(short, local)
            short = []
        hour += HOUR
    return gaps + _judged(short, local, open_end=True)


def _judged(short: list[tuple[datetime, float, int]], starts: list[datetime], *, open_end: bool = False) -> list[Gap]:
    if not short:
        return []
    usual, seen = sum(each[1] for each in short), sum(each[2] for each in short)
    if _chance(seen, usual) >= RARE:
        return []
    after, end = short[0][0], short[-1][0] + HOUR
    if seen == 0:  # the silence began with the last run before, not on the hour
        place = bisect_right(starts, after)
        after = starts[place - 1] if place and after - starts[place - 1] < HOUR else after
        end = starts[place] if place < len(starts) and starts[place] - end < HOUR else end
    return [Gap(round(usual) - seen, after, None if open_end else end, certain=False)]


def _usual(
    hour: datetime, counts: dict[datetime, int], first: datetime, last: datetime, free: Collection[date]
) -> float:
    """The lower quartile of the same hour in other weeks, at most eight before and after; 0 with too few of them."""
    weeks = (hour + timedelta(weeks=week) for week in range(-8, 9) if week)
    others = sorted(counts.get(each, 0) for each in weeks if first <= each <= last and each.date() not in free)
    return float(others[len(others) // 4]) if len(others) >= FEWEST_WEEKS else 0.0


def _chance(seen: int, usual: float) -> float:
    """Of at most `seen` where `usual` are expected (Poisson)."""
    return math.fsum(math.exp(k * math.log(usual) - usual - math.lgamma(k + 1)) for k in range(seen + 1))


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _clock(moment: datetime, language: Language) -> str:
    return text.moment(moment, language)


def _until(after: datetime, before: datetime | None, language: Language) -> str:
    if before is None:
        return "지금" if language == "ko" else "now"
    same = after.astimezone(SEOUL).date() == before.astimezone(SEOUL).date()
    return f"{before.astimezone(SEOUL):%H:%M}" if same else _clock(before, language)
