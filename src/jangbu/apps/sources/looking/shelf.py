"""Where the outcome of a look lies: a folder a version in the home, deleted with the version's content.

It holds values of the table, so it is as personal as the table, and it can be made again, so no backup takes it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from jangbu.apps.sources.looking.models import Look

OUTCOME, ROWS, INDEX = "outcome.json", "rows.parquet", "index.duckdb"


def folder_of(version_id: str) -> Path:
    return Path(settings.HOME) / "looks" / version_id


def place_of(look: Look) -> Path:
    """The folder of a look that is done."""
    return folder_of(look.version_id) / look.pk


def has(look: Look) -> bool:
    """Whether the outcome is there: a home restored from a backup knows of looks whose files are not."""
    return (place_of(look) / OUTCOME).exists()


def workshop(look: Look) -> Path:
    """An empty folder to work in; what an earlier, cut off start left is removed."""
    above = folder_of(look.version_id)
    above.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in above.glob(f"{look.pk}.*.part"):
        shutil.rmtree(left, ignore_errors=True)
    place = above / f"{look.pk}.{look.turn}.part"
    place.mkdir(mode=0o700)
    return place


def put(look: Look, workshop: Path) -> None:
    """From here on the work counts."""
    shutil.rmtree(place_of(look), ignore_errors=True)
    workshop.rename(place_of(look))


def write(workshop: Path, outcome: dict[str, Any]) -> None:
    (workshop / OUTCOME).write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")


def read(look: Look) -> dict[str, Any]:
    return dict(json.loads((place_of(look) / OUTCOME).read_text(encoding="utf-8")))


def clear(look: Look) -> None:
    """Everything of one look."""
    shutil.rmtree(place_of(look), ignore_errors=True)
    for left in folder_of(look.version_id).glob(f"{look.pk}.*.part"):
        shutil.rmtree(left, ignore_errors=True)


def forget_looks(version_id: str) -> None:
    """Everything that was kept of looks at a version. Run again after a crash, it ends the same."""
    Look.objects.filter(version_id=version_id).delete()
    shutil.rmtree(folder_of(version_id), ignore_errors=True)
