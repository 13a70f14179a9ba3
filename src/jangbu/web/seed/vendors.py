"""The sample firm's vendors: five of them, three contracts with gaps, and what was never asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from jangbu.apps.registers import services as registers
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries, services
from jangbu.apps.vendors.services import CERTIFICATES_REGISTER, CONTRACTS, VENDORS, Reading
from jangbu.apps.work import queries as work
from jangbu.web.seed.chapters import Chapter, actor_of

FIRST = 355  # days ago: the firm itself began here ten days before
WHY = "쓰는 업체를 한곳에 적어 두려고"


@dataclass(frozen=True)
class Plan:
    """A vendor as the firm knows it. Days are counted back from today."""

    values: dict[str, Any]
    answers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    used: bool = True
    known: int = 300  # days since it was written down
    reviewed: int | None = None
    certificate: tuple[str, str, str, int, int] | None = None  # standard, issuer, number, starts, ends


PLANS = (
    Plan(
        {
            "name": "다온클라우드",
            "business_number": "214-88-10293",
            "category": "cloud",
            "purpose": "파일 서버와 메일, 백업",
            "handles_personal": True,
            "data": ["company", "customer", "staff"],
            "country": "KR",
            "region": "춘천 데이터센터",
            "plan": "비즈니스 40석",
            "monthly_cost": 480_000,
            "contact_name": "오하늘",
            "contact_email": "help@daoncloud.example",
            "exit_plan": "파일은 NAS로, 메일은 MBOX로 받아요.",
        },
        {
            "data_use": "only",
            "protection": "both",
            "deletion": "confirmed",
            "location": "korea",
            "recovery": "proven",
            "incidents": "day",
            "lock_in": "open",
            "price": "announced",
        },
        {"recovery": "2026년 상반기 복구 훈련 보고서", "incidents": "서비스 약정 8조"},
        reviewed=90,
        certificate=("isms_p", "한국인터넷진흥원", "ISMS-P-KISA-2025-041", 500, -590),
    ),
    Plan(
        {
            "name": "루미나 AI",
            "category": "ai",
            "purpose": "계산서의 의심스러운 칸 읽기, 답장 초안",
            "handles_personal": True,
            "data": ["company", "customer"],
            "country": "US",
            "region": "오리건",
            "sub_processors": "Northgate Hosting\nBluefin Support",
            "plan": "쓴 만큼",
            "monthly_cost": 180_000,
            "contact_email": "support@lumina.example",
            "review_months": 6,
        },
        {"data_use": "opt_out", "protection": "both", "location": "no_basis", "incidents": "three", "lock_in": "open"},
        {"location": "이용 약관에는 나라 이름만 있어요."},
        reviewed=250,
        certificate=("soc2", "Hale & Moss LLP", "SOC2-LUM-2025", 440, 75),
    ),
    Plan(
        {
            "name": "바른급여",
            "business_number": "120-86-55210",
            "category": "outsourcing",
            "purpose": "급여 계산과 4대 보험 신고",
            "handles_personal": True,
            "data": ["staff", "payment", "unique"],
            "country": "KR",
            "plan": "34명",
            "monthly_cost": 340_000,
            "contact_name": "문지우",
            "contact_phone": "02-555-0142",
        },
        {"data_use": "only", "deletion": "unclear", "location": "korea", "price": "free"},
        reviewed=30,
    ),
    Plan(
        {
            "name": "새움전산",
            "category": "maintenance",
            "purpose": "PC와 서버 유지 보수, 원격 지원",
            "handles_personal": None,
            "data": [],
            "country": "KR",
            "monthly_cost": 250_000,
        },
        reviewed=None,
        known=420,
    ),
    Plan(
        {
            "name": "핀크로우 견적",
            "category": "software",
            "purpose": "견적 양식을 만드는 프로그램, 살펴보는 중",
            "handles_personal": False,
            "data": ["company"],
            "country": "SG",
            "monthly_cost": 90_000,
        },
        used=False,
        known=12,
    ),
)


def chapters(today: date) -> list[Chapter]:
    """When each vendor was written down, looked at again, and its contract signed and read."""
    found = [Chapter(min(plan.known, FIRST), partial(_vendor, plan, today)) for plan in PLANS]
    found += [Chapter(plan.reviewed, partial(_review, plan)) for plan in PLANS if plan.reviewed is not None]
    for title, name, ends, fields, readings in CONTRACT_PLANS:
        found.append(Chapter(200, partial(_sign, title, name, today, today + timedelta(days=ends), fields)))
        found.append(Chapter(40, partial(_read, title, readings)))
    return found


def tell() -> None:
    """What the vendors are used for today. Told twice, it changes nothing the second time."""
    owner, it = actor_of("김민지"), actor_of("최하은")
    vendors = {vendor.name: vendor for vendor in queries.visible(owner)}
    for dataset in sources.visible(owner).filter(name__in=("거래처 목록", "직원 명단")):
        services.note_use(vendors["다온클라우드"], "dataset", dataset.pk, actor=it, why="파일 서버에 있어서")
    for automation in work.automations(owner)[:1]:
        services.note_use(vendors["루미나 AI"], "automation", automation.pk, actor=it, why="의심스러운 칸을 물어봐서")


def _vendor(plan: Plan, today: date) -> None:
    it = actor_of("최하은")
    made = registers.add_row(VENDORS, {**plan.values, "owner": it.id}, actor=it, why=WHY)
    if plan.certificate is not None:
        standard, issuer, number, starts, ends = plan.certificate
        values = {
            "vendor": made.pk,
            "standard": standard,
            "issuer": issuer,
            "number": number,
            "starts_on": today - timedelta(days=starts),
            "expires_on": today - timedelta(days=ends),
        }
        registers.add_row(CERTIFICATES_REGISTER, values, actor=it, why="업체가 보여 줘서")
    if plan.used and not plan.answers:  # used for years, and nobody ever asked
        registers.move_row(VENDORS, made, "already", actor=it, why="예전부터 쓰고 있어서")
        return
    if plan.answers:
        services.assess(made, plan.answers, plan.notes, actor=it, why="쓰기 전에 살펴보려고")
    if plan.used:
        registers.move_row(VENDORS, made, "use", actor=actor_of("김민지"), why="하던 일을 그대로 맡기려고")


def _review(plan: Plan) -> None:
    it = actor_of("최하은")
    vendor = _vendor_named(str(plan.values["name"]))
    if plan.answers:
        services.assess(vendor, plan.answers, plan.notes, actor=it, why="해마다 하는 평가라서")
    if plan.used:
        registers.review_row(VENDORS, _vendor_named(vendor.name), "계약과 요금, 인증서를 봤어요.", actor=it)


def _vendor_named(name: str) -> queries.Vendor:
    return VENDORS.model.objects.get(name=name)


def _sign(title: str, name: str, today: date, ends: date, fields: dict[str, Any]) -> None:
    values = {
        "title": title,
        "vendor": _vendor_named(name).pk,
        "signed_on": today - timedelta(days=360),
        "starts_on": today - timedelta(days=355),
        "ends_on": ends,
        **fields,
    }
    made = registers.add_row(CONTRACTS, values, actor=actor_of("최하은"), why="계약서를 찾기 쉽게")
    registers.move_row(CONTRACTS, made, "sign", actor=actor_of("김민지"), why="서명한 계약이라")


def _read(title: str, readings: tuple[Reading, ...]) -> None:
    made = CONTRACTS.model.objects.get(title=title)
    services.read_clauses(made, readings, actor=actor_of("최하은"), why="계약서를 읽고")


CONTRACT_PLANS: tuple[tuple[str, str, int, dict[str, Any], tuple[Reading, ...]], ...] = (
    (
        "클라우드 서비스 이용 계약",
        "다온클라우드",
        210,
        {"renews": "automatic", "notice_days": 60, "amount_year": 5_760_000, "kept_where": "관리부 캐비닛 3번"},
        (
            Reading("breach_notice", "present", "제8조", "침해를 안 때부터 24시간 안에 알린다", 24),
            Reading("liability", "present", "제12조", "귀책사유로 생긴 손해를 배상한다"),
            Reading("penalty", "present", "별지 2", "가동률이 99.9%에 못 미치면 월 요금의 10%를 뺀다"),
            Reading("cost_bearer", "weak", "제5조", "이전 비용은 따로 협의한다"),
            Reading("price", "missing"),
            Reading("update_cadence", "present", "제9조", "판올림은 30일 전에 알린다"),
            Reading("contact", "present", "별지 1"),
            Reading("recovery", "present", "제10조", "날마다 백업하고 24시간 안에 되살린다"),
            Reading("audit", "present", "제11조"),
            Reading("exit", "present", "제14조", "30일 안에 표준 형식으로 돌려준다"),
            Reading("training", "present", "제7조"),
            Reading("purpose", "present", "위탁 계약 제2조"),
            Reading("safeguards", "present", "위탁 계약 제4조"),
            Reading("supervision", "present", "위탁 계약 제6조"),
            Reading("sub_processors", "present", "위탁 계약 제5조"),
        ),
    ),
    (
        "AI 서비스 약관과 처리 위탁",
        "루미나 AI",
        25,
        {"renews": "automatic", "notice_days": 10, "amount_year": 2_160_000, "kept_where": "메일, 2025년 12월"},
        (
            Reading("breach_notice", "present", "약관 11.2", "within 72 hours of confirmation", 72),
            Reading("liability", "weak", "약관 9.1", "한도가 지난 12개월 요금이에요"),
            Reading("penalty", "missing"),
            Reading("price", "missing"),
            Reading("exit", "weak", "약관 13", "끝나면 지운다고만 있어요"),
            Reading("training", "present", "설정 화면", "학습에서 빼기를 골랐어요"),
            Reading("purpose", "missing"),
            Reading("overseas", "missing"),
            Reading("sub_processors", "weak", "누리집", "목록만 있고 동의 절차가 없어요"),
        ),
    ),
    (
        "급여 업무 대행 계약",
        "바른급여",
        -12,
        {"renews": "agreement", "notice_days": 30, "amount_year": 4_080_000},
        (
            Reading("breach_notice", "missing"),
            Reading("liability", "present", "제7조"),
            Reading("penalty", "missing"),
            Reading("contact", "present", "제3조"),
            Reading("exit", "missing"),
            Reading("purpose", "present", "제2조", "급여 계산과 신고에만 쓴다"),
            Reading("safeguards", "weak", "제9조", "필요한 조치를 한다"),
            Reading("supervision", "missing"),
            Reading("sub_processors", "missing"),
        ),
    ),
)
