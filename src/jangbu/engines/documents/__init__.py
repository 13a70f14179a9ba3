"""Documents: read invoices (structured data first, then the text layer), check them, and typeset our own.

Korean electronic tax invoices (KEC XML), ZUGFeRD, Factur-X, XRechnung, UBL / PEPPOL, and PDFs with a text layer.
"""

from jangbu.engines.documents.checks import business_number, business_number_is_valid, check_batch
from jangbu.engines.documents.document import Check, Document, Field, Item, Sentence
from jangbu.engines.documents.reader import read, read_many
from jangbu.engines.documents.render import Line, Party, TaxInvoice, kec_xml, render

__all__ = [
    "Check",
    "Document",
    "Field",
    "Item",
    "Line",
    "Party",
    "Sentence",
    "TaxInvoice",
    "business_number",
    "business_number_is_valid",
    "check_batch",
    "kec_xml",
    "read",
    "read_many",
    "render",
]
