"""Is what a model quotes really there, and which value do our own parsers read from that place?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jangbu.engines.documents.document import Sentence
from jangbu.engines.documents.doubtful.excerpt import BLACK
from jangbu.engines.documents.doubtful.wanted import NAME_LIMIT, WANTED
from jangbu.engines.documents.textlayer.labels import NOT_NAMES

QUOTE_LIMIT = 200  # characters
AROUND_VALUE = 24  # letters and digits a quote may hold beside its value: a label, no sentence

NO_ANSWER = Sentence("모델이 이 항목을 찾지 못했어요.", "The model did not find this field.")
NOT_THERE = Sentence("인용한 글이 보낸 쪽에 없어요.", "What was quoted does not stand in what was sent.")
NO_VALUE = Sentence(
    "인용한 자리에서 이 항목에 맞는 값을 읽을 수 없어요.",
    "Our parsers read no value of this kind where the quote stands.",
)
TOO_WIDE = Sentence(
    "인용이 값보다 훨씬 길어서 무엇을 가리키는지 알 수 없어요.",
    "The quote is so much longer than its value that it points at nothing.",
)
SEVERAL = Sentence("인용한 자리에 값이 여럿이에요.", "Several values stand where the quote stands.")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value as our parsers read it in the document: row, and characters of that row."""

    value: str
    row: int
    start: int
    end: int


def quote_of(answer: object) -> tuple[str, int | None] | None:
    """The quote and the row it is said to be in; None for null or anything that is no quote."""
    if not isinstance(answer, Mapping):
        return None
    quote, line = answer.get("quote"), answer.get("line")
    if not isinstance(quote, str) or not quote.strip() or len(quote) > QUOTE_LIMIT:
        return None
    return quote, line if isinstance(line, int) and not isinstance(line, bool) else None


def sighted(name: str, answer: object, rows: Mapping[int, str], decimals: int | None) -> Sighting | Sentence:
    """The value of the field where the quote stands, or why there is none. A quote that cuts a value in two (547.00 of
    1,547.00) holds no value: parsers see the whole row."""
    said = quote_of(answer)
    if said is None:
        return NO_ANSWER
    quote, line = said
    places = [(row, *span) for row in _in_order(rows, line) for span in _spans(quote, rows[row])]
    if not places:
        return NOT_THERE
    for row, start, end in places:
        values = _values(name, rows[row], start, end, decimals)
        if len({value for value, _, _ in values}) > 1:
            return SEVERAL
        if values:
            value, first, last = values[0]
            if sum(map(str.isalnum, rows[row][start:first] + rows[row][last:end])) > AROUND_VALUE:
                return TOO_WIDE
            return Sighting(value, row, first, last)
    return NO_VALUE


def _in_order(rows: Mapping[int, str], line: int | None) -> list[int]:
    """The row that was named first."""
    return sorted(rows, key=lambda row: (row != line, row))


def _values(name: str, text: str, start: int, end: int, decimals: int | None) -> list[tuple[str, int, int]]:
    parse = WANTED[name].parse
    if parse is not None:
        inside = [one for one in parse(text, decimals) if start <= one.start and one.end <= end]
        return [(one.value, one.start, one.end) for one in inside]
    while start < end and text[start] in " :：":
        start += 1
    while end > start and text[end - 1] in " :：,":
        end -= 1
    value = " ".join(text[start:end].split())
    whole = not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()
    good = whole and 2 <= len(value) <= NAME_LIMIT and BLACK not in value and any(map(str.isalpha, value))
    return [(value, start, end)] if good and not NOT_NAMES.match("".join(value.casefold().split())) else []


def _spans(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the quote stands in the text, spaces, width and case aside."""
    wanted = "".join(letter for char in quote for letter in _letters(char))
    letters: list[str] = []
    owners: list[int] = []
    for index, char in enumerate(text):
        plain = _letters(char)
        letters.append(plain)
        owners.extend([index] * len(plain))
    bare = "".join(letters)
    at = bare.find(wanted) if wanted else -1
    while at >= 0:
        yield owners[at], owners[at + len(wanted) - 1] + 1
        at = bare.find(wanted, at + 1)


def _letters(char: str) -> str:
    return "" if char.isspace() else "".join(unicodedata.normalize("NFKC", char).casefold().split())
