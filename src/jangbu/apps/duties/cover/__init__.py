"""Who else could do the work if somebody were ill."""
