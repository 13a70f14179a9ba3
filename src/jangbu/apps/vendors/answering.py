"""Who answers for vendors: the vendors of the matrix of duties, and who decided about them and their contracts."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.duties.services import Approved, SubjectKind, Thing, bind_contracts, declare_deed, declare_subjects
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.vendors.contracts.models import Contract
from jangbu.apps.vendors.models import Vendor
from jangbu.kernel.entry import Actor, Subject

DECIDE = declare_deed("vendor.decide", "A", ko="업체와 계약을 결정", en="decide about the vendor and its contracts")
OWNER = Words("업체 담당", "who looks after the vendor")


def may_decide(vendor: Vendor, actor: Actor) -> None:
    """Raises Problem duties.outside_matrix where the matrix names others."""
    require_duty(actor, Subject("vendor", vendor.pk), DECIDE.name)


def may_sign(contract: Contract, actor: Actor) -> None:
    require_duty(actor, Subject("vendor", contract.vendor_id), DECIDE.name)


def _listed(at: datetime) -> list[Thing]:
    held = Vendor.objects.filter(created_at__lte=at).exclude(archived_at__lte=at).exclude(state="ended")
    return [Thing(each.pk, each.name, each.created_at, each.owner, OWNER) for each in held]


def _decided(since: datetime, until: datetime) -> list[Approved]:
    """Contracts that were signed, and vendors that were left, kept or taken up again, as the ledger tells it."""
    found = ledger.acts(since, until, actions=("contracts.moved", "vendors.moved"))
    vendor_of = dict(Contract.objects.values_list("pk", "vendor_id"))
    made = []
    for act in found:
        old, new = (side.get("fields", {}).get("state") for side in (act.before, act.after))
        if act.subject.kind == "contract":
            vendor, decided = vendor_of.get(act.subject.id), (old, new) == ("draft", "in_force")
        else:
            vendor, decided = act.subject.id, (old, new) != ("considered", "in_use") and new in ("in_use", "leaving")
        if vendor and decided:
            url = reverse("ledger-entry", args=[act.number])
            about, title = Subject("vendor", vendor), str(act.after.get("title", ""))
            made.append(Approved(str(act.number), about, DECIDE.name, act.person, act.at, title, url, act.number))
    return made


def _contracts_on(day: date) -> dict[str, str]:
    """Vendors with a contract that was in force that day, and where it is read."""
    held = Contract.objects.filter(archived_at=None, state="in_force").exclude(starts_on__gt=day).order_by("pk")
    held = held.exclude(ends_on__lt=day, renews="agreement").exclude(ends_on__lt=day, renews="")
    return {each.vendor_id: reverse("contracts-detail", args=[each.pk]) for each in held}


bind_contracts(_contracts_on)
declare_subjects(
    SubjectKind(
        "vendor",
        Words("업체", "vendor"),
        _listed,
        lambda key: reverse("vendors-detail", args=[key]),
        approvals=_decided,
        order=40,
    )
)
