"""Misspellings: a rare word that is one slip away from a frequent one.

How telling a slip is, is read off the column itself: where frequent words are slips of each other too (codes, numbers),
being near one means nothing. Candidates of the same length come from comparing letters place by place; those with a
letter more, less or swapped from shared deletions (Garbe's symmetric deletion).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from jangbu.engines.quality.detecting.coding import Coded, Floats, letters

Slip = Literal[
    "letter", "digit", "class", "shift"
]  # one letter for another, a digit, across kinds; added, lost, swapped
HANGUL = re.compile("[가-힣]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
ESTABLISHED = 3  # rows a word must have before others are held against it
HEAVIER = 3.0  # times as many rows it must have as the word held against it
WORDS = 4_000  # distinct words looked at in a column, the most frequent established and the rarest others
COMPARED = 60_000_000  # letters compared in one column
LONGEST = 48
SAMPLED = 600  # rare words held against each other
SLIPS: tuple[Slip, ...] = ("letter", "digit", "class", "shift")


@dataclass(frozen=True, slots=True)
class Near:
    """`word` is probably meant to be `meant`; `edits` letters differ; `counts` are the rows of both."""

    word: str
    meant: str
    slip: Slip
    edits: int
    counts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spelled:
    """For each code of a column: natural-log odds for a misspelling, and what was probably meant (None: nothing)."""

    weight: Floats
    meant: tuple[str | None, ...]


def slip_of(word: str, other: str) -> tuple[Slip, int] | None:
    """How two words differ, if they differ by little: one slip, or the same replacement made several times."""
    if len(word) == len(other):
        differing = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
        many = len(differing)
        swapped = many == 2 and differing[0] == differing[1][::-1] and differing[0][0] + differing[0][1] in word
        if not swapped:
            if not many or (many > 1 and many > len(word) // 3):
                return None
            if many > 1 and len(set(differing)) > 1 + len(word) // 10:
                return None
        digits = all(a.isdecimal() and b.isdecimal() for a, b in differing)
        if swapped:
            return ("digit" if digits else "shift"), 1
        if any(a.isdecimal() != b.isdecimal() or a.isalpha() != b.isalpha() for a, b in differing):
            return "class", len(differing)
        return ("digit" if digits else "letter"), len(differing)
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    if len(longer) - len(shorter) == 1:
        for at in range(len(longer)):
            if longer[:at] + longer[at + 1 :] == shorter:
                return ("digit" if longer[at].isdecimal() else "shift"), 1
    return None


def near(words: Counter[str]) -> list[Near]:
    """Rare words beside the frequent one each is probably a slip of."""
    settled = [word for word, count in words.most_common(WORDS) if count >= ESTABLISHED and len(word) <= LONGEST]
    rare = [word for word, count in sorted(words.items(), key=lambda item: item[1])[:WORDS] if len(word) <= LONGEST]
    best: dict[str, Near] = {}
    for word, meant in [*_same_length(rare, settled), *_one_apart(rare, settled)]:
        count, heavier = words[word], words[meant]
        if heavier < HEAVIER * count or heavier < count + 2:
            continue
        slip = slip_of(word, meant)
        if slip is None:
            continue
        found, held = Near(word, meant, *slip, (count, heavier)), best.get(word)
        if held is None or (found.edits, -heavier) < (held.edits, -held.counts[1]):
            best[word] = found
    return list(best.values())


def crowding(words: Counter[str]) -> dict[Slip, float]:
    """How probably a word is a slip away from a frequent one by chance, by kind of slip: the larger of the share of
    frequent words that are, and of what the nearness of rare words to each other leads to expect."""
    settled = [word for word, count in words.most_common(WORDS // 4) if count >= ESTABLISHED and len(word) <= LONGEST]
    rare = [word for word, count in words.items() if count < ESTABLISHED and len(word) <= LONGEST]
    rare = rare[:: max(1, len(rare) // SAMPLED)]
    crowded: dict[Slip, set[str]] = {slip: set() for slip in SLIPS}
    for word, other in [*_same_length(settled, settled), *_one_apart(settled, settled)]:
        slip = slip_of(word, other)
        if slip is not None and slip[1] <= 2 and 1 / 30 < words[other] / words[word] < 30:
            crowded[slip[0]].add(word)
    among: Counter[Slip] = Counter()
    for word, other in [*_same_length(rare, rare), *_one_apart(rare, rare)]:
        slip = slip_of(word, other)
        if slip is not None:
            among[slip[0]] += 1
    expected = len(settled) / max(1, len(rare) * (len(rare) - 1))
    return {
        slip: max(
            (len(crowded[slip]) + 0.3) / (len(settled) + 3),
            min(1.0, expected * max(0.0, among[slip] - 0.1 * len(rare))),
        )
        for slip in SLIPS
    }


def _same_length(rare: Sequence[str], settled: Sequence[str]) -> Iterable[tuple[str, str]]:
    budget = COMPARED
    for length in sorted({len(word) for word in rare}):
        ours = [word for word in rare if len(word) == length]
        theirs = [word for word in settled if len(word) == length]
        budget -= len(ours) * len(theirs) * length
        if length < 2 or not theirs or budget < 0:
            continue
        left, right = letters(ours, length), letters(theirs, length)
        step = max(1, 4_000_000 // (len(theirs) * length))
        for start in range(0, len(ours), step):
            differing = (left[start : start + step, None, :] != right[None, :, :]).sum(axis=2)
            for at, other in zip(*np.nonzero((differing > 0) & (differing <= max(2, length // 3))), strict=True):
                yield ours[start + int(at)], theirs[int(other)]


def _one_apart(rare: Sequence[str], settled: Sequence[str]) -> Iterable[tuple[str, str]]:
    shortened: dict[str, list[str]] = {}
    for word in settled:
        if _size(word) > 3:
            shortened.setdefault(word, []).append(word)
            for at in range(len(word)):
                shortened.setdefault(word[:at] + word[at + 1 :], []).append(word)
    for word in rare:
        if _size(word) > 3:
            keys = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
            for meant in sorted({meant for key in keys for meant in shortened.get(key, ())}):
                if meant != word and len(meant) != len(word):
                    yield word, meant


def _size(word: str) -> float:
    """Letters, a Hangul syllable taken for the two or three letters that it is."""
    return len(word) if word.isascii() else len(word) + 1.5 * len(HANGUL.findall(word))


def spell(column: Coded) -> Spelled:
    """Weigh every distinct value of a column, whole and word by word."""
    weight = np.zeros(len(column.values))
    meant: list[str | None] = [None] * len(column.values)
    whole = Counter({column.values[code]: int(column.counts[code]) for code in range(1, len(column.values))})
    place = {value: code for code, value in enumerate(column.values)}
    for found, odds in _weighed(whole):
        code = place[found.word]
        weight[code], meant[code] = odds, found.meant
    parts = [WORD.findall(value) for value in column.values]
    if any(len(words) > 1 for words in parts):
        counted: Counter[str] = Counter()
        for words, rows in zip(parts, column.counts.tolist(), strict=True):
            for word in set(words):
                counted[word] += rows
        counted = Counter({word: rows for word, rows in counted.items() if _size(word) > 3})
        slips = {found.word: (found.meant, odds) for found, odds in _weighed(counted)}
        for code, words in enumerate(parts):
            wrong = [word for word in words if word in slips]
            if wrong and len(words) > 1:
                odds = max(slips[word][1] for word in wrong)
                if odds > weight[code]:
                    weight[code] = odds
                    meant[code] = WORD.sub(lambda word: slips.get(word[0], (word[0], 0))[0], column.values[code])
    return Spelled(weight, tuple(meant))


def _weighed(words: Counter[str]) -> list[tuple[Near, float]]:
    found = near(words)
    if not found:
        return []
    crowded = crowding(words)
    weighed = []
    for one in found:
        count, heavier = one.counts
        short = max(0.0, 1.5 - _size(one.word) / 4)  # a short word is near many by chance
        odds = (
            np.log(1 / (crowded[one.slip] + 0.03))
            + 0.5 * np.log(heavier / count / HEAVIER)
            - short
            - 0.4 * (one.edits - 1)
        )
        weighed.append((one, float(np.clip(odds, 0.0, 5.0))))
    return weighed
