"""Whether letters leave this machine. Where they go is set by the variables in docs (JANGBU_EMAIL_HOST and others)."""

from __future__ import annotations

from django.conf import settings

NOWHERE = ("console", "dummy", "filebased")


def is_set_up() -> bool:
    return not any(f".{name}." in settings.EMAIL_BACKEND for name in NOWHERE)
