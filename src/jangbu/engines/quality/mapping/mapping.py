"""Mapping a table to a schema: evidence added up in log-odds, the best one-to-one assignment, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from jangbu.engines.quality import sampling
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mapping.assignment import assign, marginals
from jangbu.engines.quality.mapping.contents import describe, value_evidence
from jangbu.engines.quality.mapping.forms import form
from jangbu.engines.quality.mapping.heads import is_nameless
from jangbu.engines.quality.mapping.likeness import CERTAIN, Floats, HeadIndex, build_index, head_evidence
from jangbu.engines.quality.mapping.loading import schema as named_schema
from jangbu.engines.quality.mapping.model import Candidate, ColumnMapping, FieldMapping, Heads, Schema
from jangbu.engines.quality.mapping.parties import party_evidence
from jangbu.engines.quality.mapping.relations import relation_evidence
from jangbu.engines.quality.mapping.renaming import first_row
from jangbu.engines.quality.sources import Source, with_source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from jangbu.engines.quality.reading import Table

EXPECTED, POSSIBLE = -0.3, -1.2  # log-odds that a column is a given field before anything is known of it
SHOWN = 5  # alternatives
MOST_SURE = 0.998  # no more than was measured where all words are known
WORTH = 0.01  # probability from which an alternative is worth showing
# From the assignment's own probability to how often it is right: its log-odds times the slope plus the offset, by
# logistic regression on made tables (`bench mapping` prints the error that is left): where a field was found, where
# none was found for a column with a head, and for one without.
FOUND, NONE_HEADED, NONE_HEADLESS = (1.3, 2.0), (1.15, 0.3), (1.0, 1.6)
VALUE_FORMS = frozenset(
    {
        "email",
        "url",
        "business_number",
        "corporate_number",
        "mobile",
        "phone",
        "approval",
        "date",
        "timestamp",
        "account",
    }
    | {"address", "rrn", "percent"}
)


def map_fields(
    table: Source | Frame,
    schema: str | Schema,
    *,
    connection: DuckDBPyConnection | None = None,
    sheet: str | None = None,
) -> FieldMapping:
    """Which field of the schema each column of the table is, or none, with a calibrated probability and alternatives.

    By the heads of the columns, the forms of their values, how they recur, dictionaries, the arithmetic between
    columns, and whose column stands beside whose. No two columns get the same field. A big file is sampled; the same
    file gives the same answer. `sheet` is a workbook's sheet or a database's table. Raises Problem
    quality.schema_unknown, and as reading does.
    """
    wanted = named_schema(schema) if isinstance(schema, str) else schema
    if isinstance(table, Frame):
        names, columns = table.names, _thinned(table)
    else:
        names, columns = with_source(table, _sampled, connection=connection, table=sheet)
    return _mapped(names, columns, wanted)


Cells = tuple[Sequence[str | None], ...]


def _sampled(connection: DuckDBPyConnection, table: Table) -> tuple[tuple[str, ...], Cells]:
    sample = sampling.take(connection, table)
    return table.columns, tuple(zip(*sample.rows, strict=True)) or tuple(() for _name in table.columns)


def _thinned(frame: Frame) -> Cells:
    """Rows from evenly spaced places, if there are more than are looked at."""
    limit = max(200, sampling.CELLS // max(1, len(frame.names)))
    if frame.rows <= limit:
        return frame.columns
    rows = [place * frame.rows // limit for place in range(limit)]
    return tuple([column[row] for row in rows] for column in frame.columns)


def _mapped(names: Sequence[str], columns: Cells, schema: Schema) -> FieldMapping:
    index = _index(schema)
    how = _heads(names, index)
    if how == "data":
        columns = tuple([cell, *cells] for cell, cells in zip(first_row(names), columns, strict=True))
    heads = ["" if how != "read" or is_nameless(name) else name for name in names]
    scores = _scores(heads, columns, schema, index)
    chosen = assign(scores)
    likely = marginals(scores)
    mapped = tuple(
        _column(name, target, row, schema, headed=bool(head))
        for name, head, target, row in zip(_unique(names), heads, chosen, likely, strict=True)
    )
    taken = {each.target for each in mapped}
    missing = tuple(each.id for each in schema.fields if each.required and each.id not in taken)
    return FieldMapping(schema.id, mapped, missing, how)


@lru_cache(maxsize=16)
def _index(schema: Schema) -> HeadIndex:
    return build_index(schema)


def _scores(heads: Sequence[str], columns: Cells, schema: Schema, index: HeadIndex) -> Floats:
    """Log-odds of each column being each field, against being none: shape (columns, fields)."""
    contents = describe(columns)
    heard = head_evidence(index, heads)
    scores = heard + value_evidence(contents, schema.fields)
    scores += np.array([(EXPECTED if each.required else POSSIBLE) + each.prior for each in schema.fields])
    scores += party_evidence(schema, heads, contents, heard)
    return scores + relation_evidence(contents, schema, scores)


def _heads(names: Sequence[str], index: HeadIndex) -> Heads:
    """Whether the names are names, numbers that stand for none, or the first row of the data."""
    said = [name for name in names if not is_nameless(name)]
    if not said:
        return "absent"
    values = sum(form(cell.strip()) in VALUE_FORMS for cell in first_row(said) if cell.strip())
    if values and values >= 0.15 * len(said):
        known = sum(float(index.strengths(name).max()) >= 0.8 * CERTAIN for name in said)
        if known < values:
            return "data"
    return "read"


def _column(name: str, target: int | None, row: Floats, schema: Schema, *, headed: bool) -> ColumnMapping:
    chosen = len(schema.fields) if target is None else target
    slope, offset = FOUND if target is not None else NONE_HEADED if headed else NONE_HEADLESS
    share = float(np.clip(row[chosen], 1e-9, 1 - 1e-9))
    confidence = min(MOST_SURE, 1 / (1 + math.exp(-(offset + slope * math.log(share / (1 - share))))))
    rest = max(1e-9, 1 - share)
    others = sorted(
        (
            Candidate(each.id, (1 - confidence) * float(row[place]) / rest)
            for place, each in enumerate(schema.fields)
            if place != chosen
        ),
        key=lambda candidate: -candidate.confidence,
    )
    alternatives = tuple(each for each in others[:SHOWN] if each.confidence >= WORTH)
    return ColumnMapping(name, None if target is None else schema.fields[target].id, confidence, alternatives)


def _unique(names: Sequence[str]) -> list[str]:
    """Names as they are, a repeated one with its count behind it, as reading names columns."""
    seen: set[str] = set()
    found = []
    for name in names:
        unique, number = name, 2
        while unique in seen:
            unique, number = f"{name}_{number}", number + 1
        seen.add(unique)
        found.append(unique)
    return found
