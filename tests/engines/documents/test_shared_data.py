"""The real-format files, where they are here: every field of every one."""

import json
from datetime import datetime

import pytest

from jangbu.engines.documents import read
from tests.shared_data import DATA, needs_shared_data

pytestmark = pytest.mark.shared_data
INVOICES = DATA / "invoices"


def day(text):
    return datetime.strptime(text, "%Y%m%d").date().isoformat()  # noqa: DTZ007


@needs_shared_data("invoices", "zugferd_truth.json")
def test_every_embedded_invoice_equals_the_truth():
    truth = json.loads((INVOICES / "zugferd_truth.json").read_text(encoding="utf-8"))
    for name, expected in truth.items():
        document = read(INVOICES / "zugferd" / name)
        said = {
            key: document.value(key) for key in ("number", "seller", "buyer", "net", "tax", "gross", "due", "currency")
        }
        assert said == {key: expected[key] or None for key in said}, name
        assert document.value("date") == day(expected["date"]), name
        identifiers = {document.value("seller_tax_id"), document.value("seller_tax_number")} - {None}
        assert identifiers == set(expected["seller_tax_ids"]), name
        assert len(document.lines) == expected["lines"], name


@needs_shared_data("invoices", "kr-synth")
@pytest.mark.parametrize("suffix", [".xml", ".pdf"])
def test_every_korean_tax_invoice_equals_the_truth(suffix):
    for path in sorted((INVOICES / "kr-synth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        document = read(path.with_suffix(suffix))
        expected = {
            "approval_number": truth["id"],
            "date": day(truth["date"]),
            "net": str(truth["net"]),
            "tax": str(truth["tax"]),
            "gross": str(truth["gross"]),
            "seller": truth["s"]["n"],
            "seller_tax_id": truth["s"]["b"],
            "seller_representative": truth["s"]["c"],
            "buyer": truth["r"]["n"],
            "buyer_tax_id": truth["r"]["b"],
            "buyer_address": truth["r"]["a"],
        }
        assert {name: document.value(name) for name in expected} == expected, path.name
        assert [(line.name, line.amount) for line in document.lines] == [
            (item["n"], str(item["a"])) for item in truth["items"]
        ]


@needs_shared_data("invoices", "zugferd_truth.json")
def test_the_text_layer_alone_gives_three_quarters_of_the_header_fields():
    truth = json.loads((INVOICES / "zugferd_truth.json").read_text(encoding="utf-8"))
    right = said = there = 0
    for name, expected in list(truth.items())[::3]:
        document = read(INVOICES / "zugferd" / name, use_embedded=False)
        wanted = {key: expected[key] for key in ("number", "seller", "buyer", "net", "tax", "gross", "currency")}
        wanted |= {"date": day(expected["date"]), "seller_tax_id": expected["seller_vat"]}
        right += sum(document.value(key) == value for key, value in wanted.items() if value)
        said += sum(document.value(key) is not None for key in wanted)
        there += sum(bool(value) for value in wanted.values())
    assert 2 * right / (said + there) >= 0.75
