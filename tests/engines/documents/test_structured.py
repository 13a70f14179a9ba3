"""Invoices that come as data."""

import codecs

import pytest

from jangbu.engines.documents import kec_xml, read
from jangbu.kernel.money import Money
from tests.engines.documents.samples import assembled, cii, cii_of_2014, line, pdf, saved, tax_invoice, ubl

HEADER = {
    "number": "RE-2026/17",
    "date": "2026-11-02",
    "due_date": "2026-12-02",
    "currency": "EUR",
    "seller": "Muster GmbH",
    "seller_tax_id": "DE123456789",
    "seller_tax_number": "201/113/40209",
    "buyer": "Kunden AG",
    "net": "300.00",
    "tax": "57.00",
    "gross": "357.00",
    "due": "357.00",
}


def values(document):
    return {name: found.value for name, found in document.fields.items()}


@pytest.mark.parametrize("data", [cii(), cii_of_2014()], ids=["zugferd 2", "zugferd 1"])
def test_the_dialects_of_cii_read_alike(tmp_path, data):
    document = read(saved(tmp_path, "a.xml", data))
    assert values(document).items() >= HEADER.items()
    assert [(item.name, item.amount, item.tax_rate) for item in document.lines] == [
        ("Ware 1", "100.00", "19"),
        ("Ware 2", "200.00", "19"),
    ]
    assert document.holds


@pytest.mark.parametrize(
    ("name", "profile", "source"),
    [
        ("factur-x.xml", "urn:factur-x.eu:1p0:minimum", "factur-x"),
        ("xrechnung.xml", "urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.0", "xrechnung"),
        ("ZUGFeRD-invoice.xml", "urn:cen.eu:en16931:2017", "zugferd"),
        ("rechnung.xml", "urn:cen.eu:en16931:2017", "cii"),
    ],
)
def test_an_attachment_of_any_name_is_found_and_tells_its_product(tmp_path, name, profile, source):
    data = pdf([(50, 50, "Rechnung")], attached={"notes.txt": b"hello", name: cii(profile=profile)})
    document = read(saved(tmp_path, "a.pdf", data))
    assert (document.source, document.profile, document.pages) == (source, profile, 1)
    assert values(document).items() >= HEADER.items()


def test_the_invoice_is_picked_among_several_attachments(tmp_path):
    other = b"<?xml version='1.0'?><additionalData><ID>7</ID></additionalData>"
    document = read(saved(tmp_path, "a.pdf", pdf(attached={"a-data.xml": other, "b-rechnung.xml": cii()})))
    assert document.value("number") == "RE-2026/17"


def test_a_damaged_attachment_is_noted_and_the_next_one_read(tmp_path):
    data = pdf(attached={"factur-x.xml": cii()[:900], "second.xml": cii()})
    document = read(saved(tmp_path, "a.pdf", data))
    assert document.value("gross") == "357.00"
    assert "factur-x.xml" in document.notes[0].en


def test_a_file_hung_on_the_page_and_not_in_the_name_tree_is_found(tmp_path):
    data = cii()
    stream = b"<< /Type /EmbeddedFile /Subtype /text#2Fxml /Length %d >>\nstream\n%b\nendstream" % (len(data), data)
    document = read(saved(tmp_path, "a.pdf", pdf(more={50: stream})))
    assert document.value("number") == "RE-2026/17"


def test_the_minimum_profile_has_no_lines_and_still_holds(tmp_path):
    document = read(saved(tmp_path, "a.xml", cii(profile="urn:factur-x.eu:1p0:minimum", lines=())))
    assert document.lines == ()
    assert {check.name: check.passed for check in document.checks}["line_sum"] is None
    assert document.holds


