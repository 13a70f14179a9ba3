"""Small tables and recipes for the tests of mending."""

from __future__ import annotations

from typing import Any

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import Mended, Recipe, Step, apply, recipe_for


def table(name: str = "고객.csv", **columns: list[str | None]) -> Frame:
    return Frame(name, tuple(columns), tuple(columns.values()))


def recipe(frame: Frame, *steps: Step) -> Recipe:
    return recipe_for(frame, steps, name="시험")


def step(what: str, *columns: str, **options: Any) -> Step:
    return Step(what, what, columns, options, "시험")


def mended(frame: Frame, *steps: Step, **how: Any) -> Mended:
    return apply(frame, recipe(frame, *steps), **how)


def customers() -> Frame:
    """As a small firm's sales staff typed them over the years."""
    return table(
        번호=["C001", "C002", "C003", "C004", "C005", "C006"],
        상호=["(주)한빛정밀", "한빛정밀 주식회사", "㈜ 대성상사", "삼우테크\u200b", " 삼우테크", "（주）누리상사"],
        담당=["김 민지 과장", "김민지", "박도윤", "이서준 님", None, "최하은(崔夏恩)"],
        전화=["01012345678", "010-1234-5678", "02)345-6789", "-", "없음", "031 765 4321"],
        주소=[
            "서울 강남구 테헤란로 152",
            "서울특별시 강남구 테헤란로152",
            "부산시 해운대구 센텀중앙로 79",
            "(06236) 서울 강남구 역삼로 1",
            None,
            "경기 성남시 분당구 판교역로 235 4F",
        ],
        등록일=["2026.1.5", "20260107", "2026년 2월 3일", "2026-02-30", "03/04/2026", "2026-03-04 10:20"],
        미수금=["1,200,000원", "120만원", "0", "USD 300", None, "(5,000)"],
    )
