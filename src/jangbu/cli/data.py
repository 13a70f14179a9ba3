"""Commands over tables and documents. No Django: these run anywhere, on any file, and leave nothing behind."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jangbu.cli.output import answering, errors, language, progress, say, show, write_json
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.text import number

if TYPE_CHECKING:
    from jangbu.engines import quality

Json = Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")]
Report = Annotated[Path | None, typer.Option(help="HTML 보고서 파일 · write an HTML report")]
Files = Annotated[
    list[str], typer.Argument(help="CSV, XLSX, Parquet, JSON lines, SQLite, postgresql://…", show_default=False)
]


def today() -> datetime:
    return system_clock().astimezone(SEOUL)


def diagnose(
    files: Files,
    contract: Annotated[Path | None, typer.Option(help="ODCS YAML의 규칙 · rules to hold it to")] = None,
    table: Annotated[str | None, typer.Option(help="데이터베이스의 표나 시트 · table or sheet")] = None,
    report: Report = None,
    as_json: Json = False,
) -> None:
    """표를 한 번 훑어 무엇이 틀렸는지 봐요 · Profile tables in one scan and say what is wrong."""
    from jangbu.engines import quality  # noqa: PLC0415  # DuckDB loads only for the commands that need it

    with answering():
        rules = quality.load_contract(contract) if contract else None
        with progress("읽는 중", "Reading", total=100) as bar:

            def tell(share: float) -> None:
                bar.update(bar.task_ids[0], completed=100 * share)

            found = quality.diagnose(files, contract=rules, as_of=today().date(), table=table, progress=tell)
    if report:
        report.write_text(quality.diagnosis_html(found, language()), encoding="utf-8")
        say(f"보고서를 {report}에 썼어요.", f"Wrote the report to {report}.")
    document = found.as_json()
    if as_json:
        write_json(document)
    else:
        _print_diagnosis(document)
    if any(file.get("error") for file in document["files"]):
        _tell_errors(document["files"])
        raise typer.Exit(2)
    if any(rule["failing"] for file in document["files"] for rule in file["rules"]):
        raise typer.Exit(1)


def _tell_errors(files: list[dict[str, Any]]) -> None:
    for file in files:
        if file.get("error"):
            error = file["error"]
            errors.print(f"{error['message']} {error['next']}", markup=False, style="red")


def _print_diagnosis(document: dict[str, Any]) -> None:
    for file in document["files"]:
        if file.get("error"):
            continue
        score = file["score"]["overall"]
        said = "알 수 없어요" if score is None else f"{number(score)}점"
        said_en = "cannot tell" if score is None else f"{number(score)} points"
        show(
            f"\n{file['path']}  {number(file['rows'])}행, {said}",
            f"\n{file['path']}  {number(file['rows'])} rows, {said_en}",
        )
        for rule in sorted(file["rules"], key=lambda rule: -rule["failing"]):
            if rule["failing"]:
                text = rule.get("says", {}).get(language(), rule["id"])
                show(f"  {number(rule['failing']):>9}행  {text}", f"  {number(rule['failing']):>9} rows  {text}")


class Engine(StrEnum):
    duckdb = "duckdb"
    postgresql = "postgresql"
    spark = "spark"


def check(
    file: Annotated[str, typer.Argument(help="파일, postgresql://…, spark:///경로 · a file or an address")],
    contract: Annotated[Path, typer.Option(help="ODCS YAML")],
    reference: Annotated[list[str] | None, typer.Option(help="이름=파일, 다른 표를 보는 규칙에 · NAME=FILE")] = None,
    table: Annotated[str | None, typer.Option(help="데이터베이스의 표나 시트 · table or sheet")] = None,
    engine: Annotated[
        Engine | None,
        typer.Option(help="어디서 셀지, 기본은 이 컴퓨터의 DuckDB · where to count, DuckDB here by default"),
    ] = None,
    as_json: Json = False,
) -> None:
    """표를 정해 둔 규칙에 대 봐요 · Hold a table to a contract."""
    from jangbu.engines import quality  # noqa: PLC0415

    with answering():
        others: dict[str, Path | str | quality.Table] = {}
        for pair in reference or ():
            name, _equals, place = pair.rpartition("=")
            others[name or Path(place).stem] = place
        result = _checked(file, quality.load_contract(contract), others, table, engine)
    document = result.as_json()
    if as_json:
        write_json(document)
    else:
        _print_check(document)
    if not result.passed:
        raise typer.Exit(1)


def _checked(
    file: str,
    contract: quality.Contract,
    references: dict[str, Path | str | quality.Table],
    table: str | None,
    engine: Engine | None,
) -> quality.CheckResult:
    """On DuckDB, which a database's rows are fetched into; on the engine that is named, where its rows lie."""
    from jangbu.engines import quality  # noqa: PLC0415
    from jangbu.engines.quality import scale  # noqa: PLC0415

    chosen = engine or (Engine.spark if file.startswith("spark://") else Engine.duckdb)
    address = scale.address_on(chosen, file)
    if chosen == Engine.duckdb:
        return quality.check(address, contract, references=references, table=table)
    if chosen == Engine.postgresql and not scale.can_push_down():
        say(
            "jangbu[scale]이 없어서 행을 가져와 DuckDB로 검사해요. 결과는 같아요.",
            "Without jangbu[scale] the rows are fetched and checked on DuckDB, with the same outcome.",
        )
    return scale.check_on(address, table, contract, references=references)


def _print_check(document: dict[str, Any]) -> None:
    for rule in document["rules"]:
        mark = "●" if not rule["failing"] else "○"
        line = f"{mark} {rule['id']}  {number(rule['failing'])} / {number(rule['total'])}"
        show(line, line)
    for left in document["not_checked"]:
        show(f"– {left['what']}  {left['why']['ko']}", f"– {left['what']}  {left['why']['en']}")


def add_to(app: typer.Typer) -> None:
    app.command()(diagnose)
    app.command()(check)
