"""The year before: how the sample firm began, a pilot that it stopped, better lists, backups, and the score."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import numpy as np
from django.conf import settings

from jangbu.apps.backups import services as backups
from jangbu.apps.backups.drilling import drill_restore
from jangbu.apps.journey import services as journey
from jangbu.apps.opening import services as opening
from jangbu.apps.opening.steps import DUTIES, POLICIES
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.pilots import services as piloting
from jangbu.apps.pilots.drafting import services as drafting
from jangbu.apps.pilots.examine import Request
from jangbu.apps.sources import services as sources
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed import customers
from jangbu.web.seed.chapters import EVENING, Chapter, actor_of
from jangbu.web.seed.files import SEED, SampleFiles, write_table

DAYS = 365
FIRST_LIST = "작년 거래처.csv"
DELIVERIES = {270: 700, 180: 900, 90: 1100}  # days ago: rows of the list then
FIRST_PILOT = "견적 답장 시간 줄이기"
RATIO = {"id": "time", "kind": "ratio", "direction": "down", "threshold": 0.7, "unit": {"ko": "분", "en": "minutes"}}
AIM = {"ko": "30% 넘게 줄이기", "en": "at least 30% less"}
KPI = {"ko": "답장 한 통에 드는 시간", "en": "Time an answer takes"}


def chapters(files: SampleFiles, *, every: int = 56, daily: int = 3) -> list[Chapter]:
    """The year, oldest first. The score is kept every `every` days, and on each of the last `daily`."""
    today = files.dates.today
    return [
        Chapter(364, partial(_open, today)),
        *(Chapter(ago, partial(_deliver, files, ago)) for ago in DELIVERIES),
        Chapter(12, partial(_take, files.customers)),
        Chapter(330, _plan_backups),
        Chapter(300, partial(_first_pilot, today)),
        Chapter(270, _stop_first_pilot),
        Chapter(45, partial(_drill, "백업을 되살릴 수 있는지 보려고")),
        Chapter(1, _back_up),
        *(Chapter(ago, _score, EVENING) for ago in range(1, DAYS) if ago <= daily or not ago % every),
    ]


def _open(today: date) -> None:
    """The first half hour, with the list of customers as it was then."""
    owner = actor_of("김민지")
    told = {"constraint": "time", "success": "quick", "process_named": "견적 답장"}
    opening.answer_questions(told, typed=1, actor=owner, why="무엇부터 할지 정하려고")
    first = _list_of(today, 364, 420)
    opening.point_at_file([first], FIRST_LIST, actor=owner, why="거래처 자료가 믿을 만한지 보려고")
    opening.confirm_card(actor=owner, why="제안을 보고 그대로 두기로 해서")
    for later in (POLICIES, DUTIES):
        opening.skip_step(later, actor=owner)
    held = opening.see_plan(actor=owner)
    draft = pilots.find(owner, held.pilot)
    if draft is not None:
        drafting.discard_draft(draft, actor=owner, why="시작 전 기록이 없어서 먼저 적어 보기로 했어요")


def _list_of(today: date, ago: int, rows: int) -> bytes:
    """The list as the ERP gave it then: fewer firms, drawn anew."""
    made = customers.draw_list(today - timedelta(days=ago), SEED + ago, firms=rows * 5 // 6, rows=rows)
    with tempfile.TemporaryDirectory(prefix="jangbu-year-") as folder:
        path = Path(folder) / FIRST_LIST
        write_table(path, customers.HEADER, made.rows, encoding="cp949")
        return path.read_bytes()


def _deliver(files: SampleFiles, ago: int) -> None:
    """The ERP writes over its file; afterwards today's list lies there again."""
    path, now = files.customers, files.customers.read_bytes()
    try:
        path.write_bytes(_list_of(files.dates.today, ago, DELIVERIES[ago]))
        _take(path)
    finally:
        path.write_bytes(now)


def _take(path: Path) -> None:
    as_of = system_clock().astimezone(SEOUL).date()
    sources.add_file(path, actor=actor_of("박도윤"), why="분기마다 다시 받아서", as_of=as_of)


def _plan_backups() -> None:
    place = Path(settings.HOME) / "backups"
    place.mkdir(exist_ok=True)
    backups.change_plan(str(place), 1, 2, 90, actor=actor_of("최하은"), why="날마다 만들고 두 개를 남기려고")
    _back_up()


def _back_up() -> None:
    backups.back_up_if_due(actor=Actor.system())


def _drill(why: str) -> None:
    drill_restore(actor=actor_of("최하은"), why=why)


def _first_pilot(today: date) -> None:
    """Four weeks with a template for answers; minutes were written down by hand before and after."""
    start = today - timedelta(days=298)
    gate = value.Gate.from_json({**RATIO, "kpi": KPI, "aim": AIM})
    plan = piloting.Plan(
        FIRST_PILOT,
        "견적 답장 한 통을 쓰는 데 드는 시간을 30% 넘게 줄여요.",
        start,
        start + timedelta(days=25),
        start + timedelta(days=28),
        (gate,),
    )
    piloting.create_pilot(plan, actor=actor_of("김민지"), why="답장을 쓰느라 하루가 간다는 말을 자주 들어서")


def _stop_first_pilot() -> None:
    """It saved less than was asked of it, and the firm stopped it."""
    owner, lead, rng = actor_of("김민지"), actor_of("이서준"), np.random.default_rng(SEED)
    pilot = pilots.visible(owner).get(name=FIRST_PILOT)
    for period, mean, first in (("before", 21.0, pilot.starts_on - timedelta(28)), ("after", 19.0, pilot.starts_on)):
        noted = []
        for day in (first + timedelta(each) for each in range(26)):
            if day.weekday() < 5:
                minutes = Decimal(str(round(mean * float(rng.lognormal(0, 0.15)), 1)))
                noted.append((period, day.isoformat(), minutes, day))
        piloting.note_observations(pilot, "time", noted, actor=lead, why="손으로 적어 둔 시간을 옮기려고")
    piloting.run_examination(Request(start=pilot.starts_on), actor=owner, why="판정일이라", pilot=pilot)
    piloting.decide(
        pilot, "stop", actor=owner, why="줄어든 시간이 기준에 못 미쳐서 멈추고, 계산서 일부터 하기로 했어요"
    )


def _score() -> None:
    """As it stands that evening, kept."""
    journey.take_snapshots(actor=Actor.system())
