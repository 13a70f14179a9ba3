"""What the policy pages say beside what every register says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.policies import actions
from jangbu.apps.policies.answering import subject_of
from jangbu.apps.policies.drafting import kinds
from jangbu.apps.policies.models import Policy
from jangbu.apps.policies.standing import broken, held_clauses, unread_by, version_of, worst
from jangbu.apps.policies.texts import body_of
from jangbu.apps.policies.voting import votes, wanted
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.registers.kinds import Names
from jangbu.kernel import text
from jangbu.kernel.entry import Actor


def version_word(policy: Policy) -> str:
    """1판, or 1판 → 2판 while a newer one is on its way."""
    now, then = policy.in_force, policy.current
    if then is None:
        return "–"
    newest = _("%(n)s판") % {"n": then.number}
    return newest if now is None or now == then else f"{_('%(n)s판') % {'n': now.number}} → {newest}"


def standing_word(policy: Policy) -> object:
    version = version_of(policy)
    if version is None or policy.state == "retired":
        return "–"
    held = held_clauses(version, timezone.localdate())
    bad = sum(1 for each in held if each.finding and each.finding.status in {"unmet", "partly"})
    if bad:
        return drawn(worst(held), ngettext("어긋남 %(n)d개", "어긋남 %(n)d개", bad) % {"n": bad})
    return drawn(worst(held))


def lede(_actor: Actor) -> Lede:
    held = list(Policy.objects.filter(archived_at=None).exclude(state="retired"))
    if not held:
        return Lede(_("아직 정책이 없어요."))
    today = timezone.localdate()
    bad = sum(1 for each in held if each.in_force and broken(each.in_force, today))
    waiting = sum(1 for each in held if each.state == "in_review")
    in_force = sum(1 for each in held if each.in_force)
    rest = (
        ngettext("%(n)d개가 승인을 기다려요.", "%(n)d개가 승인을 기다려요.", waiting) % {"n": waiting}
        if waiting
        else ""
    )
    if bad:
        said = ngettext("정책 %(n)d개가 지금 기록과 어긋나요.", "정책 %(n)d개가 지금 기록과 어긋나요.", bad)
        return Lede(said % {"n": bad}, rest)
    said = ngettext("정책 %(n)d개를 시행하고 있어요.", "정책 %(n)d개를 시행하고 있어요.", in_force) % {"n": in_force}
    return Lede(said if in_force else _("시행하는 정책이 아직 없어요."), rest)


def list_context(_request: HttpRequest) -> dict[str, Any]:
    there = set(Policy.objects.filter(archived_at=None).exclude(state="retired").values_list("kind", flat=True))
    return {"lacking": [kind for kind in kinds() if kind not in there]}


def about(policy: Policy) -> Lede:
    """Whether it counts, then what is wrong with it or waits."""
    if policy.state == "retired":
        return Lede(_("폐지한 정책이에요."))
    unread = len(unread_by(policy))
    rest = (
        ngettext("%(n)d명이 아직 읽지 않았어요.", "%(n)d명이 아직 읽지 않았어요.", unread) % {"n": unread}
        if unread
        else ""
    )
    if policy.in_force is not None:
        bad = len(broken(policy.in_force, timezone.localdate()))
        if bad:
            said = ngettext("조항 %(n)d개가 지금 기록과 어긋나요.", "조항 %(n)d개가 지금 기록과 어긋나요.", bad)
            return Lede(said % {"n": bad}, rest)
    if policy.state == "in_review":
        values = {"given": votes(policy).count(), "wanted": wanted(policy)}
        return Lede(_("승인을 기다려요, %(wanted)s명 가운데 %(given)s명이 승인했어요.") % values)
    if policy.in_force is None:
        return Lede(_("아직 초안이에요."), _("읽고 고친 다음 검토에 올려 주세요."))
    day = text.day(policy.effective_on, language(), year=True) if policy.effective_on else "–"
    number = policy.in_force.number
    return Lede(_("%(n)s판을 %(day)s부터 시행해요.") % {"n": number, "day": day}, rest)


def detail_context(request: HttpRequest, policy: Policy) -> dict[str, Any]:
    actor, names = actor_of(request), Names().people
    version = policy.current if request.GET.get("version") == "newest" else version_of(policy)
    said = language()
    held = held_clauses(version, timezone.localdate()) if version else []
    clauses = [
        (each.clause["heading"][said], each.clause["text"][said], each.clause["lines"][said], each.finding)
        for each in held
    ]
    approvals = votes(policy) if policy.state == "in_review" else _approvals(policy)
    may_approve = (
        policy.state == "in_review"
        and policy.current is not None
        and look_ahead(actor, "policies.decide", actions.APPROVED, subject_of(policy)).may
        and policy.current.written_by != actor.id
        and not policy.current.approvals.filter(person=actor.id, withdrawn_at=None).exists()
    )
    unread = unread_by(policy)
    return {
        "version": version,
        "author": names.get(version.written_by, "–") if version else "",
        "is_newest": version == policy.current,
        "clauses": clauses,
        "body": [body_of(each.clause, said) for each in held],
        "approvals": [(names.get(each.person, "–"), each) for each in approvals],
        "wanted": wanted(policy),
        "may_approve": may_approve,
        "may_edit": policy.state == "draft" and allowed(actor, "policies.write"),
        "unread": unread,
        "must_read": any(reader.id == actor.id for reader in unread),
        "readings": [(names.get(each.person, "–"), each) for each in _readings(policy)],
        "versions": [(names.get(each.written_by, "–"), each) for each in policy.versions.all()[:20]],
    }


def _approvals(policy: Policy) -> Any:
    return policy.in_force.approvals.filter(withdrawn_at=None) if policy.in_force else []


def _readings(policy: Policy) -> Any:
    return policy.in_force.acknowledgements.all() if policy.in_force else []
