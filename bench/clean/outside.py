"""Who the clean firm works with outside: vendors with whole contracts, uses of AI decided, a lawyer who answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bench.clean.habits import Firm
from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import queries as uses
from jangbu.apps.regulations.services import LEGAL_REVIEWS, USE_CASES
from jangbu.apps.vendors import services
from jangbu.apps.vendors.contracts.gaps import checklist
from jangbu.apps.vendors.services import CERTIFICATES_REGISTER, CONTRACTS, VENDORS, Reading
from jangbu.web.seed import laws
from jangbu.web.seed.chapters import actor_of
from jangbu.web.seed.vendors import PLANS

HOURS = {"breach_notice": 24}
WHY = "쓰는 업체를 한곳에 적어 두려고"
USED = ("다온클라우드", "바른급여")
ANSWERS = PLANS[0].answers
EXIT = "파일을 모두 받고 나서 지운 증명을 받아요."
CERTIFICATE_DAYS, RENEWED_BEFORE = 200, 10


def note_vendors(firm: Firm) -> None:
    """Written down, assessed before use, with the way out; the certificate of one is shown."""
    it, owner = actor_of("최하은"), actor_of("김민지")
    for plan in PLANS:
        if plan.values["name"] not in USED:
            continue
        values = {
            **plan.values,
            "owner": it.id,
            "country": "KR",
            "exit_plan": "파일을 모두 받고 나서 지운 증명을 받아요.",
        }
        made = registers.add_row(VENDORS, values, actor=it, why=WHY)
        services.assess(made, ANSWERS, PLANS[0].notes, actor=it, why="쓰기 전에 살펴보려고")
        registers.move_row(VENDORS, made, "use", actor=owner, why="하던 일을 그대로 맡기려고")
    show_certificate(firm)


def show_certificate(firm: Firm) -> None:
    """The new one is shown before the old one runs out; the old one is put aside."""
    it = actor_of("최하은")
    for old in CERTIFICATES_REGISTER.model.objects.filter(archived_at=None):
        registers.put_aside(CERTIFICATES_REGISTER, old, actor=it, why="새 인증서를 받아서")
    values = {
        "vendor": _vendor(USED[0]).pk,
        "standard": "isms_p",
        "issuer": "한국인터넷진흥원",
        "number": f"ISMS-P-{firm.now:%Y%m}",
        "starts_on": firm.now,
        "expires_on": firm.now + timedelta(days=CERTIFICATE_DAYS),
    }
    registers.add_row(CERTIFICATES_REGISTER, values, actor=it, why="업체가 보여 줘서")


def sign_contracts(firm: Firm) -> None:
    """Signed by the owner, every clause looked for and found."""
    it, owner = actor_of("최하은"), actor_of("김민지")
    for name in USED:
        day = firm.now
        values = {"title": f"{name} 이용 계약", "vendor": _vendor(name).pk, "signed_on": day, "starts_on": day}
        values |= {"ends_on": day + timedelta(days=240), "renews": "agreement", "notice_days": 30}
        made = registers.add_row(CONTRACTS, values, actor=it, why="계약서를 찾기 쉽게")
        registers.move_row(CONTRACTS, made, "sign", actor=owner, why="서명한 계약이라")
        made = CONTRACTS.model.objects.get(pk=made.pk)
        found = tuple(
            Reading(
                line.clause.id, "present", "제8조", "그대로 있어요", 24 if line.clause.id == "breach_notice" else None
            )
            for line in checklist(made).unread
        )
        services.read_clauses(made, found, actor=it, why="계약서를 읽고")


def renew_contracts(firm: Firm) -> None:
    """Before it ends each is signed for another eight months."""
    for made in CONTRACTS.model.objects.filter(state="in_force", archived_at=None):
        values = {"ends_on": firm.now + timedelta(days=240)}
        registers.change_row(CONTRACTS, made, values, actor=actor_of("최하은"), why="같은 조건으로 이어서")


def review_vendors(_firm: Firm) -> None:
    it = actor_of("최하은")
    for name in USED:
        services.assess(_vendor(name), ANSWERS, PLANS[0].notes, actor=it, why="반년마다 하는 평가라서")
        registers.review_row(VENDORS, _vendor(name), "계약과 요금, 인증서를 봤어요.", actor=it)
    for made in CONTRACTS.model.objects.filter(state="in_force", archived_at=None):
        registers.review_row(CONTRACTS, made, "조건이 그대로예요.", actor=it)


def _vendor(name: str) -> Any:
    return VENDORS.model.objects.get(name=name, archived_at=None)


def record_spending(_firm: Firm) -> None:
    """What protecting personal data cost: budget, people, tools."""
    laws.record_spending()


# ---- uses of AI and the lawyer


def note_uses(firm: Firm) -> None:
    """A service for visitors with its notice and mark, and a bought tool; each decided by the owner."""
    it, owner = actor_of("최하은"), actor_of("김민지")
    shown = {**laws.SERVICE, "overseas": False, "name": laws.CHATBOT, "notice_on": firm.now, "mark_on": firm.now}
    for values in (shown, {**laws.TOOL, "name": laws.HIRING}):
        case = registers.add_row(USE_CASES, {**values, "owner": it.id}, actor=it, why="쓰는 AI를 모두 적으려고")
        laws.confirm(case, laws.WHY[str(values["name"])], owner)


def note_found_uses(_firm: Firm) -> None:
    """What runs here is found, answered and decided too."""
    laws.confirm_found(actor_of("최하은"), actor_of("김민지"))


def ask_lawyer(firm: Firm) -> None:
    """A question of its own each time, due in two weeks."""
    rule = "ai_basic_act:A31-1" if firm.now.month % 2 else "pipa:P37-2"
    case = laws.CHATBOT if firm.now.month % 2 else laws.HIRING
    laws.ask_lawyer(f"{firm.now:%Y-%m} 달라진 것이 있나요?", "지난번과 같은 쓰임이에요.", rule, case, 14)


def lawyer_answers(firm: Firm) -> None:
    it = actor_of("최하은")
    for made in LEGAL_REVIEWS.model.objects.filter(state="asked", archived_at=None):
        told = {"answer": "달라진 것이 없어요.", "answered_on": firm.now, "by_lawyer": True}
        registers.change_row(LEGAL_REVIEWS, made, told, actor=it, why="답을 받아서")
        registers.move_row(
            LEGAL_REVIEWS, LEGAL_REVIEWS.model.objects.get(pk=made.pk), "answer", actor=it, why="답을 받아서"
        )


def review_uses(_firm: Firm) -> None:
    for case in uses.UseCase.objects.filter(archived_at=None):
        registers.review_row(USE_CASES, case, "쓰임이 그대로예요", actor=actor_of("최하은"))
