"""The sample firm's pilots: one that waits for its decision, and an earlier one that was decided and is being grown."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from jangbu.apps.people import queries as people
from jangbu.apps.pilots import queries, services
from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.drafting import services as drafting
from jangbu.apps.pilots.drafting.draft import from_template
from jangbu.apps.pilots.expansion import queries as expansion
from jangbu.apps.pilots.expansion import services as growing
from jangbu.apps.pilots.kpis import looking
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reviews import queries as reviews
from jangbu.apps.pilots.reviews import seeing
from jangbu.apps.pilots.reviews import services as reviewing
from jangbu.apps.pilots.sourcemap import services as mapping
from jangbu.apps.pilots.surveys import services as surveys
from jangbu.apps.pilots.worth import services as worth
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor
from jangbu.kernel.holidays import holidays_kr
from jangbu.web.seed import logs, switching
from jangbu.web.seed.files import SEED, SampleFiles

EARLIER = "견적 회신 시간"
COSTS = (
    {"name": "문서 읽기 호출", "amount": 60_000, "per": "month", "plan": "low"},
    {"name": "설정과 교육", "amount": 450_000, "per": "once", "plan": "people"},
)
ASKED: dict[str, float] = {
    "months": 12,
    "cases": 210,
    "wage_low": 18_000,
    "wage_high": 25_000,
    "share_low": 30,
    "share_mid": 60,
    "share_high": 90,
    "share_confirmed": 1,
    "cash_share": 0,
    "error_cost": 3_000,
    "first_cost": 0,
    "monthly_cost": 0,
    "calls_in_plan": 1,
    "ramp_months": 1,
}


def draft_invoices(files: SampleFiles, owner: Actor, name: str, goal: str) -> Pilot:
    """Four answers, a few things changed by hand, and the start; its days are those of the story."""
    process = work.processes(owner).filter(name=logs.INVOICES.name).first()
    log = next((each.pk for each in sources.visible(owner).filter(name=logs.INVOICES.name)), "")
    answers: tuple[tuple[str, dict[str, Any]], ...] = (
        ("constraint", {"constraint": "time"}),
        ("process", {"process": [process.pk] if process else [], "process_named": "" if process else name}),
        ("source", {"source": log or "none"}),
        ("success", {"success": "all_gates"}),
    )
    pilot = drafting.begin_draft(actor=owner, why="다음 달에 시작하려고")
    for question, told in answers:
        pilot = drafting.answer_question(pilot, question, told, actor=owner, why="질문에 답해서")
    text = {"name": content.typed(name), "text": content.typed(goal)}
    dates = {"starts_on": files.dates.pilot_start, "ends_on": files.dates.pilot_end, "decide_on": files.dates.today}
    windows = {
        "baseline_from": files.dates.pilot_start - timedelta(weeks=8),
        "baseline_to": files.dates.pilot_start - timedelta(days=1),
    }
    pilot = change(pilot, "goal", text, owner)
    calendar = {key: day.isoformat() for key, day in (dates | windows).items()}
    pilot = change(pilot, "calendar", {**pilot.plan["calendar"], **calendar}, owner)
    customers = from_template("csat", pilot.plan["answers"], pilot.plan["scope"], pilot.plan["calendar"], core=False)
    kpis = [{**kpi, "baseline": customers["baseline"]} for kpi in pilot.plan["kpis"]]
    pilot = change(pilot, "kpis", [*kpis, customers], owner)
    pilot = change(pilot, "cost", {**pilot.plan["cost"], "lines": list(COSTS)}, owner)
    if log:
        pilot = looking.take_advice(pilot, actor=owner, why="시작하기 전에 무엇을 알 수 있을지 보려고")
        plain = {
            "ko": "하루씩 껐다 켜면 담당자가 헷갈려서 앞뒤로 견줘요.",
            "en": "Switching by day would confuse people.",
        }
        known = {each["kind"]: each["says"] for each in pilot.plan["design"]["known"]}
        told = {"kind": "before_after", "why": plain, "says": known["before_after"]}
        pilot = change(pilot, "design", {**pilot.plan["design"], **told}, owner)
    return drafting.start_pilot(pilot, actor=owner, why="시작하고 나서 기준을 바꾸지 않으려고")


def change(pilot: Pilot, section: str, told: Any, owner: Actor) -> Pilot:
    return drafting.change_section(pilot, section, told, actor=owner, why="시작하기 전에 다듬으려고")


def tell(files: SampleFiles, pilot: Pilot, owner: Actor) -> None:
    """What happened while it ran. Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    lead = staff.get("이서준", owner)
    if pilot.reviews.exists():
        return
    start = files.dates.pilot_start
    reviews_of(pilot, start, lead)
    sprints_of(pilot, start, lead)
    talks_of(pilot, start, lead)
    _customers(files, pilot, lead)
    worth.answer_worth(pilot, ASKED, actor=owner, why="값을 계산하려고")
    if not queries.visible(owner).filter(name=EARLIER).exists():
        _earlier(files, owner, lead)
    switching.tell(files, owner, lead)
    draw_map(files, owner)


