"""The register of AI models. What runs fills it; people add purpose, limits and who answers for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jangbu.apps.aimodels.models import AiModel
from jangbu.apps.aimodels.pages import about, detail_context, lede, list_context, measured_word, serves_word
from jangbu.apps.aimodels.words import KINDS, OTHER
from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Field, Move, Register, Rule, State, Values, declare


def _long(name: str, ko: str, en: str, help_ko: str = "", help_en: str = "", section: Words | None = None) -> Field:
    told = Words(help_ko, help_en) if help_ko else None
    return Field(name, Words(ko, en), "long", help=told, longest=2000, section=section)


FIELDS = (
    Field("name", Words("이름", "name"), required=True, listed=True, searched=True, longest=160),
    Field(
        "kind",
        Words("종류", "kind"),
        "choice",
        choices=KINDS,
        required=True,
        listed=True,
        filtered=True,
        help=Words(
            "우리가 돌리는 것은 저절로 올라와요. 밖에서 쓰는 도구만 직접 적어 주세요.",
            "What runs here registers itself. Note only tools that are used outside.",
        ),
    ),
    Field("owner", Words("책임자", "who answers for it"), "person", listed=True, filtered=True),
    _long("purpose", "무엇에 쓰나요", "what it is for", section=Words("쓰임", "Use")),
    _long("not_for", "쓰면 안 되는 곳", "what it is not for"),
    _long("affected", "누구에게 영향을 주나요", "whom it affects"),
    _long(
        "oversight",
        "사람이 살피는 방법",
        "how people oversee it",
        section=Words("살피는 방법", "Oversight"),
    ),
    _long(
        "training",
        "무엇으로 배웠나요",
        "what it was trained on",
        "모르면 모른다고 적어요.",
        "Say so where nobody knows.",
    ),
    _long("limits", "알려진 한계", "known limits"),
    _long("procedure", "다시 배우게 하거나 고치는 절차", "how it is retrained or re-prompted"),
)
STATES = (
    State("in_use", Words("쓰고 있어요", "in use"), "met"),
    State("paused", Words("쓰지 않고 있어요", "not used now"), "partly"),
    State("retired", Words("그만 써요", "retired"), "na", reviewed=False),
)
MOVES: tuple[Move[AiModel], ...] = (
    Move("pause", Words("안 쓴다고 적기", "Note that it is not used"), ("in_use",), "paused"),
    Move("use", Words("쓴다고 적기", "Note that it is used"), ("paused", "retired"), "in_use"),
    Move("retire", Words("그만 쓰기", "Retire"), ("in_use", "paused"), "retired", right="decide"),
)


def _kind_stays(values: Values, row: AiModel | None) -> bool:
    if row is None:
        return values.get("kind") == OTHER
    return not row.ref or values.get("kind") == row.kind


RULES: tuple[Rule[AiModel], ...] = (
    Rule(
        "kind",
        Words(
            "우리가 돌리는 것의 종류는 바꿀 수 없고, 직접 적는 것은 '밖의 도구'뿐이에요.",
            "The kind of what runs here stays, and only outside tools are noted by hand.",
        ),
        _kind_stays,
    ),
)
AIMODELS: Register[AiModel] = declare(
    Register(
        name="aimodels",
        path="/ai/",
        kind="ai_model",
        permission="aimodels",
        noun=Words("AI 모델", "AI model"),
        title=Words("AI 모델", "AI models"),
        model=AiModel,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        key=("name", "kind"),
        review_months=6,
        unit=Words("개", "models"),
        icon="versions",
        columns=(
            Column("serves", _("쓰는 판"), show=serves_word),
            Column("measured", _("평가"), show=measured_word),
        ),
        lede=lede,
        about=about,
        context=detail_context,
        list_context=list_context,
        detail_template="aimodels/card.html",
        list_template="aimodels/aimodels.html",
        empty=Step(
            _("아직 아무것도 돌지 않아요."),
            _("모델을 연결하거나 자동화를 만들면 여기에 저절로 올라와요."),
            _("모델 연결하기"),
            "/models/new/",
        ),
    )
)
