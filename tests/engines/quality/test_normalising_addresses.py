"""Korean addresses."""

import pytest

from jangbu.engines.quality.normalising import normalise


def value(text):
    return normalise("address", text).value


@pytest.mark.parametrize(
    "text",
    [
        "서울특별시 강남구 테헤란로 152, 4층",
        "서울 강남구 테헤란로 152 4F",
        "서울시 강남구 테헤란로152 4층",
        "서울특별시강남구테헤란로152, 4층",
        "서울 강남구 테헤란 로 152 제4층",
        "대한민국 서울 강남구 테헤란로 152,4층",
        "06236 서울 강남구 테헤란로 152 4 층",
        "(06236) 서울 강남구 테헤란로 152 (4층)",
        "서울\u00a0강남구  테헤란로 １５２，4f",
        "서울특별시 서울시 강남구 테헤란로 152, 4F",
    ],
)
def test_one_place_has_one_address(text):
    found = normalise("address", text)
    assert found.value == "서울특별시 강남구 테헤란로 152, 4층"
    assert found.confidence == 1.0
    wanted = {"province": "서울특별시", "city": "강남구", "road": "테헤란로", "number": "152", "floor": "4층"}
    assert wanted.items() <= found.parts.items()


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("강원도 춘천시 중앙로 1", "강원특별자치도"),
        ("강원 춘천시 중앙로 1", "강원특별자치도"),
        ("전라북도 전주시 덕진구 백제대로 567", "전북특별자치도"),
        ("제주도 제주시 중앙로 1", "제주특별자치도"),
        ("부산시 북구 금곡대로 1", "부산광역시"),
        ("충남 천안시 서북구 세종길 15", "충청남도"),
        ("경북 포항시 남구 시청로 1", "경상북도"),
        ("세종 한누리대로 2130", "세종특별자치시"),
        ("광주시 북구 용봉로 77", "광주광역시"),
        ("경기 광주시 오포읍 오포로 12", "경기도"),
        ("경북 군위군 군위읍 중앙길 3", "대구광역시"),
    ],
)
def test_provinces_have_their_name_of_today(text, province):
    found = normalise("address", text)
    assert found.parts["province"] == province
    assert found.value.startswith(province + " ")


def test_renamed_cities_have_their_name_of_today():
    assert value("인천 남구 경인로 3") == "인천광역시 미추홀구 경인로 3"
    assert value("경기도 여주군 가남읍 태평로 1") == "경기도 여주시 가남읍 태평로 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("경기 성남시 분당구 시청로12번길398", "경기도 성남시 분당구 시청로12번길 398"),
        ("경기 성남시 분당구 시청로 12번길 398-2", "경기도 성남시 분당구 시청로12번길 398-2"),
        ("서울 송파구 올림픽로35가길 10", "서울특별시 송파구 올림픽로35가길 10"),
        ("서울 금천구 가산디지털1로 168", "서울특별시 금천구 가산디지털1로 168"),
        ("대전 대덕구 대전로1033번안길 12", "대전광역시 대덕구 대전로1033번안길 12"),
        ("서울 중구 을지로 지하12", "서울특별시 중구 을지로 지하 12"),
        ("제주시 1100로 2894", "제주시 1100로 2894"),
        ("부산 해운대구 APEC로 55", "부산광역시 해운대구 APEC로 55"),
        ("경기 수원 팔달구 효원로 1", "경기도 수원시 팔달구 효원로 1"),
    ],
)
def test_road_names_are_written_joined(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "lot"),
    [
        ("서울 강남구 역삼동 737번지", "737"),
        ("서울 강남구 역삼동 737번지 2호", "737-2"),
        ("서울 강남구 역삼동 산12-3번지", "산 12-3"),
        ("서울 성동구 성수동2가 300-1", "300-1"),
        ("서울 중구 을지로 3가 15", "15"),
        ("서울 종로구 세종로 1번지", "1"),
        ("경기도 화성시 봉담읍 상리 34-5", "34-5"),
        ("경기도화성시봉담읍상리 34-5", "34-5"),
    ],
)
def test_lot_addresses_are_read(text, lot):
    found = normalise("address", text)
    assert found.parts["lot"] == lot
    assert found.value.endswith(" " + lot)
    assert "번지" not in found.value


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (" B1", ", 지하1층"),
        (" 지하 1층 B101호", ", 지하1층 B101호"),
        (" 101동1203호", ", 101동 1203호"),
        (", 제101동 제1203호", ", 101동 1203호"),
        (" 101동 1203", ", 101동 1203호"),
        (" 한빛빌딩 10층 1003호", ", 10층 1003호 (한빛빌딩)"),
        (" (역삼동, 한빛빌딩 10층)", ", 10층 (역삼동, 한빛빌딩)"),
        (", 10층(역삼동,한빛빌딩)", ", 10층 (역삼동, 한빛빌딩)"),
        (" (역삼동) 한빛빌딩 10층", ", 10층 (역삼동, 한빛빌딩)"),
        (" 3~5층", ", 3~5층"),
        (" 10층 좌측", ", 10층 좌측"),
        (" 가동 101호", ", 가동 101호"),
    ],
)
def test_what_stands_behind_the_number_has_one_order(tail, expected):
    assert value("서울 강남구 테헤란로 152" + tail) == "서울특별시 강남구 테헤란로 152" + expected


def test_the_core_leaves_out_what_may_be_left_out():
    cores = {
        normalise("address", text).parts["core"]
        for text in (
            "서울 강남구 테헤란로 152 4F",
            "서울특별시 강남구 테헤란로 152, 4층 (역삼동, 한빛빌딩)",
            "서울시 강남구 역삼동 테헤란로152 (한빛빌딩 4층)",
        )
    }
    assert cores == {"서울특별시 강남구 테헤란로 152, 4층"}


def test_a_province_that_contradicts_its_city_is_kept_and_doubted():
    found = normalise("address", "인천 성남시 분당구 시청로12번길398 4F")
    assert found.value == "인천광역시 성남시 분당구 시청로12번길 398, 4층"
    assert 0 < found.confidence < 0.7


def test_an_address_of_which_only_the_region_is_known_keeps_the_rest():
    found = normalise("address", "서울 강남구 역삼동 한빛아파트 101동 1203호")
    assert found.value == "서울특별시 강남구 역삼동 한빛아파트 101동 1203호"
    assert found.confidence == 0.5
    assert normalise("address", "서울 강남구 테헤란로 152 (역삼동").value == "서울특별시 강남구 테헤란로 152 (역삼동"


def test_the_postal_code_is_a_part():
    assert normalise("address", "(우) 06236 서울 강남구 테헤란로 152").parts["zip"] == "06236"
    assert normalise("address", "135-080 서울 강남구 역삼동 737").parts["zip"] == "135-080"


@pytest.mark.parametrize(
    "text", ["152, Teheran-ro, Gangnam-gu, Seoul", "한빛빌딩 3층", "본사", "사서함 12호", "1-2-3 Shibuya, Tokyo"]
)
def test_what_is_no_korean_address_is_queued(text):
    found = normalise("address", text)
    assert (found.value, found.confidence) == (text, 0.0)
