"""A contract held to a table where it lies: PostgreSQL, Spark or DuckDB, by the same rules. Needs the extra `scale`."""

from jangbu.engines.quality.scale.checking import address_on, can_push_down, check_on

__all__ = ["address_on", "can_push_down", "check_on"]