def reviews_of(pilot: Pilot, start: date, lead: Actor) -> None:
    notes = (
        ("day", 3, "첫 주라 느려요. 다들 화면을 익히고 있어요."),
        ("week", 11, "스캔으로 온 계산서에서 금액을 자주 고쳤어요. 스캔은 따로 모아 보기로 했어요."),
        ("week", 18, "고친 뒤로 금액을 고치는 일이 줄었어요. 이대로 두고 재요."),
    )
    for every, after, note in notes:
        stretch = seeing.Stretch.of(every, start + timedelta(days=after))
        examined = pilot.examinations.first()
        seen = seeing.seen(pilot, stretch, examined.result if examined else None)
        reviewing.write_review(pilot, every, stretch.last, note, seen, actor=lead, why="그날그날 돌아보려고")
    reviewing.adjust(
        pilot,
        "pipeline",
        "흐린 스캔은 300dpi로 다시 받고 나서 읽어요.",
        actor=lead,
        why="스캔에서 금액을 자주 틀려서",
        made_on=start + timedelta(days=11),
        kpi="rework",
        expected="금액을 고치는 일이 절반으로",
    )
    reviewing.adjust(
        pilot,
        "workflow",
        "10만 원 아래는 한 사람만 확인해요.",
        actor=lead,
        why="작은 금액에 두 사람이 매달려서",
        made_on=start + timedelta(days=14),
        kpi="time",
        expected="한 건에 1분쯤",
    )


def sprints_of(pilot: Pilot, start: date, lead: Actor) -> None:
    first = reviewing.open_sprint(
        pilot, "simple", "전자세금계산서만 읽어요.", start, start + timedelta(days=11), actor=lead, why="쉬운 것부터"
    )
    reviewing.close_sprint(first, "전자세금계산서는 고칠 것이 거의 없었어요.", actor=lead, why="두 주가 지나서")
    wider = (start + timedelta(days=14), start + timedelta(days=25))
    reviewing.open_sprint(pilot, "wider", "스캔과 PDF까지 읽어요.", *wider, actor=lead, why="다음으로 넓히려고")


TALKS = (
    ("매입 담당", {"changed": "아침에 몰아서 치던 일이 없어졌어요."}, ["입력이 줄었어요", "스캔이 흐려요"]),
    ("회계 담당", {"hard": "스캔은 아직 제가 다시 봐야 해요."}, ["스캔이 흐려요"]),
    ("대표", {"wish": "견적도 이렇게 되면 좋겠어요."}, ["다음은 견적"]),
)


def talks_of(pilot: Pilot, start: date, lead: Actor) -> None:
    for place, (who, answers, themes) in enumerate(TALKS):
        day = start + timedelta(days=9 + place)
        reviewing.note_interview(pilot, who, day, answers, themes, actor=lead, why="일하는 사람의 말을 들으려고")


def _customers(files: SampleFiles, pilot: Pilot, lead: Actor) -> None:
    question = ("세금계산서 처리에 얼마나 만족하셨나요?", "How satisfied were you with how we handled your invoice?")
    survey = surveys.open_survey(
        pilot, "csat", "customers", question, files.dates.today + timedelta(days=365), period="after", actor=lead,
        why="손님의 생각을 들으려고",
    )  # fmt: skip
    link = survey.links.get()
    for number, score in enumerate((4, 5, 4, 3, 5, 4, 4, 2, 5, 4, 5, 3, 4, 5)):
        said = "답이 빨라졌어요." if number == 1 else ""
        surveys.answer(link, score, device=f"sample-{number}", address=f"192.0.2.{number}", comment=said)


