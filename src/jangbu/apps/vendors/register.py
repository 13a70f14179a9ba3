"""The register of vendors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Field, Move, Register, Rule, State, declare
from jangbu.apps.vendors.answering import may_decide
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.vendors.pages import about, detail_context, lede, points
from jangbu.apps.vendors.problems import NOT_ASSESSED, STILL_USED
from jangbu.apps.vendors.uses.kinds import uses_of
from jangbu.apps.vendors.words import AGENTS, COUNTRIES, DATA, KINDS, TRANSFER_BASES
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

FIELDS = (
    Field("name", Words("이름", "name"), required=True, listed=True, searched=True, longest=120),
    Field("business_number", Words("사업자등록번호", "registration number"), searched=True, longest=20),
    Field("category", Words("종류", "kind"), "choice", choices=KINDS, listed=True, filtered=True),
    Field("purpose", Words("맡긴 일", "what it does for us"), "long", searched=True),
    Field("owner", Words("담당", "owner"), "person", required=True, listed=True, filtered=True),
    Field(
        "handles_personal",
        Words("개인정보", "personal data"),
        "yes",
        help=Words("우리 고객이나 직원의 정보를 다루나요?", "Does it handle data on our customers or staff?"),
        listed=True,
        section=Words("어떤 자료가 어디에 있나요", "Which data lie where"),
    ),
    Field("data", Words("주는 자료", "data given"), "many", choices=DATA),
    Field(
        "country",
        Words("자료가 있는 나라", "country of the data"),
        "choice",
        choices=COUNTRIES,
        listed=True,
        filtered=True,
    ),
    Field("region", Words("지역, 데이터센터", "region or data centre"), longest=120),
    Field(
        "sub_processors",
        Words("다시 맡기는 업체", "sub-processors"),
        "long",
        help=Words(
            "한 줄에 하나씩 적어요. 공개할 수탁자 목록이 돼요.", "One a line. They go into the list you publish."
        ),
    ),
    Field(
        "transfer_basis",
        Words("해외로 옮기는 근거", "ground of the transfer"),
        "choice",
        choices=TRANSFER_BASES,
        filtered=True,
        help=Words(
            "자료가 해외에 있고 개인정보가 들어 있으면 여섯 가지 가운데 하나가 있어야 해요.",
            "Where personal data lie abroad, one of these six must hold.",
        ),
        section=Words("개인정보가 해외로 가면 (제28조의8)", "If personal data go abroad (Art. 28-8)"),
    ),
    Field("transfer_proof", Words("근거를 보여 주는 것", "what shows it"), longest=300),
    Field("transfer_on", Words("그 근거가 선 날", "that ground stands since"), "day"),
    Field("transfer_how", Words("옮기는 때와 방법", "when and how it is sent"), longest=200),
    Field("transfer_keep", Words("받는 곳이 두는 기간", "how long they keep it"), longest=200),
    Field("transfer_refuse", Words("거부하는 방법과 그 결과", "how to refuse, and what then"), longest=300),
    Field(
        "domestic_agent",
        Words("국내대리인 (해외 AI 업체)", "domestic agent (AI vendors abroad)"),
        "choice",
        choices=AGENTS,
        help=Words(
            "인공지능기본법 제36조의 의무는 업체에 있어요. 있는지 물어본 답을 적어요.",
            "The duty of Art. 36, AI Basic Act, is theirs. Note what they answered.",
        ),
    ),
    Field("plan", Words("요금제", "plan"), longest=120, section=Words("비용과 연락처", "Cost and contact")),
    Field("monthly_cost", Words("한 달 비용", "cost a month"), "money", listed=True, unit=Words("원", "won")),
    Field("contact_name", Words("연락할 사람", "contact"), personal=True, longest=80),
    Field("contact_email", Words("연락할 이메일", "contact e-mail"), "email", personal=True),
    Field("contact_phone", Words("연락할 전화", "contact phone"), personal=True, longest=40),
    Field("exit_plan", Words("그만둘 때 할 일", "what we do when we leave"), "long"),
    Field("notes", Words("메모", "notes"), "long"),
)
STATES = (
    State("considered", Words("살펴보는 중", "considered"), "unknown", reviewed=False),
    State("in_use", Words("쓰는 중", "in use"), "met"),
    State("leaving", Words("그만두는 중", "leaving"), "partly"),
    State("ended", Words("끝남", "ended"), "na", reviewed=False),
)


def _is_assessed(vendor: Vendor, actor: Actor) -> None:
    may_decide(vendor, actor)
    if not vendor.assessments.exists():
        raise Problem(NOT_ASSESSED, vendor=vendor.name)


def _is_free(vendor: Vendor, _actor: Actor) -> None:
    used = uses_of(vendor)
    if used:
        raise Problem(STILL_USED, vendor=vendor.name, count=len(used), names=", ".join(each.name for each in used[:5]))


MOVES: tuple[Move[Vendor], ...] = (
    Move(
        "use",
        Words("쓰기로 하기", "Decide to use it"),
        ("considered", "ended"),
        "in_use",
        right="decide",
        guard=_is_assessed,
    ),
    Move("already", Words("이미 쓰고 있다고 적기", "Note that it is used already"), ("considered",), "in_use"),
    Move(
        "leave", Words("그만두기로 하기", "Decide to leave"), ("in_use",), "leaving", right="decide", guard=may_decide
    ),
    Move("stay", Words("계속 쓰기로 하기", "Decide to stay"), ("leaving",), "in_use", right="decide", guard=may_decide),
    Move("end", Words("끝났다고 적기", "Note that it ended"), ("considered", "leaving"), "ended", guard=_is_free),
)
RULES: tuple[Rule[Vendor], ...] = (
    Rule(
        "data",
        Words(
            "자료를 주지 않는다면 다른 자료와 함께 고를 수 없어요.",
            "'No data' cannot be chosen together with other data.",
        ),
        lambda values, _row: "none" not in (values.get("data") or []) or len(values["data"]) == 1,
    ),
    Rule(
        "handles_personal",
        Words(
            "고객이나 직원 정보를 주는 업체라면 개인정보를 다루는 거예요.",
            "A vendor that is given customer or staff data handles personal data.",
        ),
        lambda values, _row: (
            values.get("handles_personal") is not False
            or not {"customer", "staff", "unique", "sensitive"} & set(values.get("data") or [])
        ),
    ),
)
VENDORS: Register[Vendor] = declare(
    Register(
        name="vendors",
        path="/vendors/",
        kind="vendor",
        permission="vendors",
        noun=Words("업체", "vendor"),
        title=Words("업체와 계약", "Vendors and contracts"),
        model=Vendor,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        review_months=12,
        unit=Words("곳", "vendors"),
        icon="vendor",
        columns=(Column("points", _("평가"), show=points),),
        lede=lede,
        about=about,
        detail_template="vendors/vendor.html",
        list_template="vendors/vendors.html",
        context=detail_context,
        empty=Step(
            _("쓰고 있는 업체 하나부터 적어 보세요."),
            _("클라우드, 프로그램, AI, 유지 보수처럼 회사의 자료를 만지는 곳이면 돼요."),
            _("업체 적기"),
            "/vendors/new/",
        ),
    )
)
