"""Wrong cells found without rules, with labels and with answers: how many, and how many of them rightly."""

import numpy as np
import pytest

from jangbu.engines.quality.detecting import ask_labels, detect_errors
from jangbu.engines.quality.frame import Frame, read_frame
from tests.engines.quality.judged import answers, judge, labels
from tests.engines.quality.made_tables import ALL, articles, customers, drinks, firms, payers
from tests.shared_data import DATA, needs_shared_data


def shared(name: str) -> tuple[Frame, Frame]:
    folder = DATA / "tables" / name
    return read_frame(folder / "dirty.csv"), read_frame(folder / "clean.csv")


def some_rows(table: Frame, seed: int) -> list[int]:
    return sorted(int(row) for row in np.random.default_rng(seed).choice(table.rows, 20, replace=False))


@pytest.mark.shared_data
@needs_shared_data("tables")
@pytest.mark.parametrize(("name", "bar"), [("hospital", 0.93), ("flights", 0.8)])
def test_known_tables_are_judged_without_any_label(name, bar):
    dirty, clean = shared(name)
    assert judge(detect_errors(dirty), dirty, clean).f1 >= bar


@pytest.mark.shared_data
@needs_shared_data("tables")
@pytest.mark.parametrize("name", ["hospital", "flights"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_twenty_labelled_rows_of_known_tables_teach_the_rest(name, seed):
    dirty, clean = shared(name)
    assert judge(detect_errors(dirty, labels(clean, some_rows(dirty, seed))), dirty, clean).f1 >= 0.95


@pytest.mark.shared_data
@needs_shared_data("tables")
@pytest.mark.parametrize("name", ["hospital", "flights"])
def test_the_rows_that_are_asked_for_teach_the_rest_as_well(name):
    dirty, clean = shared(name)
    assert judge(detect_errors(dirty, labels(clean, ask_labels(dirty))), dirty, clean).f1 >= 0.96


@pytest.mark.parametrize(("make", "bar"), [(customers, 0.95), (payers, 0.93), (firms, 0.88)])
@pytest.mark.parametrize("seed", [21, 22])
def test_typos_swaps_and_blanks_are_found_without_any_label(make, bar, seed):
    made = make(seed, 1500)
    judged = judge(detect_errors(made.dirty), made.dirty, made.clean)
    assert judged.f1 >= bar
    assert judged.precision >= 0.95


@pytest.mark.parametrize("name", ALL)
def test_a_clean_table_is_hardly_suspected(name):
    clean = ALL[name](31, 1000).clean
    assert len(detect_errors(clean).cells) <= 0.003 * clean.rows * len(clean.names)


@pytest.mark.parametrize(("make", "bar"), [(drinks, 0.97), (articles, 0.97), (customers, 0.95), (firms, 0.88)])
def test_labels_teach_formats_that_only_a_person_can_state(make, bar):
    made = make(23)
    found = detect_errors(made.dirty, labels(made.clean, some_rows(made.dirty, 5)))
    assert judge(found, made.dirty, made.clean).f1 >= bar


@pytest.mark.parametrize(("make", "column"), [(drinks, "size"), (articles, "created")])
def test_answers_state_a_format_and_make_it_a_rule(make, column):
    made = make(24)
    asked = detect_errors(made.dirty).questions
    found = detect_errors(made.dirty, answers=answers(asked, made.clean))
    judged = judge(found, made.dirty, made.clean)
    assert judged.f1 >= 0.97
    assert judged.repaired >= 0.9
    assert column in {rule.column for rule in found.rules}


def test_questions_are_few_one_for_each_column_and_the_most_valuable_first():
    made = drinks(25)
    asked = detect_errors(made.dirty).questions
    assert asked[0].column in {"size", "bitterness"}
    assert len({question.column for question in asked}) == len(asked) <= 10
    assert [option.id for option in asked[0].options] == ["12.0 oz", "12.0", "12", "both"]


def test_labels_teach_how_to_put_the_other_values_right():
    made = articles(26)
    found = detect_errors(made.dirty, labels(made.clean, some_rows(made.dirty, 6)))
    assert judge(found, made.dirty, made.clean).repaired >= 0.9
    cell = next(cell for cell in found.cells if cell.column == "created" and cell.reason == "rewritten")
    assert cell.proposed == made.clean.column("created")[cell.row]


def test_confidence_does_not_say_more_than_is_so():
    told, right = [], []
    for made in (customers(27), payers(27, 2000), firms(27)):
        for cell in detect_errors(made.dirty).cells:
            told.append(cell.confidence)
            right.append(made.clean.column(cell.column)[cell.row] != cell.value)
    assert np.mean(told) <= np.mean(right) + 0.02
    assert np.mean([ok for sure, ok in zip(told, right, strict=True) if sure >= 0.9]) >= 0.95


def test_the_reason_names_the_rows_it_stands_on():
    districts, cities = ["강남구", "마포구", "해운대구", "사하구"] * 12, ["서울", "서울", "부산", "부산"] * 12
    cities[0] = "부산"
    (cell,) = detect_errors(Frame("주소", ("구", "시"), (districts, cities))).cells
    assert (cell.row, cell.column, cell.proposed, cell.reason) == (0, "시", "서울", "others")
    assert cell.says.ko == "구 '강남구'가 같은 다른 11행 가운데 11행은 '서울'이에요."
    assert "11 have '서울'" in cell.says.en


def test_the_same_table_and_seed_give_the_same_suspicions():
    made = firms(29, 400)
    assert detect_errors(made.dirty, seed=3) == detect_errors(made.dirty, seed=3)
    assert ask_labels(made.dirty, seed=3) == ask_labels(made.dirty, seed=3)
