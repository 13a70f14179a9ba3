"""The bytes behind a run's papers."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from jangbu.apps.base.content import place_of
from jangbu.apps.work.runs.models import Paper


def bytes_of(paper: Paper) -> bytes:
    return place_of(Path(settings.CONTENT_STORE), paper.fingerprint).read_bytes()
