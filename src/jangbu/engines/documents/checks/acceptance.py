"""Which fields need no person. The rule in one place, because a wrong yes costs more than a needless question."""

from __future__ import annotations

from dataclasses import replace

from jangbu.engines.documents.document import STRUCTURED, Document, Field

CERTAIN = 0.9  # confidence a read value needs
PROVABLE = {  # fields that a check can prove, so a value read from text must have it pass
    "net": "net_plus_tax",
    "tax": "net_plus_tax",
    "gross": "net_plus_tax",
    "approval_number": "approval_number_form",
}


def accepted(document: Document) -> Document:
    """The document with `accepted` decided for each field from its confidence and the checks that touch it."""
    passed = {check.name for check in document.checks if check.passed is True}
    failed = {name for check in document.checks if check.passed is False for name in check.fields}
    fields = {name: _decided(name, found, passed, failed) for name, found in document.fields.items()}
    return document.with_fields(fields)


def _decided(name: str, found: Field, passed: set[str], failed: set[str]) -> Field:
    sure = found.confidence >= STRUCTURED or (
        found.confidence >= CERTAIN and (name not in PROVABLE or PROVABLE[name] in passed)
    )
    return replace(found, accepted=sure and name not in failed)
