"""Checks that need the other documents of a batch, or today's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from jangbu.engines.documents.checks.acceptance import accepted
from jangbu.engines.documents.checks.arithmetic import cannot
from jangbu.engines.documents.checks.identity import not_future
from jangbu.engines.documents.document import Check, Document, Sentence


def check_batch(documents: Sequence[Document], *, today: date | None = None) -> list[Document]:
    """The documents with `duplicate` and, given `today`, `not_future` among their checks. The first of several equal
    ones passes; a PDF and an XML of the same name and amount are one invoice in two forms and both pass."""
    seen: dict[tuple[str, ...], Document] = {}
    checked = []
    for document in documents:
        if document.error is not None and not document.fields:
            checked.append(document)
            continue
        more = [_duplicate(document, seen)]
        if today is not None:
            more.append(not_future(document, today))
        names = {check.name for check in more}
        kept = tuple(check for check in document.checks if check.name not in names)
        checked.append(accepted(replace(document, checks=(*kept, *more))))
    return checked


def _keys(document: Document) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if approval := document.value("approval_number"):
        keys.append(("approval", approval.casefold()))
    seller = document.value("seller_tax_id") or document.value("seller")
    if seller and (number := document.value("number")):
        keys.append(("seller", "".join(seller.split()).casefold(), "".join(number.split()).casefold()))
    return keys


def _duplicate(document: Document, seen: dict[tuple[str, ...], Document]) -> Check:
    keys = _keys(document)
    touched = ("number", "approval_number")
    if not keys:
        return Check("duplicate", None, cannot("공급자나 번호가 없어요.", "seller and number"), touched)
    first = next((seen[key] for key in keys if key in seen), None)
    for key in keys:
        seen.setdefault(key, document)
    if first is None:
        said = Sentence("같은 번호의 문서가 없어요.", "No other document has this number.")
        return Check("duplicate", True, said, touched)
    name = Path(first.path).name
    if _twins(first, document):
        said = Sentence(f"{name}과 같은 계산서의 다른 형식이에요.", f"The same invoice as {name} in another form.")
        return Check("duplicate", True, said, touched)
    number = document.value("approval_number") or document.value("number")
    return Check(
        "duplicate",
        False,
        Sentence(
            f"{name}에 같은 공급자의 같은 번호 {number}가 있어요.", f"{name} has the same seller and number {number}."
        ),
        touched,
    )


def _twins(first: Document, second: Document) -> bool:
    one, other = Path(first.path), Path(second.path)
    return (
        one.stem == other.stem
        and one.suffix.lower() != other.suffix.lower()
        and first.amount("gross") == second.amount("gross")
    )
