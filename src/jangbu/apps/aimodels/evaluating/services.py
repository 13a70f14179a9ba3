"""Running an evaluation, on asking and on schedule, and setting what is measured."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.aimodels import actions, problems
from jangbu.apps.aimodels.evaluating import datasets, probes
from jangbu.apps.aimodels.evaluating.defaults import DATASET, LIMITS, PROBES, RUNS
from jangbu.apps.aimodels.evaluating.measuring import Measured, accuracy, even, fingerprint_of_cases, honest
from jangbu.apps.aimodels.mirror import tell
from jangbu.apps.aimodels.models import AiModel, Evaluation, ModelVersion, Suite
from jangbu.apps.aimodels.running import Ask, Asked, Judged, Purse, source_of
from jangbu.apps.aimodels.serving import aliases_at
from jangbu.apps.base.permission import require
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

log = logging.getLogger(__name__)
EARLY = timedelta(days=1)  # before its end that an evaluation is renewed
AGAIN_AFTER = timedelta(days=1)  # between tries of an evaluation that could not be run
SCHEDULE = "정한 주기가 되어서"
VERDICT_WORDS = {
    "pass": ("통과", "passed"),
    "fail": ("못 미침", "failed"),
    "cannot_tell": ("알 수 없음", "cannot tell"),
    "failed": ("재지 못함", "could not be run"),
}
KIND_WORDS = {
    "accuracy": ("정확도", "accuracy"),
    "calibration": ("확신의 정직함", "calibration"),
    "safety": ("안전", "safety"),
    "fairness": ("공정성", "fairness"),
}


def evaluate(version: ModelVersion, suite: Suite, *, actor: Actor, why: str, clock: Clock = system_clock) -> Evaluation:
    """Measure that version now and keep what came out, whatever it is. Nothing is kept where nothing can be measured.

    Raises Problem aimodels.data_missing, .column_missing, .nothing_to_measure, .nobody_to_ask, and the model's own.
    """
    require(actor, "aimodels.evaluate")
    if suite.entry_id != version.entry_id or suite.ended_at is not None:
        raise Problem(problems.NO_SUITE, title=version.entry.name)
    began, now = time.perf_counter(), clock()
    found = _measured(version, suite, now)
    spent = round((time.perf_counter() - began) * 1000)
    return _keep(version, suite, found, actor, why, now, milliseconds=spent)


def evaluate_due(*, actor: Actor | None = None, clock: Clock = system_clock) -> list[Evaluation]:
    """Everything whose turn has come, on versions that serve and those that wait; one that cannot be run says why."""
    who, made = actor or Actor.system(), []
    for version, suite in due(clock()):
        try:
            made.append(evaluate(version, suite, actor=who, why=SCHEDULE, clock=clock))
        except Problem as problem:
            log.info("evaluation of %s %s: %s", version.entry.name, suite.kind, problem.code)
            made.append(_could_not(version, suite, problem, who, clock()))
    return made


def due(now: datetime) -> list[tuple[ModelVersion, Suite]]:
    """(version, suite) whose last evaluation nears the end of the suite's cycle, or that has none.

    A day before: renewed only once it lapsed, it would count as lapsed until somebody looks.
    """
    found = []
    for name in ("champion", "challenger"):
        for alias in aliases_at(now, name).filter(entry__archived_at=None).exclude(entry__state="retired"):
            for suite in alias.entry.suites.filter(ended_at=None):
                last = Evaluation.objects.filter(version=alias.version, suite=suite).first()
                cycle = timedelta(days=suite.every_days)
                wait = AGAIN_AFTER if last and last.verdict == "failed" else cycle - min(EARLY, cycle / 4)
                if last is None or last.at <= now - wait:
                    found.append((alias.version, suite))
    return found


def set_suite(
    entry: AiModel,
    kind: str,
    *,
    source: str,
    limits: Mapping[str, Mapping[str, Any]],
    every_days: int,
    required: bool,
    settings: Mapping[str, Any] | None = None,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Suite:
    """What is measured from now on. Evaluations under the old thresholds stay, and no longer count for a promotion.

    Raises Problem aimodels.limit_wrong, .no_why, .no_suite for an unknown kind or source.
    """
    require(actor, "aimodels.write")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    if kind not in LIMITS or source not in (RUNS, DATASET, PROBES):
        raise Problem(problems.NO_SUITE, title=entry.name)
    for measure, told in limits.items():
        if not 0 <= float(told["limit"]) <= 1:
            raise Problem(problems.LIMIT_WRONG, measure=measure)
    now = clock()
    with transaction.atomic():
        held = AiModel.objects.select_for_update().get(pk=entry.pk)
        old = held.suites.filter(kind=kind, ended_at=None).first()
        held.suites.filter(kind=kind, ended_at=None).update(ended_at=now)
        made = Suite.objects.create(
            entry=held,
            kind=kind,
            source=source,
            settings=dict(settings or {}),
            limits={name: dict(each) for name, each in limits.items()},
            every_days=max(1, min(int(every_days), 366)),
            required=required,
            made_by=actor.id,
            made_at=now,
        )
        after = {"kind_ko": KIND_WORDS[kind][0], "kind_en": KIND_WORDS[kind][1], **_said(made)}
        tell(actions.SUITE_SET, held, actor, why.strip(), after, before=_said(old) if old else None)
    return made


def _said(suite: Suite) -> dict[str, Any]:
    limits = {name: f"{'<=' if each['at_most'] else '>='} {each['limit']}" for name, each in suite.limits.items()}
    return {
        "source": suite.source,
        "limits": limits,
        "every_days": suite.every_days,
        "required": suite.required,
        "dataset": str(suite.settings.get("dataset", "")),
    }


def asking(version: ModelVersion, suite: Suite) -> Ask | None:
    """How to put a question to that version, paid within the suite's budget; None where no app offers it."""
    source = source_of(version.entry.kind)
    if source is None or source.ask is None:
        return None
    budget = suite.settings.get("budget_minor")
    purse = Purse(suite.pk, int(budget)) if budget is not None else Purse()
    return source.ask(version.entry.ref, version.content, purse)


