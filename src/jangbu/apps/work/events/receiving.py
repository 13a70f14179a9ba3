"""POST /api/v1/events: a machine without a session, let in by its source's signature or secret and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from jangbu.apps.base.problems import answer
from jangbu.apps.work import problems
from jangbu.apps.work.events import limits, sources
from jangbu.apps.work.events import problems as trouble
from jangbu.apps.work.events.models import EventSource
from jangbu.apps.work.events.taking import Delivery, Taken, as_json, refuse
from jangbu.apps.work.events.together import TOGETHER
from jangbu.engines import events
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem


@csrf_exempt  # no cookie counts here, so there is none to ride on
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """202 {taken, repeated, unknown}, or one sentence why nothing of the delivery was taken.

    The source is named by the header X-Jangbu-Source or ?source=, since some tools can set an address only.
    """
    now, body, vouched = system_clock(), b"", False
    headers = {name.lower(): value for name, value in request.headers.items()}
    source = sources.open_source(headers.get("x-jangbu-source", "") or request.GET.get("source", ""))
    try:
        body = _body(request)
        if source is None:
            raise Problem(problems.SOURCE_UNKNOWN)
        sources.verify(source, body, headers, now=now)
        vouched = True
        taken = _take(source, body, headers, now)
    except Problem as problem:
        if vouched or limits.REFUSALS.takes(request.META.get("REMOTE_ADDR", "")):
            refuse(source, problem, body=body, vouched=vouched, now=now)
        response = answer(request, problem)
        if problem.kind.status == trouble.TOO_FAST.status:
            response["Retry-After"] = "60"
        return response
    if headers.get("content-type", "").startswith("application/json") and source.tool == EventSource.Tool.OTLP:
        return JsonResponse({"partialSuccess": {}})  # ExportTraceServiceResponse: all of it was accepted
    return JsonResponse(as_json(taken), status=202)


def _body(request: HttpRequest) -> bytes:
    """What is too large is refused by what it says of itself, before a byte of it is read."""
    if not request.META.get("CONTENT_LENGTH") and request.headers.get("Transfer-Encoding"):
        raise Problem(trouble.NO_LENGTH)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > events.LARGEST:
        raise events.too_large(int(length))
    return request.body


def _take(source: EventSource, body: bytes, headers: dict[str, str], now: datetime) -> Taken:
    if not limits.DELIVERIES.takes(source.pk):
        raise Problem(trouble.TOO_FAST, source=source.name)
    found = events.read(body, headers, tool=sources.tool_of(source), now=now)
    if not limits.EVENTS.takes(source.pk, len(found)):
        raise Problem(trouble.TOO_FAST, source=source.name)
    return TOGETHER.take_in(Delivery(source, found, now))
