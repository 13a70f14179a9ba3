"""CloudEvents 1.0 (CNCF spec 1.0.2): the JSON format, single and batched, and the binary mode of the HTTP binding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, cast
from urllib.parse import unquote

from jangbu.engines.events.fields import Fields
from jangbu.engines.events.model import LONGEST_TYPE, PHASES, Phase, RunEvent

VERSION = "1.0"
ATTRIBUTES = ("id", "source", "type", "specversion", "time", "subject", "datacontenttype", "dataschema", "sequence")


def is_event(value: Mapping[str, Any]) -> bool:
    return "specversion" in value


def in_headers(headers: Mapping[str, str]) -> dict[str, Any]:
    """The attributes of the binary mode, percent-decoded (HTTP binding 3.1.3.2); empty when it is another mode."""
    if "ce-specversion" not in headers:
        return {}
    return {name[3:]: unquote(value) for name, value in headers.items() if name.startswith("ce-")}


def read(place: int, value: Mapping[str, Any], now: datetime) -> RunEvent:
    """One event. What its type means is told by its last word: jangbu.run.finished, com.example.run.failed.

    The run is the subject (or data.run). data may hold workflow, step, started_at, ended_at, number, attempt,
    retry_of, error {class, message}, documents, person. Raises Problem.
    """
    told = Fields(place, value)
    if value.get("specversion") != VERSION:
        raise told.unreadable("specversion", VERSION, VERSION)
    given, origin, type_ = told.identity("id"), told.text("source"), told.text("type", longest=LONGEST_TYPE)
    if not origin or not type_:
        raise told.unreadable("source" if not origin else "type", "비어 있지 않은 글자", "text that is not empty")
    data, at = told.inner("data"), told.time("time")
    run = told.identity("subject", needed=False) or data.identity("run", "run_id", needed=False)
    phase = phase_of(type_) if run else "unknown"
    error_class, error = data.error()
    return RunEvent(
        id=_within(origin, given),
        type=type_,
        phase=phase,
        run=run if phase != "unknown" else "",
        at=at or now,
        timed=at is not None,
        workflow=data.text("workflow", "flow", "process") or origin,
        step=data.text("step", "activity"),
        started_at=data.time("started_at", "startedAt"),
        ended_at=data.time("ended_at", "endedAt"),
        number=data.number("number") if data.number("number") is not None else told.number("sequence"),
        attempt=max(1, data.number("attempt") or 1),
        retry_of=data.identity("retry_of", "retryOf", needed=False),
        error_class=error_class,
        error=error,
        documents=data.names("documents"),
        person=data.text("person", "user"),
        raw=value,
    )


def phase_of(type_: str) -> Phase:
    """The phase that a type ends in, where the word before it is run; anything else is unknown, and kept."""
    words = type_.lower().rsplit(".", 2)
    if len(words) >= 2 and words[-2] == "run" and words[-1] in PHASES:
        return cast(Phase, words[-1])
    return "unknown"


def _within(origin: str, given: str) -> str:
    """Ids are unique within one CloudEvents source only, and several may share one of ours."""
    return f"{sha256(origin.encode()).hexdigest()[:10]}:{given}"
