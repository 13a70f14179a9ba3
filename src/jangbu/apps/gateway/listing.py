"""How lists of connections and calls look."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.wording import blanked_words, outcome_word
from jangbu.engines.llm import Cost
from jangbu.kernel import text


def cost_of(call: Call) -> str:
    return text.spent(call.cost_micros, call.currency, language())


def exact(call: Call) -> Decimal:
    return Cost(call.cost_micros, call.currency).amount()


ENDPOINTS: ListSpec[Endpoint] = ListSpec(
    title=gettext_lazy("모델 연결"),
    columns=(
        Column("name", gettext_lazy("이름"), url=lambda e: reverse("endpoint", args=[e.pk]), owned=True),
        Column("model", gettext_lazy("모델"), owned=True),
        Column("on", gettext_lazy("상태"), show=lambda e: _("켜져 있어요") if e.on else _("꺼져 있어요")),
        Column("country", gettext_lazy("데이터가 가는 곳"), show=lambda e: e.get_country_display()),
        Column(
            "takes_images", gettext_lazy("그림"), show=lambda e: _("보내도 돼요") if e.takes_images else _("안 보내요")
        ),
    ),
    searches=("name", "model", "base_url"),
    filters=(Filter("country", gettext_lazy("데이터가 가는 곳"), Endpoint.Country.choices),),
    sorts=("name", "model"),
    order="name",
    unit=gettext_lazy("개"),
    placeholder=gettext_lazy("이름이나 모델"),
    empty=Step(
        gettext_lazy("연결한 모델이 없어요."),
        gettext_lazy("모델 없이도 모두 돼요. 연결하면 의심스러운 칸을 한 번 더 읽고 글의 초안을 써 줘요."),
        gettext_lazy("모델 연결하기"),
        "/models/new/",
    ),
    file_name="models",
)

CALLS: ListSpec[Call] = ListSpec(
    title=gettext_lazy("물어본 기록"),
    columns=(
        Column("asked", gettext_lazy("언제"), "asked_at", show=lambda c: text.moment(c.asked_at, language())),
        Column("purpose", gettext_lazy("무엇을"), show=lambda c: c.get_purpose_display()),
        Column("outcome", gettext_lazy("결과"), show=outcome_word),
        Column("tokens_in", gettext_lazy("보낸 토큰"), show=lambda c: text.number(c.tokens_in), align="end"),
        Column("tokens_out", gettext_lazy("받은 토큰"), show=lambda c: text.number(c.tokens_out), align="end"),
        Column("cost", gettext_lazy("비용"), "cost_micros", show=cost_of, value=exact, align="end"),
        Column(
            "seconds",
            gettext_lazy("걸린 시간 (초)"),
            "milliseconds",
            show=lambda c: text.number(c.milliseconds / 1000, 1),
            value=lambda c: Decimal(c.milliseconds) / 1000,
            align="end",
        ),
        Column("blanked", gettext_lazy("가린 번호"), show=blanked_words, value=blanked_words),
        Column(
            "run",
            gettext_lazy("맡긴 것"),
            show=lambda c: _("보기") if c.run else "–",
            url=lambda c: reverse("run", args=[c.run]) if c.run else "",
        ),
    ),
    searches=("outcome", "automation", "run"),
    filters=(
        Filter("purpose", gettext_lazy("무엇을"), Call.Purpose.choices),
        Filter(
            "end",
            gettext_lazy("결과"),
            (("good", gettext_lazy("답을 받은 것")), ("bad", gettext_lazy("받지 못한 것"))),
            lookup=lambda value: Q(outcome=Call.ANSWERED) if value == "good" else ~Q(outcome=Call.ANSWERED),
        ),
    ),
    sorts=("asked", "cost", "seconds"),
    order="-asked",
    unit=gettext_lazy("번"),
    placeholder=gettext_lazy("오류 이름"),
    empty=Step(gettext_lazy("아직 물어본 적이 없어요."), gettext_lazy("시험해 보기를 누르면 진짜로 한 번 물어봐요.")),
    file_name="calls",
)
