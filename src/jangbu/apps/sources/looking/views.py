"""Asking for a look, and how far it is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.sources.delivery.models import Version
from jangbu.apps.sources.delivery.views import held
from jangbu.apps.sources.looking import services, showing
from jangbu.apps.sources.looking.models import Look

PAGES = {
    Look.Kind.ERRORS: "dataset-errors",
    Look.Kind.MATCHES: "dataset-matches",
    Look.Kind.MEND: "dataset-mend",
    Look.Kind.APPLY: "dataset-mend",
}


def _version(request: HttpRequest, dataset_id: str, look_kind: str) -> Version:
    version = held(request, dataset_id).versions.first()
    if version is None or look_kind not in Look.Kind.values:
        raise Http404
    return version


@require_GET
def progress(request: HttpRequest, dataset_id: str, look_kind: str) -> HttpResponse:
    """The panel alone, for the page to put in its own place; once nothing is at work the page loads itself again."""
    version = _version(request, dataset_id, look_kind)
    panel = showing.panel(version, look_kind)
    response = render(request, "sources/looking/panel.html", {"dataset": version.dataset, "look": panel})
    if not panel.at_work:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def start(request: HttpRequest, dataset_id: str, look_kind: str) -> HttpResponse:
    version = _version(request, dataset_id, look_kind)
    asked = None
    if look_kind == Look.Kind.MEND and not version.looks.filter(kind=look_kind).exists():
        asked = {"recipe": "", "language": language()}  # whatever is proposed
    services.start_look(version, look_kind, actor=actor_of(request), why=_("화면에서 살펴보기를 눌러서"), asked=asked)
    return redirect(PAGES[Look.Kind(look_kind)], dataset_id)
