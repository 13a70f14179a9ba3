"""Company names and persons."""

import pytest

from jangbu.engines.quality.normalising import normalise


def value(text):
    return normalise("company", text).value


def parts(text):
    return normalise("company", text).parts


@pytest.mark.parametrize(
    "text",
    [
        "주식회사 시큐센",
        "(주)시큐센",
        "㈜시큐센",
        "㈜ 시큐센",
        "시큐센㈜",
        "시큐센 (주)",
        "（주）시큐센",
        "주식회사시큐센",
        "시큐센주식회사",
        "  시큐센  주식회사 ",
        "주)시큐센",
        "㈱시큐센",
        "시큐센(주식회사)",
        "주식회사 (주)시큐센",
        "시큐센㈜.",
        "(주)시큐센 귀중",
    ],
)
def test_one_company_has_one_name(text):
    found = normalise("company", text)
    assert found.value == "주식회사 시큐센"
    assert (found.parts["core"], found.parts["form"], found.confidence) == ("시큐센", "주식회사", 1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(유)한빛", "유한회사 한빛"),
        ("한빛유한책임회사", "유한책임회사 한빛"),
        ("합자회사 한빛", "합자회사 한빛"),
        ("(재)한빛장학회", "재단법인 한빛장학회"),
        ("농업회사법인(주)한빛", "농업회사법인 주식회사 한빛"),
        ("(주)농업회사법인 한빛", "농업회사법인 주식회사 한빛"),
        ("농업회사법인한빛(주)", "농업회사법인 주식회사 한빛"),
        ("협동조합 한빛", "한빛협동조합"),
        ("강남농업협동조합", "강남농업협동조합"),
        ("회계법인 한빛", "한빛회계법인"),
        ("법무법인(유) 한빛", "법무법인(유한) 한빛"),
        ("Hanbit Co.,Ltd", "Hanbit Co., Ltd."),
        ("HANBIT CO LTD", "HANBIT Co., Ltd."),
        ("한빛Co.,Ltd.", "한빛 Co., Ltd."),
        ("Hanbit, Inc", "Hanbit Inc."),
        ("Hanbit Corporation", "Hanbit Corp."),
        ("Hanbit Pte Ltd", "Hanbit Pte. Ltd."),
        ("Beispiel GMBH", "Beispiel GmbH"),
        ("Kim & Co.", "Kim & Co."),
        ("Hanbit Ag", "Hanbit Ag"),
    ],
)
def test_each_legal_form_has_one_spelling(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "branch"),
    [
        ("한빛정밀(주) 부산지점", "주식회사 한빛정밀 부산지점", "부산지점"),
        ("한빛정밀㈜부산지점", "주식회사 한빛정밀 부산지점", "부산지점"),
        ("(주)한빛정밀부산지점", "주식회사 한빛정밀 부산지점", "부산지점"),
        ("㈜한빛정밀 부산 지점", "주식회사 한빛정밀 부산지점", "부산지점"),
        ("(주)한빛정밀(부산지점)", "주식회사 한빛정밀 부산지점", "부산지점"),
        ("㈜한빛 제2공장", "주식회사 한빛 제2공장", "제2공장"),
        ("한빛커피 강남점", "한빛커피 강남점", "강남점"),
        ("Hanbit Co., Ltd. Busan Branch", "Hanbit Co., Ltd. Busan Branch", "Busan Branch"),
    ],
)
def test_a_branch_stays_in_the_name_and_is_named(text, expected, branch):
    assert (value(text), parts(text)["branch"]) == (expected, branch)
    assert "지점" not in parts(text)["core"]


@pytest.mark.parametrize("text", ["한빛 백화점", "김민지 법률사무소", "한국화학연구소", "한빛 연구소"])
def test_names_that_only_sound_like_branches_are_names(text):
    assert value(text) == text
    assert "branch" not in parts(text)


def test_other_words_behind_a_form_and_in_brackets_are_kept():
    assert value("한빛물산(주) 건설부문") == "주식회사 한빛물산 건설부문"
    assert parts("한빛물산(주) 건설부문")["unit"] == "건설부문"
    assert parts("(주)한빛(구 세빛)") == {"former": "세빛", "core": "한빛", "name": "한빛", "form": "주식회사"}
    assert value("(주)한빛 (Hanbit Co., Ltd.)") == "주식회사 한빛 (Hanbit Co., Ltd.)"


def test_the_core_forgets_blanks_case_and_punctuation():
    assert {parts(text)["core"] for text in ("주식회사 SKC 솔믹스", "㈜skc솔믹스", "ＳＫＣ-솔믹스(주)")} == {
        "skc솔믹스"
    }


@pytest.mark.parametrize("text", ["주식회사", "(주)", "㈜", "(주) 주식회사", "123", "(주)한빛(1신", "--"])
def test_a_text_without_a_name_is_queued(text):
    found = normalise("company", text)
    assert (found.value, found.confidence) == (text, 0.0)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("홍길동", "홍길동", None),
        ("홍 길동", "홍길동", None),
        ("홍 길 동", "홍길동", None),
        ("홍길동 대표이사", "홍길동", "대표이사"),
        ("대표이사 홍길동", "홍길동", "대표이사"),
        ("대표이사: 홍길동", "홍길동", "대표이사"),
        ("홍길동(대표)", "홍길동", "대표"),
        ("홍길동 과장님", "홍길동", "과장님"),
        ("홍길동과장", "홍길동", "과장"),
        ("홍길동님", "홍길동", None),
        ("홍길동 씨", "홍길동", None),
        ("남궁 민수", "남궁민수", None),
        ("홍길동(洪吉童)", "홍길동", None),
        ("홍길동 (Hong Gildong)", "홍길동", None),
        ("HONG GILDONG", "Hong Gildong", None),
        ("hong gil-dong", "Hong Gil-dong", None),
        ("(Hong, Gildong)", "Hong Gildong", None),
        ("Smith, John", "John Smith", None),
        ("Dr. Jane McDonald", "Jane McDonald", "Dr."),
    ],
)
def test_a_person_has_one_name_and_a_title_beside_it(text, name, title):
    found = normalise("person", text)
    assert (found.value, found.parts.get("title")) == (name, title)
    assert found.parsed


def test_surname_and_given_name_are_told():
    assert normalise("person", "남궁 민수").parts["surname"] == "남궁"
    assert normalise("person", "이하님").parts["given"] == "하님"
    assert normalise("person", "홍길동 님").parts["honorific"] == "님"
    assert normalise("person", "Gildong Hong").parts["core"] == normalise("person", "HONG, GIL-DONG").parts["core"]


@pytest.mark.parametrize(
    "text", ["김 과장", "김대리", "대표이사", "홍길동, 김철수", "김솔 이준", "홍길동 외 2명", "한빛정밀영업팀", "Kim"]
)
def test_no_person_is_made_out_of_titles_or_of_two(text):
    found = normalise("person", text)
    assert (found.value, found.confidence) == (text, 0.0)
