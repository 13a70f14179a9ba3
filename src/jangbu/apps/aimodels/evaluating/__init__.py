"""Evaluations: what is measured of a version, on what, and whether it is good enough."""
