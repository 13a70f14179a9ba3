"""Any table a small firm has, where DuckDB can read it: CSV, Excel, Parquet, JSON lines, SQLite, PostgreSQL."""

from jangbu.engines.quality.reading.export import csv_bytes, safe_cell, write_csv
from jangbu.engines.quality.reading.opening import list_tables, open_table, with_table
from jangbu.engines.quality.reading.source import fingerprint
from jangbu.engines.quality.reading.table import Format, Note, Table

__all__ = [
    "Format",
    "Note",
    "Table",
    "csv_bytes",
    "fingerprint",
    "list_tables",
    "open_table",
    "safe_cell",
    "with_table",
    "write_csv",
]
