"""Invoices that came as data: CII (ZUGFeRD, Factur-X, XRechnung), UBL, and the Korean KEC tax invoice."""

from __future__ import annotations

from jangbu.engines.documents.structured.cii import ROOTS, read_cii
from jangbu.engines.documents.structured.found import Found
from jangbu.engines.documents.structured.kec import is_kec, read_kec
from jangbu.engines.documents.structured.safe_xml import local, parse
from jangbu.engines.documents.structured.ubl import is_ubl, read_ubl

__all__ = ["Found", "read_xml"]


def read_xml(data: bytes, file: str, attached_as: str = "") -> Found | None:
    """The invoice in `data`, or None if it is XML of another kind. Raises Problem as `safe_xml.parse` does."""
    root = parse(data, file)
    if is_kec(root):
        return read_kec(root)
    if local(root) in ROOTS:
        return read_cii(root, attached_as)
    return read_ubl(root) if is_ubl(root) else None
