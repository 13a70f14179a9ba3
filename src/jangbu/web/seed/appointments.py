"""The sample firm's appointments: calendars of three people, hours of work, one booked and answered, two that wait."""

from __future__ import annotations

from datetime import timedelta

from jangbu.apps.people import queries as people
from jangbu.apps.work import queries, services
from jangbu.apps.work.models import Automation, Run
from jangbu.kernel.entry import Actor
from jangbu.web.seed import work
from jangbu.web.seed.files import SampleFiles

NAME = "방문 일정 잡기"
OWNERS = ("김민지", "이서준", "박도윤")
MINUTES = {"buffer": 10, "travel": 40, "notice": 120, "late": 24}
SOP = """1. 고객이 만나자고 하면 누가 꼭 가야 하는지 정해 자동화에 맡긴다.
2. 후보 다섯 가운데 고객이 편한 시간을 고른다.
3. 하루 안으로 바꿀 때는 까닭을 적고 전화도 한다."""


def tell(files: SampleFiles, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    process = queries.processes(owner).filter(name="방문 일정").first()
    known = queries.automations(owner).filter(name=NAME).exists()
    if process is None or known or not set(OWNERS) <= staff.keys():
        return
    lead, clerk = staff["이서준"], staff["박도윤"]
    for name in OWNERS:
        path = files.calendar(name)
        services.add_calendar_file(
            staff[name].id, path.name, [path.read_bytes()], actor=owner, why="되는 시간을 찾으려고"
        )
    hours = dict.fromkeys(range(5), "09:00-18:00")
    services.set_working_time("", hours, "12:00-13:00", MINUTES, actor=owner, why="회사 시간이라서")
    with work.at_once():
        services.write_sop(process, SOP, actor=lead, why="약속이 겹친 적이 있어서")
        plan = services.Plan(
            who=lead.id,
            what="모두 되는 시간 다섯을 찾아 사람이 고르면 초대해요",
            when="만나자는 말이 오는 대로",
            where="이 컴퓨터",
            why="한 건에 메일이 여섯 번 오가서",
            settings={},
        )
        made = services.add_automation(process, NAME, "appointment", plan, actor=owner, why="오가는 메일을 줄이려고")
        first = _ask(made, clerk, files, "두레기계 납품 점검", staff, ("이서준",), "두레기계 김과장 <kim@dure.example>")
        services.approve(first.approvals.get(), actor=lead, why="고객이 편하다고 한 때라")
        guest = "미래정공 최과장 <choi@mirae.example>"
        _ask(made, clerk, files, "미래정공 공장 방문", staff, ("이서준", "김민지"), guest, place="화성 미래정공")
        _ask(made, clerk, files, "주간 견적 검토", staff, ("이서준", "박도윤"), "", duration=30)


def _ask(
    automation: Automation,
    clerk: Actor,
    files: SampleFiles,
    title: str,
    staff: dict[str, Actor],
    names: tuple[str, ...],
    guest: str,
    *,
    duration: int = 60,
    place: str = "",
) -> Run:
    first = files.dates.today + timedelta(days=1)
    invited = [{"person": staff[name].id, "required": True} for name in names]
    if guest:
        name, _, mail = guest.partition(" <")
        invited.append({"name": name, "email": mail.rstrip(">"), "required": True})
    meeting = {
        "title": title,
        "duration": duration,
        "from": first.isoformat(),
        "until": (first + timedelta(days=9)).isoformat(),
        "place": place,
        "people": invited,
    }
    run = services.submit(automation, given={"meeting": meeting}, title=title, actor=clerk, why="만나기로 해서")
    run.refresh_from_db()
    return run
