"""Texts as weighted bags of words and character trigrams, and how close they are.

Weights are inverse document frequencies (Spärck Jones 1972), vectors have length 1, closeness is their cosine
(Salton & Buckley 1988), as in TF-IDF string matching (Cohen, Ravikumar & Fienberg 2003).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
WORD = re.compile(r"[^\W_]+")
JOINED = re.compile(r"(?<=[^\W_])[-/.'’](?=[^\W_])")
LOOKED = 30_000  # rows met by way of a token, with repetition, after which a row is not looked up any further


@dataclass(frozen=True, slots=True)
class Bags:
    """Row `i` holds tokens `tokens[starts[i]:starts[i + 1]]` (sorted ids) with `weights`, of length 1 or empty."""

    starts: Ints
    tokens: Ints
    weights: Floats
    vocabulary: int

    @property
    def rows(self) -> int:
        return len(self.starts) - 1

    def sizes(self) -> Ints:
        return np.diff(self.starts)


@lru_cache(maxsize=200_000)
def grams(word: str) -> tuple[str, ...]:
    """ "sony" -> "^so", "son", "ony", "ny$"; Hangul, where a syllable says more, in pairs."""
    if "가" <= word[0] <= "힣":
        padded = f"^{word}$"
        return tuple(a + b for a, b in pairwise(padded))
    padded = f"^{word}$"
    return tuple(padded[place : place + 3] for place in range(len(padded) - 2))


def words(text: str) -> list[str]:
    """Lower-case words without accents. "PSLX-350H" also counts as one."""
    plain = unicodedata.normalize("NFKD", text.lower()) if not text.isascii() else text.lower()
    if plain != text.lower():
        plain = unicodedata.normalize("NFC", "".join(each for each in plain if not "\u0300" <= each <= "\u036f"))
    return WORD.findall(JOINED.sub("", plain))


def features(text: str, *, by_word: bool) -> list[str]:
    found = words(text)
    return found if by_word else [gram for word in found for gram in grams(word)]


def bags(sides: Sequence[Sequence[str | None]], *, by_word: bool = False) -> list[Bags]:
    """One `Bags` a side, with one vocabulary and document frequencies over all of them."""
    ids: dict[str, int] = {}
    raw: list[tuple[list[int], list[int]]] = []
    for side in sides:
        starts, tokens = [0], []
        known: dict[str | None, list[int]] = {None: []}
        for text in side:
            held = known.get(text)
            if held is None:
                held = sorted({ids.setdefault(each, len(ids)) for each in features(text or "", by_word=by_word)})
                known[text] = held
            tokens.extend(held)
            starts.append(len(tokens))
        raw.append((starts, tokens))
    total = sum(len(starts) - 1 for starts, _tokens in raw)
    counts = sum(
        (np.bincount(np.asarray(tokens, np.int64), minlength=len(ids)) for _starts, tokens in raw), np.zeros(len(ids))
    )
    idf = np.log((1 + total) / (1 + counts)) + 1e-9 if ids else np.zeros(0)
    return [_weighted(np.asarray(starts), np.asarray(tokens, np.int64), idf) for starts, tokens in raw]


def _weighted(starts: Ints, tokens: Ints, idf: Floats) -> Bags:
    weights = idf[tokens]
    lengths = np.sqrt(_sums(weights**2, starts))
    spread = np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(starts))
    return Bags(starts, tokens, weights / spread, len(idf))


def _sums(values: Floats, starts: Ints) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(values)])
    sums: Floats = total[starts[1:]] - total[starts[:-1]]
    return sums


def nearest(left: Bags, right: Bags, count: int) -> tuple[Ints, Ints, Floats]:
    """The `count` rows of `right` closest to each row of `left`: (left rows, right rows, cosines).

    A row is looked up by its rarest tokens first, until LOOKED rows were met: cosines of long texts are a little low.
    """
    order = np.argsort(right.tokens, kind="stable")
    owners = np.repeat(np.arange(right.rows), right.sizes())[order]
    weights = right.weights[order]
    frequency = np.bincount(right.tokens, minlength=right.vocabulary)
    begins = np.concatenate([[0], np.cumsum(frequency)])
    size = min(count, right.rows)
    lefts, rights, scores = [], [], []
    for row in range(left.rows):
        tokens, own = _rarest(left, row, frequency)
        if not len(tokens):
            continue
        spans = [(begins[token], begins[token + 1]) for token in tokens]
        near = np.concatenate([owners[a:b] for a, b in spans])
        shared = np.concatenate([weights[a:b] * weight for (a, b), weight in zip(spans, own, strict=True)])
        total = np.bincount(near, weights=shared, minlength=right.rows)
        best = np.argpartition(-total, size - 1)[:size] if size < right.rows else np.arange(right.rows)
        best = best[total[best] > 0]
        lefts.append(np.full(len(best), row))
        rights.append(best)
        scores.append(total[best])
    if not lefts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(scores)


def _rarest(bags_: Bags, row: int, frequency: Ints) -> tuple[Ints, Floats]:
    span = slice(bags_.starts[row], bags_.starts[row + 1])
    tokens, weights = bags_.tokens[span], bags_.weights[span]
    order = np.argsort(frequency[tokens], kind="stable")
    order = order[frequency[tokens[order]] > 0]
    met = np.cumsum(frequency[tokens[order]])
    kept = order[: max(3, int(np.searchsorted(met, LOOKED, side="right")))]
    return tokens[kept], weights[kept]


def cosines(left: Bags, right: Bags, lefts: Ints, rights: Ints) -> Floats:
    """The cosine of each pair; NaN where either text is empty."""
    found = np.full(len(lefts), np.nan)
    order = np.argsort(lefts, kind="stable")
    dense = np.zeros(max(left.vocabulary, 1))
    bounds = [*np.flatnonzero(np.diff(lefts[order], prepend=-1)), len(order)]
    for begin, end in pairwise(bounds):
        places = order[begin:end]
        row = lefts[places[0]]
        span = slice(left.starts[row], left.starts[row + 1])
        if span.start == span.stop:
            continue
        dense[left.tokens[span]] = left.weights[span]
        others = rights[places]
        sizes = right.starts[others + 1] - right.starts[others]
        offsets = np.repeat(right.starts[others] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
        where = offsets + np.arange(len(offsets))
        ends = np.concatenate([[0], np.cumsum(sizes)])
        sums = _sums(dense[right.tokens[where]] * right.weights[where], ends)
        found[places] = np.where(sizes > 0, sums, np.nan)
        dense[left.tokens[span]] = 0.0
    return found
