"""What others may ask of vendors and contracts. The first part are the named facts that checklists lean on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.words import Words
from jangbu.apps.registers import queries as registers
from jangbu.apps.vendors.certificates.standing import expired as expired_certificates
from jangbu.apps.vendors.contracts.gaps import Checklist, checklist, has_expired, notice_by
from jangbu.apps.vendors.contracts.register import CONTRACTS
from jangbu.apps.vendors.models import Contract, Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.standing import Risk, Standing, biggest, known, standing
from jangbu.apps.vendors.uses.kinds import Used, uses_of
from jangbu.apps.vendors.words import COUNTRIES, DATA, TRANSFER_BASES
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

__all__ = [
    "Checklist",
    "Processor",
    "Risk",
    "Standing",
    "Used",
    "Vendor",
    "biggest_risk",
    "checklist",
    "contracts_ending",
    "contracts_expired",
    "contracts_in_force",
    "contracts_unread",
    "contracts_without_clause",
    "country_said",
    "data_said",
    "expired_certificates",
    "find",
    "has_expired",
    "in_use",
    "needs",
    "notice_by",
    "personal_without_terms",
    "processors",
    "reviews_overdue",
    "standing",
    "standings",
    "transfer_said",
    "transfer_stands",
    "uses_of",
    "vendors_of",
    "visible",
    "without_assessment",
    "without_contract",
]
ENDS_SOON = timedelta(days=60)
UNTOLD = Words("아직 몰라요", "not known yet")
PERSONAL_TERMS = ("purpose", "safeguards", "supervision", "sub_processors")  # PIPA Art. 26


def visible(actor: Actor) -> QuerySet[Vendor]:
    return registers.rows(VENDORS, actor)


def find(actor: Actor, vendor_id: str) -> Vendor | None:
    return registers.find(VENDORS, actor, vendor_id)


def in_use() -> QuerySet[Vendor]:
    """Vendors that the firm leans on today: in use, or being left."""
    return Vendor.objects.filter(archived_at=None, state__in=("in_use", "leaving")).order_by("name", "pk")


def without_assessment() -> QuerySet[Vendor]:
    return in_use().filter(assessments=None)


def without_contract() -> QuerySet[Vendor]:
    """In use, and without a contract in force."""
    held = Count("contracts", filter=Q(contracts__state="in_force", contracts__archived_at=None))
    return in_use().annotate(held=held).filter(held=0)


def contracts_in_force() -> QuerySet[Contract]:
    held = Contract.objects.filter(archived_at=None, state="in_force", vendor__archived_at=None)
    return held.select_related("vendor").prefetch_related("findings").order_by("title", "pk")


def contracts_without_clause(clause_id: str) -> list[Contract]:
    """Contracts in force to which the clause applies and in which it is missing, weak or not read yet."""
    found = []
    for contract in contracts_in_force():
        line = checklist(contract).line(clause_id)
        if line is not None and line.stand in {"missing", "weak", "unread"}:
            found.append(contract)
    return found


def contracts_unread() -> list[Contract]:
    """Contracts in force with clauses that nobody has looked for."""
    return [contract for contract in contracts_in_force() if checklist(contract).unread]


def contracts_expired(today: date) -> list[Contract]:
    return [contract for contract in contracts_in_force() if has_expired(contract, today)]


def contracts_ending(today: date, within: timedelta = ENDS_SOON) -> list[Contract]:
    """Contracts whose last day to give notice comes within that time, the soonest first."""
    found = []
    for contract in contracts_in_force():
        by = notice_by(contract)
        if by is not None and today <= by <= today + within:
            found.append((by, contract))
    return [contract for _by, contract in sorted(found, key=lambda pair: (pair[0], pair[1].pk))]


def personal_without_terms() -> list[Vendor]:
    """Vendors in use that handle personal data, or may, without a contract in force that holds the terms of Art. 26."""
    covered = set()
    for contract in contracts_in_force():
        present = {line.clause.id for line in checklist(contract).present}
        if present >= set(PERSONAL_TERMS):
            covered.add(contract.vendor_id)
    return [vendor for vendor in in_use() if vendor.handles_personal is not False and vendor.pk not in covered]


def reviews_overdue(today: date) -> list[Vendor | Contract]:
    """Vendors and contracts that should have been looked at before today, the longest overdue first."""
    late: list[Vendor | Contract] = [*registers.overdue(VENDORS, today), *registers.overdue(CONTRACTS, today)]
    return sorted(late, key=lambda row: (row.review_due or today, row.pk))


def overdue_by_day(days: Sequence[tuple[date, datetime]]) -> list[int | None]:
    """Vendors and contracts overdue for review at the end of each day; None where there was neither."""
    both = zip(registers.overdue_by_day(VENDORS, days), registers.overdue_by_day(CONTRACTS, days), strict=True)
    return [None if one is None and other is None else (one or 0) + (other or 0) for one, other in both]


def standings(today: date) -> list[Standing]:
    facts = known(today)
    return [facts.standing(vendor) for vendor in in_use()]


def biggest_risk(today: date) -> Risk | None:
    """Which vendor's failing would hurt most, and whether its contract covers that. None without vendors in use."""
    return biggest(in_use(), today)


