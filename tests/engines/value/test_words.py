import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.value import Interval, effect, words
from tests.engines.value.made import made

NUMBER = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?")
SIZES = st.floats(min_value=1e-6, max_value=1e6)


def figures(sentence):
    return [float(found.replace(",", "").replace("−", "-")) for found in NUMBER.findall(sentence)]


@given(
    st.tuples(SIZES, SIZES, SIZES), st.tuples(st.sampled_from((-1, 1)), st.booleans()), st.sampled_from(("ko", "en"))
)
def test_a_sentence_never_contradicts_its_interval(sizes, side, language):
    sign, crossing = side
    low, mid, high = sorted(sizes)
    change = Interval(-low, mid, high) if crossing else Interval(*sorted((sign * low, sign * mid, sign * high)))
    said = words.effect_sentence(change, 9, language, "분" if language == "ko" else "minutes", "", 1)
    less, more = ("줄었어요", "늘었어요") if language == "ko" else (" less", " more.")
    unsure = ("아직 알 수 없어요" if language == "ko" else "cannot be told") in said
    verdict = words.verdict_of(change)
    assert unsure == (verdict == "cannot_tell")
    if unsure:
        shown = figures(said)[-2:]
        assert shown[0] < 0 < shown[1]
        return
    assert (less in said) == (verdict == "less")
    assert (more in said) == (verdict == "more")
    middle, least, most = figures(said)
    assert 0 < least <= middle <= most
    tolerance = 0.51 * 10.0 ** -words.digits_for(change, 1)
    assert least == pytest.approx(min(abs(change.low), abs(change.high)), abs=tolerance)
    assert most == pytest.approx(max(abs(change.low), abs(change.high)), abs=tolerance)


def test_the_sentence_reads_as_people_speak():
    series, start = made(ratio=0.65, noise=0.04)
    found = effect(series, start=start)
    assert re.fullmatch(
        r"한 건에 \d\.\d분 줄었어요\. \d\.\d분에서 \d\.\d분 사이로 봐요\.", found.sentence("ko", "분", "한 건에")
    )
    assert re.fullmatch(r"\d\d% 줄었어요\. \d\d%에서 \d\d% 사이로 봐요\.", found.sentence("ko"))
    english = found.sentence("en", "minutes", "per case")
    assert re.fullmatch(r"\d\.\d minutes less per case\. Between \d\.\d and \d\.\d minutes less\.", english)


@given(st.floats(0, 1))
def test_a_shown_chance_never_crosses_the_gate_that_the_true_one_did_not(probability):
    shown = words.likelihood(probability)
    if 0.2 < probability < 0.8:
        assert 20 < shown < 80 or abs(probability - 0.8) < 1e-9 or abs(probability - 0.2) < 1e-9
    assert abs(shown - 100 * probability) <= 1


def test_waiting_that_will_not_help_is_said_so():
    assert "견줄 업무" in words.cannot_tell(None, "days", "ko")
    assert "waiting will hardly help" in words.cannot_tell(None, "days", "en")
    assert words.cannot_tell(9, "days", "ko") == "아직 알 수 없어요, 9일 더 필요해요."
