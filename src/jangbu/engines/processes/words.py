"""What the figures of a log mean, in words."""

from __future__ import annotations

from typing import Literal

from jangbu.engines.processes.heldout import SPLITS, TOP, HeldOut
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number, percent

Verdict = Literal["repeatable", "guided_only", "not_yet", "not_enough_cases"]

LANGUAGES: tuple[Language, Language] = ("ko", "en")
FEWEST_CASES = 100
ENOUGH, SOME = 0.60, 0.40  # share of cases that the usual ways cover, at the low end of its range
MOST_REWORK = 0.30  # share of cases

WORDS: dict[Verdict, tuple[str, str]] = {
    "repeatable": ("반복되는 일이에요", "it repeats"),
    "guided_only": ("사람이 이끌고 돕게만 할 수 있어요", "guided assistance only"),
    "not_yet": ("아직 반복되는 일이 아니에요", "it does not repeat yet"),
    "not_enough_cases": ("건수가 적어서 아직 알 수 없어요", "too few cases to tell"),
}


def verdict_word(verdict: Verdict, language: Language) -> str:
    return WORDS[verdict][0 if language == "ko" else 1]


def verdict_sentence(verdict: Verdict, cases: int, held: HeldOut, rework: float, language: Language) -> str:
    ko = language == "ko"
    word = verdict_word(verdict, language)
    if verdict == "not_enough_cases":
        if ko:
            return f"{word}. 지금 {number(cases)}건이고, {FEWEST_CASES}건부터 말할 수 있어요."
        return f"{word.capitalize()}: there are {number(cases)}, and {FEWEST_CASES} would do."
    share, low, high = percent(held.set5), percent(held.low), percent(held.high)
    if ko:
        first = f"{word}. 자주 하는 방식 {TOP}가지가 새로운 건의 {share}를 덮어요({low}에서 {high} 사이로 봐요)."
        return f"{first} 같은 단계를 다시 한 건은 {percent(rework)}예요.{_reason(verdict, held, rework, ko)}"
    first = f"{word.capitalize()}: the {TOP} most usual ways cover {share} of new cases (between {low} and {high})."
    return f"{first} {percent(rework)} of cases repeat a step.{_reason(verdict, held, rework, ko)}"


def _reason(verdict: Verdict, held: HeldOut, rework: float, ko: bool) -> str:
    """What keeps it from the better verdict."""
    if verdict == "repeatable":
        return ""
    if verdict == "guided_only" and held.low >= ENOUGH and rework > MOST_REWORK:
        limit = percent(MOST_REWORK)
        return f" 다시 하는 건이 {limit}보다 많아서 그래요." if ko else f" Repeats above {limit} hold it back."
    limit = percent(ENOUGH if verdict == "guided_only" else SOME)
    return f" 아래 끝이 {limit}보다 낮아서 그래요." if ko else f" The low end is below {limit}."


def method(language: Language) -> str:
    """Why this may be believed."""
    if language == "ko":
        return (
            f"건의 절반에서 자주 하는 방식 {TOP}가지를 배우고, 배우지 않은 절반에 대 봤어요. 이것을 {SPLITS}번 했어요. "
            "순서가 달라도 같은 단계를 거쳤으면 같은 방식으로 봤고, 범위는 90% 구간이에요. 범위의 아래 끝이 "
            f"{percent(ENOUGH)} 이상이고 다시 한 건이 {percent(MOST_REWORK)} 이하면 반복되는 일로 봐요."
        )
    return (
        f"The {TOP} most usual ways were learnt on half of the cases and tried on the other half, {SPLITS} times over. "
        "Ways with the same steps in another order count as one, and the range holds 90%. Work counts as repeating if "
        f"the low end is at least {percent(ENOUGH)} and at most {percent(MOST_REWORK)} of cases repeat a step."
    )
