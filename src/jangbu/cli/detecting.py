"""The command that looks for wrong cells without rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from jangbu.cli.data import Json
from jangbu.cli.output import answering, language, progress, show, write_json
from jangbu.kernel.errors import Problem
from jangbu.kernel.text import number, percent

SHOWN = 40
Labels = Annotated[
    Path | None, typer.Option(help='[{"row", "column", "clean"}], 20행까지 · up to 20 rows put right by hand')
]
Answers = Annotated[Path | None, typer.Option(help='{"열": "고른 답"} · {column: option}')]


def errors(
    file: Annotated[str, typer.Argument(help="CSV, XLSX, Parquet, JSON lines, SQLite, postgresql://…")],
    labels: Labels = None,
    answers: Answers = None,
    table: Annotated[str | None, typer.Option(help="데이터베이스의 표나 시트 · table or sheet")] = None,
    as_json: Json = False,
) -> None:
    """규칙 없이 틀린 칸을 찾고, 더 알 수 있는 질문을 해요 · Find wrong cells without rules, and ask what would help."""
    # NumPy and DuckDB load only for the commands that need them
    from jangbu.engines.quality.detecting import detect_errors  # noqa: PLC0415
    from jangbu.engines.quality.frame import read_frame  # noqa: PLC0415

    with answering(), progress("틀린 칸을 찾는 중", "Looking for wrong cells"):
        given = _document(labels, list) if labels else None
        said = _document(answers, dict) if answers else None
        found = detect_errors(read_frame(file, table=table), given, said)
    if as_json:
        write_json(found.as_json())
        return
    show(
        f"{number(found.rows)}행에서 {number(len(found.cells))}칸이 틀린 것 같아요.",
        f"{number(len(found.cells))} cells of {number(found.rows)} rows look wrong.",
    )
    for cell in found.cells[:SHOWN]:
        meant = "" if cell.proposed is None else f" → '{cell.proposed}'"
        line = f"  {cell.row}  {cell.column}  '{cell.value or ''}'{meant}  {percent(cell.confidence)}  "
        show(line + cell.says.ko, line + cell.says.en)
    if len(found.cells) > SHOWN:
        rest = number(len(found.cells) - SHOWN)
        show(f"  … {rest}칸 더 있어요. --json이 모두 보여 줘요.", f"  … and {rest} more; --json lists all.")
    for question in found.questions:
        options = " | ".join(option.id for option in question.options)
        line = f"? {question.ask.sentence(language())}  [{options}]"
        show(line, line)


def _document(path: Path, kind: type) -> Any:
    from jangbu.engines.quality.detecting.problems import UNREADABLE  # noqa: PLC0415
    from jangbu.engines.quality.reading.problems import Said  # noqa: PLC0415

    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Problem(UNREADABLE, file=path.name, detail=Said("파일이 없어요", "there is no such file")) from error
    except json.JSONDecodeError as error:
        place = Said(f"{error.lineno}번째 줄 {error.colno}번째 글자", f"line {error.lineno}, character {error.colno}")
        raise Problem(UNREADABLE, file=path.name, detail=place) from error
    except ValueError as error:
        raise Problem(UNREADABLE, file=path.name, detail=Said("글자가 UTF-8이 아니에요", "it is not UTF-8")) from error
    if not isinstance(document, kind):
        raise Problem(UNREADABLE, file=path.name, detail=Said("모양이 달라요", "it has another form"))
    return document


def add_to(app: typer.Typer) -> None:
    app.command()(errors)
