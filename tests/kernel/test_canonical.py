"""One text for one value."""

import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.kernel.canonical import NotCanonicalError, canonical, clean

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_spaced():
    assert canonical({"나": 1, "a": [True, None, "x"], "Z": -3}) == '{"Z":-3,"a":[true,null,"x"],"나":1}'


@pytest.mark.parametrize("value", [1.5, Decimal("1.5"), float("nan"), {1: 2}, {"a": [b"x"]}, object(), {"s": {1, 2}}])
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(NotCanonicalError):
        canonical(value)


def test_the_refusal_names_the_place():
    with pytest.raises(NotCanonicalError, match=r"float at \.after\.scores\[1\]"):
        canonical({"after": {"scores": [1, 0.5]}})


def test_a_lone_surrogate_is_refused():
    with pytest.raises(NotCanonicalError, match="surrogate"):
        canonical({"name": "a\ud800"})


def test_two_spellings_that_look_the_same_are_the_same():
    apart = unicodedata.normalize("NFD", "한빛정밀")
    assert apart != "한빛정밀"
    assert canonical({apart: apart}) == canonical({"한빛정밀": "한빛정밀"})


def test_a_nul_becomes_the_replacement_character():
    assert clean("a\0b") == "a\N{REPLACEMENT CHARACTER}b"


@given(VALUES)
def test_reading_and_writing_again_changes_nothing(value):
    text = canonical(value)
    assert canonical(json.loads(text)) == text
    text.encode()


@given(st.dictionaries(TEXTS, st.integers(), max_size=6))
def test_the_order_of_keys_does_not_matter(value):
    assert canonical(value) == canonical(dict(reversed(value.items())))
