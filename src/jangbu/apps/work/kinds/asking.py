"""The model of an automation: which connection its version names, and what it may spend there in a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jangbu.apps.gateway import queries as gateway
from jangbu.apps.gateway import services as models
from jangbu.apps.gateway.services import Behalf, Port
from jangbu.apps.work import problems
from jangbu.apps.work.registering import Prompt, prompt_for
from jangbu.apps.work.runs.models import Run
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the model of a run, and the prompt that serves at this moment (empty where the kind has none)."""

    port: Port
    prompt: Prompt

    def kept(self) -> dict[str, Any]:
        """What the run's record says of it."""
        return {"prompt": {"fingerprint": self.prompt.fingerprint, "label": self.prompt.label}}


def way_for(run: Run, purpose: str, now: datetime) -> Way | None:
    """None where the run's version names no model. A drill asks nobody.

    Raises Problem of the gateway (switched off, gone) and aimodels.not_allowed: whoever asks leaves the work to a
    person then.
    """
    if run.automation.drill:
        return None
    prompt = prompt_for(run.automation, run.version, now)
    if prompt is None:
        return None
    limit = budget_of(run.version.settings) or Money(0, gateway.currency_of(prompt.endpoint) or "KRW")
    behalf = Behalf(purpose, run.automation_id, run.pk, limit)
    return Way(models.port(prompt.endpoint, behalf, actor=Actor.system(), clock=lambda: now), prompt)


def budget_of(settings: Mapping[str, Any]) -> Money | None:
    """What the automation may spend in a month: {minor, currency} in its settings."""
    held = settings.get("budget")
    if not isinstance(held, Mapping):
        return None
    return Money(int(held["minor"]), str(held["currency"]))


def check_model(settings: Mapping[str, Any]) -> None:
    """Raises Problem unless the connection exists and has a budget in its own currency, or no connection is named."""
    endpoint = str(settings.get("endpoint") or "")
    if not endpoint:
        return
    currency, budget = gateway.currency_of(endpoint), budget_of(settings)
    if currency is None:
        raise Problem(problems.MODEL_UNKNOWN)
    if budget is None or budget.minor <= 0 or budget.currency != currency:
        raise Problem(problems.BUDGET_MISSING, currency=currency)
