"""Audits of claims: by form, from a YAML file, as a page and as PDF."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.pilots.claims import services
from jangbu.apps.pilots.claims.forms import CaseFile, CaseForm
from jangbu.apps.pilots.models import ClaimsAudit
from jangbu.apps.pilots.queries import sees_all
from jangbu.apps.pilots.reporting.claims import STATES, claims_report, name_of, text_of, verdicts
from jangbu.apps.pilots.reporting.report import STATES as SHAPES
from jangbu.apps.pilots.reporting.views import language_of, respond
from jangbu.engines.value import claims as engine
from jangbu.kernel.errors import Problem

EXAMPLES = Path(engine.__file__).with_name("examples")


@require_http_methods(["GET", "HEAD", "POST"])
def audits(request: HttpRequest) -> HttpResponse:
    """The list, with a form and an upload; a case that cannot be read is said beside the form."""
    may_write = allowed(actor_of(request), "pilots.write")
    if request.GET.get("example") in {"case_a", "case_b"}:
        return _example(request.GET["example"])
    uploads = request.method == "POST" and "file" in request.FILES
    form = CaseForm(request.POST if request.method == "POST" and not uploads else None)
    problem = ""
    if request.method == "POST" and may_write:
        try:
            made = _audited(request, form, uploads=uploads)
        except Problem as trouble:
            made, problem = None, trouble.sentence(language())
        if made is not None:
            messages.success(request, _("따져 봤어요."))
            return redirect("claims-audit", made.pk)
    found = verdicts()
    lines = [
        {
            "audit": each,
            "name": name_of(each.name, each.result, language()),
            "claims": [
                {
                    "text": text_of(claim, language()),
                    "word": found[claim["verdict"]],
                    "shape": SHAPES[STATES[claim["verdict"]]],
                }
                for claim in each.result["claims"]
            ],
        }
        for each in _visible(request).filter(archived_at=None)[:50]
    ]
    context = {"lines": lines, "form": form, "file_form": CaseFile(), "problem": problem, "may_write": may_write}
    status = 422 if problem or form.errors else 200
    return render(request, "pilots/claims/list.html", context, status=status)


def _visible(request: HttpRequest) -> QuerySet[ClaimsAudit]:
    return ClaimsAudit.objects.all() if sees_all(actor_of(request)) else ClaimsAudit.objects.none()


def _audited(request: HttpRequest, form: CaseForm, *, uploads: bool) -> ClaimsAudit | None:
    why = _("적힌 숫자를 믿어도 되는지 보려고")
    if uploads:
        given = request.FILES.get("file")
        case = services.read_yaml(given.read(services.LARGEST + 1) if given else b"")
        return services.audit(case, actor=actor_of(request), why=why)
    return services.audit(form.case(), actor=actor_of(request), why=why) if form.is_valid() else None


def _example(name: str) -> HttpResponse:
    response = HttpResponse((EXAMPLES / f"{name}.yaml").read_bytes(), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


@require_GET
def audit(request: HttpRequest, audit_id: str) -> HttpResponse:
    made = _visible(request).filter(pk=audit_id).first()
    if made is None:
        raise Http404
    return respond(request, claims_report(made.name, made.result, language_of(request)), reverse("claims-list"))


@require_POST
def put_away(request: HttpRequest, audit_id: str) -> HttpResponse:
    made = _visible(request).filter(pk=audit_id).first()
    if made is None:
        raise Http404
    held = services.put_away(made, actor=actor_of(request), why=_("더 보지 않아서"))
    undo = f"undo:{reverse('claims-put-away', args=[made.pk])}"
    messages.success(request, _("목록을 바꿨어요."), extra_tags=undo if held.archived_at else "")
    return redirect("claims-list")
