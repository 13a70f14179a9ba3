"""Ten thousand broken invoices: good ones of every kind, each with something changed, from a seed.

What is changed on purpose (an amount, a business number, a date) is known, so it is known too that such a document must
not be accepted; what is changed by chance (bytes, cuts) must never be accepted with sums that do not add up.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jangbu.engines.documents import Document, TaxInvoice, business_number, business_number_is_valid, kec_xml
from tests.engines.documents.mails import secure_mail
from tests.engines.documents.samples import BUYER, SELLER, cii, line, pdf, tax_invoice, ubl

OURS = BUYER.business_number.replace("-", "")
AMOUNT = re.compile(
    rb"<(?:\w+:)?(?:ChargeTotalAmount|TaxTotalAmount|GrandTotalAmount|InvoiceAmount|LineTotalAmount|TaxBasisTotalAmount|"
    rb"DuePayableAmount|TaxExclusiveAmount|TaxInclusiveAmount|PayableAmount|LineExtensionAmount)[^>]*>(-?\d[\d.]*)<"
)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"> <!ENTITY c SYSTEM "file:///etc/passwd">]>'
KEY = ("net", "tax", "gross", "seller_tax_id", "buyer_tax_id")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file to be read. `kind` says what was done; `refused` that it must not pass without a person."""

    name: str
    data: bytes
    kind: str
    refused: bool


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """`count` changed documents, the same for the same seed."""
    chance = random.Random(seed)  # repeatable, nothing is protected by it
    for number in range(count):
        name, data = _good(chance, number)
        yield _changed(chance, f"{number:05}{name}", data)


def _good(chance: random.Random, number: int) -> tuple[str, bytes]:
    kind = chance.choices(("kec", "cii", "ubl", "pdf", "mail"), (50, 18, 12, 14, 6))[0]
    if kind == "kec":
        return ".xml", kec_xml(_invoice(chance, number))
    if kind == "mail":
        return ".html", secure_mail(kec_xml(_invoice(chance, number)), OURS, algorithm=chance.choice("12"))
    if kind == "cii":
        parts = [f"{chance.randrange(1, 90_000)}.{chance.randrange(100):02}" for _ in range(chance.randrange(1, 4))]
        net = sum((Decimal(part) for part in parts), Decimal(0))
        tax = (net * 19 / 100).quantize(Decimal("0.01"))
        return ".xml", cii(net=f"{net}", tax=f"{tax}", gross=f"{net + tax}", lines=parts)
    if kind == "ubl":
        return ".xml", ubl(chance.choice(("Invoice", "CreditNote")))
    return ".pdf", _printed(chance, number)


def _invoice(chance: random.Random, number: int) -> TaxInvoice:
    lines = tuple(
        line(f"부품 {place}", chance.randrange(1, 90), 100 * chance.randrange(1, 900)) for place in range(1, 4)
    )
    day = date(2026, chance.randrange(1, 12), chance.randrange(1, 28))
    return tax_invoice(approval_number=f"{day:%Y%m%d}41000042{number:08x}", day=day, lines=lines)


