"""Who answers for AI models, as rows of the matrix of duties, and the promotions that were decided."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.aimodels.models import AiModel, Promotion
from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import Approved, SubjectKind, Thing, declare_deed, declare_subjects
from jangbu.kernel.entry import Subject

KIND = "ai_model"
PROMOTE = declare_deed("aimodels.promote", "AR", ko="AI의 새 판을 쓰기로 결정", en="decide which version serves")
OWNER = Words("모델 카드의 책임자", "named on the model card")


def _listed(at: datetime) -> list[Thing]:
    held = AiModel.objects.filter(created_at__lte=at).exclude(archived_at__lte=at)
    return [Thing(each.pk, each.name, each.created_at, each.owner, OWNER) for each in held]


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
