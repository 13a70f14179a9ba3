"""The catalogues in use, read anew whenever a file changes, and held to the predicates that exist."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jangbu.apps.base.evidence import known
from jangbu.apps.journey.problems import NO_CATALOGUE, NO_ITEM
from jangbu.engines.checklist import Catalogue, Item, read_catalogue, shipped
from jangbu.kernel.errors import Problem

GOVERNANCE, ROADMAP = "governance", "roadmap_90"


def catalogues() -> dict[str, Catalogue]:
    """By name. Raises Problem checklist.* for a file that cannot be used."""
    held = [_read(path, path.stat().st_mtime_ns) for path in shipped()]
    return {each.name: each for each in held}


def catalogue(name: str) -> Catalogue:
    """Raises Problem journey.no_catalogue."""
    held = catalogues()
    if name not in held:
        raise Problem(NO_CATALOGUE, name=name, known=", ".join(held))
    return held[name]


def item_of(name: str, item_id: str) -> Item:
    """Raises Problem journey.no_catalogue, journey.no_item."""
    found = next((each for each in catalogue(name).items if each.id == item_id), None)
    if found is None:
        raise Problem(NO_ITEM, item=item_id)
    return found


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Catalogue:
    return read_catalogue(path, known=known())
