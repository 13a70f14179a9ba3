"""Scans, receipts, strangers' invoices and broken files: the second half of `bench documents`.

Truths are compared as they are written, but for the case of letters and the form of days and amounts.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.engines.documents.mutations import OURS, Mutant, mutants, passes, written, wrong
from tests.shared_data import DATA

from bench.rows import Row
from jangbu.engines.documents import Document, Field, TextBox, engines, read, read_receipt, receipt_fields
from jangbu.engines.documents.textlayer.values import dates

INVOICES, RECEIPTS = DATA / "invoices", DATA / "receipts" / "sroie"
RECEIPT_FIELDS = ("company", "date", "address", "total")
NUMBERS = ("approval_number", "date", "seller_tax_id", "buyer_tax_id", "net", "tax", "gross")
THEIR_NAMES = {
    "issuer": "seller",
    "amount": "gross",
    "amount_untaxed": "net",
    "amount_tax": "tax",
    "date": "date",
    "date_due": "due_date",
    "invoice_number": "number",
    "vat": "seller_tax_id",
    "static_vat": "seller_tax_id",
    "currency": "currency",
}
MUTANTS, SEED, BATCH = 10_000, 20_261_130, 500


def run(report: Callable[[Row], None]) -> None:
    """Report each figure as it is measured; what needs OCR is left out where a reader is missing."""
    right, there = _strangers()
    report(_row("invoice2data's own PDFs, header fields, no template", "all there are", there, right, "fields"))
    given = [(path.stem, receipt_fields(_boxes(path))) for path in sorted((RECEIPTS / "box").glob("*.csv"))]
    report(_row("receipts from given text, micro F1", "first rules (quoted)", 0.772, _receipts_f1(given), "F1"))
    report(_row("receipts from given text, every second", "the same", 0.772, _receipts_f1(given[1::2]), "F1"))
    if all(engine.present for engine in engines()):
        _with_ocr(report)
    _mutated(report)


def _with_ocr(report: Callable[[Row], None]) -> None:
    start = time.perf_counter()
    scanned = [(path.stem, read_receipt(path).fields) for path in sorted((RECEIPTS / "img").glob("*"))]
    each = (time.perf_counter() - start) / len(scanned)
    report(_row("receipts from pictures, micro F1", "first rules (quoted)", 0.53, _receipts_f1(scanned), "F1"))
    exact = _receipts_f1(scanned, fold=False)
    report(_row("receipts from pictures, capitals as printed", "first rules (quoted)", 0.53, exact, "F1"))
    report(_row("receipts from pictures, time", "RapidOCR alone, a shared core (quoted)", 2.62, each, "s a page"))
    through, bad = _korean_scans()
    report(_row("Korean scans, numbers straight through", "both agree (quoted)", 0.704, through, "share"))
    report(_row("Korean scans, wrong among accepted", "both agree (quoted)", 0.005, bad, "share"))


def _row(what: str, peer: str, theirs: float, ours: float, unit: str) -> Row:
    return Row(what, peer, float(theirs), float(ours), ours / theirs if theirs else 0.0, unit)


def _strangers() -> tuple[int, int]:
    """Header fields that are right, and all that the peer's own answers have."""
    right = there = 0
    for path in sorted((INVOICES / "invoice2data").glob("*.pdf")):
        said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        truth = said[0] if isinstance(said, list) else said
        document = read(path, use_embedded=False)
        for theirs, ours in THEIR_NAMES.items():
            if theirs in truth:
                there += 1
                right += _same(ours, str(truth[theirs]), document.value(ours))
    return right, there


def _same(name: str, wanted: str, found: str | None) -> bool:
    """A seller may be said with or without its legal form; an amount with or without its noughts."""
    if found is None:
        return False
    if name in {"gross", "net", "tax"}:
        return float(wanted) == float(found)
    if name == "seller":
        short, long = sorted((wanted.casefold(), found.casefold()), key=len)
        return len(short) > 2 and short in long
    return wanted.lstrip("#").replace(" ", "") == found.lstrip("#").replace(" ", "")


def _boxes(path: Path) -> list[TextBox]:
    """Four corners, then the text, which may hold commas."""
    boxes = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split(",", 8)
        if len(parts) == 9:
            corners = [float(part) for part in parts[:8]]
            across, down = corners[::2], corners[1::2]
            boxes.append(TextBox(parts[8], (min(across), min(down), max(across), max(down))))
    return boxes


def _receipts_f1(read_in: Iterable[tuple[str, Mapping[str, Field]]], *, fold: bool = True) -> float:
    right = said = there = 0
    for stem, fields in read_in:
        truth = json.loads((RECEIPTS / "key" / f"{stem}.json").read_text(encoding="utf-8"))
        for name in RECEIPT_FIELDS:
            wanted = _written(name, truth.get(name) or "")
            found = fields[name].value if name in fields else ""
            said, there = said + bool(found), there + bool(wanted)
            right += bool(wanted) and (found.upper() == wanted.upper() if fold else found == wanted)
    return 2 * right / (said + there)


def _written(name: str, text: str) -> str:
    """The truth in the form in which we say days and amounts."""
    if name == "date":
        days = dates(text)
        return days[0].value if days else text
    return re.sub(r"[^\d.]", "", text) if name == "total" else text


def _korean_scans() -> tuple[float, float]:
    """Number fields accepted and right, of all; and wrong ones among the accepted."""
    accepted = bad = there = 0
    for path in sorted((INVOICES / "kr-synth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        document = read(path.with_name(f"{path.stem}_scan.png"))
        for name, wanted in _numbers(truth).items():
            there += 1
            field = document.fields.get(name)
            if field is not None and field.accepted:
                accepted += 1
                bad += field.value != wanted
    return (accepted - bad) / there, bad / accepted


def _numbers(truth: Mapping[str, Any]) -> dict[str, str]:
    day = truth["date"]
    amounts = {name: str(truth[name]) for name in ("net", "tax", "gross")}
    ids = {"seller_tax_id": truth["s"]["b"], "buyer_tax_id": truth["r"]["b"], "approval_number": truth["id"]}
    return {"date": f"{day[:4]}-{day[4:6]}-{day[6:]}", **amounts, **ids}


def _mutated(report: Callable[[Row], None]) -> None:
    """Ten thousand broken documents: how many pass that must not, and how fast they are told apart."""
    let_through, taken, batch = 0, 0.0, []
    for mutant in mutants(MUTANTS, SEED):
        batch.append(mutant)
        if len(batch) == BATCH:
            count, seconds = _judged(batch)
            let_through, taken, batch = let_through + count, taken + seconds, []
    report(_row("10,000 broken documents, accepted though wrong", "none may be", 0, let_through, "documents"))
    report(_row("10,000 broken documents, time", "a tenth of a second each", 100.0, 1000 * taken / MUTANTS, "ms each"))


def _judged(batch: Sequence[Mutant]) -> tuple[int, float]:
    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), batch)
        start = time.perf_counter()
        documents: list[Document] = [read(path, ocr=False, business_numbers=(OURS,)) for path in paths]
        seconds = time.perf_counter() - start
    pairs = zip(batch, documents, strict=True)
    return sum(passes(document) and (mutant.refused or bool(wrong(document))) for mutant, document in pairs), seconds
