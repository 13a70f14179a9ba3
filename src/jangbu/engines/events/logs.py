"""Runs as process mining reads them: XES (IEEE 1849-2016) by case, OCEL 2.0 JSON by object.

Values are data: they are escaped, and nothing that came from outside becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Literal
from xml.sax.saxutils import quoteattr

Lifecycle = Literal["start", "complete", "suspend", "resume", "withdraw", "ate_abort", "pi_abort", "schedule"]
ATTRIBUTE_TYPES = {bool: "boolean", int: "integer", float: "float", str: "string", datetime: "time"}
FIRST = datetime(1970, 1, 1, tzinfo=UTC)  # when an object has a value from the beginning, as OCEL 2.0 writes it


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that events are about: an invoice, an approval, a person, a run, an automation."""

    id: str
    type: str
    values: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[tuple[str, str], ...] = ()  # (object id, qualifier)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event of a log. `things` are (object id, qualifier)."""

    id: str
    case: str
    activity: str
    at: datetime
    lifecycle: Lifecycle = "complete"
    resource: str = ""
    things: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


def xes(lines: Iterable[LogLine], *, name: str, about: Mapping[str, Mapping[str, Any]] | None = None) -> Iterator[str]:
    """The log piece by piece, one trace a case; `lines` come with the events of a case together. `about` says things of
    whole cases."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xes.features="nested-attributes">\n'
    for extension, prefix in (
        ("Concept", "concept"),
        ("Time", "time"),
        ("Lifecycle", "lifecycle"),
        ("Organizational", "org"),
    ):
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f"<extension name={quoteattr(extension)} prefix={quoteattr(prefix)} uri={quoteattr(uri)}/>\n"
    yield '<global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>\n'
    yield (
        '<global scope="event"><string key="concept:name" value="UNKNOWN"/>'
        '<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>'
        '<string key="lifecycle:transition" value="complete"/></global>\n'
    )
    yield '<classifier name="Activity" keys="concept:name"/>\n'
    yield f"{_attribute('concept:name', name)}\n"
    for case, events in groupby(lines, key=lambda line: line.case):
        yield "".join(_trace(case, events, (about or {}).get(case, {})))
    yield "</log>\n"


def _trace(case: str, events: Iterable[LogLine], said: Mapping[str, Any]) -> Iterator[str]:
    yield f"<trace>{_attribute('concept:name', case)}"
    for key, value in said.items():
        yield _attribute(key, value)
    yield "\n"
    for event in events:
        yield f"<event>{_attribute('concept:name', event.activity)}{_attribute('time:timestamp', event.at)}"
        yield _attribute("lifecycle:transition", event.lifecycle)
        if event.resource:
            yield _attribute("org:resource", event.resource)
        for key, value in event.values.items():
            yield _attribute(key, value)
        yield "</event>\n"
    yield "</trace>\n"


def _attribute(key: str, value: Any) -> str:
    kinds = {"string": "string", "integer": "int", "float": "float", "boolean": "boolean", "time": "date"}
    kind = kinds[type_of(value)]
    said = value.astimezone(UTC).isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)
    if isinstance(value, bool):
        said = said.lower()
    return f"<{kind} key={quoteattr(key)} value={quoteattr(_legal(said))}/>"


def _legal(text: str) -> str:
    """XML 1.0 has no control characters but tab and line ends, nor surrogates."""
    return "".join(char if _is_legal(char) else "\N{REPLACEMENT CHARACTER}" for char in text)


def _is_legal(char: str) -> bool:
    return char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff")


def ocel(lines: Sequence[LogLine], things: Iterable[Thing]) -> dict[str, Any]:
    """The log as OCEL 2.0 JSON: eventTypes, objectTypes, events, objects. Relationships that lead to no object and
    objects that come twice are left out, so that every id in it resolves."""
    known = {thing.id: thing for thing in things}
    return {
        "eventTypes": _types((line.activity, line.values) for line in lines),
        "objectTypes": _types((thing.type, thing.values) for thing in known.values()),
        "events": [
            {
                "id": line.id,
                "type": line.activity,
                "time": _time(line.at),
                "attributes": [{"name": key, "value": _value(value)} for key, value in line.values.items()],
                "relationships": _related(line.things, known),
            }
            for line in sorted(lines, key=lambda line: (line.at, line.id))
        ],
        "objects": [
            {
                "id": thing.id,
                "type": thing.type,
                "attributes": [
                    {"name": key, "time": _time(FIRST), "value": _value(value)} for key, value in thing.values.items()
                ],
                "relationships": _related(thing.related, known),
            }
            for thing in known.values()
        ],
    }


def _types(named: Iterable[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Every type with the attributes it has anywhere; one that comes in two kinds is a string."""
    found: dict[str, dict[str, str]] = {}
    for name, values in named:
        held = found.setdefault(name, {})
        for key, value in values.items():
            kind = type_of(value)
            held[key] = kind if held.get(key, kind) == kind else "string"
    return [
        {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in held.items()]}
        for name, held in sorted(found.items())
    ]


def _related(related: Iterable[tuple[str, str]], known: Mapping[str, Thing]) -> list[dict[str, str]]:
    return [{"objectId": id_, "qualifier": qualifier} for id_, qualifier in dict.fromkeys(related) if id_ in known]


def type_of(value: Any) -> str:
    for kind, name in ATTRIBUTE_TYPES.items():  # bool before int, since it is one
        if isinstance(value, kind):
            return name
    raise TypeError(f"{type(value).__name__} has no place in a log")


def _value(value: Any) -> Any:
    return _time(value) if isinstance(value, datetime) else value


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
