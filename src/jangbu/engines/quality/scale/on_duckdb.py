"""A table or view of a DuckDB that the caller opened with Ibis."""

from __future__ import annotations

from typing import Any

import duckdb

from jangbu.engines.quality.scale import problems
from jangbu.engines.quality.scale.engine import Engine, Stored, known_type, list_sql
from jangbu.engines.quality.sql import ROW, identifier, literal
from jangbu.kernel.errors import Problem


class DuckDB(Engine):
    title = "DuckDB"
    flavour = "re2"
    ordered = True

    def __init__(self, backend: Any, table: str) -> None:
        self.backend, self.shown, self.others, self.source = backend, table, [], identifier(table)
        described = self.rows(f"DESCRIBE {self.source}")
        self._types = [str(row[1]) for row in described]
        self.columns = tuple(Stored(str(row[0]), known_type(str(row[1]))) for row in described)

    def base(self, *, numbered: bool, as_text: bool) -> str:
        parts = []
        for place, (column, kind) in enumerate(zip(self.columns, self._types, strict=True)):
            name = identifier(column.name)
            here = f"timezone('Asia/Seoul', {name})" if kind == "TIMESTAMP WITH TIME ZONE" else name
            text = as_text or column.numeric is None
            parts.append(f"CAST({here} AS VARCHAR) AS c{place}" if text else f"{here} AS c{place}")
        if numbered:
            parts.append(f"row_number() OVER () - 1 AS {ROW}")
        return list_sql(parts, self.source)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            return list(self.backend.con.execute(sql).fetchall())
        except duckdb.Error as error:
            detail = str(error).strip().splitlines()[0][:160]
            raise Problem(problems.ENGINE_FAILED, engine=self.title, place=self.shown, detail=detail) from error

    def other(self, table: str, column: str) -> str | None:
        names = {
            row[0] for row in self.rows("SELECT table_name FROM duckdb_tables UNION SELECT view_name FROM duckdb_views")
        }
        if table not in names:
            return None
        described = self.rows(f"SELECT column_name FROM duckdb_columns() WHERE table_name = {literal(table)}")
        if (column,) not in described:
            raise KeyError(column)
        return f"SELECT CAST({identifier(column)} AS VARCHAR) AS value FROM {identifier(table)}"
