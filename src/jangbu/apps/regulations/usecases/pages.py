"""What the pages of use cases say beside what every register says."""

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
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.registers.kinds import Names
from jangbu.apps.regulations.usecases import queries
from jangbu.apps.regulations.usecases.finding import proposals
from jangbu.apps.regulations.usecases.models import RoleDecision, UseCase
from jangbu.apps.regulations.usecases.words import EXEMPT, HIGH, ROLES
from jangbu.kernel.entry import Actor


def role_word(case: UseCase) -> object:
    found = queries.standing(case, timezone.now())
    if found.decision is None:
        return drawn("unknown", _("아직 안 정했어요"))
    word = str(ROLES[found.role])
    return drawn("partly", _("%(role)s, 다시 봐야 해요") % {"role": word}) if found.stale else drawn("met", word)


def lede(_actor: Actor) -> Lede:
    found = queries.standings(timezone.now())
    if not found:
        return Lede(_("적어 둔 AI 쓰임이 없어요."))
    left = sum(1 for each in found if not each.decided)
    operated = sum(1 for each in found if each.operates)
    said = ngettext("AI 쓰임 %(n)d개 가운데", "AI 쓰임 %(n)d개 가운데", len(found)) % {"n": len(found)}
    if left:
        rest = _("법에서 우리가 누구인지 %(n)d개를 정해야 해요.") % {"n": left}
        return Lede(f"{said} {rest}")
    rest = _("사업자로 제공하는 것은 %(n)d개예요.") % {"n": operated}
    return Lede(f"{said} {rest}")


def about(case: UseCase) -> Lede:
    found = queries.standing(case, timezone.now())
    if case.state == "ended":
        return Lede(_("이제 쓰지 않아요."))
    if found.decision is None:
        return Lede(_("법에서 우리가 누구인지 아직 정하지 않았어요."), _("질문에 답하면 결론과 조항이 나와요."))
    if found.stale:
        return Lede(_("정한 뒤에 답이나 규칙이 바뀌었어요."), _("다시 보고 정해 주세요."))
    role, high = ROLES[found.role], HIGH[found.high]
    article = found.decision.article[language()]
    return Lede(_("이 쓰임에서 우리는 %(role)s예요.") % {"role": role}, f"{article} · {high}")


def list_context(_request: HttpRequest) -> dict[str, Any]:
    return {"proposed": len(proposals())}


def detail_context(request: HttpRequest, case: UseCase) -> dict[str, Any]:
    found = queries.standing(case, timezone.now())
    names = Names().people
    return {
        "standing": found,
        "decisions": [shown(each, names.get(each.decided_by, "–")) for each in case.decisions.all()[:10]],
        "reviews": list(case.reviews.filter(archived_at=None)),
        "may_decide": allowed(actor_of(request), "regulations.decide"),
        "found_in": list(case.found.all()),
    }


def shown(decision: RoleDecision, by: str) -> dict[str, Any]:
    """One decision as pages read it."""
    said = language()
    return {
        "row": decision,
        "by": by,
        "role": ROLES[decision.role],
        "high": HIGH[decision.high],
        "article": decision.article[said],
        "reasons": [each[said] for each in decision.reasons],
        "exempt": EXEMPT.get(decision.exempt, ""),
        "overruled": decision.high != (decision.proposed_high == "likely"),
    }
