"""`jangbu data`: delete what its retention rule says, and lineage as OpenLineage events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from jangbu.cli.output import answering, say, show, write_json
from jangbu.kernel.errors import Kind, Problem
from jangbu.kernel.text import number

app = typer.Typer(no_args_is_help=True, help="보관과 데이터 흐름 · retention and lineage of the kept data.")
NO_SUCH_DATASET = Kind(
    "cli.no_such_dataset",
    ko="{id} 데이터가 없어요.",
    en="There is no dataset {id}.",
    next_ko="이름이나 id를 데이터 목록에서 확인해 주세요.",
    next_en="Check its name or id in the list of data.",
)
Json = Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")]


@app.callback()
def data() -> None:
    """보관과 데이터 흐름 · retention and lineage."""


@app.command()
def expire(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="지우지 않고 무엇이 지워질지만 · only say what is due")
    ] = False,
    as_json: Json = False,
) -> None:
    """보관 기간이 끝난 내용을 지우고 확인서를 남겨요 · Delete content whose retention ended, and write receipts."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    launch.prepare()
    from jangbu.apps.sources import services  # noqa: PLC0415

    with answering():
        outcomes = services.delete_expired(actor=launch.operator(), dry_run=dry_run)
    if as_json:
        write_json({"dry_run": dry_run, "versions": [outcome.as_json() for outcome in outcomes]})
        return
    if not outcomes:
        show("지울 차례인 데이터가 없어요.", "Nothing is due.")
    words = {
        "deleted": ("지웠어요", "deleted"),
        "held": ("삭제를 멈춰 뒀어요", "on hold"),
        "due": ("지울 차례예요", "due"),
    }
    for outcome in outcomes:
        ko, en = words[outcome.state]
        rows = number(outcome.rows)
        show(
            f"{outcome.dataset} {outcome.number}판, {rows}행, {outcome.due_on}: {ko}",
            f"{outcome.dataset}, version {outcome.number}, {rows} rows, {outcome.due_on}: {en}",
        )


@app.command()
def lineage(
    dataset: Annotated[str, typer.Argument(help="데이터의 이름이나 id, 없으면 모두 · name or id; all without it")] = "",
    openlineage: Annotated[bool, typer.Option("--openlineage", help="OpenLineage 2-0-2 사건으로 · as events")] = False,
    out: Annotated[Path | None, typer.Option(help="쓸 파일 · file to write")] = None,
    as_json: Json = False,
) -> None:
    """데이터가 어디서 와서 어디로 갔는지 봐요 · Where data came from and where they went."""
    from jangbu.web import launch  # noqa: PLC0415

    launch.prepare()
    from jangbu.apps.sources import queries  # noqa: PLC0415

    with answering():
        seen = queries.visible(launch.operator()).order_by("name", "pk")
        chosen = [each for each in seen if dataset in {"", each.pk, each.name}]
        if dataset and not chosen:
            raise Problem(NO_SUCH_DATASET, id=dataset)
    document: Any = (
        queries.events(chosen)
        if openlineage
        else {"datasets": [{"id": each.pk, "name": each.name, **queries.lineage_of(each).as_json()} for each in chosen]}
    )
    if out is not None:
        out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        say(f"{out}에 썼어요.", f"Wrote {out}.")
    elif openlineage or as_json:
        write_json(document)
    else:
        for each in document["datasets"]:
            show(each["name"], each["name"])
            for flow in each["flows"]:
                line = f"  {flow['from']} → {flow['to']}"
                show(line, line)


def add_to(tree: typer.Typer) -> None:
    tree.add_typer(app, name="data")
