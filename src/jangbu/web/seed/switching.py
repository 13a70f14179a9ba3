"""A pilot of the sample firm that is switched on and off by day: lots, what was done, and what it shows so far."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from jangbu.apps.pilots import queries, services
from jangbu.apps.pilots.arms import services as arms
from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.drafting import services as drafting
from jangbu.apps.pilots.kpis import looking
from jangbu.apps.pilots.models import Pilot
from jangbu.kernel.entry import Actor
from jangbu.kernel.holidays import holidays_kr
from jangbu.web.seed.files import SEED, SampleFiles

NAME = "문의 답장 초안"


def tell(files: SampleFiles, owner: Actor, lead: Actor) -> None:
    """Two weeks into four. Told twice, it changes nothing the second time."""
    if queries.visible(owner).filter(name=NAME).exists():
        return
    today = files.dates.today
    start = today - timedelta(days=14 + today.weekday())
    pilot = _begun(start, owner)
    lots = pilot.lots.filter(key__lt=today.isoformat()).order_by("place")
    for place, lot in enumerate(lots):
        otherwise = place == 4
        why = "그대로 해서"
        if otherwise:
            why = "담당자가 쉬는 날이었어요" if lot.on else "문의가 몰려서 초안을 썼어요"
        arms.note_done(lot, done=lot.on != otherwise, actor=lead, why=why)
    values = _times(start, today, {lot.key: lot.on for lot in lots})
    services.note_observations(pilot, "time", values, actor=lead, why="날마다 적어서", origin="import")
    looking.look_again(pilot, actor=owner, why="지금까지 어떤지 보려고")


def _begun(start: date, owner: Actor) -> Pilot:
    pilot = drafting.begin_draft(actor=owner, why="답장 초안이 정말 도움이 되는지 보려고")
    told: dict[str, Any] = {"process": [], "process_named": "문의 답장"}
    pilot = drafting.answer_question(pilot, "process", told, actor=owner, why="질문에 답해서")
    pilot = drafting.answer_question(pilot, "source", {"source": "import"}, actor=owner, why="질문에 답해서")
    dates = {
        "starts_on": start,
        "ends_on": start + timedelta(days=25),
        "decide_on": start + timedelta(days=28),
        "baseline_from": start - timedelta(weeks=8),
        "baseline_to": start - timedelta(days=1),
    }
    why = {
        "ko": "하루씩 켜고 끄면 바쁜 철과 상관없이 알 수 있어요.",
        "en": "Switched by day, a busy season cannot be taken for an effect.",
    }
    sections: tuple[tuple[str, Any], ...] = (
        ("goal", {"name": content.typed(NAME), "text": content.typed("답장 한 건을 쓰는 시간을 30% 넘게 줄여요.")}),
        ("calendar", {**pilot.plan["calendar"], **{key: day.isoformat() for key, day in dates.items()}, "washout": 0}),
        ("gates", [gate for gate in pilot.plan["gates"] if gate["id"] == "time"]),
        ("design", {**pilot.plan["design"], "kind": "switchback", "why": why}),
    )
    for section, changed in sections:
        pilot = drafting.change_section(pilot, section, changed, actor=owner, why="시작하기 전에 다듬으려고")
    return drafting.start_pilot(pilot, actor=owner, why="시작하고 나서 기준을 바꾸지 않으려고")


def _times(start: date, today: date, lots: dict[str, bool]) -> list[tuple[str, str, Decimal, date | None]]:
    """Minutes a reply, day by day, eight weeks before and the days so far; the same seed gives the same days."""
    rng = np.random.default_rng([SEED, 27])
    closed = holidays_kr()
    found: list[tuple[str, str, Decimal, date | None]] = []
    day = start - timedelta(weeks=8)
    while day < today:
        if day.weekday() < 5 and day not in closed:
            mean = 14.0 * (0.6 if lots.get(day.isoformat()) else 1.0)
            minutes = Decimal(str(round(float(mean * np.exp(rng.normal(0, 0.12))), 1)))
            found.append(("before" if day < start else "after", day.isoformat(), minutes, day))
        day += timedelta(days=1)
    return found
