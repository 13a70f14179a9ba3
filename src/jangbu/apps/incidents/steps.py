"""The standard response to each kind of incident, ticked by a person with the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.base.words import Words
from jangbu.apps.incidents.models import Incident, StepDone

FILE = Path(__file__).with_name("steps.yaml")


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    said: Words
    must: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A step with who did it and when; None while it is open."""

    step: Step
    done: StepDone | None


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return content


def steps_of(kind: str) -> tuple[Step, ...]:
    told = _file()
    lines: list[dict[str, Any]] = []
    for each in told["kinds"].get(kind, told["kinds"]["other"]):
        lines.extend(told[each["use"]] if "use" in each else [each])
    return tuple(Step(each["id"], Words(each["ko"], each["en"]), bool(each["must"])) for each in lines)


def lines_of(incident: Incident, at: datetime | None = None) -> list[Line]:
    done = [each for each in incident.steps.all() if _stands(each, at)]
    by_step = {each.step: each for each in done}
    return [Line(step, by_step.get(step.id)) for step in steps_of(incident.kind)]


def _stands(done: StepDone, at: datetime | None) -> bool:
    if at is None:
        return done.undone_at is None
    return done.done_at <= at and (done.undone_at is None or done.undone_at > at)


def open_musts(incident: Incident) -> list[Step]:
    return [line.step for line in lines_of(incident) if line.step.must and line.done is None]
