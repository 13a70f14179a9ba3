"""The register of pseudonymised data."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, Values, declare
from jangbu.apps.regulations.problems import NOT_DESTROYED
from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.apps.regulations.pseudonyms.pages import about, lede
from jangbu.apps.sources import queries as sources
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

PURPOSES = (
    Choice("statistics", Words("통계", "statistics")),
    Choice("research", Words("과학적 연구", "scientific research")),
    Choice("archive", Words("공익을 위한 기록 보존", "archives in the public interest")),
    Choice("other", Words("그 밖의 목적 (동의가 필요해요)", "another purpose (needs consent)")),
)
KEYS = (
    Choice("apart", Words("다른 곳에 따로 둬요", "kept in another place")),
    Choice("destroyed", Words("필요 없어서 없앴어요", "destroyed, as it is not needed")),
    Choice("same", Words("같은 곳에 있어요", "in the same place")),
)


def datasets() -> Sequence[Choice]:
    return [Choice(key, Words(name, name)) for key, name in sources.choices()]


FIELDS = (
    Field("name", Words("이름", "name"), required=True, listed=True, searched=True, longest=120),
    Field("owner", Words("담당", "owner"), "person", required=True, listed=True, filtered=True),
    Field(
        "dataset", Words("어느 데이터에서 만들었나요", "made from which data"), "choice", choices=datasets, named=True
    ),
    Field("use_case", Words("어느 AI 쓰임에 쓰나요", "used in which use of AI"), "reference", to="use-cases"),
    Field(
        "purpose_kind",
        Words("쓰는 목적", "purpose"),
        "choice",
        choices=PURPOSES,
        listed=True,
        filtered=True,
        section=Words("적어 둘 것 (시행령 제29조의5 제2항)", "What is to be recorded (Decree Art. 29-5(2))"),
    ),
    Field("purpose", Words("목적을 자세히", "the purpose in detail"), "long", searched=True),
    Field("items", Words("가명처리한 항목", "items pseudonymised"), "long"),
    Field("used_for", Words("이용한 내역", "how it was used"), "long"),
    Field("recipient", Words("제공받은 곳", "given to")),
    Field("started_on", Words("처리를 시작한 날", "begun on"), "day", listed=True),
    Field("until", Words("처리하는 기간의 끝", "processed until"), "day"),
    Field(
        "key",
        Words("되살리는 열쇠", "the key that restores it"),
        "choice",
        choices=KEYS,
        listed=True,
        section=Words("열쇠를 따로", "The key apart"),
    ),
    Field("key_place", Words("열쇠를 둔 곳", "where the key is")),
    Field(
        "key_people",
        Words("열쇠를 보는 사람과 가명정보를 쓰는 사람이 다른가요", "the key and the data are in different hands"),
        "yes",
    ),
    Field(
        "checked_on",
        Words("다시 알아볼 수 있는지 점검한 날", "checked for re-identification on"),
        "day",
        section=Words("누구인지 알아보게 되면", "If somebody becomes identifiable"),
    ),
    Field("checked_how", Words("어떻게 점검했나요", "how it was checked"), longest=300),
    Field("known_on", Words("누구인지 알아보게 된 날", "somebody became identifiable on"), "day"),
    Field("stopped_on", Words("처리를 멈춘 날", "processing stopped on"), "day"),
    Field("erased_on", Words("되찾거나 지운 날", "recovered or erased on"), "day"),
    Field("destroyed_on", Words("가명정보를 파기한 날", "destroyed on"), "day", section=Words("끝", "The end")),
)
STATES = (
    State("used", Words("쓰는 중", "in use"), "met"),
    State("destroyed", Words("파기함", "destroyed"), "na", reviewed=False),
)


def _has_a_day(row: Pseudonym, _actor: Actor) -> None:
    if row.destroyed_on is None:
        raise Problem(NOT_DESTROYED, name=row.name)


MOVES: tuple[Move[Pseudonym], ...] = (
    Move("destroy", Words("파기했다고 적기", "Note that it was destroyed"), ("used",), "destroyed", guard=_has_a_day),
    Move("again", Words("다시 쓴다고 적기", "Note that it is used again"), ("destroyed",), "used"),
)


def _in_order(first: str, then: str) -> Rule[Pseudonym]:
    def holds(values: Values, _row: Pseudonym | None) -> bool:
        start, end = values.get(first), values.get(then)
        return start is None or end is None or start <= end

    return Rule(then, Words("앞선 날보다 이른 날이에요.", "This day comes before the one it follows."), holds)


RULES: tuple[Rule[Pseudonym], ...] = (
    _in_order("started_on", "until"),
    _in_order("started_on", "destroyed_on"),
    _in_order("known_on", "stopped_on"),
    _in_order("known_on", "erased_on"),
)
PSEUDONYMS: Register[Pseudonym] = declare(
    Register(
        name="pseudonyms",
        path="/regulations/pseudonyms/",
        kind="pseudonym",
        permission="regulations",
        noun=Words("가명정보", "pseudonymised data"),
        title=Words("가명정보 처리 기록", "Pseudonymised data"),
        model=Pseudonym,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        rules=RULES,
        review_months=12,
        icon="law",
        lede=lede,
        about=about,
        list_template="regulations/law_list.html",
        empty=Step(
            _("가명정보를 처리한 기록이 없어요."),
            _("통계나 연구에 이름 없이 쓰는 데이터가 있으면 목적, 항목, 열쇠를 둔 곳을 적어 주세요."),
            _("기록 적기"),
            "/regulations/pseudonyms/new/",
        ),
    )
)
