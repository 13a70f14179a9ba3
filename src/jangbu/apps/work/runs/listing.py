"""How lists of runs and payments look."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.work.kinds.invoice import said
from jangbu.apps.work.runs.models import Payable, Run
from jangbu.kernel import text
from jangbu.kernel.money import Money

RUNS: ListSpec[Run] = ListSpec(
    title=_("맡긴 것"),
    columns=(
        Column("title", _("이름"), url=lambda run: reverse("run", args=[run.pk]), owned=True),
        Column("about", _("내용"), owned=True),
        Column("state", _("상태"), show=lambda run: run.get_state_display()),
        Column(
            "version", _("판"), show=lambda run: run.version.number, value=lambda run: run.version.number, align="end"
        ),
        Column("created", _("맡긴 때"), "created_at", show=lambda run: text.moment(run.created_at, language())),
    ),
    searches=("title", "about"),
    filters=(Filter("state", _("상태"), Run.State.choices),),
    sorts=("title", "created"),
    order="-created",
    unit=_("건"),
    placeholder=_("이름이나 내용"),
    empty=Step(_("아직 맡긴 것이 없어요."), _("위에서 한 건을 맡기면 여기에 보여요.")),
    file_name="runs",
)

PAYMENTS: ListSpec[Payable] = ListSpec(
    title=_("지급 예정표"),
    columns=(
        Column("seller", _("거래처"), url=lambda each: reverse("run", args=[each.run_id]), owned=True),
        Column("due", _("지급일"), show=lambda each: text.day(each.due, language()) if each.due else "–"),
        Column("gross", _("금액"), show=lambda each: said(Money(each.gross, each.currency)), align="end"),
        Column("number", _("계산서 번호"), owned=True),
        Column("bank_account", _("입금 계좌"), owned=True),
        Column("date", _("작성일"), show=lambda each: text.day(each.date, language()) if each.date else "–"),
    ),
    searches=("seller", "number", "approval_number"),
    sorts=("seller", "due", "gross", "date"),
    order="due",
    unit=_("건"),
    placeholder=_("거래처나 번호"),
    empty=Step(_("지급할 것이 없어요."), _("계산서를 승인하면 여기에 올라와요.")),
    file_name="payments",
)
