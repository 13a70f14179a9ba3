"""A first plan to grow, from the pilot's own records. Pure: records in, a plan out.

plan: stages [{name, share, weeks, check}], tools [{plan, monthly, quota, extra, minutes, setup, exit}], people
[{role, hours}], chosen (a plan of tools), announcement (text), lessons [text]. share: cases of a month against the
pilot's own; money in won.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jangbu.kernel.errors import Language

PLANS = ("free", "low", "premium")


def draft(
    name: str, decision: str, says: str, lessons: Sequence[str], following: Sequence[str], said: Language
) -> dict[str, Any]:
    """`following` are the names of further processes that could come next."""
    next_up = following[0] if following else ("다음 업무" if said == "ko" else "the next work")
    words = _WORDS[said]
    return {
        "stages": [
            {"name": words["all"].format(name=name), "share": 100, "weeks": 4, "check": words["check_all"]},
            {"name": words["next"].format(name=next_up), "share": 150, "weeks": 8, "check": words["check_next"]},
            {"name": words["wide"], "share": 250, "weeks": 12, "check": words["check_wide"]},
        ],
        "tools": [
            _tool("free", 0, 100, 0, 3),
            _tool("low", 50_000, 1_000, 100, 1),
            _tool("premium", 300_000, 10_000, 50, 0.5),
        ],
        "chosen": "low",
        "tools_guessed": True,  # round figures to begin with, until somebody enters the offers they have
        "people": [
            {"role": words["lead"], "hours": 8},
            {"role": words["tech"], "hours": 6},
            {"role": words["train"], "hours": 4},
        ],
        "announcement": words["announce"].format(name=name, says=says or decision),
        "lessons": list(lessons),
        "months": 12,
    }


def _tool(plan: str, monthly: int, quota: int, extra: int, minutes: float) -> dict[str, Any]:
    return {
        "plan": plan,
        "monthly": monthly,
        "quota": quota,
        "extra": extra,
        "minutes": minutes,
        "setup": 0,
        "exit": 0,
    }


_WORDS: Mapping[str, Mapping[str, str]] = {
    "ko": {
        "all": "{name}, 남은 사람과 건까지 모두",
        "next": "{name}까지 넓히기",
        "wide": "비슷한 일 모두",
        "check_all": "4주 동안 통과 기준을 그대로 지키면 다음으로 가요.",
        "check_next": "같은 기준으로 다시 파일럿을 해요.",
        "check_wide": "한 달에 한 번 돌아보고, 기준 아래로 내려가면 멈춰요.",
        "lead": "맡은 사람",
        "tech": "기술 담당",
        "train": "가르치기",
        "announce": (
            "{name} 파일럿을 마쳤어요. {says}\n\n"
            "다음 달부터 단계를 나눠 넓히려고 해요. 나가기 전에는 지금처럼 사람이 승인하고, "
            "기준 아래로 내려가면 멈춰요. 남는 시간을 어디에 쓸지 함께 정하고 싶어요.\n\n"
            "궁금한 것과 걱정되는 것을 알려 주세요."
        ),
    },
    "en": {
        "all": "{name}: everybody and every case",
        "next": "On to {name}",
        "wide": "All similar work",
        "check_all": "Four weeks within the gates, then on.",
        "check_next": "Another pilot by the same gates.",
        "check_wide": "A look back once a month; stop when it falls below its gates.",
        "lead": "Lead",
        "tech": "Technology",
        "train": "Training",
        "announce": (
            "The pilot of {name} is done. {says}\n\n"
            "From next month we want to grow it by stages. People approve before anything leaves, as now, and it "
            "stops when it falls below its gates. We want to decide together what the time is used for.\n\n"
            "Please tell us what you wonder and worry about."
        ),
    },
}
