"""The parts of mapping: how heads are read, what form a value has, and the assignment."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.quality.mapping.assignment import assign, marginals
from jangbu.engines.quality.mapping.contents import describe
from jangbu.engines.quality.mapping.forms import KINDS, form
from jangbu.engines.quality.mapping.heads import endings, is_nameless, plain, variants


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("거래처CD", ("거래처코드",)),
        ("공급 가액", ("공급가액",)),
        ("CUST_NM", ("customer", "name")),
        ("InvoiceNumber", ("invoice", "number")),
        ("H.P", ("h", "p")),
        ("주소2", ("주소2",)),
        ("１．상호", ("1", "상호")),
        ("", ()),
    ],
)
def test_a_head_is_cut_at_its_words_and_abbreviations_are_written_out(head, words):
    assert plain(head) == words


def test_a_head_is_read_without_units_and_by_what_is_in_brackets():
    assert dict(variants("금액(원)")) == {("금액",): 1.0}
    assert {("상호",), ("법인명",), ("상호법인명",)} == set(dict(variants("상호(법인명)")))
    assert ("상호",) in dict(variants("상호_2"))
    assert {("규격",), ("사양",)} <= set(dict(variants("규격/사양")))
    assert ("수량",) in dict(variants("수량은 몇 개인가요?"))


def test_a_head_ends_with_shorter_and_shorter_words():
    assert list(endings(plain("회신이메일"))) == ["신이메일", "이메일", "메일"]
    assert list(endings(plain("Work Phone"))) == ["phone"]
    assert list(endings(plain("user id"))) == []


def test_names_that_programs_give_are_no_names():
    assert all(map(is_nameless, ["", "열 3", "Column12", "Unnamed: 0", "F7", "col_3", "B", "17", "field 2"]))
    assert not any(map(is_nameless, ["열처리", "column name", "No", "H.P", "주소1"]))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("132-88-60910", "business_number"), ("1328860910", "business_number"), ("110111-0234567", "corporate_number"),
        ("010-1234-5678", "mobile"), ("1012345678", "mobile"), ("02)323-4567", "phone"), ("1588-1234", "phone"),
        ("kim@hanbit.co.kr", "email"), ("www.hanbit.co.kr", "url"), ("20260103-41000042-6f03675a", "approval"),
        ("202601034100004212345678", "approval"), ("2026-01-05", "date"), ("2026.1.5", "date"), ("20260105", "date"),
        ("2026년 1월 5일", "date"), ("2026-01-05 09:30", "timestamp"), ("2026-01-05T09:30:00Z", "timestamp"),
        ("1,200,000", "money"), ("₩12000", "money"), ("12000원", "money"), ("1234.50", "money"), ("7", "count"),
        ("12345.678", "decimal"), ("10%", "percent"), ("10 EA", "quantity_unit"), ("06234", "postcode"),
        ("KRW", "currency"), ("EA", "unit"), ("Y", "flag"), ("국민은행", "bank"), ("구매팀", "department"),
        ("(주)한빛", "company"), ("한빛정밀", "company"), ("Acme Trading", "company"), ("김민지", "person"),
        ("이서준 과장", "person"), ("James Smith", "person"), ("서울 강남구 테헤란로 152", "address"),
        ("12 Main Street, Springfield", "address"), ("담당자 배정", "action"), ("Approve request", "action"),
        ("M8x20", "spec"), ("220V", "spec"), ("A-1001", "code"), ("견적-2026-001", "code"), ("볼트", "word"),
        ("지난번과 같은 사양으로 요청드립니다", "prose"), ("9" * 400, "code"),
    ],
)  # fmt: skip
def test_a_value_has_a_form(text, kind):
    assert form(text) == kind


@given(st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
def test_every_value_has_one_of_the_known_forms(text):
    assert form(text) in KINDS


def test_numbers_of_rows_are_a_sequence_only_if_each_comes_once():
    rising, repeated = describe([[str(at) for at in range(1, 30)], [str(at % 7 + 1) for at in range(29)]])
    assert rising.kind == "sequence"
    assert repeated.kind == "count"


@given(st.integers(1, 5), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_assignment_is_the_best_of_all(columns, fields, rng):
    scores = np.array([[rng.randint(-9, 9) for _ in range(fields)] for _ in range(columns)], dtype=float)
    found = assign(scores)
    taken = [field for field in found if field is not None]
    assert len(taken) == len(set(taken))
    total = sum(scores[column, field] for column, field in enumerate(found) if field is not None)
    places = [*range(fields), *[None] * columns]
    best = max(
        sum(scores[column, field] for column, field in enumerate(order) if field is not None)
        for order in set(permutations(places, columns))
    )
    assert total == best


def test_nothing_is_assigned_against_the_evidence():
    assert assign(np.array([[-1.0, -0.5]])) == [None]
    assert assign(np.zeros((0, 3))) == []


def test_probabilities_of_a_column_sum_to_one_and_rivals_share_a_field():
    found = marginals(np.array([[3.0, -2.0], [3.0, -4.0], [-9.0, 40.0]]))
    assert found.sum(axis=1) == pytest.approx([1, 1, 1])
    assert found[:, 0].sum() <= 1 + 1e-6
    assert found[0, 0] == pytest.approx(found[1, 0], rel=0.05)
    assert found[2].argmax() == 1
