"""Auditing claims: a case in, a result kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml
from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.models import ClaimsAudit
from jangbu.engines import value
from jangbu.engines.value.claims import parse_case
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Kind, Problem

LARGEST = 200_000  # bytes of a case
UNREADABLE = Kind(
    "pilots.case_unreadable",
    ko="사례를 읽지 못했어요: {detail}.",
    en="The case cannot be read: {detail}.",
    next_ko="YAML 형식인지 보고, 예시를 받아 그 모양대로 적어 주세요.",
    next_en="See that it is YAML; an example can be downloaded and followed.",
)


def read_yaml(text: bytes) -> dict[str, Any]:
    """A case as plain data. Raises Problem pilots.case_unreadable."""
    if len(text) > LARGEST:
        raise Problem(UNREADABLE, detail="> 200 kB")
    try:
        told = yaml.safe_load(text.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise Problem(UNREADABLE, detail=(str(error).splitlines() or ["?"])[0][:120]) from error
    if not isinstance(told, dict):
        raise Problem(UNREADABLE, detail="costs, benefits, claims")
    return told


def audit(case: Mapping[str, Any], *, actor: Actor, why: str, clock: Clock = system_clock) -> ClaimsAudit:
    """Hold the stated figures to the inputs and keep both. Raises Problem as `engines.value` does."""
    require(actor, "pilots.write")
    found = value.audit_claims(parse_case(case))
    plain = json.loads(json.dumps(case, default=str))
    with transaction.atomic():
        made = ClaimsAudit.objects.create(
            name=found.case.name[:120], case=plain, result=found.as_json(), made_by=actor.id, made_at=clock()
        )
        _tell(made, actor, why)
    return made


def put_away(made: ClaimsAudit, *, actor: Actor, why: str, clock: Clock = system_clock) -> ClaimsAudit:
    """Out of the lists; calling again brings it back, so this is its own undo."""
    require(actor, "pilots.write")
    with transaction.atomic():
        held = ClaimsAudit.objects.select_for_update().get(pk=made.pk)
        held.archived_at = None if held.archived_at else clock()
        held.save(update_fields=["archived_at"])
        _tell(held, actor, why)
    return held


def _tell(made: ClaimsAudit, actor: Actor, why: str) -> None:
    action = actions.CLAIMS_ARCHIVED if made.archived_at else actions.CLAIMS_AUDITED
    after = {"name": made.name, "audit_id": made.pk}
    record(action, actor=actor, where="보고서", why=why, subject=Subject("claims_audit", made.pk), after=after)
