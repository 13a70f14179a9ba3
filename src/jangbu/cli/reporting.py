"""`jangbu one-page` and `jangbu auditor-pack`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext_noop as noop

from jangbu.cli.output import answering, language, progress, show, write_json

Out = Annotated[Path, typer.Option(help="쓸 파일 · the file to write")]
WithNames = Annotated[
    str | None,
    typer.Option(help="바깥 사람의 이름을 가리지 않는 까닭 · why names of people outside are to be left in"),
]
Json = Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")]
Lang = Annotated[str | None, typer.Option(help="ko, en")]


def one_page(out: Out, lang: Lang = None, as_json: Json = False) -> None:
    """데이터가 흐르는 길과 책임지는 사람을 한 장에 그려요 · Data flows and responsibilities on one page."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    with answering():
        launch.prepare()
        from django.utils import translation  # noqa: PLC0415

        from jangbu.apps.reports import services  # noqa: PLC0415

        with translation.override(lang or language()):
            made = services.write_one_page(out, actor=launch.operator(), why=noop("명령으로 그리려고"))
    if as_json:
        write_json({"files": [str(out)], "boxes": made.boxes, "flows": made.flows, "entry": made.entry})
    else:
        show(
            f"{out}에 그렸어요: 상자 {made.boxes}개, 화살표 {made.flows}개",
            f"Drawn to {out}: {made.boxes} boxes, {made.flows} flows",
        )


def auditor_pack(out: Out, with_names: WithNames = None, as_json: Json = False) -> None:
    """감사에 낼 것을 파일 하나로 모아요, 개인 값은 빼고 · Everything for an auditor in one file, no personal values."""
    from jangbu.web import launch  # noqa: PLC0415

    with answering(), progress("묶는 중", "Packing"):
        launch.prepare()
        from jangbu.apps.reports import services  # noqa: PLC0415

        made = services.make_pack(
            out, actor=launch.operator(), why=noop("명령으로 묶음을 만들려고"), names_why=with_names
        )
    if as_json:
        write_json({**made, "files": [str(out)], "parts": made["files"]})
    else:
        count, names = len(made["files"]), made["names"]
        ko, en = f"{out}에 파일 {count}개를 묶었어요.", f"Packed {count} files into {out}."
        if "hidden" in names:
            ko += f" 바깥 사람의 이름 {names['hidden']}곳을 가렸어요."
            en += f" Names of people outside are hidden at {names['hidden']} places."
        show(ko, en)


def add_to(app: typer.Typer) -> None:
    app.command("one-page")(one_page)
    app.command("auditor-pack")(auditor_pack)
