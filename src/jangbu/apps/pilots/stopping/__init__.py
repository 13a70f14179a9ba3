"""Pause and roll back, by rule or by a person."""
