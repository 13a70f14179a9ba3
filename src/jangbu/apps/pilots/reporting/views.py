"""Reports as pages, PDF and JSON, each from one value."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.pilots import queries
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.models import ClaimsAudit, Pilot
from jangbu.apps.pilots.reporting.claims import name_of
from jangbu.apps.pilots.reporting.money import roi_report
from jangbu.apps.pilots.reporting.monthly import monthly_report
from jangbu.apps.pilots.reporting.pilot import pilot_report
from jangbu.apps.pilots.reporting.report import Report
from jangbu.kernel.errors import Language


def respond(request: HttpRequest, report: Report, back: str) -> HttpResponse:
    """The page, or with ?format=pdf or json the same report as a file."""
    if request.GET.get("format") == "json":
        return JsonResponse(report.as_json(), json_dumps_params={"ensure_ascii": False})
    if request.GET.get("format") == "pdf":
        response = HttpResponse(report.as_pdf(), content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(True, f"{report.title}.pdf") or "attachment"
        return response
    other = "en" if report.language == "ko" else "ko"
    kept = request.GET.copy()
    kept.pop("format", None)
    context = {"report": report, "back": back, "query": kept.urlencode(), "other": other}
    return render(request, "pilots/reporting/report.html", context)


def language_of(request: HttpRequest) -> Language:
    """?lang=en reads a report in the other language than the site's."""
    wanted = request.GET.get("lang", "")
    return "en" if wanted == "en" else "ko" if wanted == "ko" else language()


def month_of(text: str) -> date:
    """2026-11; anything unreadable is this month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate()


def report_for(pilot: Pilot, kind: str, month: date, said: Language) -> Report | None:
    if kind == "pilot":
        return pilot_report(pilot, said)
    if kind == "monthly":
        return monthly_report(pilot, month, said)
    return roi_report(pilot, said) if kind == "roi" else None


@require_GET
def pilot_page(request: HttpRequest, pilot_id: str, kind: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    found = report_for(pilot, kind, month_of(request.GET.get("month", "")), language_of(request))
    if found is None:
        raise Http404
    return respond(request, found, reverse("pilot", args=[pilot.pk]))


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every report there is, in one place."""
    today = timezone.localdate()
    lines = []
    for pilot in queries.visible(actor_of(request)).exclude(state=Pilot.State.DRAFT):
        months = []
        month = max(pilot.starts_on, today.replace(year=today.year - 1)).replace(day=1)
        while month <= today:
            months.append({"value": f"{month:%Y-%m}", "said": _month_word(month)})
            month = (month.replace(day=28) + timedelta(days=5)).replace(day=1)
        lines.append({"pilot": pilot, "months": months[-6:][::-1]})
    found = ClaimsAudit.objects.filter(archived_at=None)[:20] if queries.sees_all(actor_of(request)) else []
    audits = [{"audit": each, "name": name_of(each.name, each.result, language())} for each in found]
    return render(request, "pilots/reporting/list.html", {"lines": lines, "audits": audits})


def _month_word(month: date) -> str:
    return _("%(year)s년 %(month)s월") % {"year": month.year, "month": month.month}
