"""Who works in the clean firm: in by their invitations, with two factors, trained, named in the matrix of duties."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from bench.clean.habits import Firm
from jangbu.apps.duties import queries as duties_held
from jangbu.apps.duties import services as duties
from jangbu.apps.duties.learning.queries import plan as learning_plan
from jangbu.apps.duties.services import COURSES, PARTNERS, TRAININGS
from jangbu.apps.people import queries as people
from jangbu.apps.people import services
from jangbu.apps.registers import services as registers
from jangbu.apps.sources import queries as sources
from jangbu.engines import documents
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.web import launch
from jangbu.web.seed import duties as told
from jangbu.web.seed import learning
from jangbu.web.seed.chapters import actor_of
from jangbu.web.seed.story import OWNER, STAFF

NAME = "맑은정밀"
WORDS = "아침마다 강을 건너는 배 7척"  # a pass phrase
GUEST, NEWCOMER = "윤가람", "한새봄"
GRANT_DAYS = 60


def found(_firm: Firm) -> None:
    owner = services.create_firm(NAME, OWNER[1], OWNER[0], WORDS, actor=launch.operator(), why="회사를 열려고")
    _second_factor(owner)
    for name, email, role, title in STAFF:
        _join(name, email, role, title)
    duties.name_head(owner.pk, actor=actor_of(OWNER[0]), why="개인정보 보호법 제30조의3")
    duties.name_officer(actor_of("이서준").id, "executive", actor=actor_of(OWNER[0]), why="개인정보 보호법 제31조")


def _join(name: str, email: str, role: str, title: str) -> Any:
    """Invited, come in and with a second factor on the same day."""
    made = services.invite_person(email, name, role, title=title, actor=actor_of(OWNER[0]), why=f"{title} 일을 맡아서")
    person = services.accept_invitation(made.token, WORDS)
    _second_factor(person)
    return person


def _second_factor(person: Any) -> None:
    """As the page does it: a secret, then the signal by which sessions and the ledger hear of it."""
    made = TOTP.activate(person, generate_totp_secret())
    request = HttpRequest()
    request.session, request.user = SessionStore(), person
    authenticator_added.send(sender=type(person), request=request, user=person, authenticator=made.instance)


def officer_reports(_firm: Firm) -> None:
    told.report_to_head()


def name_courses(_firm: Firm) -> None:
    for title, kind, roles, months, about in learning.PLANS:
        values = {"title": title, "kind": kind, "roles": roles, "every_months": months, "about": about}
        registers.add_row(COURSES, values, actor=actor_of(OWNER[0]), why="모두 같은 것을 알도록")


def learn(firm: Firm) -> None:
    """Whoever lacks a course takes it, with a certificate; AI literacy by the quiz."""
    owner, now = actor_of(OWNER[0]), system_clock()
    for cell in learning_plan(now):
        if cell.good:
            continue
        person = Actor.person(cell.person.pk, cell.person.name)
        if cell.course.kind == "ai_literacy":
            take_quiz(person)
            continue
        done = {"done_on": firm.now, "how": "certificate"}
        if cell.state in {"planned", "overdue"}:
            row = TRAININGS.model.objects.get(pk=cell.training)
            row = registers.change_row(TRAININGS, row, done, actor=owner, why="계획대로 들어서")
        else:
            values = {"course": cell.course.pk, "person": person.id, "due_on": firm.now}
            row = registers.add_row(TRAININGS, values | done, actor=owner, why="교육 계획")
        paper = documents.Paper("수료증", "ko", (), (f"교육: {cell.course.title}", f"마친 날: {firm.now}"))
        file = [documents.paper_pdf(paper)]
        duties.keep_certificate(row, f"{cell.course.title}.pdf", file, actor=owner, why="수료증을 받아서")
        registers.move_row(TRAININGS, row, "finish", actor=owner, why="교육을 마쳐서")


def cover(_firm: Firm) -> None:
    """A second person for whatever only one has done, by practice."""
    for subject, _thing, able in duties_held.covers_of(system_clock()):
        names = [each for each in ("박도윤", "이서준", "최하은") if actor_of(each).id not in able]
        for name in names[: max(0, 2 - len(able))]:
            note = "두 주 동안 곁에서 함께 했어요"
            duties.note_skill(subject, actor_of(name).id, "practice", note, actor=actor_of(OWNER[0]))


def invite_guest(_firm: Firm) -> None:
    _join(GUEST, "garam@writer.example", "guest", "글 다듬는 동료")


def grant_guest(_firm: Firm) -> None:
    """Sixty days of reading one table, given anew for the next work."""
    about, until = _table(), system_clock() + timedelta(days=GRANT_DAYS)
    why = "안내문에 쓸 이름을 맞추려고"
    services.grant_access(_person(GUEST), about, "read", until, actor=actor_of(OWNER[0]), why=why)


def use_grant(_firm: Firm) -> None:
    services.note_use(actor_of(GUEST).id, _table())


def _table() -> Subject:
    return Subject("dataset", sources.visible(actor_of(OWNER[0])).get(name="월별 비용").pk)


def _person(name: str) -> Any:
    return people.people_list().get(name=name)


def newcomer_comes(firm: Firm) -> None:
    """On the first day: in, two factors, the policies read, the quiz taken, the other courses planned."""
    from bench.clean.policies import read_all  # noqa: PLC0415  # policies lean on people

    _join(NEWCOMER, "saebom@hanbit.example", "member", "사원")
    read_all(firm)
    take_quiz(actor_of(NEWCOMER))
    duties.plan_missing(actor=actor_of(OWNER[0]), why="한 달 안에 듣기로 해서")


def take_quiz(person: Actor) -> None:
    duties.take_quiz({key: str(right) for key, right in duties.right_answers().items()}, actor=person)


def note_partner(firm: Firm) -> None:
    values = {
        "name": "글결 (안내문 다듬기)",
        "purpose": "고객 안내문과 답장 본보기 다듬기",
        "owner": actor_of("이서준").id,
        "starts_on": firm.now,
        "ends_on": firm.now + timedelta(days=180),
        "secrecy": True,
        "handles_personal": False,
    }
    registers.add_row(PARTNERS, values, actor=actor_of(OWNER[0]), why="누가 바깥에서 돕는지 알도록")


def renew_partner(firm: Firm) -> None:
    for row in PARTNERS.model.objects.filter(state="working", archived_at=None):
        values = {"ends_on": firm.now + timedelta(days=180)}
        registers.change_row(PARTNERS, row, values, actor=actor_of("이서준"), why="약속을 반년 더 이어서")
