"""A firm's own template, filled: Typst (PDF), DOCX, XLSX and HWPX with the same placeholders and the same text."""

from jangbu.engines.quotes.templates.filling import FORMATS, filled, lint, pictures, placeholders, render
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.templates.names import NAMES
from jangbu.engines.quotes.templates.samples import sample_template
from jangbu.engines.quotes.templates.typeset import BUILT_IN

__all__ = [
    "BUILT_IN",
    "FORMATS",
    "NAMES",
    "Finding",
    "filled",
    "lint",
    "pictures",
    "placeholders",
    "render",
    "sample_template",
]