def asks(suite: Suite) -> bool:
    """Whether measuring it puts questions to a model, which takes minutes and costs money."""
    return suite.source == PROBES or (suite.source == DATASET and not suite.settings.get("prediction"))


def cases_of(version: ModelVersion, until: datetime, *, replay: bool = True) -> list[Judged]:
    """Cases that this version worked on and people checked; one that never ran works on past cases once more."""
    source = source_of(version.entry.kind)
    if source is None:
        return []
    later = version.entry.versions.filter(number__gt=version.number).order_by("number").first()
    since = None if version.number == 1 or version.ref else version.made_at
    end = min(until, later.made_at) if later and not version.ref else until
    asked = Asked(version.entry.ref, version.ref, version.content, since, end)
    found = list(source.judged(asked)) if source.judged else []
    if not found and replay and source.replay is not None:
        found = list(source.replay(Asked(version.entry.ref, version.ref, version.content, None, until)))
    return found


def _measured(version: ModelVersion, suite: Suite, now: datetime) -> Measured:
    if suite.source == DATASET:
        return datasets.measured(suite, version, asking(version, suite) if asks(suite) else None, now)
    if suite.source == PROBES:
        ask = asking(version, suite)
        if ask is None:
            raise Problem(problems.NOBODY_TO_ASK, title=version.entry.name)
        return probes.measured(ask, suite.limits)
    cases = cases_of(version, now)
    if not cases:
        raise Problem(problems.NOTHING_TO_MEASURE, title=version.entry.name)
    how = {Suite.Kind.CALIBRATION.value: honest, Suite.Kind.FAIRNESS.value: even}.get(suite.kind, accuracy)
    found = how(cases, suite.limits)
    data = {
        "source": RUNS,
        "name": "",
        "id": "",
        "version": 0,
        "fingerprint": fingerprint_of_cases(cases),
        "cases": len(cases),
    }
    return Measured(found.results, found.tables, data)


def _keep(
    version: ModelVersion,
    suite: Suite,
    found: Measured,
    actor: Actor,
    why: str,
    now: datetime,
    *,
    milliseconds: int = 0,
    problem: Problem | None = None,
) -> Evaluation:
    verdict = "failed" if problem else found.verdict
    (kind_ko, kind_en), (ko, en) = KIND_WORDS[suite.kind], VERDICT_WORDS[verdict]
    with transaction.atomic():
        after = {
            "label": version.label,
            "version_id": version.pk,
            "suite_id": suite.pk,
            "kind_ko": kind_ko,
            "kind_en": kind_en,
            "verdict_ko": ko,
            "verdict_en": en,
            "verdict": verdict,
            "cases": int(found.data.get("cases", 0)),
            "data": str(found.data.get("fingerprint", "")),
        }
        told = tell(actions.EVALUATED, version.entry, actor, why, after)
        return Evaluation.objects.create(
            entry=version.entry,
            version=version,
            suite=suite,
            kind=suite.kind,
            verdict=verdict,
            results=found.results,
            tables=found.tables,
            data=found.data,
            problem={"code": problem.code, "ko": problem.sentence("ko"), "en": problem.sentence("en")}
            if problem
            else None,
            by=actor.id if actor.kind == "person" else "",
            milliseconds=milliseconds,
            cost_micros=found.cost_micros,
            cost_currency=found.currency,
            at=now,
            ledger=told.number,
        )


def _could_not(version: ModelVersion, suite: Suite, problem: Problem, actor: Actor, now: datetime) -> Evaluation:
    return _keep(version, suite, Measured([]), actor, SCHEDULE, now, problem=problem)
