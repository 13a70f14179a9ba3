"""Setting models up, trying them, and asking them. The key comes in once and never goes out but to its vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from jangbu.apps.aimodels import queries as allowed_models
from jangbu.apps.aimodels.services import Ask, Purse, Source
from jangbu.apps.base import sealing
from jangbu.apps.base.permission import require
from jangbu.apps.gateway import actions, problems, registering
from jangbu.apps.gateway.admitting import Asked, Mark, bind_gate, mark_of, marked
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.names import bind_names
from jangbu.apps.gateway.port import KEY_USE, Behalf, Port, Spent
from jangbu.apps.gateway.recording import close_lost
from jangbu.apps.gateway.registering import price_of
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.engines.llm import Message, Outside
from jangbu.engines.llm.addresses import checked_target
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

__all__ = [
    "Asked",
    "Behalf",
    "Mark",
    "Port",
    "Setup",
    "Spent",
    "Tried",
    "add_endpoint",
    "ai_source",
    "asker",
    "bind_gate",
    "bind_names",
    "bind_outside",
    "change_endpoint",
    "change_model",
    "close_lost",
    "forget_key",
    "mark_of",
    "marked",
    "port",
    "price_of",
    "switch",
    "try_endpoint",
]

TRY = (
    Message("system", "You are being tested. Answer with the one word that you are asked for."),
    Message("user", "Answer with the word: ready"),
)
TRY_TOKENS = 400  # room for a model that thinks first
SAID = 120  # characters of a trial's answer that are shown

_outside: list[Outside | None] = [None]  # what a call needs of the world; bound by tests


def bind_outside(outside: Outside | None) -> None:
    _outside[:] = [outside]


@dataclass(frozen=True, slots=True)
class Setup:
    """An endpoint as a person types it, the key aside. Prices in millionths of a minor unit for a million tokens."""

    name: str
    base_url: str
    model: str
    currency: str
    price_in: int
    price_out: int
    price_cached: int | None = None
    price_source: str = ""
    monthly_limit: int | None = None  # minor units
    takes_images: bool = False
    country: str = Endpoint.Country.UNKNOWN.value
    private_allowed: bool = False
    format_name: str = Endpoint.Form.SCHEMA.value
    old_limit_name: bool = False
    timeout_s: int = 60
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """How a trial ended: what the model said, or why it did not."""

    said: str
    problem: Problem | None
    milliseconds: int
    tokens: int
    cost_micros: int
    currency: str


def add_endpoint(setup: Setup, key: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Endpoint:
    """A new connection, switched off until somebody switches it on.

    Raises Problem llm.address_refused, gateway.name_taken, .key_malformed.
    """
    require(actor, "gateway.manage")
    setup = _checked(setup)
    sealed = _sealed(key)
    with transaction.atomic():
        _refuse_taken(setup.name)
        made = Endpoint.objects.create(**asdict(setup), key_sealed=sealed, created_by=actor.id, created_at=clock())
        _tell(actions.ENDPOINT_ADDED, made, actor, why, {"settings": _said(made)})
        registering.noted(made, actor=actor, why=why)
    return made


def change_endpoint(endpoint: Endpoint, setup: Setup, key: str = "", *, actor: Actor, why: str) -> Endpoint:
    """The connection with other settings; an empty key keeps the one there is, but only for the same address.

    Raises Problem gateway.key_needed, and what `add_endpoint` raises.
    """
    require(actor, "gateway.manage")
    setup = _checked(setup)
    with transaction.atomic():
        held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        if held.key_sealed and not key and _place(setup.base_url) != _place(held.base_url):
            raise Problem(problems.KEY_NEEDED)
        _refuse_taken(setup.name, besides=held.pk)
        before = _said(held)
        for name, value in asdict(setup).items():
            setattr(held, name, value)
        if key:
            held.key_sealed = _sealed(key)
        held.save()
        after = _said(held)
        changed = sorted(name for name, value in after.items() if before[name] != value) + (["key"] if key else [])
        told = {"said_ko": ", ".join(changed) or "–", "said_en": ", ".join(changed) or "–", "settings": after}
        _tell(actions.ENDPOINT_CHANGED, held, actor, why, told, before=before)
        registering.noted(held, actor=actor, why=why)
    return held


def change_model(endpoint_id: str, content: Mapping[str, Any], *, actor: Actor, why: str) -> None:
    """Another model at the same vendor, as the register of AI models decided. Raises Problem gateway.other_address."""
    require(actor, "aimodels.write")
    with transaction.atomic():
        held = Endpoint.objects.select_for_update().get(pk=endpoint_id)
        if content.get("base_url") != held.base_url:
            raise Problem(problems.OTHER_ADDRESS, endpoint=held.name)
        before = _said(held)
        fields = [name for name in registering.CONTENT if name != "base_url" and name in content]
        changed = [name for name in fields if getattr(held, name) != content[name]]
        if not changed:
            return
        for name in changed:
            setattr(held, name, content[name])
        held.save(update_fields=changed)
        said = {"said_ko": ", ".join(changed), "said_en": ", ".join(changed), "settings": _said(held)}
        _tell(actions.ENDPOINT_CHANGED, held, actor, why, said, before=before)


def ai_source() -> Source:
    """What the register of AI models may ask of connections; bound in web/wiring."""
    return registering.source(_outside, change_model)


def asker(endpoint_id: str, purse: Purse, before: str = "") -> Ask:
    """How an evaluation asks the model of that connection. Raises Problem gateway.no_endpoint, .switched_off."""
    return registering.asker(endpoint_id, _outside, purse, before)


def switch(endpoint: Endpoint, on: bool, *, actor: Actor, why: str) -> None:
    """On, so that automations may ask it; or off, so that nothing leaves. Twice is as once."""
    require(actor, "gateway.manage")
    with transaction.atomic():
        held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        if held.on == on:
            return
        held.on = on
        held.save(update_fields=["on"])
        _tell(actions.SWITCHED_ON if on else actions.SWITCHED_OFF, held, actor, why, {}, before={"on": not on})
        registering.noted(held, actor=actor, why=why)
    endpoint.refresh_from_db()


def forget_key(endpoint: Endpoint, *, actor: Actor, why: str) -> None:
    """Delete the key and switch off: what to do at once when it may have got out."""
    require(actor, "gateway.manage")
    with transaction.atomic():
        held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        held.key_sealed, held.on = "", False
        held.save(update_fields=["key_sealed", "on"])
        _tell(actions.KEY_FORGOTTEN, held, actor, why, {})
        registering.noted(held, actor=actor, why=why)
    endpoint.refresh_from_db()


def try_endpoint(endpoint: Endpoint, *, actor: Actor, clock: Clock = system_clock) -> Tried:
    """Really call it, with a question that holds nothing of the firm. A vendor that fails is an answer too."""
    require(actor, "gateway.manage")
    asked = Port(endpoint, Behalf(Call.Purpose.TRY), actor, clock, _outside[0])
    said, problem = "", None
    try:
        said = asked.text(TRY, longest=TRY_TOKENS)[:SAID]
    except Problem as met:
        problem = met
    last = endpoint.calls.filter(purpose=Call.Purpose.TRY).first() if asked.spent.calls else None
    outcome = problem.code if problem else Call.ANSWERED
    Endpoint.objects.filter(pk=endpoint.pk).update(tried_at=clock(), tried_outcome=outcome)
    endpoint.refresh_from_db()
    spent = asked.spent
    took = last.milliseconds if last else 0
    return Tried(said, problem, took, spent.tokens, spent.cost_micros, spent.currency)


def port(endpoint_id: str, behalf: Behalf, *, actor: Actor, clock: Clock = system_clock) -> Port:
    """The way to that model. Raises Problem gateway.no_endpoint, .switched_off, aimodels.not_allowed."""
    require(actor, "gateway.call")
    close_lost(clock=clock)
    endpoint = Endpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None:
        raise Problem(problems.NO_ENDPOINT)
    if not endpoint.on:
        raise Problem(problems.SWITCHED_OFF, endpoint=endpoint.name)
    fingerprint = registering.fingerprint_of(endpoint)
    allowed_models.require_serving(registering.KIND, endpoint.pk, fingerprint, endpoint.name, clock())
    return Port(endpoint, behalf, actor, clock, _outside[0])


def _checked(setup: Setup) -> Setup:
    """The same, trimmed, its address judged. Raises Problem llm.address_refused."""
    setup = replace(setup, name=setup.name.strip(), base_url=setup.base_url.strip().rstrip("/"))
    outside = _outside[0] or Outside()
    checked_target(setup.base_url, private_allowed=setup.private_allowed, resolver=outside.resolve)
    return setup


def _place(base_url: str) -> tuple[str, str]:
    """To whom a key goes."""
    parts = urlsplit(base_url)
    return parts.scheme, parts.netloc


def _sealed(key: str) -> str:
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise Problem(problems.KEY_MALFORMED)
    return sealing.seal(key, use=KEY_USE) if key else ""


def _refuse_taken(name: str, besides: str = "") -> None:
    if Endpoint.objects.filter(name=name).exclude(pk=besides).exists():
        raise Problem(problems.NAME_TAKEN, name=name)


def _said(endpoint: Endpoint) -> dict[str, Any]:
    """The settings as the ledger keeps them; whether there is a key, never which."""
    names = asdict(Setup("", "", "", "", 0, 0)).keys()
    return {**{name: getattr(endpoint, name) for name in names}, "has_key": bool(endpoint.key_sealed)}


def _tell(
    action: Action,
    endpoint: Endpoint,
    actor: Actor,
    why: str,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    about = {
        "endpoint": endpoint.name,
        "endpoint_id": endpoint.pk,
        "model": endpoint.model,
        "country": endpoint.country,
    }
    record(
        action,
        actor=actor,
        where=endpoint.name,
        why=why,
        subject=Subject("endpoint", endpoint.pk),
        before=before,
        after={**about, **after},
    )
