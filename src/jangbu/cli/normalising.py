"""The command that brings values to one form."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from jangbu.cli.output import answering, say
from jangbu.kernel.text import number


class KindName(StrEnum):
    COMPANY = "company"
    ADDRESS = "address"
    PHONE = "phone"
    BUSINESS_NUMBER = "business_number"
    CORPORATE_NUMBER = "corporate_number"
    PERSON = "person"
    DATE = "date"
    MONEY = "money"
    EMAIL = "email"


def normalise(
    kind: Annotated[KindName, typer.Option(help="값의 종류 · what the values are", show_default=False)],
    file: Annotated[
        str | None,
        typer.Argument(help="한 줄에 값 하나인 글이나 표, 없으면 표준 입력 · lines or a table", show_default=False),
    ] = None,
    column: Annotated[str | None, typer.Option(help="표의 열 · column of the table")] = None,
    table: Annotated[str | None, typer.Option(help="데이터베이스의 표나 시트 · table or sheet")] = None,
    _as_json: Annotated[bool, typer.Option("--json", hidden=True)] = False,  # it always is
) -> None:
    """값의 표기를 통일해요. 읽지 못한 값은 그대로 둬요 · Bring values to one form; what cannot be read stays."""
    from jangbu.engines.quality import normalising  # noqa: PLC0415

    with answering():
        values: list[str | None] = (
            list(normalising.read_lines(sys.stdin.buffer, "표준 입력"))
            if file is None or file == "-"
            else normalising.read_values(_place(file), column=column, table=table)
        )
    queued = 0
    empty: dict[str, Any] = {"value": None, "normalised": None, "parts": {}, "confidence": 0.0}
    for found in normalising.normalise_many(kind.value, values):
        queued += found is not None and not found.parsed
        document = empty if found is None else found.as_json()
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    if queued:
        say(
            f"{number(len(values))}개 가운데 {number(queued)}개는 읽지 못해서 그대로 두었어요.",
            f"{number(queued)} of {number(len(values))} could not be read and stay as they are.",
        )


def _place(file: str) -> str | Path:
    return file if "://" in file else Path(file)


def add_to(app: typer.Typer) -> None:
    app.command()(normalise)
