"""Who sells and who buys: labelled blocks, the sender's line above the address window, legal forms."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.textlayer import labels
from jangbu.engines.documents.textlayer.candidates import hits
from jangbu.engines.documents.textlayer.labels import LEGAL_FORM, NAMED
from jangbu.engines.documents.textlayer.layout import LabelHit, Row
from jangbu.engines.documents.textlayer.names import by_domain, capital, cleaned, first_name, is_name, legal_form
from jangbu.engines.documents.textlayer.values import vat_numbers

SENDER = re.compile(r"\s[●•·|∙⋅◦▪*–—-]\s")
POSTCODE = re.compile(r"(?<!\d)(?:[A-Z]{1,2}-?)?\d{4,5}(?!\d)\s?[A-Z]?")
BANK = re.compile(r"bank|sparkasse|iban|konto|\bbic\b", re.IGNORECASE)
DEPTH = 7  # rows of a block looked at for its name
TAX_ID_LABEL = re.compile(r"ust|umsatzsteuer|vat|tva|btw|gstin|tax|mwst|uid")


def parties(rows: Sequence[Row]) -> dict[str, Field]:
    """The fields seller, buyer, seller_tax_id and buyer_tax_id that were found."""
    seller_hits, buyer_hits = (list(hits(rows, labels.SELLER)), list(hits(rows, labels.BUYER)))
    party_rows = {(hit.row.index, hit.box[0]) for hit in (*seller_hits, *buyer_hits)}
    named: dict[str, list[Field]] = {"seller": [], "buyer": []}
    for role, own in (("seller", seller_hits), ("buyer", buyer_hits)):
        for hit in own:
            name = _block_name(rows, hit, party_rows)
            if name is not None:
                named[role].append(name)
    for role, name in _sender_line(rows).items():
        named[role].append(name)
    found = {role: max(names, key=lambda one: one.confidence) for role, names in named.items() if names}
    if "seller" not in found:
        buyer = found.get("buyer")
        fallback = capital(rows) or by_domain(rows) or legal_form(rows, buyer) or first_name(rows, buyer)
        if fallback is not None:
            found["seller"] = fallback
    return {**found, **_tax_ids(rows, seller_hits, buyer_hits)}


def _block_name(rows: Sequence[Row], hit: LabelHit, party_rows: Set[tuple[int, float]]) -> Field | None:
    """The name beside the label, or the first row under it that is a name and not a number, an address or a bank."""
    beside = _beside(hit)
    if beside is not None:
        sure = 0.9 if is_name(beside.text) else 0.0
        return Field(cleaned(beside.text), sure * hit.weight, beside.page, beside.box) if sure else None
    box, height = hit.box, hit.box[3] - hit.box[1]
    for row in rows[hit.row.index + 1 : hit.row.index + 1 + DEPTH]:
        cell = _cell_under(row, box[0], height)
        if row.page != hit.row.page or (cell is not None and (row.index, cell.box[0]) in party_rows):
            return None
        if cell is None:
            continue
        named = NAMED.match(cell.compact[0]) is not None
        value = _after_colon(row, cell) if named else cell
        if value is not None and is_name(value.text):
            confidence = 0.95 if named or LEGAL_FORM.search(value.text) else 0.85
            return Field(cleaned(value.text), confidence * hit.weight, value.page, value.box)
    return None


def _beside(hit: LabelHit) -> Row | None:
    """What stands right of the label: in its cell, or behind its colon in the next one."""
    if not hit.rest.words:
        return None
    own_cell = hit.last + 1 not in hit.row.cuts
    colon = hit.row.words[hit.last].text.endswith(":") or hit.rest.words[0].text == ":"
    if not (own_cell or colon):
        return None
    for cell in hit.rest.cells:
        if any(char.isalnum() for char in cell.text):
            return cell.part(1) if cell.words[0].text == ":" else cell
    return None


def _after_colon(row: Row, cell: Row) -> Row | None:
    """The value of "Name: Kunden AG", in the same cell or in the next."""
    words = cell.words
    for index, word in enumerate(words):
        if word.text.endswith(":") and index + 1 < len(words):
            return cell.part(index + 1)
        if ":" in word.text and not word.text.endswith(":"):
            return None
    following = [other for other in row.cells if other.box[0] > cell.box[2]]
    return following[0] if following else None


def _cell_under(row: Row, left: float, height: float) -> Row | None:
    """The cell of the row that begins where the label began, give or take an indent."""
    for cell in row.cells:
        if abs(cell.box[0] - left) <= 2.5 * height:
            return cell
    return None


def _cell_over(row: Row, left: float, right: float) -> Row | None:
    """The first cell of the row that lies within left..right, at least by its beginning."""
    return next((cell for cell in row.cells if left <= cell.box[0] < right), None)


def _sender_line(rows: Sequence[Row]) -> dict[str, Field]:
    """ "Firm ● Street 1 ● 12345 Town" above the window is the seller; the first row under it is the buyer."""
    for row in rows:
        if row.page != 1:
            break
        for cell in row.cells or (row,):
            parts = [part.strip() for part in SENDER.split(cell.text)]
            street_first = any(char.isdigit() for char in parts[0]) and not LEGAL_FORM.search(parts[0])
            if (
                len(parts) < 2
                or street_first
                or BANK.search(cell.text)
                or not POSTCODE.search(cell.text)
                or not is_name(parts[0])
            ):
                continue
            sure = 0.9 if LEGAL_FORM.search(parts[0]) else 0.75
            found = {"seller": Field(cleaned(parts[0]), sure, cell.page, cell.box)}
            indent = max(6 * (cell.box[3] - cell.box[1]), 40.0)  # the line is set small and often centred
            for below in rows[row.index + 1 : row.index + 4]:
                under = _cell_over(below, cell.box[0] - indent, cell.box[2])
                if under is not None and below.page == row.page and is_name(under.text):
                    found["buyer"] = Field(cleaned(under.text), 0.85, under.page, under.box)
                    break
            return found
    return {}


def _tax_ids(rows: Sequence[Row], sellers: Sequence[LabelHit], buyers: Sequence[LabelHit]) -> dict[str, Field]:
    """VAT numbers go to the block they stand in; without blocks the first one is the seller's."""
    found: dict[str, Field] = {}
    for row in rows:
        for typed in vat_numbers(row.text):
            role = _owner(row, row.box_of(typed.start, typed.end)[0], sellers, buyers)
            labelled = TAX_ID_LABEL.search(row.compact[0]) is not None
            name = f"{role}_tax_id"
            if name not in found:
                place = row.box_of(typed.start, typed.end)
                found[name] = Field(typed.value, 0.97 if labelled else 0.7, row.page, place)
    return found


def _owner(row: Row, left: float, sellers: Sequence[LabelHit], buyers: Sequence[LabelHit]) -> str:
    """Whose block the place is in: the nearest party label above it, if it is a buyer's and close."""
    above = [
        (hit.row.index, role, hit)
        for role, own in (("seller", sellers), ("buyer", buyers))
        for hit in own
        if hit.row.index <= row.index and hit.row.page == row.page
    ]
    if not above:
        return "seller"
    index, role, _ = max(above, key=lambda one: (one[0], -abs(one[2].box[0] - left)))
    return role if row.index - index <= DEPTH + 1 else "seller"
