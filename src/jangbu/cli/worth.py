"""`jangbu plan`, `effect`, `case-effect`, `roi` and `tco`: which design would tell, what changed, what it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jangbu.cli.data import Json, today
from jangbu.cli.output import answering, errors, language, show, write_json
from jangbu.kernel.errors import Kind, Problem

NO_COLUMN = Kind(
    "cli.no_such_column",
    ko="'{file}'에 '{column}' 열이 없어요. 있는 열: {columns}.",
    en="'{file}' has no column '{column}'; it has {columns}.",
    next_ko="열 이름을 확인해 주세요.",
    next_en="Check the name of the column.",
)


class Design(StrEnum):
    BEFORE_AFTER = "before_after"
    DID = "did"
    SWITCHBACK = "switchback"
    RANDOMISED = "randomised"


class Measure(StrEnum):
    MINUTES = "minutes"
    RATE = "rate"
    SCORE = "score"
    COUNT = "count"


def roi(case: Annotated[Path, typer.Argument(help="사례 YAML · a case in YAML")], as_json: Json = False) -> None:
    """돈으로 얼마인지 범위로 봐요 · What a case is worth, as ranges."""
    from jangbu.engines import value  # noqa: PLC0415

    with answering():
        found = value.roi(value.read_roi_case(case))
    if as_json:
        write_json(found.as_json(language()))
    else:
        show(found.sentence("ko"), found.sentence("en"))
        for bar in found.tornado[:5]:
            show(f"– {bar.name}: {bar.low:,.4g} ~ {bar.high:,.4g}", f"– {bar.name}: {bar.low:,.4g} to {bar.high:,.4g}")
    for warning in found.warnings:
        errors.print(warning.sentence(language()), markup=False)


def effect(
    series: Annotated[Path, typer.Argument(help="date, value 열이 있는 CSV · CSV with date and value")],
    start: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="시작한 날 · first day of the pilot")],
    design: Annotated[Design, typer.Option(help="비교 방식 · design")] = Design.BEFORE_AFTER,
    control: Annotated[str | None, typer.Option(help="견줄 업무의 열 · column of the control")] = None,
    assignment: Annotated[str | None, typer.Option(help="켬 1과 끔 0의 열 · column of 1 on and 0 off")] = None,
    calendar: Annotated[Path | None, typer.Option(help="뺄 날 목록 CSV · days to leave out")] = None,
    washout: Annotated[int | None, typer.Option(help="익히는 기간, 일 · days after the start left out")] = None,
    decision: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="결정하는 날 · decision day")] = None,
    as_json: Json = False,
) -> None:
    """시작 전과 뒤를 같은 요일끼리 비교해요 · Compare before and after, within the same weekdays."""
    from jangbu.engines import value  # noqa: PLC0415

    with answering():
        told = value.read_series(series)
        beside, switched = (_column(series, told.controls, name) for name in (control, assignment))
        found = value.effect(
            told,
            start=start.date(),
            design=design.value,
            control=beside,
            assignment={day: bool(on) for day, on in switched if on is not None} if switched else None,
            calendar=value.read_calendar(calendar) if calendar else None,
            washout=washout,
            decision=decision.date() if decision else None,
            today=today().date(),
        )
    if as_json:
        write_json(found.as_json())
    else:
        show(found.sentence("ko"), found.sentence("en"))
    for warning in found.warnings:
        errors.print(warning.sentence(language()), markup=False)


Column = Sequence[tuple[date, float | None]]


def _column(file: Path, columns: Mapping[str, Column], name: str | None) -> Column | None:
    if name is None:
        return None
    if name not in columns:
        raise Problem(NO_COLUMN, file=file.name, column=name, columns=", ".join(columns) or "—")
    return columns[name]


def tco(plans: Annotated[Path, typer.Argument(help="요금제 YAML · plans in YAML")], as_json: Json = False) -> None:
    """요금제마다 다 해서 얼마인지 봐요 · What each plan costs in all: fees, steps, people, leaving."""
    from jangbu.engines import value  # noqa: PLC0415

    with answering():
        found = value.ownership(*value.read_tariffs(plans))
    if as_json:
        write_json(found.as_json(language()))
        return
    show(found.sentence("ko"), found.sentence("en"))
    for plan in found.plans:
        low, mid, high = (f"{amount:,.0f}" for amount in plan.total.major)
        show(
            f"– {plan.name}: {low} ~ {high} {found.currency}, 가운데 {mid}",
            f"– {plan.name}: {low} to {high} {found.currency}, {mid} in the middle",
        )


def case_effect(
    cases: Annotated[Path, typer.Argument(help="건 목록 CSV · a case list in CSV")],
    group: Annotated[str, typer.Option(help="before와 after가 적힌 열 · column of before and after")],
    value: Annotated[str, typer.Option(help="값이 적힌 열 · column of the value")],
    strata: Annotated[str, typer.Option(help="종류 열들, 쉼표로 · columns of types, by commas")] = "",
    day: Annotated[str | None, typer.Option(help="날짜 열 · column of the day")] = None,
    agent: Annotated[str | None, typer.Option(help="담당자 열 · column of the agent")] = None,
    kind: Annotated[Measure, typer.Option(help="값의 종류 · kind of value")] = Measure.MINUTES,
    as_json: Json = False,
) -> None:
    """건마다 잰 값을 같은 종류끼리 견줘요 · Compare cases before and after among cases of a kind."""
    from jangbu.engines import value as engine  # noqa: PLC0415

    with answering():
        found = engine.case_effect(
            engine.read_cases(cases),
            group=group,
            value=value,
            strata=tuple(name.strip() for name in strata.split(",") if name.strip()),
            day=day,
            agent=agent,
            kind=kind.value,
        )
    if as_json:
        write_json(found.as_json(language()))
    else:
        show(found.sentence("ko"), found.sentence("en"))
    for warning in found.warnings:
        errors.print(warning.sentence(language()), markup=False)


def plan(
    series: Annotated[Path, typer.Argument(help="시작 전 기록 CSV · CSV of the baseline")],
    days: Annotated[int, typer.Option(help="파일럿 영업일 · working days of pilot")] = 20,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="시작할 날 · first day")] = None,
    control: Annotated[str | None, typer.Option(help="견줄 업무의 열 · column of a control")] = None,
    threshold: Annotated[float | None, typer.Option(help="기준 비율, 0.70은 30% 줄기 · gate as a ratio")] = None,
    expected: Annotated[float | None, typer.Option(help="바라는 비율 · ratio hoped for")] = None,
    as_json: Json = False,
) -> None:
    """시작하기 전에, 어떤 방식이 얼마나 알려 줄지 · Before the start: what each design could tell."""
    from jangbu.engines import value  # noqa: PLC0415

    with answering():
        told = value.read_series(series)
        beside = _column(series, told.controls, control)
        gate = None
        if threshold is not None:
            gate = value.Gate("gate", ("기준", "gate"), "ratio", "down" if threshold < 1 else "up", threshold)
        found = value.plan_design(
            told,
            days=days,
            start=start.date() if start else None,
            control=beside,
            gate=gate,
            expected=expected,
            today=today().date(),
        )
    if as_json:
        write_json(found.as_json(language()))
    else:
        show(found.sentence("ko"), found.sentence("en"))
        for option in found.options:
            show(f"– {option.name()}: {option.sentence()}", f"– {option.name('en')}: {option.sentence('en')}")
    for warning in found.warnings:
        errors.print(warning.sentence(language()), markup=False)
    if found.decides is False:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    app.command()(plan)
    app.command()(effect)
    app.command("case-effect")(case_effect)
    app.command()(roi)
    app.command()(tco)
