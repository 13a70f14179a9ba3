"""What the head of a column says: which field's words it is, or is like.

Equal to a known word, it is nearly certain. Otherwise likeness is the cosine of TF-IDF weighted trigrams over letters,
with Hangul taken apart into jamo, so that one slip of a key costs little; and a head that ends with a known word is
likely such a thing.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.quality.mapping.heads import CUT, endings, is_nameless, plain, variants
from jangbu.engines.quality.mapping.loading import ELSEWHERE
from jangbu.engines.quality.mapping.model import Schema

Floats = NDArray[np.float64]

CERTAIN = 6.5  # log-odds of a head that is a known word
LIKENESS = (0.35, 0.5, 0.65, 0.8, 0.95)  # below the first, likeness is chance
STRENGTH = (0.0, 0.8, 2.0, 3.5, 5.0)
SHUFFLED = 4.5  # log-odds of a known word whose letters are in another order: a slip of two keys
ENDING, SHORT_ENDING = 3.0, 1.8  # of a head that ends with a known word, of three letters and more, and of two
FOREIGN = 0.6  # share left to a head that is only like a foreign word
RIVAL = 0.5  # what a head says for one field, it says by this share against the others
UNKNOWN = 1.0  # a head like no word of any field: the column is more likely none of them


def _trigrams(words: Sequence[str]) -> Counter[str]:
    text = unicodedata.normalize("NFD", f"_{'_'.join(words)}_")
    return Counter(text[start : start + 3] for start in range(len(text) - 2))


@dataclass(frozen=True, eq=False)
class HeadIndex:
    """The words of a schema, ready to be compared. Owners number the fields; -1 is what is foreign to the schema."""

    fields: int
    known: dict[str, dict[int, float]]  # word without gaps -> owner -> weight
    shuffled: dict[str, dict[int, float]]  # the same, by the letters in order
    owners: NDArray[np.intp]
    weights: Floats
    rarity: dict[str, float]
    postings: dict[str, tuple[NDArray[np.intp], Floats]]

    def strengths(self, head: str) -> Floats:
        """Log-odds from likeness, 0 to CERTAIN: shape (fields + 1,), the last for what is foreign."""
        best = np.zeros(self.fields + 1)
        for words, share in variants(head):
            for owner, weight in self.known.get("".join(words), {}).items():
                best[owner] = max(best[owner], CERTAIN * weight * share)
        if best.max() < 0.8 * CERTAIN * CUT:
            for words, share in variants(head):
                alike = self._alike(words) * share
                alike[-1] *= FOREIGN
                np.maximum(best, alike, out=best)
                for owner, weight in self.shuffled.get(_sorted("".join(words)), {}).items():
                    best[owner] = max(best[owner], SHUFFLED * weight * share)
                self._add_ending(words, share, best)
        return best

    def _add_ending(self, words: Sequence[str], share: float, best: Floats) -> None:
        ending = next((each for each in endings(words) if each in self.known), None)
        if ending is not None:
            strength = ENDING if len(ending) > 2 else SHORT_ENDING
            for owner, weight in self.known[ending].items():
                if weight < ELSEWHERE:
                    continue  # 번호 alone says little, 등록자번호 less
                best[owner] = max(best[owner], strength * weight * share * (FOREIGN if owner < 0 else 1.0))

    def _alike(self, words: Sequence[str]) -> Floats:
        grams = {gram: count * self.rarity.get(gram, 0.0) for gram, count in _trigrams(words).items()}
        unseen = sum(gram not in self.rarity for gram in grams) * 16.0
        norm = math.sqrt(sum(weight * weight for weight in grams.values()) + unseen)
        cosines = np.zeros(len(self.owners))
        for gram, weight in grams.items():
            if gram in self.postings:
                places, shares = self.postings[gram]
                cosines[places] += shares * (weight / norm)
        best = np.zeros(self.fields + 1)
        np.maximum.at(best, self.owners, np.interp(cosines, LIKENESS, STRENGTH) * self.weights)
        return best


def _sorted(packed: str) -> str:
    return "".join(sorted(packed))


def build_index(schema: Schema) -> HeadIndex:
    entries = [(plain(word), at, weight) for at, each in enumerate(schema.fields) for word, weight in each.words]
    entries += [(plain(word), -1, weight) for word, weight in schema.foreign]
    known: dict[str, dict[int, float]] = {}
    shuffled: dict[str, dict[int, float]] = {}
    for words, owner, weight in entries:
        packed = "".join(words)
        for owned in (known.setdefault(packed, {}), *([shuffled.setdefault(_sorted(packed), {})] * (len(packed) > 3))):
            owned[owner] = max(owned.get(owner, 0.0), weight)
    grams = [_trigrams(words) for words, _owner, _weight in entries]
    seen = Counter(gram for each in grams for gram in each)
    rarity = {gram: 1.0 + math.log(len(entries) / count) for gram, count in seen.items()}
    found: dict[str, tuple[list[int], list[float]]] = {gram: ([], []) for gram in rarity}
    for place, each in enumerate(grams):
        norm = math.sqrt(sum((count * rarity[gram]) ** 2 for gram, count in each.items())) or 1.0
        for gram, count in each.items():
            found[gram][0].append(place)
            found[gram][1].append(count * rarity[gram] / norm)
    postings = {gram: (np.array(places), np.array(shares)) for gram, (places, shares) in found.items()}
    owners, weights = [owner for _words, owner, _weight in entries], [weight for _words, _owner, weight in entries]
    return HeadIndex(len(schema.fields), known, shuffled, np.array(owners), np.array(weights), rarity, postings)


def head_evidence(index: HeadIndex, heads: Iterable[str]) -> Floats:
    """Log-odds from heads: shape (columns, fields). What a head says for one field speaks against the others."""
    rows = []
    for head in heads:
        if is_nameless(head):
            rows.append(np.zeros(index.fields))
            continue
        found = index.strengths(head)
        ours, foreign = found[:-1], found[-1]
        best = ours.max(initial=0.0)
        against = RIVAL * (best - ours) + max(0.0, foreign - best) + UNKNOWN * max(0.0, 1 - max(best, foreign) / 2)
        rows.append(ours - against)
    return np.array(rows).reshape(-1, index.fields)
