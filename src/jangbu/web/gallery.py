"""Every part in every state on one page: what pages may be built from, and where a change of look is seen first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from jangbu.apps.base.cards import Step, Tile
from jangbu.apps.base.drawing import ICONS, STATE_WORDS
from jangbu.apps.base.lists import Column, Filter, ListSpec, read
from jangbu.web.gallery_charts import intervals, sparks

MOMENT = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)
SWATCHES = (
    ("paper", lazy("바탕")),
    ("surface", lazy("종이")),
    ("sunken", lazy("눌린 바탕")),
    ("line", lazy("선")),
    ("line-strong", lazy("진한 선")),
    ("ink", lazy("글")),
    ("ink-2", lazy("덜 진한 글")),
    ("ink-3", lazy("옅은 글")),
    ("accent", lazy("강조")),
    ("accent-soft", lazy("옅은 강조")),
    ("good", lazy("좋음")),
    ("good-soft", lazy("옅은 좋음")),
    ("warn", lazy("주의")),
    ("warn-soft", lazy("옅은 주의")),
    ("bad", lazy("나쁨")),
    ("bad-soft", lazy("옅은 나쁨")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the 5W parts read it."""

    number: int
    who: str
    what: str
    when: datetime
    where: str
    why: str
    url: str
    decision: bool
    by_rule: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the list that the gallery shows."""

    name: str
    state: str
    points: int | None
    seen: datetime


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "gallery.html",
        {
            "swatches": SWATCHES,
            "states": STATE_WORDS.items(),
            "icons": ICONS,
            "lines": _lines(),
            "tiles": _tiles(),
            "intervals": intervals(),
            "sparks": sparks(),
            "facts": _facts(),
            "list": read(request, _list_spec(), _samples()),
            "nothing": Step(
                _("아직 받은 데이터가 없어요"),
                _("엑셀이나 CSV 하나면 3분 안에 점수와 문제를 보여 드려요."),
                _("파일 고르기"),
                "#pages",
            ),
        },
    )


def _lines() -> list[Line]:
    return [
        Line(18940, "이서준", _("계산서 3건을 승인했어요"), MOMENT, _("승인함"), _("검사 12개를 모두 통과한 건만 골랐어요"), "#w5", True, False),
        Line(18932, _("멈춤 규칙 4번"), _("견적 초안을 멈췄어요"), MOMENT - timedelta(minutes=101), _("견적 초안 v2"), _("거래처 목록 77점, 기준 80점"), "#w5", False, True),
    ]  # fmt: skip


def _tiles() -> list[Tile]:
    lines = sparks()
    return [
        Tile(_("비용"), "18만 4,200", _("원"), "#tiles", "met", _("한도 안"), _("11월 AI 사용료 · 한도 30만 원"), lines[1], _("어제보다 6,300원 늘었어요"), "최하은"),
        Tile(_("데이터 품질"), "77", _("점"), "#tiles", "unmet", _("기준 아래"), _("기준 80점 이상"), lines[0], _("어제보다 5점 내렸어요"), "이서준"),
        Tile(_("모델 성능"), "96.4", "%", "#tiles", "unknown", "", _("94.1~97.8%로 봐요 · 기준 97% 이상"), lines[2], _("어제보다 0.1%p 올랐어요"), "최하은"),
        Tile(_("직원 만족"), state="unknown", word=_("기록 없음"), range=_("아직 물어보지 않았어요"), action=_("한 문항 보내기"), action_url="#tiles"),
        Tile(_("오류율"), range=_("다시 계산하고 있어요, 3초"), trend=_("마지막 값 2.1% (어제)"), busy=True),
    ]  # fmt: skip


def _facts() -> list[tuple[str, str]]:
    return [
        (_("데이터"), _("전표 사건 기록 967건, 시작 전 36일과 시작 뒤 15일")),
        (_("뺀 날"), _("휴일 4일, 익히는 기간 5일")),
        (_("계산"), _("요일, 느린 흐름, 어제의 영향을 함께 봤어요.")),
    ]


def _samples() -> list[Sample]:
    states = list(STATE_WORDS)
    return [
        Sample(f"{_('표본')} {number}", states[number % 6], number * 7 % 101 if number % 9 else None, MOMENT - timedelta(hours=number))
        for number in range(1, 24)
    ]  # fmt: skip


def _list_spec() -> ListSpec[Sample]:
    return ListSpec(
        title=_("표본"),
        columns=(
            Column("name", _("이름")),
            Column("state", _("상태"), show=lambda row: STATE_WORDS[row.state]),
            Column("points", _("점수"), align="end"),
        ),
        searches=("name",),
        filters=(Filter("state", _("상태"), [(name, word) for name, word in STATE_WORDS.items()]),),
        sorts=("name", "points"),
        page_size=5,
        placeholder=_("이름으로 찾기"),
    )
