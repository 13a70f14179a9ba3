"""`jangbu slots`: the best times for an appointment, with their reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.output import answering, language, show, write_json
from jangbu.kernel.clock import system_clock


def slots(
    request: Annotated[Path, typer.Argument(help="요청 JSON · a request in JSON")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """모두 되는 시간과 까닭 · Times that fit everybody, with the reasons."""
    from jangbu.engines import scheduling  # noqa: PLC0415

    now = system_clock()
    with answering():
        asked = scheduling.read_request(request, now=now)
        found = scheduling.propose(asked, now=now)
        none = None if found else scheduling.why_none(asked, now=now)
    if as_json:
        write_json({"slots": [slot.as_json() for slot in found], "why_none": none.as_json() if none else None})
    else:
        for slot in found:
            why = " ".join(reason[language()] for reason in slot.reasons)
            show(
                f"{slot.start:%m-%d %H:%M} – {slot.end:%H:%M}  {why}",
                f"{slot.start:%m-%d %H:%M} – {slot.end:%H:%M}  {why}",
            )
        if none:
            show(none.ko, none.en)
    if not found:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    app.command()(slots)
