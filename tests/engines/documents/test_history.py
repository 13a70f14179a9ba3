"""Checks against what the firm knows of a vendor."""

from __future__ import annotations

import pytest

from jangbu.engines.documents import Document, Field, History, against_history

SELLER = "1208147521"


def invoice(**values: str) -> Document:
    told = {"seller_tax_id": "120-81-47521", "number": "A-7", "gross": "1100000", "currency": "KRW", **values}
    return Document("a.xml", "kec").with_fields({name: Field(value) for name, value in told.items()})


def outcome(document: Document, history: History) -> dict[str, bool | None]:
    return {check.name: check.passed for check in against_history(document, history).checks}


def test_on_the_first_day_nothing_is_known_and_nothing_is_green():
    told = outcome(invoice(bank_account="000-11"), History())
    assert told == {
        "seen_before": True,
        "vendor_known": False,
        "bank_account_changed": None,
        "amount_unlike_vendor": None,
    }


def test_the_same_number_of_the_same_vendor_was_seen():
    assert outcome(invoice(), History(numbers=frozenset({(SELLER, "A-7")})))["seen_before"] is False
    assert outcome(invoice(), History(numbers=frozenset({("9", "A-7")})))["seen_before"] is True
    approved = History(approval_numbers=frozenset({"2026"}))
    assert outcome(invoice(approval_number="2026"), approved)["seen_before"] is False


@pytest.mark.parametrize(("account", "same"), [("000-11-904-772", True), ("00011 904772", True), ("000-27", False)])
def test_an_account_is_compared_without_its_hyphens(account, same):
    history = History(accounts={SELLER: ("000-11-904-772",)})
    found = against_history(invoice(bank_account=account), history)
    check = next(check for check in found.checks if check.name == "bank_account_changed")
    assert check.passed is same
    assert found.fields["bank_account"].accepted is same


@pytest.mark.parametrize(
    ("gross", "usual"), [("1100000", True), ("1400000", True), ("9900000", False), ("-1100000", True)]
)
def test_an_amount_far_from_what_the_vendor_asks_is_told(gross, usual):
    history = History(amounts={SELLER: (1_000_000, 1_100_000, 1_200_000, 900_000, 1_300_000)})
    assert outcome(invoice(gross=gross), history)["amount_unlike_vendor"] is usual


def test_four_past_amounts_are_too_few_to_tell():
    assert outcome(invoice(gross="9"), History(amounts={SELLER: (1, 1, 1, 1)}))["amount_unlike_vendor"] is None
