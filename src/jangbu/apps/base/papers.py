"""A paper as a download: PDF, DOCX or Markdown, named as people would name it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from jangbu.engines import documents

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[documents.Paper], bytes]]] = {
    "pdf": ("application/pdf", documents.paper_pdf),
    "docx": (WORD, documents.paper_docx),
    "md": ("text/markdown; charset=utf-8", lambda paper: documents.paper_markdown(paper).encode()),
}


def paper_answer(paper: documents.Paper, form: str, day: date) -> HttpResponse:
    """Raises Http404 for a form that is none of FORMS."""
    if form not in FORMS:
        raise Http404
    kind, make = FORMS[form]
    name = "".join(each if each.isalnum() or each in " -_." else "_" for each in paper.title)[:80]
    response = HttpResponse(make(paper), content_type=kind)
    disposition = content_disposition_header(True, f"{name} {day.isoformat()}.{form}")
    response["Content-Disposition"] = disposition or "attachment"
    return response
