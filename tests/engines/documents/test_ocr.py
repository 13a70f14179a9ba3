"""Scans: two readers, both readings kept, accepted only where they agree; each reader may be absent."""

import importlib.util
import shutil
from functools import partial

import numpy as np
import pytest

from jangbu.engines.documents import engines, page_png, page_sizes, read, render
from jangbu.engines.documents.checks import checked
from jangbu.engines.documents.document import Document, Field
from jangbu.engines.documents.ocr import available, closer, layers, readings, spaces
from jangbu.engines.documents.ocr.words import Read
from jangbu.kernel.errors import Problem
from tests.engines.documents.samples import BUYER, SELLER, pdf, saved, tax_invoice

both_readers = pytest.mark.skipif(
    shutil.which("tesseract") is None or importlib.util.find_spec("rapidocr_onnxruntime") is None,
    reason="tesseract and the extra ocr are not both on this machine",
)
NUMBERS = ("date", "net", "tax", "gross", "seller_tax_id", "buyer_tax_id", "approval_number")


@pytest.fixture
def without(monkeypatch):
    """A machine on which the named readers are not installed."""

    def take_away(*names):
        if "rapidocr" in names:
            monkeypatch.setattr(available, "has_rapidocr", lambda: False)
            monkeypatch.setattr(readings, "has_rapidocr", lambda: False)
            monkeypatch.setattr(closer, "has_rapidocr", lambda: False)
        if "tesseract" in names:
            for place in (available, readings, closer):
                monkeypatch.setattr(place, "languages", frozenset)

    return take_away


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    """A tax invoice printed, scanned a little askew and grainy, at 150 dpi."""
    cv2 = pytest.importorskip("cv2", reason="the extra ocr is not on this machine")
    folder = tmp_path_factory.mktemp("scan")
    printed = folder / "a.pdf"
    render("tax_invoice", tax_invoice().as_json(), out=printed)
    page = cv2.imdecode(np.frombuffer(page_png(printed, 1, scale=150 / 72), np.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.4, 1.0)
    page = cv2.warpAffine(page, turn, (width, height), borderValue=255)
    grain = np.random.default_rng(7).normal(0, 6, page.shape)
    path = folder / "a.png"
    path.write_bytes(cv2.imencode(".png", np.clip(0.92 * page + grain, 0, 255).astype(np.uint8))[1].tobytes())
    return path


@both_readers
def test_the_numbers_of_a_scan_are_read_by_both_and_accepted(scan):
    document = read(scan)
    right = tax_invoice().as_json()
    assert document.error is None
    assert document.source == "scan"
    said = {name: document.value(name) for name in NUMBERS}
    assert said["seller_tax_id"] == SELLER.business_number.replace("-", "")
    assert said["buyer_tax_id"] == BUYER.business_number.replace("-", "")
    assert said["approval_number"] == right["approval_number"]
    assert (said["net"], said["tax"], said["gross"]) == ("1582000", "158200", "1740200")
    for name in ("date", "net", "tax", "gross", "seller_tax_id", "buyer_tax_id"):
        field = document.fields[name]
        assert field.accepted, name
        assert set(field.readings) == {"RapidOCR", "Tesseract"}
        assert field.page == 1
        assert field.box is not None
    assert not document.fields["seller"].accepted


@both_readers
def test_a_pdf_without_text_is_read_as_a_scan_with_boxes_in_points(scan, tmp_path):
    image = pytest.importorskip("PIL.Image")
    path = tmp_path / "a.pdf"
    image.open(scan).save(path, resolution=150)
    document = read(path)
    assert document.source == "scan"
    assert document.value("gross") == "1740200"
    left, top, right, bottom = document.fields["gross"].box
    assert 0 <= left < right <= 842
    assert 0 <= top < bottom <= 842


def test_a_scan_is_left_unread_when_ocr_is_off(scan):
    document = read(scan, ocr=False)
    assert document.error is not None
    assert document.error.code == "documents.no_text_layer"


def test_without_a_reader_the_error_is_a_missing_dependency_and_says_how_to_install_it(tmp_path, without):
    without("rapidocr", "tesseract")
    for name, data in (("a.pdf", pdf()), ("a.png", b"\x89PNG\r\n\x1a\nrest")):
        document = read(saved(tmp_path, name, data))
        assert document.error is not None
        assert document.error.code == "documents.ocr_missing"
        assert "tesseract-ocr-kor" in document.sentence("ko")
    assert not any(engine.present for engine in engines())
    assert all("없어요" in engine.said().ko and "missing" in engine.said().en for engine in engines())


@both_readers
def test_what_one_reader_read_alone_is_never_accepted(scan, without):
    without("rapidocr")
    document = read(scan)
    assert any("RapidOCR" in note.ko for note in document.notes)
    assert document.fields
    assert not any(field.accepted for field in document.fields.values() if field.readings)


def test_an_empty_page_is_no_invoice(tmp_path):
    document = read(saved(tmp_path, "a.pdf", pdf()))
    assert document.error is not None
    assert document.error.code in {"documents.not_an_invoice", "documents.ocr_missing"}


def never(name, field):
    return closer.Pair()


def always(field):
    return True


def test_two_readings_that_differ_are_kept_and_given_to_a_person():
    ours, theirs = {"gross": Field("1100", 0.97, 1, (0, 0, 9, 9))}, {"gross": Field("1700", 0.97, 1, (0, 0, 9, 9))}
    found = readings.agreed(ours, theirs, never, always)["gross"]
    assert dict(found.readings) == {"RapidOCR": "1100", "Tesseract": "1700"}
    assert found.confidence <= 0.5
    assert found.as_json()["readings"] == [
        {"engine": "RapidOCR", "value": "1100"},
        {"engine": "Tesseract", "value": "1700"},
    ]
    assert not checked(Document("a.png", "scan").with_fields({"gross": found})).fields["gross"].accepted


def test_what_only_one_reader_saw_is_not_taken_for_agreement():
    same = {"date": Field("2026-01-03", 0.97, 1, (0, 0, 9, 9))}
    assert readings.agreed(same, same, never, always)["date"].confidence > 0.9
    assert readings.agreed(same, same, never, lambda field: False)["date"].confidence < 0.9
    hangul = {"seller": Field("한빛정밀(주)", 0.97, 1, (0, 0, 9, 9))}
    assert readings.agreed(hangul, hangul, never, partial(readings.seen_by_both, []))["seller"].confidence < 0.9


def test_a_closer_look_settles_two_readings():
    ours, theirs = (
        {"date": Field("2026-01-03", 0.97, 1, (0, 0, 9, 9))},
        {"date": Field("2026-01-08", 0.97, 1, (0, 0, 9, 9))},
    )
    found = readings.agreed(ours, theirs, lambda name, field: closer.Pair("2026-01-03", "2026-01-03"), always)["date"]
    assert found.value == "2026-01-03"
    assert found.confidence > 0.9


def test_an_approval_number_needs_a_closer_look_even_where_both_agree():
    same = {"approval_number": Field("20260105410000420f3c9a1e", 0.97, 1, (0, 0, 9, 9))}
    assert readings.agreed(same, same, never, always)["approval_number"].confidence < 0.9
    seen = closer.Pair("20260105410000420f3c9a1e", "20260105410000420f3c9a1e")
    assert readings.agreed(same, same, lambda name, field: seen, always)["approval_number"].confidence > 0.9


def word(text, left, top=100.0, height=18.0, line=0):
    return Read(text, (left, top, left + 10 * len(text), top + height), 0.9, line)


def test_hangul_wins_over_what_the_other_reader_sees_in_it():
    merged = layers.merged([word("号章", 100), word("7,780,700", 200)], [word("공급가액", 98), word("7.780.700", 201)])
    assert sorted(one.text for one in merged) == ["7,780,700", "공급가액"]


def test_pieces_of_a_number_and_syllables_of_a_word_are_joined():
    pieces = [
        word("1", 100, line=1),
        word("15-87-", 110, line=2),
        word("10494", 171, line=3),
        word("세", 300),
        word("액", 312),
    ]
    assert sorted(one.text for one in layers.tidied(pieces)) == ["115-87-10494", "세액"]


def test_a_comma_that_was_too_faint_is_put_back():
    assert [one.text for one in layers.tidied([word("7780,700", 100)])] == ["7,780,700"]


def test_spaces_come_back_from_the_white_between_letters():
    crop = np.full((40, 200, 3), 255, np.uint8)
    middles = []
    for left in (5, 25, 45, 90, 110, 130):
        crop[8:32, left : left + 14] = 0
        middles.append(left + 7.0)
    assert spaces.starts(crop, "ABCDEF", middles) == [3]


def test_a_picture_has_a_page_that_can_be_shown_beside_its_fields(scan):
    (size,) = page_sizes(scan)
    assert max(size.width, size.height) == 842
    shown = page_png(scan, 1)
    assert shown.startswith(b"\x89PNG")
    with pytest.raises(Problem, match="file_missing"):
        page_png(scan, 2)


@pytest.mark.parametrize(
    ("seen", "alone", "spoken"),
    [
        (["合世克", "2026"], True, "kor"),
        (["合世克", "2026"], False, "kor+eng"),
        (["Rechnung", "Muster", "GmbH"], True, "eng+deu"),
        ([], True, "kor+eng"),
    ],
)
def test_tesseract_is_told_the_language_that_the_other_reader_saw(seen, alone, spoken):
    words = [word(text, 100) for text in seen]
    assert readings.spoken_in(words, {"kor", "eng", "deu"}, alone=alone) == spoken
    assert readings.spoken_in(words, {"eng"}, alone=alone) == "eng"
