"""Receipts from text boxes and from files: headings, days and totals as tills print them, none of a known shop."""

import importlib.util
import shutil

import pytest

from jangbu.engines.documents import TextBox, read_receipt, read_receipts, receipt_fields
from jangbu.engines.documents.ocr.confusions import put_right
from tests.engines.documents.samples import pdf, saved

MALAYSIAN = """
BERKAT MAJU ELECTRICAL &
HARDWARE SDN BHD
(812345-X)
NO. 12, JALAN BUNGA 3,
TAMAN MELATI,
53100 KUALA LUMPUR
TEL : 03-4141 2222
TAX INVOICE
DATE : 14/03/2026 10:22:10
CABLE TIE 200MM | 12.30
LED BULB | 20.02
SUBTOTAL | 32.32
TOTAL INCL. OF GST | 34.26
ROUNDING ADJUSTMENT | -0.01
TOTAL ROUNDED | 34.25
CASH | 50.00
CHANGE | 15.75
GST SUMMARY
TOTAL | 32.32 | 1.94
"""
KOREAN = """
한빛마트 안산점
사업자번호 214-86-12340
경기도 안산시 단원구 산단로 123
전화 031-400-1234
2026-11-02 18:32
A4 복사용지 | 2 | 24,000
볼펜 | 10 | 5,000
합계금액 | 29,000원
받은금액 | 30,000원
거스름돈 | 1,000원
"""


def boxes(text):
    """Each line a row of boxes, 20 units apart, columns at "|"."""
    found = []
    for row, line in enumerate(text.strip().splitlines()):
        for column, piece in enumerate(line.split("|")):
            left = 40.0 + 220 * column
            found.append(TextBox(piece.strip(), (left, 20.0 * row, left + 7 * len(piece), 20.0 * row + 14)))
    return found


def values(text):
    return {name: field.value for name, field in receipt_fields(boxes(text)).items()}


def test_a_receipt_in_english_with_a_broken_name_and_five_sen_rounding():
    assert values(MALAYSIAN) == {
        "company": "BERKAT MAJU ELECTRICAL & HARDWARE SDN BHD",
        "date": "2026-03-14",
        "address": "NO. 12, JALAN BUNGA 3, TAMAN MELATI, 53100 KUALA LUMPUR",
        "total": "34.25",
    }


def test_a_receipt_in_korean():
    assert values(KOREAN) == {
        "company": "한빛마트 안산점",
        "date": "2026-11-02",
        "address": "경기도 안산시 단원구 산단로 123",
        "total": "29000",
    }


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ("SUB TOTAL | 10.00\nTOTAL | 10.60\nTOTAL QTY | 3.00", "10.60"),
        ("TOTAL GST | 0.60\nTOTAL (INCLUSIVE OF GST) | 10.60\nCASH | 20.00\nCHANGE | 9.40", "10.60"),
        ("TOTAL :\n7.40\nCASH :\n10.00\nCHANGE :\n2.60", "7.40"),
        ("GRAND TOTAL RM1,234.50", "1234.50"),
        ("총 합계 12,300원\n카드 결제 12,300원", "12300"),
        ("TOTAL | 42.33\nROUNDING | 42.35", "42.35"),
    ],
)
def test_the_total_is_the_whole_and_not_a_part_of_it(lines, total):
    assert values("CORNER SHOP\n" + lines)["total"] == total


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("DATE: 25/12/2018 8:13:39 PM", "2018-12-25"),
        ("18-11-18 13:58", "2018-11-18"),
        ("25/01/20189:03", "2018-01-25"),
        ("01-NOV-2017 11:20", "2017-11-01"),
        ("거래일시 2026.11.02 18:32", "2026-11-02"),
        ("EXPIRY DATE 01/01/2030\nDATE 02/11/2026", "2026-11-02"),
    ],
)
def test_the_day_is_read_day_first_and_without_the_space_that_ocr_lost(printed, day):
    assert values("CORNER SHOP\n" + printed)["date"] == day


def test_nothing_is_made_up_where_nothing_is_said():
    assert receipt_fields([]) == {}
    assert "total" not in values("CORNER SHOP\nTHANK YOU")


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("433O0", "43300"), ("L0T", "LOT"), ("28I1", "2811"), ("1851-B", "1851-B"), ("U13/X", "U13/X"), ("C0.", "CO.")],
)
def test_letters_and_digits_that_look_alike_are_put_right_where_the_others_tell(seen, meant):
    assert put_right(seen) == meant


def test_a_pdf_with_text_is_read_without_ocr(tmp_path):
    rows = [
        (40, 40 + 20 * place, line.replace(" | ", "  ")) for place, line in enumerate(MALAYSIAN.strip().splitlines())
    ]
    document = read_receipt(saved(tmp_path, "a.pdf", pdf(rows)), ocr=False)
    assert document.error is None
    assert document.source == "receipt"
    assert document.value("total") == "34.25"
    assert document.holds


def test_what_is_no_receipt_says_so_and_the_batch_goes_on(tmp_path):
    saved(tmp_path, "1.pdf", pdf([(50, 50, "A letter about nothing that costs money")]))
    saved(tmp_path, "2.xml", b"<a/>")
    saved(tmp_path, "3.pdf", pdf([(40, 40, "CORNER SHOP OF THE SQUARE"), (40, 60, "TOTAL 7.40")]))
    codes = [document.error.code for document in read_receipts([tmp_path], ocr=False) if document.error]
    assert codes == ["documents.not_a_receipt", "documents.skipped", "documents.receipt_incomplete"]


@pytest.mark.skipif(
    shutil.which("tesseract") is None or importlib.util.find_spec("rapidocr_onnxruntime") is None,
    reason="tesseract and the extra ocr are not both on this machine",
)
def test_a_picture_is_read_by_both_and_its_total_accepted(tmp_path):
    image, draw, font = (pytest.importorskip(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))
    canvas = image.new("L", (620, 900), 255)
    pen, letters = draw.Draw(canvas), font.load_default(24)
    for place, line in enumerate(MALAYSIAN.strip().splitlines()):
        for column, piece in enumerate(line.split("|")):
            pen.text((40 + 300 * column, 40 + 40 * place), piece.strip(), fill=0, font=letters)
    path = tmp_path / "a.png"
    canvas.save(path)
    document = read_receipt(path)
    assert document.value("total") == "34.25"
    assert document.fields["total"].accepted
    assert set(document.fields["total"].readings) == {"RapidOCR", "Tesseract"}
    assert document.value("date") == "2026-03-14"
    assert str(document.value("company")).startswith("BERKAT MAJU ELECTRICAL")
