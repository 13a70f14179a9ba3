"""What we write ourselves: PDFs by Typst, and the sample firm's tax invoices as KEC XML."""

from jangbu.engines.documents.render.invoice import Line, Party, TaxInvoice
from jangbu.engines.documents.render.kec_xml import kec_xml
from jangbu.engines.documents.render.paper import Block, Paper, paper_docx, paper_markdown, paper_pdf
from jangbu.engines.documents.render.typeset import render

__all__ = [
    "Block",
    "Line",
    "Paper",
    "Party",
    "TaxInvoice",
    "kec_xml",
    "paper_docx",
    "paper_markdown",
    "paper_pdf",
    "render",
]
