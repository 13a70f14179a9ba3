"""A head of a column, read: cut at its words, its abbreviations written out, its units in brackets left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from jangbu.engines.quality.mapping.loading import lexicon

CUT = 0.92  # share left to a head that only fits once its number or its bracket is taken off
ASKED = 0.75  # ... and to the first word of a question: 수량은 몇 개인가요?
PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[가-힣ㄱ-ㅣ]+|[^\W\d_]+")
BRACKETS = re.compile(r"[(\[{<（【]([^()\[\]{}<>（）【】]*)[)\]}>）】]")
PARTED = re.compile(r"[/·,|]")
PARTICLE = re.compile(r"([가-힣]{2,}?)(?:은|는|이|가|을|를)\s.*[가-힣]")
REPEATED = re.compile(r"_\d+$")
HANGUL = re.compile(r"[가-힣ㄱ-ㅣ]")
NAMELESS = re.compile(
    r"(?:열|컬럼|필드|col(?:umn)?|field|f|c|var|v|unnamed|untitled|이름\s?없음|제목\s?없음)?\s*[:_.-]?\s*\d+(?:_level_\d+)?|[a-z]|",
    re.I,
)


def is_nameless(head: str) -> bool:
    """열 3, column3, Unnamed: 3, F3, 3, C: names that a program gave because there was none."""
    return bool(NAMELESS.fullmatch(head.strip()))


@lru_cache(maxsize=65_536)
def plain(head: str) -> tuple[str, ...]:
    """A head in the one form in which heads are compared, cut at its words: "거래처CD" -> ("거래처코드",)."""
    text = unicodedata.normalize("NFKC", head)
    short, glued = lexicon()["abbreviations"], lexicon()["glued"]
    pieces: list[str] = []
    for found in PIECES.finditer(text):
        piece = found[0].casefold()
        if pieces and HANGUL.match(pieces[-1]):
            piece = glued.get(piece, piece)  # 거래처CD is 거래처코드
        if pieces and HANGUL.match(piece) and HANGUL.match(pieces[-1]):
            pieces[-1] += piece  # 공급 가액 is 공급가액
        elif pieces and piece.isdecimal() and text[found.start() - 1].isalpha():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(word for piece in pieces for word in str(short.get(piece, piece)).split())


@lru_cache(maxsize=65_536)
def variants(head: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """The ways to read a head, with weights: without its units, by what is in brackets or beside a stroke, without a
    number."""
    text = REPEATED.sub("", unicodedata.normalize("NFKC", head).strip())
    inside = [found for found in BRACKETS.findall(text) if not _is_unit(found)]
    outside = BRACKETS.sub(" ", text)
    whole = plain(text) if inside else plain(outside) or plain(text)
    found = {whole: 1.0}
    for each in (outside, *inside, *PARTED.split(outside)):
        found.setdefault(plain(each), CUT)
    if asked := PARTICLE.match(outside):
        found.setdefault(plain(asked[1]), ASKED)
    for words, weight in list(found.items()):
        if words and re.search(r"\D\d+$", words[-1]):
            found.setdefault((*words[:-1], words[-1].rstrip("0123456789")), weight * CUT)
        elif len(words) > 1 and words[-1].isdecimal():
            found.setdefault(words[:-1], weight * CUT)
    found.pop((), None)
    return tuple(found.items())


@cache
def _units() -> frozenset[str]:
    return frozenset(re.sub(r"[\W_]", "", unit) for group in lexicon()["units"] for unit in group)


def _is_unit(text: str) -> bool:
    packed = re.sub(r"[\W_]", "", text.casefold())
    return not packed or packed in _units() or packed.removeprefix("단위") in _units()


def endings(words: Sequence[str]) -> Iterator[str]:
    """What a head ends with, without gaps, the longest first: 회신받으실이메일 is an 이메일, "Work Phone" a phone. Two
    Latin letters are too few."""
    for start in range(1, len(words)):
        ending = "".join(words[start:])
        if len(ending) > 2 or HANGUL.match(ending):
            yield ending
    if words and HANGUL.match(words[-1]):
        yield from (words[-1][start:] for start in range(1, len(words[-1]) - 1))
