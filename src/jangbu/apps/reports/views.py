"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jangbu.apps.base.guard import actor_of
from jangbu.apps.reports import queries
from jangbu.kernel.clock import system_clock


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/today.html", {"today": queries.today(actor_of(request), system_clock())})
