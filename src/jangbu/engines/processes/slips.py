"""Time zone slips: zones mixed in one file, and clocks nine hours off, which is UTC taken for Korean time or the
reverse.

Three traces of nine hours are looked for: the same event written twice, nine hours apart; a case that jumps back by
nine hours as it was written; and a small copy of the working day, nine hours early. Each must stand out against the
same trace of other whole hours, so that long gaps and night work are not taken for slips.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jangbu.engines.processes.clocks import follow, local
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import DAY, HOUR, KOREA, MINUTE, NO_ZONE, Ints, Mask

NINE = KOREA * MINUTE
OTHERS = (5, 6, 7, 8, 10, 11, 12)  # hours no Korean clock is off by
FEWEST = 3
SUMMER = 60  # minutes: two offsets of one place differ by an hour
BIN = 30 * MINUTE
BINS = DAY // BIN
SHIFT = NINE // BIN
LONGEST_DAY = 11  # hours
EARLIEST = 10  # bins: 05:00


def slipped(log: EventLog) -> Mask:
    return mixed_zones(log) | _twins(log) | _jumps(log) | _early_days(log)


def mixed_zones(log: EventLog) -> Mask:
    """Events of other offsets than the usual one, summer time aside. Without a written zone a time is Korean, so that
    it mixes with +09:00 but with no other."""
    if not log.known.any():
        return np.zeros(log.events, dtype=bool)
    zones: Ints = np.where(log.zone == NO_ZONE, KOREA, log.zone)
    offsets, counts = np.unique(zones[log.known], return_counts=True)
    usual = offsets[np.argmax(counts)]
    apart = np.abs(zones - usual)
    mixed: Mask = log.known & (apart > (0 if usual == KOREA else SUMMER))
    return mixed


def _stands_out(found: int, others: list[int]) -> bool:
    return found >= FEWEST and found > 2 * max(others) + 2


def _twins(log: EventLog) -> Mask:
    """Written twice, nine hours apart to the microsecond: the earlier of the two."""
    mask = np.zeros(log.events, dtype=bool)
    events = np.flatnonzero(log.known)
    step = log.case[events] * len(log.activities) + log.activity[events]
    often = np.bincount(np.unique(step, return_inverse=True)[1])
    repeated = events[often[np.unique(step, return_inverse=True)[1]] > 1]
    pairs = {(int(log.case[event]), int(log.activity[event]), int(log.micros[event])) for event in repeated}

    def twin(hours: int) -> list[tuple[int, int, int]]:
        return [one for one in pairs if (one[0], one[1], one[2] + hours * HOUR) in pairs]

    found = twin(9)
    if _stands_out(len(found), [len(twin(hours)) for hours in OTHERS]):
        early = set(found)
        for event in repeated:
            mask[event] = (int(log.case[event]), int(log.activity[event]), int(log.micros[event])) in early
    return mask


def _jumps(log: EventLog) -> Mask:
    """Back by nine hours, less a usual gap, from one line of a case to the next; with the events up to the jump
    forward."""
    mask = np.zeros(log.events, dtype=bool)
    events, same = follow(log)
    gaps = np.diff(log.micros[events])
    onward = gaps[same & (gaps > 0)]
    if not len(onward):
        return mask
    usual = int(min(max(2 * np.median(onward), MINUTE), HOUR))  # what lies between two steps

    def back(hours: int) -> Mask:
        return same & (gaps < 0) & (gaps + hours * HOUR >= 0) & (gaps + hours * HOUR <= usual)

    drops = np.flatnonzero(back(9))
    if not _stands_out(len(drops), [int(back(hours).sum()) for hours in OTHERS]):
        return mask
    forward = same & (gaps >= NINE) & (gaps <= NINE + usual)
    for drop in drops:
        if drop > 0 and forward[drop - 1]:
            mask[events[drop]] = True  # the one before the drop was nine hours late
            continue
        last = drop + 1
        while last < len(same) and same[last] and not forward[last]:
            last += 1
        mask[events[drop + 1 : last + 1]] = True
    return mask


def _early_days(log: EventLog) -> Mask:
    """A small copy of the working day nine hours before it, and little else outside working hours."""
    mask = np.zeros(log.events, dtype=bool)
    clock = local(log) % DAY // BIN
    profile = np.bincount(clock[log.known], minlength=BINS).astype(float)
    core = _core(profile)
    if core is None:
        return mask
    near = core | np.roll(core, 2) | np.roll(core, -2)
    copy = np.roll(core, -SHIFT) & ~core
    early, elsewhere = float(profile[copy & ~near].sum()), float(profile[~copy & ~near].sum())
    alike = _cosine(profile[copy], np.roll(profile, -SHIFT)[copy])
    if early >= 10 and early >= 0.003 * profile.sum() and elsewhere <= 0.15 * early and alike >= 0.85:
        mask = log.known & copy[clock]
    return mask


def _core(profile: npt.NDArray[np.float64]) -> Mask | None:
    """The working day: the shortest stretch of the clock with 70 % of all events, and what borders on it with a tenth
    of its usual pace. None where that is longer than eleven hours or starts before 05:00."""
    doubled = np.concatenate((profile, profile))
    for length in range(2, 2 * LONGEST_DAY + 1):
        sums = np.convolve(doubled, np.ones(length), "valid")[:BINS]
        first = int(np.argmax(sums))
        if sums[first] >= 0.7 * profile.sum():
            break
    else:
        return None
    least = 0.1 * float(np.median(doubled[first : first + length]))
    last = first + length - 1
    while last - first < BINS and profile[(first - 1) % BINS] >= least:
        first -= 1
    while last - first < BINS and profile[(last + 1) % BINS] >= least:
        last += 1
    if last - first >= 2 * LONGEST_DAY or first % BINS < EARLIEST:
        return None
    core = np.zeros(BINS, dtype=bool)
    core[np.arange(first, last + 1) % BINS] = True
    return core


def _cosine(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size else 0.0
