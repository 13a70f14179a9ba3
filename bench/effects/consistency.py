"""Whether what is said of a result, in words, figures, gate and picture, contradicts itself. The tests use it too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from bench.effects.pictures import effect_faults, gate_faults
from jangbu.engines.value import (
    CaseEffect,
    CountEffect,
    Effect,
    Gate,
    GateResult,
    MeanEffect,
    RateEffect,
    case_effect,
    count_effect,
    effect,
    judge,
    mean_effect,
    rate_effect,
)
from jangbu.engines.value.posterior import Interval
from jangbu.kernel.errors import Language, Problem

Result = Effect | CaseEffect | RateEffect | MeanEffect | CountEffect
LESS = {"ko": "줄었어요", "en": "less"}
MORE = {"ko": "늘었어요", "en": "more"}
UNKNOWN = {"ko": "아직 알 수 없어요", "en": "cannot be told yet"}
FIRST = date(2026, 3, 2)


def random_results(count: int, rng: np.random.Generator) -> Iterator[Result]:
    """Results of every kind from random data, some of it hopeless; data that are refused are drawn again."""
    makers = (_series, _cases, _rate, _mean, _count)
    made = 0
    while made < count:
        try:
            yield makers[made % len(makers)](rng)
        except Problem:
            continue
        made += 1


def _series(rng: np.random.Generator) -> Effect:
    before, after = int(rng.integers(20, 50)), int(rng.integers(8, 25))
    noise, ratio = float(rng.choice([0.001, 0.05, 0.2, 0.6])), float(np.exp(rng.normal() * 0.4))
    start = FIRST + timedelta(days=before)
    scale = 10 ** float(rng.uniform(-4, 6))
    y = scale * np.exp(noise * rng.normal(size=before + after)) * np.where(np.arange(before + after) < before, 1, ratio)
    if rng.random() < 0.1:
        y[int(rng.integers(len(y)))] = 0.0
    pairs = [(FIRST + timedelta(days=i), float(value)) for i, value in enumerate(y)]
    decision = start + timedelta(days=after + int(rng.integers(0, 20))) if rng.random() < 0.3 else None
    return effect(pairs, start=start, decision=decision)


def _cases(rng: np.random.Generator) -> CaseEffect:
    kind = str(rng.choice(["minutes", "minutes", "score"]))
    ratio = float(np.exp(rng.normal() * 0.5))
    rows: list[dict[str, Any]] = []
    for group, factor in (("before", 1.0), ("after", ratio)):
        for _ in range(int(rng.integers(6, 60))):
            value = float(rng.integers(1, 6)) if kind == "score" else factor * float(rng.lognormal(1, 0.7))
            rows.append({"g": group, "v": value, "k": str(rng.integers(3))})
    return case_effect(rows, group="g", value="v", strata=["k"], kind=kind)  # type: ignore[arg-type]


def _rate(rng: np.random.Generator) -> RateEffect:
    n, m = int(rng.integers(1, 400)), int(rng.integers(1, 400))
    return rate_effect(int(rng.integers(0, n + 1)), n, int(rng.integers(0, m + 1)), m)


def _mean(rng: np.random.Generator) -> MeanEffect:
    sides = [rng.integers(1, 6, size=int(rng.integers(1, 20))).astype(float).tolist() for _ in range(2)]
    return mean_effect(*sides)


def _count(rng: np.random.Generator) -> CountEffect:
    return count_effect(int(rng.integers(0, 30)), 60, int(rng.integers(0, 30)), float(rng.integers(5, 60)))


def contradictions(result: Result, rng: np.random.Generator) -> list[str]:
    """Every contradiction in both languages, against a gate drawn near the result; empty is how it should be."""
    found = [*_figures(result), *(effect_faults(result) if isinstance(result, Effect) else ())]
    for language in ("ko", "en"):
        found += _words(result, language)
    kind = "ratio" if getattr(result, "ratio", None) is not None else "difference"
    middle = result.ratio if kind == "ratio" else result.difference  # type: ignore[union-attr]
    assert middle is not None
    reach = max(middle.high - middle.low, 1e-9)
    threshold = float(middle.mid + reach * rng.normal())
    if kind == "ratio" and threshold <= 0:
        return found
    direction = str(rng.choice(["down", "up"]))
    gate = Gate("g", ("시간", "time"), kind, direction, threshold, unit=("분", "min"))  # type: ignore[arg-type]
    judged = judge(gate, result)
    return [*found, *_gate(judged, middle), *gate_faults(judged)]


def _change(result: Result) -> Interval:
    """What the sentence speaks of: the change in per cent where there is a ratio, else the difference."""
    ratio = result.ratio
    if isinstance(result, (RateEffect, MeanEffect)) or ratio is None or getattr(result, "kind", "") == "score":
        return result.difference  # type: ignore[union-attr]
    return Interval(ratio.low - 1, ratio.mid - 1, ratio.high - 1)


def _figures(result: Result) -> list[str]:
    change, said = _change(result), []
    wanted = "less" if change.high < 0 else "more" if change.low > 0 else "cannot_tell"
    if result.verdict != wanted:
        said.append(f"verdict {result.verdict}, interval {change}")
    if not change.low <= change.mid <= change.high:
        said.append(f"interval out of order {change}")
    ratio, difference = result.ratio, getattr(result, "difference", None)
    if ratio is not None and difference is not None and (ratio.mid - 1) * difference.mid < -1e-9:
        said.append(f"ratio {ratio.mid} and difference {difference.mid} point apart")
    told = result.as_json()
    if told["verdict"] != result.verdict or (ratio is not None and told["ratio"] != ratio.as_json()):
        said.append("JSON differs from the object")
    return said


def _words(result: Result, language: Language) -> list[str]:
    sentence, verdict, said = result.sentence(language), result.verdict, []
    unknown = UNKNOWN[language] in sentence
    if unknown != (verdict == "cannot_tell"):
        said.append(f"{verdict}: {sentence}")
    for word, name in ((LESS, "less"), (MORE, "more")):
        named = re.search(rf"\d[^ ]*( \w+)? {word['en']}\b", sentence) if language == "en" else word["ko"] in sentence
        if bool(named) != (verdict == name) and not (unknown and language == "en"):
            said.append(f"{verdict}: {sentence}")
    if result.as_json(language)["sentence"] != sentence:
        said.append("another sentence in the JSON")
    change = _change(result)
    if verdict == "cannot_tell" and change.low < 0 < change.high:
        tail = sentence.split("It ")[0] if language == "ko" else sentence
        if "−" not in tail and "-" not in tail and abs(change.low) > 1e-12:
            said.append(f"a range across zero without a minus: {sentence}")
    return said


def _side(probability: float) -> int:
    return 1 if probability >= 0.8 else -1 if probability <= 0.2 else 0


def _gate(judged: GateResult, middle: Interval) -> list[str]:
    said = []
    if judged.probability is None or judged.value is None:
        return ["a gate without a probability"]
    if judged.reason == "too_early":
        return [] if judged.verdict == "undecided" else ["decided before its day"]
    wanted = "pass" if judged.probability >= 0.8 else "fail" if judged.probability <= 0.2 else "undecided"
    if judged.verdict != wanted:
        said.append(f"{judged.verdict} at {judged.probability}")
    beats = (
        middle.mid <= judged.gate.threshold if judged.gate.direction == "down" else middle.mid >= judged.gate.threshold
    )
    if judged.verdict != "undecided" and beats != (judged.verdict == "pass"):
        said.append(f"{judged.verdict} with a middle of {middle.mid} at {judged.gate.threshold}")
    if judged.undecided is not None:
        slack = 1e-6 * max(1.0, abs(middle.mid))
        low, high = judged.undecided
        inside = low - slack < judged.value.mid < high + slack
        outside = judged.value.mid < low + slack or judged.value.mid > high - slack
        if (judged.verdict == "undecided" and not inside) or (judged.verdict != "undecided" and not outside):
            said.append(f"picture: {judged.value.mid} against {judged.undecided}, {judged.verdict}")
    for language in ("ko", "en"):
        sentence = judged.sentence(language)
        figure = re.search(r"가능성은 (\d+)%" if language == "ko" else r"gate is (\d+)%", sentence)
        if figure is None:
            said.append(f"no chance in: {sentence}")
        elif (int(figure[1]) >= 80) != (judged.probability >= 0.8) or (int(figure[1]) <= 20) != (
            judged.probability <= 0.2
        ):
            said.append(f"{judged.probability} said as {figure[1]}")
        if (UNKNOWN[language] in sentence) != (judged.verdict == "undecided"):
            said.append(f"{judged.verdict}: {sentence}")
    return said
