"""From an address to the pilot it is about, for every view of this app."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from jangbu.apps.base.guard import actor_of
from jangbu.apps.people import services as people_services
from jangbu.apps.pilots import queries
from jangbu.apps.pilots.models import Pilot
from jangbu.kernel.entry import Subject


def held(request: HttpRequest, pilot_id: str) -> Pilot:
    """The pilot, or the same 404 whether it is missing or not theirs."""
    found = queries.find(actor_of(request), pilot_id)
    if found is None:
        raise Http404
    people_services.note_use(actor_of(request).id, Subject("pilot", found.pk))
    return found
