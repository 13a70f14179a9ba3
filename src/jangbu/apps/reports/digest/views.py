"""The reader's weekly letter: as it would be now, whether it comes, and how the past ones went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jangbu.apps.base import mail
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.reports import queries as reports
from jangbu.apps.reports.beside import beside
from jangbu.apps.reports.digest import queries, services, writing
from jangbu.kernel.clock import system_clock


@require_http_methods(["GET", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), system_clock()
    if request.method == "POST" and "shown" in request.POST:
        shown = request.POST["shown"] == "yes"
        services.set_names(shown=shown, why=request.POST.get("why", ""), actor=actor)
        messages.success(
            request, _("이제 바깥 사람의 이름을 적어요.") if shown else _("이제 바깥 사람의 이름을 가려요.")
        )
        return redirect("digest")
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "yes"
        services.choose_digest(wanted=wanted, actor=actor)
        messages.success(request, _("월요일마다 보낼게요.") if wanted else _("이제 보내지 않아요."))
        return redirect("digest")
    context = {
        "letter": writing.letter(actor, reports.needs(actor, now), now),
        "wanted": queries.wants(actor.id),
        "shows_names": queries.shows_names(),
        "may_show": allowed(actor, "reports.publish"),
        "mail": mail.is_set_up(),
        "clock_back": ledger.set_back(),
        "may_confirm_clock": allowed(actor, "people.manage"),
        "past": queries.letters_to(actor.id)[:12],
        **beside(actor),
    }
    return render(request, "reports/digest.html", context)
