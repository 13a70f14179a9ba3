"""The page of where data lie."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.reports.places import looking, queries, services
from jangbu.kernel.clock import system_clock


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), system_clock()
    seen = looking.look()
    personal, datasets = queries.personal(actor, now)
    said = language()
    rows = queries.here(seen, now)
    context = {
        "rows": rows,
        "leaving": queries.leaving(actor),
        "open": [each for each in rows if each.state == "unmet"],
        "unseen": [each for each in rows if each.state == "unknown"],
        "seals": [(each.ko if said == "ko" else each.en, each.count) for each in seen.seals],
        "personal": personal,
        "datasets": datasets,
        "last": queries.last_look(now),
        "may_keep": allowed(actor, "backups.write"),
    }
    return render(request, "reports/places.html", context)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    services.keep_look(actor=actor_of(request), why=request.POST.get("why", "").strip() or _("지금 모습을 남기려고"))
    messages.success(request, _("본 것을 장부에 남겼어요."))
    return redirect("places")
