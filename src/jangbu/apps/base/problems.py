"""From a Problem to a page: one sentence with the next step, the right status, never a trace-back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from jangbu.kernel.errors import Language, Problem


def language() -> Language:
    """The reader's language."""
    return "en" if (get_language() or "ko").startswith("en") else "ko"


class ProblemMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        said = language()
        return render(
            request,
            "problem.html",
            {"code": exception.code, "what": exception.what(said), "next": exception.next_step(said)},
            status=exception.kind.status,
        )
