"""`jangbu checklist`: how a checklist stands, or stood at the end of a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from jangbu.cli.output import answering, language, show, write_json

MARKS = {"met": "●", "partly": "◐", "unmet": "○", "claimed": "◌", "unknown": "?", "na": "–"}


def checklist(
    name: Annotated[str, typer.Argument(help="governance, roadmap_90")] = "governance",
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="그날 끝의 모습 · that day")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """기록으로 스스로 점검해요 · A checklist that checks itself from the records."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    with answering():
        launch.prepare()
        from django.utils import timezone  # noqa: PLC0415

        from jangbu.apps.journey import queries  # noqa: PLC0415

        now = timezone.now()
        day = as_of.date() if as_of else timezone.localdate()
        found = queries.report(name, queries.moment_of(day, now))
        differs = queries.told_otherwise(name, day) if as_of else {}
    said = language()
    if as_json:
        write_json({**found.as_json(said), "snapshot_differs": differs})
        return
    for result in found.results:
        text = f"{MARKS[result.status.value]} {result.item.id} {result.item.said.said(said)}"
        todo = f" → {result.next.said.said(said)}" if result.next else ""
        show(text + todo, text + todo)


def add_to(app: typer.Typer) -> None:
    app.command()(checklist)
