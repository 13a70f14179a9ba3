"""Named checks of what was read, and which fields they let through without a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jangbu.engines.documents.checks.acceptance import accepted
from jangbu.engines.documents.checks.arithmetic import (
    due_amount,
    line_sum,
    line_tax_sum,
    net_plus_tax,
    tax_breakdown,
    tax_rate,
)
from jangbu.engines.documents.checks.batch import check_batch
from jangbu.engines.documents.checks.business_number import business_number, business_number_is_valid
from jangbu.engines.documents.checks.identity import (
    approval_number_form,
    business_numbers,
    currency_known,
    date_order,
    language,
    missing,
    not_future,
    required_fields,
)
from jangbu.engines.documents.document import Document
from jangbu.engines.documents.problems import FIELD_MISSING, NOT_AN_INVOICE
from jangbu.kernel.errors import Problem

__all__ = ["business_number", "business_number_is_valid", "check_batch", "checked", "not_future"]

ALONE = (
    required_fields,
    net_plus_tax,
    line_sum,
    line_tax_sum,
    tax_breakdown,
    tax_rate,
    due_amount,
    business_numbers,
    approval_number_form,
    date_order,
    currency_known,
    language,
)
TELLING = {"number", "gross", "net", "approval_number"}  # without any of these, text is not an invoice's


def checked(document: Document) -> Document:
    """The document with every check that needs no other document, its acceptances, and an error if required fields
    are missing or nothing in it speaks of an invoice."""
    document = accepted(replace(document, checks=tuple(check(document) for check in ALONE)))
    absent = missing(document)
    file = Path(document.path).name
    if not TELLING & document.fields.keys():
        return replace(document, error=Problem(NOT_AN_INVOICE, file=file))
    if absent:
        ko, en = (", ".join(names[index] for names in absent.values()) for index in (0, 1))
        return replace(document, error=Problem(FIELD_MISSING, file=file, fields=ko, fields_en=en))
    return document
