"""How values are put right, learnt from pairs of what was there and what should be.

Small programs over runs of letters, digits and signs, in the manner of Gulwani's FlashFill (POPL 2011): those that
explain most pairs and spoil no right value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

RUNS = re.compile(r"\d+|[^\W\d_]+|[\W_]")
NUMBER = re.compile(r"(?<![^\W_])[+-]?\d[\d,]*(?:\.\d+)?")
READINGS = 48  # ways to read one pair as a rearrangement
PARTS = 24  # runs of a value that rearrangements look at
SUPPORT = 2  # pairs that a program must explain
SPOILT = 0.1  # right values it may change, per explained pair
Change = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Program:
    """`change(value)` is the value put right, or None where the program does not apply; it explained `pairs`."""

    name: str
    change: Change
    pairs: int = 0


def only_number(value: str) -> str | None:
    """The one number in a value, as it is written."""
    found = NUMBER.findall(value)
    return str(found[0]) if len(found) == 1 else None


def short_number(value: str) -> str | None:
    """The one number in a value, without separators and idle zeros."""
    found = (only_number(value) or "").replace(",", "")
    return (found.rstrip("0").rstrip(".") if "." in found else found) or None


def _digits(value: str) -> str | None:
    return "".join(filter(str.isdecimal, value)) or None


def _before(sign: str) -> Change:
    return lambda value: value.split(sign)[0].strip() or None if sign in value else value


def _after(sign: str) -> Change:
    return lambda value: value.split(sign, 1)[1].strip() or None if sign in value else value


def _without(sign: str) -> Change:
    return lambda value: value.replace(sign, "") or None


def _without_last_word(value: str) -> str | None:
    return value.rsplit(" ", 1)[0] if " " in value else value


GENERAL = (
    Program("number", only_number),
    Program("short_number", short_number),
    Program("digits", _digits),
    Program("trimmed", lambda value: " ".join(value.split())),
    Program("lower", str.lower),
    Program("upper", str.upper),
    Program("title", str.title),
    Program("without_last_word", _without_last_word),
)


def learn(pairs: Sequence[tuple[str, str]], right: Sequence[str]) -> list[Program]:
    """Programs that explain at least two of `pairs` (wrong, right; no empty texts) between them, the best first.

    A program that changes values known to be `right` is dropped.
    """
    candidates = [*GENERAL, *_around_signs(pairs)]
    chosen = []
    open_pairs = list(pairs)
    while len(open_pairs) >= SUPPORT:
        best = _best([*candidates, *_rearrangements(open_pairs)], open_pairs, right)
        if best is None:
            break
        chosen.append(best)
        open_pairs = [(wrong, meant) for wrong, meant in open_pairs if best.change(wrong) != meant]
    return chosen


def _best(candidates: Iterable[Program], pairs: Sequence[tuple[str, str]], right: Sequence[str]) -> Program | None:
    best: Program | None = None
    for program in candidates:
        explained = len({wrong for wrong, meant in pairs if program.change(wrong) == meant})
        if explained >= SUPPORT and explained > (best.pairs if best else 0):
            spoilt = sum(program.change(value) not in (None, value) for value in right)
            if spoilt <= SPOILT * explained:
                best = Program(program.name, program.change, explained)
    return best


def _around_signs(pairs: Sequence[tuple[str, str]]) -> list[Program]:
    signs = Counter(sign for wrong, meant in pairs for sign in {*RUNS.findall(wrong)} - {*RUNS.findall(meant)})
    programs = []
    for sign, count in signs.most_common(12):
        if count >= SUPPORT:
            programs += [
                Program(f"before {sign}", _before(sign)),
                Program(f"after {sign}", _after(sign)),
                Program(f"without {sign}", _without(sign)),
            ]
    return programs


def _rearrangements(pairs: Sequence[tuple[str, str]]) -> list[Program]:
    """Templates such as "run 4 / run 2 / run 0" that at least two pairs can be read as."""
    readings: Counter[tuple[str, tuple[str | int, ...]]] = Counter()
    for wrong, meant in dict(pairs).items():
        runs = RUNS.findall(wrong)
        if len(runs) <= PARTS and len(meant) <= 3 * len(wrong) + 12:
            readings.update({(kinds(runs), template) for template in _templates(runs, RUNS.findall(meant))})
    return [
        Program("arranged", _arranged(signature, template))
        for (signature, template), count in readings.most_common(40)
        if count >= SUPPORT
    ]


def kinds(runs: Sequence[str]) -> str:
    return "".join("9" if run.isdecimal() else "a" if run.isalpha() else run for run in runs)


class _Kinds(dict[int, str]):
    """Code point to what `signature` makes of it: 9, a, the character itself, or ODD."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = "9" if character.isdecimal() else "a" if character.isalpha() else character
        self[code] = kept if len(kept) == 1 and (kept in "9a" or not kept.isalnum()) else ODD
        return self[code]


ODD = "\ue000"  # digits that are no decimals, as in "m²": they stand in runs of letters
_KINDS = _Kinds()
REPEATS = re.compile(r"(9|a)\1+")


def signature(value: str) -> str:
    """`kinds` of the runs of a value, without taking it apart: most of the time goes into this."""
    drawn = value.translate(_KINDS)
    return kinds(RUNS.findall(value)) if ODD in drawn else REPEATS.sub(r"\1", drawn)


def _templates(runs: Sequence[str], wanted: Sequence[str]) -> Iterable[tuple[str | int, ...]]:
    """Each wanted run is one of the runs there (an index; -1 - index: with a zero before or without it) or itself."""
    choices: list[list[str | int]] = []
    for want in wanted:
        if not want.isalnum():
            choices.append([want])
            continue
        same: list[str | int] = [at for at, run in enumerate(runs) if run == want]
        padded: list[str | int] = [
            -1 - at for at, run in enumerate(runs) if run != want and want.isdecimal() and _padded(run) == want
        ]
        choices.append([*same, *padded] or [want])
    count = 1
    for choice in choices:
        count *= len(choice)
    return product(*choices) if 0 < count <= READINGS else ()


def _padded(run: str) -> str:
    """A number below ten with its zero put before it or taken away."""
    return f"0{run}" if len(run) == 1 else run[1:] if len(run) == 2 and run[0] == "0" else run


def _arranged(signature: str, template: tuple[str | int, ...]) -> Change:
    def change(value: str) -> str | None:
        runs = RUNS.findall(value)
        if kinds(runs) != signature:
            return None
        return "".join(
            part if isinstance(part, str) else runs[part] if part >= 0 else _padded(runs[-1 - part])
            for part in template
        )

    return change
