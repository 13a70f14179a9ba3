"""Clearing a dataset for use, as a person does in one click."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jangbu.apps.sources import queries, services
from jangbu.apps.sources.models import Card, Dataset
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor

TODAY = date(2026, 11, 23)


def cleared(dataset: Dataset, actor: Actor, *, clock: Clock = system_clock, **changed: object) -> Card:
    """The proposals confirmed, with `changed` answers."""
    answers = replace(queries.proposed_answers(dataset, actor, TODAY), **changed)
    return services.confirm_card(dataset, answers, actor=actor, why="제안대로", clock=clock)
