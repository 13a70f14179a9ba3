"""OTLP/HTTP traces in JSON (opentelemetry-proto 1.x): a trace is a run, its spans are steps, its root span is the run.

JSON differs from protobuf's own mapping in one point: trace and span ids are hex. Unknown fields are passed over, and
enumerations come as numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from jangbu.engines.events.fields import Fields, printable
from jangbu.engines.events.model import LONGEST_ERROR, LONGEST_ID, LONGEST_NAME, LONGEST_TYPE, RunEvent

ERROR = (2, "STATUS_CODE_ERROR")
HEX = frozenset("0123456789abcdefABCDEF")


def is_traces(value: Any) -> bool:
    return isinstance(value, Mapping) and "resourceSpans" in value


def read(value: Mapping[str, Any], now: datetime) -> list[RunEvent]:
    """One event a span. Raises Problem for a span without ids or end."""
    return [_event(Fields(place, span), service, now) for place, (service, span) in enumerate(_spans(value), start=1)]


def _spans(value: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(service name, span) in the order sent."""
    for resource in _objects(value.get("resourceSpans")):
        held = resource.get("resource")
        service = str(attributes(held.get("attributes") if isinstance(held, Mapping) else None).get("service.name", ""))
        for scope in _objects(resource.get("scopeSpans")):
            for span in _objects(scope.get("spans")):
                yield service, span


def _event(told: Fields, service: str, now: datetime) -> RunEvent:
    trace, span = _hex(told, "traceId", 32), _hex(told, "spanId", 16)
    started, ended = told.nanoseconds("startTimeUnixNano"), told.nanoseconds("endTimeUnixNano")
    if started is None or ended is None:
        raise told.unreadable("startTimeUnixNano" if started is None else "endTimeUnixNano", "나노초", "nanoseconds")
    root = not told.text("parentSpanId")
    failed = told.inner("status").values.get("code") in ERROR
    error_class, error = _error(told) if failed else ("", "")
    said = attributes(told.values.get("attributes"))
    name = told.text("name")
    return RunEvent(
        id=f"{trace}:{span}",
        type="span",
        phase=("failed" if failed else "finished") if root else "step",
        run=trace,
        at=ended,
        workflow=printable(service)[:LONGEST_NAME] or name,
        step=name,
        started_at=started,
        ended_at=ended,
        error_class=error_class if root else "",
        error=error if root else "",
        documents=(printable(str(said["jangbu.document"]))[:LONGEST_ID],) if said.get("jangbu.document") else (),
        person=printable(str(said.get("enduser.id", "")))[:LONGEST_NAME],
        raw=told.values,
    )


def _error(told: Fields) -> tuple[str, str]:
    """(class, message): from the exception that the span recorded, else its status."""
    message = told.inner("status").text("message", longest=LONGEST_ERROR)
    for event in _objects(told.values.get("events")):
        if event.get("name") == "exception":
            said = attributes(event.get("attributes"))
            return (
                printable(str(said.get("exception.type", "")))[:LONGEST_TYPE],
                printable(str(said.get("exception.message", "") or message))[:LONGEST_ERROR],
            )
    return "", message


def attributes(value: Any) -> dict[str, Any]:
    """[{key, value: {stringValue: ...}}] as a mapping; lists and maps of values are left out."""
    found: dict[str, Any] = {}
    for each in _objects(value):
        held = each.get("value")
        if isinstance(each.get("key"), str) and isinstance(held, Mapping):
            for kind in ("stringValue", "intValue", "boolValue", "doubleValue"):
                if kind in held:
                    found[each["key"]] = held[kind]
    return found


def _objects(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [each for each in value if isinstance(each, Mapping)]


def _hex(told: Fields, name: str, length: int) -> str:
    value = told.values.get(name)
    if not isinstance(value, str) or len(value) != length or not HEX.issuperset(value) or not value.strip("0"):
        raise told.unreadable(name, f"{length}자리 16진수", f"{length} hex digits")
    return value.lower()
