"""Months to look back on, and one month: what the records say, and what people make of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.reports.beside import beside
from jangbu.apps.reports.learning import queries, services
from jangbu.apps.reports.models import MonthReview
from jangbu.kernel.clock import system_clock


@require_GET
def months(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), system_clock()
    held = list(queries.visible(actor))
    known = {each.month for each in held}
    offered = [month for month in (queries.last_month(now), queries.month_of(now)) if month not in known]
    context = {
        "months": [(each, queries.month_said(each.month)) for each in held],
        "offered": [(month, queries.month_said(month)) for month in offered],
        "open": sum(1 for each in held if each.closed_at is None),
        "lessons": queries.lessons(),
        "may_write": allowed(actor, "reports.write"),
        **beside(actor),
    }
    return render(request, "reports/months.html", context)


@require_GET
def month(request: HttpRequest, month: str) -> HttpResponse:
    review, said = _held(request, month), language()
    told = review.prepared
    may = allowed(actor_of(request), "reports.write")
    context = {
        "review": review,
        "title": queries.month_said(review.month),
        "good": [(each[said], each["url"]) for each in told["good"]],
        "bad": [(each[said], each["url"]) for each in told["bad"]],
        "figures": [(each[said], each["now"], each["then"], each["url"]) for each in told["figures"]],
        "themes": told["themes"],
        "adjustments": told["adjustments"],
        "lessons": "\n".join(review.lessons),
        "may_write": may and review.closed_at is None,
    }
    return render(request, "reports/month.html", context)


@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    month = request.POST.get("month", "")
    services.prepare_month(month, actor=actor_of(request), why=_("돌아보려고"))
    messages.success(request, _("기록에서 준비했어요."))
    return redirect("month", month)


@require_POST
def write(request: HttpRequest, month: str) -> HttpResponse:
    """Save; and with the button that closes, close as well."""
    review, actor, given = _held(request, month), actor_of(request), request.POST
    lessons = given.get("lessons", "").replace("\r\n", "\n").split("\n")
    services.write_month(review, given.get("good", "")[:4000], given.get("bad", "")[:4000], lessons, actor=actor)
    if given.get("then") == "close":
        services.close_month(review, actor=actor, why=given.get("why", "").strip() or _("함께 돌아봐서"))
        messages.success(request, _("닫았어요. 배운 것은 확대 계획에서 보여요."))
    else:
        messages.success(request, _("저장했어요."))
    return redirect("month", month)


def _held(request: HttpRequest, month: str) -> MonthReview:
    review = queries.find(actor_of(request), month)
    if review is None:
        raise Http404
    return review
