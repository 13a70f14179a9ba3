"""Past texts like this one, without a model: TF-IDF over character n-grams, cosine.

Korean endings and particles change a word's tail and spacing is loose, so words are no units; pairs and triples of
syllables are. Their letters (jamo) are added so that 보내 and 보낸 still share something.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 20_000  # characters of one text that are looked at
JAMO = 0.5  # what a triple of letters counts beside a pair of syllables


@dataclass(frozen=True, slots=True)
class Match:
    """`index` into the past texts; `similarity` 0 to 1."""

    index: int
    similarity: float


class Similar:
    """Past texts, weighed once. `nearest` finds those most like a new one."""

    def __init__(self, past: Sequence[str]) -> None:
        counted = [_counts(text) for text in past]
        seen = Counter(gram for grams in counted for gram in grams)
        self._rarity = {gram: math.log((1 + len(past)) / (1 + times)) + 1 for gram, times in seen.items()}
        self._holders: dict[str, list[tuple[int, float]]] = {}
        for index, grams in enumerate(counted):
            for gram, weight in self._weighed(grams).items():
                self._holders.setdefault(gram, []).append((index, weight))

    def nearest(self, text: str, k: int = 3) -> tuple[Match, ...]:
        """At most `k`, most similar first, ties in the order of the past; texts with nothing in common are left out."""
        sums: dict[int, float] = {}
        for gram, weight in self._weighed(_counts(text)).items():
            for index, other in self._holders.get(gram, ()):
                sums[index] = sums.get(index, 0.0) + weight * other
        best = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[: max(k, 0)]
        return tuple(Match(index, min(1.0, similarity)) for index, similarity in best)

    def _weighed(self, grams: Counter[str]) -> dict[str, float]:
        """Unit length; grams that the past never had lengthen the vector and so lower every similarity."""
        unseen = max(self._rarity.values(), default=1.0)
        weights = {
            gram: (1 + math.log(times)) * self._rarity.get(gram, unseen) * (JAMO if gram[0] == "ㆍ" else 1.0)
            for gram, times in grams.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}


def similar(past: Sequence[str], text: str, k: int = 3) -> tuple[Match, ...]:
    """The `k` past texts most like `text`."""
    return Similar(past).nearest(text, k)


def _counts(text: str) -> Counter[str]:
    return Counter(_grams(text[:LONGEST]))


def _grams(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for word in "".join(char if char.isalnum() else " " for char in plain).split():
        edged = f"^{word}$"
        for size in (2, 3):
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]
        letters = unicodedata.normalize("NFD", word)
        if len(letters) > len(word):
            for start in range(len(letters) - 2):
                yield f"ㆍ{letters[start : start + 3]}"
