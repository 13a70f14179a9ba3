"""Pilots: what was examined, against which gates, and what a person decided."""
