"""What others may ask of models. `may_serve` is asked at the moment of use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.aimodels.aging import Lapse, lapse_of
from jangbu.apps.aimodels.drift import Drift, drift_of
from jangbu.apps.aimodels.evaluating.services import asks
from jangbu.apps.aimodels.models import AiModel, Alias, Evaluation, ModelVersion, Promotion
from jangbu.apps.aimodels.promoting import is_evaluated, needs_of
from jangbu.apps.aimodels.running import fingerprint_of
from jangbu.apps.aimodels.serving import (
    APPROVED,
    Door,
    aliases_at,
    champion,
    door,
    grace_ends,
    instead_of,
    is_strict,
    may_serve,
    regime_on,
    require_serving,
    to_go_back_to,
)
from jangbu.apps.aimodels.words import GROUNDS, LAPSED, STOPPED
from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.words import Words
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

__all__ = [
    "Door",
    "Drift",
    "Lapse",
    "Standing",
    "asks",
    "champion",
    "door",
    "drift_of",
    "entry_of",
    "find",
    "find_version",
    "fingerprint_of",
    "grace_ends",
    "instead_of",
    "is_evaluated",
    "is_strict",
    "lapse_of",
    "latest_evaluations",
    "may_serve",
    "needs",
    "needs_of",
    "open_promotions",
    "regime_on",
    "require_serving",
    "standings",
    "to_go_back_to",
    "versions",
    "visible",
]


def visible(actor: Actor) -> QuerySet[AiModel]:
    """The entries in the list, for whoever may read them."""
    shown = AiModel.objects.filter(archived_at=None)
    return shown if allowed(actor, "aimodels.read") else shown.none()


def find(actor: Actor, entry_id: str) -> AiModel | None:
    return visible(actor).filter(pk=entry_id).first()


def entry_of(kind: str, ref: str) -> AiModel | None:
    """The entry of what runs elsewhere, by its id there."""
    return AiModel.objects.filter(kind=kind, ref=ref).first()


def versions(entry: AiModel) -> QuerySet[ModelVersion]:
    return entry.versions.order_by("-number")


def find_version(entry: AiModel, number: int) -> ModelVersion | None:
    return entry.versions.filter(number=number).first()


def latest_evaluations(version: ModelVersion) -> dict[str, Evaluation]:
    """The newest evaluation of each suite in force, by kind of suite."""
    found: dict[str, Evaluation] = {}
    for each in version.evaluations.filter(suite__ended_at=None).select_related("suite").order_by("at"):
        found[each.kind] = each
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What serves of an entry, in a line: the version's label, and how it stands (good, bad, or in grace: neither)."""

    entry: AiModel
    label: str
    word: Words
    tone: Literal["good", "bad", ""]
    shape: str


def standings(actor: Actor, now: datetime) -> dict[tuple[str, str], Standing]:
    """By kind and by the id where it runs (its own for a tool from outside), of whatever is not retired."""
    shown = visible(actor).exclude(state="retired").filter(created_at__lte=now)
    serving = {each.entry_id: each for each in aliases_at(now)}
    return {(each.kind, each.ref or each.pk): _standing(each, serving.get(each.pk), now) for each in shown}


def _standing(entry: AiModel, alias: Alias | None, now: datetime) -> Standing:
    if alias is None:
        return Standing(entry, "–", GROUNDS[""][1], "", "unknown")
    label, (shape, word) = alias.version.label, GROUNDS[alias.ground]
    if alias.ground not in APPROVED:
        return Standing(entry, label, word, "bad" if shape == "unmet" else "", shape)
    lapse = lapse_of(alias, now) if entry.regime_since is not None else None
    if lapse is None:
        return Standing(entry, label, word, "good", shape)
    return Standing(entry, label, STOPPED if lapse.stopped(now) else LAPSED, "bad", "unmet")


def open_promotions(actor: Actor) -> QuerySet[Promotion]:
    """Requests that this person may decide: never their own."""
    held = Promotion.objects.filter(state=Promotion.State.OPEN).select_related("entry", "version")
    return held.exclude(asked_by=actor.id) if allowed(actor, "aimodels.decide") else held.none()


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for this person: promotions to decide, and entries whose grace ran out."""
    found = []
    for each in open_promotions(actor)[:5]:
        title = _("%(model)s: 새 판을 쓸지 정해 주세요") % {"model": each.entry.name}
        url = reverse("aimodels-promotion", args=[each.pk])
        found.append(Need(title, each.asked_why, each.asked_at.astimezone(SEOUL).date(), url, _("보기"), urgent=False))
    if not allowed(actor, "aimodels.write"):
        return found
    found += _ending(actor, now)
    late = [each for each in visible(actor).exclude(state="retired") if _is_late(each, now)]
    if late:
        count = len(late)
        said = ngettext("AI %(n)d개를 아직 평가하지 않았어요", "AI %(n)d개를 아직 평가하지 않았어요", count)
        detail = _("'%(model)s'부터 보면 돼요. 석 달의 말미가 끝났어요.") % {"model": late[0].name}
        found.append(Need(said % {"n": count}, detail, None, reverse("aimodels"), _("보기"), urgent=True))
    return found


def _ending(actor: Actor, now: datetime) -> list[Need]:
    """Approvals that run out, the soonest first."""
    found = []
    for each in visible(actor).filter(regime_since__isnull=False).exclude(state="retired"):
        alias = champion(each)
        lapse = lapse_of(alias, now) if alias is not None and alias.ground in APPROVED else None
        if lapse is not None:
            found.append((lapse, each))
    shown = []
    for lapse, each in sorted(found, key=lambda pair: pair[0].until)[:3]:
        said = _("%(model)s: 평가가 오래돼 멈췄어요") if lapse.stopped(now) else _("%(model)s: 다시 평가해 주세요")
        detail = _("지난 평가에서 기준에 못 미쳤어요.") if lapse.failed else _("평가한 지 오래됐어요.")
        day, url = lapse.until.astimezone(SEOUL).date(), reverse("aimodels-detail", args=[each.pk])
        urgent = lapse.failed or lapse.stopped(now)
        shown.append(Need(said % {"model": each.name}, detail, day, url, _("보기"), urgent=urgent))
    return shown


def _is_late(entry: AiModel, now: datetime) -> bool:
    ends = grace_ends(entry)
    return ends is not None and ends < now
