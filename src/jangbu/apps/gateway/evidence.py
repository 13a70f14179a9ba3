"""What the model connections show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, own, predicate, remember
from jangbu.apps.gateway import queries
from jangbu.apps.gateway.models import Endpoint
from jangbu.kernel.entry import Actor

remember(Endpoint, "on", "monthly_limit", "country", "base_url", "model", "private_allowed")

NONE_ON = Words("켜 둔 모델이 없어요.", "No model is switched on.")


def _on(at: datetime) -> list[Endpoint]:
    return list(queries.visible(Actor.system()).filter(on=True, created_at__lte=at))


def _shown(each: Endpoint, *, good: bool) -> Evidence:
    return Evidence(each.pk, own(each.name), reverse("endpoint", args=[each.pk]), at=each.created_at, good=good)


@predicate("endpoints_have_limits")
def have_limits(at: datetime) -> Answer:
    said = Words(
        "켜 둔 모델 {total}개 가운데 {bad}개에 한 달 한도가 없어요.",
        "{bad} of {total} models in use have no monthly limit.",
    )
    todo = Next(Words("한 달 한도를 정해요", "Set a monthly limit"), reverse("endpoint-list"))
    return counted([_shown(each, good=each.monthly_limit is not None) for each in _on(at)], said, NONE_ON, todo)


@predicate("endpoints_have_country")
def have_country(at: datetime) -> Answer:
    said = Words(
        "켜 둔 모델 {total}개 가운데 {bad}개는 데이터가 가는 나라를 몰라요.",
        "{bad} of {total} models in use do not say to which country data go.",
    )
    todo = Next(Words("데이터가 가는 나라를 적어요", "Say to which country data go"), reverse("endpoint-list"))
    unknown = Endpoint.Country.UNKNOWN
    return counted([_shown(each, good=each.country != unknown) for each in _on(at)], said, NONE_ON, todo)
