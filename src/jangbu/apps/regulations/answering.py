"""Who decides about uses of AI and questions of law: whoever answers for what they are about."""

from __future__ import annotations

from collections.abc import Iterable

from jangbu.apps.duties.services import Deed, belongs, declare_deed, moved_to, rule
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.regulations import actions
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.usecases.models import FoundUse, UseCase
from jangbu.kernel.entry import Subject

USE = declare_deed("use_case.decide", "AR", ko="AI 쓰임을 두고 결정", en="decide on the use of AI")
LAW = declare_deed("legal_review.decide", "AR", ko="법률 검토를 결정", en="decide on the legal review")


def _of_use(_intent: Intent, case: str) -> Iterable[Subject]:
    """The processes it was found in, or else the connections; none where somebody wrote it down without any."""
    found = [Subject(each.kind, each.key) for each in FoundUse.objects.filter(case=case)]
    for held in UseCase.objects.filter(pk=case):
        found += [Subject("automation", key) for key in held.automations]
        found += [Subject("endpoint", key) for key in held.endpoints]
    return [each for each in found if each.kind == "automation"] or found


def _of_review(_intent: Intent, review: str) -> Iterable[Subject]:
    found = LegalReview.objects.filter(pk=review).first()
    if found is None:
        return []
    about = (("use_case", found.use_case_id), ("contract", found.contract_id), ("policy", found.policy_id))
    return [Subject(kind, str(key)) for kind, key in about if key]


def _of_law(intent: Intent) -> Deed | None:
    """Not to ask, or to ask again, is a decision; that it was asked or answered is a fact."""
    return None if moved_to(intent) in ("asked", "answered") else LAW


rule(USE, actions.DECIDED, "use-cases.aside", "use-cases.restored")
rule(_of_law, "legal-reviews.moved", "legal-reviews.undone")
rule(LAW, "legal-reviews.aside", "legal-reviews.restored")
belongs("use_case", _of_use)
belongs("legal_review", _of_review)
