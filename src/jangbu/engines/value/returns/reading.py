"""Numbers, ranges and files of the YAML cases, each wrong one answered with its place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from jangbu.engines.value.returns import problems
from jangbu.engines.value.returns.points import Uncertain
from jangbu.kernel.errors import Problem

LARGEST = 1_000_000  # bytes of a case file


def read_yaml(path: Path) -> Any:
    """Plain data from a YAML file. Raises Problem value.returns_unreadable."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(problems.UNREADABLE, file=path.name, detail="> 1 MB")
        return yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        detail = (str(error).splitlines() or [""])[0][:120]
        raise Problem(problems.UNREADABLE, file=path.name, detail=detail) from error


def field_problem(place: str, wanted: str) -> Problem:
    return Problem(problems.FIELD, place=place, wanted=wanted)


def uncertain(told: Any, place: str) -> Uncertain:
    """A number, or a mapping with value, or with low, high and perhaps mid and shape."""
    return ranged(told, place) if isinstance(told, Mapping) else Uncertain.sure(number(told, place))


def ranged(told: Mapping[str, Any], place: str) -> Uncertain:
    if "value" in told:
        return Uncertain.sure(number(told["value"], f"{place}.value"))
    low, high = number(told.get("low"), f"{place}.low"), number(told.get("high"), f"{place}.high")
    shape = told.get("shape", "triangular" if "mid" in told else "uniform")
    mid = number(told["mid"], f"{place}.mid") if "mid" in told else (low + high) / 2
    if shape not in ("uniform", "triangular", "normal", "lognormal"):
        raise field_problem(f"{place}.shape", "uniform, triangular, normal or lognormal")
    if not low <= mid <= high or (shape == "lognormal" and low <= 0):
        raise field_problem(place, "low <= mid <= high (lognormal: above zero)")
    return Uncertain(shape, low, mid, high) if low < high else Uncertain.sure(low)


def number(told: Any, place: str) -> float:
    """A finite number; "1/60" and "1,000" are numbers too."""
    try:
        if isinstance(told, bool) or told is None:
            raise ValueError
        parts = str(told).replace(",", "").split("/")
        found = float(parts[0]) / float(parts[1]) if len(parts) == 2 else float(told if len(parts) > 2 else parts[0])
    except (ValueError, ZeroDivisionError):
        raise field_problem(place, f"a number, not {str(told)[:40]!r}") from None
    if not math.isfinite(found):
        raise field_problem(place, "a finite number")
    return found
