"""The register of uses of AI. Its first answers are proposed from what runs; a person corrects and decides."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, declare
from jangbu.apps.regulations.usecases import words
from jangbu.apps.regulations.usecases.models import UseCase
from jangbu.apps.regulations.usecases.notices import follow
from jangbu.apps.regulations.usecases.pages import about, detail_context, lede, list_context, role_word
from jangbu.apps.work import queries as work


def _automations() -> Sequence[Choice]:
    return [Choice(key, Words(name, name)) for key, name in work.automation_choices()]


def _endpoints() -> Sequence[Choice]:
    return [Choice(key, Words(name, name)) for key, name in gateway.choices()]


FIELDS = (
    Field("name", Words("이름", "name"), required=True, listed=True, searched=True, longest=120),
    Field("purpose", Words("무엇에 써요", "what it is for"), "long", searched=True),
    Field("owner", Words("담당", "owner"), "person", required=True, listed=True, filtered=True),
    Field("model", Words("모델이나 프로그램", "model or program"), searched=True),
    Field(
        "automations",
        Words("돌리는 자동화", "automations that run it"),
        "many",
        choices=_automations,
        named=True,
        help=Words(
            "밖에 제공하는 쓰임이면, 알리는 문구가 시행될 때까지 여기서 고른 것은 모델에 묻지 못해요.",
            "In a use offered outside, what you choose here asks no model until the notice is in force.",
        ),
    ),
    Field(
        "endpoints", Words("바로 쓰는 모델 연결", "connections used directly"), "many", choices=_endpoints, named=True
    ),
    Field("affected", Words("누구에게 닿아요", "whom it touches"), "many", choices=words.AFFECTED),
    Field(
        "offered",
        Words("누가 써요", "who uses it"),
        "choice",
        choices=words.OFFERED,
        listed=True,
        filtered=True,
        section=Words("누가 쓰고 누가 만들었나요", "Who uses it, who made it"),
    ),
    Field("made", Words("누가 만들었어요", "who made it"), "choice", choices=words.MADE),
    Field(
        "purpose_changed",
        Words("본래 쓰임을 크게 바꿨나요", "its purpose was changed materially"),
        "yes",
    ),
    Field("trained", Words("우리 데이터로 학습시켰나요", "trained on our data"), "yes"),
    Field(
        "giant",
        Words("10의 26승 연산 이상으로 직접 학습시켰나요", "trained by us with 10^26 operations or more"),
        "yes",
        help=Words(
            "우리가 만든 AI만 답해요. 가장 큰 모델을 만드는 회사가 아니면 아니에요.",
            "Only for AI that you made. Unless you build the very largest models, it is no.",
        ),
    ),
    Field(
        "generative",
        Words("글이나 그림을 만드나요", "it generates text or images"),
        "yes",
        section=Words("무엇을 만들고 무엇을 정하나요", "What it makes, what it decides"),
    ),
    Field("leaves", Words("결과물이 밖으로 나가나요", "its output leaves the firm"), "yes"),
    Field("synthetic", Words("진짜 같은 소리나 영상을 만드나요", "it makes lifelike sound or images"), "yes"),
    Field("decides", Words("사람에 대해 정하나요", "what it decides about people"), "choice", choices=words.DECIDES),
    Field("fields", Words("법이 정한 영역", "fields named by the law"), "many", choices=words.FIELDS),
    Field("grave", Words("생명, 안전, 권리에 큰 영향이 있나요", "grave effect on life, safety or rights"), "yes"),
    Field(
        "personal",
        Words("개인정보가 들어가나요", "personal data go in"),
        "yes",
        section=Words("어떤 데이터", "Which data"),
    ),
    Field("overseas", Words("데이터가 해외로 나가나요", "data go abroad"), "yes"),
    Field(
        "notice",
        Words("미리 알리는 문구", "notice before use"),
        "long",
        section=Words("알리고 표시하기", "Notice and mark"),
    ),
    Field("notice_where", Words("어디에서 알려요", "where it is told"), "choice", choices=words.WHERE_TOLD),
    Field("notice_on", Words("알리기 시작한 날", "told since"), "day"),
    Field("obvious", Words("AI인 것이 누가 봐도 분명한가요", "obviously AI to anybody"), "yes"),
    Field("mark", Words("결과물 표시", "mark on the output"), "choice", choices=words.MARKS),
    Field("mark_on", Words("표시하기 시작한 날", "marked since"), "day"),
    Field(
        "mark_text",
        Words("글에 붙이는 표시", "mark on text"),
        help=Words(
            "밖으로 나가는 글의 끝에 붙어요. 비우면 '이 글은 인공지능이 만들었어요.'라고 붙여요.",
            "It stands at the end of text that leaves. Empty: 'This text was made by AI.' in Korean.",
        ),
        longest=200,
    ),
    Field(
        "risk_plan",
        Words("위험을 다루는 방법", "plan for risks"),
        "long",
        section=Words("고영향이면", "If it is high-impact"),
    ),
    Field("explanation", Words("결과를 설명하는 방법", "how a result is explained"), "long"),
    Field("protection", Words("이용자를 지키는 방법", "how users are protected"), "long"),
    Field("overseer", Words("지켜보는 사람", "who oversees it"), "person"),
    Field("published_url", Words("게시한 주소", "where it is published"), "url"),
    Field("published_on", Words("게시한 날", "published on"), "day"),
    Field("upstream", Words("만든 곳이 이미 한 조치", "what the maker has done already"), "long"),
    Field("impact", Words("영향평가", "impact assessment"), "long"),
    Field("impact_on", Words("영향평가를 한 날", "assessed on"), "day"),
)
STATES = (
    State("found", Words("찾은 것", "found"), "unknown"),
    State("in_use", Words("쓰는 중", "in use"), "met"),
    State("planned", Words("준비 중", "planned"), "partly"),
    State("ended", Words("그만 씀", "ended"), "na", reviewed=False),
)
MOVES: tuple[Move[UseCase], ...] = (
    Move("use", Words("쓰는 것이 맞다고 적기", "Confirm that it is used"), ("found", "planned", "ended"), "in_use"),
    Move("plan", Words("준비 중으로 바꾸기", "Note that it is planned"), ("found",), "planned"),
    Move("end", Words("그만 쓴다고 적기", "Note that it ended"), ("found", "in_use", "planned"), "ended"),
)
RULES: tuple[Rule[UseCase], ...] = (
    Rule(
        "fields",
        Words("'아무것도 아니에요'는 다른 영역과 함께 고를 수 없어요.", "'None' cannot be chosen beside a field."),
        lambda values, _row: "none" not in (values.get("fields") or []) or len(values["fields"]) == 1,
    ),
)
USE_CASES: Register[UseCase] = declare(
    Register(
        name="use-cases",
        path="/regulations/use-cases/",
        kind="use_case",
        permission="regulations",
        noun=Words("AI 쓰임", "use of AI"),
        title=Words("AI 쓰임", "Uses of AI"),
        model=UseCase,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        review_months=12,
        unit=Words("개", "uses"),
        icon="law",
        columns=(Column("role", _("법에서 우리는"), show=role_word),),
        lede=lede,
        about=about,
        context=detail_context,
        list_context=list_context,
        follow=follow,
        detail_template="regulations/use_case.html",
        list_template="regulations/use_cases.html",
        empty=Step(
            _("AI를 어디에 쓰는지 아직 적지 않았어요."),
            _("돌고 있는 자동화와 켜 둔 모델에서 찾아서 답까지 채워 드려요."),
            _("쓰임 찾기"),
            "/regulations/use-cases/found/",
            posts=True,
        ),
    )
)
