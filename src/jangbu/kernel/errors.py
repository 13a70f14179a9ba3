"""One way to say that something went wrong: a stable code, what and where, and what to do next, in both languages.

A room declares its kinds once, as constants, and raises `Problem(KIND, path=..., place=...)`. Who catches it shows
`problem.sentence(language)`; nobody ever shows a trace-back to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jangbu.kernel.particles import fitted

Language = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. The four texts are `str.format` templates over the values given to `Problem`."""

    code: str  # dotted and stable: programs and the error catalogue key on it, e.g. "quality.file_empty"
    ko: str  # what is wrong and where, 해요체
    en: str
    next_ko: str  # what the person can do next
    next_en: str
    status: int = 422  # the HTTP status a page or API answers with


class Problem(Exception):  # noqa: N818  # the word a person reads, and every room raises this one
    """Something a person can act on. Values fill the templates of the kind; a missing value is a programming error."""

    def __init__(self, kind: Kind, /, **values: object) -> None:
        self.kind = kind
        self.values = values
        super().__init__(f"{kind.code}: {self.sentence('en')}")

    @property
    def code(self) -> str:
        return self.kind.code

    def what(self, language: Language = "ko") -> str:
        if language == "en":
            return self.kind.en.format(**self.values)
        return fitted(self.kind.ko.format(**self.values))

    def next_step(self, language: Language = "ko") -> str:
        if language == "en":
            return self.kind.next_en.format(**self.values)
        return fitted(self.kind.next_ko.format(**self.values))

    def sentence(self, language: Language = "ko") -> str:
        return f"{self.what(language)} {self.next_step(language)}"

    def as_json(self, language: Language = "ko") -> dict[str, str]:
        return {"class": self.code, "message": self.what(language), "next": self.next_step(language)}
