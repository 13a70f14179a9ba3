"""Where the numbers of a KPI come from, and what they say so far."""
