"""Texts of notices from the facts, in Korean and English; what is not known yet says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.base.words import Words
from jangbu.apps.incidents.clocks import clocks_of
from jangbu.apps.incidents.models import Incident, Statement
from jangbu.apps.incidents.words import REQUESTS, kind_words
from jangbu.apps.people import queries as people
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language

FILE = Path(__file__).with_name("letters.yaml")
WRITTEN = ("items", "course", "contact", "advice", "measures", "cause")  # filled from the fact of that name
DETAILS = ("items", "course", "people_count", "measures", "cause", "effect")  # news for an addition
STARTS = (
    "leak_confirmed",
    "possible_leak",
    *(f"{name}_requested" for name in ("access", "correction", "stop", "automated")),
)
GROUNDS = ("sensitive", "unique_ids", "outside_access")
CLOCK_OF = {
    "first": "notify_confirmed",
    "possible": "notify_possible",
    "addition": "add_notice",
    "retraction": "retract",
    "report": "report",
    "report_addition": "add_report",
}


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    said: Words
    act: str  # the statement that its sending makes
    value: str
    text: Words


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return content


@lru_cache(maxsize=1)
def stages() -> Mapping[str, Stage]:
    return {
        name: Stage(
            name,
            Words(each["ko"], each["en"]),
            each["act"],
            each["value"],
            Words(each["text_ko"], each["text_en"]),
        )
        for name, each in _file()["stages"].items()
    }


def channels() -> dict[str, Words]:
    return {name: Words(**said) for name, said in _file()["channels"].items()}


@dataclass(frozen=True, slots=True)
class Offered:
    """A stage that makes sense now; `wanted` where a clock waits for it."""

    stage: Stage
    wanted: bool


def offered(incident: Incident, at: datetime) -> list[Offered]:
    """Which notices may be drafted now, the ones that a clock waits for first."""
    told = latest(incident)
    running = {clock.rule.id for clock in clocks_of(incident, at) if clock.open}
    acts = {(each.name, each.value) for each in incident.statements.all()}
    if incident.kind in REQUESTS:
        names = ["reply_given", "reply_refused"]
    else:
        first = ("told_people", "first") in acts or ("told_people", "full") in acts
        leak, possible, disproved = (name in told for name in ("leak_confirmed", "possible_leak", "leak_disproved"))
        reported = any(name == "reported" for name, _value in acts)
        names = [
            *(["first"] if leak and not first else []),
            *(["possible"] if possible and not leak and ("told_people", "possible") not in acts else []),
            *(["addition"] if first else []),
            *(["retraction"] if disproved and any(name == "told_people" for name, _value in acts) else []),
            *(["report"] if leak and not reported else []),
            *(["report_addition"] if reported else []),
        ]
    written = {each.stage for each in incident.notices.all() if each.sent_at is None and each.discarded_at is None}
    names = [name for name in names if name not in written]
    asks = bool(running) and incident.kind in REQUESTS
    made = [Offered(stages()[name], asks or CLOCK_OF.get(name) in running) for name in names]
    return sorted(made, key=lambda each: not each.wanted)


def latest(incident: Incident) -> dict[str, Statement]:
    """The newest statement of each name that still holds."""
    found: dict[str, Statement] = {}
    for each in incident.statements.all():
        found[each.name] = each
    return {name: each for name, each in found.items() if each.value is not False}


def unwritten(text: str) -> bool:
    """Whether a place that only a person can fill is still empty."""
    return any(place in text for place in _file()["unknown_reply"].values())


def draft(incident: Incident, stage: Stage, now: datetime) -> Words:
    return Words(*(_text(incident, stage, now, said) for said in ("ko", "en")))


def _text(incident: Incident, stage: Stage, now: datetime, said: Language) -> str:
    told = latest(incident)
    unknown = _file()[{"reported": "unknown_report", "answered": "unknown_reply"}.get(stage.act, "unknown")][said]
    values: dict[str, str] = {name: str(told[name].value) if name in told else unknown for name in WRITTEN}
    if incident.kind not in REQUESTS:
        for name in ("advice", "measures"):
            values[name] = str(told[name].value) if name in told else _file()[name][said]
    firm = people.firm()
    values |= {
        "firm": firm.name if firm else "–",
        "rights": _file()["rights"][said],
        "known": _known(incident, told, said),
        "people": _people(told, said) or unknown,
        "grounds": _grounds(told, said) or unknown,
        "told": _moment_of(incident, "told_people", said) or _file()["not_told"][said],
        "harm": _harm(told)[said],
        "reported": _moment_of(incident, "reported", said) or "–",
        "news": _news(incident, stage, said),
        "kind": getattr(kind_words(incident.kind), said),
        "day": _day(now, said),
    }
    template: str = getattr(stage.text, said)
    return template.format_map(values)


def _day(moment: datetime, said: Language) -> str:
    """With its year and without the weekday, as letters are dated."""
    return text.day(moment.astimezone(SEOUL).date(), said, year=True).partition(" (")[0]


def _moment(moment: datetime, said: Language) -> str:
    return f"{_day(moment, said)} {moment.astimezone(SEOUL):%H:%M}"


def _harm(told: Mapping[str, Statement]) -> Mapping[str, str]:
    """Leaked, or forged, altered or damaged: the law treats both alike, the letter calls it what it is."""
    confirmed = told.get("leak_confirmed")
    harms: Mapping[str, Mapping[str, str]] = _file()["harm"]
    return harms["tampering" if confirmed is not None and confirmed.value == "tampering" else "leak"]


def _people(told: Mapping[str, Statement], said: Language) -> str:
    if "people_count" not in told:
        return ""
    count = told["people_count"].value
    return f"{count:,}명" if said == "ko" else f"{count:,} people"


def _known(incident: Incident, told: Mapping[str, Statement], said: Language) -> str:
    starts = [each for each in incident.statements.all() if each.name in STARTS and each.value is not False]
    if not starts:
        return "–"
    name = next(name for name in STARTS if name in told)
    first = min(each.known_at for each in starts if each.name == name)
    return _moment(first, said)


def _moment_of(incident: Incident, name: str, said: Language) -> str:
    acts = [each.known_at for each in incident.statements.all() if each.name == name]
    return _moment(min(acts), said) if acts else ""


def _grounds(told: Mapping[str, Statement], said: Language) -> str:
    found = [Words(**_file()["grounds"][name]) for name in GROUNDS if name in told]
    if "people_count" in told and isinstance(told["people_count"].value, int) and told["people_count"].value >= 1_000:
        found.insert(0, Words("1,000명 이상", "1,000 people or more"))
    return ", ".join(getattr(each, said) for each in found)


def _news(incident: Incident, stage: Stage, said: Language) -> str:
    """What was stated since the last word of this kind, a line each."""
    acts = [each.known_at for each in incident.statements.all() if each.name == stage.act]
    since = max(acts, default=None)
    fresh = [
        each for each in incident.statements.all() if each.name in DETAILS and (since is None or each.known_at > since)
    ]
    labels = _file()["news"]
    lines = [f"· {labels[each.name][said]}: {_people({each.name: each}, said) or each.value}" for each in fresh]
    return "\n   ".join(lines) or _file()["unknown"][said]
