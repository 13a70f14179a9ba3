"""Detectors of time faults. Each gives a mask, one value an event, and stays silent where chance would do the same."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import DAY, HOUR, KOREA, MINUTE, NO_ZONE, SECOND, Ints, Mask

FEWEST = 5  # events or instants below which nothing is called a habit
SPREAD = 3  # clock hours a rounding person uses at least; a nightly job uses one


def future(log: EventLog, now: datetime) -> Mask:
    return log.known & (log.micros > int(now.timestamp() * SECOND))


def local(log: EventLog) -> Ints:
    """Times as the clock on the wall showed them, where they were written; in microseconds."""
    offset = np.where(log.zone == NO_ZONE, KOREA, log.zone)
    clock: Ints = np.where(log.known, log.micros, 0) + offset * MINUTE
    return clock


def follow(log: EventLog) -> tuple[Ints, Mask]:
    """Timed events by case as written, and for each but the last whether the next is of the same case."""
    events = log.written[log.known[log.written]]
    return events, np.diff(log.case[events]) == 0


def _beyond(count: int, expected: float) -> bool:
    """Far above what chance gives: three times as many, and six standard deviations of a Poisson count."""
    return count >= FEWEST and count > 3 * expected + 6 * np.sqrt(expected)


def rounded(log: EventLog) -> Mask:
    """On the full hour, or on midnight, far more often than on the minutes around it. Instants are counted, not events,
    so that one batch is no habit."""
    nothing = np.zeros(log.events, dtype=bool)
    best = nothing
    for clock in (local(log), np.where(log.known, log.micros, 0) + KOREA * MINUTE):
        hourly, daily = log.known & (clock % HOUR == 0), log.known & (clock % DAY == 0)
        found = nothing
        if _often_hourly(clock, log.known, hourly):
            found = hourly
        elif _often_daily(clock, log.known, hourly, daily):
            found = daily
        best = found if found.sum() > best.sum() else best
    return best


def _often_hourly(clock: Ints, known: Mask, hourly: Mask) -> bool:
    if hourly.sum() >= max(2 * FEWEST, 0.95 * known.sum()):
        return True  # kept to the hour, or to the day
    hours = np.unique(clock[hourly])
    others = np.unique(clock[known & ~hourly])
    # people and schedules keep to whole minutes, fives or tens: of each such grid the full hour has its fair part
    grids = (SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE)
    expected = max(float((others % grid == 0).sum()) / (HOUR // grid - 1) for grid in grids)
    of_day = np.unique(hours % DAY // HOUR)
    return _beyond(len(hours), expected) and len(of_day) >= SPREAD


def _often_daily(clock: Ints, known: Mask, hourly: Mask, daily: Mask) -> bool:
    days, hours = np.unique(clock[daily]), np.unique(clock[hourly & ~daily])
    minutes = np.unique(clock[known & ~hourly])
    minutes = minutes[minutes % MINUTE == 0]
    expected = max(len(hours) / 23, len(minutes) / 1_439)
    several = len(days) > 1 and int(daily.sum()) >= max(2 * FEWEST, 0.05 * int(known.sum()))
    return _beyond(len(days), expected) or (several and expected < 1)


def batch(log: EventLog) -> Mask:
    """Many events at one instant, against the pace of the hour before and after. Where times are kept to the minute,
    cases are counted instead of events, because one case may well take several steps within a minute."""
    mask = np.zeros(log.events, dtype=bool)
    events = np.flatnonzero(log.known)
    if not len(events):
        return mask
    times = log.micros[events]
    instants, place = np.unique(times, return_inverse=True)
    kept = [unit for unit in (DAY, HOUR, MINUTE) if (instants % unit == instants[0] % unit).mean() >= 0.95]
    grain = kept[0] if kept else SECOND
    counts = np.bincount(place)
    if grain > SECOND:
        pairs = np.unique(place * len(log.cases) + log.case[events])
        counts = np.bincount(pairs // len(log.cases))
    ordered, reach = np.sort(times), max(HOUR, 60 * grain)
    near = np.searchsorted(ordered, instants + reach, "right") - np.searchsorted(ordered, instants - reach, "left")
    pace = np.maximum(near - np.bincount(place), 0) * (grain / (2 * reach))
    mask[events] = ((counts >= FEWEST) & (counts > pace + 6 * np.sqrt(pace) + 4))[place]
    return mask


def out_of_order(log: EventLog) -> Mask:
    """Events whose time contradicts the place they were written at within their case; of two that disagree, the one
    without which the rest is in order."""
    mask = np.zeros(log.events, dtype=bool)
    events, same = follow(log)
    times, case = log.micros[events], log.case[events]
    for late in np.flatnonzero(same & (np.diff(times) < 0)):
        early = late + 1
        after, before = early + 1, late - 1
        follows = after < len(events) and case[after] == case[early] and times[after] >= times[late]
        leads = before >= 0 and case[before] == case[late] and times[before] <= times[early]
        mask[events[late if leads and not follows else early]] = True
    return mask


def duplicate(log: EventLog) -> Mask:
    """The same activity of the same case at the same instant, from the second on. Times kept to the hour or the day
    prove nothing and are spared."""
    mask = np.zeros(log.events, dtype=bool)
    events = np.flatnonzero(log.known)
    coarse = (local(log)[events] % HOUR == 0).mean() > 0.5 if len(events) else True
    if coarse:
        return mask
    events = events[np.lexsort((log.micros[events], log.activity[events], log.case[events]))]
    again = np.ones(len(events) - 1, dtype=bool)
    for column in (log.case, log.activity, log.micros):
        again &= np.diff(column[events]) == 0
    mask[events[1:][again]] = True
    return mask
