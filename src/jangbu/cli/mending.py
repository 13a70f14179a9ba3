"""The command that mends a table by a recipe, shows first what it would do, and can take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jangbu.cli.output import answering, language, say, show, write_json
from jangbu.kernel.errors import Problem
from jangbu.kernel.text import number

if TYPE_CHECKING:
    from jangbu.engines.quality.frame import Frame

SHOWN = 5  # examples per step at the terminal
WIDTH = 40  # characters of a cell at the terminal


def mend(
    file: Annotated[str, typer.Argument(help="손질할 표 · the table to mend", show_default=False)],
    recipe: Annotated[
        Path | None, typer.Option(help="손질 순서 YAML, 없으면 제안해요 · recipe, or propose one")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="손질한 표: .csv .xlsx .parquet · where the mended table goes")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="손질한 표를 원래대로 · take a mended table back")] = False,
    table: Annotated[str | None, typer.Option(help="데이터베이스의 표나 시트 · table or sheet")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """표를 손질해요. --out이 없으면 무엇이 바뀌는지만 보여요 · Mend a table; without --out only show the changes."""
    from jangbu.engines.quality.frame import read_frame  # noqa: PLC0415  # DuckDB loads only for those that need it

    with answering():
        place = file if "://" in file else Path(file)
        _refuse_overwriting(place, out)
        frame = read_frame(place, table=table)
        if undo:
            document = _taken_back(frame, file, out)
        elif recipe is None:
            document = _proposed(frame, as_json)
        else:
            document = _mended(frame, recipe, out)
    if as_json:
        write_json(document)
    elif undo:
        _print_undo(document)
    elif recipe is not None:
        _print_diff(document)
    for written in document.get("files", ()):
        say(f"{written}에 썼어요.", f"Wrote {written}.")


def _refuse_overwriting(place: str | Path, out: Path | None) -> None:
    from jangbu.engines.quality.mending import problems  # noqa: PLC0415

    if out is not None and isinstance(place, Path) and out.exists() and place.exists() and out.samefile(place):
        raise Problem(problems.WRITE_OVER_SOURCE, file=place.name)


def _mended(frame: Frame, path: Path, out: Path | None) -> dict[str, Any]:
    from jangbu.engines.quality import mending  # noqa: PLC0415

    recipe = mending.load_recipe(path)
    if out is None:
        return {
            **mending.preview(frame, recipe).as_json(),
            "lineage": mending.plan_recipe(frame, recipe).as_json(),
            "files": [],
        }
    mended = mending.apply(frame, recipe)
    _tell_guarded(mending.write_mended(frame, mended, out))
    files = [str(out), str(mending.undo_path(out))]
    return {**mended.diff.as_json(), "lineage": mended.lineage.as_json(), "files": files}


def _taken_back(frame: Frame, file: str, out: Path | None) -> dict[str, Any]:
    from jangbu.engines.quality import mending  # noqa: PLC0415

    back = mending.read_undo(file)
    original = mending.undo(frame, back)
    if out is not None:
        _tell_guarded(mending.write_frame(original, out, for_people=True))
    return {
        "file": file,
        "rows": {"before": frame.rows, "after": original.rows},
        "columns": {"before": list(frame.names), "after": list(original.names)},
        "restored": {each.name: len(each.cells) for each in back.columns if len(each.cells)},
        "fingerprint": back.before,
        "files": [] if out is None else [str(out)],
    }


def _proposed(frame: Frame, as_json: bool) -> dict[str, Any]:
    from jangbu.engines.quality import mending  # noqa: PLC0415

    recipe = mending.propose_recipe(frame, language=language())
    if not as_json:
        typer.echo(mending.dump_recipe(recipe), nl=False)
        say(
            "제안이에요. 파일로 두고 고친 뒤 --recipe로 주세요.",
            "A proposal: keep it in a file, change it, and give it with --recipe.",
        )
    return recipe.as_json()


def _tell_guarded(cells: int) -> None:
    if cells:
        say(
            f"엑셀이 수식으로 읽을 {number(cells)}칸 앞에 작은따옴표를 붙였어요.",
            f"{number(cells)} cells that a spreadsheet would compute got an apostrophe in front.",
        )


def _print_diff(document: dict[str, Any]) -> None:
    rows = document["rows"]
    for place, step in enumerate(document["steps"], start=1):
        show(f"{place}. {step['says']['ko']}", f"{place}. {step['says']['en']}")
        for change in step["cells"][:SHOWN]:
            line = f"{change['column']}  {_cell(change['before'])} → {_cell(change['after'])}"
            show(f"   {number(change['row'])}행  {line}", f"   row {number(change['row'])}  {line}")
        for merged in step["merged_rows"][:SHOWN]:
            listed = ", ".join(map(number, merged["rows"]))
            show(f"   {listed}행 → {number(merged['kept'])}행", f"   rows {listed} → row {number(merged['kept'])}")
        for queued in step["queued"]:
            count, column, says = number(queued["count"]), queued["column"], queued["says"]
            show(
                f"   {column}: {count}칸은 그대로 두고 확인을 기다려요 ({says['ko']})",
                f"   {column}: {count} left as they are, waiting for a person ({says['en']})",
            )
    show(
        f"{number(rows['before'])}행 → {number(rows['after'])}행",
        f"{number(rows['before'])} rows → {number(rows['after'])} rows",
    )
    if not document["files"]:
        say(
            "아직 아무것도 바꾸지 않았어요. --out으로 새 표를 만들어요.",
            "Nothing was changed. --out makes a new table.",
        )


def _print_undo(document: dict[str, Any]) -> None:
    cells, rows = sum(document["restored"].values()), document["rows"]["after"]
    show(
        f"{number(cells)}칸을 되돌려 {number(rows)}행의 원래 표가 돼요.",
        f"Restores {number(cells)} cells to the original table of {number(rows)} rows.",
    )


def _cell(text: str | None) -> str:
    if text is None:
        return "(빈칸)" if language() == "ko" else "(empty)"
    shown = text.replace("\n", "⏎")
    return shown if len(shown) <= WIDTH else shown[: WIDTH - 1] + "…"


def add_to(app: typer.Typer) -> None:
    app.command()(mend)
