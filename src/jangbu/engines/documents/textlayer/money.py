"""Net, tax and gross together: the labelled amounts that add up win over those that only have a good label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.textlayer import labels
from jangbu.engines.documents.textlayer.candidates import Candidate, candidates
from jangbu.engines.documents.textlayer.layout import Row
from jangbu.engines.documents.textlayer.values import Typed, amounts, currencies

LOOKED_AT = 8  # candidates a field
PAID = re.compile(
    r"anzahlung|bereits(?:be|ge)zahlt|prepaid|deposit|alreadypaid|amountpaid|acompte|d[ée]j[àa](?:pay|r[ée]gl)|선금|계약금|기납부"
)
TAX_ROW = re.compile(r"ust|mwst|umsatzsteuer|mehrwertsteuer|vat|tva|btw|tax|gst|steuer")


def currency(rows: Sequence[Row]) -> Field | None:
    """The labelled code; else the one that is printed most, surer the more it stands alone."""
    labelled = candidates(rows, labels.CURRENCY, lambda text: list(currencies(text)))
    if labelled:
        return labelled[0].as_field()
    votes: dict[str, list[Field]] = {}
    for row in rows:
        for typed in currencies(row.text):
            votes.setdefault(typed.value, []).append(
                Field(typed.value, 0.0, row.page, row.box_of(typed.start, typed.end))
            )
    if not votes:
        return None
    value, places = max(votes.items(), key=lambda pair: len(pair[1]))
    share = len(places) / sum(len(found) for found in votes.values())
    return Field(value, 0.95 * share * (1.0 if len(places) > 1 else 0.85), places[0].page, places[0].box)


def money(rows: Sequence[Row], code: str | None) -> dict[str, Field]:
    """The fields net, tax, gross and due that were found."""
    decimals = 0 if code in {"KRW", "JPY"} else None

    def finder(text: str) -> list[Typed]:
        return [typed for typed in amounts(text, decimals=decimals) if typed.sure > 0.5 or decimals == 0]

    found = {
        name: candidates(rows, wanted, finder, last=decimals is None)[:LOOKED_AT]
        for name, wanted in (("net", labels.NET), ("tax", labels.TAX), ("gross", labels.GROSS), ("due", labels.DUE))
    }
    best = _consistent(found, rows, finder)
    if not best.get("gross") and found["due"]:
        best["gross"] = found["due"][0].as_field(found["due"][0].confidence * 0.8)
    if found["due"]:
        best["due"] = found["due"][0].as_field()
    elif code != "KRW" and "gross" in best and not any(PAID.search(row.compact[0]) for row in rows):
        best["due"] = replace(best["gross"], confidence=0.85)  # nothing says that a part was paid before
    return best


def _consistent(found: dict[str, list[Candidate]], rows: Sequence[Row], finder: object) -> dict[str, Field]:
    """The surest triple with net + tax = gross. A tax printed only by rate is the sum of its rows."""
    gross = [*found["gross"], *(one.weighed(0.9) for one in found["due"])]
    best: tuple[tuple[float, Decimal], tuple[Candidate, Candidate, Candidate]] | None = None
    for net, tax, whole in product(found["net"], found["tax"], gross):
        if Decimal(net.value) + Decimal(tax.value) == Decimal(whole.value) and (
            Decimal(net.value) or Decimal(whole.value)
        ):
            # in a table by tax rate every row adds up; the largest is the sum
            score = (round(net.confidence + tax.confidence + whole.confidence, 2), abs(Decimal(whole.value)))
            if best is None or score > best[0]:
                best = (score, (net, tax, whole))
    if best is not None:
        return {name: one.as_field(_raised(one)) for name, one in zip(("net", "tax", "gross"), best[1], strict=True)}
    by_rate = _tax_by_rate(found, gross, rows, finder)
    if by_rate:
        return by_rate
    return {
        name: ones[0].as_field(ones[0].confidence * 0.75)
        for name, ones in (("net", found["net"]), ("tax", found["tax"]), ("gross", gross))
        if ones
    }


def _raised(candidate: Candidate) -> float:
    """Three labelled amounts that add up are each surer than their label alone."""
    return max(candidate.confidence, 0.5 + candidate.confidence / 2)


def _tax_by_rate(
    found: dict[str, list[Candidate]], gross: Sequence[Candidate], rows: Sequence[Row], finder: object
) -> dict[str, Field]:
    """Gross less net, where rows that speak of tax carry amounts that sum to exactly that."""
    assert callable(finder)
    taxes = []
    for row in rows:
        values = finder(row.text) if TAX_ROW.search(row.compact[0]) else []
        if values:
            taxes.append((Decimal(values[-1].value), row, values[-1]))
    for net, whole in product(found["net"], gross):
        wanted = Decimal(whole.value) - Decimal(net.value)
        if wanted == 0 or Decimal(net.value) == 0:
            continue
        run = _run_with_sum(taxes, wanted)
        if run:
            _, row, typed = run[-1]
            said = f"{sum(one[0] for one in run)}"
            place = row.box_of(typed.start, typed.end)
            return {
                "net": net.as_field(_raised(net)),
                "tax": Field(said, 0.93 if len(run) > 1 else 0.95, row.page, place),
                "gross": whole.as_field(_raised(whole)),
            }
    return {}


def _run_with_sum(taxes: Sequence[tuple[Decimal, Row, Typed]], wanted: Decimal) -> Sequence[tuple[Decimal, Row, Typed]]:
    """Neighbouring tax rows that sum to `wanted`, if there are such."""
    for start in range(len(taxes)):
        total = Decimal(0)
        for stop in range(start, min(start + 5, len(taxes))):
            total += taxes[stop][0]
            if total == wanted:
                return taxes[start : stop + 1]
    return ()
