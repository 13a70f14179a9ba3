"""`jangbu ledger`: verify, anchor, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.output import answering, language, show, write_json

app = typer.Typer(no_args_is_help=True, help="장부 확인, 바깥 확인점, 내보내기 · verify, anchor and export the ledger.")
Json = Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")]


@app.command()
def verify(
    anchor: Annotated[Path | None, typer.Option(help="바깥 확인점 파일 · anchor file kept outside")] = None,
    pubkey: Annotated[Path | None, typer.Option(help="따로 받아 둔 공개키 · public key you hold")] = None,
    as_json: Json = False,
) -> None:
    """모든 기록을 다시 계산해요 · Recompute every entry.

    Exit codes: 0 intact up to the anchor, 1 broken at entry N, 2 truncated, 3 no anchor given, 4 anchor or key missing.
    """
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    launch.prepare()
    from jangbu.apps.ledger import commands  # noqa: PLC0415

    report = commands.verify(anchor, pubkey)
    if as_json:
        write_json(report.as_json())
    else:
        show(report.sentence("ko"), report.sentence("en"))
    raise typer.Exit(report.exit_code)


@app.command()
def anchor(
    out: Annotated[Path | None, typer.Option(help="확인점을 쓸 파일 · where to write it")] = None, as_json: Json = False
) -> None:
    """오늘의 바깥 확인점을 써요. 다른 곳에 보관하세요 · Write the daily anchor; keep it elsewhere."""
    from jangbu.web import launch  # noqa: PLC0415

    launch.prepare()
    from jangbu.apps.ledger import commands  # noqa: PLC0415

    with answering():
        written = commands.anchor(out)
    if as_json:
        write_json(written.as_json())
    else:
        show(written.sentence(language()), written.sentence("en"))


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="묶음을 쓸 .zip · the .zip to write")], as_json: Json = False
) -> None:
    """따로 확인할 수 있는 묶음을 써요 · Write a bundle that can be checked offline without Jangbu."""
    from jangbu.web import launch  # noqa: PLC0415

    launch.prepare()
    from jangbu.apps.ledger import commands  # noqa: PLC0415

    with answering():
        written = commands.export(out)
    if as_json:
        write_json(written.as_json())
    else:
        show(written.sentence(language()), written.sentence("en"))
