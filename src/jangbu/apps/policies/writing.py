"""Writing the versions of a policy: from the records, or by hand. A version is never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from jangbu.apps.ledger.services import record
from jangbu.apps.policies import actions
from jangbu.apps.policies.drafting import draft, filled
from jangbu.apps.policies.models import Policy, PolicyVersion
from jangbu.apps.policies.records import records
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject

FROM_RECORDS = "회사의 기록에서 만든 초안"
WHERE = "정책"


def fingerprint(clauses: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of the clauses as canonical JSON, hex."""
    told = json.dumps(clauses, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def first_version(policy: Policy, actor: Actor, clock: Clock = system_clock) -> PolicyVersion:
    """The draft of the policy's kind, filled from the records; and its English title if none was given."""
    found = draft(policy.kind)
    clauses = filled(found, records(actor, clock().astimezone(SEOUL).date()))
    policy.title_en = policy.title_en or found.title.en
    return keep(policy, clauses, FROM_RECORDS, actor, from_records=True, clock=clock)


def keep(
    policy: Policy,
    clauses: Sequence[Mapping[str, Any]],
    note: str,
    actor: Actor,
    *,
    from_records: bool = False,
    clock: Clock = system_clock,
) -> PolicyVersion:
    """The next version, in the caller's transaction, with its ledger entry."""
    newest = policy.versions.first()
    made = PolicyVersion.objects.create(
        policy=policy,
        number=newest.number + 1 if newest else 1,
        clauses=list(clauses),
        note=note,
        from_records=from_records,
        fingerprint=fingerprint(clauses),
        written_by=actor.id,
        written_at=clock(),
    )
    policy.current = made
    policy.save(update_fields=["current", "title_en"])
    record(
        actions.WRITTEN,
        actor=actor,
        where=WHERE,
        why=note,
        subject=Subject("policy", policy.pk),
        before={"number": newest.number, "sha256": newest.fingerprint} if newest else None,
        after={"title": policy.title, "number": made.number, "note": note, "sha256": made.fingerprint},
    )
    return made
