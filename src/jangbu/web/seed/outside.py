"""The sample firm's outside tool: an n8n workflow that moved orders for three weeks, and the hours it told nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np

from jangbu.apps.work import queries, services
from jangbu.engines import events
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.holidays import holidays_kr

NAME, FLOW = "n8n 주문 옮기기", "주문 메일 → 주문서"
WEEKS = 3
PER_HOUR = 2  # runs in a working hour, on average
SILENT = (10 * 60, 14 * 60)  # minutes of the day in which the last Wednesday told nothing
ERRORS = (("ETIMEDOUT", "connect ETIMEDOUT: 주문 시스템이 답하지 않음"), ("NodeApiError", "401 - 열쇠가 만료됨"))


def tell(owner: Actor, today: date) -> None:
    """Told twice, it changes nothing the second time."""
    if queries.event_sources(owner).filter(name=NAME).exists():
        return
    why = "n8n에서 도는 일도 함께 재려고"
    source = services.add_source(NAME, "n8n", numbered=True, actor=owner, why=why).source
    for told in _deliveries(today):
        received = max(datetime.fromisoformat(each["time"]) for each in told).astimezone(UTC) + timedelta(seconds=2)
        body = json.dumps(told).encode()
        services.take_in(source, events.read(body, {}, tool="n8n", now=received), now=received)


def join(owner: Actor) -> None:
    """Its runs belong to a process, once there is one."""
    source = queries.event_sources(owner).filter(name=NAME, process=None).first()
    process = queries.processes(owner).filter(name="견적 작성").first()
    if source is not None and process is not None:
        services.change_source(source, {"process": process}, actor=owner, why="주문은 견적에서 이어져서")


def _deliveries(today: date) -> Iterator[list[dict[str, Any]]]:
    """What the imported workflow posts, run by run; last Wednesday it posted nothing for four hours."""
    rng = np.random.default_rng(20_261_123)
    silent = today - timedelta(days=(today.weekday() - 2) % 7 or 7)
    number, free = 4_100, holidays_kr()
    for day in range(WEEKS * 7, 0, -1):
        on = today - timedelta(days=day)
        minutes = np.sort(rng.uniform(9 * 60, 18 * 60, rng.poisson(PER_HOUR * 9)))
        for minute in minutes if on.weekday() < 5 and on not in free else ():
            number += 1
            if on != silent or not SILENT[0] <= minute < SILENT[1]:
                yield list(_run(number, datetime.combine(on, time(), SEOUL) + timedelta(minutes=float(minute)), rng))


def _run(number: int, begin: datetime, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    told = {"execution": {"id": str(number), "mode": "trigger"}, "workflow": {"id": "wf1", "name": FLOW}}
    end = begin + timedelta(seconds=float(rng.gamma(4, 6)))
    yield {**told, "event": "started", "time": begin.isoformat()}
    if rng.random() < 0.04:
        kind, message = ERRORS[int(rng.random() < 0.3)]
        failed = {**told["execution"], "error": {"name": kind, "message": message}, "lastNodeExecuted": "주문 넣기"}
        yield {**told, "execution": failed, "time": end.isoformat()}
        again = {**told, "execution": {"id": f"{number}-2", "mode": "retry", "retryOf": str(number)}}
        yield {**again, "event": "started", "time": (end + timedelta(minutes=2)).isoformat()}
        yield {**again, "event": "finished", "time": (end + timedelta(minutes=3)).isoformat()}
    else:
        yield {**told, "event": "finished", "time": end.isoformat()}
