"""From a Problem to a page: one sentence with the next step, the right status, never a trace-back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
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
        return answer(request, exception) if isinstance(exception, Problem) else None


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page, or for programs the JSON, that says what is wrong and what to do next."""
    said = language()
    what, then = problem.what(said), problem.next_step(said)
    if request.path.startswith("/api/"):
        return JsonResponse({"code": problem.code, "message": what, "next": then}, status=problem.kind.status)
    context = {"code": problem.code, "what": what, "next": then}
    return render(request, "problem.html", context, status=problem.kind.status)
