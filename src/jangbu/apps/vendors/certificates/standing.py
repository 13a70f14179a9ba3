"""What a vendor's certificates say today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from django.db.models import QuerySet

from jangbu.apps.vendors.models import Certificate, Vendor

ENDS_SOON = timedelta(days=60)
STRONG = {"isms_p", "isms", "iso27001", "soc2", "csap"}

Standing = Literal["valid", "ending", "other", "expired", ""]


def standing(vendor: Vendor, today: date) -> Standing:
    """An answer of the criterion `certificates`; empty where the vendor has shown none, which is not yet bad."""
    return standing_of(list(vendor.certificates.filter(archived_at=None)), today)


def standing_of(held: Sequence[Certificate], today: date) -> Standing:
    """The same of certificates that were read already."""
    live = [each for each in held if is_valid(each, today)]
    strong = [each for each in live if each.standard in STRONG]
    if any(each.expires_on is not None and each.expires_on > today + ENDS_SOON for each in strong):
        return "valid"
    if strong:
        return "ending"
    if live:
        return "other"
    return "expired" if held else ""


def is_valid(certificate: Certificate, today: date) -> bool:
    """Valid on its first and its last day."""
    starts, ends = certificate.starts_on, certificate.expires_on
    return starts is not None and ends is not None and starts <= today <= ends


def expired(today: date) -> QuerySet[Certificate]:
    """Certificates that have run out, of vendors that are not done with, the oldest first."""
    held = Certificate.objects.filter(archived_at=None, vendor__archived_at=None, expires_on__lt=today)
    return held.exclude(vendor__state="ended").select_related("vendor").order_by("expires_on", "pk")
