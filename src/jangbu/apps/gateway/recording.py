"""The record of a call: a row before anything leaves, and its end with one ledger entry, whatever the end was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from jangbu.apps.gateway import actions, problems
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.spending import month_of
from jangbu.apps.ledger.services import record
from jangbu.engines.llm import Answer, CallFailed, Cost
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LOST_AFTER = timedelta(hours=1)  # no call takes that long: whoever asked is dead
PURPOSES = {
    Call.Purpose.FIELDS: ("문서의 의심스러운 칸 읽기", "reading doubtful fields"),
    Call.Purpose.DRAFT: ("글 초안", "a draft"),
    Call.Purpose.DECISION: ("결정 돕기", "help with a decision"),
    Call.Purpose.TRY: ("시험해 보기", "trying it out"),
    Call.Purpose.PROBE: ("안전과 정확도 평가", "evaluating it"),
}


def opened(endpoint: Endpoint, purpose: str, automation: str, run: str, images: int, clock: Clock) -> Call:
    """The row of a call that is about to be made."""
    now = clock()
    return Call.objects.create(
        endpoint=endpoint,
        purpose=purpose,
        automation=automation,
        run=run,
        asked_at=now,
        month=month_of(now),
        currency=endpoint.currency,
        prices={"in": endpoint.price_in, "out": endpoint.price_out, "cached": endpoint.price_cached},
        images=images,
    )


def answered(call: Call, answer: Answer, blanked: Mapping[str, int], actor: Actor) -> Call:
    usage = answer.usage
    fields: dict[str, int | str] = {
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "tokens_cached": usage.tokens_cached,
        "attempts": answer.attempts,
        "milliseconds": answer.latency_ms,
        "request_id": answer.request_id or "",
    }
    return _closed(call, Call.ANSWERED, fields, blanked, actor)


def failed(call: Call, problem: Problem, blanked: Mapping[str, int], actor: Actor, clock: Clock) -> Call:
    fields: dict[str, int | str] = {"milliseconds": round((clock() - call.asked_at).total_seconds() * 1000)}
    if isinstance(problem, CallFailed):
        fields |= {"attempts": problem.attempts, "request_id": problem.request_id or ""}
        if problem.usage is not None and problem.usage.stated:
            usage = problem.usage
            fields |= {"tokens_in": usage.tokens_in, "tokens_out": usage.tokens_out}
    return _closed(call, problem.code, fields, blanked, actor)


def close_lost(*, clock: Clock = system_clock) -> list[Call]:
    """Calls whose asker died: their worst case counts as spent, and the ledger says so."""
    lost = Call.objects.filter(outcome=Call.OPEN, asked_at__lt=clock() - LOST_AFTER).select_related("endpoint")
    return [_closed(call, problems.LOST.code, {}, {}, Actor.system()) for call in list(lost[:100])]


def _closed(
    call: Call, outcome: str, fields: Mapping[str, int | str], blanked: Mapping[str, int], actor: Actor
) -> Call:
    with transaction.atomic():
        told = {**fields, "outcome": outcome, "blanked": dict(blanked)}
        left = {
            "cost_micros": F("cost_micros") + F("reserved_micros"),
            "reserved_micros": 0,
        }  # only a lost call has any
        Call.objects.filter(pk=call.pk, outcome=Call.OPEN).update(**told, **left)
        call.refresh_from_db()
        _tell(call, actor)
    return call


def _tell(call: Call, actor: Actor) -> None:
    ko, en = PURPOSES[Call.Purpose(call.purpose)]
    record(
        actions.CALLED if call.good else actions.CALL_FAILED,
        actor=actor,
        where=call.endpoint.name,
        why=ko,
        subject=Subject("endpoint", call.endpoint_id),
        after={
            "endpoint": call.endpoint.name,
            "endpoint_id": call.endpoint_id,
            "model": call.endpoint.model,
            "country": call.endpoint.country,
            "purpose": call.purpose,
            "purpose_ko": ko,
            "purpose_en": en,
            "automation_id": call.automation,
            "run_id": call.run,
            "outcome": call.outcome,
            "tokens": call.tokens,
            "tokens_in": call.tokens_in,
            "tokens_out": call.tokens_out,
            "cost": Cost(call.cost_micros, call.currency).plain(),
            "cost_micros": call.cost_micros,
            "currency": call.currency,
            "milliseconds": call.milliseconds,
            "attempts": call.attempts,
            "images": call.images,
            "blanked": call.blanked,
        },
        dedupe_key=f"gateway:{call.pk}",
    )
