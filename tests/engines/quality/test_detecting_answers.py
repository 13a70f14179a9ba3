"""Labels and answers, good and bad, and tables at the edge."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.quality import check, make_contract
from jangbu.engines.quality.detecting import Label, ask_labels, detect_errors
from jangbu.engines.quality.detecting.rewriting import learn
from jangbu.engines.quality.detecting.writing import like
from jangbu.engines.quality.frame import Frame
from jangbu.kernel.errors import Problem


def table(**columns):
    return Frame("표.csv", tuple(columns), tuple(list(cells) for cells in columns.values()))


AMOUNTS = table(양=["12.0 kg", "8.5 kg", "3.0 kg", "12.0 kg"] * 10, 이름=["가", "나", "다", "라"] * 10)


def code(**given):
    with pytest.raises(Problem) as caught:
        detect_errors(given.pop("of", AMOUNTS), **given)
    return caught.value.code


def test_labels_that_contradict_each_other_are_refused():
    assert code(labels=[Label(0, "양", "12"), Label(0, "양", "13")]) == "errors.contradiction"


def test_the_same_label_twice_is_no_contradiction():
    detect_errors(AMOUNTS, [Label(0, "양", "12.0"), {"row": 0, "column": "양", "clean": "12.0"}])


def test_labels_of_unknown_rows_and_columns_are_refused():
    assert code(labels=[Label(40, "양", "1")]) == "errors.label_row_unknown"
    assert code(labels=[Label(-1, "양", "1")]) == "errors.label_row_unknown"
    assert code(labels=[Label(0, "무게", "1")]) == "errors.column_unknown"


@pytest.mark.parametrize(
    "broken",
    [{"row": 0}, "text", {"row": True, "column": "양", "clean": "1"}, {"row": None, "column": "양", "clean": ""}],
)
def test_a_label_that_is_none_is_refused(broken):
    assert code(labels=[broken]) == "errors.label_broken"


def test_more_than_twenty_labelled_rows_are_refused():
    assert code(labels=[Label(row, "양", "1") for row in range(21)]) == "errors.too_many_rows"


def test_a_name_that_two_columns_share_is_refused_but_the_table_is_judged():
    twice = Frame("표", ("a", "a"), (list("xy") * 9, list("xy") * 9))
    detect_errors(twice)
    assert code(of=twice, labels=[Label(0, "a", "x")]) == "errors.column_twice"


def test_answers_that_nobody_asked_for_are_refused():
    assert code(answers={"무게": "1"}) == "errors.column_unknown"
    assert code(answers={"이름": "가"}) == "errors.nothing_asked"
    assert code(answers={"양": "파랑"}) == "errors.answer_unknown"


def test_an_answer_against_the_labels_is_refused():
    assert code(answers={"양": "12.0"}, labels=[Label(0, "양", "12.0 kg")]) == "errors.answer_against_labels"


@pytest.mark.parametrize("answer", ["12.0", {"id": "12.0"}, "8.5"])
def test_an_answer_may_be_an_option_its_id_or_a_value_written_that_way(answer):
    found = detect_errors(AMOUNTS, answers={"양": answer})
    assert {cell.proposed for cell in found.cells} == {"12.0", "8.5", "3.0"}
    assert len(found.cells) == 40
    assert all(question.column != "양" for question in found.questions)


def test_a_stated_format_is_a_rule_that_the_contract_can_hold(tmp_path):
    found = detect_errors(AMOUNTS, answers={"양": "12.0 kg"})
    assert not [cell for cell in found.cells if cell.column == "양"]
    (rule,) = found.rules
    path = tmp_path / "표.csv"
    path.write_text("양,이름\n12.0 kg,가\n7 kg,나\n12.0,다\n", encoding="utf-8")
    contract = make_contract("표", (), (rule,))
    (result,) = check(path, contract).rules
    assert result.failing == 2
    assert "12.0" not in rule.describe("ko")


def test_both_ways_of_writing_can_be_right():
    phones = [f"010-{at:04d}-{at * 7 % 10000:04d}" for at in range(1000, 1100)] + [
        f"0102222{at}" for at in range(1000, 1003)
    ]
    dirty = table(전화=phones, 번호=[f"{at}" for at in range(103)])
    assert len([cell for cell in detect_errors(dirty).cells if cell.column == "전화"]) == 3
    assert detect_errors(dirty, answers={"전화": "both"}).cells == ()


def test_a_word_for_nothing_is_wrong_or_right_as_the_person_says():
    dirty = table(수량=[str(at % 7) for at in range(90)] + ["없음"] * 10)
    assert {cell.proposed for cell in detect_errors(dirty, answers={"수량": "blank"}).cells} == {""}
    assert detect_errors(dirty, answers={"수량": "없음"}).cells == ()


def test_a_required_column_makes_a_rule_and_its_blanks_errors():
    dirty = table(담당=["김민지", "이서준", None, "박도윤"] * 20)
    found = detect_errors(dirty, answers={"담당": "filled"})
    assert len(found.cells) == 20
    assert [(rule.kind, rule.column) for rule in found.rules] == [("required", "담당")]
    assert detect_errors(dirty, answers={"담당": "may_be_blank"}).cells == ()


def test_a_labelled_cell_is_never_judged_otherwise():
    found = detect_errors(AMOUNTS, [Label(0, "이름", "하"), Label(1, "이름", "나")])
    assert [(cell.row, cell.proposed, cell.reason) for cell in found.cells if cell.column == "이름"] == [
        (0, "하", "label")
    ]


@pytest.mark.parametrize(
    "edge",
    [
        Frame("빈", (), ()),
        table(a=[], b=[]),
        table(a=["1"], b=[None]),
        table(a=["1", "2"], b=[None, "x"]),
        table(a=[None] * 50, b=[""] * 50),
        table(a=["\x00", "😀", "힣", "\u200b", " ", "a\nb"] * 9),
        table(a=["가" * 5000 + str(at % 3) for at in range(60)]),
    ],
)
def test_tables_at_the_edge_are_judged_quietly(edge):
    assert detect_errors(edge).cells == ()
    assert len(ask_labels(edge)) == min(20, edge.rows)


def test_two_thousand_columns_are_judged():
    rng = random.Random(8)
    wide = Frame(
        "넓은",
        tuple(f"c{at}" for at in range(2000)),
        tuple([rng.choice("abc") for _ in range(30)] for _ in range(2000)),
    )
    assert len(detect_errors(wide).cells) < 100


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=6)), min_size=3, max_size=3), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_table_gives_cells_that_it_has(rows):
    made = Frame("표", ("a", "b", "c"), tuple([row[at] for row in rows] for at in range(3)))
    found = detect_errors(made, [Label(0, "a", rows[0][1])])
    for cell in found.cells:
        assert (made.column(cell.column)[cell.row] or "").strip() == (cell.value or "").strip()
        assert 0.5 <= cell.confidence <= 1
        assert cell.proposed != cell.value or cell.proposed is None
    found.as_json()


def test_programs_are_learnt_from_pairs_and_spoil_no_right_value():
    (program,) = learn([("95/1/6", "6/1/95"), ("84/2/7", "7/2/84")], [])
    assert program.change("71/3/9") == "9/3/71"
    assert learn([("12 oz", "12"), ("8 oz", "8")], ["5 oz", "6 oz"]) == []


@given(st.integers(0, 999), st.integers(0, 9999), st.integers(0, 9999))
def test_a_value_rewritten_like_an_example_stays_so(a, b, c):
    way = like("010-1234-5678", among=["010-1234-5678", "011-2222-3333"])
    new = way.change(f"{a:03d}{b:04d}{c:04d}")
    assert new == f"{a:03d}-{b:04d}-{c:04d}"
    assert way.change(new) == new
