"""The twelve, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from jangbu.apps.base.evidence import Words
from jangbu.apps.journey import queries
from jangbu.apps.journey.questions import growing, keeping
from jangbu.apps.journey.questions.telling import Figure, Teller, Told
from jangbu.apps.ledger import queries as ledger

__all__ = ["Answered", "Figure", "answers"]

ASKED: tuple[tuple[str, Words, Teller], ...] = (
    ("open", Words("우리 데이터는 누구에게 열려 있나요?", "To whom are our data open?"), keeping.open_to),
    (
        "least",
        Words("꼭 필요한 만큼만 권한을 주고 있나요?", "Is least privilege really kept?"),
        keeping.least_privilege,
    ),
    ("policy", Words("어떤 정책이 가장 급한가요?", "Which policy is most urgent?"), keeping.urgent_policy),
    (
        "vendor",
        Words(
            "가장 큰 업체 위험은 무엇이고 계약에 들어 있나요?",
            "What is the biggest vendor risk, and is it in the contract?",
        ),
        keeping.vendor_risk,
    ),
    (
        "evaluate",
        Words("모델을 제때 다시 평가하고 있나요?", "Are our models evaluated again as often as they must be?"),
        keeping.evaluated_how_often,
    ),
    ("back", Words("되돌리기가 정말 되나요?", "Does our roll-back really work?"), keeping.going_back),
    (
        "lost",
        Words("오늘 모두 잃어도 되살릴 수 있나요?", "Could we restore it all if it were lost today?"),
        keeping.nothing_lost,
    ),
    (
        "touched",
        Words("누가 기록을 몰래 바꾸면 알 수 있나요?", "Would we notice if somebody changed the records?"),
        keeping.untouched,
    ),
    (
        "narrow",
        Words("지금 우리를 가장 막는 것은 무엇인가요?", "What holds us up most?"),
        lambda at: growing.narrowest(queries.judged(queries.GOVERNANCE, at)),
    ),
    (
        "process",
        Words("어떤 업무부터 나아지게 할까요?", "Which process should be improved first?"),
        growing.process_first,
    ),
    ("source", Words("어떤 데이터부터 시작할까요?", "With which data should we start?"), growing.source_first),
    (
        "success",
        Words("성공은 무엇으로 재고 언제 넓히나요?", "How is success measured, and when do we grow?"),
        growing.success_told,
    ),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the twelve with its answer; evidence carries its ledger number."""

    id: str
    question: Words
    told: Told


def answers(at: datetime) -> list[Answered]:
    """All twelve, from the records as they stood at that moment."""
    with ledger.as_it_was(at):
        found = [Answered(name, question, tell(at)) for name, question, tell in ASKED]
    ids = {each.id for answered in found for each in answered.told.evidence if each.entry is None}
    entries = ledger.entries_of(ids, at) if ids else {}
    return [
        replace(
            each,
            told=replace(
                each.told,
                evidence=tuple(replace(one, entry=one.entry or entries.get(one.id)) for one in each.told.evidence),
            ),
        )
        for each in found
    ]
