"""Reading invoices: the embedded data, the text layer alone, Korean tax invoices; and typesetting one.

The files are looked for beside the repository (see tests/shared_data.py); quoted peers say so.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import etree
from tests.shared_data import DATA

from bench import scans
from bench.rows import Row
from jangbu.engines.documents import Document, Line, Party, TaxInvoice, business_number, read, render
from jangbu.kernel.money import Money

TITLE = "Invoices read and written"
INVOICES = DATA / "invoices"
AMOUNTS = ("net", "tax", "gross", "due")
NAMES = ("number", "seller", "buyer", "currency")


def run(report: Callable[[Row], None]) -> None:
    """Report each figure as it is measured. Raises FileNotFoundError where the files are not on this machine."""
    truth: dict[str, dict[str, Any]] = json.loads((INVOICES / "zugferd_truth.json").read_text(encoding="utf-8"))
    files = [INVOICES / "zugferd" / name for name in truth]
    expected = [_expected(one) for one in truth.values()]
    read(files[0])
    embedded, seconds = _timed(files, use_embedded=True)
    exact = sum(_right(document, wanted) == len(wanted) for document, wanted in zip(embedded, expected, strict=True))
    report(_row("embedded data, files exact", "all there are", len(files), exact, "files"))
    bare = _bare(files)
    report(
        _row("embedded data, time of one core", "pypdfium2 and lxml", bare, 1000 * seconds / len(files), "ms a file")
    )
    texts, seconds = _timed(files, use_embedded=False)
    report(_row("text layer, header fields, micro F1", "first label rules (quoted)", 0.707, _f1(texts, expected), "F1"))
    wrong, accepted = _wrong_of_accepted(texts, expected)
    report(
        _row("text layer, wrong among accepted", "all fields taken as read", _wrong(texts, expected), wrong, "share")
    )
    report(_row("text layer, accepted without a person", "all fields", 1.0, accepted, "share"))
    pages = sum(document.pages or 0 for document in texts)
    alone = _text_alone(files)
    report(_row("text layer, time of one core", "pdfium text alone", alone, 1000 * seconds / pages, "ms a page"))
    for suffix in (".xml", ".pdf"):
        report(_korean(suffix))
    scans.run(report)
    report(_row("tax invoice typeset", "typst, first trial (quoted)", 97.0, _typeset(), "ms"))


def _row(what: str, peer: str, theirs: float, ours: float, unit: str) -> Row:
    return Row(what, peer, float(theirs), float(ours), ours / theirs if theirs else 0.0, unit)


def _expected(truth: Mapping[str, Any]) -> dict[str, str]:
    """The header fields a file has, by our names."""
    written = str(truth["date"])
    wanted = {name: truth[name] for name in (*NAMES, *AMOUNTS)} | {"seller_tax_id": truth["seller_vat"]}
    wanted["date"] = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    return {name: str(value) for name, value in wanted.items() if value}


def _timed(files: Sequence[Path], *, use_embedded: bool) -> tuple[list[Document], float]:
    start = time.process_time()
    documents = [read(path, use_embedded=use_embedded, ocr=False) for path in files]
    return documents, time.process_time() - start


def _right(document: Document, wanted: Mapping[str, str]) -> int:
    return sum(document.value(name) == value for name, value in wanted.items())


def _f1(documents: Sequence[Document], expected: Sequence[Mapping[str, str]]) -> float:
    names = {name for wanted in expected for name in wanted}
    right = sum(_right(document, wanted) for document, wanted in zip(documents, expected, strict=True))
    said = sum(len(names & document.fields.keys()) for document in documents)
    return 2 * right / (said + sum(len(wanted) for wanted in expected))


def _wrong(documents: Sequence[Document], expected: Sequence[Mapping[str, str]]) -> float:
    pairs = [
        (document.value(name), value)
        for document, wanted in zip(documents, expected, strict=True)
        for name, value in wanted.items()
        if name in document.fields
    ]
    return sum(found != value for found, value in pairs) / len(pairs)


def _wrong_of_accepted(documents: Sequence[Document], expected: Sequence[Mapping[str, str]]) -> tuple[float, float]:
    """Wrong among the accepted, and accepted among all that the truth has."""
    pairs = [
        (document.value(name), value)
        for document, wanted in zip(documents, expected, strict=True)
        for name, value in wanted.items()
        if name in document.fields and document.fields[name].accepted
    ]
    wrong = sum(found != value for found, value in pairs)
    return wrong / len(pairs), len(pairs) / sum(len(wanted) for wanted in expected)


def _bare(files: Sequence[Path]) -> float:
    """Milliseconds a file to take out the attachments and parse them, and nothing more."""
    start = time.process_time()
    for path in files:
        document = pypdfium2.PdfDocument(path)
        for index in range(document.count_attachments()):
            data = bytes(document.get_attachment(index).get_data())
            if data.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
                etree.fromstring(data.lstrip(b"\xef\xbb\xbf"))
        document.close()
    return 1000 * (time.process_time() - start) / len(files)


def _text_alone(files: Sequence[Path]) -> float:
    """Milliseconds a page for the text without boxes."""
    start, pages = time.process_time(), 0
    for path in files:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_bounded()
            pages += 1
        document.close()
    return 1000 * (time.process_time() - start) / pages


def _korean(suffix: str) -> Row:
    """Fields and lines of the Korean tax invoices that are right, of all they have."""
    right = total = 0
    for path in sorted((INVOICES / "kr-synth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        document = read(path.with_suffix(suffix))
        wanted = {"approval_number": truth["id"], **{name: str(truth[name]) for name in AMOUNTS[:3]}}
        for role, key in (("seller", "s"), ("buyer", "r")):
            party = truth[key]
            wanted |= {role: party["n"], f"{role}_tax_id": party["b"], f"{role}_representative": party["c"]}
        lines = [(item["n"], str(item["a"])) for item in truth["items"]]
        right += _right(document, wanted) + (lines == [(line.name, line.amount) for line in document.lines])
        total += len(wanted) + 1
    return _row(f"Korean tax invoices as {suffix[1:].upper()}, fields right", "all there are", total, right, "fields")


def _typeset() -> float:
    """Milliseconds for one tax invoice of ten lines, the compiler warm."""
    party = Party(business_number("214861234"), "한빛정밀(주)", "김민지", "경기도 안산시 단원구 산단로 123")
    lines = tuple(
        Line(f"부품 {number}", number, Money(1_000), Money(1_000 * number), Money(100 * number), date(2026, 11, 2))
        for number in range(1, 11)
    )
    invoice = TaxInvoice("20261102410000420f3c9a1e", date(2026, 11, 2), party, party, lines)
    render("tax_invoice", invoice.as_json())
    start = time.perf_counter()
    for number in range(5):
        render("tax_invoice", {**invoice.as_json(), "note": str(number)})
    return 1000 * (time.perf_counter() - start) / 5
