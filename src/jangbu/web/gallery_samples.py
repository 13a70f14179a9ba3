"""What the gallery shows its parts with: made-up entries, figures and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from jangbu.apps.base.cards import Step, Tile
from jangbu.apps.base.drawing import STATE_WORDS
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.engines import charts
from jangbu.kernel.text import number

MOMENT = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)


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


def lines() -> list[Line]:
    return [
        Line(
            18940,
            "이서준",
            _("계산서 3건을 승인했어요"),
            MOMENT,
            _("승인함"),
            _("검사 12개를 모두 통과한 건만 골랐어요"),
            "#w5",
            True,
            False,
        ),
        Line(
            18932,
            _("멈춤 규칙 4번"),
            _("견적 초안을 멈췄어요"),
            MOMENT - timedelta(minutes=101),
            _("견적 초안 v2"),
            _("거래처 목록 77점, 기준 80점"),
            "#w5",
            False,
            True,
        ),
    ]


def tiles() -> list[Tile]:
    return [*measured_tiles(), uncertain_tile(), *waiting_tiles()]


def measured_tiles() -> list[Tile]:
    drawn = sparks()
    return [
        Tile(
            _("비용"),
            "184,200",
            _("원"),
            "#tiles",
            "met",
            _("한도 안"),
            _("11월 AI 사용료 · 한도 30만 원"),
            "",
            drawn[1],
            _("어제보다 6,300원 늘었어요"),
            "최하은",
        ),
        Tile(
            _("데이터 품질"),
            "77",
            _("점"),
            "#tiles",
            "unmet",
            _("기준 아래"),
            _("기준 80점 이상"),
            "거래처 목록",
            drawn[0],
            _("어제보다 5점 내렸어요"),
            "이서준",
        ),
    ]


def uncertain_tile() -> Tile:
    return Tile(
        _("모델 성능"),
        "96.4",
        "%",
        "#tiles",
        "unknown",
        "",
        _("94.1~97.8%로 봐요 · 기준 97% 이상"),
        "",
        sparks()[2],
        _("어제보다 0.1%p 올랐어요"),
        "최하은",
    )


def waiting_tiles() -> list[Tile]:
    return [
        Tile(
            _("직원 만족"),
            state="unknown",
            word=_("기록 없음"),
            range=_("아직 물어보지 않았어요"),
            action=_("한 문항 보내기"),
            action_url="#tiles",
        ),
        Tile(_("오류율"), range=_("다시 계산하고 있어요, 3초"), trend=_("마지막 값 2.1% (어제)"), busy=True),
    ]


def facts() -> list[tuple[str, str]]:
    return [
        (_("데이터"), _("전표 사건 기록 967건, 시작 전 36일과 시작 뒤 15일")),
        (_("뺀 날"), _("휴일 4일, 익히는 기간 5일")),
        (_("계산"), _("요일, 느린 흐름, 어제의 영향을 함께 봤어요.")),
    ]


def rows() -> list[Sample]:
    states = list(STATE_WORDS)
    return [
        Sample(
            f"{_('표본')} {index}",
            states[index % 6],
            index * 7 % 101 if index % 9 else None,
            MOMENT - timedelta(hours=index),
        )
        for index in range(1, 24)
    ]


def list_spec() -> ListSpec[Sample]:
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


def nothing() -> Step:
    return Step(
        _("아직 받은 데이터가 없어요"),
        _("엑셀이나 CSV 하나면 3분 안에 점수와 문제를 보여 드려요."),
        _("파일 고르기"),
        "#pages",
    )


def intervals() -> list[tuple[str, str, str]]:
    """State, word and drawing (made wide and narrow) of a gate that passes, cannot be told, fails, and has no data."""
    drawn: list[tuple[str, str, tuple[float, float, float], charts.Tone]] = [
        ("met", _("통과"), (-35.0, -43.0, -27.0), "good"),
        ("unknown", _("알 수 없음"), (-30.0, -45.0, -16.0), "warn"),
        ("unmet", _("미달"), (-8.0, -18.0, 1.0), "bad"),
    ]
    axis = [(-60.0, "−60%"), (-45.0, "−45%"), (-15.0, "−15%"), (0.0, "0%")]
    widths: tuple[charts.Width, ...] = ("wide", "narrow")
    made = []
    for state, word, (point, low, high), tone in drawn:
        label = _("처리 시간 %(point)s%%, 90%% 구간 %(low)s%%에서 %(high)s%%, 기준 −30%%") % {
            "point": number(point),
            "low": number(low),
            "high": number(high),
        }
        both = [
            charts.interval_plot(
                point,
                low,
                high,
                -30.0,
                chart_id=f"gate-{state}",
                label=label,
                undecided=(-34.0, -26.0),
                axis=axis,
                tone=tone,
                threshold_label=_("기준 −30%"),
                width=width,
            )
            for width in widths
        ]
        made.append((state, word, charts.both(*both)))
    none, more = _("구간 없음"), _("22건 더 필요해요")
    plain = [
        charts.interval_plot(None, None, None, None, chart_id="none", label=none, nothing=more, width=width)
        for width in widths
    ]
    return [*made, ("unknown", _("데이터 부족"), charts.both(*plain))]


def sparks() -> list[str]:
    return [
        charts.sparkline([81, 81, 82, 82, 81, 82, 83, 82, 77], 80, tone="bad", label=_("기준 아래로 내려감")),
        charts.sparkline([10, 18, 30, 46, 70, 96, 130, 150, 184], 300, tone="good", label=_("한도 안에서 늘어남")),
        charts.sparkline(
            [97.1, 97.5, 96.4, 97.2, 96.8, 96.0, 96.9, 95.7, 96.4], 97, tone="warn", label=_("기준 언저리")
        ),
    ]
