"""Connections in the register of AI models: what each is, how to ask it as a test, how to change its model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from jangbu.apps.aimodels import queries as aimodels_door
from jangbu.apps.aimodels import services as aimodels
from jangbu.apps.aimodels.services import Ask, Price, Purse, Running, Said, Seen, Source, Spent
from jangbu.apps.gateway import problems
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.port import LONGEST_ANSWER, PER_TOKENS, Behalf, Port
from jangbu.apps.gateway.queries import costs
from jangbu.engines.llm import Message, Outside, Prices, Usage
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

KIND = "model"
CONTENT = ("base_url", "model", "format_name", "old_limit_name", "takes_images")
DECLINED = "llm.refused"
PROBE_TOKENS = 600
SHAPELESS = frozenset(
    {"llm.wrong_json", "llm.wrong_schema", "llm.empty_answer", "llm.length_cut", "llm.content_filtered", "llm.too_long"}
)
AROUND = 400  # bytes that the format of a chat and the shape of an answer add to one question
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

    def ask(ref: str, content: Mapping[str, Any], purse: Purse) -> Ask:
        return _asker(_as_version(ref, content), outside, purse)

    return Source(
        kind=KIND,
        running=_running,
        url=lambda ref: reverse("endpoint", args=[ref]),
        serve=serve,
        ask=ask,
        price=_price,
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


def asker(endpoint_id: str, outside: list[Outside | None], purse: Purse, before: str = "") -> Ask:
    """Asks the model of that connection as it is set up now; `before` stands above every system text (a prompt)."""
    return _asker(_as_version(endpoint_id, {}), outside, purse, before)


def _asker(endpoint: Endpoint, outside: list[Outside | None], purse: Purse, before: str = "") -> Ask:
    """Asks that very version, whether or not it is the one that serves. Raises Problem gateway.switched_off."""
    if not endpoint.on:
        raise Problem(problems.SWITCHED_OFF, endpoint=endpoint.name)
    limit = None if purse.minor is None else Money(purse.minor, endpoint.currency)
    behalf = Behalf(Call.Purpose.PROBE, purse.holder, "", limit)

    def ask(system: str, user: str, schema: Mapping[str, Any] | None = None) -> Said:
        port = Port(endpoint, behalf, Actor.system(), system_clock, outside[0])
        above = f"{before}\n\n{system}" if before else system
        asked, data, text = [Message("system", above), Message("user", user)], None, ""
        refused = shapeless = False
        try:
            if schema is None:
                text = port.text(asked, longest=PROBE_TOKENS)
            else:
                data = port(asked, schema)
        except Problem as problem:
            refused, shapeless = problem.code == DECLINED, problem.code in SHAPELESS
            if not refused and not shapeless:
                raise
        return Said(text, refused, shapeless, data, port.spent.cost_micros, port.spent.currency)

    return ask


def price_of(endpoint_id: str, calls: int, sent: int) -> Price | None:
    """What so many questions with so many bytes in all cost at most there: no token is shorter than a byte."""
    endpoint = Endpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None:
        return None
    prices = Prices(endpoint.price_in, endpoint.price_out, endpoint.currency, endpoint.price_cached, PER_TOKENS)
    worst = Usage(sent + calls * AROUND, calls * LONGEST_ANSWER)
    return Price(prices.cost(worst).micro, endpoint.currency)


def _price(ref: str, _content: Mapping[str, Any], calls: int, sent: int) -> Price | None:
    return price_of(ref, calls, sent)


def _spent(ref: str) -> list[Spent]:
    lines = costs(Actor.system(), "month", endpoint=ref, since=(system_clock() - MONTHS).date())
    return [Spent(each.key, each.currency, each.calls, each.cost_micros) for each in lines]
