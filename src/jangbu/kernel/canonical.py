"""Canonical JSON: one text for one value, so that a hash over it means something.

Keys sorted by code point, no white space, UTF-8, strings in Unicode NFC. Integers, strings, booleans, null, lists and
objects only: a float has no single spelling, so it is refused, and money and shares come as integers or strings.
After RFC 8785, with two differences: no numbers but integers, and keys by code point instead of UTF-16 unit.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

Json = Any  # the recursive type says less than the docstring above


class NotCanonicalError(TypeError):
    """A value that has no canonical text. A programming error: it names the place inside the value."""


def clean(text: str) -> str:
    """NFC, and U+FFFD for NUL, which PostgreSQL's text cannot hold."""
    return unicodedata.normalize("NFC", text).replace("\0", "\N{REPLACEMENT CHARACTER}")


def canonical(value: Json) -> str:
    """The one text of a value. Raises NotCanonicalError for floats, other types, and strings that are not Unicode."""
    text = json.dumps(_plain(value, ""), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotCanonicalError(f"a lone surrogate near {text[error.start - 10 : error.start]!r}") from None
    return text


def _plain(value: Json, place: str) -> Json:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_key(key, place): _plain(item, f"{place}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{place}[{index}]") for index, item in enumerate(value)]
    raise NotCanonicalError(f"{type(value).__name__} at {place or 'the top'}: give an integer or a string instead")


def _key(key: object, place: str) -> str:
    if not isinstance(key, str):
        raise NotCanonicalError(f"key {key!r} at {place or 'the top'} is not a string")
    return clean(key)
