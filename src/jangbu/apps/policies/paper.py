"""A version of a policy on paper, in one language."""

from __future__ import annotations

from jangbu.apps.base.words import Words
from jangbu.apps.policies.models import Policy, PolicyVersion
from jangbu.apps.policies.register import POLICIES
from jangbu.apps.registers.kinds import Names
from jangbu.engines.documents import Block, Paper
from jangbu.kernel import text
from jangbu.kernel.errors import Language

VERSION = Words("{number}판", "Version {number}")
STATE = Words("상태", "State")
OWNER = Words("책임자", "Owner")
SINCE = Words("시행하는 날", "In force from")
APPROVED_BY = Words("승인한 사람", "Approved by")
PRINT = Words("지문", "Fingerprint")
NOT_YET = Words("아직 시행하지 않아요", "not in force")
CAUTION = Words(
    "법률 자문이 아니고, 변호사가 아직 보지 않았어요. 법 조문은 확인한 날의 것이에요.",
    "This is no legal advice, and no lawyer has reviewed it. Articles are as of the day they were checked.",
)


def paper_of(policy: Policy, version: PolicyVersion, firm: str, language: Language) -> Paper:
    """What was approved, with who approved it and the fingerprint it was approved under."""

    def said(words: Words) -> str:
        return words.ko if language == "ko" else words.en

    names = Names().people
    blocks: list[Block] = []
    for number, clause in enumerate(version.clauses, start=1):
        blocks.append(Block("heading", f"{number}. {clause['heading'][language]}"))
        blocks.append(Block("text", clause["text"][language]))
        if clause["lines"][language]:
            blocks.append(Block("list", items=tuple(clause["lines"][language])))
    blocks.append(Block("small", said(CAUTION)))
    counts = version == policy.in_force and policy.effective_on is not None
    day = text.day(policy.effective_on, language, year=True) if counts and policy.effective_on else said(NOT_YET)
    state = POLICIES.state(policy.state if version == policy.current else "approved").label
    approved = [names.get(each.person, "–") for each in version.approvals.filter(withdrawn_at=None)]
    facts = (
        (said(STATE), said(state)),
        (said(OWNER), names.get(policy.owner, "–")),
        (said(SINCE), day),
        (said(APPROVED_BY), ", ".join(approved) or "–"),
        (said(PRINT), version.fingerprint[:16]),
    )
    title = policy.title if language == "ko" or not policy.title_en else policy.title_en
    meta = (f"{firm} · {said(VERSION).format(number=version.number)}",)
    return Paper(title, language, tuple(blocks), meta=meta, footer=f"{firm} · {title}", facts=facts)
