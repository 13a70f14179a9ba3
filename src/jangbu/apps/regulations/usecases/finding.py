"""Uses of AI that run and are not in the register yet, with the answers that their records give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jangbu.apps.gateway import queries as gateway
from jangbu.apps.regulations.usecases.models import FoundUse, UseCase
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor

HERE = {"here", "KR"}
# What the kinds of automations are for: what a person sees of them, and whom they touch.
KINDS: dict[str, tuple[str, bool, str]] = {  # purpose, whether it leaves the firm, what it decides about people
    "invoice": ("계산서에서 값을 읽어요.", False, "none"),
    "quote": ("견적서 초안을 만들어요.", True, "none"),
    "appointment": ("만날 때를 제안해요.", True, "none"),
    "draft": ("글의 초안을 써요.", True, "none"),
    "decision": ("결정할 일을 정리해요.", False, "helps"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A use of AI that runs and is not in the register yet, with the answers that its records give."""

    kind: str  # automation, endpoint
    key: str
    values: dict[str, Any]


def proposals() -> list[Proposal]:
    """Running automations, and connected models that no automation uses."""
    known = set(FoundUse.objects.values_list("kind", "key"))
    taken = {name.casefold() for name in UseCase.objects.filter(archived_at=None).values_list("name", flat=True)}
    found = [*_automations(), *_endpoints()]
    new = [each for each in found if (each.kind, each.key) not in known]
    return [each for each in new if str(each.values["name"]).casefold() not in taken]


def _automations() -> Iterable[Proposal]:
    models = {each.pk: each for each in gateway.visible(Actor.system())}
    for each in work.automations(Actor.system()):
        version = each.current
        if version is None or each.kind not in KINDS:
            continue
        purpose, leaves, decides = KINDS[each.kind]
        model = models.get(str(version.settings.get("endpoint") or ""))
        values = {
            "name": each.name,
            "purpose": purpose,
            "affected": ["customers"],
            "leaves": leaves,
            "decides": decides,
            "fields": ["none"] if decides == "none" else [],
            "owner": version.who,
            "model": f"{model.name} ({model.model})" if model else "",
            "offered": "inside",  # what an automation makes waits for a person here
            "made": "api" if model else "bought",
            "generative": bool(model) and each.kind in {"draft", "decision", "quote"},
            "synthetic": False,
            "trained": False,
            "overseas": _abroad(model.country) if model else False,
        }
        yield Proposal("automation", each.pk, values)


def _endpoints() -> Iterable[Proposal]:
    used = {
        str(each.current.settings.get("endpoint") or "") for each in work.automations(Actor.system()) if each.current
    }
    for each in gateway.visible(Actor.system()).filter(on=True):
        if each.pk not in used:
            values = {
                "name": each.name,
                "owner": each.created_by,
                "model": each.model,
                "generative": True,
                "overseas": _abroad(each.country),
            }
            yield Proposal("endpoint", each.pk, values)


def _abroad(country: str) -> bool | None:
    return None if country == "?" else country not in HERE