def test_an_invoice_reads_the_same_with_one_or_two_byte_order_marks_and_in_utf16(tmp_path):
    plain = values(read(saved(tmp_path, "a.xml", cii())))
    text = cii().decode().split("?>", 1)[1]
    for index, data in enumerate(
        (codecs.BOM_UTF8 + cii(), codecs.BOM_UTF8 * 2 + cii(), codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
    ):
        assert values(read(saved(tmp_path, f"{index}.xml", data))) == plain


@pytest.mark.parametrize("root", ["Invoice", "CreditNote"])
def test_peppol_reads_whole(tmp_path, root):
    document = read(saved(tmp_path, "a.xml", ubl(root)))
    assert document.source == "ubl"
    assert values(document) == {
        "number": "SNIPPET1",
        "date": "2026-11-02",
        "due_date": "2026-12-02",
        "type": "380" if root == "Invoice" else "381",
        "currency": "EUR",
        "net": "100.00",
        "tax": "25.00",
        "gross": "125.00",
        "due": "125.00",
        "seller": "SupplierOfficialName Ltd",
        "seller_tax_id": "SE8765456787",
        "buyer": "Buyer AB",
    }
    assert document.lines[0].unit_price == "2.00"
    assert document.holds


def test_a_tax_invoice_reads_back_as_it_was_written(tmp_path):
    invoice = tax_invoice(purpose="영수", note="10월분")
    document = read(saved(tmp_path, "a.xml", kec_xml(invoice)))
    assert document.source == "kec"
    assert (
        values(document).items()
        >= {
            "number": invoice.approval_number,
            "approval_number": invoice.approval_number,
            "date": "2026-11-02",
            "kind": "세금계산서",
            "purpose": "영수",
            "currency": "KRW",
            "net": str(invoice.net.minor),
            "tax": str(invoice.tax.minor),
            "gross": str(invoice.gross.minor),
            "seller": "한빛정밀(주)",
            "seller_tax_id": invoice.seller.digits,
            "seller_representative": "김민지",
            "seller_business_type": "제조업",
            "seller_business_item": "금속가공, 정밀부품",
            "buyer": "주식회사 대성에스티",
            "buyer_tax_id": invoice.buyer.digits,
            "buyer_branch": "0001",
            "buyer_email": "bill@daesung.example",
            "paid_by_cash": str(invoice.gross.minor),
            "paid_by_credit": "0",
            "note": "10월분",
        }.items()
    )
    assert [(item.name, item.quantity, item.amount) for item in document.lines] == [
        (one.name, str(one.quantity), str(one.net.minor)) for one in invoice.lines
    ]
    assert document.holds
    assert all(found.accepted for found in document.fields.values())


def test_the_day_of_writing_is_not_the_moment_of_sending(tmp_path):
    data = kec_xml(tax_invoice()).replace(b">20261102090000<", b">20261201120000<")
    document = read(saved(tmp_path, "a.xml", data))
    assert (document.value("date"), document.value("sent_at")) == ("2026-11-02", "20261201120000")


def test_an_amendment_with_negative_amounts_holds(tmp_path):
    back = line(quantity=-1, unit=220_000)
    invoice = tax_invoice(
        kind="0201", amendment="04", original_approval_number="20261001410000420f3c9a1e", lines=(back,)
    )
    document = read(saved(tmp_path, "a.xml", kec_xml(invoice)))
    assert (document.value("gross"), document.value("amendment")) == ("-242000", "계약의 해제")
    assert document.value("original_approval_number") == "20261001410000420f3c9a1e"
    assert document.holds


@pytest.mark.parametrize(("declared", "encoding"), [("EUC-KR", "euc-kr"), ("CP949", "cp949"), ("UTF-8", "cp949")])
def test_a_file_in_a_korean_code_page_reads_like_its_utf8_twin(tmp_path, declared, encoding):
    utf8 = kec_xml(tax_invoice(lines=(line("알루미늄 판재", 3),)))
    text = utf8.decode().replace("encoding='UTF-8'", f'encoding="{declared}"')
    twin = read(saved(tmp_path, "b.xml", text.encode(encoding)))
    assert values(twin) == values(read(saved(tmp_path, "a.xml", utf8)))


def test_a_zero_rated_invoice_may_carry_no_tax_and_a_general_one_may_not(tmp_path):
    free = line()
    free = type(free)(free.name, free.quantity, free.unit_price, free.net, Money(0), free.day)
    zero_rated = read(saved(tmp_path, "a.xml", kec_xml(tax_invoice(kind="0102", lines=(free,)))))
    general = read(saved(tmp_path, "b.xml", kec_xml(tax_invoice(lines=(free,)))))
    assert zero_rated.holds
    assert [check.name for check in general.checks if check.passed is False] == ["tax_rate"]


def test_a_pdf_without_pages_is_broken(tmp_path):
    assert read(saved(tmp_path, "a.pdf", assembled({1: b"<< /Type /Catalog >>"}))).error.code == "documents.pdf_broken"
