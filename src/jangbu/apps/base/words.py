"""A word of a declaration in both languages: content that is data says its own English, beside the Korean."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise, lazystr

from jangbu.apps.base.problems import language


@dataclass(frozen=True, slots=True)
class Words:
    """`str()` is the reader's language; `lazy` is the same for Django's forms and lists, read when the page is made."""

    ko: str
    en: str

    def __str__(self) -> str:
        return self.ko if language() == "ko" else self.en

    @property
    def head(self) -> Promise:
        """As it begins a line: with a capital letter where the language has them."""
        head: Promise = lazystr(_Head(self))  # type: ignore[no-untyped-call, unused-ignore]
        return head

    @property
    def lazy(self) -> Promise:
        lazy: Promise = lazystr(self)  # type: ignore[no-untyped-call, unused-ignore]
        return lazy


@dataclass(frozen=True, slots=True)
class _Head:
    words: Words

    def __str__(self) -> str:
        said = str(self.words)
        return said[:1].upper() + said[1:]
