"""Who answers for the connections to models, as rows of the matrix of duties."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import SubjectKind, Thing, declare_deed, declare_subjects, rule
from jangbu.apps.gateway import actions
from jangbu.apps.gateway.models import Endpoint

CHANGE = declare_deed(
    "endpoint.change", "AR", ko="모델 연결을 바꾸기로 결정", en="change the connection", kind="endpoint"
)
MADE = Words("연결을 만든 사람", "who made the connection")


def _listed(at: datetime) -> list[Thing]:
    held = Endpoint.objects.filter(created_at__lte=at)
    return [Thing(each.pk, each.name, each.created_at, each.created_by, MADE) for each in held]


declare_subjects(
    SubjectKind(
        "endpoint",
        Words("모델 연결", "model connection"),
        _listed,
        lambda key: reverse("endpoint", args=[key]),
        order=30,
    )
)
rule(CHANGE, actions.ENDPOINT_CHANGED, actions.SWITCHED_ON)
