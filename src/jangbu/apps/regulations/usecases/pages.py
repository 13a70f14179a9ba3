"""What the pages of use cases say beside what every register says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.registers.declaring import Lede
from jangbu.apps.registers.kinds import Names
from jangbu.apps.regulations import actions
from jangbu.apps.regulations.usecases import queries, serving
from jangbu.apps.regulations.usecases.finding import proposals
from jangbu.apps.regulations.usecases.models import RoleDecision, UseCase
from jangbu.apps.regulations.usecases.notices import in_force
from jangbu.apps.regulations.usecases.words import EXEMPT, HIGH, ROLES, WHERE_TOLD
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor, Subject


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
    if serving.held_back(found, timezone.now()):
        rest = _("문구, 알리는 곳, 시작한 날을 적으면 바로 풀려요.")
        return Lede(_("미리 알리는 문구가 없어서 모델 연결이 막고 있어요."), rest)
    if found.stale:
        return Lede(_("정한 뒤에 답이나 규칙이 바뀌었어요."), _("다시 보고 정해 주세요."))
    role, high = ROLES[found.role], HIGH[found.high]
    if found.claimed:
        rest = _("예외나 고영향이 아니라는 것은 다른 사람이 확인해야 해요.")
        return Lede(_("이 쓰임에서 우리는 %(role)s예요.") % {"role": role}, rest)
    article = found.decision.article[language()]
    return Lede(_("이 쓰임에서 우리는 %(role)s예요.") % {"role": role}, f"{article} · {high}")


def list_context(_request: HttpRequest) -> dict[str, Any]:
    return {"proposed": len(proposals())}


def detail_context(request: HttpRequest, case: UseCase) -> dict[str, Any]:
    found = queries.standing(case, timezone.now())
    names = Names().people
    about = Subject("use_case", case.pk)
    return {
        "standing": found,
        "decisions": [shown(each, names.get(each.decided_by, "–")) for each in case.decisions.all()[:10]],
        "confirmation": _confirmation(found, names),
        "may_confirm": _may_confirm(found, actor_of(request)),
        "may_withdraw": allowed(actor_of(request), "regulations.decide"),  # taking a word back asks no matrix
        "notices": [(each, _place(each.where), names.get(each.written_by, "")) for each in case.notices.all()[:5]],
        "told_now": in_force(case, timezone.localdate()),
        "held_back": serving.held_back(found, timezone.now()),
        "marked": serving.owes_mark(found),
        "mark_text": case.mark_text.strip() or serving.MARK,
        "runs_on": _runs_on(case),
        "reviews": list(case.reviews.filter(archived_at=None)),
        "may_decide": look_ahead(actor_of(request), "regulations.decide", actions.DECIDED, about).may,
        "found_in": list(case.found.all()),
    }


def _confirmation(found: queries.Standing, names: Mapping[str, str]) -> dict[str, Any] | None:
    """The second person's word, while it stands."""
    held = found.decision.confirmations.filter(withdrawn_at=None).first() if found.decision else None
    return {"row": held, "by": names.get(held.person, "–")} if held else None


def _may_confirm(found: queries.Standing, actor: Actor) -> bool:
    other = found.decision is not None and found.decision.decided_by != actor.id
    return other and found.claimed and found.decided and allowed(actor, "regulations.decide")


def _runs_on(case: UseCase) -> list[tuple[str, str]]:
    """Name and address of what runs this use: automations and connections, found or chosen."""
    held = {(each.kind, each.key) for each in case.found.all()}
    held |= {("automation", key) for key in case.automations} | {("endpoint", key) for key in case.endpoints}
    names = {("automation", key): name for key, name in work.automation_choices()}
    names |= {("endpoint", key): name for key, name in gateway.choices()}
    return [(names[each], reverse(each[0], args=[each[1]])) for each in sorted(held) if each in names]


def _place(where: str) -> str:
    found = next((each.label for each in WHERE_TOLD if each.value == where), None)
    return str(found.head) if found else where


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
