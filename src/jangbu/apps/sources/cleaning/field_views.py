"""What each column is: proposed, decided by a person, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.sources.cleaning import pages, queries, services
from jangbu.apps.sources.cleaning.shared_views import context_of, newest
from jangbu.apps.sources.delivery.views import held
from jangbu.engines.quality import mapping


@require_GET
def fields(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    context = context_of(request, found, version)
    chosen = request.GET.get("schema", "")
    schema = mapping.schema(chosen if chosen in mapping.SCHEMAS else "customer")
    frame, proposed = queries.proposed_fields(version, schema.id)
    decided = queries.field_map(found, schema.id)
    said = language()
    context |= {
        "schema": schema.id,
        "schemas": [(name, getattr(mapping.schema(name), said)) for name in mapping.SCHEMAS],
        "targets": [(each.id, getattr(each, said)) for each in schema.fields],
        "rows": pages.field_rows(frame, proposed, decided, context["hidden"]),
        "missing": [getattr(schema.field(name), said) for name in proposed.missing],
        "decided": decided is not None,
    }
    return render(request, "sources/cleaning/fields.html", context)


@require_POST
def set_fields(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    name = request.POST.get("schema", "")
    if name not in mapping.SCHEMAS:
        raise Http404
    known = {each.id for each in mapping.schema(name).fields}
    targets: dict[str, str | None] = {}
    for place, column in enumerate(version.columns):
        target = request.POST.get(f"column{place}", "")
        targets[column["name"]] = target if target in known else None
    services.save_fields(version, name, targets, actor=actor_of(request), why=_("열의 뜻을 정해서"))
    messages.success(request, _("열의 뜻을 정했어요."))
    return redirect(f"{reverse('dataset-fields', args=[found.pk])}?schema={name}")
