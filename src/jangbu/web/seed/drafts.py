"""The sample firm's drafts: six weeks of replies to inquiries, without any model, and decisions about returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.work import queries, runner, services
from jangbu.apps.work.models import Automation, Process
from jangbu.apps.work.straight import Straight
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.entry import Actor

PROCESS, REPLIES, RETURNS = "문의 답장", "문의 답장 초안", "반품 처리 결정"
WEEKS, PER_WEEK, BETTER_FROM = 6, 5, 3  # from the fourth week on there is a template for each kind of inquiry
PROMPT = "고객 문의에 보낼 답장을 여섯 문장 안에 정중하게 써 주세요. 문의: {{문의}} 우리가 아는 것: {{사실}}"
INPUTS = [
    {"name": "문의", "hint": "고객이 보낸 글", "needed": True},
    {"name": "사실", "hint": "주문 번호, 출고일처럼 답에 들어갈 것", "needed": False},
]
GENERAL = {"name": "받았어요", "text": "안녕하세요, 한빛정밀입니다.\n문의 주셔서 고맙습니다. {{사실}}\n감사합니다."}
BETTER = [
    {
        "name": "배송",
        "text": "안녕하세요, 한빛정밀입니다.\n주문하신 물건의 배송을 확인했습니다. {{사실}}\n"
        "하루 안에 움직임이 없으면 이 메일에 답장해 주세요.\n감사합니다.",
    },
    {
        "name": "견적",
        "text": "안녕하세요, 한빛정밀입니다.\n견적 요청 고맙습니다. {{사실}}\n"
        "도면과 수량을 확인하고 이틀 안에 견적서를 보내 드리겠습니다.\n감사합니다.",
    },
    {
        "name": "불량",
        "text": "안녕하세요, 한빛정밀입니다.\n불편을 드려 죄송합니다. {{사실}}\n"
        "사진과 로트 번호를 보내 주시면 바로 다시 만들어 보내겠습니다.\n감사합니다.",
    },
]
ASKED = (
    (
        "배송",
        "지난주에 주문한 M6 볼트가 아직 안 왔어요. 언제 오나요?",
        "어제 출고했고 운송장 번호는 5021-33이에요.",
    ),
    ("견적", "알루미늄 브래킷 200개 견적 부탁드려요. 도면 첨부합니다.", "최소 수량은 100개예요."),
    ("불량", "받은 샤프트 두 개에 흠집이 있어요. 교환 되나요?", "로트 번호 S-118의 같은 신고가 한 건 더 있어요."),
    ("배송", "주문한 플랜지 배송이 어디까지 왔나요?", "오늘 오전에 출고했어요."),
    ("견적", "SUS304 와셔 5,000개 단가가 궁금합니다.", "5,000개부터 8% 낮아져요."),
    ("불량", "너트 나사산이 맞지 않는 게 섞여 있어요.", "규격은 M8×1.25예요."),
    ("배송", "이번 주 안에 가이드핀을 받을 수 있을까요? 배송 일정 알려 주세요.", "목요일에 도착할 예정이에요."),
    ("견적", "지난번과 같은 부품으로 300개 다시 견적 주세요.", "지난 단가는 한 개에 4,200원이었어요."),
)
RETURN_RULES = "받은 날부터 14일 안에 알려 주면 반품을 받는다. 주문 제작품은 결함이 있을 때만 받는다."
RETURN_CASES = (
    ("받은 지 9일 된 표준 볼트 한 상자를 반품하고 싶어요. 포장은 뜯지 않았어요.", "0", "기한 안이고 다시 팔 수 있어서"),
    ("주문 제작한 브래킷이 필요 없어졌어요. 반품되나요?", "2", "주문 제작품이고 결함이 없어서"),
)
WAITING_RETURN = "받은 지 16일 된 샤프트인데 흠집이 있어요. 반품하고 싶어요."
WHY = "문의에 답하려고"


def tell(owner: Actor, today: date) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    process = queries.processes(owner).filter(name=PROCESS).first()
    known = queries.automations(owner).filter(name=REPLIES).exists()
    if process is None or known or not {"이서준", "박도윤"} <= staff.keys():
        return
    with _in_the_past() as straight:
        _replies(process, owner, staff, today, straight)
        _returns(process, owner, staff, today, straight)


@contextmanager
def _in_the_past() -> Iterator[Straight]:
    before, straight = runner.runner(), Straight()
    runner.bind(straight)
    try:
        yield straight
    finally:
        runner.bind(before)


def _plan(lead: Actor, what: str, settings: dict[str, Any]) -> services.Plan:
    return services.Plan(lead.id, what, "문의가 들어올 때마다", "이 컴퓨터", "답이 늦다는 말을 들어서", settings)


def _replies(process: Process, owner: Actor, staff: dict[str, Actor], today: date, straight: Straight) -> None:
    settings = {"prompt": PROMPT, "inputs": INPUTS, "templates": [GENERAL], "own": True}
    lead, writer, dice = staff["이서준"], staff["박도윤"], Random(42)  # noqa: S311  # a story, no secret
    plan = _plan(lead, "문의 답장의 초안을 준비해요", settings)
    made = services.add_automation(process, REPLIES, "draft", plan, actor=owner, why="한 달에 320건이라")
    for week in range(WEEKS):
        if week == BETTER_FROM:
            better = _plan(lead, plan.what, {**settings, "templates": BETTER})
            note = "배송, 견적, 불량 서식을 따로 만들었어요"
            services.add_version(made, better, note=note, actor=lead, why="늘 같은 데를 고쳐서")
        for place in range(PER_WEEK):
            day = today - timedelta(days=7 * (WEEKS - week) - 1 - place)
            at = datetime(day.year, day.month, day.day, 10, 5 * place, tzinfo=SEOUL)
            _reply(made, ASKED[(week * PER_WEEK + place) % len(ASKED)], week, at, writer, dice, straight)
    straight.clock = fixed(datetime(today.year, today.month, today.day, 9, 0, tzinfo=SEOUL))
    topic, _inquiry, facts = ASKED[0]
    given = {"문의": "M8 볼트 주문했는데 아직 안 왔어요. 배송이 언제 되나요?", "사실": facts}
    services.start_draft(made, given, topic, actor=writer, why=WHY, clock=straight.clock)


def _reply(
    made: Automation,
    asked: tuple[str, str, str],
    week: int,
    at: datetime,
    writer: Actor,
    dice: Random,
    straight: Straight,
) -> None:
    """Early replies are written over, later ones touched up; the time a person takes falls with what they change."""
    topic, inquiry, facts = asked
    straight.clock = fixed(at)
    how = topic if week >= BETTER_FROM else GENERAL["name"]
    run = services.start_draft(made, {"문의": inquiry, "사실": facts}, how, actor=writer, why=WHY, clock=straight.clock)
    run.refresh_from_db()
    services.look_at(run.approvals.get(), actor=writer, clock=straight.clock)
    text = run.proposal["draft"] if run.proposal else ""
    if week < BETTER_FROM:
        answer = next(each["text"] for each in BETTER if each["name"] == topic)
        text, spent = answer.replace("{{사실}}", facts), dice.randint(170, 320)
    elif dice.random() < 0.6:
        text, spent = text.replace("감사합니다.", "좋은 하루 보내세요."), dice.randint(45, 110)
    else:
        spent = dice.randint(20, 45)
    straight.clock = fixed(at + timedelta(seconds=spent))
    services.finish_draft(run, {"text": text}, actor=writer, clock=straight.clock)


def _returns(process: Process, owner: Actor, staff: dict[str, Actor], today: date, straight: Straight) -> None:
    settings = {
        "prompt": "반품 요청을 어떻게 처리할지 선택지를 펴 보여 주세요. 요청: {{요청}} 규칙: {{규칙}}",
        "inputs": [{"name": "요청", "hint": "고객이 보낸 글"}, {"name": "규칙", "hint": "관계있는 회사 규칙"}],
        "options": ["전액 환불", "다시 만들어 보냄", "거절"],
    }
    lead, writer = staff["이서준"], staff["박도윤"]
    plan = _plan(lead, "반품 요청의 선택지와 지난 결정을 펴 보여요", settings)
    made = services.add_automation(process, RETURNS, "decision", plan, actor=owner, why="사람마다 다르게 정해서")
    for place, (request, choice, reason) in enumerate(RETURN_CASES):
        day = today - timedelta(days=12 - 4 * place)
        straight.clock = fixed(datetime(day.year, day.month, day.day, 14, 0, tzinfo=SEOUL))
        run = _asked(made, request, writer, straight)
        services.look_at(run.approvals.get(), actor=lead, clock=straight.clock)
        straight.clock = fixed(straight.clock() + timedelta(minutes=3))
        services.finish_draft(run, {"choice": choice, "reason": reason}, actor=lead, clock=straight.clock)
    straight.clock = fixed(datetime(today.year, today.month, today.day, 9, 30, tzinfo=SEOUL))
    run = _asked(made, WAITING_RETURN, writer, straight)
    services.delegate(run.approvals.get(), lead.id, actor=owner, why="이 거래처를 맡고 있어서")


def _asked(made: Automation, request: str, writer: Actor, straight: Straight) -> Any:
    given = {"요청": request, "규칙": RETURN_RULES}
    run = services.start_draft(made, given, "", actor=writer, why="반품 요청이 와서", clock=straight.clock)
    run.refresh_from_db()
    return run
