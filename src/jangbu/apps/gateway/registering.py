"""Connections in the register of AI models: what each is, how to ask it as a test, how to change its model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from jangbu.apps.aimodels import queries as aimodels_door
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.services import Ask, Running, Said, Seen, Source, Spent
from jangbu.apps.gateway import problems
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.port import Behalf, Port
from jangbu.apps.gateway.queries import costs
from jangbu.engines.llm import Message, Outside
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

KIND = "model"
CONTENT = ("base_url", "model", "format_name", "old_limit_name", "takes_images")
DECLINED = "llm.refused"
PROBE_TOKENS = 600
MONTHS = timedelta(days=190)
REHEARSAL = (
    Message("system", "You are being tested. Answer with the one word that you are asked for."),
    Message("user", "Answer with the word: ready"),
)


def content_of(endpoint: Endpoint) -> dict[str, Any]:
    """What makes it this model and no other. The key is no part of it."""
    told = {name: getattr(endpoint, name) for name in CONTENT}
    return {**told, "snapshot": aimodels.snapshot_of(endpoint.model)}


def running_of(endpoint: Endpoint) -> Running:
    return Running(
        kind=KIND,
        ref=endpoint.pk,
        name=endpoint.name,
        content=content_of(endpoint),
        label=endpoint.model,
        note=endpoint.note[:300] or endpoint.price_source,
        made_by=endpoint.created_by,
        serving=endpoint.on,
    )


def fingerprint_of(endpoint: Endpoint) -> str:
    return running_of(endpoint).print


def noted(endpoint: Endpoint, *, actor: Actor, why: str) -> None:
    """Tell the register what this connection is now, in the caller's transaction."""
    aimodels.note_running(running_of(endpoint), actor=actor, why=why)
    if not endpoint.on:
        aimodels.note_idle(KIND, endpoint.pk, actor=actor, why=why)


def source(outside: list[Outside | None], change: Callable[..., None]) -> Source:
    """`outside` is the box in which services keeps what a call needs of the world, `change` its change_model."""

    def serve(ref: str, _version: str, content: Mapping[str, Any], actor: Actor, why: str) -> None:
        change(ref, content, actor=actor, why=why)

    def ask(ref: str, content: Mapping[str, Any]) -> Ask:
        return _asker(ref, content, outside)

    return Source(
        kind=KIND,
        running=_running,
        url=lambda ref: reverse("endpoint", args=[ref]),
        serve=serve,
        ask=ask,
        rehearse=lambda ref, content, now: _rehearsed(ref, content, now, outside),
        spent=_spent,
        suites=("safety",),
    )


def _running() -> Iterable[Running]:
    return [running_of(each) for each in Endpoint.objects.order_by("created_at")]


def _as_version(ref: str, content: Mapping[str, Any]) -> Endpoint:
    """The connection as that version has it, in memory only. Raises Problem gateway.no_endpoint, .other_address."""
    endpoint = Endpoint.objects.filter(pk=ref).first()
    if endpoint is None:
        raise Problem(problems.NO_ENDPOINT)
    if content.get("base_url") not in (None, endpoint.base_url):
        raise Problem(problems.OTHER_ADDRESS, endpoint=endpoint.name)
    for name in ("model", "format_name", "old_limit_name", "takes_images"):
        setattr(endpoint, name, content.get(name, getattr(endpoint, name)))
    return endpoint


def _rehearsed(ref: str, content: Mapping[str, Any], now: datetime, outside: list[Outside | None]) -> Seen | None:
    """One real question through the door that every call goes through; None while the connection is off."""
    endpoint = _as_version(ref, content)
    if not endpoint.on:
        return None
    aimodels_door.require_serving(KIND, endpoint.pk, fingerprint_of(endpoint), endpoint.name, now)
    began = time.perf_counter()
    port = Port(endpoint, Behalf(Call.Purpose.PROBE), Actor.system(), system_clock, outside[0])
    port.text(REHEARSAL, longest=PROBE_TOKENS)
    took = round((time.perf_counter() - began) * 1000)
    model, spent = endpoint.model, port.spent
    return Seen(
        fingerprint_of(endpoint),
        f"{model}에 실제로 물었고 답이 왔어요",
        f"{model} was really asked and answered",
        took,
        spent.cost_micros,
        spent.currency,
    )


def _asker(ref: str, content: Mapping[str, Any], outside: list[Outside | None], clock: Clock = system_clock) -> Ask:
    """Asks that very version, whether or not it is the one that serves. Raises Problem gateway.switched_off."""
    endpoint = _as_version(ref, content)
    if not endpoint.on:
        raise Problem(problems.SWITCHED_OFF, endpoint=endpoint.name)

    def ask(system: str, user: str) -> Said:
        port = Port(endpoint, Behalf(Call.Purpose.PROBE), Actor.system(), clock, outside[0])
        try:
            text = port.text([Message("system", system), Message("user", user)], longest=PROBE_TOKENS)
        except Problem as problem:
            if problem.code == DECLINED:
                return Said("", refused=True, cost_micros=port.spent.cost_micros, currency=port.spent.currency)
            raise
        return Said(text, cost_micros=port.spent.cost_micros, currency=port.spent.currency)

    return ask


def _spent(ref: str) -> list[Spent]:
    lines = costs(Actor.system(), "month", endpoint=ref, since=(system_clock() - MONTHS).date())
    return [Spent(each.key, each.currency, each.calls, each.cost_micros) for each in lines]
