"""Reports: page, PDF and JSON of one result."""
