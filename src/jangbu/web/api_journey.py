"""Checklists under /api/v1, as `jangbu checklist --json` prints them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from jangbu.apps.base.problems import language
from jangbu.apps.journey import queries
from jangbu.web.api_pilots import ANSWERS

router = Router()


class ChecklistName(Schema):
    name: str
    kind: str
    version: int
    items: int


@router.get("/checklists", response=list[ChecklistName], url_name="checklists")
def list_checklists(request: HttpRequest) -> list[ChecklistName]:
    """Every catalogue in use."""
    held = queries.catalogues().values()
    return [ChecklistName(name=each.name, kind=each.kind, version=each.version, items=len(each.items)) for each in held]


@router.get("/checklists/{name}", response=ANSWERS, url_name="checklist")
def show_checklist(request: HttpRequest, name: str, as_of: date | None = None) -> dict[str, Any]:
    """How it stands, or stood at the end of a day (?as_of=2026-11-01); with what that day's snapshot kept otherwise."""
    day = min(as_of or timezone.localdate(), timezone.localdate())
    found = queries.report(name, queries.moment_of(day, timezone.now()))
    return {**found.as_json(language()), "snapshot_differs": queries.told_otherwise(name, day) if as_of else {}}
