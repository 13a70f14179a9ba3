"""Requests that Django turns away before any page sees them."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too large says so (413); everything else was malformed (400). Neither page needs the request it came with."""
    too_large = isinstance(exception, RequestDataTooBig)
    page = get_template("413.html" if too_large else "400.html").render()
    return HttpResponse(page, status=413 if too_large else 400)
