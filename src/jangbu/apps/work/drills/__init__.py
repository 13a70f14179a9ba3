"""Drills: a stop or roll-back tried on a copy, its result kept as evidence."""
