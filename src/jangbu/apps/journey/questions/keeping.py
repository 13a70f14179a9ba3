"""Who may see, which policy presses, which vendor threatens, whether going back works, whether anything can be lost."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Evidence, Next, Status, Words, day_of, own
from jangbu.apps.journey.questions.telling import Figure, Told, asked, count, people, together
from jangbu.apps.people import queries as persons
from jangbu.apps.vendors import queries as vendors

POLICIES = ("data_use", "security", "privacy", "model_management")
KINDS = {
    "data_use": Words("데이터 활용 정책", "the policy on the use of data"),
    "security": Words("보안 정책", "the security policy"),
    "privacy": Words("개인정보 정책", "the privacy policy"),
    "model_management": Words("모델 관리 정책", "the policy on models"),
}


def open_to(at: datetime) -> Told:
    """By role, and by grants beside the roles."""
    all_of, unmasked = list(persons.by_role("sources.read")), list(persons.by_role("personal.read"))
    grants = [each for each in persons.grants_list(at).filter(granted_at__lte=at) if each.resource_kind == "dataset"]
    guests = {each.person_id for each in grants if each.person.role == "guest"}
    url, granted = reverse("people"), reverse("people") + "#grants"
    if not all_of:
        return Told(Status.UNKNOWN, Words("아직 들어온 사람이 없어요.", "Nobody has come in yet."))
    said = Words(
        f"역할로 {len(all_of)}명이 데이터를 볼 수 있고, 그 가운데 {len(unmasked)}명은 개인정보를 가리지 않고 봐요. "
        f"따로 준 권한은 {len(grants)}개예요.",
        f"By their role {len(all_of)} people may see data, {len(unmasked)} of them with personal values unmasked. "
        f"Given beside that: {len(grants)}.",
    )
    figures = (
        Figure(Words("데이터를 보는 사람", "may see data"), people(len(all_of)), url),
        Figure(Words("개인정보까지 보는 사람", "see personal values"), people(len(unmasked)), url),
        Figure(Words("밖에서 온 손님", "guests from outside"), people(len(guests)), granted),
    )
    evidence = tuple(Evidence(each.pk, own(each.name), reverse("person", args=[each.pk])) for each in unmasked[:8])
    return Told(Status.MET, said, figures, evidence)


def least_privilege(at: datetime) -> Told:
    todo = Next(Words("권한을 살펴봐요", "Look at the grants"), reverse("people") + "#grants")
    answers = [asked(at, "grants_are_used"), asked(at, "grants_are_narrow"), asked(at, "second_factor_everywhere")]
    told = together(answers, yes=Words("지켜지고 있어요.", "Yes."), no=Words("덜 지켜져요.", "Not wholly."), todo=todo)
    live = persons.grants_list(at).filter(granted_at__lte=at).count()
    idle, wide = len(persons.unused_grants(at)), len(persons.wide_grants(at))
    url = reverse("people") + "#grants"
    figures = (
        Figure(Words("살아 있는 권한", "live grants"), count(live), url),
        Figure(Words("90일 안 쓴 권한", "unused for 90 days"), count(idle), url),
        Figure(Words("넘치는 권한", "wider than needed"), count(wide), url),
    )
    return Told(told.status, told.said, figures, told.evidence, told.next)


def urgent_policy(at: datetime) -> Told:
    """What is missing before what is broken, before what is stale, before what is unread."""
    lacking = [kind for kind in POLICIES if _not_in_force(at, kind)]
    figures = (
        Figure(Words("시행하는 정책", "in force"), count(len(POLICIES) - len(lacking)), reverse("policies")),
        Figure(Words("없는 정책", "missing"), count(len(lacking)), reverse("policies")),
    )
    if lacking:
        kind = KINDS[lacking[0]]
        said = Words(f"{kind.ko}부터 급해요. 아직 시행하지 않아요.", f"First {kind.en}: none is in force yet.")
        found = asked(at, "policy_in_force", kind=lacking[0])
        todo = (
            found.next
            if found and found.next
            else Next(Words("초안을 만들어요", "Write the draft"), reverse("policies"))
        )
        return Told(Status.UNMET, said, figures, found.evidence if found else (), todo)
    for name in ("policies_kept", "policies_reviewed", "policies_acknowledged"):
        found = asked(at, name)
        if found is not None and found.honest is not Status.MET:
            bad = [each for each in found.evidence if not each.good]
            first = bad[0].said.ko if bad else ""
            said = Words(f"'{first}'부터 급해요. {found.said.ko}", f"First '{first}'. {found.said.en}")
            return Told(found.honest, said, figures, tuple(bad), found.next)
    said = Words(
        "급한 정책이 없어요. 네 가지 모두 시행하고 지켜져요.", "None is urgent: all four are in force and kept."
    )
    kept = asked(at, "policies_kept")
    return Told(Status.MET, said, figures, kept.evidence if kept else ())


def _not_in_force(at: datetime, kind: str) -> bool:
    found = asked(at, "policy_in_force", kind=kind)
    return found is None or found.honest is not Status.MET


def vendor_risk(at: datetime) -> Told:
    risk, url = vendors.biggest_risk(day_of(at)), reverse("vendors")
    if risk is None:
        said = Words("쓰는 업체를 아직 적지 않아서 알 수 없어요.", "Cannot tell: no vendor in use is written down.")
        return Told(Status.UNKNOWN, said, next=Next(Words("업체를 적어요", "Write down a vendor"), url))
    vendor = risk.standing.vendor
    here = reverse("vendors-detail", args=[vendor.pk])
    evidence = [Evidence(vendor.pk, own(vendor.name), here, good=risk.is_covered)]
    if risk.contract is not None:
        place = reverse("contracts-detail", args=[risk.contract.pk])
        evidence.append(Evidence(risk.contract.pk, own(risk.contract.title), place, good=risk.is_covered))
    figures = (
        Figure(Words("위험 크기, 700점 만점", "size of risk, of 700"), Words(f"{risk.size}", f"{risk.size}"), here),
        Figure(Words("계약에 있는 조항", "clauses in the contract"), count(len(risk.covered)), here),
        Figure(Words("계약에 없는 조항", "clauses missing"), count(len(risk.uncovered)), here),
    )
    what = risk.part.criterion.label if risk.part else None
    why_ko = f"가장 큰 까닭은 '{what.ko}'예요. " if what else "아직 평가하지 않아서 크게 봐요. "
    why_en = f"Mostly for '{what.en}'. " if what else "It is unassessed, so it counts in full. "
    if risk.contract is None:
        end = Words("살아 있는 계약이 없어요.", "There is no contract in force.")
    elif risk.is_covered:
        end = Words("계약에 들어 있어요.", "The contract covers it.")
    else:
        end = Words("계약에 다 들어 있지 않아요.", "The contract does not wholly cover it.")
    said = Words(f"{vendor.name} 위험이 가장 커요. {why_ko}{end.ko}", f"{vendor.name} is the biggest. {why_en}{end.en}")
    todo = None if risk.is_covered else Next(Words("빠진 조항을 요청해요", "Ask for the missing clauses"), here)
    return Told(Status.MET if risk.is_covered else Status.UNMET, said, figures, tuple(evidence), todo)


def evaluated_how_often(at: datetime) -> Told:
    todo = Next(Words("평가 주기를 정해요", "Set how often to evaluate"), reverse("endpoint-list"))
    answers = [asked(at, "evaluations_current"), asked(at, "versions_evaluated"), asked(at, "no_drift")]
    yes = Words("정한 주기대로 다시 평가하고 있어요.", "They are evaluated again as planned.")
    no = Words("주기보다 늦었어요.", "Later than planned.")
    return together(answers, yes=yes, no=no, todo=todo)


def going_back(at: datetime) -> Told:
    todo = Next(Words("되돌려 봐요", "Rehearse the roll-back"), reverse("drill-list"))
    answers = [
        asked(at, "model_rollback_drilled"),
        asked(at, "rollback_drilled"),
        asked(at, "automations_have_rollback"),
    ]
    yes = Words("되돌리기가 돼요. 실제로 해 봤어요.", "Yes, it was rehearsed.")
    no = Words("다 해 보지는 않았어요.", "It was not rehearsed everywhere.")
    return together(answers, yes=yes, no=no, todo=todo)


def nothing_lost(at: datetime) -> Told:
    todo = Next(Words("백업을 되살려 봐요", "Try a restore"), reverse("backup-list"))
    answers = [asked(at, "restore_drilled"), asked(at, "backups_in_time")]
    yes = Words("오늘 다 잃어도 되살릴 수 있어요.", "If all were lost today, it could be restored.")
    no = Words("오늘 다 잃으면 위험해요.", "If all were lost today, there is a risk.")
    return together(answers, yes=yes, no=no, todo=todo)


def untouched(at: datetime) -> Told:
    todo = Next(Words("바깥 확인점을 남겨요", "Anchor the ledger"), reverse("ledger"))
    answers = [asked(at, "ledger_anchored"), asked(at, "ledger_verified")]
    yes = Words("누가 기록을 바꾸면 드러나요.", "A changed record would show.")
    no = Words("지금은 다 드러난다고 말할 수 없어요.", "Not every change would show at the moment.")
    return together(answers, yes=yes, no=no, todo=todo)


__all__ = [
    "evaluated_how_often",
    "going_back",
    "least_privilege",
    "nothing_lost",
    "open_to",
    "untouched",
    "urgent_policy",
    "vendor_risk",
]
