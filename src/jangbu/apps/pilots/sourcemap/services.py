"""Filling gaps in the map, and noting baselines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.models import Benchmark, MapLine
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "데이터 지도"


def fill_line(
    kind: str, ref: str, name: str, told: Mapping[str, Any], *, actor: Actor, why: str, clock: Clock = system_clock
) -> MapLine:
    """Fill what the records do not know: owner, first_day, last_day, completeness, times, note. Kind other without a
    `ref` is a new line. Raises Problem pilots.name_empty."""
    require(actor, "pilots.write")
    if not name.strip():
        raise Problem(problems.NAME_EMPTY, what_ko="이름", what_en="The name")
    values = {**told, "name": name.strip()[:120], "changed_by": actor.id, "changed_at": clock()}
    with transaction.atomic():
        if kind == "other":
            held = MapLine.objects.select_for_update().filter(pk=ref, kind="other").first()
            made = held or MapLine(kind="other")
            for key, value in values.items():
                setattr(made, key, value)
            made.save()
        else:
            made, _new = MapLine.objects.update_or_create(kind=kind, ref=ref, defaults=values)
        subject = Subject("map_line", made.pk)
        record(actions.MAP_CHANGED, actor=actor, where=WHERE, why=why, subject=subject, after={"name": made.name})
    return made


def note_benchmark(
    measure: str,
    source: str,
    value: Decimal,
    unit: str,
    window: tuple[date, date],
    *,
    context: str = "",
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Benchmark:
    """A figure from before, with its window and context. Raises Problem pilots.name_empty, .dates_crossed."""
    require(actor, "pilots.write")
    if not measure.strip() or not source.strip():
        raise Problem(problems.NAME_EMPTY, what_ko="무엇을 쟀는지", what_en="What was measured")
    if window[1] < window[0]:
        raise Problem(problems.DATES_CROSSED, pilot=measure, starts=window[0], ends=window[1], decides=window[1])
    with transaction.atomic():
        made = Benchmark.objects.create(
            measure=measure.strip(),
            source=source.strip(),
            value=value,
            unit=unit.strip(),
            first_day=window[0],
            last_day=window[1],
            context=context.strip(),
            how="said",
            written_by=actor.id,
            written_at=clock(),
        )
        _tell(made, actor, why, noted=True)
    return made


def withdraw_benchmark(made: Benchmark, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Put a baseline aside; calling again brings it back, so this is its own undo."""
    require(actor, "pilots.write")
    with transaction.atomic():
        held = Benchmark.objects.select_for_update().get(pk=made.pk)
        held.archived_at = None if held.archived_at else clock()
        held.save(update_fields=["archived_at"])
        _tell(held, actor, why, noted=held.archived_at is None)


def _tell(made: Benchmark, actor: Actor, why: str, *, noted: bool) -> None:
    action = actions.BENCHMARK_NOTED if noted else actions.BENCHMARK_WITHDRAWN
    after = {"measure": made.measure, "source": made.source, "value": str(made.value)}
    record(action, actor=actor, where=WHERE, why=why, subject=Subject("benchmark", made.pk), after=after)
