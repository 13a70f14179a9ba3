"""The register of records for a law."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, Values, declare
from jangbu.apps.regulations.pseudonyms.register import datasets
from jangbu.apps.regulations.records.models import LawRecord
from jangbu.apps.regulations.records.pages import about, lede

KINDS = (
    Choice("apart", Words("다른 법 때문에 따로 보관", "kept apart because of another law")),
    Choice("spent", Words("개인정보를 지키는 데 쓴 것", "spent on protecting personal data")),
    Choice("verified", Words("고영향 AI의 검증이나 인증", "verification of high-impact AI")),
    Choice("decision", Words("개인정보보호위원회의 결정", "decision of the Commission")),
    Choice("certificate", Words("우리 회사의 ISMS-P 인증", "our own ISMS-P certificate")),
)
WHAT = (
    Choice("budget", Words("예산", "budget")),
    Choice("people", Words("사람", "people")),
    Choice("tools", Words("설비와 도구", "equipment and tools")),
)
OUTCOMES = (
    Choice("asked", Words("알아봤거나 신청했어요", "looked into or applied for")),
    Choice("obtained", Words("받았어요", "obtained")),
    Choice("refused", Words("받지 못했어요", "refused")),
)
FIELDS = (
    Field("title", Words("제목", "title"), required=True, listed=True, searched=True, longest=160),
    Field(
        "kind",
        Words("종류", "kind"),
        "choice",
        choices=KINDS,
        required=True,
        listed=True,
        filtered=True,
    ),
    Field("owner", Words("담당", "owner"), "person", required=True, listed=True, filtered=True),
    Field("on", Words("언제", "on"), "day", required=True, listed=True),
    Field("until", Words("언제까지", "until"), "day"),
    Field(
        "dataset",
        Words("어느 데이터", "which data"),
        "choice",
        choices=datasets,
        named=True,
        section=Words("따로 보관하면", "If it is kept apart"),
    ),
    Field("basis", Words("보관하라는 다른 법의 조문", "the article of the other law"), searched=True),
    Field("place", Words("따로 둔 곳", "where it is stored apart")),
    Field(
        "what",
        Words("무엇에 썼나요", "spent on"),
        "choice",
        choices=WHAT,
        filtered=True,
        section=Words("쓴 것이면", "If it was spent"),
    ),
    Field("amount", Words("금액", "amount"), "money", listed=True, unit=Words("원", "won")),
    Field(
        "use_case",
        Words("어느 AI 쓰임", "which use of AI"),
        "reference",
        to="use-cases",
        section=Words("검증, 결정, 인증이면", "If it is a verification, decision or certificate"),
    ),
    Field("outcome", Words("어떻게 됐나요", "outcome"), "choice", choices=OUTCOMES),
    Field("number", Words("결정이나 인증 번호", "number"), longest=80),
    Field("kept_where", Words("서류가 있는 곳", "where the paper is"), section=Words("그 밖", "Besides")),
    Field("notes", Words("메모", "notes"), "long"),
)
# What a record of each kind must hold to show anything.
NEEDED: dict[str, tuple[str, ...]] = {
    "apart": ("dataset", "basis", "place"),
    "spent": ("what",),
    "verified": ("use_case", "outcome"),
    "decision": ("use_case", "number"),
    "certificate": ("number", "until"),
}


def _needs(name: str) -> Rule[LawRecord]:
    kinds = [kind for kind, names in NEEDED.items() if name in names]

    def holds(values: Values, _row: LawRecord | None) -> bool:
        return values.get("kind") not in kinds or values.get(name) not in (None, "", [])

    return Rule(name, Words("이 기록에는 꼭 필요해요.", "A record of this kind needs it."), holds)


def _not_later(values: Values, _row: Any) -> bool:
    return values.get("on") is None or values["on"] <= timezone.localdate()


def _in_order(values: Values, _row: Any) -> bool:
    return values.get("on") is None or values.get("until") is None or values["on"] <= values["until"]


RULES: tuple[Rule[LawRecord], ...] = (
    *(_needs(name) for name in ("dataset", "basis", "place", "what", "use_case", "outcome", "number", "until")),
    Rule("on", Words("아직 오지 않은 날이에요.", "That day has not come yet."), _not_later),
    Rule("until", Words("끝나는 날이 시작하는 날보다 앞이에요.", "It ends before it starts."), _in_order),
)
STATES = (
    State("held", Words("있어요", "stands"), "met"),
    State("ended", Words("끝났어요", "ended"), "na", reviewed=False),
)
MOVES: tuple[Move[LawRecord], ...] = (
    Move("end", Words("끝났다고 적기", "Note that it ended"), ("held",), "ended"),
    Move("again", Words("다시 있다고 적기", "Note that it stands again"), ("ended",), "held"),
)
LAW_RECORDS: Register[LawRecord] = declare(
    Register(
        name="law-records",
        path="/regulations/records/",
        kind="law_record",
        permission="regulations",
        noun=Words("법에 남길 기록", "record for the law"),
        title=Words("법에 남길 기록", "Records for the law"),
        model=LawRecord,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        key=("title", "kind"),
        review_months=12,
        icon="law",
        lede=lede,
        about=about,
        list_template="regulations/law_list.html",
        empty=Step(
            _("법에 남길 기록이 아직 없어요."),
            _("따로 보관하는 것, 지키는 데 쓴 것, 검증과 인증처럼 다른 곳에 적을 자리가 없는 것을 적어요."),
            _("기록 적기"),
            "/regulations/records/new/",
        ),
    )
)
