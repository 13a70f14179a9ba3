"""Which version may serve, asked at the moment of use, and the one way in which an alias moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from jangbu.apps.aimodels import problems
from jangbu.apps.aimodels.aging import Lapse, lapse_of
from jangbu.apps.aimodels.models import AiModel, Alias, ModelVersion, Promotion, Strictness
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.errors import Problem

CHAMPION, CHALLENGER = Alias.Name.CHAMPION, Alias.Name.CHALLENGER
GRACE_DAYS = 90  # for what served before it was registered; then its gap is overdue, see ADR 12
RETIRED = "retired"  # the state of the register in which nothing of an entry serves, regime or not
APPROVED = frozenset({Alias.Ground.PROMOTED.value, Alias.Ground.ROLLED_BACK.value})


@dataclass(frozen=True, slots=True)
class Door:
    """What the register says at the moment of use. `free`: no regime, so whatever runs may. Else only `version` serves;
    without one nothing does: nothing is approved, its evaluation is past its time (`lapsed`), or it is `retired`."""

    free: bool = False
    version: ModelVersion | None = None
    lapsed: Lapse | None = None
    retired: bool = False

    def lets(self, fingerprint: str) -> bool:
        return self.free or (self.version is not None and self.version.fingerprint == fingerprint)

    def refusal(self, title: str) -> Problem:
        if self.retired:
            return Problem(problems.RETIRED, title=title)
        if self.lapsed is None:
            return Problem(problems.NOT_ALLOWED, title=title)
        day = self.lapsed.until.astimezone(SEOUL).date()
        return Problem(problems.EVALUATION_OVER, title=title, day=f"{day:%Y-%m-%d}")


_rehearsed: ContextVar[Mapping[str, ModelVersion]] = ContextVar("rehearsed", default={})  # noqa: B039  # never changed


@contextmanager
def rehearsing(version: ModelVersion) -> Iterator[None]:
    """In this thread only, as if the alias of its entry stood at that approved version: for a drill's real call."""
    held = _rehearsed.set({version.entry_id: version})
    try:
        yield
    finally:
        _rehearsed.reset(held)


def door(kind: str, ref: str, at: datetime | None = None) -> Door:
    """Asked before each use, a few short queries, no cache: a moved alias holds for the next call.

    Free for what the register does not know yet and for entries still in grace, which the pages show as a gap.
    """
    entry = AiModel.objects.filter(kind=kind, ref=ref).only("pk", "regime_since", "state").first()
    if entry is not None and entry.state == RETIRED:
        return Door(retired=True)
    if entry is not None and (rehearsed := _rehearsed.get().get(entry.pk)) is not None:
        return Door(version=rehearsed)
    if entry is None or entry.regime_since is None:
        return Door(free=True)
    held = Alias.objects.filter(entry=entry, name=CHAMPION, ended_at=None, ground__in=APPROVED)
    alias = held.select_related("version").first()
    if alias is None:
        return Door()
    now = at or system_clock()
    lapse = lapse_of(alias, now)
    return Door(lapsed=lapse) if lapse is not None and lapse.stopped(now) else Door(version=alias.version)


def may_serve(kind: str, ref: str, fingerprint: str, at: datetime | None = None) -> bool:
    """Whether that very version may be used now."""
    return door(kind, ref, at).lets(fingerprint)


def require_serving(kind: str, ref: str, fingerprint: str, title: str, at: datetime | None = None) -> None:
    """Raises Problem aimodels.not_allowed, .evaluation_over."""
    found = door(kind, ref, at)
    if not found.lets(fingerprint):
        raise found.refusal(title)


def instead_of(kind: str, ref: str, fingerprint: str, title: str, at: datetime | None = None) -> ModelVersion | None:
    """The version to use in place of what is set up where it runs; None where that itself is the one that serves.

    Raises Problem aimodels.not_allowed, .evaluation_over where nothing may.
    """
    found = door(kind, ref, at)
    if found.lets(fingerprint):
        return None
    if found.version is None:
        raise found.refusal(title)
    return found.version


def regime_on(kind: str, ref: str) -> bool:
    """Whether only promoted versions of it serve: then a new version waits for its promotion."""
    return AiModel.objects.filter(kind=kind, ref=ref, regime_since__isnull=False).exists()


def aliases_at(at: datetime, name: str = CHAMPION) -> QuerySet[Alias]:
    """Aliases as they stood at that moment."""
    stood = Alias.objects.filter(name=name, set_at__lte=at).filter(Q(ended_at=None) | Q(ended_at__gt=at))
    return stood.select_related("entry", "version", "promotion")


def champion(entry: AiModel) -> Alias | None:
    return entry.aliases.filter(name=CHAMPION, ended_at=None).select_related("version").first()


def grace_ends(entry: AiModel) -> datetime | None:
    """Until when an entry may serve unevaluated without being overdue; None under the regime."""
    return None if entry.regime_since is not None else entry.created_at + timedelta(days=GRACE_DAYS)


def move(
    entry: AiModel,
    name: str,
    version: ModelVersion | None,
    ground: str,
    *,
    by: str,
    at: datetime,
    ledger: int,
    promotion: Promotion | None = None,
) -> Alias | None:
    """End what the alias named and begin anew, in the caller's transaction, which holds the entry locked."""
    entry.aliases.filter(name=name, ended_at=None).update(ended_at=at)
    if version is None:
        return None
    return Alias.objects.create(
        entry=entry,
        name=name,
        version=version,
        ground=ground,
        promotion=promotion,
        set_by=by,
        set_at=at,
        ledger=ledger,
    )


def to_go_back_to(entry: AiModel) -> ModelVersion | None:
    """The version that served before the one that serves now: approved, where the regime is on."""
    now = champion(entry)
    past = entry.aliases.filter(name=CHAMPION, ended_at__isnull=False).select_related("version")
    if entry.regime_since is not None:
        past = past.filter(ground__in=APPROVED)
    for each in past.order_by("-ended_at", "-set_at"):
        if now is None or each.version_id != now.version_id:
            return each.version
    return None


def is_strict(at: datetime | None = None) -> bool:
    held = Strictness.objects.filter(until=None) if at is None else Strictness.objects.filter(since__lte=at)
    if at is not None:
        held = held.filter(Q(until=None) | Q(until__gt=at))
    return held.exists()
