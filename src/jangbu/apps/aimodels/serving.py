"""Which version may serve, asked at the moment of use, and the one way in which an alias moves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from jangbu.apps.aimodels import problems
from jangbu.apps.aimodels.models import AiModel, Alias, ModelVersion, Promotion, Strictness
from jangbu.kernel.errors import Problem

CHAMPION, CHALLENGER = Alias.Name.CHAMPION, Alias.Name.CHALLENGER
GRACE_DAYS = 90  # for what served before it was registered; then its gap is overdue, see ADR 12
APPROVED = frozenset({Alias.Ground.PROMOTED.value, Alias.Ground.ROLLED_BACK.value})


def may_serve(kind: str, ref: str, fingerprint: str) -> bool:
    """Whether that very version may be used now. Two short queries, no cache: a moved alias holds for the next call.

    True for what the register does not know yet and for entries still in grace, which the pages show as a gap.
    """
    entry = AiModel.objects.filter(kind=kind, ref=ref).only("pk", "regime_since").first()
    if entry is None or entry.regime_since is None:
        return True
    held = Alias.objects.filter(entry=entry, name=CHAMPION, ended_at=None, version__fingerprint=fingerprint)
    return held.filter(ground__in=APPROVED).exists()


def require_serving(kind: str, ref: str, fingerprint: str, title: str) -> None:
    """Raises Problem aimodels.not_allowed."""
    if not may_serve(kind, ref, fingerprint):
        raise Problem(problems.NOT_ALLOWED, title=title)


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