def _printed(chance: random.Random, number: int) -> bytes:
    net = chance.randrange(1_000, 900_000) * 10
    amounts = (net, net // 10, net + net // 10)
    return pdf(
        [
            (60, 60, "Daon Metal Co., Ltd."),
            (60, 100, f"Invoice No. INV-{number} Date 2026-11-02"),
            *(
                (60, 200 + 20 * place, f"{name} {amount:,}.00 EUR")
                for place, (name, amount) in enumerate(
                    zip(("Subtotal", "VAT 10%", "Grand total"), amounts, strict=True)
                )
            ),
        ]
    )


def _changed(chance: random.Random, name: str, data: bytes) -> Mutant:
    structured = name.endswith(".xml")
    ways = ["bytes", "cut", "repeated", "swapped"]
    ways += ["amount", "amount", "amount", "doctype", "currency"] if structured else []
    ways += ["business number"] * 2 if structured and b"TaxInvoiceDocument" in data else []
    ways += ["printed amount"] * 3 if name.endswith(".pdf") else []
    way = chance.choice(ways)
    changed, refused = CHANGES[way](chance, data)
    return Mutant(name, changed, way, refused and changed != data)


def _bytes(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    hurt = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        hurt[chance.randrange(len(hurt))] = chance.randrange(256)
    return bytes(hurt), False


def _cut(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    return data[: chance.randrange(1, len(data))], False


def _repeated(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 200)]
    return data[:start] + piece + data[start:], False


def _swapped(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    first, second = sorted(chance.sample(range(len(data)), 2))
    return data[:first] + data[second : second + 1] + data[first + 1 : second] + data[first : first + 1] + data[
        second + 1 :
    ], False


def _amount(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    """One digit of one amount is another; not of the tax in a second currency, which adds up with nothing."""
    match = chance.choice([found for found in AMOUNT.finditer(data) if b"USD" not in found[0]])
    return _other_digit(chance, data, *match.span(1)), True


def _other_digit(chance: random.Random, data: bytes, start: int, end: int) -> bytes:
    places = [place for place in range(start, end) if data[place : place + 1].isdigit()]
    place = chance.choice(places)
    digit = (int(data[place : place + 1]) + chance.randrange(1, 10)) % 10
    return data[:place] + b"%d" % digit + data[place + 1 :]


def _doctype(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    end = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return data[:end] + DOCTYPE + data[end:], True


def _currency(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    changed = data.replace(b">EUR<", b">" + bytes(chance.choices(b"QXZ", k=3)) + b"<")
    return changed, changed != data


def _business_number(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    """One digit of the seller's or the buyer's number is another, so its check digit is wrong."""
    digits = chance.choice((SELLER, BUYER)).business_number.replace("-", "").encode()
    at = data.index(digits)
    while True:
        changed = _other_digit(chance, data, at, at + 10)
        if not business_number_is_valid(changed[at : at + 10].decode()):
            return changed, True


def _printed_amount(chance: random.Random, data: bytes) -> tuple[bytes, bool]:
    matches = list(re.finditer(rb"\d[\d,]*(?=\.00 EUR)", data))
    if not matches:
        return data, False
    return _other_digit(chance, data, *chance.choice(matches).span()), True


CHANGES = {
    "bytes": _bytes,
    "cut": _cut,
    "repeated": _repeated,
    "swapped": _swapped,
    "amount": _amount,
    "doctype": _doctype,
    "currency": _currency,
    "business number": _business_number,
    "printed amount": _printed_amount,
}


def passes(document: Document) -> bool:
    """No person would be asked: it was read, every check holds, and gross and seller are accepted."""
    needed = [document.fields.get(name) for name in ("gross", "number", "seller")]
    return document.holds and all(field is not None and field.accepted for field in needed)


def wrong(document: Document) -> str:
    """What is wrong with what a document says, reckoned anew and by other code than the checks; empty if nothing."""
    said = {name: document.value(name) for name in KEY}
    net, tax, gross = (Decimal(value) if value else None for value in (said["net"], said["tax"], said["gross"]))
    if net is not None and tax is not None and gross is not None and net + tax - gross != 0:
        return "net and tax do not make gross"
    lines = [Decimal(item.amount) for item in document.lines if item.counts and item.amount]
    extra = Decimal(document.totals.charges or 0) - Decimal(document.totals.allowances or 0)
    if lines and net is not None and sum(lines) + extra != net:
        return "lines do not make net"
    if document.source == "kec":
        for name in ("seller_tax_id", "buyer_tax_id"):
            bare = (said[name] or "").replace("-", "")
            if business_number(bare[:9]).replace("-", "") != bare:
                return f"{name} has a wrong check digit"
    return ""


def written(folder: Path, batch: Sequence[Mutant]) -> list[Path]:
    paths = []
    for mutant in batch:
        path = folder / mutant.name
        path.write_bytes(mutant.data)
        paths.append(path)
    return paths
