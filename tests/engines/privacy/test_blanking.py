"""Numbers that name a person, whatever they look like, and nothing else."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from jangbu.engines.privacy import blank, blank_image, find, images
from jangbu.kernel.errors import Problem
from tests.shared_data import DATA, needs_shared_data

RESIDENT, FOREIGNER, CARD = "resident_number", "foreigner_number", "card_number"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("주민등록번호 900101-1234567", RESIDENT),
        ("주민등록번호: 9001011234567", RESIDENT),
        ("9001011234567", RESIDENT),
        ("900101 1234567", RESIDENT),
        ("900101 - 1234567", RESIDENT),
        ("９００１０１－１２３４５６７", RESIDENT),
        ("900101–1234567", RESIDENT),
        ("900101.1234567", RESIDENT),
        ("900101-\n1234567", RESIDENT),
        ("9 0 0 1 0 1 - 1 2 3 4 5 6 7", RESIDENT),
        ("9001\u200b01-12\u00ad34567", RESIDENT),
        ("٩٠٠١٠١-١٢٣٤٥٦٧", RESIDENT),
        ("번호는900101-1234567이에요", RESIDENT),
        ("RRN900101-1234567", RESIDENT),
        ("040229-3234567", RESIDENT),
        ("외국인등록번호 840323-5258517", FOREIGNER),
        ("150424-7470095", FOREIGNER),
        ("4111 1111 1111 1111", CARD),
        ("4111-1111-1111-1111", CARD),
        ("４１１１-１１１１-１１１１-１１１１", CARD),
        ("4111111111111111", CARD),
        ("3782 822463 10005", CARD),
        ("378282246310005", CARD),
        ("3056 930902 5904", CARD),
        ("카드번호 4111-1111-1111-1112", CARD),
    ],
)
def test_a_number_that_names_a_person_is_found_and_blanked(text, kind):
    (span,) = find(text)
    assert span.kind == kind
    assert 0.5 <= span.confidence <= 1
    blanked, spans = blank(text)
    assert spans == (span,)
    assert len(blanked) == len(text)
    assert blanked.count("\n") == text.count("\n")
    assert not any(char.isdigit() for char in blanked)


@pytest.mark.parametrize(
    "text",
    [
        "901301-1234567",  # no such month
        "900230-1234567",  # no such day
        "030229-3234567",  # 2003 was no leap year
        "1900101-12345678",
        "법인등록번호 130111-0006246",
        "사업자등록번호 214-86-12348",
        "승인번호 20261102-41000042-00000000",
        "바코드 8801043014803",
        "공급가액 1,300,000 세액 130,000",
        "010-1234-5678",
        "4111-1111-1111-1112",  # no card by Luhn, and nothing calls it one
        "1111-1111-1111-1117",
        "2026-11-02 2026-12-02",
        "",
    ],
)
def test_other_numbers_stay(text):
    assert find(text) == ()
    assert blank(text) == (text, ())


def test_since_2020_no_check_digit_is_demanded_but_the_old_one_makes_surer():
    assert find("주민 900101-1234568")[0].confidence == 0.99
    assert find("주민 900101-1234567")[0].confidence == 0.9


@given(st.text("0123456789-. 가A\n■", max_size=60))
def test_what_was_blanked_is_not_found_again_and_the_rest_is_untouched(text):
    blanked, spans = blank(text)
    assert blank(blanked)[1] == ()
    outside = [index for index in range(len(text)) if not any(span.start <= index < span.end for span in spans)]
    assert all(blanked[index] == text[index] for index in outside)


@given(
    st.dates(),
    st.sampled_from("12345678"),
    st.integers(0, 999_999),
    st.sampled_from(["", "-", " ", " - ", "–"]),
    st.text("가나다 ,.()", max_size=10),
)
def test_every_plausible_number_is_found_wherever_it_stands(day, gender, rest, between, around):
    century = 1900 if gender in "1256" else 2000
    try:
        born = day.replace(year=century + day.year % 100)
    except ValueError:
        born = day.replace(year=century + day.year % 100, day=28)
    number = f"{born:%y%m%d}{between}{gender}{rest:06}"
    assert number not in blank(f"{around}{number}{around}")[0]


@pytest.mark.shared_data
@needs_shared_data("personal-data", "synth_ko_2000.jsonl")
def test_none_of_the_labelled_numbers_leaves():
    lines = (DATA / "personal-data" / "synth_ko_2000.jsonl").read_text("utf-8").splitlines()
    missed = []
    for row in map(json.loads, lines):
        blanked, _ = blank(row["text"])
        missed += [
            said for kind, start, end, said in row["spans"] if kind in {"RRN", "FRN", "CARD"} and said in blanked
        ]
    assert missed == []


def picture(**more):
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "PNG", **more)
    return out.getvalue()


def test_boxes_of_a_picture_turn_black_and_only_they():
    got = Image.open(io.BytesIO(blank_image(picture(), [(10.4, 5, 19.6, 10), (30, 15, 99, 99), (-9, -9, 0, 0)])))
    black = {(x, y) for x in range(40) for y in range(20) if got.getpixel((x, y)) == (0, 0, 0)}
    assert black == {(x, y) for x in range(10, 20) for y in range(5, 10)} | {
        (x, y) for x in range(30, 40) for y in range(15, 20)
    }


def test_what_hides_beside_the_pixels_does_not_leave():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "900101-1234567")
    assert b"900101" in picture(pnginfo=notes)
    assert b"900101" not in blank_image(picture(pnginfo=notes), [])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", picture()[:60]])
def test_a_picture_that_cannot_be_opened_is_refused(data):
    with pytest.raises(Problem) as caught:
        blank_image(data, [])
    assert caught.value.code == "privacy.bad_picture"


def test_a_picture_of_a_billion_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(images, "PIXELS", 100)
    with pytest.raises(Problem) as caught:
        blank_image(picture(), [])
    assert caught.value.code == "privacy.bad_picture"


def test_without_pillow_no_picture_leaves(monkeypatch):
    monkeypatch.setattr(images, "PILLOW", False)
    with pytest.raises(Problem) as caught:
        blank_image(picture(), [])
    assert caught.value.code == "privacy.no_pillow"
