"""Who carries automation in each part of the firm: three areas that every firm has, whoever fills them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.subjects import SubjectKind, Thing, declare_subjects
from jangbu.apps.people import queries as people

AREAS = (
    ("it", Words("IT: 연결하고 지키는 일", "IT: connecting and guarding")),
    ("operations", Words("운영: 일하는 방법을 정하는 일", "Operations: deciding how work is done")),
    ("marketing", Words("영업과 마케팅: 고객에게 닿는 일", "Sales and marketing: what reaches customers")),
)
PARTS = (  # the beginning of an address, and the area that its pages belong to
    ("/backups/", "it"),
    ("/people/", "it"),
    ("/ai/", "it"),
    ("/models/", "it"),
    ("/incidents/", "it"),
    ("/ledger/", "it"),
    ("/regulations/", "operations"),
    ("/policies/", "operations"),
    ("/vendors/", "operations"),
    ("/duties/", "operations"),
    ("/data/", "operations"),
    ("/work/", "operations"),
    ("/pilots/", "operations"),
)


def area_of(url: str) -> str:
    """Which part of the firm a page belongs to; "" where that is not said."""
    return next((area for start, area in PARTS if url.startswith(start)), "")


def _listed(at: datetime) -> list[Thing]:
    firm = people.firm()
    if firm is None or firm.created_at > at:
        return []
    return [Thing(key, str(said), firm.created_at) for key, said in AREAS]


declare_subjects(
    SubjectKind(
        "area",
        Words("자동화 역할", "automation role"),
        _listed,
        lambda key: reverse("duties-subject", args=["area", key]),
        order=90,
    )
)
