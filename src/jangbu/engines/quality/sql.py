"""SQL expressions over one column: its text, whether it is there, its number, its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jangbu.engines.quality import dates
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column
from jangbu.engines.quality.words import listed

BLANKS = " \t\r\n\u00a0\u3000\ufeff"
WHITE = f"'{BLANKS}'"
ROW = "jangbu_row"
NOT = "NOT "
WIDE = 100  # columns that are worked on together


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def text_list(values: tuple[str, ...]) -> str:
    return f"({', '.join(literal(value) for value in values)})"


WORDS = sorted(listed("null_like"))
BLANK = f"^[{BLANKS}]*$"
NOTHING = f"^[{BLANKS}]*(?:{'|'.join(re.escape(word) for word in WORDS)})?[{BLANKS}]*$"
# Nearly every value is settled without the pattern: what sorts before "0" is punctuation or a blank, and no null-like
# word of letters is longer or sorts earlier than these. (A cell of nothing but many wide blanks counts as a value.)
LONGEST = max(len(word.encode()) for word in WORDS)
HANGUL = "ㄱ"
FIRST = tuple(sorted({word[0] for word in WORDS if word[0] >= HANGUL}))
LOWEST = min(word[0].upper() for word in WORDS if word[0] >= "0")


def numbered(source: str) -> str:
    """The relation with its rows numbered from 0 in the order of the file."""
    return f"(SELECT *, row_number() OVER () - 1 AS {ROW} FROM {source})"


def text(column: Column) -> str:
    """The value as text, trimmed where the sample shows that some are padded."""
    name = identifier(column.name)
    if not column.texts:
        return f"CAST({name} AS VARCHAR)"
    return f"trim({name}, {WHITE})" if column.padded else name


def state(column: Column) -> str:
    """0 a value is there, 1 NULL or blank, 2 a word that says nothing is there."""
    name = identifier(column.name)
    if not column.texts:
        return f"CASE WHEN {name} IS NULL THEN 1 ELSE 0 END"
    read = "" if column.type not in NUMBERS | MOMENTS else f"WHEN {_value(column)} IS NOT NULL THEN 0 "
    latin = f"({name} >= '{LOWEST}' AND {name} < '{HANGUL}')"
    # between two letters rather than starts_with, which costs ten times as much
    starts = " OR ".join(f"({name} >= '{first}' AND {name} < '{chr(ord(first) + 1)}')" for first in FIRST)
    hangul = f"({name} >= '{HANGUL}' AND ({starts}))"
    unusual = f"({name} < '0' OR {latin} OR {hangul})"
    nothing = f"regexp_matches({name}, {literal(NOTHING)}, 'i')"
    blank = f"regexp_matches({name}, {literal(BLANK)})"
    long = f"WHEN {name} >= '0' AND strlen({name}) > {LONGEST} THEN 0 "  # too long for a word that says nothing
    return (
        f"CASE {read}{long}WHEN {name} IS NULL OR {name} = '' THEN 1"
        f" WHEN {unusual} THEN CASE WHEN {nothing} THEN CASE WHEN {blank} THEN 1 ELSE 2 END ELSE 0 END ELSE 0 END"
    )


def _value(column: Column) -> str:
    return number(column) if column.type in NUMBERS else moment(column)


def prepare(relation: str, columns: Sequence[Column]) -> tuple[str, tuple[Column, ...]]:
    """The relation with each column's state and value worked out once, and the columns that know where to find them.

    Give no more than WIDE columns at a time: planning thousands of further columns costs more than it saves.
    """
    added, prepared = [], []
    for place, column in enumerate(columns):
        if column.texts:
            added.append(f"CAST({state(column)} AS UTINYINT) AS jangbu_s{place}")
            if column.type in NUMBERS | MOMENTS:
                added.append(f"{_value(column)} AS jangbu_v{place}")
            if column.digits:
                added.append(f"{digits(column)} AS jangbu_d{place}")
            column = replace(column, prepared=place)  # noqa: PLW2901  # the same column, better known
        prepared.append(column)
    return f"(SELECT {', '.join(['*', *added])} FROM {relation})", tuple(prepared)


def digits(column: Column) -> str:
    """The value without hyphens as one number; NULL where other characters are left."""
    if column.prepared is not None and column.digits:
        return f"jangbu_d{column.prepared}"
    return f"TRY_CAST(replace({text(column)}, '-', '') AS BIGINT)"


def null(column: Column) -> str:
    """NULL or blank. Never NULL itself."""
    return f"({_state(column)} = 1)" if column.texts else f"({identifier(column.name)} IS NULL)"


def null_like(column: Column) -> str:
    """Written, but saying that nothing is there. Never NULL itself."""
    return f"({_state(column)} = 2)" if column.texts else "false"


def _state(column: Column) -> str:
    return state(column) if column.prepared is None else f"jangbu_s{column.prepared}"


def present(column: Column) -> str:
    return f"({_state(column)} = 0)" if column.texts else f"({identifier(column.name)} IS NOT NULL)"


def number(column: Column) -> str:
    """The value as BIGINT or DECIMAL; NULL where it is no number. "1,200원", "(300)" and "△300" are read as meant."""
    name = identifier(column.name)
    if column.prepared is not None and column.type in NUMBERS:
        return f"jangbu_v{column.prepared}"
    if column.stored and column.type in NUMBERS:
        return name
    kind = "BIGINT" if column.type == "integer" else f"DECIMAL(38, {column.scale})"
    direct = f"TRY_CAST({name} AS {kind})"
    if column.plain:
        return direct
    bare = rf"regexp_replace({name}, '[,₩\\￦$€£\s]|원$|KRW', '', 'g')"
    signed = rf"regexp_replace({bare}, '^(?:[−△▲]|\((.*)\)$)', '-\1')"
    return f"coalesce({direct}, TRY_CAST({signed} AS {kind}))"


def moment(column: Column, cast: str | None = None) -> str:
    """The value as DATE, or TIMESTAMP where the column has clock times; NULL where it is neither."""
    own = "TIMESTAMP" if column.type == "timestamp" else "DATE"
    kind = cast or own
    if column.prepared is not None and column.type in MOMENTS:
        value = f"jangbu_v{column.prepared}"
        return value if kind == own else f"CAST({value} AS {kind})"
    if column.stored and column.type in MOMENTS:
        return f"CAST({identifier(column.name)} AS {kind})"
    if not column.styles or column.styles == ("iso",):
        return f"TRY_CAST({identifier(column.name)} AS {kind})"
    return dates.sql(text(column), column.styles, kind)


def day(column: Column) -> str:
    return moment(column, "DATE")


def boolean(column: Column) -> str:
    words = text_list(("true", "false", "t", "f", "yes", "no", "y", "n", "예", "아니오", "아니요", "o", "x"))
    return f"lower({text(column)}) IN {words}"


def readable(column: Column) -> str:
    """Whether a present value can be read as the column's type."""
    if column.stored or column.type == "text":
        return "true"
    if column.type == "integer":
        # TRY_CAST rounds "1.5" to 2, which is no integer to the person who wrote it
        return f"({number(column)} IS NOT NULL AND NOT contains({identifier(column.name)}, '.'))"
    if column.type == "decimal":
        return f"{number(column)} IS NOT NULL"
    return f"{moment(column)} IS NOT NULL" if column.type in MOMENTS else boolean(column)
