"""Who is who: figures on the shared sets (with a little slack), promises on small tables of our own."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from bench.customers import write_customers

from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.matching import Hints, MatchIndex, match
from jangbu.engines.quality.matching.views import model_numbers
from jangbu.kernel.errors import Problem
from tests.shared_data import DATA, needs_shared_data

Pairs = set[tuple[int, int]]
MATCHING = DATA / "matching"


def frame(*rows: tuple[str | None, ...], names: tuple[str, ...] = ("상호", "전화", "주소", "사업자번호")) -> Frame:
    columns = tuple([row[place] for row in rows] for place in range(len(names)))
    return Frame("거래처", names, columns)


def without(table: Frame, *names: str) -> Frame:
    kept = [place for place, name in enumerate(table.names) if name not in names]
    return Frame(table.name, tuple(table.names[place] for place in kept), tuple(table.columns[place] for place in kept))


def together(labels: list[str]) -> Pairs:
    rows = defaultdict(list)
    for row, label in enumerate(labels):
        rows[label].append(row)
    return {pair for each in rows.values() for pair in combinations(each, 2)}


def f1(found: Pairs, truth: Pairs) -> float:
    return 2 * len(found & truth) / (len(found) + len(truth))


def linked(left: str, right: str, truth: str, separator: str, *, drop: tuple[str, ...] = ("id",)) -> float:
    one, two = read_frame(MATCHING / left), read_frame(MATCHING / right)
    of_left = {value: row for row, value in enumerate(one.column("id"))}
    of_right = {value: row for row, value in enumerate(two.column("id"))}
    with (MATCHING / truth).open(encoding="utf-8") as file:
        told = {(of_left[a], of_right[b]) for a, b in list(csv.reader(file, delimiter=separator))[1:]}
    found = match(without(one, *drop), without(two, *drop))
    return f1({(pair.left, pair.right) for pair in found.pairs}, told)


@needs_shared_data("matching", "febrl")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_febrl_is_settled(number: int) -> None:
    table = read_frame(MATCHING / "febrl" / f"dataset{number}.csv")
    truth = together([(value or "").split("-")[1] for value in table.column("rec_id")])
    found = match(without(table, "rec_id"))
    assert f1({(pair.left, pair.right) for pair in found.pairs}, truth) >= 0.998


@needs_shared_data("matching", "korean_companies")
def test_korean_companies_are_found_under_every_spelling() -> None:
    table = read_frame(MATCHING / "korean_companies" / "kr_company_dupes.csv")
    truth = together([value or "" for value in table.column("cluster")])
    found = match(without(table, "unique_id", "cluster"))
    assert f1({(pair.left, pair.right) for pair in found.pairs}, truth) >= 0.99


@needs_shared_data("matching", "fodors_zagats")
def test_restaurants_of_two_guides_are_paired() -> None:
    folder = "fodors_zagats"
    score = linked(
        f"{folder}/fodors.csv",
        f"{folder}/zagats.csv",
        f"{folder}/matches_fodors_zagats.csv",
        ",",
        drop=("id", "class"),
    )
    assert score >= 0.97


@needs_shared_data("matching", "dblp_acm")
def test_papers_of_two_indexes_are_paired() -> None:
    assert linked("dblp_acm/dblpclean.csv", "dblp_acm/acmclean.csv", "dblp_acm/gtclean.csv", "%") >= 0.985


@needs_shared_data("matching", "abt_buy")
def test_products_of_two_shops_are_paired() -> None:
    assert linked("abt_buy/abtclean.csv", "abt_buy/buyclean.csv", "abt_buy/gtclean.csv", "|") >= 0.94


FIRMS = (
    "한빛정밀",
    "대한상사",
    "세종테크",
    "미래산업",
    "동양기계",
    "삼원전자",
    "태광물산",
    "진흥건설",
    "우성화학",
    "신일식품",
)
STREETS = ("테헤란로", "세종대로", "중앙로", "공단로", "산업로", "번영로", "평화로", "대학로", "시청로", "은행로")


def firms(count: int = 300) -> tuple[list[tuple[str | None, ...]], list[str]]:
    """Firms with one second mention in three, spelt another way; and for every tenth a branch of its own."""
    rows: list[tuple[str | None, ...]] = []
    labels = []
    for number in range(count):
        name = FIRMS[number % 10] + FIRMS[number // 10 % 10][:2] + chr(0xAC00 + 28 * (number // 7))
        street, phone, registered = (
            STREETS[number % 7],
            f"02-{3000 + number}-{1000 + 7 * number}",
            f"{100 + number}-81-{10000 + 13 * number}",
        )
        place = f"서울특별시 강남구 {street} {number + 1}"
        rows.append((f"주식회사 {name}", phone, place, registered))
        labels.append(str(number))
        if number % 3 == 0:
            rows.append(
                (
                    f"{name}(주)",
                    phone.replace("-", "."),
                    place.replace("특별시", "시"),
                    None if number % 2 else registered.replace("-", ""),
                )
            )
            labels.append(str(number))
        if number % 10 == 5:
            rows.append(
                (
                    f"(주){name} 부산지점",
                    f"051-{4000 + number}-2000",
                    f"부산광역시 해운대구 {street} {number + 3}",
                    registered,
                )
            )
            labels.append(f"{number} branch")
    return rows, labels


def test_a_branch_is_another_place() -> None:
    rows, labels = firms()
    found = match(frame(*rows))
    assert f1({(pair.left, pair.right) for pair in found.pairs}, together(labels)) >= 0.99
    assert set(found.clusters) == {tuple(sorted(pair)) for pair in together(labels)}


def test_the_same_answer_every_time() -> None:
    rows, _labels = firms()
    assert match(frame(*rows)).as_json() == match(frame(*rows)).as_json()


def test_new_rows_join_the_groups_that_stand() -> None:
    rows, _labels = firms()
    index, before = MatchIndex.build(frame(*rows))
    with index:
        joined = index.add(
            frame(("한빛정밀 주식회사", None, None, None), ("㈜" + str(rows[0][0])[5:], rows[0][1], None, rows[0][3]))
        )
        assert joined.first == len(rows)
        assert joined.clusters == ((0, 1, len(rows) + 1),)
        assert len(index.clusters()) == len(before.clusters)


def test_a_kept_index_goes_on_where_it_was(tmp_path: Path) -> None:
    rows, _labels = firms()
    index, before = MatchIndex.build(frame(*rows))
    with index:
        index.save(tmp_path / "firms.match")
    with MatchIndex.open(tmp_path / "firms.match") as again:
        assert again.clusters() == before.clusters
        assert again.add(frame(rows[2])).clusters
    with MatchIndex.open(tmp_path / "firms.match") as again:
        assert again.rows == len(rows) + 1


def test_new_rows_do_not_bring_together_what_a_person_called_different() -> None:
    rows, _labels = firms()
    index, _before = MatchIndex.build(frame(*rows), hints=Hints(different=[(0, 1)]))
    with index:
        assert index.parts([(0, 1)])
        joined = index.add(frame(rows[0], rows[1]), different=[(0, 1)])
        assert index.parts([(0, 1)])
        assert {row for rows in joined.clusters for row in rows} >= {len(rows), len(rows) + 1}


def test_what_a_person_called_the_same_is_one_group_from_then_on() -> None:
    rows, _labels = firms()
    index, before = MatchIndex.build(frame(*rows))
    one, two = before.clusters[0], before.clusters[1]
    with index:
        index.add(frame(("한빛정밀 주식회사", None, None, None)), same=[(one[0], two[1])])
        assert tuple(sorted(one + two)) in index.clusters()
        assert not index.parts([(one[1], two[0])])


def test_rows_without_the_columns_do_not_join_and_leave_nothing_behind() -> None:
    rows, _labels = firms()
    index, before = MatchIndex.build(frame(*rows))
    with index:
        with pytest.raises(Problem, match="전화"):
            index.add(Frame("다른 표", ("상호",), (["한빛정밀"],)))
        assert index.rows == len(rows)
        assert index.clusters() == before.clusters


def test_what_a_person_said_holds() -> None:
    rows, labels = firms()
    pair = min(together(labels))
    told = match(frame(*rows), hints=Hints(different=[pair]))
    assert pair not in {(each.left, each.right) for each in told.pairs}
    assert not any(set(pair) <= set(cluster) for cluster in told.clusters)


def test_contradicting_words_are_refused() -> None:
    with pytest.raises(Problem, match="contradiction"):
        match(frame(*firms()[0]), hints={"same": [(0, 1)], "different": [(0, 1)]})


def test_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(Problem, match="row_unknown"):
        match(frame(*firms()[0]), hints={"same": [(0, 100_000)]})


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(Problem, match="품목"):
        match(frame(*firms()[0]), hints={"ignore": ["품목"]})


def test_one_row_or_none_has_no_partner() -> None:
    assert match(frame(("한빛정밀", "02-1", "서울", None))).pairs == ()
    assert match(frame()).clusters == ()


def test_a_table_of_blanks_says_that_nothing_can_be_compared() -> None:
    with pytest.raises(Problem, match="nothing_to_compare"):
        match(frame(*[(None, None, None, None)] * 20))


def test_empty_columns_do_not_matter() -> None:
    rows, labels = firms()
    wider = frame(*[(*row, None) for row in rows], names=("상호", "전화", "주소", "사업자번호", "비고"))
    assert set(match(wider).clusters) == {tuple(sorted(pair)) for pair in together(labels)}


def test_row_numbers_say_nothing_about_who_a_row_is() -> None:
    rows, labels = firms()
    numbered = frame(
        *[(str(number), *row) for number, row in enumerate(rows, 1)],
        names=("번호", "상호", "전화", "주소", "사업자번호"),
    )
    found = match(numbered)
    assert "번호" not in found.fields
    assert f1({(pair.left, pair.right) for pair in found.pairs}, together(labels)) >= 0.99


def test_two_tables_with_other_headers_are_paired() -> None:
    rows, labels = firms()
    first = {label: row for row, label in reversed(list(enumerate(labels)))}
    one = frame(*[rows[row] for row in sorted(first.values())])
    seconds = [row for row in range(len(rows)) if row not in first.values()]
    two = frame(*[rows[row] for row in seconds], names=("회사명", "연락처", "소재지", "사업자등록번호"))
    found = match(one, two)
    order = sorted(first.values())
    truth = {(order.index(first[labels[row]]), place) for place, row in enumerate(seconds)}
    assert {(pair.left, pair.right) for pair in found.pairs} == truth
    assert all(right >= found.left_rows for _left, right in found.clusters)


def test_model_numbers_are_read_without_their_hyphens() -> None:
    assert model_numbers("Sony Turntable - PSLX-350H, 2008 edition") == {"pslx350h", "2008"}


def test_a_customer_list_full_of_namesakes_households_and_branches(tmp_path: Path) -> None:
    write_customers(tmp_path / "list.csv", tmp_path / "truth.csv", originals=8_000, copies=2_000, seed=11)
    table = read_frame(tmp_path / "list.csv")
    truth = together([value or "" for value in read_frame(tmp_path / "truth.csv").column("entity")])
    found = match(without(table, "id"))
    pairs = {(pair.left, pair.right) for pair in found.pairs}
    assert f1(pairs, truth) >= 0.97
    claimed = sum(pair.probability for pair in found.pairs) / len(pairs)
    assert abs(claimed - len(pairs & truth) / len(pairs)) < 0.02, "probabilities mean what they say"
