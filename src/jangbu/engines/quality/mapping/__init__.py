"""Field mapping: which column of any table is which field of a customer, invoice, line, quote request or case log."""

from jangbu.engines.quality.mapping.loading import SCHEMAS, load_schema, schema
from jangbu.engines.quality.mapping.mapping import map_fields
from jangbu.engines.quality.mapping.model import (
    Candidate,
    ColumnMapping,
    Field,
    FieldMapping,
    Relations,
    Schema,
)
from jangbu.engines.quality.mapping.renaming import rename

__all__ = [
    "SCHEMAS",
    "Candidate",
    "ColumnMapping",
    "Field",
    "FieldMapping",
    "Relations",
    "Schema",
    "load_schema",
    "map_fields",
    "rename",
    "schema",
]
