"""The best times: a grid of steps, masks of what is taken, a score with its reasons, and times that lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.scheduling.model import Attendee, Busy, NoneFound, Request, Slot
from jangbu.engines.scheduling.problems import WINDOW
from jangbu.kernel.errors import Problem

Mask = NDArray[np.bool_]  # one value a step of the window
LONGEST = 92  # days
APART = 180  # minutes between two proposals of a day, where there are others
COMFORT = 60  # minutes to the next appointment beyond which more is no better
WEIGHT = {"preferred": 0.35, "everybody": 0.3, "room": 0.2, "soon": 0.15}


def propose(request: Request, *, now: datetime) -> tuple[Slot, ...]:
    """The best times, best first; empty where there is none (see `why_none`). The same request gives the same answer.

    Nothing proposed overlaps what a required attendee has, with buffer and travel, nor lunch, nor a day off; all of it
    lies within everybody's hours. Raises Problem scheduling.window.
    """
    grid = _Grid(request, now)
    starts = grid.starts()
    if not len(starts):
        return ()
    scored = grid.scores(starts)
    chosen: list[int] = []
    for apart in (max(APART, request.duration), request.duration, 0):  # far apart, else not over each other, else any
        for place in np.lexsort((starts, -scored)):
            start = int(starts[place])
            if len(chosen) == request.count:
                break
            near = start in chosen or any(grid.near(start, other, apart) for other in chosen)
            if not near:
                chosen.append(start)
    chosen.sort(key=lambda start: (-float(scored[np.searchsorted(starts, start)]), start))
    return tuple(grid.slot(start, float(scored[np.searchsorted(starts, start)])) for start in chosen)


def conflicts(start: datetime, end: datetime, busy: Sequence[Busy], *, buffer: int = 0) -> tuple[Busy, ...]:
    """What a time collides with: to be asked again, inside the transaction that books it."""
    room = timedelta(minutes=buffer)
    return tuple(each for each in busy if each.start < end + room and each.end + room > start)


def why_none(request: Request, *, now: datetime) -> NoneFound | None:
    """None where there is a time; else what is in the way, by trying to do without one thing at a time."""
    if len(_Grid(request, now).starts()):
        return None
    tried: list[tuple[str, str, Request]] = []
    people = 0  # of those tried last, without whom: people are asked to stay away last
    if request.lunch or any(each.lunch for each in request.attendees):
        hungry = tuple(replace(each, lunch=None) for each in request.attendees)
        without = replace(request, lunch=None, attendees=hungry)
        tried.append(("점심시간을 비우면", "without the lunch break", without))
    if request.buffer or request.travel:
        bare = tuple(replace(each, buffer=None, travel=None) for each in request.attendees)
        tight = replace(request, buffer=0, travel=0, attendees=bare)
        tried.append(("앞뒤 여유를 두지 않으면", "without buffer and travel", tight))
    if request.days_off:
        tried.append(("쉬는 날에도 하면", "on days off too", replace(request, days_off=frozenset())))
    if request.duration > request.step:
        half = max(request.step, request.duration // 2)
        tried.append((f"{half}분만 만나면", f"for {half} minutes only", replace(request, duration=half)))
    for each in request.attendees:
        if each.required and len(request.attendees) > 1:
            others = tuple(replace(other, required=False) if other is each else other for other in request.attendees)
            tried.append((f"{each.name}님 없이 하면", f"without {each.name}", replace(request, attendees=others)))
            people += 1
    counted = [(ko, en, len(_Grid(other, now).starts())) for ko, en, other in tried]
    things, others_away = counted[: len(counted) - people], counted[len(counted) - people :]
    helpful = [each for part in (things, others_away) for each in sorted(part, key=lambda each: -each[2]) if each[2]]
    relaxations: tuple[dict[str, Any], ...] = tuple({"ko": ko, "en": en, "slots": n} for ko, en, n in helpful)
    if not helpful:
        return NoneFound("이 기간에는 무엇을 바꿔도 시간이 없어요.", "There is no time, whatever gives way.", ())
    ko, en, count = helpful[0]
    return NoneFound(
        f"모두 되는 시간이 없어요. {ko} {count}개가 생겨요.", f"No time fits all; {en} there are {count}.", relaxations
    )


@dataclass(frozen=True, slots=True)
class _Person:
    attendee: Attendee
    free: Mask  # nothing taken, with buffer and travel
    hours: Mask


class _Grid:
    """The window in steps from its first whole step; step i covers [origin + i, origin + i + 1) steps."""

    def __init__(self, request: Request, now: datetime) -> None:
        self.request = request
        step = request.step * 60
        first = max(request.start, now + timedelta(minutes=request.notice))
        self.origin = -(-int(first.timestamp()) // step) * step
        self.steps = (int(request.end.timestamp()) - self.origin) // step
        if request.end - request.start > timedelta(days=LONGEST):
            raise Problem(WINDOW, detail=f"> {LONGEST}")
        if request.end <= request.start:
            raise Problem(WINDOW, detail=f"{request.start.isoformat()} – {request.end.isoformat()}")
        self.steps = max(0, self.steps)
        self.length = max(1, -(-request.duration // request.step))
        self.weekday, self.minute, self.off = self._clock()
        self.people = [_Person(each, ~self._taken(each), self._hours(each)) for each in request.attendees]
        self.open = self._open()

    def _clock(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Mask]:
        """Weekday and minute of the day of each step in the request's zone, and whether the day is off. Offsets change
        at whole steps, so a day of the zone is looked up once."""
        weekday = np.zeros(self.steps, np.int64)
        minute = np.zeros(self.steps, np.int64)
        off = np.zeros(self.steps, np.bool_)
        place = 0
        while place < self.steps:
            local = self.moment(place)
            run = min(self.steps - place, max(1, 60 // self.request.step))
            after = self.moment(place + run - 1)
            if after - local != after.replace(tzinfo=None) - local.replace(tzinfo=None) or after.date() != local.date():
                run = 1
            part = slice(place, place + run)
            weekday[part], off[part] = local.weekday(), local.date() in self.request.days_off
            minute[part] = local.hour * 60 + local.minute + self.request.step * np.arange(run)
            place += run
        return weekday, minute, off

    def moment(self, place: int) -> datetime:
        return datetime.fromtimestamp(self.origin + place * self.request.step * 60, UTC).astimezone(self.request.zone)

    def _taken(self, attendee: Attendee) -> Mask:
        taken = np.zeros(self.steps, np.bool_)
        step = self.request.step * 60
        travel = self.request.travel if attendee.travel is None else attendee.travel
        buffer = self.request.buffer if attendee.buffer is None else attendee.buffer
        for busy in attendee.busy:
            away = travel if self.request.place != busy.place else 0
            room = (buffer + away) * 60
            low = int((busy.start.timestamp() - room - self.origin) // step)
            high = int(-((self.origin - busy.end.timestamp() - room) // step))
            taken[max(0, low) : max(0, high)] = True
        return taken

    def _hours(self, attendee: Attendee) -> Mask:
        inside = np.zeros(self.steps, np.bool_)
        for day, (opens, closes) in attendee.hours.items():
            end = self.minute + self.request.step
            inside |= (self.weekday == day) & (self.minute >= _minutes(opens)) & (end <= _minutes(closes, end=True))
        if attendee.lunch:
            low, high = (_minutes(moment) for moment in attendee.lunch)
            inside &= (self.minute + self.request.step <= low) | (self.minute >= high)
        return inside

    def _open(self) -> Mask:
        """Steps in which a meeting may lie, as far as lunch and days off go."""
        lies = ~self.off
        if self.request.lunch:
            low, high = (_minutes(moment) for moment in self.request.lunch)
            lies &= (self.minute + self.request.step <= low) | (self.minute >= high)
        return lies

    def starts(self) -> NDArray[np.int64]:
        """Steps at which a meeting may begin."""
        fits = self.open.copy()
        for person in self.people:
            if person.attendee.required:
                fits &= person.free & person.hours
        return np.flatnonzero(self._whole(fits))

    def _whole(self, mask: Mask) -> Mask:
        """For each step whether it and those that the meeting lasts for all hold."""
        if self.steps < self.length:
            return np.zeros(0, np.bool_)
        sums = np.concatenate(([0], np.cumsum(mask)))
        whole: Mask = sums[self.length :] - sums[: -self.length] == self.length
        return whole

    def scores(self, starts: NDArray[np.int64]) -> NDArray[np.float64]:
        liked = self._liked(starts) if self.request.preferred else np.ones(len(starts), np.bool_)
        optional = [self._whole(p.free & p.hours)[starts] for p in self.people if not p.attendee.required]
        everybody = np.mean(optional, axis=0) if optional else np.ones(len(starts))
        room = np.minimum(self._room(starts), COMFORT) / COMFORT
        soon = 1 - starts / max(1, self.steps)
        parts = {"preferred": liked, "everybody": everybody, "room": room, "soon": soon}
        found: NDArray[np.float64] = sum(WEIGHT[name] * np.asarray(part, np.float64) for name, part in parts.items())  # type: ignore[assignment]
        return found

    def _liked(self, starts: NDArray[np.int64]) -> Mask:
        begin, end = self.minute[starts], self.minute[starts] + self.request.duration
        liked = np.zeros(len(starts), np.bool_)
        for low, high in self.request.preferred:
            liked |= (begin >= _minutes(low)) & (end <= _minutes(high, end=True))
        return liked

    def _room(self, starts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Minutes to the nearest appointment of anybody who must come, before or after."""
        taken = np.zeros(self.steps, np.bool_)
        for person in self.people:
            if person.attendee.required:
                taken |= ~person.free
        places = np.flatnonzero(taken)
        if not len(places):
            return np.full(len(starts), np.inf)
        at = np.searchsorted(places, starts)
        before = np.where(at > 0, starts - places[np.maximum(at - 1, 0)] - 1, self.steps)
        after_at = np.searchsorted(places, starts + self.length - 1)
        held = places[np.minimum(after_at, len(places) - 1)]
        after = np.where(after_at < len(places), held - starts - self.length, self.steps)
        return np.minimum(before, after).astype(np.float64) * self.request.step

    def near(self, one: int, other: int, apart: int) -> bool:
        return abs(one - other) * self.request.step < apart

    def slot(self, start: int, score: float) -> Slot:
        at = np.array([start])
        absent = tuple(
            p.attendee.name for p in self.people if not p.attendee.required and not self._whole(p.free & p.hours)[start]
        )
        begins = self.moment(start)
        room, liked = float(self._room(at)[0]), bool(self.request.preferred) and bool(self._liked(at)[0])
        return Slot(
            begins, begins + timedelta(minutes=self.request.duration), score, self._reasons(room, liked, absent), absent
        )

    def _reasons(self, room: float, liked: bool, absent: tuple[str, ...]) -> tuple[dict[str, str], ...]:
        reasons = []
        if absent:
            names = ", ".join(absent)
            reasons.append(
                {"ko": f"{names}님은 올 수 없어요(꼭 오지 않아도 되는 분).", "en": f"{names} cannot come (optional)."}
            )
        else:
            reasons.append({"ko": "모두 비어 있어요.", "en": "Everybody is free."})
        if liked:
            reasons.append({"ko": "좋아하는 시간대예요.", "en": "It is at a preferred time of the day."})
        if self.request.travel:
            minutes = self.request.travel
            reasons.append({"ko": f"오가는 {minutes}분을 남겼어요.", "en": f"{minutes} minutes are left for the way."})
        if room == np.inf or room >= COMFORT:
            reasons.append(
                {"ko": "앞뒤 일정과 한 시간 넘게 떨어져 있어요.", "en": "Other appointments are over an hour away."}
            )
        else:
            spare = int(room) + self.request.buffer
            reasons.append(
                {
                    "ko": f"가장 가까운 일정과 {spare}분 떨어져 있어요.",
                    "en": f"The nearest appointment is {spare} minutes away.",
                }
            )
        return tuple(reasons)


def _minutes(moment: time, *, end: bool = False) -> int:
    """Minutes of the day; midnight as an end is the end of the day."""
    minutes = moment.hour * 60 + moment.minute
    return 24 * 60 if end and not minutes else minutes
