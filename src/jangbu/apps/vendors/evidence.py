"""What vendors and contracts show of themselves, for checklists and policies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, day_of, own, predicate, remember
from jangbu.apps.vendors import queries
from jangbu.apps.vendors.models import Assessment, Certificate, ClauseFinding, Contract, Use, Vendor, WeightSet

ROW = ("state", "review_months", "reviewed_on", "review_due", "archived_at")
remember(
    Vendor,
    *ROW,
    *("handles_personal", "data", "country", "sub_processors", "exit_plan", "owner", "monthly_cost", "category"),
    *("transfer_basis", "transfer_proof", "transfer_on", "domestic_agent"),
)
remember(Contract, *ROW, "vendor", "signed_on", "starts_on", "ends_on", "renews", "notice_days")
remember(ClauseFinding, "contract", "clause", "state", "place", "hours", "read_at")
remember(Certificate, *ROW, "vendor", "standard", "starts_on", "expires_on")
remember(Assessment)
remember(Use, "vendor", "kind", "key")
remember(WeightSet)

NO_VENDORS = Words("쓰는 업체를 아직 적지 않았어요.", "No vendor in use is written down yet.")
NO_CONTRACTS = Words("맺은 계약이 없어요.", "No contract is in force.")


def _used(at: datetime) -> QuerySet[Vendor]:
    return queries.in_use().filter(created_at__lte=at)


def _vendors(held: Iterable[Vendor], bad: Collection[str]) -> list[Evidence]:
    return [
        Evidence(each.pk, own(each.name), reverse("vendors-detail", args=[each.pk]), good=each.pk not in bad)
        for each in held
    ]


def _contracts(held: Iterable[Contract], bad: Collection[str]) -> list[Evidence]:
    return [
        Evidence(each.pk, own(each.title), reverse("contracts-detail", args=[each.pk]), good=each.pk not in bad)
        for each in held
    ]


@predicate("vendors_assessed")
def assessed(at: datetime) -> Answer:
    held = _used(at)
    done = set(held.filter(assessments__made_at__lte=at).values_list("pk", flat=True))
    said = Words("업체 {total}곳 가운데 {bad}곳을 평가하지 않았어요.", "{bad} of {total} vendors are unassessed.")
    todo = Next(Words("업체를 평가해요", "Assess the vendor"), reverse("vendors") + "?state=in_use")
    return counted(_vendors(held, {each.pk for each in held} - done), said, NO_VENDORS, todo)


@predicate("certificates_valid")
def certificates_valid(at: datetime) -> Answer:
    expired = set(queries.expired_certificates(day_of(at)).values_list("pk", flat=True))
    held = Certificate.objects.filter(archived_at=None, vendor__archived_at=None, created_at__lte=at)
    lines = [
        Evidence(each.pk, own(each.number), reverse("certificates-detail", args=[each.pk]), good=each.pk not in expired)
        for each in held.exclude(vendor__state="ended")
    ]
    said = Words("인증서 {total}장 가운데 {bad}장이 끝났어요.", "{bad} of {total} certificates have run out.")
    todo = Next(Words("새 인증서를 받아요", "Ask for the new certificate"), reverse("certificates"))
    return counted(lines, said, Words("받은 인증서가 없어요.", "No certificate was handed in."), todo)


@predicate("vendors_have_contracts")
def have_contracts(at: datetime) -> Answer:
    without = {each.pk for each in queries.without_contract()}
    ended = {each.vendor_id for each in queries.contracts_expired(day_of(at))}
    said = Words(
        "업체 {total}곳 가운데 {bad}곳은 계약이 없거나 끝났어요.",
        "{bad} of {total} vendors have no contract, or one that ended.",
    )
    todo = Next(Words("계약을 적거나 이어요", "Write down or renew the contract"), reverse("contracts"))
    return counted(_vendors(_used(at), without | ended), said, NO_VENDORS, todo)


@predicate("contracts_have_clause")
def have_clause(at: datetime, clause: str = "") -> Answer:
    lacking = {each.pk for each in queries.contracts_without_clause(clause)}
    held = queries.contracts_in_force().filter(created_at__lte=at)
    said = Words(
        "계약 {total}개 가운데 {bad}개에 이 조항이 없거나 모자라요.",
        "{bad} of {total} contracts lack this clause, or hold a weak one.",
    )
    todo = Next(Words("빠진 조항을 요청해요", "Ask for the missing clause"), reverse("contracts"))
    return counted(_contracts(held, lacking), said, NO_CONTRACTS, todo)


@predicate("contracts_read")
def contracts_read(at: datetime) -> Answer:
    unread = {each.pk for each in queries.contracts_unread()}
    held = queries.contracts_in_force().filter(created_at__lte=at)
    said = Words(
        "계약 {total}개 가운데 {bad}개는 조항을 다 살펴보지 않았어요.",
        "{bad} of {total} contracts have clauses nobody has looked for.",
    )
    todo = Next(Words("계약 조항을 살펴봐요", "Look through the clauses"), reverse("contracts"))
    return counted(_contracts(held, unread), said, NO_CONTRACTS, todo)


@predicate("processors_bound")
def processors_bound(at: datetime) -> Answer:
    lacking = {each.pk for each in queries.personal_without_terms()}
    held = [each for each in _used(at) if each.handles_personal is not False]
    said = Words(
        "개인정보를 맡긴 {total}곳 가운데 {bad}곳의 계약이 모자라요.",
        "{bad} of {total} processors are not bound as Art. 26 asks.",
    )
    todo = Next(Words("맡긴 곳의 계약을 채워요", "Complete the contract"), reverse("vendors"))
    return counted(_vendors(held, lacking), said, NO_VENDORS, todo)


@predicate("vendors_have_exit")
def have_exit(at: datetime) -> Answer:
    """For every vendor in use it is written down how the firm would leave it."""
    held = list(_used(at))
    said = Words(
        "업체 {total}곳 가운데 {bad}곳은 떠나는 방법을 적지 않았어요.",
        "{bad} of {total} vendors have no way out written down.",
    )
    todo = Next(Words("떠나는 방법을 적어요", "Write down the way out"), reverse("vendors"))
    lacking = {each.pk for each in held if not each.exit_plan.strip()}
    return counted(_vendors(held, lacking), said, NO_VENDORS, todo)


@predicate("vendors_asked_agent")
def asked_agent(at: datetime) -> Answer:
    """AI vendors abroad said whether they have an agent in Korea (AI Basic Act, Art. 36: the duty is theirs)."""
    held = [each for each in _used(at) if each.category == "ai" and each.country not in {"", "KR"}]
    said = Words(
        "해외 AI 업체 {total}곳 가운데 {bad}곳에는 국내대리인이 있는지 답을 받지 못했어요.",
        "{bad} of {total} AI vendors abroad have not said whether they have an agent in Korea.",
    )
    todo = Next(
        Words("국내대리인이 있는지 물어요", "Ask for their agent in Korea"), reverse("vendors") + "?category=ai"
    )
    none = Words("해외 AI 업체를 쓰지 않아요.", "No AI vendor abroad is in use.")
    lacking = {each.pk for each in held if each.domestic_agent not in {"named", "small"}}
    return counted(_vendors(held, lacking), said, none, todo)
