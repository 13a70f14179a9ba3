"""Fourteen months of three processes as event logs: purchase invoices, quotes, appointments.

The pilot changes the invoice process in its last four weeks. The true effect is drawn here and nowhere shown:
the product has to find it from the log like any other firm's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from jangbu.kernel.clock import SEOUL

HEADER = ("전표번호", "단계", "일시", "담당자", "유형")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to do the work and how often it is taken; `rework` marks a step done twice."""

    steps: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Process:
    name: str
    prefix: str
    kinds: tuple[str, ...]
    people: tuple[str, ...]
    per_day: float
    minutes: float  # mean handling time of a case before the pilot
    ways: tuple[Way, ...]
    pilot_minutes: float | None = None
    pilot_rework: float = 1.0  # how the share of ways with rework changes


INVOICES = Process(
    "매입 계산서 처리", "PI", ("물품", "용역", "외주"), ("이서준", "박도윤", "정하린"), 13.0, 12.4,
    (
        Way(("접수", "내용 확인", "발주 대조", "승인", "전표 입력"), 0.55),
        Way(("접수", "내용 확인", "승인", "전표 입력"), 0.17),
        Way(("접수", "내용 확인", "발주 대조", "내용 확인", "발주 대조", "승인", "전표 입력"), 0.12),
        Way(("접수", "내용 확인", "발주 대조", "거래처 문의", "승인", "전표 입력"), 0.08),
        Way(("접수", "내용 확인", "발주 대조", "승인", "승인", "전표 입력"), 0.04),
        Way(("접수", "반려"), 0.03),
        Way(("접수", "발주 대조", "내용 확인", "거래처 문의", "발주 대조", "승인", "전표 입력"), 0.01),
    ),
    pilot_minutes=7.5, pilot_rework=0.72,
)  # fmt: skip
QUOTES = Process(
    "견적 작성", "QT", ("표준품", "주문품"), ("이서준", "한지우", "오세린"), 9.5, 46.0,
    (
        Way(("요청 접수", "도면 확인", "단가 산출", "견적 작성", "발송"), 0.34),
        Way(("요청 접수", "단가 산출", "견적 작성", "발송"), 0.26),
        Way(("요청 접수", "도면 확인", "고객 문의", "단가 산출", "견적 작성", "발송"), 0.12),
        Way(("요청 접수", "도면 확인", "단가 산출", "견적 작성", "승인", "견적 작성", "승인", "발송"), 0.11),
        Way(("요청 접수", "도면 확인", "외주 견적", "단가 산출", "견적 작성", "승인", "발송"), 0.09),
        Way(("요청 접수", "거절"), 0.05),
        Way(("요청 접수", "도면 확인", "단가 산출", "견적 작성", "발송", "단가 산출", "견적 작성", "발송"), 0.03),
    ),
)  # fmt: skip
APPOINTMENTS = Process(
    "방문 일정 잡기", "AP", ("납품", "상담", "점검"), ("박도윤", "오세린"), 5.0, 31.0,
    (
        Way(("요청", "일정 제안", "확정", "알림"), 0.62),
        Way(("요청", "일정 제안", "다시 제안", "확정", "알림"), 0.2),
        Way(("요청", "일정 제안", "일정 제안", "확정", "알림"), 0.1),
        Way(("요청", "취소"), 0.08),
    ),
)  # fmt: skip
DETOURS = ("보류", "전화 확인", "서류 다시 요청", "팀장 확인", "담당자 바뀜")
PROCESSES = (INVOICES, QUOTES, APPOINTMENTS)


def working_days(first: date, last: date, closed: frozenset[date]) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() < 5 and day not in closed:
            yield day
        day += timedelta(days=1)


def draw_log(
    process: Process, first: date, last: date, closed: frozenset[date], pilot_start: date | None, seed: int
) -> list[list[str]]:
    """Rows of (case, step, time, person, kind) in the order they were written down."""
    rng = np.random.default_rng([seed, sum(map(ord, process.prefix))])
    rows: list[tuple[datetime, list[str]]] = []
    drift, number = 0.0, 0
    for day in working_days(first, last, closed):
        drift = 0.6 * drift + float(rng.normal(0, 0.05))  # a good day is often followed by another
        piloted = pilot_start is not None and day >= pilot_start
        weekday = 1.12 if day.weekday() == 0 else 1.0
        for _ in range(int(rng.poisson(process.per_day * weekday))):
            number += 1
            rows.extend(_case(process, rng, day, f"{process.prefix}-{day:%y%m}-{number:05d}", drift, piloted))
    rows.sort(key=lambda row: row[0])
    return [row for _, row in rows]


def _case(
    process: Process, rng: np.random.Generator, day: date, case: str, drift: float, piloted: bool
) -> list[tuple[datetime, list[str]]]:
    way = _with_detour(_choose_way(process, rng, piloted), rng)
    mean = process.pilot_minutes if piloted and process.pilot_minutes else process.minutes
    share = len(way.steps) / 5  # longer ways take longer
    minutes = float(np.exp(np.log(mean * share) + drift - 0.5**2 / 2 + rng.normal(0, 0.5)))
    start = datetime.combine(day, time(9), SEOUL) + timedelta(minutes=float(rng.uniform(0, 460)))
    cuts = np.sort(rng.random(len(way.steps) - 2)) if len(way.steps) > 2 else np.array([])
    offsets = [0.0, *(float(cut) * minutes for cut in cuts), minutes]
    person, kind = str(rng.choice(process.people)), str(rng.choice(process.kinds))
    return [
        (when := start + timedelta(minutes=offset), [case, step, f"{when:%Y-%m-%d %H:%M:%S}", person, kind])
        for step, offset in zip(way.steps, offsets, strict=True)
    ]


def _with_detour(way: Way, rng: np.random.Generator) -> Way:
    """Now and then somebody does a thing that no procedure knows."""
    if rng.random() >= 0.05:
        return way
    place = int(rng.integers(1, len(way.steps)))
    return Way((*way.steps[:place], str(rng.choice(DETOURS)), *way.steps[place:]), way.share)


def _choose_way(process: Process, rng: np.random.Generator, piloted: bool) -> Way:
    weights = np.array([
        way.share * (process.pilot_rework if piloted and len(set(way.steps)) < len(way.steps) else 1.0)
        for way in process.ways
    ])  # fmt: skip
    return process.ways[int(rng.choice(len(process.ways), p=weights / weights.sum()))]
