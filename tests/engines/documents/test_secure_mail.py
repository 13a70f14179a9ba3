"""The tax office's secure mail: opened with our number, refused without proof, never half read."""

import pytest

from jangbu.engines.documents import kec_xml, read
from jangbu.engines.documents.securemail import aria
from tests.engines.documents.mails import AES_NUMBER, ARIA_NUMBER, SEED_NUMBER, secure_mail
from tests.engines.documents.samples import BUYER, SELLER, saved, tax_invoice

OURS = BUYER.business_number.replace("-", "")


def code(document):
    return document.error.code if document.error else None


# RFC 5794, A.1
def test_aria_gives_the_ciphertext_of_the_rfc():
    key, plain = bytes(range(16)), bytes.fromhex("00112233445566778899aabbccddeeff")
    sealed = bytes.fromhex("d718fbd6ab644c739da95f3be6451778")
    assert aria.encrypt_block(key, plain) == sealed
    assert aria.decrypt_cbc(key, sealed, bytes(16)) == plain


def test_aria_refuses_part_of_a_block():
    with pytest.raises(ValueError, match="whole blocks"):
        aria.decrypt_cbc(bytes(16), bytes(17), bytes(16))


@pytest.mark.parametrize("algorithm", [AES_NUMBER, SEED_NUMBER, ARIA_NUMBER])
def test_a_mail_opens_with_our_number_among_several(tmp_path, algorithm):
    xml = kec_xml(tax_invoice())
    path = saved(tmp_path, "NTS_eTaxInvoice.html", secure_mail(xml, OURS, algorithm=algorithm))
    hyphened = f"{OURS[:3]}-{OURS[3:5]}-{OURS[5:]}"
    document = read(path, business_numbers=(SELLER.business_number, hyphened))
    plain = read(saved(tmp_path, "plain.xml", xml))
    assert code(document) is None
    assert document.source == "kec"
    assert document.fields == plain.fields
    assert document.lines == plain.lines
    assert "보안메일" in document.notes[0].ko


def test_a_mail_asks_for_a_number_when_none_is_given(tmp_path):
    path = saved(tmp_path, "a.html", secure_mail(kec_xml(tax_invoice()), OURS))
    document = read(path)
    assert code(document) == "documents.mail_needs_number"
    assert "--business-number" in document.sentence("en")


def test_a_mail_to_somebody_else_is_refused_before_anything_is_decrypted(tmp_path):
    path = saved(tmp_path, "a.html", secure_mail(kec_xml(tax_invoice()), OURS))
    document = read(path, business_numbers=(SELLER.business_number,))
    assert code(document) == "documents.mail_no_number_fits"
    assert not document.fields
    assert OURS not in str(document.as_json())


def test_a_mail_without_a_hash_key_is_refused(tmp_path):
    path = saved(tmp_path, "a.html", secure_mail(kec_xml(tax_invoice()), OURS, proved=False))
    assert code(read(path, business_numbers=(OURS,))) == "documents.mail_unverified"


def test_another_page_is_no_invoice(tmp_path):
    path = saved(tmp_path, "a.html", b"<!DOCTYPE html><html><body>idle talk</body></html>")
    assert code(read(path, business_numbers=(OURS,))) == "documents.not_an_invoice"


def test_a_mail_may_carry_something_else_than_an_invoice(tmp_path):
    path = saved(tmp_path, "a.html", secure_mail(b"%PDF-1.7", OURS, name="a.pdf"))
    assert code(read(path, business_numbers=(OURS,))) == "documents.not_an_invoice"


def test_a_doctype_inside_a_mail_is_refused_as_it_is_outside(tmp_path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'
    path = saved(tmp_path, "a.html", secure_mail(bomb, OURS))
    assert code(read(path, business_numbers=(OURS,))) == "documents.xml_doctype"


def test_a_cut_off_mail_never_raises(tmp_path):
    whole = secure_mail(kec_xml(tax_invoice()), OURS)
    codes = set()
    for end in range(1, len(whole), 211):
        document = read(saved(tmp_path, "a.html", whole[:end]), business_numbers=(OURS,))
        assert document.error is not None or document.fields["gross"].value == "1773200", end
        codes.add(code(document))
    assert "documents.mail_broken" in codes


def test_a_flipped_bit_in_a_mail_never_gives_an_accepted_invoice_that_is_wrong(tmp_path):
    whole = secure_mail(kec_xml(tax_invoice()), OURS)
    right = read(saved(tmp_path, "right.html", whole), business_numbers=(OURS,))
    for at in range(300, len(whole) - 20, 149):
        hurt = bytearray(whole)
        hurt[at] ^= 1
        document = read(saved(tmp_path, "a.html", bytes(hurt)), business_numbers=(OURS,))
        if document.holds:
            assert document.amount("gross") == right.amount("gross")
