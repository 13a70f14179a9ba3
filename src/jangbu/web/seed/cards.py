"""What the sample firm's people answered about their data. One dataset is left open, so that the question is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.sources import queries, services
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What the firm knows better than the product; everything else stands as proposed."""

    owner: str  # a name
    created_where: str
    purpose: str
    keep: dict[str, Any] | None = None


CARDS = {
    "거래처 목록": Told("이서준", "ERP 거래처 마스터, 매일 07:30에 내보내요", "견적, 매입, 납품 안내"),
    "직원": Told("김민지", "인사 대장 (엑셀)", "담당자를 맞춰 보려고"),
    "월별 비용": Told("김민지", "회계 프로그램의 월별 집계", "파일럿 앞뒤 비용을 견주려고"),
    "문의 분류 문제지": Told("최하은", "고객 문의에서 사람이 정답을 단 표", "문의 분류 도구를 평가하려고"),
    "매입 계산서 처리": Told("이서준", "ERP 매입 화면의 단계 기록", "파일럿의 앞뒤를 재려고"),
    "견적 작성": Told(
        "박도윤",
        "ERP 견적 화면의 단계 기록",
        "견적 업무가 반복되는지 보려고",
        {
            "keep_number": 60,
            "keep_unit": "days",
            "basis": "업무가 반복되는지 한 번 보는 기록이라 두 달이면 충분해요.",
            "basis_rule": "",
        },
    ),
}


def answer(owner: Actor, today: date, known: Mapping[str, Told] = CARDS) -> None:
    """Confirm what is not confirmed yet of what is `known` by name; told again it changes nothing."""
    staff = {person.name: person.pk for person in people.people_list()}
    for dataset in queries.visible(owner).order_by("name"):
        told = known.get(dataset.name)
        if told is None or queries.is_usable(dataset):
            continue
        proposed = queries.proposed_answers(dataset, owner, today)
        answers = replace(
            proposed,
            owner=staff.get(told.owner, owner.id),
            created_where=told.created_where,
            purpose=told.purpose,
            **(told.keep or {}),
        )
        services.confirm_card(dataset, answers, actor=owner, why="쓰기 전에 제안을 보고 확인함")
