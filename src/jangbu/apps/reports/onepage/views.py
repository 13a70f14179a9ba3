"""The picture as a page, as A4, and as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.cards import Step
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.reports.onepage import paper, queries, services
from jangbu.kernel.clock import system_clock


@require_GET
def one_page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page, last = queries.one_page(actor, system_clock()), queries.kept()
    context = {
        "page": page,
        "meta": paper.meta(page),
        "drawing": page.svg(),
        "marks": paper.marks(),
        "kept": last,
        "changed": queries.changed(page, last),
        "may_keep": allowed(actor, "reports.write"),
        "first_step": Step(
            _("아직 그릴 것이 없어요"),
            _("데이터를 올리거나 업무를 적으면 저절로 그려져요."),
            _("데이터 올리기"),
            "/data/",
        ),
    }
    return render(request, "reports/one_page.html", context)


@require_GET
def one_page_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """As pdf or svg, in the language of the page."""
    page = queries.one_page(actor_of(request), system_clock())
    made, kind = (
        (paper.pdf(page), "application/pdf")
        if suffix == "pdf"
        else (page.svg(standalone=True).encode(), "image/svg+xml")
    )
    response = HttpResponse(made, content_type=kind)
    name = f"{page.firm} {_('한 장 그림')} {timezone.localdate().isoformat()}.{'pdf' if suffix == 'pdf' else 'svg'}"
    response["Content-Disposition"] = content_disposition_header(True, name.strip()) or "attachment"
    return response


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    why = request.POST.get("why", "").strip() or _("지금 모습을 남기려고")
    services.keep_drawing(actor=actor_of(request), why=why)
    messages.success(request, _("지금 모습을 남겼어요. 다음에 무엇이 달라졌는지 보여 드려요."))
    return redirect("one-page")
