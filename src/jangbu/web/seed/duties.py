"""Who answers for what in the sample firm: a row for each thing soon after it comes, a deputy, the head of the firm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import partial

from jangbu.apps.duties import queries, services
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL, fixed, system_clock
from jangbu.kernel.entry import Subject
from jangbu.web.seed.chapters import Chapter, actor_of

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
LATE_AFTERNOON = time(18)


def chapters(days: Iterable[int], today: date) -> list[Chapter]:
    """The head on the first day; a row for whatever came on each of these days; a deputy for some travelling."""
    return [
        Chapter(max(days), _begin, LATE_AFTERNOON),
        *(Chapter(ago, fill, LATE_AFTERNOON) for ago in sorted(set(days), reverse=True)),
        Chapter(10, partial(_travel, today)),
        Chapter(20, report_to_head),
    ]


def tell() -> None:
    """What came last. Told twice, it changes nothing the second time."""
    fill(at_once=True)


def fill(*, at_once: bool = False) -> None:
    """A row for each thing that has none; with `at_once` from the moment on which it came."""
    now, staff = system_clock(), {person.name: person.pk for person in people.people_list()}
    if not {LEAD, CLERK, IT} <= staff.keys():
        return
    owner, held = actor_of(OWNER), queries.held_at(now)
    for subject, thing in services.things(now):
        plan = {} if subject in held else _plan_of(subject, thing.name)
        if plan:
            cells = [services.Cell(subject, staff[name], letter) for name, letter in plan.items()]
            services.set_cells(cells, actor=owner, why=WHY, clock=fixed(thing.since if at_once else now))
    if services.proposals(now, "dataset"):
        services.accept_proposals("dataset", actor=owner, why="카드에 적은 사람이 맡기로 해서")


def _plan_of(subject: Subject, name: str) -> dict[str, str]:
    keys = (f"{subject.kind}/{subject.id}", f"{subject.kind}/{name}", subject.kind)
    return next((PLAN[key] for key in keys if key in PLAN), {})


def _begin() -> None:
    owner = actor_of(OWNER)
    services.name_head(owner.id, actor=owner, why="개인정보 보호법 제30조의3")
    services.name_officer(actor_of(LEAD).id, "executive", actor=owner, why="개인정보 보호법 제31조")


def report_to_head() -> None:
    said = "반기 개인정보 점검: 권한 3건을 좁히고, 해외 업체 계약을 다시 협의하기로 했어요."
    day = system_clock().astimezone(SEOUL).date()
    services.note_report(day, said, actor=actor_of(LEAD), why="반기마다 보고하기로 해서")


def _travel(today: date) -> None:
    owner, until = actor_of(OWNER), today + timedelta(days=20)
    services.name_deputy(owner.id, actor_of(LEAD).id, until, actor=owner, why="거래처 출장이 잦아서")
