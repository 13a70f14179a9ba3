"""`jangbu backup`, `restore`, `drill`."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext_noop as noop

from jangbu.cli.output import answering, progress, say, show, write_json

Json = Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")]
KeyFile = Annotated[Path | None, typer.Option(help="복구 열쇠를 적은 파일 · file with the recovery key")]


class Drill(StrEnum):
    RESTORE = "restore"
    ROLLBACK = "rollback"
    STOP = "stop"


def backup(
    file: Annotated[Path, typer.Argument(help="쓸 파일 · the file to write")],
    key_file: KeyFile = None,
    as_json: Json = False,
) -> None:
    """모두를 암호로 잠근 파일 하나로 만들어요 · Everything of the firm in one encrypted file."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    began = time.perf_counter()
    with answering(), progress("백업을 만드는 중", "Making the backup"):
        launch.prepare()
        from jangbu.apps.backups import services  # noqa: PLC0415

        made = services.back_up(file, actor=launch.operator(), why=noop("명령으로 백업을 만들려고"), key_file=key_file)
    if made.new_key:
        say(
            "복구 열쇠예요. 지금 한 번만 보여 드려요. 이 컴퓨터 밖에 적어 두세요.",
            "The recovery key, shown only now. Keep it off this machine.",
        )
        say(made.new_key, made.new_key)
    held = made.backup
    if as_json:
        told = {"entries": held.entries, "rows": held.rows, "files": [str(file)], "size": held.size}
        write_json(
            {"status": "made", "ledger_head": held.head, "seconds": _since(began), "key_id": held.key_id, **told}
        )
    else:
        show(
            f"{file}에 백업했어요: 장부 {held.entries:,}건, 파일 {held.files:,}개, {held.size / 1e6:,.1f} MB",
            f"Backed up to {file}: {held.entries:,} entries, {held.files:,} files, {held.size / 1e6:,.1f} MB",
        )


def restore(
    file: Annotated[Path, typer.Argument(help="백업 파일 · the backup")],
    key_file: KeyFile = None,
    as_json: Json = False,
) -> None:
    """빈 자리에 백업을 되살려요. 온전하지 않으면 그만둬요 · Restore into an empty place, all or nothing."""
    from jangbu.web import launch  # noqa: PLC0415

    began = time.perf_counter()
    with answering(), progress("되살리는 중", "Restoring"):
        launch.prepare()
        from jangbu.apps.backups import services  # noqa: PLC0415

        made = services.restore(file, actor=launch.operator(), why=noop("백업으로 되살리려고"), key_file=key_file)
    if as_json:
        told = {"entries": made.entries, "rows": made.rows, "files_restored": made.files, "made_at": made.made_at}
        write_json({"status": "restored", "ledger_head": made.head, "seconds": _since(began), **told})
    else:
        show(
            f"{made.made_at}에 만든 백업을 되살렸어요: 장부 {made.entries:,}건, 파일 {made.files:,}개",
            f"Restored the backup of {made.made_at}: {made.entries:,} entries, {made.files:,} files",
        )


def drill(
    what: Annotated[Drill, typer.Argument(help="restore, rollback, stop")],
    automation: Annotated[str | None, typer.Option(help="자동화 이름, 없으면 모두 · all by default")] = None,
    as_json: Json = False,
) -> None:
    """정말 되는지 복사본으로 해 봐요 · Do it for real on a copy, and file what happened as evidence."""
    from jangbu.web import launch  # noqa: PLC0415

    began = time.perf_counter()
    with answering(), progress("연습하는 중", "Drilling"):
        launch.prepare()
        steps, head = _restored() if what is Drill.RESTORE else _stopped(what.value, automation)
    passed = bool(steps) and all(step["passed"] for step in steps)
    status = ("passed" if passed else "failed") if steps else "nothing"
    if as_json:
        write_json({"status": status, "ledger_head": head, "seconds": _since(began), "steps": steps})
    else:
        for step in steps:
            mark = "●" if step["passed"] else "○"
            show(f"{mark} {step['ko']}", f"{mark} {step['en']}")
        if not steps:
            show("연습할 자동화가 없어요.", "There is no automation to drill.")
    if not passed:
        raise typer.Exit(1)


def _restored() -> tuple[list[dict[str, Any]], str]:
    from jangbu.apps.backups import drilling  # noqa: PLC0415
    from jangbu.web import launch  # noqa: PLC0415

    done = drilling.drill_restore(actor=launch.operator(), why="정말 되살아나는지 보려고")
    return done.steps, done.head


def _stopped(kind: str, name: str | None) -> tuple[list[dict[str, Any]], str]:
    from jangbu.apps.ledger import queries as ledger  # noqa: PLC0415
    from jangbu.apps.work import queries, services  # noqa: PLC0415
    from jangbu.web import launch  # noqa: PLC0415

    actor, steps = launch.operator(), []
    for automation in queries.automations(actor):
        if name in (None, automation.name) and automation.current is not None:
            found = services.drill(automation, kind, actor=actor, why="정말 되는지 보려고")
            steps += [{**step, "automation": automation.name} for step in found.steps]
    return steps, ledger.state().head


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)


def add_to(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)
    app.command()(drill)
