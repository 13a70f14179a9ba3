"""The catalogues in use, read anew whenever a file changes, and held to the predicates that exist.

Those of this package are joined by what others provide (regulation modules), bound once in `web/wiring.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from jangbu.apps.base.evidence import known
from jangbu.apps.journey.models import CatalogueText
from jangbu.apps.journey.problems import NO_CATALOGUE, NO_ITEM
from jangbu.engines.checklist import Catalogue, Item, read_catalogue, shipped
from jangbu.kernel.errors import Problem

GOVERNANCE, ROADMAP = "governance", "roadmap_90"
ORDER = (GOVERNANCE, "pilot", "roi", ROADMAP, "roadmap_2w", "roadmap_8w")

Provider = Callable[[], Mapping[str, Catalogue]]  # by name, as they are in use now
Older = Callable[[str, str], Catalogue | None]  # by name and fingerprint, as they once were
_providers: dict[Provider, Older] = {}


def provide(provider: Provider, older: Older) -> None:
    """Let others add catalogues that are judged, shown and kept like ours. Again it changes nothing."""
    _providers[provider] = older


def catalogues() -> dict[str, Catalogue]:
    """By name, ours first. Raises Problem checklist.* for a file that cannot be used."""
    held = {each.name: each for each in (_read(path, path.stat().st_mtime_ns) for path in shipped())}
    ordered = {name: held[name] for name in (*ORDER, *held) if name in held}
    for provider in _providers:
        ordered |= {name: each for name, each in provider().items() if name not in ordered}
    return ordered


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


def keep_text(held: Catalogue) -> None:
    """The file of a catalogue of ours, so that a day that was judged by it can be judged by it again."""
    if CatalogueText.objects.filter(pk=held.fingerprint).exists():
        return
    for path in shipped():
        text = path.read_bytes()
        if read_catalogue(text, file=path.name).fingerprint == held.fingerprint:
            CatalogueText.objects.create(fingerprint=held.fingerprint, name=held.name, text=text.decode())


def as_of(name: str, fingerprint: str) -> Catalogue:
    """The catalogue as it was under that fingerprint; the one in use where its text was not kept."""
    now = catalogue(name)
    if now.fingerprint == fingerprint:
        return now
    for older in _providers.values():
        if (found := older(name, fingerprint)) is not None:
            return found
    kept = CatalogueText.objects.filter(pk=fingerprint).first()
    return read_catalogue(kept.text.encode(), file=name) if kept else now


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Catalogue:
    return read_catalogue(path, known=known())
