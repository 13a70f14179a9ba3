"""From rows of a case list to arrays: which side of the start, the value, the strata, the day and the agent."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.value import problems
from jangbu.engines.value.read import table
from jangbu.engines.value.series import as_date
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

Ints = NDArray[np.int64]
Kind = Literal["minutes", "rate", "score", "count"]
SIDES: dict[str, tuple[bool, bool]] = {  # label: (after the start or treated, assigned at random)
    **dict.fromkeys(("before", "전", "이전", "시작 전", "0", "false", "baseline"), (False, False)),
    **dict.fromkeys(("after", "후", "뒤", "이후", "시작 뒤", "1", "true", "pilot", "파일럿"), (True, False)),
    **dict.fromkeys(("control", "off", "대조", "미적용"), (False, True)),
    **dict.fromkeys(("treated", "treatment", "on", "처리", "적용"), (True, True)),
}


@dataclass(frozen=True)
class Cases:
    """n cases: after (n,) bool, value (n,) in the KPI's unit, stratum (n,) codes into `names`, day (n,) ordinals or
    None, agent (n,) codes or None; how many rows were left out and why."""

    after: NDArray[np.bool_]
    value: Floats
    stratum: Ints
    names: tuple[str, ...]
    day: Ints | None
    agent: Ints | None
    missing: int
    negative: int
    randomised: bool


def read_cases(path: Path | str) -> list[dict[str, str]]:
    """Rows of a case list in CSV (UTF-8 or CP949). Raises Problem value.file_unreadable, .empty."""
    _names, rows = table(Path(path))
    if not rows:
        raise Problem(problems.EMPTY)
    return [row for _line, row in rows]


def arranged(
    rows: Iterable[Mapping[str, Any]],
    *,
    group: str,
    value: str,
    strata: Sequence[str],
    day: str | None,
    agent: str | None,
    kind: Kind,
) -> Cases:
    """Raises Problem value.empty, .case_column_missing, .group_unknown, .value_unreadable, .date_unreadable."""
    told = list(rows)
    if not told:
        raise Problem(problems.EMPTY)
    for name in (group, value, *strata, *(each for each in (day, agent) if each)):
        if name not in told[0]:
            raise Problem(problems.CASE_COLUMN_MISSING, column=name, columns=", ".join(map(str, told[0])))
    kept, sides, numbers, missing, negative = [], [], [], 0, 0
    for place, row in enumerate(told, start=1):
        number = _number(row[value], place)
        if number is None:
            missing += 1
        elif number < 0 and kind != "score":
            negative += 1
        else:
            kept.append((place, row))
            numbers.append(number)
            sides.append(_side(row[group], place))
    labels = [" / ".join(str(row[name]).strip() or "—" for name in strata) if strata else "" for _place, row in kept]
    names, codes = np.unique(np.array(labels, dtype=object).astype(str), return_inverse=True)
    return Cases(
        np.array([after for after, _ in sides], dtype=bool),
        np.array(numbers),
        codes.astype(np.int64).ravel(),
        tuple(str(name) for name in names),
        _days(kept, day),
        _codes([str(row[agent]) for _place, row in kept]) if agent else None,
        missing,
        negative,
        bool(sides) and all(random for _, random in sides),
    )


def _side(told: Any, place: int) -> tuple[bool, bool]:
    found = SIDES.get(str(told).strip().lower())
    if found is None:
        raise Problem(problems.GROUP_UNKNOWN, row=place, value=str(told)[:40])
    return found


def _number(told: Any, place: int) -> float | None:
    if told is None or (isinstance(told, str) and told.strip().lower() in ("", "nan", "null", "none", "-")):
        return None
    try:
        number = float(str(told).replace(",", "").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        raise Problem(problems.VALUE_UNREADABLE, row=place, value=str(told)[:40]) from None
    if math.isinf(number):
        raise Problem(problems.VALUE_UNREADABLE, row=place, value=told)
    return None if math.isnan(number) else number


def _days(kept: Sequence[tuple[int, Mapping[str, Any]]], day: str | None) -> Ints | None:
    if day is None:
        return None
    known: dict[Any, date] = {}
    found = []
    for place, row in kept:
        told = row[day]
        if told not in known:
            known[told] = as_date(told, row=place)
        found.append(known[told].toordinal())
    return np.array(found, dtype=np.int64)


def _codes(labels: Sequence[str]) -> Ints:
    return np.unique(np.array(labels, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64).ravel()
