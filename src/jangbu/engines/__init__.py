"""Plain Python over DuckDB and NumPy. No Django, no side effects, and no engine imports another."""
