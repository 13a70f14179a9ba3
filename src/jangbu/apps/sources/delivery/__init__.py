"""A file handed over: kept by content, measured, shown."""
