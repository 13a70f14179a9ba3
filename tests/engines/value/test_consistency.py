"""Words, figures, gate and picture come from one object: they never contradict each other, in either language."""

import numpy as np
import pytest
from bench.effects.consistency import contradictions, random_results

from jangbu.engines.value import parse_roi_case, roi
from jangbu.engines.value.returns.result import major
from jangbu.kernel.text import number


@pytest.mark.parametrize("seed", range(4))
def test_no_result_contradicts_itself(seed):
    rng = np.random.default_rng(seed)
    for result in random_results(100, rng):
        assert contradictions(result, rng) == []


def test_a_contradiction_would_be_found():
    rng = np.random.default_rng(1)
    result = next(random_results(1, rng))
    wrong = type(result).__dict__["verdict"].fget
    object.__setattr__(result, "level", result.level)
    other = {"less": "more", "more": "less", "cannot_tell": "less"}[wrong(result)]
    broken = type("Broken", (type(result),), {"verdict": property(lambda self: other)})
    object.__setattr__(result, "__class__", broken)
    assert contradictions(result, rng)


@pytest.mark.parametrize("seed", range(20))
def test_a_return_says_the_numbers_it_holds(seed):
    rng = np.random.default_rng(seed)
    low = float(rng.uniform(0, 900))
    told = {
        "currency": "KRW",
        "inputs": {"gain": {"low": low, "high": low + float(rng.uniform(1, 900))}},
        "costs": [{"name": "c", "amount": float(rng.uniform(0, 6000)), "per": "once"}],
        "benefits": [{"name": "b", "kind": "cash", "product": ["gain"]}],
    }
    found = roi(parse_roi_case(told), draws=2048)
    assert (found.probability_positive >= 0.95) == (found.npv.p5 > 0) or abs(found.npv.p5) < 50
    for language in ("ko", "en"):
        sentence = found.sentence(language)
        for bound in (found.npv.p5, found.npv.p50, found.npv.p95):
            assert number(major(bound, "KRW"), 0) in sentence
        assert ("100%" in sentence) == (found.probability_positive == 1)
