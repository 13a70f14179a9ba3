"""`jangbu checklist`: how a checklist stands, or stood at the end of a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from jangbu.cli.output import answering, language, show, write_json

MARKS = {"met": "●", "partly": "◐", "unmet": "○", "claimed": "◌", "unknown": "?", "na": "–"}


def checklist(
    name: Annotated[str, typer.Argument(help="governance, pilot, roi, roadmap_90 …, list")] = "governance",
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="그날 끝의 모습 · that day")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """기록으로 스스로 점검해요 · A checklist that checks itself from the records. `list` names all of them."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    with answering():
        launch.prepare()
        from django.utils import timezone  # noqa: PLC0415

        from jangbu.apps.journey import queries  # noqa: PLC0415

        if name == "list":
            _list(as_json=as_json)
            return
        now = timezone.now()
        day = as_of.date() if as_of else timezone.localdate()
        kept = queries.snapshot(name, day) if as_of else None
        by = queries.as_of(name, kept.fingerprint) if kept else None
        found = queries.report(name, queries.moment_of(day, now), by)
        differs = queries.told_otherwise(name, day) if as_of else {}
    said = language()
    if as_json:
        write_json({**found.as_json(said), "snapshot_differs": differs})
        return
    for result in found.results:
        text = f"{MARKS[result.status.value]} {result.item.id} {result.item.said.said(said)}"
        todo = f" → {result.next.said.said(said)}" if result.next else ""
        law = result.item.law
        if law is not None and law.days_to_come(day):
            show(f"{text} (시행 전, {law.in_force_from}부터)", f"{text} (not in force before {law.in_force_from})")
            continue
        show(text + todo, text + todo)


def _list(*, as_json: bool) -> None:
    """Every catalogue in use: name, kind, version, items and how many are met."""
    from django.utils import timezone  # noqa: PLC0415

    from jangbu.apps.journey import queries  # noqa: PLC0415
    from jangbu.engines.checklist import Status  # noqa: PLC0415

    said, lines = language(), []
    for name, found in queries.reports(timezone.now()).items():
        held = found.catalogue
        counts = {"items": len(found.results), "met": found.count(Status.MET)}
        about = {"kind": held.kind, "version": held.version, "fingerprint": held.fingerprint}
        lines.append({"name": name, "title": held.title.said(said), **about, **counts})
    if as_json:
        write_json({"checklists": lines})
        return
    for line in lines:
        text = f"{line['name']}: {line['title']}, {line['met']} / {line['items']}"
        show(text, text)


def add_to(app: typer.Typer) -> None:
    app.command()(checklist)
