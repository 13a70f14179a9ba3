"""Who answers for what in the sample firm: the matrix from the day each thing came, a deputy, and the head."""

from __future__ import annotations

from datetime import date, timedelta

from jangbu.apps.duties import queries, services
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.entry import Actor, Subject

WHY = "누가 정하는지 분명히 하려고"
OWNER, LEAD, CLERK, IT = "김민지", "이서준", "박도윤", "최하은"
# By kind, and for some by name: {person: letter}. Data follow the owner on their card, once that was confirmed.
PLAN: dict[str, dict[str, str]] = {
    "process": {OWNER: "A", LEAD: "R", CLERK: "C", IT: "I"},
    "vendor": {OWNER: "A", IT: "R", LEAD: "I"},
    "policy": {OWNER: "A", LEAD: "R", IT: "C", CLERK: "I"},
    "endpoint": {IT: "A", OWNER: "C"},
    "ai_model": {OWNER: "A", LEAD: "R", IT: "R"},
    "dataset/방문 일정 잡기": {LEAD: "A"},  # nobody has filled in its card yet
    "area/it": {IT: "A", LEAD: "C"},
    "area/operations": {LEAD: "A", CLERK: "R"},
    "area/marketing": {CLERK: "A", LEAD: "R", OWNER: "C"},
}


def tell(today: date, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: person.pk for person in people.people_list()}
    firm = people.firm()
    if firm is None or not {LEAD, CLERK, IT} <= staff.keys() or queries.has_rows():
        return
    began = fixed(firm.created_at)
    services.name_head(owner.id, actor=owner, why="개인정보 보호법 제30조의3", clock=began)
    last = today + timedelta(days=20)
    services.name_deputy(owner.id, staff[LEAD], last, actor=owner, why="거래처 출장이 잦아서")
    for subject, thing in services.things(system_clock()):
        plan = next(
            filter(None, map(PLAN.get, (f"{subject.kind}/{subject.id}", f"{subject.kind}/{thing.name}", subject.kind))),
            None,
        )
        if plan:
            cells = [services.Cell(subject, staff[name], letter) for name, letter in plan.items()]
            services.set_cells(cells, actor=owner, why=WHY, clock=fixed(thing.since))
    services.accept_proposals("dataset", actor=owner, why="카드에 적은 사람이 맡기로 해서")


def _plan_of(subject: Subject, name: str) -> dict[str, str]:
    keys = (f"{subject.kind}/{subject.id}", f"{subject.kind}/{name}", subject.kind)
    return next((PLAN[key] for key in keys if key in PLAN), {})
