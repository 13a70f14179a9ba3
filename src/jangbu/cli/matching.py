"""Who is who, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.output import answering, progress, say, show, write_json
from jangbu.kernel.text import number


def match(
    left: Annotated[Path, typer.Argument(help="표 · a table")],
    right: Annotated[Path | None, typer.Argument(help="다른 표 · another table")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="견주지 않을 열 · a column that says nothing")] = None,
    same: Annotated[list[str] | None, typer.Option(help="같은 두 행, 3,17처럼 · two rows that are the same")] = None,
    different: Annotated[list[str] | None, typer.Option(help="다른 두 행 · two rows that are not")] = None,
    keep: Annotated[Path | None, typer.Option(help="새 행을 받을 파일로 남기기 · keep for new rows")] = None,
    into: Annotated[Path | None, typer.Option(help="남겨 둔 파일에 새 행 더하기 · add to a kept match")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """같은 사람이나 회사를 찾아요 · Find rows that are one and the same."""
    from jangbu.engines.quality.matching import Hints, MatchIndex  # noqa: PLC0415  # DuckDB loads only where needed
    from jangbu.engines.quality.matching import match as find  # noqa: PLC0415

    with answering():
        hints = Hints(same=_pairs(same), different=_pairs(different), ignore=tuple(ignore or ()))
        with progress("견주는 중", "Comparing"):
            if into is not None:
                with MatchIndex.open(into) as index:
                    joined = index.add(left)
                document = joined.as_json()
            elif keep is not None:
                index, found = MatchIndex.build(left, hints=hints)
                with index:
                    index.save(keep)
                document = found.as_json()
            else:
                document = find(left, right, hints=hints).as_json()
    if as_json:
        write_json(document)
        return
    pairs, groups, asked = (number(len(document[name])) for name in ("pairs", "clusters", "review"))
    show(
        f"{pairs}쌍이 같아요. {groups}묶음이고, {asked}쌍은 사람이 봐야 해요.",
        f"{pairs} pairs are the same, in {groups} groups; {asked} pairs need a person.",
    )
    if keep is not None:
        say(f"새 행을 받을 수 있게 {keep}에 남겼어요.", f"Kept in {keep} for new rows.")


def _pairs(told: list[str] | None) -> tuple[tuple[int, int], ...]:
    found = []
    for each in told or ():
        one, comma, two = each.partition(",")
        if not comma or not one.strip().isdecimal() or not two.strip().isdecimal():
            raise typer.BadParameter(f"'{each}': 3,17처럼 행 번호 둘을 적어 주세요 · two row numbers as in 3,17")
        found.append((int(one), int(two)))
    return tuple(found)


def add_to(app: typer.Typer) -> None:
    app.command()(match)
