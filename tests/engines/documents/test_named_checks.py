"""The checks an invoice must pass: each by its name, once passing and once failing, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from jangbu.engines.documents import (
    Document,
    Field,
    History,
    Item,
    against_history,
    business_number,
    check_batch,
    checked,
)

VENDOR, OTHER = (business_number(nine).replace("-", "") for nine in ("214861234", "105817654"))
WRONG = VENDOR[:-1] + str((int(VENDOR[-1]) + 1) % 10)
APPROVAL = "20261102410000420f3c9a1e"
KNOWN = History(
    vendors={VENDOR: "한빛정밀(주)"},
    accounts={VENDOR: ("국민 123-45-678901",)},
    amounts={VENDOR: (100_000, 110_000, 105_000, 98_000, 120_000)},
    numbers=frozenset({(VENDOR, "20261001410000420f3c9a1e")}),
)
GOOD = {
    "number": APPROVAL,
    "approval_number": APPROVAL,
    "date": "2026-11-02",
    "due_date": "2026-12-02",
    "currency": "KRW",
    "net": "100000",
    "tax": "10000",
    "gross": "110000",
    "seller": "한빛정밀(주)",
    "seller_tax_id": VENDOR,
    "buyer": "(주)대성에스티",
    "buyer_tax_id": OTHER,
    "bank_account": "국민 123-45-678901",
}
LINES = (Item("부품", amount="60000", tax="6000"), Item("운송료", amount="40000", tax="4000"))


def document(*, lines=LINES, source="text", language="ko", **changes):
    said = {name: Field(value) for name, value in {**GOOD, **changes}.items() if value}
    return Document("a.pdf", source, lines=lines, language=language).with_fields(said)


def outcome(found, name):
    judged = against_history(checked(found), KNOWN)
    judged = check_batch([judged], today=date(2026, 11, 30))[0]
    return next(check for check in judged.checks if check.name == name)


FAILING = {
    "net_plus_tax": document(gross="110001"),
    "line_sum": document(lines=(*LINES, Item("더", amount="1"))),
    "line_tax_sum": document(lines=(LINES[0], replace(LINES[1], tax="4001"))),
    "tax_rate": document(tax="12000", gross="112000"),
    "business_number": document(seller_tax_id=WRONG),
    "approval_number_form": document(approval_number="1234"),
    "date_order": document(due_date="2026-11-01"),
    "currency_known": document(currency="QXZ"),
    "not_future": document(date="2027-01-01", due_date="2027-02-01"),
    "seen_before": document(number="20261001410000420f3c9a1e", approval_number=""),
    "vendor_known": document(seller_tax_id=OTHER),
    "bank_account_changed": document(bank_account="하나 999-99-999999"),
    "amount_unlike_vendor": document(net="9000000", tax="900000", gross="9900000", lines=()),
    "required_fields": document(seller=""),
    "language": document(language=None),
}


@pytest.mark.parametrize("name", FAILING)
def test_each_named_check_passes_on_a_good_invoice_and_fails_on_one_that_breaks_it(name):
    assert outcome(document(), name).passed is True
    broken = outcome(FAILING[name], name)
    assert broken.passed is False
    assert broken.fields
    for spoken in ("ko", "en"):
        assert broken.detail.said(spoken)


def test_the_second_invoice_with_the_same_seller_and_number_is_a_duplicate():
    first, second = checked(document()), replace(checked(document()), path="b.pdf")
    duplicates = [check for each in check_batch([first, second]) for check in each.checks if check.name == "duplicate"]
    assert [check.passed for check in duplicates] == [True, False]


def test_a_check_that_fails_takes_the_acceptance_of_the_fields_it_speaks_about():
    for name, broken in FAILING.items():
        judged = check_batch([against_history(checked(broken), KNOWN)], today=date(2026, 11, 30))[0]
        failed = next(check for check in judged.checks if check.name == name)
        assert not any(judged.fields[field].accepted for field in failed.fields if field in judged.fields), name


def test_there_are_more_than_twelve_and_each_has_its_own_name():
    judged = check_batch([against_history(checked(document()), KNOWN)], today=date(2026, 11, 30))[0]
    names = [check.name for check in judged.checks]
    assert len(names) == len(set(names))
    assert {*FAILING, "duplicate"} <= set(names)
    assert len(names) >= 12
