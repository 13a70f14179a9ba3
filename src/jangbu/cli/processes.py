"""Commands over event logs, documents and series; like `data`, without Django."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jangbu.cli.data import Json, today
from jangbu.cli.output import answering, progress, show, write_json
from jangbu.kernel.errors import Kind, Language, Problem

if TYPE_CHECKING:
    from jangbu.engines.documents import Document

NO_PATH = Kind(
    "cli.no_path",
    ko="읽을 파일이나 폴더를 적어 주세요.",
    en="Name a file or a folder to read.",
    next_ko="예: ./jangbu read 계산서/",
    next_en="For example: ./jangbu read invoices/",
)
Column = Annotated[str | None, typer.Option(help="열 이름 · name of the column")]


def repeatable(
    log: Annotated[Path, typer.Argument(help="XES, XES.gz, CSV, CSV.gz")],
    case: Column = None,
    activity: Column = None,
    time: Column = None,
    as_json: Json = False,
) -> None:
    """사건 기록을 보고 반복되는 일인지 말해요 · Say whether a process repeats, from its event log."""
    from jangbu.engines import processes  # noqa: PLC0415

    with answering(), progress("사건 기록을 읽는 중", "Reading the event log"):
        found = processes.repeatability(processes.read_log(log, case=case, activity=activity, time=time), now=today())
    if as_json:
        write_json(found.as_json())
    else:
        show(found.sentence("ko"), found.sentence("en"))


def read(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="PDF, XML, 보안메일, 스캔, 폴더 · PDF, XML, secure mail, scans, folders", show_default=False
        ),
    ] = None,
    embedded: Annotated[bool, typer.Option("--embedded/--no-embedded", help="안에 든 XML을 써요")] = True,
    ocr: Annotated[bool, typer.Option("--ocr/--no-ocr", help="스캔을 읽어요 · read scans")] = True,
    engines: Annotated[
        bool, typer.Option("--engines", help="스캔을 읽는 프로그램이 있는지 말해요 · OCR on this machine")
    ] = False,
    business_number: Annotated[
        list[str] | None, typer.Option(help="국세청 보안메일을 여는 우리 사업자등록번호 · opens secure mail")
    ] = None,
    as_json: Json = False,
) -> None:
    """계산서를 읽고 계산을 맞춰 봐요 · Read invoices and check their arithmetic."""
    from jangbu.engines import documents  # noqa: PLC0415

    if engines:
        tell_engines(as_json=as_json)
        return
    with answering(), progress("문서를 읽는 중", "Reading documents"):
        if not paths:
            raise Problem(NO_PATH)
        read_in = documents.read_many(paths, use_embedded=embedded, ocr=ocr, business_numbers=business_number or ())
        found = documents.check_batch(read_in, today=today().date())
    if as_json:
        write_json({"documents": [document.as_json() for document in found]})
    else:
        for document in found:
            show(document.sentence("ko"), document.sentence("en"))
            for note in document.notes:
                show(f"  {note.ko}", f"  {note.en}")
    if found and all(document.error for document in found):
        raise typer.Exit(2)
    if not all(document.holds for document in found):
        raise typer.Exit(1)


def receipt(
    paths: Annotated[
        list[Path],
        typer.Argument(help="영수증 그림이나 PDF, 폴더 · pictures or PDF of receipts, folders", show_default=False),
    ],
    ocr: Annotated[bool, typer.Option("--ocr/--no-ocr", help="그림을 읽어요 · read pictures")] = True,
    as_json: Json = False,
) -> None:
    """영수증에서 상호, 날짜, 주소, 합계를 읽어요 · Read company, date, address and total of receipts."""
    from jangbu.engines import documents  # noqa: PLC0415

    with answering(), progress("영수증을 읽는 중", "Reading receipts"):
        found = documents.read_receipts(paths, ocr=ocr, today=today().date())
    if as_json:
        write_json({"documents": [document.as_json() for document in found]})
    else:
        for document in found:
            show(receipt_line(document, "ko"), receipt_line(document, "en"))
            for note in document.notes:
                show(f"  {note.ko}", f"  {note.en}")
    if found and all(document.error and not document.fields for document in found):
        raise typer.Exit(2)
    if not all(document.holds for document in found):
        raise typer.Exit(1)


def receipt_line(document: Document, spoken: Language) -> str:
    """One receipt in one line: what was read, and what is wrong."""
    said = ", ".join(value for name in ("company", "date", "total") if (value := document.value(name)))
    wrong = [check.detail.said(spoken) for check in document.checks if check.passed is False]
    if document.error is not None and not document.fields:
        return document.error.sentence(spoken)
    return " ".join([f"{document.path}: {said}.", *wrong])


def tell_engines(*, as_json: bool) -> None:
    """Which readers of pictures are on this machine."""
    from jangbu.engines import documents  # noqa: PLC0415

    there = documents.engines()
    if as_json:
        write_json({"engines": [engine.as_json() for engine in there]})
    else:
        for engine in there:
            show(engine.said().ko, engine.said().en)


def add_to(app: typer.Typer) -> None:
    app.command()(repeatable)
    app.command()(read)
    app.command()(receipt)
