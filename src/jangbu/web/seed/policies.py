"""The sample firm's policies: one in force, one being rewritten, one waiting for approval, one only drafted."""

from __future__ import annotations

from datetime import date

from jangbu.apps.people import queries as people
from jangbu.apps.policies import queries, services
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.kernel.entry import Actor
from jangbu.web.seed.vendors import at

BACKUP = {
    "ko": "날마다 암호화해서 두 곳에 백업하고, 세 달마다 되살려 봐요. 되살려 보지 않은 백업은 없는 것으로 쳐요.",
    "en": "Backups are made daily, encrypted, to two places, and restored as a rehearsal every three months. "
    "A backup that was never restored counts as none.",
}


def tell(today: date, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    if queries.visible(owner).exists() or not {"이서준", "박도윤", "최하은"} <= staff.keys():
        return
    it, lead, clerk = staff["최하은"], staff["이서준"], staff["박도윤"]
    services.draft_all(actor=it, why="회사의 기록으로 초안을 만들려고", clock=at(today, 60))
    made = {policy.kind: policy for policy in queries.visible(owner)}
    for kind in ("data_use", "security"):
        _approve(made[kind].pk, it, (owner, lead), today)
    for reader in (owner, lead, it):
        services.acknowledge(_fresh(made["data_use"].pk), seen=1, actor=reader, clock=at(today, 38))
    services.acknowledge(_fresh(made["security"].pk), seen=1, actor=clerk, clock=at(today, 37))
    _rewrite(made["security"].pk, it, today)
    _review(made["privacy"].pk, it, lead, today)


def _fresh(policy_id: str) -> queries.Policy:
    return POLICIES.model.objects.get(pk=policy_id)


def _approve(policy_id: str, author: Actor, approvers: tuple[Actor, ...], today: date) -> None:
    registers.move_row(POLICIES, _fresh(policy_id), "submit", actor=author, why="다 썼어요", clock=at(today, 45))
    for approver in approvers:
        services.approve_version(_fresh(policy_id), seen=1, note="읽었고 동의해요", actor=approver, clock=at(today, 40))


def _rewrite(policy_id: str, author: Actor, today: date) -> None:
    """Version 1 stays in force while version 2 is written."""
    policy = _fresh(policy_id)
    registers.move_row(POLICIES, policy, "revise", actor=author, why="백업 조항을 고치려고", clock=at(today, 9))
    clauses = [dict(clause) for clause in policy.current.clauses] if policy.current else []
    for clause in clauses:
        if clause["id"] == "backup":
            clause["text"] = BACKUP
    note = "백업을 두 곳에 두기로 해서"
    services.write_version(_fresh(policy_id), clauses, note=note, seen=1, actor=author, clock=at(today, 8))


def _review(policy_id: str, author: Actor, approver: Actor, today: date) -> None:
    registers.move_row(
        POLICIES, _fresh(policy_id), "submit", actor=author, why="대표님 확인을 받으려고", clock=at(today, 5)
    )
    services.approve_version(
        _fresh(policy_id), seen=1, note="업체 목록만 다시 봐 주세요", actor=approver, clock=at(today, 3)
    )
