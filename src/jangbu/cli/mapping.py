"""The command that finds which column is which field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.output import answering, say, show, write_json
from jangbu.kernel.text import percent


def map_columns(
    file: Annotated[str, typer.Argument(help="CSV, XLSX, Parquet, JSON lines, SQLite, postgresql://…")],
    schema: Annotated[
        str,
        typer.Option(help="맞출 표: customer, invoice, invoice_line, quote_request, case_log · the schema"),
    ],
    table: Annotated[str | None, typer.Option(help="데이터베이스의 표나 시트 · table or sheet")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """어느 열이 어느 항목인지 찾아요 · Find which column is which field."""
    from jangbu.engines.quality.mapping import map_fields  # noqa: PLC0415  # DuckDB loads only where needed
    from jangbu.engines.quality.mapping import schema as find_schema  # noqa: PLC0415

    with answering():
        wanted = find_schema(schema)
        found = map_fields(file if "://" in file else Path(file), wanted, sheet=table)
    if as_json:
        write_json(found.as_json())
        return
    for column in found.columns:
        if column.target is None:
            line = f"{column.column} → —"
            show(f"{line}  맞는 항목이 없어요", f"{line}  no field fits")
        else:
            field, sure = wanted.field(column.target), percent(column.confidence, 1)
            show(f"{column.column} → {field.ko} ({field.id})  {sure}", f"{column.column} → {field.en}  {sure}")
    if found.missing:
        fields = [wanted.field(name) for name in found.missing]
        say(
            f"꼭 있어야 하는 항목이 없어요: {', '.join(each.ko for each in fields)}.",
            f"Required fields without a column: {', '.join(each.en for each in fields)}.",
        )


def add_to(app: typer.Typer) -> None:
    app.command("map")(map_columns)
