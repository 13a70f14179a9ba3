"""`jangbu replies`: answers to invitations out of a mail folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext_noop as noop

from jangbu.cli.output import answering, language, say, show, write_json
from jangbu.kernel.errors import Problem


def replies(
    paths: Annotated[list[Path], typer.Argument(help=".eml .ics, Maildir · files or folders", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """초대에 온 답을 읽어 일정에 적어요 · Read answers to invitations, each once."""
    from jangbu.web import launch  # noqa: PLC0415  # Django is loaded only when asked for

    with answering():
        launch.prepare()
        from jangbu.apps.work import services  # noqa: PLC0415

        actor = launch.operator()
        found: list[dict[str, Any]] = []
        for path in files_in(paths):
            try:
                reply = services.take_reply(path.read_bytes(), actor=actor, why=noop("메일 폴더에서 읽음"))
            except Problem as problem:
                found.append({"path": str(path), "error": problem.as_json(language())})
                continue
            told = {"attendee": reply.attendee, "status": reply.status, "believed": reply.believed}
            warnings = [each[language()] for each in reply.warnings]
            found.append({"path": str(path), **told, "warnings": warnings, "error": None})
    if as_json:
        write_json({"replies": found})
    else:
        for each in found:
            line = each["error"]["message"] if each["error"] else f"{each['attendee']} {each['status']}"
            show(f"{each['path']}: {line}", f"{each['path']}: {line}")
        say(f"{len(found)}개를 읽었어요.", f"Read {len(found)}.")
    if any(each["error"] or not each["believed"] for each in found):
        raise typer.Exit(1)


def files_in(paths: list[Path]) -> list[Path]:
    """Files as they are, folders by their mails; of a Maildir those in new and cur."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            maildir = [path / name for name in ("new", "cur") if (path / name).is_dir()]
            inside = [one for folder in maildir or [path] for one in sorted(folder.iterdir()) if one.is_file()]
            found += inside if maildir else [one for one in inside if one.suffix.lower() in {".eml", ".ics"}]
        else:
            found.append(path)
    return found


def add_to(app: typer.Typer) -> None:
    app.command()(replies)
