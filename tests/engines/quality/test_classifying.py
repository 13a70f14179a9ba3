"""Personal data are found in columns whose headers say nothing."""

from __future__ import annotations

from jangbu.engines.quality.classifying import classify_columns
from jangbu.engines.quality.frame import Frame

GIVEN = ("민준", "서연", "도윤", "지우", "하준", "수아", "은우", "지호", "예은", "현우", "영수", "순자")
SURNAMES = "김이박최정강조윤장임한오서신권"


def frame(names: tuple[str, ...], *columns: list[str]) -> Frame:
    return Frame("표", names, tuple([*column] for column in columns))


def table(*names: str) -> Frame:
    people = [SURNAMES[number % 15] + GIVEN[number % 12] for number in range(180)]
    phones = [f"010-{2000 + number}-{1000 + 7 * number}" for number in range(180)]
    homes = [f"서울특별시 강남구 테헤란로 {number + 1}" for number in range(180)]
    codes = [f"P-{1000 + number}" for number in range(180)]
    mails = [f"user{number}@example.co.kr" for number in range(180)]
    return frame(names, people, phones, homes, codes, mails)


def test_bare_headers_hide_nothing() -> None:
    found = classify_columns(table("열1", "열2", "열3", "열4", "열5"))
    assert [each.personal for each in found] == ["name", "phone", "address", None, "email"]
    assert all(each.confidence > 0.9 for each in found)
    assert all(each.ko and each.en for each in found)


def test_a_firms_own_address_is_not_a_persons() -> None:
    firms = [f"주식회사 한빛{number}" for number in range(60)]
    places = [f"부산광역시 해운대구 센텀로 {number + 1}" for number in range(60)]
    found = classify_columns(frame(("상호", "소재지"), firms, places))
    assert [each.semantic for each in found] == ["company", "address"]
    assert [each.personal for each in found] == [None, None]


def test_an_empty_column_is_judged_by_its_header_and_says_so() -> None:
    (found,) = classify_columns(Frame("표", ("주민등록번호",), ([None] * 5,)))
    assert found.confidence == 0.0
    assert "이름만" in found.ko
