"""`jangbu claims`: stated figures held to their own inputs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.output import answering, show, write_json


def claims(
    case: Annotated[Path, typer.Argument(help="사례 YAML · a case in YAML")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """적힌 수치가 적힌 값에서 나오는지 봐요 · Hold stated figures to their own inputs."""
    from jangbu.engines import value  # noqa: PLC0415

    with answering():
        found = value.audit_claims(value.read_case(case)).as_json()
    if as_json:
        write_json(found)
    else:
        for claim in found["claims"]:
            show(f"{claim['verdict']:<16}{claim['says']['ko']}", f"{claim['verdict']:<16}{claim['says']['en']}")
        for problem in found["problems"]:
            show(f"– {problem['ko']}", f"– {problem['en']}")
        if implied := found["breakeven"].get("wage_implied_by_benefit"):
            show(
                f"적힌 이익이 되려면 한 시간에 {implied:,.2f} {found['currency']}여야 해요.",
                f"The stated benefit needs {implied:,.2f} {found['currency']} an hour.",
            )
    if any(claim["verdict"] != "FOLLOWS" for claim in found["claims"]):
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    app.command()(claims)
