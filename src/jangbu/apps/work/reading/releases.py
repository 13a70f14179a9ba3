"""Today's release of the rules and of OCR by fingerprint, and the earlier ones that were kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from jangbu.apps.work import problems
from jangbu.apps.work.reading.models import KeptRelease
from jangbu.engines import documents, releases
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.errors import Problem

RULES, OCR = KeptRelease.Part.RULES.value, KeptRelease.Part.OCR.value
FOLDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    RULES: ("", ("ocr", "render", "__pycache__")),
    OCR: ("ocr", ("__pycache__",)),
}


@cache
def printed(part: str) -> str:
    """SHA-256 over the files of that part of this release: rules that changed are another version."""
    folder, without = FOLDERS[part]
    return releases.fingerprint(_own(folder), without)


def keep_today(*, clock: Clock = system_clock) -> None:
    """Keep the files of this release, once each. About a hundred kilobytes a release."""
    for part, (folder, without) in FOLDERS.items():
        if KeptRelease.objects.filter(part=part, fingerprint=printed(part)).exists():
            continue
        kept = releases.packed(_own(folder), without)
        KeptRelease.objects.get_or_create(
            part=part, fingerprint=kept.fingerprint, defaults={"data": kept.data, "kept_at": clock()}
        )


def is_kept(part: str, fingerprint: str) -> bool:
    return fingerprint == printed(part) or KeptRelease.objects.filter(part=part, fingerprint=fingerprint).exists()


def folder_of(part: str, fingerprint: str) -> Path | None:
    """Where the files of that release lie, proven by their fingerprint; None for today's own.

    Raises Problem work.release_not_kept, releases.kept_broken.
    """
    if fingerprint == printed(part):
        return None
    held = KeptRelease.objects.filter(part=part, fingerprint=fingerprint).first()
    if held is None:
        raise Problem(problems.RELEASE_NOT_KEPT, name=fingerprint[:7])
    return releases.unpacked(releases.Kept(fingerprint, bytes(held.data)), Path(settings.HOME) / "releases")


def _own(folder: str) -> Path:
    return Path(documents.__file__).parent / folder
