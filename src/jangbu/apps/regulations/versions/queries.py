"""Which text of a module counts, now or at a moment, and what two texts differ in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from jangbu.apps.regulations import problems
from jangbu.apps.regulations.versions.files import ModuleFile, checked, files, shipped, stored
from jangbu.apps.regulations.versions.models import ModuleVersion, OfferedFile, SeenFile, Serving
from jangbu.engines.checklist import Catalogue, Change, Item, diff
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem


def modules(at: datetime | None = None) -> dict[str, Catalogue]:
    """The modules that count now, or at a moment, by name. A file changed a second ago counts; a bad one does not."""
    held = files()
    seen = {each.module: each for each in SeenFile.objects.all()}
    found = {}
    for name in sorted({*held, *seen}):
        made = _module(name, held.get(name), seen.get(name), at)
        if made is not None:
            found[name] = made
    return found


def module(name: str, at: datetime | None = None) -> Catalogue:
    """Raises Problem regulations.no_module."""
    found = modules(at).get(name)
    if found is None:
        raise Problem(problems.NO_MODULE, name=name)
    return found


def _module(name: str, file: ModuleFile | None, seen: SeenFile | None, at: datetime | None) -> Catalogue | None:
    newest = serving(name)
    unnoticed = file is not None and (seen is None or seen.fingerprint != file.fingerprint)
    if file is not None and unnoticed and (at is None or newest is None or at >= newest.since):
        try:
            return checked(file.content, file.path.name)
        except Problem:
            pass  # noticed soon, and told then; what served goes on
    if at is not None:
        newest = serving(name, at) or Serving.objects.filter(module=name).select_related("version").last()
    if newest is not None:
        return stored(newest.version.content, name) if newest.version else None
    ours = shipped(name)  # the firm's own file is bad, and nothing was taken up before it
    return checked(ours.content, ours.path.name) if ours else None


def serving(name: str, at: datetime | None = None) -> Serving | None:
    """What counts now, or counted at a moment; None before anything was taken up."""
    held = Serving.objects.filter(module=name).select_related("version")
    return (held if at is None else held.filter(since__lte=at)).first()


def versions(name: str) -> QuerySet[ModuleVersion]:
    """Newest first."""
    return ModuleVersion.objects.filter(module=name)


def servings(name: str) -> QuerySet[Serving]:
    return Serving.objects.filter(module=name).select_related("version")


def version(name: str, number: int) -> ModuleVersion:
    """Raises Problem regulations.no_version."""
    found = versions(name).filter(number=number).first()
    if found is None:
        raise Problem(problems.NO_VERSION, module=name, number=number)
    return found


def older(name: str, fingerprint: str) -> Catalogue | None:
    """A module as it was under that fingerprint; None where no version has it."""
    found = versions(name).filter(fingerprint=fingerprint).first()
    return stored(found.content, name) if found else None


def faults() -> dict[str, dict[str, str]]:
    """Files that are not taken up, by module: {code, ko, en}."""
    return {each.module: each.fault for each in SeenFile.objects.all() if each.fault}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts of a module. `changes` in the order of the newer one, then what is gone."""

    old: Catalogue
    new: Catalogue
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        return sum(each.kind == kind for each in self.changes)


def compare(old: Catalogue, new: Catalogue) -> Compared:
    return Compared(old, new, tuple(diff(old, new)))


def compare_versions(name: str, old: int, new: int) -> Compared:
    """Raises Problem regulations.no_version."""
    before, after = (stored(version(name, number).content, name) for number in (old, new))
    return compare(before, after)


def last_changed(name: str, rule: str) -> date | None:
    """The day from which the rule has read as it does now; None where it always has."""
    told: Item | None = None
    since: date | None = None
    for each in reversed(list(servings(name))):
        catalogue = stored(each.version.content, name) if each.version else None
        now = next((item for item in catalogue.items if item.id == rule), None) if catalogue else None
        if told is not None and now != told:
            since = each.since.astimezone(SEOUL).date()
        told = now or told
    return since


def offered(offered_id: str) -> OfferedFile | None:
    return OfferedFile.objects.filter(pk=offered_id).first()


def offered_changes(held: OfferedFile) -> tuple[Compared | None, Catalogue]:
    """What an offered file changes against what counts now (None where nothing does), and what it holds."""
    after = stored(held.content, held.module)
    now = modules().get(held.module)
    return (compare(now, after) if now else None), after
