"""Incidents of the sample firm: one told in time and closed, a request that runs; alerts, duty, audits."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from jangbu.apps.incidents import queries, services
from jangbu.apps.incidents.alerts import queries as alerts
from jangbu.apps.incidents.logreview.preparing import monday
from jangbu.apps.incidents.services import AUDITS, FINDINGS, INCIDENTS
from jangbu.apps.registers import services as registers
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed.chapters import EVENING, Chapter, actor_of

WRONG = "견적서를 다른 거래처에 보냄"
ASKED = "전 거래처 담당자의 열람 요구"
WEEKS = 12
AUDIT = "개인정보와 권한 점검"


def chapters(today: date) -> list[Chapter]:
    """Oldest first: the wrong recipient, the audit, the weekly looks, the request, the first rules."""
    looks = [today - timedelta(days=today.weekday() + 7 * number) for number in range(WEEKS)]
    return [
        Chapter(140, wrong_recipient),
        Chapter(139, told_them),
        Chapter(126, closed_it),
        Chapter(70, partial(_audit, today)),
        Chapter(52, _checked),
        *(Chapter((today - each).days, partial(_read_the_week, each)) for each in looks),
        Chapter(27, partial(_duty, today)),
        Chapter(4, request),
        Chapter(3, _first_steps),
        Chapter(1, _ring, EVENING),
    ]


def held(title: str) -> Any:
    return queries.visible(actor_of("김민지")).get(title=title)


def wrong_recipient() -> None:
    clerk, now = actor_of("박도윤"), system_clock()
    values = {
        "title": WRONG,
        "kind": "wrong_recipient",
        "owner": clerk.id,
        "summary": "새 견적서를 보내면서 받는 사람을 앞 글자가 같은 다른 거래처로 골랐어요.",
        "affected": "견적서 한 통, 담당자 세 사람의 이름과 휴대전화",
    }
    made = services.tell_of_incident(
        values,
        known_at=now - timedelta(hours=1),
        known={"people_count": 3},
        actor=clerk,
        why="받은 쪽이 전화로 알려 줘서",
    )
    for key, said in (
        ("items:text", "이름, 회사, 휴대전화 번호"),
        ("course:text", "11월에 견적서를 메일로 보내면서 받는 사람을 잘못 선택함"),
        ("contact:text", "한빛정밀 운영팀 02-555-0100"),
    ):
        services.state_fact(made, key, said, known_at=system_clock(), actor=clerk, why="보낸 메일을 다시 보고")
    services.do_step(made, "recall", note="받은 쪽이 지웠다고 답했어요", actor=clerk)
    services.do_step(made, "scope", actor=clerk)
    services.do_step(made, "tell_head", actor=clerk)


def told_them() -> None:
    clerk, lead, made = actor_of("박도윤"), actor_of("이서준"), held(WRONG)
    letter = services.draft_notice(made, "first", actor=clerk)
    services.approve_notice(letter, actor=lead, why="읽고 맞아서")
    letter.refresh_from_db()
    services.note_sent(
        letter, sent_at=system_clock(), channel="text", recipients=3, actor=lead, why="세 사람에게 문자로 알려서"
    )
    services.do_step(made, "notify", actor=clerk)


def closed_it() -> None:
    lead, made = actor_of("이서준"), held(WRONG)
    review = services.look_back(
        made,
        cause="받는 사람을 손으로 고르고, 보내기 전에 다른 사람이 보지 않았어요.",
        change="견적서는 거래처 번호로 받는 사람을 채우고, 승인한 다음 보내요.",
        owner=actor_of("최하은").id,
        due=system_clock().date() + timedelta(days=14),
        actor=lead,
    )
    services.finish_change(review, note="견적 자동화에 승인 단계를 넣었어요", actor=actor_of("최하은"))
    registers.move_row(INCIDENTS, made, "close", actor=lead, why="알렸고, 바꾸기로 한 것도 마쳐서")


def _audit(today: date) -> None:
    owner, it, lead = actor_of("김민지"), actor_of("최하은"), actor_of("이서준")
    done = today - timedelta(days=70)
    values = {
        "title": f"{done.year}년 {AUDIT}",
        "area": "privacy",
        "auditor": "정감사",
        "planned_on": done - timedelta(days=3),
        "done_on": done,
        "scope": "개인정보가 있는 데이터, 접근 권한, 퇴사자 계정",
        "summary": "데이터마다 맡은 사람이 있고 권한 기록이 남아요. 두 가지를 고쳐야 해요.",
    }
    audit = registers.add_row(AUDITS, values, actor=owner, why="해마다 한 번 점검하기로 해서")
    registers.move_row(AUDITS, audit, "do", actor=owner, why="점검을 마쳐서")
    for title, severity, person, days, seen in (
        ("쓰지 않는 공유 폴더 권한 세 개", "middle", it, 30, "석 달 동안 아무도 쓰지 않은 권한이 남아 있어요."),
        ("사고 연락처가 옛 번호", "low", lead, -20, "홈페이지의 개인정보 문의처가 예전 번호예요."),
    ):
        line = {
            "title": title,
            "audit": audit.pk,
            "severity": severity,
            "owner": person.id,
            "due": done + timedelta(days=days) if days > 0 else today - timedelta(days=days),
            "seen": seen,
        }
        registers.add_row(FINDINGS, line, actor=owner, why="점검에서 나와서")


def _checked() -> None:
    it, owner = actor_of("최하은"), actor_of("김민지")
    finding = FINDINGS.model.objects.get(title="쓰지 않는 공유 폴더 권한 세 개")
    registers.change_row(FINDINGS, finding, {"action": "세 권한을 모두 거뒀어요."}, actor=it, why="거두고 확인해서")
    registers.move_row(FINDINGS, finding, "fix", actor=it, why="거둬서")
    registers.move_row(FINDINGS, finding, "check", actor=owner, why="권한 목록에서 확인해서")


def _read_the_week(day: date) -> None:
    services.confirm_week(
        monday(day) - timedelta(weeks=1), "드문 것부터 읽었고, 모두 아는 일이에요.", actor=actor_of("최하은")
    )


def _duty(today: date) -> None:
    owner, first = actor_of("김민지"), today - timedelta(days=27 + today.weekday())
    line = [actor_of("최하은"), actor_of("이서준")]
    for number in range(8):
        start = first + timedelta(weeks=number)
        for place, person in enumerate((line[number % 2], line[(number + 1) % 2]), start=1):
            services.add_shift(
                person.id, start, start + timedelta(days=6), place=place, actor=owner, why="한 주씩 돌아가기로 해서"
            )


def request() -> None:
    clerk = actor_of("박도윤")
    values = {
        "title": ASKED,
        "kind": "access_request",
        "owner": clerk.id,
        "summary": "지난해까지 거래처 담당자였던 분이 우리에게 있는 자기 정보를 보여 달라고 했어요.",
        "requester": "한지민",
        "reference": "메일, 열람 요구서 첨부",
    }
    services.tell_of_incident(values, known_at=system_clock(), actor=clerk, why="메일로 요구서를 받아서")


def _first_steps() -> None:
    services.do_step(held(ASKED), "identify", note="예전에 쓰던 회사 메일로 확인했어요", actor=actor_of("박도윤"))


def _ring() -> None:
    """The rules begin to look; what rings is taken on the same evening."""
    services.install_defaults(actor=actor_of("최하은"))
    services.watch(actor=Actor.system(), force=True)
    it = actor_of("최하은")
    for alert in alerts.open_alerts(it).exclude(severity="normal"):
        services.acknowledge(alert, note="내일 아침에 처리해요", actor=it)
