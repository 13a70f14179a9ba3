"""How a value is written, against how the others of its column are: shapes, runs of three letters, size of numbers.

Each is judged by how much of the column looks at least as odd: the smaller that share, the more telling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting.coding import Bools, Coded, Floats, Ints, letters, sorted_codes
from jangbu.engines.quality.shapes import shape

WIDTH = 96  # letters of a value that are looked at
CHUNK = 50_000  # values whose letters are held side by side
HIT = 0.45  # share of errors that change how a value is written
FLOOR = 0.01
ONE_LENGTH = 0.97  # runs of digits have one length when so many do
DIGITS = re.compile(r"9+|\d+")
NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d+)?")
NUMERIC = 0.9  # so much of a column must be numbers before their size is judged
FAR = 6.0  # robust standard deviations (of values or of their logarithms) beyond which a number is odd


@dataclass(frozen=True, slots=True)
class Oddness:
    """Natural-log odds for each code of a column, by what is odd about it."""

    shape: Floats
    letters: Floats
    size: Floats
    usual: str  # the most frequent shape


def oddness(column: Coded) -> Oddness:
    size = len(column.values)
    none = np.zeros(size)
    if size <= 1:
        return Oddness(none, none, none, "")
    counts, values = column.counts[1:], column.values[1:]
    shapes, bare = _shapes(values, counts)
    names, places = sorted_codes(shapes)
    rows: Floats = np.bincount(places, counts).astype(np.float64)
    usual = names[int(rows.argmax())]
    if _numbered(column):
        return Oddness(none, none, none, usual)
    foreign, misfit = _kinds(values, counts)
    often = np.where(foreign, 0.0, 0.5 * np.log(np.maximum(1, counts / 2)))  # a slip is not made again and again
    by_shape = np.maximum(0.0, np.maximum(_tail(rows[places], counts) + _gap(rows, places, counts), misfit) - often)
    by_letters = np.maximum(0.0, _tail(_support(bare, counts), counts) - often)
    return Oddness(np.r_[0.0, by_shape], np.r_[0.0, by_letters], _sizes(column), usual)


def _shapes(values: Sequence[str], counts: Ints) -> tuple[list[str], list[str]]:
    """Shapes and values; runs of digits are cut to one where their length varies anyhow, as in amounts."""
    exact = [shape(value) for value in values]
    loose = [DIGITS.sub("9", drawn) for drawn in exact]
    usual, looser = _most(exact, counts), _most(loose, counts)
    if usual < ONE_LENGTH and looser > usual + 0.02:
        return loose, [DIGITS.sub("0", value) for value in values]
    return exact, list(values)


def _most(shapes: Sequence[str], counts: Ints) -> float:
    _names, places = sorted_codes(shapes)
    return float(np.bincount(places, counts).max() / counts.sum())


def _kinds(values: Sequence[str], counts: Ints) -> tuple[Bools, Floats]:
    """Values of a kind (number, digits with signs, words, both) that few rows have, and odds for those that are no
    numbers where nearly all are."""
    drawn = [_kind(value) for value in values]
    _names, places = sorted_codes(drawn)
    share = np.bincount(places, counts) / counts.sum()
    numbers = np.array([kind == "number" for kind in drawn])
    much = float(counts[numbers].sum() / counts.sum())
    misfit = np.log(HIT / (1 - much + FLOOR)) + 1.2 if much > 0.85 else 0.0
    return share[places] <= 0.1, np.where(numbers, 0.0, misfit)


def _kind(value: str) -> str:
    if NUMBER.fullmatch(value.strip()):
        return "number"
    digit, letter = any(map(str.isdecimal, value)), any(map(str.isalpha, value))
    return ("both" if letter else "digits") if digit else ("words" if letter else "signs")


def _numbered(column: Coded) -> bool:
    """Whether the column only numbers the rows."""
    written = column.values[1:]
    if len(written) < 0.98 * column.rows or not all(value.isdecimal() and len(value) < 16 for value in written):
        return False
    numbers = np.array([int(value) for value in written])
    return bool(numbers.max() - numbers.min() < 3 * len(numbers))


def _gap(rows: Floats, places: Ints, counts: Ints) -> Floats:
    """More where the next usual shape is far more frequent than all odd ones together, less where shapes fade out."""
    order = np.argsort(rows, kind="stable")
    ranked, mass = rows[order], np.cumsum(rows[order])
    last = np.searchsorted(ranked, rows, side="right") - 1
    above = ranked[np.minimum(last + 1, len(ranked) - 1)]
    gap = 0.4 * np.log(np.maximum(above, 1) / np.maximum(mass[last], 1) / 3)
    result: Floats = np.where(last + 1 < len(ranked), np.clip(gap, -0.5, 1.2), 0.0)[places]
    return result


def _tail(support: Floats | Ints, counts: Ints) -> Floats:
    """Natural-log odds from the share of rows whose support is no larger."""
    order = np.argsort(support, kind="stable")
    mass = np.cumsum(counts[order]) / max(1, counts.sum())
    last = np.searchsorted(support[order], support, side="right") - 1
    odd: Floats = np.maximum(0.0, np.log(HIT / (mass[last] + FLOOR)))
    return odd


def _support(texts: Sequence[str], counts: Ints) -> Floats:
    """The rows that hold the rarest run of three letters of each value, digits taken alike."""
    parts: list[tuple[Ints, Floats]] = []
    for start in range(0, len(texts), CHUNK):
        owners, runs = _runs(texts[start : start + CHUNK])
        known, places = np.unique(runs, return_inverse=True)
        once = np.sort(owners * len(known) + places)
        once = once[np.r_[True, once[1:] != once[:-1]]] if len(once) else once
        rows = np.bincount(once % len(known), counts[start + once // len(known)], len(known)) if len(known) else known
        parts.append((known, rows.astype(np.float64)))
    every, places = np.unique(np.concatenate([known for known, _rows in parts]), return_inverse=True)
    total = np.bincount(places, np.concatenate([rows for _known, rows in parts]), len(every))
    least = counts.astype(np.float64)
    for start in range(0, len(texts), CHUNK):
        owners, runs = _runs(texts[start : start + CHUNK])
        if len(runs):
            heads = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
            least[start + owners[heads]] = np.minimum.reduceat(total[np.searchsorted(every, runs)], heads)
    return least


def _runs(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Every run of three letters of some texts as one number, and which text it is in, in order."""
    values = [f"\x02{value[: WIDTH - 2]}\x03" for value in texts]
    matrix = letters(values, max(map(len, values))).astype(np.int64)
    matrix = np.where((matrix >= 48) & (matrix <= 57), 48, matrix)
    runs = (matrix[:, :-2] << 42) | (matrix[:, 1:-1] << 21) | matrix[:, 2:]
    present = matrix[:, 2:] > 0
    return np.nonzero(present)[0], runs[present]


def _sizes(column: Coded) -> Floats:
    odd = np.zeros(len(column.values))
    read = [float(value) if NUMBER.fullmatch(value.strip()) else np.nan for value in column.values]
    numbers = np.array(read)
    there = np.isfinite(numbers)
    if column.counts[there].sum() < NUMERIC * column.counts[1:].sum() or there.sum() < 8:
        return odd
    distance = np.full(len(numbers), np.inf)
    scales = [numbers, np.sign(numbers) * np.log1p(np.abs(numbers))]
    for scale in scales:
        rows = np.repeat(scale[there], column.counts[there])
        low, middle, high = np.percentile(rows, (10, 50, 90))
        if high > low:
            distance[there] = np.minimum(distance[there], np.abs(scale[there] - middle) / ((high - low) / 2.56))
    far = there & np.isfinite(distance) & (distance > FAR)
    odd[far] = np.minimum(3.5, 1.0 + np.log(distance[far] / FAR) * 2)
    return odd
