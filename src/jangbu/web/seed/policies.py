"""The sample firm's policies: one in force, one being rewritten, one waiting for approval, one only drafted."""

from __future__ import annotations

from functools import partial

from jangbu.apps.policies import queries, services
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.web.seed.chapters import Chapter, actor_of

BACKUP = {
    "ko": "날마다 암호화해서 두 곳에 백업하고, 세 달마다 되살려 봐요. 되살려 보지 않은 백업은 없는 것으로 쳐요.",
    "en": "Backups are made daily, encrypted, to two places, and restored as a rehearsal every three months. "
    "A backup that was never restored counts as none.",
}


def chapters() -> list[Chapter]:
    """Drafted, sent for approval, approved by two, read; later one is rewritten and one is still being looked at."""
    return [
        Chapter(60, draft),
        *(Chapter(45, partial(submit, kind, "다 썼어요")) for kind in ("data_use", "security")),
        *(Chapter(40, partial(approve, kind)) for kind in ("data_use", "security")),
        *(Chapter(38, partial(acknowledge, "data_use", who)) for who in ("김민지", "이서준", "최하은")),
        Chapter(37, lambda: acknowledge("security", "박도윤")),
        Chapter(9, _revise),
        Chapter(8, _rewrite),
        Chapter(5, lambda: submit("privacy", "대표님 확인을 받으려고")),
        Chapter(3, _one_approval),
    ]


def policy_of(kind: str) -> queries.Policy:
    return POLICIES.model.objects.exclude(state="retired").get(kind=kind, archived_at=None)


def draft() -> None:
    services.draft_all(actor=actor_of("최하은"), why="회사의 기록으로 초안을 만들려고")


def submit(kind: str, why: str) -> None:
    registers.move_row(POLICIES, policy_of(kind), "submit", actor=actor_of("최하은"), why=why)


def approve(kind: str) -> None:
    for who in ("김민지", "이서준"):
        services.approve_version(policy_of(kind), seen=1, note="읽었고 동의해요", actor=actor_of(who))


def acknowledge(kind: str, who: str) -> None:
    services.acknowledge(policy_of(kind), seen=1, actor=actor_of(who))


def _revise() -> None:
    registers.move_row(POLICIES, policy_of("security"), "revise", actor=actor_of("최하은"), why="백업 조항을 고치려고")


def _rewrite() -> None:
    """Version 1 stays in force while version 2 is written."""
    policy = policy_of("security")
    clauses = [dict(clause) for clause in policy.current.clauses] if policy.current else []
    for clause in clauses:
        if clause["id"] == "backup":
            clause["text"] = BACKUP
    services.write_version(policy, clauses, note="백업을 두 곳에 두기로 해서", seen=1, actor=actor_of("최하은"))


def _one_approval() -> None:
    note = "업체 목록만 다시 봐 주세요"
    services.approve_version(policy_of("privacy"), seen=1, note=note, actor=actor_of("이서준"))
