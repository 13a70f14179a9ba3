"""The sample firm's checklist: a word where no record tells yet, a request that waits, and today kept."""

from __future__ import annotations

from jangbu.apps.journey import queries, services
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Actor


def tell() -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    name = queries.GOVERNANCE
    if "이서준" not in staff or queries.asked_exemptions(name):
        return
    lead = staff["이서준"]
    why = "루미나 AI가 말한 절감액을 11월 회의에서 다시 셈했고, 계산한 것은 종이로 있어요"
    services.claim_item("roadmap_8w", "E3-2", actor=lead, why=why)
    services.ask_exemption(name, "G3-4", actor=lead, why="모델 연결은 예시뿐이고 꺼 두었어요. 켜는 날 한도를 정해요")
    services.take_snapshots(actor=Actor.system())
