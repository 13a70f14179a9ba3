"""Stated figures held to their own inputs: which follow, which follow only if something more is assumed."""

from jangbu.engines.value.claims.auditing import Audit, Claimed, audit_claims
from jangbu.engines.value.claims.case import Case, Claim, example, parse_case, read_case
from jangbu.engines.value.claims.readings import Course, Reading, cumulative, payback, readings

__all__ = [
    "Audit",
    "Case",
    "Claim",
    "Claimed",
    "Course",
    "Reading",
    "audit_claims",
    "cumulative",
    "example",
    "parse_case",
    "payback",
    "read_case",
    "readings",
]
