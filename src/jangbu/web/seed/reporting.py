"""The sample firm's picture, thresholds and figures."""

from __future__ import annotations

from datetime import date

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


def tell(today: date, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: person.pk for person in people.people_list()}
    if queries.kept() is not None or "이서준" not in staff:
        return
    for place, (figure, value, why) in enumerate(THRESHOLDS):
        clock = at(today, 20 - place)
        services.set_threshold(figure, value, owner=staff["이서준"], actor=owner, why=why, clock=clock)
    _publish(owner)
    services.keep_drawing(actor=owner, why="석 달마다 남기기로 해서", clock=at(today, 12))


def _publish(owner: Actor) -> None:
    """One policy and why, for whoever knows the address."""
    found = next((each for each in queries.candidates(system_clock()) if each.action == "policies.in_force"), None)
    if found is None:
        return
    intro = "데이터와 AI를 어떻게 쓰기로 했는지 여기에 적어요.", "What we decided on data and AI, and why."
    services.set_page(
        on=True, slug="hanbit", intro_ko=intro[0], intro_en=intro[1], actor=owner, why="거래처가 물어봐서 누구나 읽게"
    )
    services.publish(found.number, WORDS, actor=owner, why="고객 데이터를 다루는 법이라 먼저 알려요")
