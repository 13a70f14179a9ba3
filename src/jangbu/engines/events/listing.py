"""Lists of runs as tools give them out: what to ask for, and what the answer holds. Fetching is the caller's affair.

Pushes get lost (UiPath drops webhooks for an hour after one failure and never sends them again; Power Automate forgets
runs after 28 days), so the lists are what fills the gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from jangbu.engines.events import problems
from jangbu.engines.events.fields import Fields
from jangbu.engines.events.intake import cleaned
from jangbu.engines.events.model import RunEvent, Tool
from jangbu.engines.events.tools import n8n, power_automate, uipath
from jangbu.kernel.errors import Problem

LISTED: tuple[Tool, ...] = ("n8n", "uipath", "power_automate")
PAGE = 100  # runs of one answer
UIPATH_FIELDS = "Id,Key,ReleaseName,State,StartTime,EndTime,CreationTime,Info"
FLOW_FIELDS = "name,starttime,endtime,status,errorcode,errormessage,workflowid,_workflow_value"


@dataclass(frozen=True, slots=True)
class Page:
    """The events of one answer, and the path of the next page ("" at the end)."""

    events: tuple[RunEvent, ...]
    next: str
    oldest: datetime | None  # the earliest moment told of: lists run from new to old


def first_path(tool: Tool, since: datetime) -> str:
    """Path and query of the first page, below the tool's base address, for runs since then."""
    moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if tool == "n8n":  # no filter by time: newest first, read until old enough
        return f"/api/v1/executions?{urlencode({'limit': PAGE, 'includeData': 'false'})}"
    if tool == "uipath":
        query = {"$filter": f"CreationTime ge {moment}", "$orderby": "CreationTime desc", "$top": PAGE, "$skip": 0}
        return f"/odata/Jobs?{urlencode({**query, '$select': UIPATH_FIELDS})}"
    if tool == "power_automate":
        query = {"$filter": f"starttime ge {moment}", "$orderby": "starttime desc", "$select": FLOW_FIELDS}
        return f"/api/data/v9.2/flowruns?{urlencode(query)}"
    raise ValueError(f"{tool} gives out no list of runs")


def headers(tool: Tool, key: str) -> dict[str, str]:
    """How the tool wants to be asked. `key` is an API key for n8n, an access token for the others."""
    if tool == "n8n":
        return {"x-n8n-api-key": key}
    told = {"authorization": f"Bearer {key}"}
    if tool == "power_automate":
        return {**told, "prefer": f'odata.maxpagesize={PAGE},odata.include-annotations="*"', "odata-version": "4.0"}
    return told


NAMES_PATH: Mapping[Tool, str] = {"n8n": "/api/v1/workflows?limit=250"}  # where names of workflows are told apart


def names_of(answer: Any) -> dict[str, str]:
    """Workflow names by id, from what NAMES_PATH gave; empty where it cannot be read, since ids serve as well."""
    items = answer.get("data") if isinstance(answer, Mapping) else None
    told = [Fields(place, each) for place, each in enumerate(items or [], start=1) if isinstance(each, Mapping)]
    return {each.text("id"): each.text("name") for each in told if each.text("name")}


def read_page(tool: Tool, answer: Any, path: str, names: Mapping[str, str] | None = None) -> Page:
    """`answer` is the JSON that `path` gave, `names` those of workflows by id. Raises Problem LIST_UNREADABLE."""
    items = answer.get("data" if tool == "n8n" else "value") if isinstance(answer, Mapping) else None
    if not isinstance(items, list) or not all(isinstance(each, Mapping) for each in items):
        raise Problem(problems.LIST_UNREADABLE, tool=tool, detail="data" if tool == "n8n" else "value")
    readers: Mapping[str, Callable[[Fields], RunEvent]] = {
        "n8n": lambda told: n8n.listed(told, names),
        "uipath": uipath.listed,
        "power_automate": lambda told: power_automate.listed(told, names),
    }
    try:
        events = tuple(cleaned(readers[tool](Fields(place, each))) for place, each in enumerate(items, start=1))
    except Problem as problem:
        raise Problem(problems.LIST_UNREADABLE, tool=tool, detail=problem.what("en")) from problem
    moments = [event.started_at or event.at for event in events]
    return Page(events, _next(tool, answer, path, len(items)), min(moments, default=None))


def _next(tool: Tool, answer: Mapping[str, Any], path: str, count: int) -> str:
    if tool == "n8n":
        cursor = answer.get("nextCursor")
        base = first_path("n8n", datetime.now(UTC))
        return f"{base}&{urlencode({'cursor': cursor})}" if isinstance(cursor, str) and cursor else ""
    if tool == "uipath":
        if count < PAGE:
            return ""
        front, _, rest = path.partition("%24skip=")
        skipped, _, tail = rest.partition("&")
        return f"{front}%24skip={int(skipped) + PAGE}&{tail}"
    link = answer.get("@odata.nextLink")
    if not isinstance(link, str) or not link:
        return ""
    parts = urlsplit(link)  # absolute: only its path and query count, so that it cannot lead elsewhere
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
