"""Names of persons in running text, Korean above all. Nobody can tell every name from every word: what stands behind a
label, before a title or a form of address is found surely, a name by itself where its syllables are those of names and
no common word begins so. A firm's own lists of customers and partners know best: they come in as `known`.

Limits: a rare name alone in a sentence is missed, and now and then a word that reads like a name is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.engines.privacy.finding import CERTAIN, LIKELY, POSSIBLE, Span

FILE = Path(__file__).with_name("names.yaml")
SHORTEST = 2  # letters of a known name; a single one would tear words apart
HANGUL = re.compile("[가-힣]+")


def find_names(text: str, *, known: Collection[str] = ()) -> tuple[Span, ...]:
    """Names in the order of the text, none overlapping another; `known` are names that are looked for as they stand."""
    found = sorted([*_known(text, known), *_korean(text), *_latin(text)], key=lambda one: (one.start, -one.end))
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return content


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    told = _file()

    def any_of(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(told[name], key=len, reverse=True))

    double = any_of("double_surnames")
    short = rf"(?:(?:{double})[가-힣]{{1,2}}|[{told['surnames']}][가-힣]{{1,2}})"
    given = f"(?:[{told['first']}][{told['second']}]|{any_of('given')})"
    full = rf"(?:(?:{double}){given}|[{told['surnames']}] ?{given})"
    frequent = rf"(?:(?:{double}){given}|[{told['frequent']}]{given})"
    end = rf"(?:{any_of('endings')})?(?![가-힣])"
    labels, latin = any_of("labels"), "[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
    return {
        "titled": re.compile(rf"(?<![가-힣])(?P<name>{short})(?= ?(?:{any_of('titles')})(?:님|분)?{end})"),
        "colon": re.compile(rf"(?:{labels})\s?[:：=(]\s{{0,2}}(?P<name>{short}|{full}){end}"),
        "person": re.compile(rf"(?:{any_of('persons')}) (?P<name>{short})(?=\s*[,.()/:]|님|입니다|\Z)"),
        "labelled": re.compile(rf"(?:{labels})(?:님|은|는|이|가)? (?P<name>{full}){end}"),
        "alone": re.compile(rf"(?<![가-힣])(?P<name>{frequent}){end}"),
        "latin": re.compile(
            rf"\b(?:{any_of('latin_titles')})\.? (?P<a>{latin})"
            rf"|\b(?P<b>(?:{any_of('latin_surnames')}),? [A-Z][a-z]+(?:-[a-z]+| [A-Z][a-z]+)?)\b"
            rf"|\b(?P<c>[A-Z][a-z]+(?:-[a-z]+| [A-Z][a-z]+)? (?:{any_of('latin_surnames')}))\b"
        ),
    }


def _known(text: str, known: Collection[str]) -> Iterator[Span]:
    for word in known:
        if len(word) < SHORTEST:
            continue
        at = text.find(word)
        while at >= 0:
            yield Span(at, at + len(word), "person_name", CERTAIN)
            at = text.find(word, at + len(word))


def _korean(text: str) -> Iterator[Span]:
    patterns = _patterns()
    for kind, sure in (
        ("titled", LIKELY),
        ("colon", LIKELY),
        ("person", LIKELY),
        ("labelled", LIKELY),
        ("alone", POSSIBLE),
    ):
        for match in patterns[kind].finditer(text):
            start, end = match.span("name")
            if not _is_word(text, start, match["name"], alone=kind == "alone"):
                yield Span(start, end, "person_name", sure)


def _is_word(text: str, start: int, name: str, *, alone: bool) -> bool:
    """Whether a common word or a title stands here: alone, with a particle, or, where nothing says that a name comes,
    in front of more syllables."""
    told = _file()
    plain = name.replace(" ", "")
    if plain[1:] in told["titles"] or any(_is_with(plain, word, told["endings"]) for word in told["titles"]):
        return True
    whole = HANGUL.match(text, start)
    run = (whole.group() if whole else plain).replace(" ", "")
    if not alone and len(plain) > 2 and plain[-2:] in told["given"]:
        return False
    if plain in told["labels"] or any(plain == word or _is_with(run, word, told["endings"]) for word in told["never"]):
        return True
    return alone and plain[-2:] not in told["given"] and any(run.startswith(word) for word in told["never"])


def _is_with(said: str, word: str, endings: list[str]) -> bool:
    return said.startswith(word) and (said == word or said[len(word) :] in endings)


def _latin(text: str) -> Iterator[Span]:
    for match in _patterns()["latin"].finditer(text):
        group = next(name for name in ("a", "b", "c") if match[name])
        yield Span(*match.span(group), "person_name", LIKELY if group == "a" else POSSIBLE)
