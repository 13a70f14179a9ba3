"""Who answers for AI models, as rows of the matrix of duties, and the promotions that were decided."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.aimodels import actions
from jangbu.apps.aimodels.models import AiModel, ModelVersion, Promotion
from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import (
    Approved,
    Deed,
    SubjectKind,
    Thing,
    declare_deed,
    declare_subjects,
    moved_to,
    rule,
)
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.sources import queries as data
from jangbu.kernel.entry import Subject

KIND = "ai_model"
PROMOTE = declare_deed(
    "aimodels.promote", "AR", ko="AI의 새 판을 쓰기로 결정", en="decide which version serves", kind=KIND
)
CHANGE = declare_deed(
    "aimodels.change", "AR", ko="모델 카드와 평가 기준을 결정", en="decide on card and thresholds", kind=KIND
)
OWNER = Words("모델 카드의 책임자", "named on the model card")


def _listed(at: datetime) -> list[Thing]:
    held = AiModel.objects.filter(created_at__lte=at).exclude(archived_at__lte=at)
    personal = _personal(at)
    return [Thing(each.pk, each.name, each.created_at, each.owner, OWNER, each.pk in personal) for each in held]


def _personal(at: datetime) -> set[str]:
    """Models whose newest version of that moment touches personal data."""
    datasets = data.personal_at(at)
    made = ModelVersion.objects.filter(made_at__lte=at).order_by("number").values_list("entry", "data")
    return {entry for entry, used in dict(made).items() if any(each.get("dataset") in datasets for each in used)}


def _approved(since: datetime, until: datetime) -> list[Approved]:
    decided = Promotion.objects.filter(decided_at__gt=since, decided_at__lte=until, state__in=("approved", "rejected"))
    return [
        Approved(
            each.pk,
            Subject(KIND, each.entry_id),
            PROMOTE.name,
            each.decided_by,
            each.decided_at,
            f"{each.entry.name} · {each.version.label}",
            reverse("aimodels-promotion", args=[each.pk]),
        )
        for each in decided.select_related("entry", "version")
        if each.decided_at is not None
    ]


declare_subjects(
    SubjectKind(
        KIND,
        Words("AI 모델", "AI model"),
        _listed,
        lambda key: reverse("aimodels-detail", args=[key]),
        approvals=_approved,
        order=28,
    )
)


def _moving(intent: Intent) -> Deed | None:
    """That it is not used may be noted by whoever sees it."""
    return None if moved_to(intent) == "paused" else CHANGE


rule(PROMOTE, actions.PROMOTED, actions.REJECTED, actions.REGIME, actions.PROLONGED)
rule(CHANGE, actions.SUITE_SET, "aimodels.changed", "aimodels.reviewed", "aimodels.aside", "aimodels.restored")
rule(_moving, "aimodels.moved", "aimodels.undone")
