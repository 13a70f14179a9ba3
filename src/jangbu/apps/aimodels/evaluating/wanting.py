"""Evaluations that ask a model many times: what they would cost, put in line by a person, done by the worker."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jangbu.apps.aimodels import problems
from jangbu.apps.aimodels.evaluating import datasets, probes
from jangbu.apps.aimodels.evaluating.asking import asking_of
from jangbu.apps.aimodels.evaluating.defaults import PROBES
from jangbu.apps.aimodels.evaluating.services import asks, evaluate
from jangbu.apps.aimodels.models import Evaluation, ModelVersion, Suite, Wanted
from jangbu.apps.aimodels.running import Price, source_of
from jangbu.apps.base.permission import require
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Forecast:
    """Questions that are still to be asked of `total`, and what they cost at most; None where nobody knows prices."""

    left: int
    total: int
    price: Price | None


def forecast(version: ModelVersion, suite: Suite) -> Forecast | None:
    """Before anything is spent. None for a suite that asks nothing or whose data are not there."""
    source = source_of(version.entry.kind)
    if not asks(suite) or source is None or source.ask is None:
        return None
    if suite.source == PROBES:
        total = left = probes.TIMES * len(probes.probes())
        sent = probes.TIMES * sum(len((each.system + each.user).encode()) for each in probes.probes())
    else:
        try:
            asked = datasets.questions(suite)
        except Problem:
            return None
        held = asking_of(version, asked.print)
        total = len(asked.rows)
        known = held.answers.count() if held is not None and held.state != held.State.DONE else 0
        left = total - known
        sent = asked.bytes_sent * left // total
    price = source.price(version.entry.ref, version.content, left, sent) if source.price else None
    return Forecast(left, total, price)


def want(version: ModelVersion, suite: Suite, *, actor: Actor, why: str, clock: Clock = system_clock) -> Wanted:
    """Put it in line; twice is as once. Raises Problem aimodels.no_suite, .nobody_to_ask, and of data that are not
    there, so that nobody waits for what cannot be done."""
    require(actor, "aimodels.evaluate")
    if suite.entry_id != version.entry_id or suite.ended_at is not None:
        raise Problem(problems.NO_SUITE, title=version.entry.name)
    source = source_of(version.entry.kind)
    if source is None or source.ask is None:
        raise Problem(problems.NOBODY_TO_ASK, title=version.entry.name)
    if suite.source != PROBES:
        datasets.questions(suite)
    waiting = Wanted.objects.filter(version=version, suite=suite, state=Wanted.State.WAITING)
    if (held := waiting.first()) is not None:
        return held
    try:
        with transaction.atomic():
            return Wanted.objects.create(version=version, suite=suite, by=actor.id, why=why, at=clock())
    except IntegrityError:  # somebody else was quicker
        return waiting.get()


def do_wanted(*, clock: Clock = system_clock) -> list[Evaluation]:
    """What waits in line, the oldest first. One that stops keeps what was answered and says why."""
    made = []
    for each in Wanted.objects.filter(state=Wanted.State.WAITING).select_related("version__entry", "suite"):
        try:
            found = evaluate(each.version, each.suite, actor=Actor("person", each.by, ""), why=each.why, clock=clock)
        except Problem as problem:
            told = {"code": problem.code, "ko": problem.sentence("ko"), "en": problem.sentence("en")}
            _ended(each, Wanted.State.STOPPED, clock, problem=told)
        else:
            _ended(each, Wanted.State.DONE, clock, evaluation=found)
            made.append(found)
    return made


def _ended(each: Wanted, state: str, clock: Clock, **values: object) -> None:
    Wanted.objects.filter(pk=each.pk).update(state=state, ended_at=clock(), **values)


def progress(version: ModelVersion, suite: Suite) -> tuple[int, int]:
    """(answered, asked in all) of what goes on or stopped; (0, 0) for what is not asked row by row."""
    if suite.source == PROBES or not asks(suite):
        return 0, 0
    try:
        asked = datasets.questions(suite)
    except Problem:
        return 0, 0
    held = asking_of(version, asked.print)
    return (held.answers.count(), held.total) if held is not None else (0, len(asked.rows))


def last_wanted(version: ModelVersion, suite: Suite) -> Wanted | None:
    """The newest that waits or stopped, where nothing was measured since."""
    held = Wanted.objects.filter(version=version, suite=suite).order_by("-at").first()
    return held if held is not None and held.state != Wanted.State.DONE else None
