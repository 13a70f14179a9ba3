"""XES (IEEE 1849), streamed trace by trace. No DTD, no entities, no network."""

from __future__ import annotations

from typing import IO, Any

from lxml import etree

from jangbu.engines.processes import problems
from jangbu.engines.processes.building import Builder
from jangbu.kernel.errors import Problem

NAME, TIME, LIFECYCLE = "concept:name", "time:timestamp", "lifecycle:transition"
CLASSIFIED = 65_536  # bytes in which a document type would have to be declared


def read_xes(stream: IO[bytes], file: str, names: dict[str, str]) -> Builder:
    """Events of every trace. Where a log has life cycles, only completed events count, as in most published analyses.

    names: other attribute keys for case, activity, time. Raises Problem: ENTITIES, TRUNCATED, TOO_LONG, NOT_A_LOG.
    """
    start = stream.read(CLASSIFIED)
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Problem(problems.ENTITIES, file=file)
    stream.seek(0)
    keys = (names.get("case", NAME), names.get("activity", NAME), names.get("time", TIME), LIFECYCLE)
    traces: list[tuple[str, list[tuple[str, str, str]]]] = []
    try:
        walk = etree.iterparse(
            stream, events=("end",), tag=("{*}trace", "{*}log"), resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False,
        )  # fmt: skip
        for _event, element in walk:
            if element.tag.rpartition("}")[2] == "trace":
                traces.append(_trace(element, keys, len(traces)))
                _forget(element)
        root = walk.root
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from None
    if root is None or root.tag.rpartition("}")[2] != "log":
        raise Problem(problems.NOT_A_LOG, file=file, found=f"<{root.tag if root is not None else ''}>")
    return _completed(traces)


def _trace(element: Any, keys: tuple[str, str, str, str], index: int) -> tuple[str, list[tuple[str, str, str]]]:
    case_key, activity_key, time_key, lifecycle_key = keys
    case, events = "", []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        if tag.endswith("event"):
            found = {item.get("key"): item.get("value", "") for item in child}
            events.append((found.get(activity_key, ""), found.get(time_key, ""), found.get(lifecycle_key, "")))
        elif child.get("key") == case_key:
            case = child.get("value", "")
    return case or f"trace {index + 1}", events


def _forget(element: Any) -> None:
    """Free the trace and what came before it: a log may be larger than memory as a tree."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _completed(traces: list[tuple[str, list[tuple[str, str, str]]]]) -> Builder:
    has_complete = any(step[2].lower() == "complete" for _case, events in traces for step in events)
    builder, seen = Builder(), dict[str, int]()
    for case, events in traces:
        seen[case] = seen.get(case, 0) + 1
        name = case if seen[case] == 1 else f"{case} ({seen[case]})"  # two traces of one name are two cases
        for activity, time, lifecycle in events:
            if not has_complete or not lifecycle or lifecycle.lower() == "complete":
                builder.add(name, activity, time)
    return builder


def _broken(error: etree.XMLSyntaxError, file: str) -> Problem:
    place = f"{error.lineno}행" if error.lineno else "첫 행"
    said = str(error).lower()
    if "huge" in said or "too long" in said or "exceeded" in said:
        return Problem(problems.TOO_LONG, file=file, place=place)
    if "entity" in said:
        return Problem(problems.ENTITIES, file=file)
    return Problem(problems.TRUNCATED, file=file, place=place)
