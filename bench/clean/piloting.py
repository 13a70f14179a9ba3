"""The clean firm's pilots: begun with four questions, measured, listened to, decided on their day, grown by a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from bench.clean.data import INQUIRIES, dates_of, files_of
from bench.clean.habits import Firm
from jangbu.apps.pilots import queries, services
from jangbu.apps.pilots.claims import services as claims
from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.drafting import services as drafting
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.expansion import queries as expansion
from jangbu.apps.pilots.expansion import services as growing
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reviews import queries as reviews
from jangbu.apps.pilots.reviews import seeing
from jangbu.apps.pilots.reviews import services as reviewing
from jangbu.apps.pilots.worth import services as worth
from jangbu.apps.work import queries as work
from jangbu.engines.value import claims as engine
from jangbu.kernel.entry import Actor
from jangbu.kernel.holidays import holidays_kr
from jangbu.web.seed import logs, piloting, story
from jangbu.web.seed.chapters import actor_of
from jangbu.web.seed.dates import StoryDates
from jangbu.web.seed.files import SEED

FIRST, SECOND = "매입 계산서 처리", "문의 답장 시간"
SECOND_FROM = 215  # the first day on which the second pilot may begin
LESSONS = {
    FIRST: ("단가표를 먼저 정리해요.", "예외는 처음부터 사람이 봐요."),
    SECOND: ("서식은 종류마다 하나면 돼요.",),
}


def second_dates(firm: Firm) -> StoryDates:
    first = firm.on(SECOND_FROM)
    start = first + timedelta(days=-first.weekday() % 7)
    return replace(dates_of(firm), today=start + timedelta(days=28), pilot_start=start, pilot_end=start + timedelta(25))


def dates(firm: Firm, name: str) -> StoryDates:
    return dates_of(firm) if name == FIRST else second_dates(firm)


def day(firm: Firm, name: str, after: int) -> int:
    """The day of the story so many days after that pilot's start; before it where negative."""
    return (dates(firm, name).pilot_start - firm.on(1)).days + 1 + after


def pilot_of(name: str) -> Pilot:
    return queries.visible(Actor.system()).get(name=name)


def begin_first(firm: Firm) -> None:
    owner, files = actor_of("김민지"), files_of(firm)
    piloting.draft_invoices(files, owner, FIRST, story.GOAL)
    piloting.draw_map(files, owner)


def begin_second(firm: Firm) -> None:
    """As the first, on another process; its times are noted day by day."""
    owner, when = actor_of("김민지"), second_dates(firm)
    process = work.processes(owner).get(name=INQUIRIES.name)
    pilot = drafting.begin_draft(actor=owner, why="답장이 늦다는 말이 있어서")
    for question, told in (
        ("constraint", {"constraint": "time"}),
        ("process", {"process": [process.pk], "process_named": ""}),
        ("source", {"source": "import"}),
        ("success", {"success": "all_gates"}),
    ):
        pilot = drafting.answer_question(pilot, question, told, actor=owner, why="질문에 답해서")
    text = {"name": content.typed(SECOND), "text": content.typed("답장 한 건을 쓰는 시간을 30% 넘게 줄여요.")}
    days = {
        "starts_on": when.pilot_start,
        "ends_on": when.pilot_end,
        "decide_on": when.today,
        "baseline_from": when.pilot_start - timedelta(weeks=8),
        "baseline_to": when.pilot_start - timedelta(days=1),
    }
    pilot = piloting.change(pilot, "goal", text, owner)
    calendar = {**pilot.plan["calendar"], **{key: each.isoformat() for key, each in days.items()}}
    pilot = piloting.change(pilot, "calendar", calendar, owner)
    drafting.start_pilot(pilot, actor=owner, why="시작하고 나서 기준을 바꾸지 않으려고")
    _note_times(firm, when.pilot_start - timedelta(weeks=8), when.pilot_start, "before")


def first_sprint(firm: Firm, name: str) -> None:
    pilot, start = pilot_of(name), dates(firm, name).pilot_start
    reviewing.open_sprint(
        pilot, "simple", "쉬운 것부터", start, start + timedelta(days=11), actor=actor_of("이서준"), why="쉬운 것부터"
    )


