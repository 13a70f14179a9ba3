"""What the people of the sample firm have learned, who else can do the work, and who helps from outside."""

from __future__ import annotations

from datetime import date, timedelta

from jangbu.apps.duties import queries, services
from jangbu.apps.duties.services import COURSES, PARTNERS, TRAININGS
from jangbu.apps.people import queries as people
from jangbu.apps.registers import services as registers
from jangbu.engines import documents
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed.chapters import at

EVERYBODY = ["owner", "approver", "member"]
LITERACY, PRIVACY, APPROVING = "AI를 알고 쓰기", "개인정보 보호 교육", "제안을 보고 승인하기"
PLANS = (
    (LITERACY, "ai_literacy", EVERYBODY, 12, "AI가 틀리는 때, 내보내면 안 되는 것, 누가 책임지는지"),
    (PRIVACY, "privacy", EVERYBODY, 12, "개인정보 보호법 제28조: 정기적으로 교육해요"),
    (APPROVING, "job", ["owner", "approver"], 24, "원본과 견주는 법, 멈추는 법, 되돌리는 법"),
)
# Who took what how many days ago, how that is known, and whose word it is.
DONE = (
    (PRIVACY, "김민지", 70, "certificate", ""),
    (PRIVACY, "이서준", 70, "certificate", ""),
    (PRIVACY, "최하은", 70, "certificate", ""),
    (PRIVACY, "박도윤", 64, "word", "이서준"),
    (APPROVING, "김민지", 55, "word", "최하은"),
    (APPROVING, "이서준", 55, "certificate", ""),
    (APPROVING, "최하은", 55, "certificate", ""),
)


def tell(today: date, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    if queries.courses_known() or not {"이서준", "박도윤", "최하은"} <= staff.keys():
        return
    made = {}
    for title, kind, roles, months, about in PLANS:
        values = {"title": title, "kind": kind, "roles": roles, "every_months": months, "about": about}
        made[title] = registers.add_row(COURSES, values, actor=owner, why="모두 같은 것을 알도록", clock=at(today, 120))
    for title, name, days, how, said_by in DONE:
        values = {
            "course": made[title].pk,
            "person": staff[name].id,
            "due_on": today - timedelta(days=days - 10),
            "done_on": today - timedelta(days=days),
            "how": how,
            "said_by": staff[said_by].id if said_by else "",
        }
        row = registers.add_row(TRAININGS, values, actor=owner, why="올해 교육 계획", clock=at(today, days))
        if how == "certificate":
            content = _certificate(title, today - timedelta(days=days))
            services.keep_certificate(row, f"{title}.pdf", [content], actor=owner, why="수료증을 받아서")
        registers.move_row(TRAININGS, row, "finish", actor=owner, why="교육을 마쳐서", clock=at(today, days - 1))
    for number, name in enumerate(("김민지", "이서준", "박도윤", "최하은")):
        _answer(staff[name], number, today)
    _cover(staff)
    _partners(today, owner, staff)


def _certificate(title: str, day: date) -> bytes:
    return documents.paper_pdf(documents.Paper("수료증", "ko", (), (f"교육: {title}", f"마친 날: {day.isoformat()}")))


def _answer(person: Actor, wrong: int, today: date) -> None:
    """Each got as many wrong as their place in line, at most two: everybody passed."""
    answers = {}
    for place, (key, right) in enumerate(services.right_answers().items()):
        answers[key] = str((right + 1) % 3 if place < min(wrong, 2) else right)
    services.take_quiz(answers, actor=person, clock=at(today, 30 - wrong))


def _cover(staff: dict[str, Actor]) -> None:
    """A second person for whatever only one has done."""
    for subject, _thing, able in queries.covers_of(system_clock()):
        if len(able) < 2:
            name = next(each for each in ("박도윤", "이서준", "최하은") if staff[each].id not in able)
            by = staff["김민지"]
            services.note_skill(subject, staff[name].id, "practice", "두 주 동안 곁에서 함께 했어요", actor=by)


def _partners(today: date, owner: Actor, staff: dict[str, Actor]) -> None:
    vendors = {thing.name: subject.id for subject, thing in services.things(system_clock(), "vendor")}
    plans = (
        {
            "name": "다온클라우드 기술지원팀",
            "purpose": "파일 서버 옮기기와 백업 점검",
            "owner": staff["최하은"].id,
            "starts_on": today - timedelta(days=90),
            "ends_on": today + timedelta(days=120),
            "vendor": vendors.get("다온클라우드", ""),
            "handles_personal": True,
        },
        {
            "name": "글결 (안내문 다듬기)",
            "purpose": "고객 안내문과 답장 본보기 다듬기",
            "owner": staff["이서준"].id,
            "starts_on": today - timedelta(days=40),
            "ends_on": today + timedelta(days=50),
            "secrecy": True,
            "handles_personal": False,
        },
    )
    for values in plans:
        registers.add_row(PARTNERS, values, actor=owner, why="누가 바깥에서 돕는지 알도록", clock=at(today, 39))
