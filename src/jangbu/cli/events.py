"""`jangbu events`: what is missing of outside runs, fetching it, and the runs as event logs."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from jangbu.cli.output import answering, language, say, show, write_json
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.errors import Kind, Problem

app = typer.Typer(no_args_is_help=True, help="바깥 도구의 실행 · runs of outside tools.")
Json = Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")]
NO_FILE = Kind(
    "events.no_out",
    ko="어디에 쓸지 정하지 않았어요.",
    en="Nowhere to write was given.",
    next_ko="--xes나 --ocel 뒤에 파일 이름을 적어 주세요.",
    next_en="Give a file after --xes or --ocel.",
)
BAD_DAY = Kind(
    "events.bad_day",
    ko="날짜로 읽을 수 없어요: '{value}'.",
    en="'{value}' is no date.",
    next_ko="2026-11-24처럼 적어 주세요.",
    next_en="Write it as 2026-11-24.",
)


@app.command()
def gaps(
    days: Annotated[int, typer.Option(min=1, max=365, help="며칠을 볼지 · how many days back")] = 30,
    as_json: Json = False,
) -> None:
    """빠진 것으로 보이는 실행을 알려요 · Say which runs of outside tools are missing.

    Exit codes: 0 none missing, 1 some are.
    """
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    launch.prepare()
    from jangbu.apps.work import queries  # noqa: PLC0415

    now = system_clock()
    found = [
        (source, gap) for source in queries.event_sources(launch.operator()) for gap in queries.gaps(source, now, days)
    ]
    if as_json:
        write_json({"gaps": [{"source": source.name, **_as_json(gap)} for source, gap in found]})
    for source, gap in [] if as_json else found:
        show(f"{source.name}: {gap.says('ko')}", f"{source.name}: {gap.says('en')}")
    if not found and not as_json:
        show("빠진 실행이 보이지 않아요.", "No runs are missing as far as can be told.")
    raise typer.Exit(1 if found else 0)


@app.command()
def pull(as_json: Json = False) -> None:
    """도구의 실행 목록을 읽어 빠진 것을 채워요 · Fill gaps from the tools' own lists of runs.

    Exit codes: 0 all lists read, 1 one of them could not be.
    """
    from jangbu.web import launch  # noqa: PLC0415

    launch.prepare()
    from jangbu.apps.work import queries, services  # noqa: PLC0415

    told: list[dict[str, Any]] = []
    actor = launch.operator()
    for source in queries.event_sources(actor).exclude(pull_url="").filter(revoked_at=None):
        try:
            pulled = services.pull(source, actor=actor, why="빠진 실행을 채우려고")
            told.append({"source": source.name, "listed": pulled.listed, "taken": pulled.taken, "error": None})
        except Problem as problem:
            told.append({"source": source.name, "listed": 0, "taken": 0, "error": problem.as_json(language())})
    if as_json:
        write_json({"sources": told})
    for each in [] if as_json else told:
        if each["error"]:
            show(f"{each['source']}: {each['error']['message']}", f"{each['source']}: {each['error']['message']}")
        else:
            show(
                f"{each['source']}: 목록 {each['listed']:,}건, 새로 채운 것 {each['taken']:,}건",
                f"{each['source']}: {each['listed']:,} listed, {each['taken']:,} new",
            )
    raise typer.Exit(1 if any(each["error"] for each in told) else 0)


@app.command()
def export(
    xes: Annotated[Path | None, typer.Option(help="XES를 쓸 파일 · where to write XES")] = None,
    ocel: Annotated[Path | None, typer.Option(help="OCEL 2.0을 쓸 파일 · where to write OCEL 2.0")] = None,
    since: Annotated[str, typer.Option(help="언제부터, 2026-11-24 · from this day")] = "",
    until: Annotated[str, typer.Option(help="언제까지 · up to and with this day")] = "",
    as_json: Json = False,
) -> None:
    """우리 실행과 바깥 실행을 프로세스 마이닝 파일로 내보내요 · Export all runs as XES or OCEL 2.0."""
    with answering():
        if xes is None and ocel is None:
            raise Problem(NO_FILE)
        today = system_clock().astimezone(SEOUL)
        begin = _day(since) if since else today - timedelta(days=90)
        end = (_day(until) if until else today) + timedelta(days=1)
    from jangbu.web import launch  # noqa: PLC0415

    launch.prepare()
    from jangbu.apps.work import services  # noqa: PLC0415

    actor, why = launch.operator(), "다른 프로그램에서 보려고"
    if xes is not None:
        with xes.open("w", encoding="utf-8") as file:
            file.writelines(services.write_xes(begin, end, actor=actor, why=why))
    if ocel is not None:
        log = services.write_ocel(begin, end, actor=actor, why=why)
        ocel.write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")
    files = [str(path) for path in (xes, ocel) if path is not None]
    if as_json:
        write_json({"files": files})
    else:
        say(f"썼어요: {', '.join(files)}", f"Written: {', '.join(files)}")


def _day(value: str) -> datetime:
    try:
        return datetime.combine(datetime.fromisoformat(value).date(), time(), SEOUL)
    except ValueError:
        raise Problem(BAD_DAY, value=value) from None


def _as_json(gap: Any) -> dict[str, Any]:
    return {
        "missing": gap.missing,
        "after": gap.after.isoformat(),
        "before": gap.before.isoformat() if gap.before else None,
        "certain": gap.certain,
        "numbers": [list(each) for each in gap.numbers],
        "says": {"ko": gap.says("ko"), "en": gap.says("en")},
    }
