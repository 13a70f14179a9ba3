"""The steps, in their order, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

QUESTIONS, FILE, CARD, POLICIES, DUTIES, PLAN = "questions", "file", "card", "policies", "duties", "plan"


@dataclass(frozen=True, slots=True)
class Step:
    """`minutes`: how long it usually takes."""

    name: str
    ko: str
    en: str
    why_ko: str
    why_en: str
    minutes: int


STEPS: tuple[Step, ...] = (
    Step(
        QUESTIONS,
        "세 가지 질문",
        "Three questions",
        "답에서 첫 파일럿(작게 해 보는 시험)의 초안이 나와요. 어떤 데이터로 할지는 다음 걸음의 파일이 답해요.",
        "The first pilot's draft comes from the answers. Which data it stands on, the next step's file says.",
        3,
    ),
    Step(
        FILE,
        "파일 하나",
        "One file",
        "거래처 목록도, 일한 기록도 좋아요. 무엇이 틀렸는지 바로 알려 드려요.",
        "A list of customers or a log of work. You see at once what is wrong in it.",
        3,
    ),
    Step(
        CARD,
        "이 데이터의 주인과 목적",
        "Who owns these data, and what for",
        "제안을 확인해야 이 데이터를 쓸 수 있어요.",
        "The data may be used once the proposals are confirmed.",
        4,
    ),
    Step(
        POLICIES,
        "정책 초안 네 가지",
        "Four policy drafts",
        "회사의 기록으로 써 드려요. 시행은 다른 사람이 승인한 뒤예요.",
        "Written from your records; in force only after somebody else approves.",
        4,
    ),
    Step(
        DUTIES,
        "책임을 맡을 사람",
        "Who answers for what",
        "하나마다 최종 책임은 한 사람이에요. 제안을 보고 한 번에 정해요.",
        "Exactly one person is accountable for each thing; the proposals are accepted at once.",
        3,
    ),
    Step(
        PLAN,
        "90일 계획과 첫 점수",
        "Ninety days and a first score",
        "지금 어디에 서 있는지 기록으로만 보여 줘요.",
        "Where you stand, from records alone.",
        2,
    ),
)
BY_NAME = {step.name: step for step in STEPS}
