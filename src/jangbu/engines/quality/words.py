"""Header words and value dictionaries, read once from words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[가-힣]+")


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return loaded


@cache
def listed(name: str) -> frozenset[str]:
    """One of the plain lists: not_person, future, later, earlier, given_names, null_like, double_surnames."""
    return frozenset(_words()[name])


@cache
def surnames() -> frozenset[str]:
    return frozenset(_words()["surnames"])


@cache
def pieces(header: str) -> tuple[str, ...]:
    """ "customerName_2" -> ("customer", "name", "2"), lower case."""
    return tuple(piece.lower() for piece in PIECES.findall(header))


def says(header: str, words: Iterable[str]) -> bool:
    """Whether a header holds one of the words: Latin ones as whole pieces or neighbours of pieces, Hangul anywhere."""
    parts = pieces(header)
    joined = {"".join(parts[start:stop]) for start in range(len(parts)) for stop in (start + 1, start + 2, start + 3)}
    packed = header.replace(" ", "")
    return any(word.replace("_", "") in joined if word.isascii() else word in packed for word in words)


@cache
def meanings(header: str) -> tuple[str, ...]:
    """All meanings whose words a header holds, in the order of words.yaml."""
    return tuple(meaning for meaning, words in _words()["headers"].items() if says(header, words))
