"""How the list of quotes looks."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.work.kinds.invoice import said
from jangbu.apps.work.quoting.drafting import today_of
from jangbu.apps.work.quoting.models import Quotation
from jangbu.kernel import text
from jangbu.kernel.clock import system_clock
from jangbu.kernel.money import Money

STATES = (("valid", _("유효해요")), ("over", _("기한이 지났어요")), ("withdrawn", _("거둬들였어요")))


def state_of(quote: Quotation) -> str:
    if quote.state == Quotation.State.WITHDRAWN:
        return gettext("거둬들였어요")
    return gettext("기한이 지났어요") if quote.over(today_of(system_clock())) else gettext("유효해요")


def in_state(wanted: str) -> Q:
    issued, today = Q(state=Quotation.State.ISSUED), today_of(system_clock())
    match wanted:
        case "over":
            return issued & Q(valid_until__lt=today)
        case "withdrawn":
            return Q(state=Quotation.State.WITHDRAWN)
    return issued & Q(valid_until__gte=today)


QUOTES: ListSpec[Quotation] = ListSpec(
    title=_("견적"),
    columns=(
        Column("number", _("견적번호"), url=lambda each: reverse("run", args=[each.run_id]), owned=True),
        Column("customer", _("받는 곳"), owned=True),
        Column(
            "gross",
            _("합계 (부가세 포함)"),
            show=lambda each: said(Money(each.gross, each.currency)),
            value=lambda each: each.gross,
            align="end",
        ),
        Column("state", _("상태"), show=state_of, value=state_of),
        Column("valid_until", _("유효기한"), show=lambda each: text.day(each.valid_until, language())),
        Column("day", _("견적일"), show=lambda each: text.day(each.day, language())),
    ),
    searches=("number", "customer", "email"),
    filters=(Filter("state", _("상태"), STATES, lookup=in_state),),
    sorts=("number", "customer", "gross", "valid_until", "day"),
    order="-number",
    unit=_("건"),
    placeholder=_("번호나 받는 곳"),
    empty=Step(_("아직 낸 견적이 없어요."), _("요청을 맡기고 승인하면 번호가 붙어 여기에 올라와요.")),
    file_name="quotes",
)
