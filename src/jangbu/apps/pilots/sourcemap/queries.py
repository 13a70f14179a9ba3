"""The source map: what the records know of every dataset, log and process, and where they know nothing.

A figure that a person filled in stands only where the records are silent, and says that it was said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.pilots.models import Benchmark, MapLine, Pilot
from jangbu.apps.pilots.queries import sees_all, visible
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor

GAPS = ("owner", "period", "completeness", "times")


@dataclass(frozen=True, slots=True)
class Line:
    """One source. completeness in per cent; times: good, some, bad or "" (nobody knows); said: what a person filled."""

    kind: str  # dataset, process, other
    ref: str
    name: str
    owner: str
    first: date | None
    last: date | None
    completeness: int | None
    times: str
    note: str
    said: frozenset[str] = frozenset()
    needed: tuple[str, ...] = field(default=GAPS)

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def gaps(self) -> list[str]:
        held = {
            "owner": bool(self.owner),
            "period": self.first is not None and self.last is not None,
            "completeness": self.completeness is not None,
            "times": bool(self.times),
        }
        return [gap for gap in self.needed if not held[gap]]


def lines(actor: Actor, today: date) -> list[Line]:
    """Everything that may be measured from, those with gaps first."""
    kept = {(each.kind, each.ref or each.pk): each for each in MapLine.objects.filter(archived_at=None)}
    found = [*_datasets(actor, today), *_processes(actor)]
    filled = [_filled(line, kept.pop((line.kind, line.ref), None)) for line in found]
    if sees_all(actor):
        filled += [_filled(_other(each), each) for each in kept.values() if each.kind == "other"]
    return sorted(filled, key=lambda line: (-len(line.gaps), line.kind, line.name))


def _datasets(actor: Actor, today: date) -> list[Line]:
    owners = {each.dataset.pk: each.owner for each in sources.catalogue(actor, today)}
    found = []
    for line in sources.lines(actor):
        result: dict[str, Any] = line.run.result if line.run else {}
        complete = (result.get("score") or {}).get("completeness")
        first, last = period_of(result)
        found.append(
            Line(
                kind="dataset",
                ref=line.dataset.pk,
                name=line.dataset.name,
                owner=owners.get(line.dataset.pk, ""),
                first=first,
                last=last,
                completeness=None if complete is None else round(complete),
                times="",
                note="",
                needed=GAPS if first else ("owner", "period", "completeness"),
            )
        )
    return found


BIRTHS = ("birth", "생년", "생일")  # days of people, not of the record


def period_of(result: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day that any column of days holds, birthdays aside."""
    firsts, lasts = [], []
    for column in result.get("columns", []):
        told = f"{column.get('name', '')} {column.get('semantic') or ''}".lower()
        if column.get("type") not in {"date", "timestamp"} or any(word in told for word in BIRTHS):
            continue
        first, last = _day(column.get("minimum")), _day(column.get("maximum"))
        if first is not None and last is not None:
            firsts.append(first)
            lasts.append(last)
    return (min(firsts), max(lasts)) if firsts else (None, None)


def _processes(actor: Actor) -> list[Line]:
    names = {person.pk: person.name for person in people.by_role("work.read")}
    found = []
    for process in work.processes(actor):
        log: dict[str, Any] = process.repeatability or {}
        left_out = sum((log.get("left_out") or {}).values())
        complete = round(100 * (1 - left_out / max(1, log["events"]))) if log.get("events") else None
        found.append(
            Line(
                kind="process",
                ref=process.pk,
                name=process.name,
                owner=names.get(process.owner, ""),
                first=_day(log.get("first")),
                last=_day(log.get("last")),
                completeness=complete,
                times=_times(log),
                note=process.log,
            )
        )
    return found


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


def _times(log: dict[str, Any]) -> str:
    """How far the log's clock can be trusted: no fault, one kind of fault, more."""
    if not log:
        return ""
    faults = len(log.get("time_faults", []))
    return "good" if not faults else "some" if faults == 1 else "bad"


def _other(kept: MapLine) -> Line:
    return Line("other", kept.pk, kept.name, "", None, None, None, "", "")


def _filled(line: Line, kept: MapLine | None) -> Line:
    if kept is None:
        return line
    said = {
        "owner": not line.owner and bool(kept.owner),
        "period": line.first is None and kept.first_day is not None,
        "completeness": line.completeness is None and kept.completeness is not None,
        "times": not line.times and bool(kept.times),
    }
    return Line(
        kind=line.kind,
        ref=line.ref,
        name=line.name,
        owner=line.owner or kept.owner,
        first=line.first or kept.first_day,
        last=line.last or kept.last_day,
        completeness=line.completeness if line.completeness is not None else kept.completeness,
        times=line.times or kept.times,
        note=line.note or kept.note,
        said=frozenset(name for name, one in said.items() if one),
        needed=line.needed,
    )


@dataclass(frozen=True, slots=True)
class Baseline:
    """A figure from before anything changed. how: measured or said. id: of the note; empty where it was measured."""

    id: str
    source: str
    measure: dict[str, str]
    value: float
    unit: dict[str, str]
    first: date
    last: date
    context: str
    how: str


def baselines(actor: Actor) -> list[Baseline]:
    """Measured ones from the examinations of the pilots they may see, then what people noted."""
    found = [line for pilot in visible(actor) if (line := _measured(pilot)) is not None]
    for each in Benchmark.objects.filter(archived_at=None) if sees_all(actor) else ():
        both = {"ko": each.measure, "en": each.measure}
        unit = {"ko": each.unit, "en": each.unit}
        window = (each.first_day, each.last_day)
        found.append(Baseline(each.pk, each.source, both, float(each.value), unit, *window, each.context, each.how))
    return found


def _measured(pilot: Pilot) -> Baseline | None:
    examined = pilot.examinations.first()
    effect = (examined.result.get("effect") or {}) if examined else {}
    days = [point["date"] for point in effect.get("points", []) if point["use"] == "before"]
    if not days:
        return None
    measure = {"ko": "처리 시간, 하루 평균", "en": "Handling time, mean of the day"}
    window = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    return Baseline("", pilot.name, measure, effect["before_mean"], effect["unit"], *window, "", "measured")
