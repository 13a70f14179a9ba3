"""The sample firm's picture, thresholds and figures."""

from __future__ import annotations

from datetime import date, timedelta

from jangbu.apps.people import queries as people
from jangbu.apps.reports import queries, services
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed.chapters import at

THRESHOLDS = (
    ("quality", "90", "정제에 쓰는 손이 줄어서 더 엄하게 봐요"),
    ("waiting", "15", "열다섯 건이 넘으면 하루 안에 다 보지 못해요"),
    ("answering", "8", "받은 날 안에 답하기로 했어요"),
)
WORDS = services.Wording(
    "데이터 이용 정책을 시행해요",
    "Our policy on the use of data is in force",
    "고객 자료가 여러 사람의 컴퓨터에 흩어져 있었어요. 데이터마다 맡은 사람과 보관 기간을 정하고, 끝나면 지워요. "
    "AI에는 이름과 번호를 가린 글만 보내요.",
    "Customer data lay on several computers. Every dataset has an owner and a day on which it is deleted; "
    "AI is given only text with names and numbers masked.",
)
LESSONS = (
    "팩스와 사진은 다시 스캔해서 받아요. 넓히기 전에 거래처에 먼저 부탁해요.",
    "계좌가 바뀐 계산서는 적힌 번호가 아니라 우리가 알던 번호로 전화해요.",
)


def tell(today: date, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: person.pk for person in people.people_list()}
    if queries.kept() is not None or "이서준" not in staff:
        return
    for place, (figure, value, why) in enumerate(THRESHOLDS):
        clock = at(today, 20 - place)
        services.set_threshold(figure, value, owner=staff["이서준"], actor=owner, why=why, clock=clock)
    publish_policy(owner)
    _look_back(today, owner)
    services.keep_drawing(actor=owner, why="석 달마다 남기기로 해서", clock=at(today, 12))
    services.keep_figures(actor=Actor.system())
    services.look_if_due(actor=Actor.system())


def publish_policy(owner: Actor) -> None:
    """One policy and why, for whoever knows the address."""
    held = [each for each in queries.candidates(system_clock()) if each.action == "policies.in_force"]
    found = next((each for each in held if "데이터" in each.what), None)
    if found is None:
        return
    intro = "데이터와 AI를 어떻게 쓰기로 했는지 여기에 적어요.", "What we decided on data and AI, and why."
    services.set_page(
        on=True, slug="hanbit", intro_ko=intro[0], intro_en=intro[1], actor=owner, why="거래처가 물어봐서 누구나 읽게"
    )
    services.publish(found.number, WORDS, actor=owner, why="고객 데이터를 다루는 법이라 먼저 알려요")


def _look_back(today: date, owner: Actor) -> None:
    """The month before was closed with its lessons."""
    month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    clock = at(today, 1)
    review = services.prepare_month(month, actor=owner, why="달이 끝나서", clock=clock)
    good = "계산서를 읽는 시간이 줄었고, 승인하는 사람이 기다리게 하지 않았어요."
    services.write_month(review, good, "팩스로 온 것은 읽지 못했어요.", LESSONS, actor=owner, clock=clock)
    services.close_month(review, actor=owner, why="네 사람이 함께 돌아봐서", clock=clock)