def vendors_of(kind: str, key: str) -> QuerySet[Vendor]:
    """On which vendors one of the firm's things leans."""
    return Vendor.objects.filter(archived_at=None, uses__kind=kind, uses__key=key).order_by("name")


@dataclass(frozen=True, slots=True)
class Processor:
    """A line of the list of processors that PIPA Art. 26 asks to publish."""

    vendor: Vendor
    purpose: str
    country: str
    sub_processors: tuple[str, ...]


def processors() -> list[Processor]:
    """Vendors in use that handle personal data, with whom they outsource to."""
    return [
        Processor(
            vendor,
            vendor.purpose,
            vendor.country,
            tuple(line.strip() for line in vendor.sub_processors.splitlines() if line.strip()),
        )
        for vendor in in_use().filter(handles_personal=True)
    ]


def transfer_said(vendor: Vendor) -> Words:
    """The ground on which its personal data go abroad."""
    return next((each.label for each in TRANSFER_BASES if each.value == vendor.transfer_basis), UNTOLD)


def transfer_stands(vendor: Vendor, day: date) -> bool:
    """A ground of PIPA Art. 28-8(1) is on record, shown by something, and stood on that day.

    A certified recipient must hold an ISMS-P certificate in the register that is valid then.
    """
    since = vendor.transfer_on
    if not (vendor.transfer_basis and vendor.transfer_proof.strip() and since is not None and since <= day):
        return False
    if vendor.transfer_basis != "certified":
        return True
    held = vendor.certificates.filter(archived_at=None, standard="isms_p", expires_on__gte=day)
    return bool(held.exclude(starts_on__gt=day).exists())


def country_said(vendor: Vendor) -> Words:
    """The country of its data; that nobody wrote it down, where nobody did."""
    return next((each.label for each in COUNTRIES if each.value == vendor.country), UNTOLD)


def data_said(vendor: Vendor) -> Words:
    """Which data it is given."""
    labels = [each.label for each in DATA if each.value in vendor.data]
    return Words(", ".join(each.ko for each in labels), ", ".join(each.en for each in labels)) if labels else UNTOLD


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for `actor` among vendors and contracts, for the first page."""
    if not allowed(actor, VENDORS.needs("write")):
        return []
    today = now.astimezone(SEOUL).date()
    return [*_contracts_due(today), *_open_assessments(), *_old_certificates(today)]


def _contracts_due(today: date) -> list[Need]:
    ended = [
        Need(
            _("계약이 끝났어요: %(contract)s") % {"contract": contract.title},
            _("끝난 뒤에도 쓰고 있어요. 다시 맺거나 끝났다고 적어 주세요."),
            contract.ends_on,
            reverse("contracts-detail", args=[contract.pk]),
            _("열기"),
            urgent=True,
        )
        for contract in contracts_expired(today)
    ]
    ending = [
        Need(
            _("계약을 이을지 정해 주세요: %(contract)s") % {"contract": contract.title},
            _("이날까지 알리지 않으면 계약서대로 돼요."),
            notice_by(contract),
            reverse("contracts-detail", args=[contract.pk]),
            _("정하기"),
            urgent=False,
        )
        for contract in contracts_ending(today, timedelta(days=30))
    ]
    return [*ended, *ending]


def _open_assessments() -> list[Need]:
    open_ones = list(without_assessment()[:2])
    if not open_ones:
        return []
    count = without_assessment().count()
    title = ngettext("업체 %(n)d곳을 아직 평가하지 않았어요", "업체 %(n)d곳을 아직 평가하지 않았어요", count)
    url = reverse("vendors-assess", args=[open_ones[0].pk]) if count == 1 else f"{reverse('vendors')}?state=in_use"
    return [
        Need(title % {"n": count}, _("질문 아홉 개예요. 모르는 것은 비워 둬도 돼요."), None, url, _("평가하기"), False)
    ]


def _old_certificates(today: date) -> list[Need]:
    count = expired_certificates(today).count()
    if not count:
        return []
    title = ngettext("업체 인증서 %(n)d장이 끝났어요", "업체 인증서 %(n)d장이 끝났어요", count)
    detail = _("새 인증서를 받아서 적어 주세요. 그때까지 업체 점수가 내려가 있어요.")
    return [Need(title % {"n": count}, detail, None, reverse("certificates") + "?sort=expires_on", _("보기"), False)]
