"""What people made of runs: each value a version proposed, whether it was left standing, and how sure it had been."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from jangbu.apps.aimodels.services import Asked, Judged
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.runs.models import Approval, Run

MOST = 2_000  # checked cases of one look, the newest
KEPT_PERMILLE = 200  # a draft of which a fifth was changed at most counts as right


def judged_runs(runs: QuerySet[Run], asked: Asked) -> list[Judged]:
    """Approved by a person within the time, oldest first. From approvals, which never change once decided."""
    checked = Approval.objects.filter(run__in=runs, state=Approval.State.APPROVED, decided_at__lte=asked.until)
    checked = checked.exclude(decided_by="").exclude(run__automation__drill=True)
    if asked.since is not None:
        checked = checked.filter(run__created_at__gte=asked.since)
    held = checked.select_related("run__automation", "run__finished_text", "run__decision")
    return [case for each in reversed(held.order_by("-decided_at")[:MOST]) if (case := _judged(each)) is not None]


def _judged(approval: Approval) -> Judged | None:
    run = approval.run
    kind = run.automation.kind
    if kind == Automation.Kind.DRAFT:
        return _draft(approval)
    if kind == Automation.Kind.DECISION:
        chosen = getattr(run, "decision", None)
        return None if chosen is None else _one(approval, not chosen.own, chosen.choice)
    read = run.input.get("read", {})
    if kind == Automation.Kind.INVOICE and read:
        edited = set(approval.edits)
        values = tuple((float(confidence), name not in edited) for name, confidence in read.items())
        return _case(approval, values, good=not edited, passed=not run.doubts, said=run.proposal or {})
    return _one(approval, not approval.edits, json.dumps(sorted(approval.edits)))


def _draft(approval: Approval) -> Judged | None:
    """A draft is right where people changed a fifth of it at most."""
    text = getattr(approval.run, "finished_text", None)
    return None if text is None else _one(approval, text.permille <= KEPT_PERMILLE, text.final)


def _one(approval: Approval, right: bool, truth: str) -> Judged:
    passed = not approval.run.doubts
    assert approval.decided_at is not None
    return Judged(approval.run_id, approval.decided_at, ((None, right),), passed, right, {}, _print(truth))


def _case(
    approval: Approval,
    values: tuple[tuple[float | None, bool], ...],
    *,
    good: bool,
    passed: bool,
    said: Mapping[str, Any],
) -> Judged:
    assert approval.decided_at is not None
    truth = {name: each.get("value") for name, each in said.get("fields", {}).items()}
    groups = {"paper": str(said.get("source") or "–")}
    return Judged(approval.run_id, approval.decided_at, values, passed, good, groups, _print(json.dumps(truth)))


def judged_values(
    approval: Approval, proposal: Mapping[str, Any], read: Mapping[str, float], *, passed: bool
) -> Judged:
    """What another version proposed for a case that was decided, against what the person left standing."""
    final = {name: each.get("value") for name, each in (approval.run.proposal or {}).get("fields", {}).items()}
    fields: Mapping[str, Any] = proposal.get("fields", {})
    values = tuple(
        (float(confidence), fields.get(name, {}).get("value") == final.get(name)) for name, confidence in read.items()
    )
    good = all(right for _confidence, right in values)
    return _case(approval, values, good=good, passed=passed, said=approval.run.proposal or {})


def _print(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
