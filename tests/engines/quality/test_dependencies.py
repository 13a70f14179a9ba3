"""Which column says what another must hold."""

from __future__ import annotations

from jangbu.engines.quality.dependencies import find_dependencies

CITIES = {"06236": "서울", "48058": "부산", "41931": "대구", "21999": "인천"}


def rows(count: int = 200, wrong: int = 0) -> list[tuple[str | None, ...]]:
    zips = list(CITIES)
    made: list[tuple[str | None, ...]] = []
    for number in range(count):
        code = zips[(number * 7 + number // 9) % 4]
        city = "광주" if number < wrong else CITIES[code]
        made.append((str(number), code, city, "KR", str(number * 37 % 11)))
    return made


NAMES = ("번호", "우편번호", "시", "나라", "수량")


def test_a_zip_code_determines_the_city() -> None:
    found = find_dependencies(NAMES, rows())
    assert {(each.left, each.right) for each in found} == {(("우편번호",), "시"), (("시",), "우편번호")}
    assert all(each.error == 0 and not each.conflicts for each in found)


def test_a_few_wrong_cells_are_counted_and_shown() -> None:
    found = {(each.left, each.right): each for each in find_dependencies(NAMES, rows(wrong=4))}
    told = found[("우편번호",), "시"]
    assert (told.holding, told.seen) == (196, 200)
    assert told.conflicts[0].values[-1] == ("광주", told.conflicts[0].values[-1][1])


def test_keys_and_constants_prove_nothing() -> None:
    found = find_dependencies(("번호", "나라"), [(row[0], row[3]) for row in rows()])
    assert found == ()


def test_two_columns_together_are_told_where_neither_does_it_alone() -> None:
    cells = [(str(a), str(b), str((a * 3 + b) % 5)) for a in range(5) for b in range(6) for _again in range(4)]
    found = find_dependencies(("가", "나", "다"), cells)
    assert (("가", "나"), "다") in {(each.left, each.right) for each in found}


def test_missing_cells_and_empty_columns_are_passed_over() -> None:
    cells = [(row[1], None if number % 3 else row[2], None) for number, row in enumerate(rows())]
    found = find_dependencies(("우편번호", "시", "빈 열"), cells)
    assert {each.right for each in found} <= {"시", "우편번호"}
    assert find_dependencies(("하나",), [("a",)]) == ()