def _earlier(files: SampleFiles, owner: Actor, lead: Actor) -> None:
    """A pilot of half a year ago: times noted by hand, decided, looked back on, and now being grown."""
    start = files.dates.pilot_start - timedelta(weeks=26)
    process = work.processes(owner).filter(name="견적 작성").first()
    pilot = drafting.begin_draft(actor=owner, why="견적이 늦다는 말이 많아서")
    told: dict[str, Any] = {"process": [process.pk] if process else [], "process_named": "" if process else "견적"}
    pilot = drafting.answer_question(pilot, "process", told, actor=owner, why="질문에 답해서")
    pilot = drafting.answer_question(pilot, "source", {"source": "import"}, actor=owner, why="질문에 답해서")
    text = {"name": content.typed(EARLIER), "text": content.typed("견적 한 건을 내는 시간을 30% 넘게 줄여요.")}
    pilot = change(pilot, "goal", text, owner)
    days = {
        "starts_on": start,
        "ends_on": start + timedelta(days=25),
        "decide_on": start + timedelta(days=28),
        "baseline_from": start - timedelta(weeks=9),
        "baseline_to": start - timedelta(days=1),
    }
    calendar = {key: day.isoformat() for key, day in days.items()}
    pilot = change(pilot, "calendar", {**pilot.plan["calendar"], **calendar}, owner)
    gates = [gate for gate in pilot.plan["gates"] if gate["id"] == "time"]
    pilot = change(pilot, "gates", gates, owner)
    pilot = change(pilot, "cost", {**pilot.plan["cost"], "lines": list(COSTS)}, owner)
    pilot = drafting.start_pilot(pilot, actor=owner, why="시작하고 나서 기준을 바꾸지 않으려고")
    values = _times(start)
    services.note_observations(pilot, "time", values, actor=lead, why="날마다 적어서", origin="import")
    looking.look_again(pilot, actor=owner, why="판정일에 무엇이 달라졌는지 보려고")
    seen = reviews.prepared(pilot)
    lessons = ["단가표를 먼저 정리한 것이 가장 컸어요.", "예외는 처음부터 사람이 봐야 빨라요."]
    reviewing.look_back(
        pilot, start + timedelta(days=28), seen, keep="날마다 적기", change="단가표를 달마다 고치기", lessons=lessons,
        actor=lead, why="다음에 더 잘하려고",
    )  # fmt: skip
    services.decide(pilot, "expand", actor=owner, why="기준을 넘었고 담당자도 그대로 쓰고 싶다고 해서")
    worth.answer_worth(pilot, {**ASKED, "cases": 200, "error_cost": 0}, actor=owner, why="값을 계산하려고")
    examined = pilot.examinations.first()
    effect = (examined.result.get("effect") or {}) if examined else {}
    plan = expansion.first_draft(pilot, owner, effect.get("says", {}).get("ko", ""), "ko")
    growing.change_expansion(pilot, "all", plan, actor=owner, why="넓힐 준비를 하려고")


def _times(start: date) -> list[tuple[str, str, Decimal, date | None]]:
    """Minutes a quote, day by day: nine weeks before and four after; the same seed gives the same days."""
    rng = np.random.default_rng([SEED, 26])
    closed = holidays_kr()
    found: list[tuple[str, str, Decimal, date | None]] = []
    day = start - timedelta(weeks=9)
    while day <= start + timedelta(days=25):
        if day.weekday() < 5 and day not in closed:
            mean = 46.0 if day < start else 25.0
            minutes = Decimal(str(round(float(mean * np.exp(rng.normal(0, 0.1))), 1)))
            found.append(("before" if day < start else "after", day.isoformat(), minutes, day))
        day += timedelta(days=1)
    return found


def draw_map(files: SampleFiles, owner: Actor) -> None:
    """A source that no system knows, and a figure from before."""
    first, last = files.dates.pilot_start - timedelta(days=90), files.dates.pilot_start - timedelta(days=1)
    told = {
        "owner": "박도윤",
        "first_day": first,
        "last_day": last,
        "completeness": 80,
        "times": "some",
        "note": "수첩",
    }
    mapping.fill_line("other", "", "전화 문의 수첩", told, actor=owner, why="무엇으로 잴 수 있는지 알려고")
    mapping.note_benchmark(
        "첫 답장까지", "문의 메일", Decimal("5.5"), "시간", (first, last), context="행사 없는 평소", actor=owner,
        why="바뀌기 전 값을 남겨 두려고",
    )  # fmt: skip
