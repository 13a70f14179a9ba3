"""The pack as a page: what is in it, when one was last made, and the button that makes it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.reports.beside import beside
from jangbu.apps.reports.pack import services


@require_http_methods(["GET", "POST"])
def auditor_pack(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "GET":
        context = {
            "past": ledger.done("reports.pack_made", 10),
            "state": ledger.state(),
            "may_show": allowed(actor, "reports.publish"),
            **beside(actor),
        }
        return render(request, "reports/pack.html", context)
    why = request.POST.get("why", "").strip()
    names_why = request.POST.get("names_why", "") if request.POST.get("names") == "show" else None
    with tempfile.TemporaryDirectory(prefix="jangbu-pack-") as folder:
        file = Path(folder) / "pack.zip"
        services.make_pack(file, actor=actor, why=why, names_why=names_why)
        content = file.read_bytes()
    response = HttpResponse(content, content_type="application/zip")
    name = _("감사 자료") + f" {timezone.localdate().isoformat()}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
