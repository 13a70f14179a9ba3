"""`jangbu pilot examine`: the main job on a firm's own files, every step in the ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.output import answering, errors, language, progress, say, show, write_json
from jangbu.kernel.errors import Kind, Problem

app = typer.Typer(no_args_is_help=True, help="파일럿 살펴보기 · examine a pilot.")

FOLLOWED_BY_NOTHING = Kind(
    "cli.no_such_path",
    ko="없는 파일이에요: {path}.",
    en="{path} does not exist.",
    next_ko="이름과 위치를 확인해 주세요.",
    next_en="Check its name and place.",
)


@app.callback()
def pilots() -> None:
    """파일럿 · pilots."""


@app.command()
def examine(
    cases: Annotated[Path, typer.Option(help="사건 기록 (XES, CSV, .gz) · event log")],
    tables: Annotated[list[Path] | None, typer.Option(help="표 · tables; may be given more than once")] = None,
    documents: Annotated[list[Path] | None, typer.Option(help="문서나 폴더 · documents or folders")] = None,
    more: Annotated[list[Path] | None, typer.Argument(help="--tables에 이어지는 표 · further tables")] = None,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="시작한 날 · first day")] = None,
    washout: Annotated[int | None, typer.Option(help="익히는 기간, 일 · days left out after the start")] = None,
    case: Annotated[str | None, typer.Option(help="열 이름 · column name")] = None,
    activity: Annotated[str | None, typer.Option(help="열 이름 · column name")] = None,
    time: Annotated[str | None, typer.Option(help="열 이름 · column name")] = None,
    why: Annotated[str, typer.Option(help="왜 · why")] = "명령줄에서 살펴봄",
    report: Annotated[Path | None, typer.Option(help="HTML 보고서 파일 · write an HTML report")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """표, 사건 기록, 문서를 살펴보고 기준을 판정해요 · Examine tables, event log and documents, and judge the gates."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    launch.prepare()
    from jangbu.apps.pilots import reports, services  # noqa: PLC0415
    from jangbu.apps.pilots.examine import Request  # noqa: PLC0415

    with answering():
        for path in (cases, *(tables or ()), *(more or ()), *(documents or ())):
            if not path.exists():
                raise Problem(FOLLOWED_BY_NOTHING, path=path)
        request = Request(
            cases=cases,
            tables=(*(tables or ()), *(more or ())),
            documents=tuple(documents or ()),
            start=start.date() if start else None,
            washout=washout,
            columns={key: name for key, name in (("case", case), ("activity", activity), ("time", time)) if name},
        )
        with progress("살펴보는 중", "Examining") as bar:

            def tell(ko: str, en: str) -> None:
                bar.update(bar.task_ids[0], description=ko if language() == "ko" else en)

            made = services.run_examination(request, actor=launch.operator(), why=why, progress=tell)
    if report:
        report.write_text(reports.examination_html(made.result, language()), encoding="utf-8")
        say(f"보고서를 {report}에 썼어요.", f"Wrote the report to {report}.")
    if as_json:
        write_json(made.result)
    else:
        for ko, en in reports.sentences(made.result):
            show(ko, en)
    unread = [table["error"] for table in made.result["tables"] if table.get("error")]
    for error in unread:
        errors.print(f"{error['message']} {error['next']}", markup=False, style="red")
    raise typer.Exit(2 if unread else 0)
