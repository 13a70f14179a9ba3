"""What holds for every kind: nothing is lost, nothing raises, and one form is one form."""

import json
from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.quality.normalising import KINDS, Normalised, clean_text, normalise, normalise_many
from tests.shared_data import DATA, needs_shared_data

PIECES = {
    "company": "(주) ㈜ 주식회사 유한회사 협동조합 농업 한빛 정밀 ( ) 부산지점 공장 Co. Ltd , Inc AG & 귀중 "
    "회계법인 점 구",
    "address": "서울 서울시 강남구 역삼동 테헤란로 로 길 12번길 , ( ) 12 12-3 번지 2호 101동 4F B1 지하 1층 산 "
    "경기 수원시 상리 한빛빌딩 06236 성수동2가 광주시 북구 세종시 좌측 제 ~",
    "phone": "010 02 031 0505 1588 1234 567 - . ( ) + 82 +82 0 내선 12 Tel FAX : #",
    "business_number": "124 81 00998 - 사업자등록번호 : .0 1",
    "corporate_number": "130111 0006246 - 법인번호 900101 1234567",
    "person": "홍 길동 김 남궁 민수 님 씨 대표 이사 과장 ( ) , Hong GILDONG Mr. - 洪吉童 / 담당자 이",
    "date": "2026 26 01 1 5 31 - . / 년 월 일 (월) 월요일 14:30 T Z 오후 2시 30분 Jan Mon , 46027 60 '",
    "money": "1 200 1,200 , . 50 원 ₩ $ USD 만 억 천 이 십 - ( ) △ 금 정 € 0 ¥ '",
    "email": "kim Kim @ . naver.com NAVER.COM < > mailto: 홍길동 \" ' , gmial.com",
}
STRANGE = [
    "\u200b",
    "\ufeff",
    "\u00a0",
    "（",
    "１",
    "ㅡ",
    "–",
    "ᄒ",
    "ᅡ",
    "é",
    "İ",
    "🎉",
    "٣",
    "\x00",
    "\ud800",
    " ",
    "\n",
]


def written(kind: str) -> st.SearchStrategy[str]:
    pieces = [*PIECES[kind].split(" "), " ", " ", *STRANGE]
    return st.lists(st.sampled_from(pieces), min_size=1, max_size=9).map("".join)


def holds(kind, text):
    found = normalise(kind, text)
    assert 0 <= found.confidence <= 1
    assert found.original == text
    if not found.confidence:
        assert found.value == text
    again = normalise(kind, found.value)
    assert again.value == found.value
    assert again.parsed or not found.parsed
    assert all(isinstance(part, str) for pair in found.parts.items() for part in pair)


@pytest.mark.parametrize("kind", KINDS)
def test_normalising_twice_changes_nothing_more(kind):
    @settings(max_examples=400, deadline=None)
    @given(written(kind))
    def check(text):
        holds(kind, text)

    check()


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.text(st.characters(), max_size=30))
def test_no_text_raises_and_what_is_not_understood_stays(kind, text):
    holds(kind, text)


@settings(deadline=None)
@given(st.text(st.characters(), max_size=30))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["", " ", "-", "없음", "\x00", "(" * 300, "9" * 5000, "가" * 5000, "1," * 2000, "로 1 " * 70]
)
def test_nothing_useful_stays_as_it_is(kind, text):
    found = normalise(kind, text)
    assert found.value == text or found.parsed
    assert normalise(kind, found.value).value == found.value


def test_many_gives_the_same_answers_as_one_by_one_and_keeps_empty_cells():
    values = ["(주)한빛", None, "한빛㈜", "(주)한빛", ""]
    assert normalise_many("company", values) == [
        None if value is None else normalise("company", value) for value in values
    ]


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        normalise("colour", "빨강")
    with pytest.raises(KeyError):
        normalise_many("colour", ["빨강"])


def test_an_answer_goes_into_json():
    found = normalise("phone", "02)323-4567")
    assert isinstance(found, Normalised)
    assert json.loads(json.dumps(found.as_json())) == {
        "value": "02)323-4567",
        "normalised": "02-323-4567",
        "parts": {"kind": "area", "area": "02", "e164": "+8223234567"},
        "confidence": 1.0,
    }


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("１２３　ＡＢＣ（가）", "123 ABC(가)"),
        ("\ufeff한빛\u200b정밀\u00ad", "한빛정밀"),
        ("\u202a010-1234-5678\u202c", "010-1234-5678"),
        ("한빛\u00a0 정밀\t\n", "한빛 정밀"),
        ("한빛", "한빛"),
        ("10² ㎡ ½ ①", "10² ㎡ ½ ①"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("가\u200d나", "가나"),
        ("한\u3164빛", "한 빛"),
        ("ﾊﾝﾋﾞｯﾄ", "ハンビット"),
        ("￦1,200", "₩1,200"),
    ],
)
def test_text_is_cleaned_of_what_nobody_meant_to_type(dirty, clean):
    assert clean_text(dirty) == clean


def test_word_lists_say_where_they_are_from():
    folder = files("jangbu.engines.quality.normalising")
    lists = [path for path in folder.iterdir() if path.name.endswith(".yaml")]
    assert lists
    for path in lists:
        loaded = yaml.safe_load(path.read_text("utf-8"))
        assert loaded["source"]
        assert loaded["date"]


@pytest.mark.shared_data
@needs_shared_data("matching", "korean_companies")
def test_rows_of_one_company_come_together():
    """Share of pairs from one cluster that agree; what is left are typing errors and other numbers, no spellings."""
    import csv  # noqa: PLC0415
    from collections import defaultdict  # noqa: PLC0415
    from itertools import combinations  # noqa: PLC0415

    def core(kind, text):
        found = normalise(kind, text)
        return found.parts.get("core") or found.parts.get("e164") or found.value

    clusters = defaultdict(list)
    with (DATA / "matching" / "korean_companies" / "kr_company_dupes.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        for row in csv.DictReader(file):
            clusters[row["cluster"]].append(row)
    for column, kind, least in [("name", "company", 0.92), ("tel", "phone", 0.75), ("rep", "person", 0.99)]:
        pairs = [
            core(kind, one[column]) == core(kind, other[column])
            for rows in clusters.values()
            for one, other in combinations(rows, 2)
            if one[column] and other[column]
        ]
        assert sum(pairs) / len(pairs) >= least, column
