"""The register of questions to a lawyer."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, declare
from jangbu.apps.regulations.problems import NOT_ANSWERED
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.reviews.pages import about, detail_context, late_word, lede
from jangbu.apps.regulations.versions.queries import modules
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def _rules() -> Sequence[Choice]:
    return [
        Choice(
            f"{module.name}:{item.id}",
            Words(f"{module.title.ko} {_article(item.law, 'ko')}", f"{module.title.en} {_article(item.law, 'en')}"),
        )
        for module in modules().values()
        for item in module.items
    ]


def _article(law: object, language: str) -> str:
    article = getattr(law, "article", None)
    return str(getattr(article, language, ""))


FIELDS = (
    Field("question", Words("질문", "question"), required=True, listed=True, searched=True),
    Field("detail", Words("자세히", "details"), "long", searched=True),
    Field(
        "rule",
        Words("어느 규칙", "which rule"),
        "choice",
        choices=_rules,
        section=Words("무엇에 대한 질문인가요", "What it is about"),
    ),
    Field("use_case", Words("어느 AI 쓰임", "which use of AI"), "reference", to="use-cases"),
    Field("contract", Words("어느 계약", "which contract"), "reference", to="contracts"),
    Field("policy", Words("어느 정책", "which policy"), "reference", to="policies"),
    Field(
        "due",
        Words("언제까지", "due"),
        "day",
        required=True,
        listed=True,
        section=Words("누구에게 언제까지", "Whom and by when"),
    ),
    Field("asked_of", Words("누구에게 물어요", "asked of"), required=True, personal=True, longest=120),
    Field("owner", Words("담당", "owner"), "person", required=True, listed=True, filtered=True),
    Field("answer", Words("답", "answer"), "long", searched=True, section=Words("답", "The answer")),
    Field("answered_on", Words("답한 날", "answered on"), "day"),
    Field("by_lawyer", Words("변호사가 답했나요", "answered by a lawyer"), "yes"),
)
STATES = (
    State("open", Words("아직 안 물음", "not asked yet"), "unknown", reviewed=False),
    State("asked", Words("답을 기다림", "waiting"), "partly", reviewed=False),
    State("answered", Words("답을 받음", "answered"), "met"),
    State("dropped", Words("묻지 않기로 함", "dropped"), "na", reviewed=False),
)


def _has_answer(review: LegalReview, _actor: Actor) -> None:
    if not review.answer.strip() or review.answered_on is None or review.by_lawyer is None:
        raise Problem(NOT_ANSWERED)


MOVES: tuple[Move[LegalReview], ...] = (
    Move("ask", Words("물었다고 적기", "Note that it was asked"), ("open",), "asked"),
    Move("answer", Words("답을 받았다고 적기", "Note the answer"), ("open", "asked"), "answered", guard=_has_answer),
    Move("again", Words("다시 묻기", "Ask again"), ("answered", "dropped"), "open"),
    Move("drop", Words("묻지 않기로 하기", "Decide not to ask"), ("open", "asked"), "dropped", right="decide"),
)
ABOUT = ("rule", "use_case", "contract", "policy")
RULES: tuple[Rule[LegalReview], ...] = (
    Rule(
        "rule",
        Words("규칙, 쓰임, 계약, 정책 가운데 하나는 골라 주세요.", "Choose a rule, a use, a contract or a policy."),
        lambda values, _row: any(values.get(name) for name in ABOUT),
    ),
    Rule(
        "answered_on",
        Words("답한 날은 오늘 뒤일 수 없어요.", "It cannot be answered in the future."),
        lambda values, _row: not values.get("answered_on") or values["answered_on"] <= timezone.localdate(),
    ),
)


LEGAL_REVIEWS: Register[LegalReview] = declare(
    Register(
        name="legal-reviews",
        path="/regulations/legal-reviews/",
        kind="legal_review",
        permission="regulations",
        noun=Words("법률 검토", "legal review"),
        title=Words("법률 검토", "Legal reviews"),
        model=LegalReview,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        key=("question",),
        review_months=12,
        unit=Words("건", "questions"),
        icon="law",
        columns=(Column("left", _("남은 날"), show=late_word),),
        lede=lede,
        about=about,
        context=detail_context,
        detail_template="regulations/legal_review.html",
        empty=Step(
            _("변호사에게 물은 것이 아직 없어요."),
            _("규칙마다 '변호사가 검토하지 않았어요'라고 보여요. 애매한 규칙부터 물어보세요."),
            _("질문 적기"),
            "/regulations/legal-reviews/new/",
        ),
    )
)
