"""수정세금계산서: what was amended and why, the original's number, negative amounts; on real samples where they are."""

import pytest

from jangbu.engines.documents import check_batch, read
from tests.shared_data import DATA, needs_shared_data

KEC = DATA / "invoices" / "kec"
pytestmark = pytest.mark.shared_data


@needs_shared_data("invoices", "kec")
def test_the_amendment_names_its_reason_and_its_original_and_takes_the_amounts_back():
    original, amended = read(KEC / "b.xml"), read(KEC / "c.xml")
    assert amended.error is None
    assert amended.value("kind") == "수정세금계산서"
    assert amended.value("amendment") == "착오에 의한 이중발급"
    assert amended.value("original_approval_number") == original.value("approval_number")
    for name in ("net", "tax", "gross"):
        assert amended.amount(name) == -original.amount(name)
    assert all(line.amount is None or line.amount.startswith("-") for line in amended.lines)


@needs_shared_data("invoices", "kec")
def test_negative_amounts_pass_the_same_checks_and_are_no_duplicate_of_the_original():
    original, amended = check_batch([read(KEC / "b.xml"), read(KEC / "c.xml")])
    outcome = {check.name: check.passed for check in amended.checks}
    assert outcome["net_plus_tax"] is True
    assert outcome["line_sum"] is True
    assert outcome["tax_rate"] is True
    assert outcome["duplicate"] is True
    assert {check.name: check.passed for check in original.checks}["duplicate"] is True


@needs_shared_data("invoices", "kec")
def test_a_plain_sample_names_no_amendment():
    document = read(KEC / "a.xml")
    assert document.value("kind") == "세금계산서"
    assert document.value("amendment") is None
    assert document.value("date") == "2009-09-14"
    assert document.value("sent_at") == "20090914220351"
    assert document.amount("gross") == 110_000_000
