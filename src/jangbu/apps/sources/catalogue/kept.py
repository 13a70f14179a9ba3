"""Where a version's content lies, or that it was deleted by rule."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from jangbu.apps.base.content import place_of
from jangbu.apps.sources.catalogue.models import Receipt
from jangbu.apps.sources.catalogue.problems import CONTENT_DELETED
from jangbu.apps.sources.delivery.models import Version
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem


def receipt_of(version: Version) -> Receipt | None:
    """The receipt of a version whose content is deleted, or marked to be: from the mark on nobody reads it."""
    return Receipt.objects.filter(version=version).first()


def kept_place(version: Version) -> Path:
    """Raises Problem(CONTENT_DELETED)."""
    receipt = receipt_of(version)
    if receipt is not None:
        day = (receipt.deleted_at or receipt.marked_at).astimezone(SEOUL).date()
        raise Problem(CONTENT_DELETED, dataset=version.dataset.name, number=version.number, day=day, receipt=receipt.pk)
    return place_of(settings.CONTENT_STORE, version.fingerprint)
