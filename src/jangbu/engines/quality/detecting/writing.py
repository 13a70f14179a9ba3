"""Ways of writing the values of a column: how a value would read in another one, and the pattern that states it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jangbu.engines.quality.detecting.rewriting import RUNS, kinds, only_number, short_number, signature

Change = Callable[[str], str | None]
SPECIAL = re.compile(r"[.^$*+?()\[\]{}|\\]")


@dataclass(frozen=True, slots=True)
class Writing:
    """`example` is a value written this way; `change(value)` the value written this way, None where it cannot be.
    `pattern` (RE2) states the way."""

    example: str
    change: Change
    pattern: str


def like(example: str, constant: frozenset[str] = frozenset(), among: Iterable[str] = ()) -> Writing:
    """Written like an example: the same signs, runs of digits and letters in their places; `constant` runs verbatim.
    Runs of digits keep their length where all values `among` those written so do."""
    runs = RUNS.findall(example)
    fixed = _fixed(runs, among)
    own = re.compile("".join(_piece(run, constant, r"[^\W\d_]+", at in fixed) for at, run in enumerate(runs)))
    stated = "^" + "".join(_piece(run, constant, r"\p{L}+", at in fixed) for at, run in enumerate(runs)) + "$"
    blanks = [at for at, run in enumerate(runs) if run.isalnum() and run not in constant]
    wanted = kinds([runs[at] for at in blanks])

    def change(value: str) -> str | None:
        text = value.strip()
        if own.fullmatch(text):
            return text
        within = own.findall(text)
        if len(within) == 1 and len(within[0]) >= len(text) // 3 and not constant:
            return str(within[0])
        parts = [run for run in RUNS.findall(text) if run.isalnum() and run not in constant]
        if kinds(parts) != wanted:
            parts = _resplit(parts, [len(runs[at]) for at in blanks]) if set(wanted) == {"9"} else []
        if not parts:
            return None
        filled = dict(zip(blanks, parts, strict=True))
        padded = {at: run.zfill(len(runs[at])) if at in fixed else run for at, run in filled.items()}
        made = "".join(padded.get(at, run) for at, run in enumerate(runs))
        return made if own.fullmatch(made) else None

    return Writing(example, change, stated)


def _fixed(runs: list[str], among: Iterable[str]) -> frozenset[int]:
    """The places of runs of digits that always have the length they have in the example."""
    wanted = kinds(runs)
    alike = [RUNS.findall(value) for value in among if signature(value) == wanted]
    digits = [at for at, run in enumerate(runs) if run.isdecimal()]
    if len(alike) < 2:
        return frozenset(at for at in digits if len(runs[at]) > 1 and runs[at][0] == "0")
    return frozenset(at for at in digits if all(len(others[at]) == len(runs[at]) for others in alike))


def _piece(run: str, constant: frozenset[str], letter: str, fixed: bool) -> str:
    if run in constant or not run.isalnum():
        return escaped(run)
    if not run.isdecimal():
        return letter
    return (r"\d" if len(run) == 1 else rf"\d{{{len(run)}}}") if fixed else r"\d+"


def escaped(text: str) -> str:
    """A literal for both re and RE2, escaping no more than both want."""
    return SPECIAL.sub(r"\\\g<0>", text)


def _resplit(parts: list[str], lengths: list[int]) -> list[str]:
    """The same digits cut elsewhere: 01012345678 as 010, 1234, 5678."""
    digits = "".join(parts)
    if not digits.isdecimal() or len(digits) != sum(lengths):
        return []
    cut, start = [], 0
    for length in lengths:
        cut.append(digits[start : start + length])
        start += length
    return cut


def number(example: str) -> Writing:
    """A bare number, as it is written."""
    return Writing(only_number(example) or example, only_number, r"^[+-]?\d[\d,]*(\.\d+)?$")


def short(example: str) -> Writing:
    """A bare number without separators and idle zeros."""
    return Writing(short_number(example) or example, short_number, r"^[+-]?\d+(\.\d*[1-9])?$")


def arranged(example: str, order: tuple[int, int, int], sign: str | None = None, padded: bool = False) -> Writing:
    """Three numbers in another order, with their signs kept or all replaced by `sign`."""

    def change(value: str) -> str | None:
        runs = RUNS.findall(value.strip())
        if kinds(runs) not in {f"9{a}9{b}9" for a in "-/. " for b in "-/. "}:
            return None
        digits = [runs[2 * place] for place in order]
        digits = [run.zfill(2) for run in digits] if padded else digits
        first, second = (sign, sign) if sign else (runs[1], runs[3])
        return f"{digits[0]}{first}{digits[1]}{second}{digits[2]}"

    made = change(example) or example
    pattern = "".join(
        ("\\d{2}" if padded and len(run) == 2 else "\\d+") if run.isdecimal() else escaped(run)
        for run in RUNS.findall(made)
    )
    return Writing(made, change, f"^{pattern}$")


def constant_runs(values: Counter[str]) -> frozenset[str]:
    """Runs of letters that nearly every value holds: a unit, not a word."""
    total = sum(values.values())
    counted: Counter[str] = Counter()
    for value, count in values.items():
        for run in {run for run in RUNS.findall(value) if run.isalpha()}:
            counted[run] += count
    return frozenset(run for run, count in counted.items() if count >= 0.5 * total)
