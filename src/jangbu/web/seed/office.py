"""Staff, calendars, monthly running costs and the two satisfaction rounds: the small files every firm has."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from jangbu.kernel.clock import SEOUL
from jangbu.web.seed import names

STAFF_HEADER = ("사번", "이름", "부서", "직책", "입사일")
NAMED = (
    ("김민지", "경영", "대표"),
    ("이서준", "운영", "운영팀장"),
    ("박도윤", "운영", "사원"),
    ("최하은", "경영", "IT 담당"),
    ("정하린", "운영", "대리"),
    ("한지우", "영업", "과장"),
    ("오세린", "영업", "대리"),
)
DEPARTMENTS = ("생산", "품질", "영업", "운영", "설계", "구매")


def draw_staff(today: date, seed: int, count: int = 34) -> list[list[str]]:
    rng = np.random.default_rng([seed, 1])
    rows = []
    for index in range(count):
        if index < len(NAMED):
            name, department, title = NAMED[index]
        else:
            name, department = (
                names.person_name(rng),
                str(rng.choice(DEPARTMENTS, p=[0.5, 0.15, 0.1, 0.05, 0.12, 0.08])),
            )
            title = str(rng.choice(["사원", "주임", "대리", "과장"]))
        joined = today - timedelta(days=int(rng.integers(60, 5200)))
        rows.append([f"E{index + 1:03d}", name, department, title, joined.isoformat()])
    return rows


def draw_calendar(owner: str, first: date, days: int, closed: frozenset[date], seed: int) -> str:
    """An iCalendar file (RFC 5545) of one person's meetings; times with zone."""
    rng = np.random.default_rng([seed, sum(map(ord, owner))])
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jangbu//sample//KO"]
    for offset in range(days):
        day = first + timedelta(days=offset)
        if day.weekday() >= 5 or day in closed:
            continue
        for number in range(int(rng.poisson(2.2))):
            start = datetime.combine(day, time(9), SEOUL) + timedelta(minutes=30 * int(rng.integers(0, 17)))
            end = start + timedelta(minutes=30 * int(rng.integers(1, 4)))
            lines += [
                "BEGIN:VEVENT",
                f"UID:{day:%Y%m%d}-{number}-{sum(map(ord, owner))}@hanbit.example",
                f"DTSTAMP:{first:%Y%m%d}T000000Z",
                f"DTSTART;TZID=Asia/Seoul:{start:%Y%m%dT%H%M%S}",
                f"DTEND;TZID=Asia/Seoul:{end:%Y%m%dT%H%M%S}",
                f"SUMMARY:{rng.choice(['생산 회의', '고객 방문', '협력사 통화', '품질 점검', '면담'])}",
                "END:VEVENT",
            ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


COST_HEADER = ("월", "항목", "금액")


def draw_costs(months: list[date], pilot_start: date, seed: int) -> list[list[str]]:
    """Running cost of the invoice process by month, in won: people's hours are elsewhere, this is what is paid out."""
    rng = np.random.default_rng([seed, 2])
    rows = []
    for month in months:
        post = month >= pilot_start.replace(day=1)
        rows.append([f"{month:%Y-%m}", "문서 보관·발송", str(int(rng.normal(1_180_000, 18_000)) // 100 * 100)])
        rows.append([f"{month:%Y-%m}", "외부 서비스", str(int(rng.normal(390_000, 9_000)) // 100 * 100)])
        if post:
            rows.append([f"{month:%Y-%m}", "계산서 읽기", str(int(rng.normal(92_000, 4_000)) // 100 * 100)])
    return rows


SURVEY_HEADER = ("시기", "응답자", "점수")


def draw_survey(seed: int) -> list[list[str]]:
    """Nine people asked before and in the last week of the pilot: "how satisfied are you with this work", 1 to 5."""
    rng = np.random.default_rng([seed, 3])
    before = np.clip(np.round(rng.normal(3.3, 0.75, 9)), 1, 5).astype(int)
    after = np.clip(before + rng.choice([-1, 0, 0, 0, 1, 1], 9), 1, 5).astype(int)
    rows = [["시작 전", f"응답 {index + 1}", str(score)] for index, score in enumerate(before)]
    return rows + [["마지막 주", f"응답 {index + 1}", str(score)] for index, score in enumerate(after)]
