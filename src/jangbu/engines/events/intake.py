"""A delivery as it came over HTTP becomes RunEvents: all of them, or none and one sentence why."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, NoReturn

from jangbu.engines.events import cloudevents, otlp, problems
from jangbu.engines.events.fields import Fields, printable, storable
from jangbu.engines.events.model import LONGEST_ID, RunEvent, Tool
from jangbu.engines.events.tools import n8n, power_automate, uipath, zapier
from jangbu.kernel.errors import Problem

LARGEST = 1_000_000  # bytes of a delivery, unpacked
MOST = 5_000  # events of a delivery

READERS: dict[str, Callable[[Fields, datetime], list[RunEvent]]] = {
    "power_automate": power_automate.read,
    "n8n": n8n.read,
    "zapier": zapier.read,
    "uipath": uipath.read,
}


def read(body: bytes, headers: Mapping[str, str], *, tool: Tool, now: datetime) -> list[RunEvent]:
    """The events of one delivery, in its order; an event that is in it twice comes once.

    `headers` have lower-case names. CloudEvents and OTLP are taken from every tool, since any of them can speak those;
    anything else is read as `tool` writes it. What is JSON but no known shape becomes one unknown event, kept whole.
    Raises Problem (see problems.py): then none of the delivery counts.
    """
    content = unpacked(body, headers.get("content-encoding", ""))
    attributes = cloudevents.in_headers(headers)
    if attributes:
        return [cleaned(cloudevents.read(1, {**attributes, "data": _data(content, headers)}, now))]
    value = parsed(content)
    events = otlp.read(value, now) if otlp.is_traces(value) else _several(value, tool, now)
    if not events and not otlp.is_traces(value):
        raise Problem(problems.EMPTY)
    if len(events) > MOST:
        raise Problem(problems.TOO_MANY, count=f"{len(events):,}", limit=f"{MOST:,}")
    once: dict[str, RunEvent] = {}
    for event in map(cleaned, events):
        once.setdefault(event.id, event)
    return list(once.values())


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body without its gzip, never more than LARGEST. Raises Problem TOO_LARGE, NOT_JSON."""
    if len(body) > LARGEST:
        raise too_large(len(body))
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        return body
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as file:
            content = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Problem(problems.NOT_JSON, detail="gzip") from error
    if len(content) > LARGEST:
        raise too_large(len(content))
    return content


def too_large(size: int) -> Problem:
    """`size` in bytes."""
    return Problem(problems.TOO_LARGE, size=f"{size / 1e6:,.1f} MB", limit=f"{LARGEST / 1e6:.0f} MB")


def parsed(content: bytes) -> Any:
    """JSON as RFC 8259 has it, so without NaN. Raises Problem NOT_JSON."""
    try:
        return json.loads(content, parse_constant=_no_constant)
    except RecursionError:
        raise Problem(problems.NOT_JSON, detail="nesting") from None
    except UnicodeDecodeError as error:
        raise Problem(problems.NOT_JSON, detail=f"UTF-8, byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise Problem(problems.NOT_JSON, detail=f"{error.lineno}:{error.colno}") from None
    except ValueError:
        raise Problem(problems.NOT_JSON, detail="number") from None


def _several(value: Any, tool: Tool, now: datetime) -> list[RunEvent]:
    """A batch is an array; its events are read one by one, and the first that cannot be read refuses all."""
    given = value if isinstance(value, list) else [value]
    if len(given) > MOST:
        raise Problem(problems.TOO_MANY, count=f"{len(given):,}", limit=f"{MOST:,}")
    events: list[RunEvent] = []
    for place, each in enumerate(given, start=1):
        if not isinstance(each, Mapping):
            raise Fields(place, {}).unreadable("JSON", "{...}", "{...}")
        events += _one(place, each, tool, now)
    return events


def _one(place: int, value: Mapping[str, Any], tool: Tool, now: datetime) -> list[RunEvent]:
    if cloudevents.is_event(value):
        return [cloudevents.read(place, value, now)]
    reader = READERS.get(tool)
    found = reader(Fields(place, value), now) if reader else []
    if not found and tool == "cloudevents":
        raise Fields(place, value).unreadable("specversion", cloudevents.VERSION, cloudevents.VERSION)
    return found or [_unknown(value, now)]


def _unknown(value: Mapping[str, Any], now: datetime) -> RunEvent:
    """Something else that the tool sends, named by its own content so that it counts once."""
    mark = sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:40]
    return RunEvent(f"content:{mark}", "unknown", "unknown", "", now, timed=False, raw=value)


def cleaned(event: RunEvent) -> RunEvent:
    """The event as both databases hold it."""
    if len(event.id) > LONGEST_ID:  # made of two ids that are each short enough
        event = replace(event, id=f"{event.id[:100]}:{sha256(event.id.encode()).hexdigest()[:40]}")
    return replace(event, raw=storable(event.raw), documents=tuple(map(printable, event.documents)))


def _data(content: bytes, headers: Mapping[str, str]) -> Any:
    """The body of the binary mode: JSON where it says so, else not looked into."""
    kind = headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if not content:
        return {}
    return parsed(content) if kind.endswith("json") else {}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
