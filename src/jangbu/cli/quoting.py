"""The command that makes a quote."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jangbu.cli.output import answering, language, say, show, write_json
from jangbu.kernel.clock import SEOUL, system_clock

if TYPE_CHECKING:
    from jangbu.engines.quotes import Quote


def quote(
    request: Annotated[Path, typer.Argument(help="JSON, CSV, XLSX, EML, TXT", show_default=False)],
    out: Annotated[Path, typer.Option(help="쓸 파일: 서식과 같은 형식, Typst는 .pdf · the file to write")],
    template: Annotated[
        Path | None, typer.Option(help=".typ .docx .xlsx .hwpx, 없으면 기본 견적서 · the built-in one by default")
    ] = None,
    prices: Annotated[Path | None, typer.Option(help="단가표 CSV, XLSX, JSON · price list")] = None,
    rules: Annotated[Path | None, typer.Option(help="할인, 부가세, 한도 YAML · pricing rules")] = None,
    number: Annotated[str | None, typer.Option(help="견적번호 · quote number")] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="견적일, 기본은 오늘 · day")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 문서 하나로 · one JSON document")] = False,
) -> None:
    """요청을 단가표로 계산해 회사 서식의 견적서로 만들어요 · Price a request and fill the firm's own template."""
    from jangbu.engines import quotes  # noqa: PLC0415  # Typst and openpyxl load only where they are needed

    with answering():
        today = on.date() if on else system_clock().astimezone(SEOUL).date()
        asked = quotes.read_request(request, on=today)
        held = quotes.read_rules(rules) if rules else quotes.Rules()
        listed = quotes.read_prices(prices) if prices else quotes.PriceList()
        day = on.date() if on else asked.day or today
        name = number or asked.number or quotes.quote_number(held.number, day, 1)
        made = quotes.price(asked, listed, held, on=day, number=name, language=language())
        files = quotes.render(made, template or quotes.BUILT_IN, out)
    if as_json:
        write_json({"files": [str(path) for path in files], **made.as_json()})
    else:
        _print(made, files)
    if made.questions:
        raise typer.Exit(1)


def _print(made: Quote, files: tuple[Path, ...]) -> None:
    show(f"{made.number}  {made.words}  {made.customer.name}", f"{made.number}  {made.words}  {made.customer.name}")
    for question in made.questions:
        show(f"  ? {question.ko}", f"  ? {question.en}")
    for path in files:
        say(f"견적서를 {path}에 썼어요.", f"Wrote the quote to {path}.")


def add_to(app: typer.Typer) -> None:
    app.command()(quote)
