"""The named checks, and what they let through without a person."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.documents import business_number, business_number_is_valid, check_batch, kec_xml, read, read_many
from jangbu.kernel.errors import Problem
from tests.engines.documents.samples import cii, pdf, saved, tax_invoice, ubl


def failed(document):
    return {check.name for check in document.checks if check.passed is False}


@given(st.text("0123456789", min_size=9, max_size=9))
def test_a_number_made_with_its_check_digit_is_valid_and_every_other_digit_is_not(nine):
    number = business_number(nine)
    assert business_number_is_valid(number)
    assert business_number_is_valid(number.replace("-", ""))
    assert sum(business_number_is_valid(number[:-1] + digit) for digit in "0123456789") == 1


def test_a_known_business_number_is_valid():
    assert business_number_is_valid("124-81-00998")  # Samsung Electronics, printed on its every receipt


@pytest.mark.parametrize("text", ["", "123", "12345678901", "２１４８６１２３４１", "abc-de-fghij"])
def test_what_is_no_business_number_is_not_valid(text):
    assert not business_number_is_valid(text)


def test_a_business_number_needs_nine_digits():
    with pytest.raises(Problem, match="nine digits"):
        business_number("12345")


def _mutants(data: bytes, amounts: list[bytes]):
    """Each amount with one digit changed, at each place where it stands."""
    for amount in amounts:
        at = -1
        while (at := data.find(b">" + amount + b"<", at + 1)) >= 0:
            for place in range(len(amount)):
                digit = amount[place : place + 1]
                if digit.isdigit():
                    other = b"%d" % ((int(digit) + 3) % 10)
                    position = at + 1 + place
                    yield data[:position] + other + data[position + 1 :]


@pytest.mark.parametrize(
    ("data", "amounts"),
    [
        (kec_xml(tax_invoice()), [b"1582000", b"158200", b"1740200", b"222000", b"22200"]),
        (cii(), [b"300.00", b"57.00", b"357.00", b"100.00", b"200.00"]),
        (cii(lines=()), [b"300.00", b"57.00", b"357.00"]),
        (ubl(), [b"100.00", b"25.00", b"125.00"]),
    ],
    ids=["kec", "cii", "minimum", "ubl"],
)
def test_no_changed_amount_passes_every_check_with_its_gross_accepted(tmp_path, data, amounts):
    original = read(saved(tmp_path, "a.xml", data))
    assert original.holds
    assert original.fields["gross"].accepted
    for mutant in _mutants(data, amounts):
        document = read(saved(tmp_path, "a.xml", mutant))
        same = all(document.value(name) == original.value(name) for name in ("net", "tax", "gross", "due"))
        same = same and [(line.amount, line.tax) for line in document.lines] == [
            (line.amount, line.tax) for line in original.lines
        ]
        if same:  # a unit price, a payment or a second currency was changed: sums do not speak of it
            continue
        assert not (document.holds and document.fields["gross"].accepted)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_random_changes_of_several_digits_are_never_accepted_with_wrong_arithmetic(tmp_path_factory, data):
    source = bytearray(kec_xml(tax_invoice()))
    digits = [index for index in range(source.find(b"<SpecifiedMonetary"), len(source)) if chr(source[index]).isdigit()]
    for index in data.draw(st.lists(st.sampled_from(digits), min_size=1, max_size=4)):
        source[index] = ord(data.draw(st.sampled_from("0123456789")))
    document = read(saved(tmp_path_factory.mktemp("m"), "a.xml", bytes(source)))
    gross = document.fields.get("gross")
    if gross is not None and gross.accepted and document.holds:
        net, tax = document.amount("net"), document.amount("tax")
        assert net + tax == gross.amount
        assert sum(Decimal(line.amount) for line in document.lines) == net


def test_a_wrong_check_digit_is_named_and_the_number_not_accepted(tmp_path):
    good = tax_invoice().seller.digits
    bad = good[:-1] + str((int(good[-1]) + 1) % 10)
    document = read(saved(tmp_path, "a.xml", kec_xml(tax_invoice()).replace(good.encode(), bad.encode())))
    assert failed(document) == {"business_number"}
    assert not document.fields["seller_tax_id"].accepted
    assert document.fields["buyer_tax_id"].accepted
    assert document.fields["gross"].accepted


@pytest.mark.parametrize("number", ["2026110241000042", "20261302410000420f3c9a1e", "abcd1102410000420f3c9a1e"])
def test_an_approval_number_is_24_characters_that_begin_with_a_day(tmp_path, number):
    document = read(saved(tmp_path, "a.xml", kec_xml(tax_invoice(approval_number=number))))
    assert failed(document) == {"approval_number_form"}


def test_a_due_date_before_the_issue_and_an_unknown_currency_fail(tmp_path):
    data = cii().replace(b">20261202<", b">20261001<").replace(b"EUR", b"EUX")
    assert failed(read(saved(tmp_path, "a.xml", data))) == {"date_order", "currency_known"}


def test_tomorrows_invoice_fails_only_when_today_is_given(tmp_path):
    documents = read_many([saved(tmp_path, "a.xml", kec_xml(tax_invoice()))])
    assert failed(check_batch(documents)[0]) == set()
    assert failed(check_batch(documents, today=date(2026, 11, 1))[0]) == {"not_future"}
    assert failed(check_batch(documents, today=date(2026, 11, 2))[0]) == set()


def test_the_second_of_two_equal_invoices_is_a_duplicate_and_a_pdf_twin_is_not(tmp_path):
    saved(tmp_path, "1.xml", cii())
    saved(tmp_path, "1.pdf", pdf(attached={"factur-x.xml": cii()}))
    saved(tmp_path, "2.xml", cii())
    saved(tmp_path, "3.xml", cii().replace(b"RE-2026/17", b"RE-2026/18"))
    documents = check_batch(read_many([tmp_path]))
    assert [(document.path[-5:], failed(document)) for document in documents] == [
        ("1.pdf", set()),
        ("1.xml", set()),
        ("2.xml", {"duplicate"}),
        ("3.xml", set()),
    ]
    assert not documents[2].fields["number"].accepted


def test_checking_a_batch_twice_changes_nothing(tmp_path):
    saved(tmp_path, "1.xml", cii())
    saved(tmp_path, "2.xml", kec_xml(tax_invoice()))
    once = check_batch(read_many([tmp_path]), today=date(2026, 12, 1))
    assert [one.as_json() for one in check_batch(once, today=date(2026, 12, 1))] == [one.as_json() for one in once]


def test_every_check_says_why_in_both_languages(tmp_path):
    for check in read(saved(tmp_path, "a.xml", cii(gross="358.00"))).checks:
        assert check.detail.ko
        assert check.detail.en
        assert check.as_json()["detail"]["ko"] == check.detail.ko
