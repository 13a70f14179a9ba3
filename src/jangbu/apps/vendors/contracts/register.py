"""The register of contracts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, Values, declare
from jangbu.apps.vendors.answering import may_sign
from jangbu.apps.vendors.contracts.models import Contract
from jangbu.apps.vendors.contracts.pages import about, detail_context, lede
from jangbu.apps.vendors.problems import NOT_SIGNED
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

RENEWALS = (
    Choice("automatic", Words("저절로 이어져요", "goes on by itself")),
    Choice("agreement", Words("다시 맺어야 해요", "must be signed again")),
    Choice("open", Words("끝나는 날이 없어요", "has no end")),
)
FIELDS = (
    Field("title", Words("계약 이름", "title"), required=True, listed=True, searched=True, longest=160),
    Field("vendor", Words("업체", "vendor"), "reference", to="vendors", required=True, listed=True, filtered=True),
    Field("signed_on", Words("맺은 날", "signed on"), "day", section=Words("언제까지", "Until when")),
    Field("starts_on", Words("시작하는 날", "starts on"), "day"),
    Field("ends_on", Words("끝나는 날", "ends on"), "day", listed=True, lapses=True),
    Field("renews", Words("끝나면", "at the end"), "choice", choices=RENEWALS, listed=True, filtered=True),
    Field(
        "notice_days",
        Words("그만둔다고 알릴 기한", "notice before the end"),
        "number",
        least=0,
        most=730,
        unit=Words("일 전", "days"),
    ),
    Field("amount_year", Words("한 해 금액", "amount a year"), "money", listed=True, unit=Words("원", "won")),
    Field("kept_where", Words("계약서가 있는 곳", "where the paper is"), section=Words("그 밖", "Besides")),
    Field("notes", Words("메모", "notes"), "long"),
)
STATES = (
    State("draft", Words("협의 중", "being negotiated"), "unknown", reviewed=False),
    State("in_force", Words("맺었어요", "in force"), "met"),
    State("ended", Words("끝났어요", "ended"), "na", reviewed=False),
)


def _is_signed(contract: Contract, actor: Actor) -> None:
    may_sign(contract, actor)
    if contract.signed_on is None or contract.starts_on is None:
        raise Problem(NOT_SIGNED, contract=contract.title)


MOVES: tuple[Move[Contract], ...] = (
    Move(
        "sign",
        Words("맺었다고 적기", "Note that it is signed"),
        ("draft",),
        "in_force",
        right="decide",
        guard=_is_signed,
    ),
    Move("end", Words("끝났다고 적기", "Note that it ended"), ("draft", "in_force"), "ended"),
    Move("reopen", Words("다시 협의하기", "Negotiate again"), ("in_force", "ended"), "draft"),
)


def _in_order(values: Values, _row: Contract | None) -> bool:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    return starts is None or ends is None or starts < ends


def _has_an_end(values: Values, _row: Contract | None) -> bool:
    return values.get("renews") != "open" or values.get("ends_on") is None


RULES: tuple[Rule[Contract], ...] = (
    Rule("ends_on", Words("끝나는 날이 시작하는 날보다 앞이에요.", "It ends before it starts."), _in_order),
    Rule(
        "renews",
        Words("끝나는 날을 적었는데 끝이 없다고 했어요.", "It has an end, and is said to have none."),
        _has_an_end,
    ),
)
CONTRACTS: Register[Contract] = declare(
    Register(
        name="contracts",
        path="/vendors/contracts/",
        kind="contract",
        permission="vendors",
        noun=Words("계약", "contract"),
        title=Words("계약", "Contracts"),
        model=Contract,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        key=("title", "vendor"),
        review_months=12,
        icon="vendor",
        lede=lede,
        about=about,
        detail_template="vendors/contract.html",
        list_template="vendors/contracts.html",
        context=detail_context,
        empty=Step(
            _("맺은 계약 하나부터 적어 보세요."),
            _("조항을 하나씩 확인하면 빠진 것과 보낼 문구를 알려 드려요."),
            _("계약 적기"),
            "/vendors/contracts/new/",
        ),
    )
)
