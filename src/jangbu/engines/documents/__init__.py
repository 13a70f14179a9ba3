"""Documents: read invoices (structured data first, then the text layer), check them, and typeset our own.

Korean electronic tax invoices (KEC XML, and the tax office's secure mail that carries them), ZUGFeRD, Factur-X,
XRechnung, UBL / PEPPOL, PDFs with a text layer, and scans where OCR is installed.
"""

from jangbu.engines.documents.checks import business_number, business_number_is_valid, check_batch, checked
from jangbu.engines.documents.checks.history import History, against_history, tax_id
from jangbu.engines.documents.document import Check, Document, Field, Item, Sentence
from jangbu.engines.documents.doubtful import Picture, Record, Verdict, doubtful_fields, read_doubtful, text_rows
from jangbu.engines.documents.ocr import Engine, engines
from jangbu.engines.documents.picture import page_png, page_sizes, scanned_pages
from jangbu.engines.documents.reader import read, read_many
from jangbu.engines.documents.receipts import TextBox, read_receipt, read_receipts, receipt_fields
from jangbu.engines.documents.recognised import recognised
from jangbu.engines.documents.render import (
    Block,
    Line,
    Paper,
    Party,
    TaxInvoice,
    kec_xml,
    paper_docx,
    paper_markdown,
    paper_pdf,
    render,
)
from jangbu.engines.documents.textlayer.layout import Row

__all__ = [
    "Block",
    "Check",
    "Document",
    "Engine",
    "Field",
    "History",
    "Item",
    "Line",
    "Paper",
    "Party",
    "Picture",
    "Record",
    "Row",
    "Sentence",
    "TaxInvoice",
    "TextBox",
    "Verdict",
    "against_history",
    "business_number",
    "business_number_is_valid",
    "check_batch",
    "checked",
    "doubtful_fields",
    "engines",
    "kec_xml",
    "page_png",
    "page_sizes",
    "paper_docx",
    "paper_markdown",
    "paper_pdf",
    "read",
    "read_doubtful",
    "read_many",
    "read_receipt",
    "read_receipts",
    "receipt_fields",
    "recognised",
    "render",
    "scanned_pages",
    "tax_id",
    "text_rows",
]