def second_sprint(firm: Firm, name: str) -> None:
    pilot, start, lead = pilot_of(name), dates(firm, name).pilot_start, actor_of("이서준")
    for sprint in pilot.sprints.filter(closed_at=None):
        reviewing.close_sprint(sprint, "고칠 것이 거의 없었어요.", actor=lead, why="두 주가 지나서")
    span = (start + timedelta(days=14), start + timedelta(days=25))
    reviewing.open_sprint(pilot, "wider", "모든 것으로 넓혀요.", *span, actor=lead, why="다음으로 넓히려고")


def review_week(firm: Firm, name: str) -> None:
    pilot, found = pilot_of(name), pilot_of(name).examinations.first()
    stretch = seeing.Stretch.of("week", firm.now)
    seen = seeing.seen(pilot, stretch, found.result if found else None)
    note = "이대로 두고 재요."
    reviewing.write_review(pilot, "week", stretch.last, note, seen, actor=actor_of("이서준"), why="주마다 돌아보려고")


def measure(firm: Firm, name: str) -> None:
    """What came in by now: costs and answers of people for the first, times of the days for the second."""
    pilot, lead = pilot_of(name), actor_of("이서준")
    if name == SECOND:
        last = pilot.observations.filter(kpi="time").order_by("-day").first()
        first = last.day + timedelta(days=1) if last is not None and last.day else second_dates(firm).pilot_start
        _note_times(firm, first, firm.now, "after")
    if pilot.observations.filter(kpi="satisfaction").exists():
        return
    files = files_of(firm)
    services.note_observations(pilot, "cost", story.costs(files), actor=lead, why="달마다 나간 돈을 견주려고")
    services.note_observations(
        pilot, "satisfaction", story.answers(files), actor=lead, why="일하는 사람의 생각을 들어서"
    )


def listen(firm: Firm, name: str) -> None:
    for who, answers, themes in piloting.TALKS:
        why = "일하는 사람의 말을 들으려고"
        reviewing.note_interview(pilot_of(name), who, firm.now, answers, themes, actor=actor_of("이서준"), why=why)


def decide(firm: Firm, name: str) -> None:
    """On its day: examined, its worth worked out, looked back on, decided, and a plan to grow."""
    owner, lead, pilot = actor_of("김민지"), actor_of("이서준"), pilot_of(name)
    cases = files_of(firm).log(logs.INVOICES) if name == FIRST else None
    request = Request(cases=cases, start=pilot.starts_on)
    services.run_examination(request, actor=owner, why="판정일에 무엇이 달라졌는지 보려고", pilot=pilot)
    worth.answer_worth(pilot, piloting.ASKED, actor=owner, why="값을 계산하려고")
    reviewing.look_back(
        pilot, firm.now, reviews.prepared(pilot), keep="날마다 적기", change="단가표를 달마다 고치기",
        lessons=LESSONS[name], actor=lead, why="다음에 더 잘하려고",
    )  # fmt: skip
    services.decide(pilot, "expand", actor=owner, why="기준을 넘었고 담당자도 그대로 쓰고 싶다고 해서")
    plan = expansion.first_draft(pilot, owner, "", "ko")
    growing.change_expansion(pilot, "all", plan, actor=owner, why="넓힐 준비를 하려고")


def check_claim(_firm: Firm) -> None:
    case = claims.read_yaml((Path(engine.__file__).with_name("examples") / "case_a.yaml").read_bytes())
    claims.audit(case, actor=actor_of("김민지"), why="들은 성과를 따져 보려고")


def _note_times(firm: Firm, first: date, until: date, period: str) -> None:
    """Minutes a reply, day by day; the same days give the same figures."""
    rng, closed = np.random.default_rng([SEED, first.toordinal()]), holidays_kr()
    found: list[tuple[str, str, Decimal, date | None]] = []
    each = first
    while each < until:
        if each.weekday() < 5 and each not in closed:
            mean = 14.0 if period == "before" else 8.0
            minutes = Decimal(str(round(float(mean * np.exp(rng.normal(0, 0.12))), 1)))
            found.append((period, each.isoformat(), minutes, each))
        each += timedelta(days=1)
    if found:
        told: dict[str, Any] = {"actor": actor_of("이서준"), "why": "날마다 적어서", "origin": "import"}
        services.note_observations(pilot_of(SECOND), "time", found, **told)
