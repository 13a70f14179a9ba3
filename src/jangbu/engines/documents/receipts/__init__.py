"""Receipts: company, date, address and total, from a scan or from text boxes that somebody else read.

The rules know what headings, dates and totals of receipts look like in English, Malay and Korean; none knows a shop.
"""

from __future__ import annotations

from jangbu.engines.documents.receipts.fields import receipt_fields
from jangbu.engines.documents.receipts.lines import TextBox
from jangbu.engines.documents.receipts.reading import read_receipt, read_receipts

__all__ = ["TextBox", "read_receipt", "read_receipts", "receipt_fields"]
