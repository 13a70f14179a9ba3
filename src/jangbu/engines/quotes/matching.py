"""Which price does a customer's wording mean? Only what is certain is taken; the rest is asked, with the nearest.

Certain means: the code itself; or a name, alias or name with spec that has the same words, in any order and spacing;
or one that differs by a single jamo in a long word, with every number and Latin word equal and nobody else near.
"황동 밸브" is never "청동 밸브", and "M8 볼트" is never "M8 볼트 20mm".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

from jangbu.engines.quotes.model import Candidate, Price, PriceList

TOKEN = re.compile(r"\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)+[a-z]*|[a-z]*\d[a-z0-9./]*[a-z0-9]|\d|[a-z]+|[가-힣]+|[^\s\W_]+")
MARGIN = 0.08
SURE = 0.88
LONG_WORD = 6  # jamo: below this one jamo makes another word (볼트, 볼드)
NEAR = 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """`price` when certain, else None; `candidates` the nearest, best first."""

    price: Price | None
    candidates: tuple[Candidate, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """One wording of a price, normalised."""

    price: Price
    words: tuple[str, ...]
    grams: Counter[str]


class Matcher:
    """Holds a price list ready to be asked about many lines."""

    def __init__(self, prices: PriceList) -> None:
        self._codes: dict[str, list[Price]] = {}
        self._equal: dict[str, list[Price]] = {}
        self._forms: list[_Form] = []
        for price in prices.prices:
            self._codes.setdefault(_code(price.code), []).append(price)
            for text in _wordings(price):
                found = words(text)
                for key in {"".join(found), " ".join(sorted(found))}:
                    held = self._equal.setdefault(key, [])
                    if price not in held:
                        held.append(price)
                self._forms.append(_Form(price, found, _grams(found)))

    def find(self, item: str, code: str = "", spec: str = "") -> Match:
        """The price for a wording, if it is certain. A stated code that is unknown is never replaced by a guess."""
        if code:
            held = self._codes.get(_code(code), [])
            return Match(held[0], how="code") if len(held) == 1 else Match(None, self._nearest(f"{item} {spec}")[:3])
        whole = f"{item} {spec}".strip()
        held = self._codes.get(_code(whole), []) or self._codes.get(_code(item), [])
        if len(held) == 1:
            return Match(held[0], how="code")
        asked = words(whole)
        held = self._equal.get("".join(asked), []) or self._equal.get(" ".join(sorted(asked)), [])
        if len(held) == 1:  # nothing else need be looked at
            return Match(held[0], how="name")
        if held:
            return Match(None, tuple(Candidate(one.code, _title(one), 1.0) for one in held[:5]))
        return self._almost(asked, self._nearest(whole))

    def mentioned(self, text: str) -> tuple[Price, ...]:
        """The prices whose every word stands in `text`, such as a line of a letter that has no quantity."""
        have = set(words(text))
        found = {form.price.code: form.price for form in self._forms if form.words and have.issuperset(form.words)}
        return tuple(found.values())

    def _almost(self, asked: tuple[str, ...], near: tuple[Candidate, ...]) -> Match:
        first = near[0] if near else None
        second = near[1].score if len(near) > 1 else 0.0
        if first is None or first.score < SURE or first.score - second < MARGIN:
            return Match(None, near[:3])
        for form in self._forms:
            if form.price.code == first.code and _one_slip(asked, form.words):
                return Match(form.price, near[:3], "similar")
        return Match(None, near[:3])

    def _nearest(self, text: str) -> tuple[Candidate, ...]:
        asked = words(text)
        grams, best = _grams(asked), dict[str, Candidate]()
        for form in self._forms:
            score = 0.5 * _dice(grams, form.grams) + 0.5 * _dice(Counter(asked), Counter(form.words))
            score = max(score, 0.97 * _dice(grams, form.grams))
            held = best.get(form.price.code)
            if score >= NEAR and (held is None or score > held.score):
                best[form.price.code] = Candidate(form.price.code, _title(form.price), score)
        return tuple(sorted(best.values(), key=lambda one: (-one.score, one.code))[:5])


def words(text: str) -> tuple[str, ...]:
    """ "SUS304 판재 3T 1219×2438" -> ("sus304", "판재", "3t", "1219x2438")."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("×", "x").replace("ø", "φ")
    plain = re.sub(r"(?<=\d)\s*[x*]\s*(?=\d)", "x", plain)
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    return tuple(TOKEN.findall(plain))


def _wordings(price: Price) -> set[str]:
    names = [price.name, *price.aliases]
    return {text for text in [*names, *(f"{name} {price.spec}" for name in names if price.spec)] if text.strip()}


def _title(price: Price) -> str:
    return f"{price.name} {price.spec}".strip()


def _code(text: str) -> str:
    return re.sub(r"[\s\-_./]", "", unicodedata.normalize("NFKC", text)).lower() or "\0"


def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _grams(found: tuple[str, ...]) -> Counter[str]:
    text = _jamo("".join(found))
    return Counter(text[place : place + 3] for place in range(max(1, len(text) - 2)))


def _dice(left: Counter[str], right: Counter[str]) -> float:
    size = left.total() + right.total()
    return 2 * (left & right).total() / size if size else 0.0


def _one_slip(asked: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """The same words but one, which is long, Korean, and one jamo off; or an English plural."""
    differ = [(left, right) for left, right in zip_longest(asked, form, fillvalue="") if left != right]
    if len(differ) != 1:
        return False
    left, right = differ[0]
    if re.fullmatch("[a-z]{3,}", left) and re.fullmatch("[a-z]{3,}", right):
        return left + "s" == right or right + "s" == left
    if not (re.fullmatch("[가-힣]+", left) and re.fullmatch("[가-힣]+", right)):
        return False
    one, other = _jamo(left), _jamo(right)
    return min(len(one), len(other)) >= LONG_WORD and _within_one(one, other)


def _within_one(left: str, right: str) -> bool:
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest, other = left[start:], right[start:]
    return rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other
