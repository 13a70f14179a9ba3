"""What the cleaning pages share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jangbu.apps.base.guard import actor_of
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.sources import actions
from jangbu.apps.sources import queries as faces
from jangbu.apps.sources.catalogue.answers import is_usable
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.kernel.entry import Subject


def newest(dataset: Dataset) -> Version:
    """The version that pages work on. Raises Http404 for a dataset without one."""
    version = dataset.versions.first()
    if version is None:
        raise Http404
    return version


def context_of(request: HttpRequest, dataset: Dataset, version: Version) -> dict[str, Any]:
    """What every cleaning page shows."""
    actor, about = actor_of(request), Subject("dataset", dataset.pk)
    ahead = look_ahead(actor, "sources.write", actions.JUDGED, about, on=about)
    return {
        "dataset": dataset,
        "version": version,
        "may_write": ahead.may,
        "kept_out": ahead.kept_out,
        "usable": is_usable(dataset),
        "hidden": faces.hidden_columns(actor, version),
    }


def wait(request: HttpRequest, context: dict[str, Any], heading: str) -> HttpResponse:
    """The page of a large version before anything was found."""
    return render(request, "sources/looking/wait.html", context | {"heading": heading})
