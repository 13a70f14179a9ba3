"""Net, tax and gross together: the labelled amounts that add up win over those that only have a good label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, product

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.textlayer import labels
from jangbu.engines.documents.textlayer.candidates import Candidate, candidates
from jangbu.engines.documents.textlayer.layout import Row
from jangbu.engines.documents.textlayer.values import Typed, amounts, currencies

LOOKED_AT = 8  # candidates a field
PAIRED, THIRD = 3, 0.86  # candidates a field that a third is sought for, and how sure that third is by itself
RECKONED, UNPROVED = (0.6, 0.85)  # confidence of an amount that was reckoned, and of those it was reckoned from
SUM_ROW = re.compile(r"^(?:total|totaal|totale|summe|gesamt|razem|suma|somme|합계|총계|계(?=[|\d]))")
TAXED = re.compile(r"\d%|steuerbetrag|vatamount|taxamount|montanttva|btwbedrag|부가세|세액")
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
    best = _completed(best, rows)
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
    triples = chain(product(found["net"], found["tax"], gross), _sum_rows(rows, finder))
    for net, tax, whole in triples:
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
    two = _two_and_a_printed_third({**found, "gross": gross}, rows, finder)
    if two:
        return two
    return {
        name: ones[0].as_field(ones[0].confidence * 0.75)
        for name, ones in (("net", found["net"]), ("tax", found["tax"]), ("gross", gross))
        if ones
    }


def _sum_rows(rows: Sequence[Row], finder: object) -> Iterator[tuple[Candidate, Candidate, Candidate]]:
    """The foot of a table with columns for net, tax and gross: "Total facture 24.99 5.00 29.99"."""
    assert callable(finder)
    for row in rows:
        values = finder(row.text) if SUM_ROW.search(row.compact[0]) else []
        for start in range(len(values) - 2):
            three = [
                Candidate(one.value, 0.82, row.page, row.box_of(one.start, one.end), row.index)
                for one in values[start : start + 3]
            ]
            net, tax, whole = three
            if 0 < Decimal(tax.value) < Decimal(net.value):
                yield net, tax, whole


def _two_and_a_printed_third(
    found: Mapping[str, Sequence[Candidate]], rows: Sequence[Row], finder: object
) -> dict[str, Field]:
    """Two amounts with labels, and the third printed where no label was found: net, tax and gross that add up."""
    printed = _printed(rows, finder)
    best: tuple[float, dict[str, Candidate]] | None = None
    for missing, first, second in (("net", "tax", "gross"), ("tax", "net", "gross"), ("gross", "net", "tax")):
        for one, other in product(found[first][:PAIRED], found[second][:PAIRED]):
            left, right = Decimal(one.value), Decimal(other.value)
            third = printed.get(left + right if missing == "gross" else right - left)
            if third is None:
                continue
            triple = {missing: third, first: one, second: other}
            score = one.confidence + other.confidence
            if _is_triple({name: Decimal(held.value) for name, held in triple.items()}) and (
                best is None or score > best[0]
            ):
                best = (score, triple)
    return {name: held.as_field(_raised(held)) for name, held in best[1].items()} if best else {}


def _printed(rows: Sequence[Row], finder: object) -> dict[Decimal, Candidate]:
    """Each amount of the document, where it first stands."""
    assert callable(finder)
    amounts_at: dict[Decimal, Candidate] = {}
    for row in rows:
        for one in finder(row.text):
            place = row.box_of(one.start, one.end)
            amounts_at.setdefault(Decimal(one.value), Candidate(one.value, THIRD, row.page, place, row.index))
    return amounts_at


def _is_triple(values: Mapping[str, Decimal]) -> bool:
    """Tax is a part of gross, and less than a third of net: three different amounts, none of them nothing."""
    net, tax = abs(values["net"]), abs(values["tax"])
    return 0 < 3 * tax < net and values["net"] + values["tax"] == values["gross"]


def _completed(found: dict[str, Field], rows: Sequence[Row]) -> dict[str, Field]:
    """The third of net, tax and gross from the other two, or net from gross where no row speaks of tax. What was
    reckoned was not read, so nothing here proves the others: all stay below what is accepted without a person."""
    net, tax, gross = (found.get(name) for name in ("net", "tax", "gross"))
    if gross is None or gross.amount is None or (net is not None and tax is not None):
        return found
    if tax is not None and net is None and not _says_tax(rows, tax):
        found, tax = {name: one for name, one in found.items() if name != "tax"}, None
    reckoned: dict[str, Field] = {}
    if net is None and tax is not None and tax.amount is not None:
        reckoned["net"] = replace(gross, value=f"{gross.amount - tax.amount}", confidence=RECKONED)
    elif tax is None and not any(TAXED.search(row.compact[0]) for row in rows):
        reckoned["net"] = replace(gross, confidence=RECKONED)
    bounded = {name: replace(one, confidence=min(one.confidence, UNPROVED)) for name, one in found.items()}
    return {**bounded, **reckoned} if reckoned else found


def _says_tax(rows: Sequence[Row], tax: Field) -> bool:
    """The amount's own row speaks of tax: a column of that name may run on over other amounts."""
    own = [
        row for row in rows if row.page == tax.page and tax.box is not None and row.box[1] <= tax.box[1] < row.box[3]
    ]
    return any(TAX_ROW.search(row.compact[0]) for row in own)


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
