"""Which columns say who a row is, how each is compared, and which columns of two tables say the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jangbu.engines.quality.inference import Sampled, format_shares, gather, meaning, typed
from jangbu.engines.quality.model import MOMENTS, NUMBERS
from jangbu.engines.quality.words import meanings, pieces

Comparison = Literal["person", "company", "label", "address", "phone", "email", "key", "code", "date", "number", "text"]
WORDY = 3.0  # words a value has on average from which it is compared as a text rather than as a label
ROW_WORDS = {
    "id",
    "no",
    "row",
    "index",
    "idx",
    "key",
    "pk",
    "uid",
    "rec",
    "record",
    "unique",
    "번호",
    "순번",
    "연번",
    "일련번호",
}
WHOLE = re.compile(r"\s*(\d{1,12})(?:\.0)?\s*")
BY_MEANING: dict[str, Comparison] = {
    "name": "person",
    "company": "company",
    "address": "address",
    "phone": "phone",
    "email": "email",
    "business_number": "key",
    "corporate_number": "key",
    "rrn": "key",
    "card": "key",
    "account": "key",
    "identifier": "code",
    "code": "code",
    "date": "date",
    "timestamp": "date",
    "birth": "date",
    "money": "number",
    "quantity": "number",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing both sides say. `left` and `right` are column names; for one table they are the same."""

    left: str
    right: str
    comparison: Comparison

    @property
    def name(self) -> str:
        return self.left


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sample of a column: its values in the order of the rows, and what they seem to be."""

    name: str
    cells: Sequence[str | None]
    sampled: Sampled
    comparison: Comparison | None  # None: says nothing about who a row is


def sketch(name: str, cells: Sequence[str | None], whole: bool) -> Sketch:
    sampled = gather(cells)
    if not sampled.present or (len(sampled.values) == 1 and sampled.present > 1 and not sampled.nulls):
        return Sketch(name, cells, sampled, None)
    if _row_number(name, cells, sampled):
        return Sketch(name, cells, sampled, None)
    return Sketch(name, cells, sampled, _comparison(name, sampled))


def _comparison(name: str, sampled: Sampled) -> Comparison:
    column = typed(name, sampled)
    formats = format_shares(sampled) if column.type in ("text", "integer") else {}
    semantic = meaning(column, sampled, formats)
    if semantic in BY_MEANING:
        return BY_MEANING[semantic]
    if column.type in MOMENTS:
        return "date"
    values = list(sampled.values)
    if column.type in NUMBERS:
        # numbers of one length that hardly repeat are written like codes; others measure something
        lengths = {len(value) for value in values}
        decimal = any("." in value for value in values)
        if not decimal and max(lengths) >= 4 and max(lengths) - min(lengths) <= 1:
            return "date" if "birth" in meanings(name) or "date" in meanings(name) else "code"
        return "number"
    counted = sum(len(value.split()) for value in values[:500]) / max(1, len(values[:500]))
    if counted >= WORDY:
        return "text"
    if len({len(value) for value in values}) <= 2 and sum(
        any(map(str.isdecimal, value)) for value in values
    ) > 0.9 * len(values):
        return "code"
    return "label"


def _row_number(name: str, cells: Sequence[str | None], sampled: Sampled) -> bool:
    """A column that only numbers the rows: nothing twice, and either counting up or called a number of the row."""
    if sampled.nulls or len(sampled.values) < sampled.present or sampled.present < 2:
        return False
    numbers = [int(found[1]) for cell in cells if cell is not None and (found := WHOLE.fullmatch(cell))]
    if len(numbers) == len(cells):
        steps = sorted(numbers)
        dense = steps[-1] - steps[0] < 3 * len(steps) + 10
        if dense and (numbers == steps or steps[-1] - steps[0] == len(steps) - 1):
            return True
    said = set(pieces(name)) or {name}
    return bool(said) and said <= ROW_WORDS


def choose(left: Sequence[Sketch], right: Sequence[Sketch] | None, asked: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of one table, or of two: by equal names, then by what the columns hold. `asked` names pairs."""
    useful = [each for each in left if each.comparison is not None]
    if right is None:
        return tuple(Field(each.name, each.name, each.comparison) for each in useful if each.comparison)
    others = {each.name: each for each in right if each.comparison is not None}
    found: list[Field] = []
    for mine in useful:
        theirs = others.get(asked.get(mine.name, "")) or _namesake(mine.name, others)
        if theirs is not None:
            found.append(Field(mine.name, theirs.name, _common(mine, theirs)))
            del others[theirs.name]
    taken = {field.left for field in found}
    rest = [each for each in useful if each.name not in taken]
    pairs = sorted(
        ((likeness(mine, theirs), mine.name, theirs.name) for mine in rest for theirs in others.values()), reverse=True
    )
    by_left = {each.name: each for each in rest}
    for likely, mine_name, theirs_name in pairs:
        if likely < 0.3 or mine_name not in by_left or theirs_name not in others:
            continue
        mine, theirs = by_left.pop(mine_name), others.pop(theirs_name)
        found.append(Field(mine.name, theirs.name, _common(mine, theirs)))
    return tuple(found)


def _namesake(name: str, others: Mapping[str, Sketch]) -> Sketch | None:
    key = "".join(pieces(name)) or name
    return next((each for other, each in others.items() if ("".join(pieces(other)) or other) == key), None)


MOST = 40  # fields that are compared
TELLING: tuple[Comparison, ...] = (
    "key",
    "email",
    "phone",
    "person",
    "company",
    "address",
    "code",
    "text",
    "label",
    "date",
    "number",
)
LOOSER: tuple[Comparison, ...] = (
    "text",
    "address",
    "label",
    "company",
    "person",
    "code",
    "key",
    "phone",
    "email",
    "date",
    "number",
)


def _common(mine: Sketch, theirs: Sketch) -> Comparison:
    """Where two columns look different, the comparison that asks less of their values."""
    kinds = (mine.comparison, theirs.comparison)
    return next(kind for kind in LOOSER if kind in kinds)


def likeness(mine: Sketch, theirs: Sketch) -> float:
    """How much two columns seem to hold the same, 0 to 1: shared values and words, same kind, same header meaning."""
    one, two = set(mine.sampled.values), set(theirs.sampled.values)
    words_one = {word for value in one for word in value.lower().split()}
    words_two = {word for value in two for word in value.lower().split()}
    shared = len(words_one & words_two) / max(1, min(len(words_one), len(words_two)))
    same = 0.5 if mine.comparison == theirs.comparison and mine.comparison not in ("number", "label", "text") else 0.0
    said = 0.3 if set(meanings(mine.name)) & set(meanings(theirs.name)) else 0.0
    return min(1.0, shared + same + said)


def most_telling(fields: Sequence[Field], named: Collection[str]) -> tuple[Field, ...]:
    """The fields themselves, or of very many those that say most about who a row is; `named` ones always stay."""
    if len(fields) <= MOST:
        return tuple(fields)
    ranked = sorted(fields, key=lambda field: (field.left not in named, TELLING.index(field.comparison)))
    kept = {field.left for field in ranked[:MOST]}
    return tuple(field for field in fields if field.left in kept)


def with_kind(fields: Sequence[Field], kinds: Mapping[str, Comparison]) -> tuple[Field, ...]:
    return tuple(replace(field, comparison=kinds.get(field.left, field.comparison)) for field in fields)
