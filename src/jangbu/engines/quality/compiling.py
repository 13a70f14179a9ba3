"""Rules to SQL: for each, which rows it looks at and which of those break it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jangbu.engines.quality import problems, sql
from jangbu.engines.quality.formats import FORMATS
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column, Type
from jangbu.engines.quality.rules import Rule
from jangbu.kernel.errors import Problem

DAY = len("2026-01-31")
WHOLE = re.compile(r"-?\d{1,18}")
TYPE_FORMATS: tuple[Type, ...] = ("integer", "decimal", "date", "timestamp", "boolean")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`looks` picks the rows a rule speaks about, `breaks` those among them that fail: boolean SQL, where NULL is no.

    A unique rule has no `breaks` for one row alone: `key` is then what must not occur twice. Nor has a dependency: of
    rows with the same `key`, `follows` must be the same.
    """

    rule: Rule
    looks: str
    breaks: str | None
    key: str | None = None
    follows: str | None = None


def compile_rule(rule: Rule, columns: Mapping[str, Column], known: Mapping[str, str]) -> Compiled:
    """`known` gives for each reference "column->table.column" a boolean SQL name that says whether it was found."""
    read = [columns[name] for name in rule.columns]
    first = read[0]
    looks = " AND ".join(sql.present(column) for column in read)
    match rule.kind:
        case "required":
            return Compiled(rule, "true", _missing(rule, first))
        case "unique":
            key = ", ".join(sql.text(column) for column in read)
            return Compiled(rule, looks, None, key)
        case "dependency":
            texts = [sql.text(column) for column in read]
            return Compiled(rule, looks, None, ", ".join(texts[:-1]), texts[-1])
        case "range":
            broken = _outside(rule, first)
        case "pattern":
            broken = f"NOT ({_fits(rule, first)})"
        case "allowed":
            broken = f"{sql.text(first)} NOT IN {sql.text_list(rule.allowed)}"
        case "order":
            left, right = _comparable(read)
            looks = f"({left} IS NOT NULL AND {right} IS NOT NULL)"
            broken = f"{left} > {right}"
        case "reference":
            broken = f"NOT {known[f'{rule.column}->{rule.target}']}"
    return Compiled(rule, looks, f"({looks} AND {broken})")


def _missing(rule: Rule, column: Column) -> str:
    if rule.missing is None:
        return f"{sql.NOT}{sql.present(column)}"
    words = tuple(word for word in rule.missing if word)
    listed = f" OR coalesce({sql.text(column)} IN {sql.text_list(words)}, false)" if words else ""
    empty = sql.null(column) if "" in rule.missing else f"{sql.identifier(column.name)} IS NULL"
    return f"({empty}{listed})"


def _outside(rule: Rule, column: Column) -> str:
    told = {side: bound for side, bound in (("minimum", rule.minimum), ("maximum", rule.maximum)) if bound is not None}
    if column.type in MOMENTS or (column.type not in NUMBERS and _is_day(rule.minimum or rule.maximum or "")):
        value, kind = sql.moment(column), "TIMESTAMP"
        if column.type == "date" and all(len(bound) == DAY for bound in told.values()):
            kind = "DATE"
    else:
        value, kind = sql.number(_as_number(column)), "DECIMAL(38, 9)"
        if column.type == "integer" and all(WHOLE.fullmatch(bound) for bound in told.values()):
            kind = "BIGINT"  # comparing as decimals of 38 digits costs ten times as much
    bounds = {side: f"CAST({sql.literal(bound)} AS {kind})" for side, bound in told.items()}
    below = "<=" if "minimum" in rule.exclusive else "<"
    above = ">=" if "maximum" in rule.exclusive else ">"
    parts = [f"{value} {below if side == 'minimum' else above} {bound}" for side, bound in bounds.items()]
    return f"({' OR '.join(parts)})"


def _is_day(bound: str) -> bool:
    return bound[:4].isdecimal() and bound[4:5] == "-"


def _as_number(column: Column) -> Column:
    return column if column.type in NUMBERS else Column(column.name, "decimal", scale=9, plain=False)


def _fits(rule: Rule, column: Column) -> str:
    if rule.pattern is not None:
        return f"regexp_matches({sql.text(column)}, {sql.literal(rule.pattern)})"
    if rule.format in FORMATS:
        return FORMATS[rule.format].sql(sql.text(column), sql.digits(column))
    for name in TYPE_FORMATS:
        if rule.format == name:
            return sql.readable(_read_as(column, name))
    raise unknown_format(rule.id, rule.format)


def unknown_format(rule: str, wanted: object) -> Problem:
    return Problem(problems.FORMAT_UNKNOWN, rule=rule, format=wanted, known=", ".join((*FORMATS, *TYPE_FORMATS)))


def _read_as(column: Column, wanted: Type) -> Column:
    """The column under a contract's type, which may be another than its values suggest."""
    if column.type == wanted or (column.stored and not column.texts):
        return column
    styles = column.styles or ("iso",)
    return Column(column.name, wanted, scale=9 if wanted == "decimal" else 0, styles=styles, plain=False)


def _comparable(read: list[Column]) -> tuple[str, str]:
    if all(column.type in NUMBERS for column in read):
        return sql.number(read[0]), sql.number(read[1])
    if all(column.type == "timestamp" for column in read):
        return sql.moment(read[0]), sql.moment(read[1])
    return sql.day(read[0]), sql.day(read[1])
