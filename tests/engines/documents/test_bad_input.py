"""Files that are broken, mislabelled or hostile: one sentence each, and the rest of the batch is read."""

import struct
import zlib

import pytest

from jangbu.engines.documents import kec_xml, read, read_many
from jangbu.engines.documents.pdf import pages_to_read
from jangbu.engines.documents.problems import (
    FIELD_MISSING,
    NO_TEXT_LAYER,
    NOT_AN_INVOICE,
    OCR_MISSING,
    TEMPLATE_UNKNOWN,
)
from tests.engines.documents.samples import cii, pdf, saved, tax_invoice

TEXT = [
    (60, 60, "Muster GmbH"),
    (60, 100, "Rechnung Nr. RE-17 vom 02.11.2026"),
    (60, 200, "Nettobetrag 100,00 EUR"),
    (60, 220, "Umsatzsteuer 19,00 EUR"),
    (60, 240, "Gesamtbetrag 119,00 EUR"),
]
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;">]>
<TaxInvoice><TaxInvoiceDocument><IssueID>&c;</IssueID></TaxInvoiceDocument></TaxInvoice>"""
OUTSIDE = b"""<?xml version="1.0"?><!-- hello --><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>"""


TIFF_SIDES = struct.pack("<HHII", 256, 4, 1, 50_000) + struct.pack("<HHII", 257, 4, 1, 50_000)


def png_heading(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\0\0\0\0" + bytes(4)


def code(document):
    return document.error.code if document.error else None


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"", "documents.file_empty"),
        ("a.xml", b"", "documents.file_empty"),
        ("a.pdf", b"%PDF-1.7\nnothing more", "documents.pdf_broken"),
        ("a.pdf", b"<!DOCTYPE html><html><body>login</body></html>", "documents.mislabelled"),
        ("a.pdf", b"PK\x03\x04rest", "documents.mislabelled"),
        ("a.pdf", b"\x89PNG\r\n\x1a\nrest", "documents.mislabelled"),
        ("a.pdf", b"just words", "documents.mislabelled"),
        ("a.xml", b"%PDF-1.7\n", "documents.mislabelled"),
        ("a.png", b"\x89PNG\r\n\x1a\nrest", "documents.picture_broken"),
        ("a.jpg", b"\xff\xd8\xff\xe0rest", "documents.picture_broken"),
        ("a.tif", b"II*\0\x08\0\0\0\0\0", "documents.picture_broken"),
        ("a.png", png_heading(40_000, 40_000), "documents.picture_too_large"),
        ("a.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03" + bytes(9), "documents.picture_too_large"),
        ("a.tif", b"II*\0\x08\0\0\0\x02\0" + TIFF_SIDES + bytes(4), "documents.picture_too_large"),
        ("a.png", b"\xff\xd8\xff\xe0rest", "documents.mislabelled"),
        ("a.webp", b"RIFFrestWEBP", "documents.skipped"),
        ("a.xlsx", b"PK\x03\x04rest", "documents.skipped"),
        ("a.xml", cii()[:700], "documents.xml_broken"),
        ("a.xml", ENTITIES, "documents.xml_doctype"),
        ("a.xml", OUTSIDE, "documents.xml_doctype"),
        ("a.xml", OUTSIDE.decode().encode("utf-16"), "documents.xml_doctype"),
        ("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "documents.not_an_invoice"),
        ("a.xml", b"<" * 100_000, "documents.xml_broken"),
        ("a.xml", b"<a>" * 100_000, "documents.xml_broken"),
        ("a.pdf", pdf([(50, 50, "A letter about nothing that costs money")]), "documents.not_an_invoice"),
        ("a.pdf", pdf(TEXT[1:2]), "documents.field_missing"),
    ],
)
def test_each_fault_has_its_class_and_a_sentence_that_names_the_file(tmp_path, name, data, expected):
    document = read(saved(tmp_path, name, data))
    assert code(document) == expected
    assert not document.holds
    for language in ("ko", "en"):
        assert name in document.sentence(language)
    assert document.as_json()["error"]["class"] == expected


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert code(read(tmp_path / "gone.pdf")) == "documents.file_missing"


def test_a_locked_pdf_asks_for_one_without_a_password(tmp_path):
    keys = "<" + "ab" * 32 + ">"
    locked = pdf(TEXT, trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {keys} /U {keys} /P -4 >> /ID [<00> <00>]")
    assert code(read(saved(tmp_path, "a.pdf", locked))) == "documents.pdf_encrypted"


def test_a_cut_off_pdf_never_raises(tmp_path):
    whole = pdf(TEXT, attached={"factur-x.xml": cii()})
    for end in range(0, len(whole), 97):
        document = read(saved(tmp_path, "a.pdf", whole[:end]))
        assert document.error is not None or document.fields


def test_a_pdf_with_a_script_is_refused_and_the_original_kept(tmp_path):
    data = pdf(TEXT, catalog="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    path = saved(tmp_path, "a.pdf", data)
    document = read(path)
    assert code(document) == "documents.pdf_script"
    assert "스크립트" in document.sentence("ko")
    assert path.read_bytes() == data


def test_of_four_hundred_pages_the_first_and_last_are_read(tmp_path):
    document = read(saved(tmp_path, "a.pdf", pdf(TEXT, pages=400)))
    assert document.pages == 400
    assert document.value("gross") == "119.00"
    assert "400" in document.notes[0].en
    assert pages_to_read(400) == [*range(10), 398, 399]


def test_a_pdf_of_ten_thousand_pages_is_refused(tmp_path):
    path = saved(tmp_path, "a.pdf", pdf(TEXT, pages=10_000))
    size = path.stat().st_size
    document = read(path)
    assert code(document) == "documents.pdf_too_many_pages"
    assert "10,000" in document.sentence("en")
    assert path.stat().st_size == size


def test_the_classes_of_the_error_catalogue_differ():
    codes = [kind.code for kind in (NOT_AN_INVOICE, FIELD_MISSING, OCR_MISSING, NO_TEXT_LAYER, TEMPLATE_UNKNOWN)]
    assert len(set(codes)) == 5


def _bomb(size: int, times: int = 1) -> bytes:
    engine = zlib.compressobj(9)
    packed = b"".join(engine.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)) + engine.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("filters", ["/Filter /FlateDecode", "/Filter [/FlateDecode/FlateDecode]", "% obj\n/Filter/Fl"])
def test_a_stream_that_unpacks_to_150_megabytes_is_not_opened(tmp_path, times, filters):
    packed = _bomb(150_000_000, times)
    heading = f"<< {filters} /Type /EmbeddedFile /Length {len(packed)} >>\nstream\n".encode()
    data = pdf(TEXT, more={50: heading + packed + b"\nendstream"})
    assert code(read(saved(tmp_path, "a.pdf", data))) == "documents.unpacks_too_large"


def test_one_bad_file_does_not_stop_the_batch(tmp_path):
    saved(tmp_path, "1.xml", kec_xml(tax_invoice()))
    saved(tmp_path, "2.xml", ENTITIES)
    saved(tmp_path, "3.docx", b"PK\x03\x04")
    saved(tmp_path, ".hidden.xml", b"")
    (tmp_path / "more").mkdir()
    saved(tmp_path / "more", "4.pdf", pdf(TEXT))
    told = []
    documents = read_many([tmp_path], progress=lambda done, total: told.append((done, total)))
    assert [(code(document), document.source) for document in documents] == [
        (None, "kec"),
        ("documents.xml_doctype", "none"),
        ("documents.skipped", "none"),
        (None, "text"),
    ]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
