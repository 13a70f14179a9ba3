"""Who answers for vendors: the vendors of the matrix of duties, and who decided about them and their contracts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.duties.services import (
    Approved,
    Deed,
    SubjectKind,
    Thing,
    belongs,
    bind_contracts,
    declare_deed,
    declare_subjects,
    moved_from,
    moved_to,
    rule,
)
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.vendors import actions
from jangbu.apps.vendors.contracts.models import Contract
from jangbu.apps.vendors.models import Certificate, Vendor
from jangbu.kernel.entry import Actor, Subject

DECIDE = declare_deed(
    "vendor.decide", "A", ko="업체와 계약을 결정", en="decide about the vendor and its contracts", kind="vendor"
)
CHANGE = declare_deed(
    "vendor.change", "AR", ko="업체와 계약의 기록을 고치기로 결정", en="change what is on record", kind="vendor"
)
OWNER = Words("업체 담당", "who looks after the vendor")


def may_decide(vendor: Vendor, actor: Actor) -> None:
    """Raises Problem duties.outside_matrix where the matrix names others."""
    require_duty(actor, Subject("vendor", vendor.pk), DECIDE.name)


def may_sign(contract: Contract, actor: Actor) -> None:
    require_duty(actor, Subject("vendor", contract.vendor_id), DECIDE.name)


def _listed(at: datetime) -> list[Thing]:
    held = Vendor.objects.filter(created_at__lte=at).exclude(archived_at__lte=at).exclude(state="ended")
    return [Thing(each.pk, each.name, each.created_at, each.owner, OWNER, bool(each.handles_personal)) for each in held]


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


def _moving(intent: Intent) -> Deed:
    """Signing a contract, leaving a vendor or keeping it is for the accountable alone, and so is taking that back."""
    weighty = {("draft", "in_force"), ("in_force", "draft"), ("in_use", "leaving"), ("leaving", "in_use")}
    return DECIDE if (moved_from(intent), moved_to(intent)) in weighty else CHANGE


def _of_contract(_intent: Intent, contract: str) -> Iterable[Subject]:
    return [Subject("vendor", key) for key in Contract.objects.filter(pk=contract).values_list("vendor", flat=True)]


def _of_certificate(_intent: Intent, key: str) -> Iterable[Subject]:
    return [Subject("vendor", held) for held in Certificate.objects.filter(pk=key).values_list("vendor", flat=True)]


KEPT = ("changed", "reviewed", "aside", "restored")
rule(_moving, *(f"{name}.{verb}" for name in ("vendors", "contracts") for verb in ("moved", "undone")))
rule(CHANGE, *(f"{name}.{verb}" for name in ("vendors", "contracts", "certificates") for verb in KEPT))
rule(CHANGE, "contracts.added", "certificates.added", "certificates.moved", "certificates.undone")
rule(CHANGE, actions.ASSESSED, actions.USE_NOTED, actions.USE_REMOVED, actions.CLAUSES_READ, actions.TERMS_ASKED)
belongs("contract", _of_contract)
belongs("certificate", _of_certificate)
