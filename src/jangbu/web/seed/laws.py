"""The sample firm before the law: its uses of AI and who it is in each, a lawyer's answer, a question that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jangbu.apps.gateway import queries as gateway
from jangbu.apps.people import queries as people
from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import queries, services
from jangbu.apps.regulations.services import LAW_RECORDS, LEGAL_REVIEWS, PSEUDONYMS, USE_CASES
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed.chapters import Chapter, actor_of

CHATBOT, HIRING = "홈페이지 상담", "지원서 요약"
NOTICE = "상담 화면에 한 줄로 알리면 미리 알린 것이 되나요?"
SERVICE: dict[str, Any] = {
    "purpose": "홈페이지 방문자의 질문에 제품 자료로 답해요.",
    "model": "루미나 AI 상담",
    "affected": ["customers", "public"],
    "offered": "outside",
    "made": "api",
    "purpose_changed": False,
    "trained": False,
    "generative": True,
    "leaves": True,
    "synthetic": False,
    "decides": "none",
    "fields": ["none"],
    "obvious": False,
    "personal": True,
    "overseas": True,
    "notice": "이 상담은 인공지능이 답해요. 사람과 이야기하려면 '상담원'이라고 적어 주세요.",
    "notice_where": "screen",
    "mark": "human",
}
TOOL: dict[str, Any] = {
    "purpose": "지원서를 요약해서 면접 질문을 준비해요. 뽑을지는 사람이 정해요.",
    "model": "업무 프로그램의 요약 기능",
    "affected": ["applicants"],
    "offered": "inside",
    "made": "bought",
    "purpose_changed": False,
    "trained": False,
    "generative": True,
    "leaves": False,
    "synthetic": False,
    "decides": "helps",
    "fields": ["rights"],
    "grave": True,
    "personal": True,
    "overseas": False,
    "explanation": "요약에 쓴 항목과 사람이 본 까닭을 지원자가 물으면 이틀 안에 글로 답해요.",
}
SPENT = (
    ("2026년 개인정보 보호 예산", "budget", 4_800_000),
    ("보호책임자와 담당 한 사람의 시간", "people", 9_600_000),
    ("암호화 백업과 두 번 인증 열쇠", "tools", 1_150_000),
)
MASKED = {
    "name": "지역별 거래처 통계",
    "purpose_kind": "statistics",
    "purpose": "지역과 업종마다 주문이 얼마나 다시 오는지 분기마다 세요.",
    "items": "상호, 대표자 이름, 전화번호를 지우고 번호로 바꿈",
    "used_for": "분기 통계표 한 장",
    "key": "apart",
    "key_place": "금고의 USB (대표만 열어요)",
    "key_people": True,
    "checked_how": "지역과 업종으로 셋보다 적은 줄을 합쳤는지 봤어요.",
}
WHY = {
    CHATBOT: "남의 모델로 방문자에게 답하는 서비스라서",
    HIRING: "산 도구를 쓰기만 하고, 뽑을지는 사람이 정해서",
}


def chapters() -> list[Chapter]:
    """A service for visitors and a bought tool are written down and decided; one answer came, one is waited for."""
    return [
        Chapter(150, lambda: services.notice_files(actor=Actor.system())),
        Chapter(40, _write_down),
        Chapter(36, _decide_written),
        Chapter(34, _ask_about_notice),
        Chapter(24, _answer),
        Chapter(22, record_spending),
        Chapter(21, _mask),
        Chapter(6, _ask_about_hiring),
    ]


def tell(owner: Actor) -> None:
    """What runs is found and decided last, when it is there. Told twice, it changes nothing the second time."""
    names = {person.name for person in people.people_list()}
    if "최하은" not in names or queries.UseCase.objects.filter(found__isnull=False).exists():
        return
    confirm_found(actor_of("최하은"), owner)
    shown = queries.UseCase.objects.filter(name=CHATBOT).first()
    if shown is not None:
        ids = [key for key, _name in gateway.choices()[:1]]
        why = "상담에 답하는 연결이라서"
        registers.change_row(USE_CASES, shown, {"endpoints": ids}, actor=actor_of("최하은"), why=why)


def confirm_found(it: Actor, owner: Actor) -> None:
    """Whatever runs and is not written down yet: added, answered and decided."""
    for case in services.add_proposals(actor=it, why="돌고 있는 AI를 적어 두려고"):
        if not case.fields:  # whatever helps to decide is asked about, here as everywhere
            answers = {"fields": ["none"], "explanation": "정한 까닭은 승인 기록에 있고, 물으면 그대로 알려요."}
            registers.change_row(USE_CASES, case, answers, actor=it, why="질문에 답하려고")
        confirm(case, "안에서 일하는 도구로만 써서", owner)


def confirm(case: queries.UseCase, why: str, owner: Actor) -> None:
    used = registers.move_row(USE_CASES, case, "use", actor=actor_of("최하은"), why="정말 쓰고 있어서")
    services.decide_role(used, revision=used.revision, actor=owner, why=why)
    services.confirm_decision(used, actor=actor_of("최하은"), why="답과 까닭을 함께 읽어서")


def _write_down() -> None:
    it, since = actor_of("최하은"), system_clock().astimezone(SEOUL).date()
    shown = {**SERVICE, "name": CHATBOT, "owner": it.id, "notice_on": since, "mark_on": since}
    for values in (shown, {**TOOL, "name": HIRING, "owner": actor_of("이서준").id}):
        registers.add_row(USE_CASES, values, actor=it, why="쓰는 AI를 모두 적으려고")


def _decide_written() -> None:
    for case in queries.UseCase.objects.filter(name__in=WHY):
        confirm(case, WHY[case.name], actor_of("김민지"))


def ask_lawyer(question: str, detail: str, rule: str, case: str, days: int) -> None:
    it, today = actor_of("최하은"), system_clock().astimezone(SEOUL).date()
    values = {
        "question": question,
        "detail": detail,
        "rule": rule,
        "use_case": queries.UseCase.objects.get(name=case).pk,
        "due": today + timedelta(days=days),
        "asked_of": "법률사무소 온길",
        "owner": it.id,
    }
    made = services.add_review(values, actor=it, why="뜻을 확인하려고")
    registers.move_row(LEGAL_REVIEWS, made, "ask", actor=it, why="메일로 물었어요")


def _ask_about_notice() -> None:
    detail = "첫 화면 위에 문구를 늘 보여 주고, 첫 답 앞에도 한 번 보여 줘요."
    ask_lawyer(NOTICE, detail, "ai_basic_act:A31-1", CHATBOT, 14)


def _answer() -> None:
    it, made = actor_of("최하은"), LEGAL_REVIEWS.model.objects.get(question=NOTICE)
    answer = {
        "answer": "쓰기 전부터 화면에 보이면 시행령 제23조 제1항 제2호의 방법으로 볼 수 있어요. "
        "약관에도 한 줄 넣기를 권해요.",
        "answered_on": system_clock().astimezone(SEOUL).date(),
        "by_lawyer": True,
    }
    registers.change_row(LEGAL_REVIEWS, made, answer, actor=it, why="답을 받아서")
    registers.move_row(LEGAL_REVIEWS, made, "answer", actor=it, why="답을 받아서")


def _mask() -> None:
    """Customers without names, for statistics; the key lies elsewhere, and somebody checked."""
    it, day = actor_of("최하은"), system_clock().astimezone(SEOUL).date()
    values = {**MASKED, "owner": it.id, "started_on": day, "checked_on": day}
    registers.add_row(PSEUDONYMS, values, actor=it, why="통계에 쓰려고")


def record_spending() -> None:
    """What was spent on protecting personal data: it lowers a fine, and the law looks for the three kinds."""
    it, day = actor_of("최하은"), system_clock().astimezone(SEOUL).date()
    for title, what, amount in SPENT:
        values = {"title": title, "kind": "spent", "owner": it.id, "on": day, "what": what, "amount": amount}
        registers.add_row(LAW_RECORDS, values, actor=it, why="쓴 것을 남기려고")


def _ask_about_hiring() -> None:
    detail = "요약만 하고 뽑을지는 사람이 정해요. 그래도 지원자에게 알려야 하는지 알고 싶어요."
    ask_lawyer("지원서 요약이 자동화된 결정에 들어가나요?", detail, "pipa:P37-2", HIRING, 18)
